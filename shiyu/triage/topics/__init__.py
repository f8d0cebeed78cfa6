"""Rising topics: groups of messages about one thing at one place, found as they arrive.

`grouping.py` is where to begin. Nothing here asks a database or knows a case; who feeds it keeps what it returns.
"""
