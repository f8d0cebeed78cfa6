"""One source of the time, and "today" is the city's day."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from django.test import override_settings

import shiyu
from shiyu.base import clock

EVE = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)  # half past midnight of the 23rd in the city


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 22, 15, 59, 59, tzinfo=UTC), date(2026, 11, 22)),
        (datetime(2026, 11, 22, 16, 0, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 11, 23, 0, 30, tzinfo=timezone(timedelta(hours=8))), date(2026, 11, 23)),
        (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_the_city_day_turns_at_the_city_s_midnight(moment: datetime, day: date) -> None:
    assert clock.city_day(moment) == day


def test_another_city_lives_in_its_own_zone() -> None:
    with override_settings(TIME_ZONE="Asia/Urumqi"):
        assert clock.city_day(EVE) == date(2026, 11, 22)


def test_standing_at_a_moment() -> None:
    with clock.standing_at(EVE):
        assert (clock.now(), clock.today()) == (EVE, date(2026, 11, 23))
        with clock.standing_at(EVE + timedelta(days=1)):
            assert clock.today() == date(2026, 11, 24)
        assert clock.now() == EVE
    assert clock.now() != EVE


def test_an_error_inside_lets_the_time_go_on() -> None:
    with pytest.raises(ZeroDivisionError), clock.standing_at(EVE):
        _ = 1 / 0
    assert clock.now() > EVE - timedelta(days=36_500)
    assert clock.now() != EVE


def test_any_zone_is_told_in_utc_and_none_is_refused() -> None:
    with clock.standing_at(datetime(2026, 11, 23, 0, 30, tzinfo=timezone(timedelta(hours=8)))):
        assert clock.now() == EVE
        assert clock.now().tzinfo is UTC
    with pytest.raises(ValueError, match="zone"), clock.standing_at(datetime(2026, 11, 23)):  # noqa: DTZ001 -- the point
        pass


def test_the_time_goes_on() -> None:
    first = clock.now()
    assert first.tzinfo is UTC
    assert clock.now() >= first


def test_nobody_else_reads_the_machine_s_clock() -> None:
    readers = re.compile(r"(datetime|date|timezone)\.(now|today|utcnow|localdate)\(")
    own = Path(clock.__file__)
    sources = [path for path in Path(shiyu.__file__).parent.rglob("*.py") if path != own and "tests" not in path.parts]
    assert [path.name for path in sources if readers.search(path.read_text())] == []
