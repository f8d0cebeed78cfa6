"""A made session: 443 proposals of invented submitters, among them the twenty facts of the pack's demo folder.

The same for one seed and first day. Titles, units and channels of the twenty are facts; everything else is invented.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from random import Random

from django.conf import settings

from shiyu.city.directory import directory
from shiyu.proposals.seed_topics import (
    BODIES,
    GIVEN,
    GOVERNMENT,
    HELPERS,
    HOW,
    LOCAL,
    LOCAL_THEMES,
    ORDINALS,
    OTHER,
    PARTY,
    SECTORS,
    SURNAMES,
    WHERE,
)
from shiyu.proposals.vocabulary import CHANNELS, SUBMITTER_KINDS, THEMES

SIZES = {"government": 410, "party": 26, "other": 7}
"""How many each channel has (handbook 0: 443 in all, seven of them not said where)."""
CLASSES = {
    "government": {"A": 335, "B": 44, "C": 31}, "party": {"A": 23, "B": 3}, "other": {"A": 6, "C": 1},
}  # fmt: skip
"""How they were answered (handbook 0); of the seven others nothing is known, so theirs is invented."""
KEYS, JOINED_KINDS = 10, {"party": 24, "organisation": 14, "committee": 16, "sector": 8}
FACTS = "demo/proposals.csv"
DAYS_BEFORE = 25


@dataclass(slots=True, kw_only=True)
class Made:
    """One proposal of the made session, and how it will be answered."""

    title: str
    theme: str
    channel: str
    lead: str
    joint: tuple[str, ...] = ()
    outside: str = ""
    kind: str = "member"
    submitter: str = ""
    sector: str = ""
    co_signers: tuple[str, ...] = ()
    reply_class: str = ""
    is_key: bool = False
    is_fact: bool = False
    serial: int = 0
    submitted_on: date = field(default=date.min)


def invent(*, seed: int, opened: date) -> list[Made]:
    """The session in the order of its numbers."""
    dice = Random(seed)  # noqa: S311 -- a story, not a secret
    facts = [*_facts()]
    made = [*facts]
    for channel, titles in (("government", _government()), ("party", _party()), ("other", _other())):
        lacking = SIZES[channel] - sum(one.channel == channel for one in facts)
        made += [next(titles) for _ in range(lacking)]
    dice.shuffle(made)
    _classify(made, dice=dice)
    _help(made, dice=dice)
    _sign(made, dice=dice)
    for number, one in enumerate(made, 1):
        one.serial = number
        before = DAYS_BEFORE - number * (DAYS_BEFORE + 1) // len(made)
        one.submitted_on = opened - timedelta(days=0 if one.kind == "sector" else before)  # sectors: in session alone
    return made


def _facts() -> Iterator[Made]:
    with (Path(settings.SHIYU_CITY) / FACTS).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            lead, *joint = row["units"].split()
            kind, joined = ("member", ("", "")) if row["submitter_kind"] == "joint" else (row["submitter_kind"], ())
            yield Made(
                title=row["title"], theme=row["theme"], channel=row["channel"], lead=lead, joint=tuple(joint),
                outside=row["units_outside"], kind=kind, submitter=row["submitter"], co_signers=joined,
                reply_class=row["reply_class"], is_key=bool(row["key"]), is_fact=True,
            )  # fmt: skip


def _government() -> Iterator[Made]:
    """Each unit in turn, so that all have some: first each matter as it is, then by place and by what is asked."""
    local = {unit.code: unit.label.zh for unit in directory().units.current() if unit.kind in {"county", "township"}}
    for how, where, turn in product(HOW, WHERE, range(max(len(LOCAL), len(HOW)))):
        for unit, (theme, topics) in GOVERNMENT.items():
            if turn < len(topics):
                yield _titled(how.format(where + topics[turn]), theme=theme, channel="government", lead=unit)
        for code, name in local.items():
            if not where and turn < len(LOCAL):
                about = how.format(name.removesuffix("政府") + LOCAL[turn])
                yield _titled(about, theme=LOCAL_THEMES[turn], channel="government", lead=code)


def _party() -> Iterator[Made]:
    for how, (unit, (theme, topic)) in product(HOW, PARTY.items()):
        yield _titled(how.format(topic), theme=theme, channel="party", lead=unit)


def _other() -> Iterator[Made]:
    for how in HOW:
        for unit, (theme, topics) in OTHER.items():
            yield from (_titled(how.format(topic), theme=theme, channel="other", lead=unit) for topic in topics)


def _titled(about: str, *, theme: str, channel: str, lead: str) -> Made:
    return Made(title=f"关于{about}的建议", theme=theme, channel=channel, lead=lead)


def _classify(made: list[Made], *, dice: Random) -> None:
    """Classes as the facts say, the rest so that each channel has its numbers; key ones are solved."""
    for channel, wanted in CLASSES.items():
        mine = [one for one in made if one.channel == channel]
        invented = [one for one in mine if not one.is_fact and channel == "government"]
        keys = sum(one.is_key for one in mine)
        for one in invented[:: max(len(invented) // KEYS, 1)][: max(KEYS - keys, 0)]:
            one.is_key = True
        for one in mine:
            if one.is_key or (one.is_fact and not one.reply_class):
                one.reply_class = "A"
        left = [
            letter
            for letter, count in sorted(wanted.items(), reverse=True)
            for _ in range(count - sum(one.reply_class == letter for one in mine))
        ]
        dice.shuffle(left)
        open_ones = [one for one in mine if not one.reply_class]
        for one, letter in zip(open_ones, left, strict=True):
            one.reply_class = letter


def _help(made: list[Made], *, dice: Random) -> None:
    """Every fifth invented one has units that help."""
    for one in made[::5]:
        if not one.is_fact and one.channel == "government":
            one.joint = tuple(dice.sample([unit for unit in HELPERS if unit != one.lead], k=dice.choice((1, 1, 2))))


def _sign(made: list[Made], *, dice: Random) -> None:
    """Bodies first, members for the rest; some members sign together."""
    members = [f"{surname}{given}" for surname, given in product(SURNAMES, GIVEN)]
    dice.shuffle(members)
    sector = {name: SECTORS[number % len(SECTORS)] for number, name in enumerate(members)}
    bodies = [*_bodies()]
    open_ones = [one for one in made if not one.submitter and not one.is_fact]
    for one, (kind, body) in zip(dice.sample(open_ones, k=len(bodies)), bodies, strict=True):
        one.kind, one.submitter = kind, body
    for number, one in enumerate(one for one in made if not one.submitter):
        one.submitter = members[number % len(members)]
        one.sector = sector[one.submitter]
        if number % 6 == 0 and not one.co_signers and not one.is_fact:
            one.co_signers = ("",) * dice.choice((1, 1, 2, 3))
        following = (members[(number + step + 1) % len(members)] for step in range(len(one.co_signers)))
        one.co_signers = tuple(following)


def _bodies() -> Iterator[tuple[str, str]]:
    for kind, count in JOINED_KINDS.items():
        for number in range(count):
            yield kind, BODIES[kind].format(ORDINALS[number % len(ORDINALS)])


def table(made: list[Made]) -> Iterator[Mapping[str, str]]:
    """The list of the session as a committee keeps it: one row a proposal, by the names of columns."""
    units = {unit.code: unit.label.zh for unit in directory().units.current()}
    for one in made:
        text = one.is_fact
        yield {
            "案号": str(one.serial), "案由": one.title,
            "内容": "" if text else "这方面的情况和问题见调研附件（演示内容）。",
            "建议": "" if text else "一、摸清底数，列出清单。\n二、分步实施，每年公布进展。",
            "提案者类别": SUBMITTER_KINDS[one.kind].zh, "提案者": one.submitter, "界别": one.sector,
            "联名人": "、".join(one.co_signers), "主题": THEMES[one.theme].zh, "交办渠道": CHANNELS[one.channel].zh,
            "主办": units.get(one.lead, ""), "会办": "、".join(units[code] for code in one.joint), "分办": "",
            "提交日期": one.submitted_on.isoformat(),
            "说明": f"承办单位另有：{one.outside}" if one.outside else "",
        }  # fmt: skip
