"""What triage shows on the pages of the systems: parts they register with, each the same for every system."""
