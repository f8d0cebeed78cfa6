"""Who may what, at every address."""
