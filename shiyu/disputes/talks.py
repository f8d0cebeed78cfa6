"""Recorded mediations as a file tells them: JSON lines with kind, description, parties and the talk. Values in and out.

The form is that of ProMediConv (Apache-2.0): `event_type`, `event_description`, `disputing_parties`, `dialog` with
`speaker` (`sys` is the mediator) and `text`; a second file may hold what each party wants (`prompts`).
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, TextIO

from shiyu.base.errors import BadInput
from shiyu.base.words import Words

MEDIATOR = "sys"
KINDS = {
    "社区邻里纠纷": "neighbours",
    "劳资劳动纠纷": "labour",
    "家庭婚姻纠纷": "family",
    "房产土地纠纷": "housing",
    "经济债务纠纷": "lending",
    "交通事故纠纷": "traffic",
    "医疗健康纠纷": "medical",
    "治安刑事纠纷": "other",
    "环境污染纠纷": "environment",
    "校园教育纠纷": "other",
    "消费旅游纠纷": "consumer",
    "遗产继承纠纷": "inheritance",
    "公司经营纠纷": "contract",
}
"""Their thirteen kinds in those of 手册E3; for 治安刑事 and 校园教育 there is none, so they are `other`."""
LONGEST_NAME, MOST_PARTIES = 40, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """One recorded mediation. `parties` are those who dispute or speak, the applicant first; `lines` are who by his
    place among them (None: the mediator) and what he said. `key` is the same for the same record."""

    key: str
    given: str
    kind: str
    happened: str
    claims: str
    parties: Sequence[str]
    lines: Sequence[tuple[int | None, str]]


def read_talks(file: TextIO, parties: TextIO | None = None) -> list[Talk]:
    """Every record. Raises `BadInput` with the number of a line that is none, or whose kind is not known."""
    wants = {row["event_description"]: row["prompts"] for _, row in _rows(parties)} if parties is not None else {}
    talks = [_talk(row, line=number, wants=wants.get(row["event_description"], {})) for number, row in _rows(file)]
    seen: Counter[str] = Counter()
    return [_again(talk, seen) for talk in talks]


def _again(talk: Talk, seen: Counter[str]) -> Talk:
    """A record that stands in the file twice is two disputes: the second has a key of its own, the same each time."""
    seen[talk.key] += 1
    return talk if seen[talk.key] == 1 else replace(talk, key=f"{talk.key}x{seen[talk.key]}")


def _rows(file: TextIO) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            row["event_description"], row["disputing_parties"]
        except (ValueError, TypeError, KeyError):
            raise _bad(number, Words("不是一条调解记录", "it is no record of a mediation")) from None
        yield number, row


def _bad(line: int, reason: Words) -> BadInput:
    return BadInput(field=Words(f"第 {line} 行", f"line {line}"), reason=reason)


def _talk(row: Mapping[str, Any], *, line: int, wants: Mapping[str, str]) -> Talk:
    given, description = str(row.get("event_type", "")), str(row["event_description"])
    if given not in KINDS:
        raise _bad(line, Words(f"没有“{given}”这一类别", f"there is no kind “{given}”"))
    named = [name[:LONGEST_NAME] for name in _split(str(row["disputing_parties"]))]
    said = [(str(one["speaker"]), _bare(str(one["text"]))) for one in row.get("dialog", ())]
    parties, places = _speaking(named, [speaker for speaker, _ in said if speaker != MEDIATOR])
    lines = [(None if speaker == MEDIATOR else places[speaker], text) for speaker, text in said if text]
    return Talk(
        key=sha256(description.encode()).hexdigest()[:24], given=given, kind=KINDS[given], happened=description[:5_000],
        claims=str(wants.get(parties[0], ""))[:2_000] or "见纠纷情况。", parties=parties, lines=lines,
    )  # fmt: skip


def _split(names: str) -> list[str]:
    for sign in "，、;；":
        names = names.replace(sign, ",")
    return [name.strip() for name in names.split(",") if name.strip()]


def _bare(text: str) -> str:
    return text.strip().strip('“”"').strip()


def _speaking(named: Sequence[str], speakers: Sequence[str]) -> tuple[list[str], dict[str, int]]:
    """The first two who dispute, then everybody else who speaks; and under which of them each speaker speaks.

    One who speaks for a party (“某医院代表”) or for several together speaks as the first of them that he names.
    """
    parties = [*named[:2]] if len(named) > 1 else [*named, "对方"]
    places: dict[str, int] = {}
    for speaker in dict.fromkeys(speakers):
        known = next((name for name in parties if name in speaker or speaker in name), None)
        if known is None:
            known = next((name for name in named if name in speaker or speaker in name), speaker[:LONGEST_NAME])
            if len(parties) < MOST_PARTIES:
                parties.append(known)
        places[speaker] = parties.index(known) if known in parties else 0
    return parties, places
