"""Carries out the effects that `shiyu.cases.effects` declares, one function each."""

from shiyu.cases.apply import assignments, clocks, contacts, links, opening, parties, persons, replies, system
from shiyu.cases.apply.dispatch import carry_out

__all__ = [
    "assignments",
    "carry_out",
    "clocks",
    "contacts",
    "links",
    "opening",
    "parties",
    "persons",
    "replies",
    "system",
]
