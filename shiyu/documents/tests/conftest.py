"""The papers, a procedure that issues some of them, and an archive of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from shiyu.cases import registry
from shiyu.cases.actors import PartyActor, PostHolder
from shiyu.cases.door import MoveRequest, make_moves, open_case
from shiyu.cases.models import Party
from shiyu.city.directory import directory
from shiyu.documents import kinds
from shiyu.documents.issuing import Audience, PaperOrder, issue_paper
from shiyu.documents.kinds import PaperKind
from shiyu.documents.models import Paper
from shiyu.documents.tests.kinds import FIRST_PAPERS
from shiyu.documents.tests.procedures import PAPERWORK

_keys = count(1)


def officer(*roles: str, unit: str = "zfb", account: int = 1) -> PostHolder:
    """Somebody of a unit of the pack."""
    found = directory().unit(unit)
    assert found is not None
    return PostHolder(
        account_id=account, post_id=1, post_code=f"{unit}-P", unit_id=found.id, unit_code=unit,
        division_code=found.division_code, roles=frozenset(roles),
    )  # fmt: skip


def opened() -> str:
    """The number of a case with one party."""
    facts = {"title": "样例提案", "contact": {"name": "样某", "phone": "13800000000"}}
    made = open_case("test_papers", "submit", actor=officer("dispatcher"), key=f"o{next(_keys)}", facts=facts)
    return made.number


def member_of(number: str) -> PartyActor:
    """Its party."""
    party = Party.objects.get(case__number=number)
    return PartyActor(party_id=party.pk, case_id=party.case_id, role="member", number=number)


def asks(number: str, move: str, **facts: Any) -> MoveRequest:
    """A move by the desk."""
    return MoveRequest(actor=officer("dispatcher"), move=move, facts=facts, key=f"k{next(_keys)}", number=number)


def answers(number: str, *, unit: str = "zjj", **facts: Any) -> Any:
    """What becomes of the move that issues an answer."""
    (outcome,) = make_moves([asks(number, "answer", unit=unit, answer="已办。\n明年再报。", **facts)])
    return outcome


def issue_sample(kind: PaperKind, *, unit: str = "zfb") -> Paper:
    """A paper of the samples of its kind, for every officer."""
    facts = {fact.name: fact.sample for fact in kind.facts}
    order = PaperOrder(
        kind=kind.name,
        unit_code=unit,
        title=f"关于{kind.label.zh}的样例",
        facts=facts,
        audience=Audience(everyone=True),
    )
    return issue_paper(order, actor=officer("x", unit=unit))


@contextmanager
def entered() -> Iterator[None]:
    """The kinds and the procedure are known inside the block."""
    before = {kind.name for kind in kinds.all_papers()}
    kinds.enter_paper(*(kind for kind in FIRST_PAPERS if kind.name not in before))
    registry.add(registry.registered(), PAPERWORK)
    try:
        yield
    finally:
        del registry.registered()[PAPERWORK.name, PAPERWORK.version]
        kinds.forget(kind.name for kind in FIRST_PAPERS if kind.name not in before)


@pytest.fixture
def own_archive(settings: Any, tmp_path: Path) -> Path:
    """Files of this test alone."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "papers"


@pytest.fixture
def papers(db: None, own_archive: Path) -> Iterator[None]:
    """Papers in a transaction that is rolled back."""
    with entered():
        yield


@pytest.fixture
def committed_papers(committed: None, own_archive: Path) -> Iterator[None]:
    """Papers with real commits, for what other connections must see."""
    with entered():
        yield
