"""`shiyu bench`: how fast, and what survives a kill; each on a real server of its own. See docs/benchmarks.md.

`commands.py` prepares a filled city once and gives each bench a copy; every bench runs in a process of its own
(`worker.py`), because its settings lead to its own data folder.
"""
