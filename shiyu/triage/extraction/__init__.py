"""Places, times, amounts, organisations and numbers of persons in what people write, each with where it stands.

Rules and the city pack only: no network, no model. What is found is offered to a person and never filled in silently.
"""
