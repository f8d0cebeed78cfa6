"""`shiyu` 市域: the closed loop of a city's social governance, from request raised to answer judged."""

__version__ = "0.1.0"
