"""What the tests of pages share."""

import pytest

from shiyu.city import directory as directories


@pytest.fixture
def city_at_hand(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The directory is not looked at anew meanwhile: once a second it costs a question, which no count should see."""
    directories.directory()
    monkeypatch.setattr(directories._shelf, "looked_at", float("inf"))
