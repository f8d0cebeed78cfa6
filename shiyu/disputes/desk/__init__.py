"""The pages of the window, of the heads of bodies and of mediators."""
