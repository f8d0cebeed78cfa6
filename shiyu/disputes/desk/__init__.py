"""The pages of the officers: the window, the heads of bodies, the mediators, the centre."""
