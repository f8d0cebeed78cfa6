"""What the work stands on and knows nothing of the city: clock, errors, ids, text, crypto, files, figures."""
