"""Every address and verb as everybody: the table says what becomes of it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.access.of_disputes import OF_DISPUTES
from tests.access.rows import BAD, LOGIN, NO, OK, ON, WAY, Row
from tests.access.table import ANY_VERB, TABLE
from tests.access.table_supervision import SUPERVISION
from tests.access.visitors import NOBODY, RESIDENT, VISITORS, Scene, asked, undone
from tests.addresses import Address, addresses

EVERY_ROW = (*TABLE, *SUPERVISION, *OF_DISPUTES)
VERBS = ("GET", "POST", "PUT", "PATCH", "DELETE")
SOME = (NOBODY, RESIDENT, "supervisor", "system")
KNOWN = {address.route: address for address in addresses()}
PARTS = re.compile(r"<(?:\w+:)?(\w+)>")


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    """Set once for all rows, and gone afterwards."""
    with django_db_blocker.unblock(), undone():
        yield Scene.made()


def path_of(row: Row, scene: Scene) -> str:
    """The address with its parts filled: from the row, else from the scene."""
    known = {
        "number": scene.number, "reference": scene.file, "procedure": "citizen_request", "party": str(scene.party),
        "token_id": str(scene.token_id), **row.at,
    }  # fmt: skip
    return row.path.format(**known) or "/" + PARTS.sub(lambda part: known[part[1]], row.route)


def became(response: Any) -> str:
    """The class of an answer; one that streams is read to its end, which closes its file."""
    if response.streaming:
        b"".join(response.streaming_content)
    status = response.status_code
    to_login = re.match(r"/(login\b|my(/code)?(\?|$))", response.headers.get("Location", "")) is not None
    classes = {
        OK: 200 <= status < 300,
        LOGIN: status == 401 or (300 <= status < 400 and to_login),
        ON: 300 <= status < 400 and not to_login,
        NO: status in {403, 404},
        WAY: status == 405,
        BAD: status in {400, 406, 409, 411, 413, 415, 422},
    }
    return next((name for name, holds in classes.items() if holds), str(status))


@pytest.mark.parametrize("row", EVERY_ROW, ids=lambda row: f"{row.verb} {row.route} {' '.join(row.at.values())}")
def test_each_visitor_gets_what_the_table_says(row: Row, scene: Scene) -> None:
    found = {}
    for visitor in VISITORS:
        with undone():
            client = scene.client(visitor, KNOWN[row.route])
            found[visitor] = became(asked(client, row.verb, path_of(row, scene), body=row.body, scene=scene))
    assert found == dict(row.expected)


def test_no_address_is_without_a_row() -> None:
    named = {row.route for row in EVERY_ROW}
    assert set(KNOWN) - named == set(), "add rows to tests/access/table.py"
    assert named - set(KNOWN) == set(), "these addresses are gone"


def unnamed() -> Iterator[tuple[Address, str]]:
    """Verbs that no row names."""
    named = {(row.route, row.verb) for row in EVERY_ROW} | {(route, verb) for route in ANY_VERB for verb in VERBS}
    return ((address, verb) for address in KNOWN.values() for verb in VERBS if (address.route, verb) not in named)


def test_a_verb_without_a_row_is_refused_to_everybody(scene: Scene) -> None:
    first = {row.route: row for row in reversed(EVERY_ROW)}
    served = []
    for address, verb in unnamed():
        path = path_of(first[address.route], scene)
        for visitor in SOME:
            with undone():
                got = became(asked(scene.client(visitor, address), verb, path, body=None, scene=scene))
                if got not in {WAY, LOGIN, NO}:
                    served.append(f"{verb} {path} as {visitor}: {got}")
    assert served == []
