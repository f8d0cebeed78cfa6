"""Who receives what is handed over: the clerk of the unit. Pure, so that papers and moves may name him."""

CLERK = "clerk"
"""Who opens what is handed to his unit; the unit is told through him."""


def office_of(unit_code: str) -> str:
    """The office of a unit to which papers are sent, as papers name it."""
    return f"{unit_code}:{CLERK}"
