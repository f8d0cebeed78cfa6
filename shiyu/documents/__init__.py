"""公文: from a template of the city and the facts of a case to a numbered, archived official paper (GB/T 9704-2012)."""
