"""The pages of the officers: the window, the bodies, the centre."""
