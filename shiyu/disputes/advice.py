"""研判分流: which body suits a dispute, and why. Values in, value out; the bodies are data of the city pack."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shiyu.base.words import Words
from shiyu.cases.permission import division_prefix
from shiyu.disputes import vocabulary as v


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body as the rule set describes it; `division` is where its unit is."""

    code: str
    layer: str
    division: str
    kinds: frozenset[str] = frozenset()
    residence: str = "on_call"
    track: str = "people"
    most: int | None = None  # yuan

    @property
    def mediates(self) -> bool:
        """Whether it mediates; a court or an arbitration commission is handed the papers instead."""
        return self.layer in v.MEDIATING_LAYERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What is known of a dispute when it is sent on."""

    kind: str
    place: str = ""
    amount: int | None = None
    organisations: bool = False
    willing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """One body with the reasons that speak for it; the more they weigh, the earlier it stands."""

    body: Body
    weight: int
    reasons: tuple[Words, ...]


def bodies_of(body: Mapping[str, Any], *, division_of: Mapping[str, str]) -> list[Body]:
    """The bodies of the rule set whose units are in force; `division_of` holds where each unit is."""
    return [
        Body(
            code=code, layer=str(table["layer"]), division=division_of[code],
            kinds=frozenset(table.get("kinds", ())), residence=str(table.get("residence", "on_call")),
            track=str(table.get("track", "people")), most=table.get("most"),
        )
        for code, table in body.get("bodies", {}).items()
        if code in division_of
    ]  # fmt: skip


def advise(matter: Matter, bodies: Iterable[Body]) -> Sequence[Advice]:
    """Every body that fits, the best first; equal ones by code, so that the same question has the same answer."""
    found = [one for body in bodies if (one := _weighed(matter, body)) is not None]
    return sorted(found, key=lambda one: (-one.weight, one.body.code))


def _weighed(matter: Matter, body: Body) -> Advice | None:
    if not _near(matter.place, body) or (body.most is not None and (matter.amount or 0) > body.most):
        return None
    kind = _by_kind(matter, body)
    if kind is None:
        return None
    more = (_by_place(body), _by_will(matter, body), _by_parties(matter, body), _by_residence(body))
    parts = [kind, *(part for part in more if part is not None)]
    return Advice(body=body, weight=sum(part[0] for part in parts), reasons=tuple(part[1] for part in parts))


def _near(place: str, body: Body) -> bool:
    return not place or place.startswith(division_prefix(body.division)) or body.layer not in {"village", "township"}


def _by_kind(matter: Matter, body: Body) -> tuple[int, Words] | None:
    kind = v.EVERY_KIND[matter.kind]
    if matter.kind in body.kinds:
        weight = 40 if body.layer in {"trade", "department"} else 20
        return weight, Words("类别“{kind}”由其受理", "it takes disputes of the kind “{kind}”").fill(kind=kind)
    if not body.kinds:
        return 10, Words("受理各类纠纷", "it takes disputes of every kind")
    return None


def _by_place(body: Body) -> tuple[int, Words] | None:
    if body.layer in {"village", "township"}:
        return 15, Words("发生在其辖区，就地调解", "it happened in its district: settled where it arose")
    return None


def _by_will(matter: Matter, body: Body) -> tuple[int, Words] | None:
    if matter.willing == "unwilling":
        if body.mediates:
            return -30, Words("一方已表示不愿调解", "a party has said that it will not mediate")
        return 50, Words("一方不愿调解，宜告知仲裁、诉讼途径", "a party will not mediate: arbitration or court")
    if not body.mediates:
        return -25, Words("调解优先，不成再转", "mediation first, this if it fails")
    return None


def _by_parties(matter: Matter, body: Body) -> tuple[int, Words] | None:
    if matter.organisations and body.layer in {"trade", "department"}:
        return 5, Words(
            "有单位为当事人，行业性专业性组织更熟悉", "an organisation is a party; a trade body knows its field"
        )
    return None


def _by_residence(body: Body) -> tuple[int, Words] | None:
    if body.residence == "standing":
        return 3, Words("在中心常驻", "always present at the centre")
    return None
