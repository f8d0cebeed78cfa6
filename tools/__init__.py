"""What the Makefile calls: set-up and the checks that no linter brings."""
