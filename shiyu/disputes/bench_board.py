"""The centre's board with two hundred thousand disputes beside the same page with a tenth of them.

One dispute is told through the door; the others are its rows with other keys, kinds, places, stages and days, so that
nothing but the number differs. The chains of history are not copied: the board reads none.
"""

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import connections
from django.test import Client

from shiyu.base.benches import Goal, Measured, Site, quickest
from shiyu.cases.acting import actors_of
from shiyu.cases.door import make_move, open_case
from shiyu.city.demo import load_demo_people
from shiyu.city.models import Account
from shiyu.disputes.counting import keep_board
from shiyu.disputes.models import Dispute

ROUNDS, TENFOLD = 15, 10
HARDLY_SLOWER = Goal("ratio", "≤", 1.5)
BOARD = "/disputes/board"
MATTER = {
    "kind": "labour", "place": "140502004000", "happened": "工资没有结清。", "claims": "支付工资。",
    "contact": {"name": "甲某", "phone": "13900009001"}, "respondent": {"name": "乙某", "phone": "13900009002"},
}  # fmt: skip
KINDS = "ARRAY['labour','property','neighbours','family','traffic','lending','consumer','medical']"
PLACES = "ARRAY['140502004000','140521000000','140522000000','140524000000','140525000000','140581000000']"
OPEN_STAGES = "ARRAY['registered','asking','mediating','performing']"
CHANGED: Mapping[str, str] = {
    "id": "c.id + n", "number": "'JFB' || n", "title": "c.title", "is_open": "n % 33 = 0",
    "stage": f"CASE WHEN n % 33 = 0 THEN ({OPEN_STAGES})[1 + n % 4] WHEN n % 5 = 0 THEN 'ended' ELSE 'closed' END",
    "outcome": "CASE WHEN n % 33 = 0 THEN '' WHEN n % 5 = 0 THEN 'failed' ELSE 'performed' END",
    "kind": f"({KINDS})[1 + n % 8]", "place_code": f"({PLACES})[1 + n % 6]",
    "marks": "CASE WHEN n % 990 = 0 THEN '[\"danger\"]'::jsonb ELSE '[]'::jsonb END",
    "opened_at": "now() - (n % 1460) * interval '1 day' - interval '1 hour'",
    "closed_at": "CASE WHEN n % 33 = 0 THEN NULL ELSE now() - (n % 1460) * interval '1 day' END",
    "due_at": "CASE WHEN n % 33 = 0 THEN now() + (n % 20 - 2) * interval '1 day' END",
    "turn_role": "''", "search": "NULL",
}  # fmt: skip
"""The columns of a case that differ from the one told: one in 33 is open, one in five ended without agreement."""


def measure(site: Site) -> Iterable[Measured]:
    """The page of the centre's lead, and the counting behind it, with as many disputes as requests, then ten times."""
    with site.database():
        load_demo_people(settings.SHIYU_CITY, password=secrets.token_hex(8))
        told = _tell_one()
        _fill(told, begin=1, until=site.rows)
        before, counting_before = _page(), _counting()
        _fill(told, begin=site.rows, until=site.rows * TENFOLD)
        notes = {"disputes": site.rows * TENFOLD, "baseline_disputes": site.rows}
        yield Measured(
            name="disputes.board", value=_page() * 1000, unit="ms", baseline=before * 1000, goals=(HARDLY_SLOWER,),
            notes=notes,
        )  # fmt: skip
        # Counted by a job every ten minutes, whoever looks; it grows with what is stored and nobody waits for it.
        yield Measured(
            name="disputes.board_counting", value=_counting(), unit="s", baseline=counting_before, notes=notes
        )


def _tell_one() -> int:
    """A dispute sent to a body through the door; answers the id of its case."""
    window = actors_of(Account.objects.get(username="dispute-window"))[0]
    made = open_case("dispute", "register", actor=window, key="bench-board", facts=MATTER)
    make_move(made.number, "triage", actor=window, key="bench-board-2", kind="labour", body="tw-laodong")
    return made.case_id


def _fill(told: int, *, begin: int, until: int) -> None:
    mediators = [*Account.objects.filter(username__startswith="mediator").order_by("pk").values_list("pk", flat=True)]
    mediator = f"(ARRAY{mediators})[1 + n % {len(mediators)}]"
    said = {"told": told, "begin": begin, "until": until - 1}
    row = Dispute.objects.get(case=told)
    of_dispute = {
        "id": f"{row.pk} + n", "case_id": f"{told} + n", "mediator": mediator,
        "in_force_on": "CASE WHEN n % 33 = 0 OR n % 5 = 0 THEN NULL ELSE current_date - (n % 1460)::int END",
        "perform_by": "CASE WHEN n % 33 = 0 OR n % 5 = 0 THEN NULL ELSE current_date - (n % 1460)::int END",
    }  # fmt: skip
    of_passage = {
        "id": "nextval(pg_get_serial_sequence('disputes_passage', 'id'))", "case_id": f"{told} + n",
        "entered_at": "now() - (n % 1460) * interval '1 day' - interval '1 hour'",
        "left_at": "CASE WHEN n % 33 = 0 THEN NULL ELSE now() - (n % 1460) * interval '1 day' END",
        "left_by": "CASE WHEN n % 33 = 0 THEN '' WHEN n % 5 = 0 THEN 'ended' ELSE 'settled' END",
    }  # fmt: skip
    with connections["owner"].cursor() as cursor:
        _copy(cursor, "cases_case", CHANGED, said=said)
        _copy(cursor, "disputes_dispute", of_dispute, said=said)
        _copy(cursor, "disputes_passage", of_passage, said=said)
        cursor.execute("VACUUM ANALYZE cases_case, disputes_dispute, disputes_passage")


def _copy(cursor: Any, table: str, changed: Mapping[str, str], *, said: Mapping[str, int]) -> None:
    """The row told, again and again with what differs."""
    key = "id" if table == "cases_case" else "case_id"
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped", [table]
    )
    columns = [name for (name,) in cursor.fetchall()]
    values = ", ".join(changed.get(name, f'c."{name}"') for name in columns).replace("%", "%%")
    named = ", ".join(f'"{name}"' for name in columns)
    cursor.execute(
        f"INSERT INTO {table} ({named}) SELECT {values} FROM {table} AS c, "  # noqa: S608 -- names of our own tables
        f"generate_series(%(begin)s, %(until)s) AS n WHERE c.{key} = %(told)s",
        said,
    )


def _page() -> float:
    """The seconds of the page; what it shows is counted before."""
    keep_board()
    client = Client(SERVER_NAME="localhost")
    client.force_login(Account.objects.get(username="dispute-lead"))
    return quickest(lambda: _opened(client), rounds=ROUNDS)


def _counting() -> float:
    return quickest(keep_board, rounds=3)


def _opened(client: Client) -> None:
    answer = client.get(BOARD)
    if answer.status_code != 200:
        raise RuntimeError(f"{BOARD}: {answer.status_code}")
