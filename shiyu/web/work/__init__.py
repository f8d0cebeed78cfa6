"""The pages of everyday work: my work, all cases, and moves of many cases at once."""
