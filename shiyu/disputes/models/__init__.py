"""What is kept of a dispute beside its case."""
