"""The parts of the pages, each in all its states, at `/styleguide`."""
