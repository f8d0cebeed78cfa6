"""What the entries of the clock say, in words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shiyu.base.clock import city_zone
from shiyu.base.words import Words
from shiyu.cases.apply.contacts import CHANGED
from shiyu.cases.procedure import Procedure
from shiyu.cases.registry import newest
from shiyu.city.directory import directory
from shiyu.web.fact_words import say_fact
from shiyu.web.form_parts import CONTACT_WORDS

ENGINE_FACTS = {
    "rule": Words("时限", "Limit"),
    "due": Words("截止", "Due"),
    "unit": Words("单位", "Unit"),
    "level": Words("级别", "Level"),
    "post": Words("岗位", "Post"),
    "from": Words("交出人", "From"),
    "to": Words("接收人", "To"),
    "to_unit": Words("承接单位", "Succeeding unit"),
    "procedure": Words("移送至", "Referred to"),
    "number": Words("件号", "Number"),
    "reason": Words("理由", "Reason"),
}


PEOPLE = ("from", "to")
"""Facts that are accounts."""


def say_engine_facts() -> None:
    """Tells how a fact is said that an effect of the engine adds to a move; called when the web starts."""
    say_fact(CHANGED, label=Words("更正的内容", "Corrected"), words=_fields)


def _fields(names: Any) -> Words:
    labels = [CONTACT_WORDS.get(name, Words(name, name)) for name in names]
    return Words("、".join(label.zh for label in labels), ", ".join(label.en for label in labels))


def engine_fact(name: str, value: Any, *, procedure: Procedure, names: Mapping[int, str]) -> tuple[Words, Words | None]:
    """A fact of the engine's own entries in words; `names` are those of the accounts it tells of."""
    given = str(value)
    words: Words | None = None
    if name == "rule":
        words = next((rule.label for rule in procedure.clocks if rule.name == given), None)
    elif name == "due":
        moment = f"{datetime.fromisoformat(given).astimezone(city_zone()):%Y-%m-%d %H:%M}"
        words = Words(moment, moment)
    elif name in PEOPLE:
        words = Words(names.get(value, given), names.get(value, given))
    elif name == "procedure":
        words = newest(given).label
    elif name == "post" and (post := directory().post(given)):
        words = post.title
    elif name in {"unit", "to_unit"} and (unit := directory().unit(given)):
        words = unit.label
    return ENGINE_FACTS[name], words
