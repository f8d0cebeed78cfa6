"""The verbs of the API, a file for each kind of thing; every one calls the engine and decides nothing."""
