"""The processes of a running city: the supervisor here, `web.py` and `jobs.py` are what it starts."""
