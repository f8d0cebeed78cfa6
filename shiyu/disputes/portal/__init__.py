"""Pages of residents and parties: the guided start, their disputes."""
