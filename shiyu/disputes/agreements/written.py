"""An agreement with its words: read from the case, while a move is under way and afterwards."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shiyu.cases.contact import open_contact
from shiyu.disputes import vocabulary as v
from shiyu.disputes.agreements.texts import Item, hash_of, items_of, whole_text
from shiyu.disputes.models import Agreement, DisputeParty

if TYPE_CHECKING:
    from shiyu.cases.change import Change
    from shiyu.cases.models import Case, Party

Person = tuple["Party", DisputeParty]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What the parties read, and its hash as it is now."""

    text: str
    said: Mapping[str, str]
    items: Sequence[Item]

    @property
    def sm3(self) -> str:
        """The hash of the text as it stands."""
        return hash_of(self.text)


def written(agreement: Agreement, *, number: str, said: Mapping[str, str], people: Iterable[Person]) -> Written:
    """The agreement as the parties read it. Raises `BadItem`."""
    items = items_of(said.get("items", ""), content=said.get("content", ""), time_limit=agreement.time_limit)
    everybody = list(people)
    text = whole_text(
        number=number, round_=agreement.round, version=agreement.version, parties=party_lines(everybody), said=said,
        time_limit=agreement.time_limit, items=items,
    )  # fmt: skip
    return Written(text=text, said=said, items=items)


def read(agreement: Agreement) -> Written:
    """An agreement of the database."""
    case = agreement.case
    return written(agreement, number=case.number, said=words_of(case, agreement.seq), people=people_of(case))


def words_of(case: "Case", seq: int) -> Mapping[str, str]:
    """The words of an entry, by need; empty where they were erased."""
    entry = case.entries.filter(seq=seq).select_related("text").first()
    body = getattr(getattr(entry, "text", None), "body", None)
    found: dict[str, str] = json.loads(body) if body else {}
    return found


def people_of(case: "Case") -> list[Person]:
    """The parties of a case with what they are, in the order they joined."""
    rows = DisputeParty.objects.filter(party__case=case).select_related("party").order_by("pk")
    return [(row.party, row) for row in rows]


def party_lines(everybody: Sequence[Person]) -> list[str]:
    """Each party on a line: side, name, and for whom he stands."""
    return [
        f"{v.SIDES[party.role].zh}：{name_of(party)}（{capacity_of((party, row), everybody)}）"
        for party, row in everybody
    ]


def capacity_of(one: Person, everybody: Sequence[Person]) -> str:
    """As whom a party is there; a guardian or agent with the name of the one he stands for."""
    label, principal = v.CAPACITIES[one[1].capacity].zh, one[1].stands_for_id
    if principal is None:
        return "本单位" if one[1].kind == v.ORGANISATION else "本人"
    found = next((party for party, _ in everybody if party.pk == principal), None)
    return f"{label}，代{name_of(found)}" if found is not None else label


def name_of(party: "Party") -> str:
    """The name of a party; what was erased says so."""
    return open_contact(party).get("name") or "（姓名未登记）"


def latest(change: "Change") -> Agreement | None:
    """The newest agreement of the case under way, as this batch has it so far."""
    for row in reversed(change.batch.added(Agreement)):
        if row.case_id == change.case.pk:
            return row
    stored = newest(change.case)
    touched = {row.pk: row for row in change.batch.changed(Agreement)}
    return touched.get(stored.pk, stored) if stored is not None else None


def newest(case: "Case") -> Agreement | None:
    """The newest agreement of a case."""
    return Agreement.objects.filter(case=case).order_by("-version").first()
