"""How a count is said beside a tab, a menu entry or a post: beyond ninety-nine nobody needs the number."""

MOST_SAID = 99
"""More is not counted either: whoever asks the database asks for one more than this at most."""


def said_count(count: int) -> str:
    """A count in at most two digits, “99+” beyond."""
    return f"{MOST_SAID}+" if count > MOST_SAID else str(count)
