"""How many parts an SMS has, and whether every template of the pack fits: gateways refuse or split what does not."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from shiyu.base.words import Words
from shiyu.cases.notice_words import HOTLINE, LONGEST_TITLE
from shiyu.cases.procedure import Procedure
from shiyu.city.picture import Directory

ONE_PART, EACH_PART = 70, 67
"""Signs in a message of one part, and in each of several (3GPP TS 23.040, UCS-2: some go to the numbering)."""
MOST_PARTS = 5


def parts(text: str) -> int:
    """Parts of an SMS. Every sign counts one, as Chinese gateways bill it; one outside the BMP (emoji) counts two."""
    signs = len(text.encode("utf-16-le")) // 2
    return 1 if signs <= ONE_PART else -(-signs // EACH_PART)


def too_long(templates: Mapping[str, Words], longest: Mapping[str, Words | str]) -> Iterator[tuple[str, Words]]:
    """Templates that need more than five parts when each field is as long as it can be, with a sentence on each."""
    for name, words in templates.items():
        full = words.fill(**longest)
        counts = {language: parts(text) for language, text in (("zh", full.zh), ("en", full.en))}
        over = [f"{language} {count}" for language, count in counts.items() if count > MOST_PARTS]
        if over:
            yield (
                name,
                Words(
                    f"通知模板“{name}”最长时超过 {MOST_PARTS} 条短信（{'、'.join(over)}）",
                    f"notice template “{name}” can take more than {MOST_PARTS} SMS parts ({', '.join(over)})",
                ),
            )


def longest_fields(city: Directory, procedures: list[Procedure]) -> dict[str, Words | str]:
    """Each field of a template at its longest in this city, with these procedures."""
    return {
        "number": "0" * 20,
        "title": "长" * LONGEST_TITLE,
        "stage": _longest(stage.label for p in procedures for stage in p.stages),
        "outcome": _longest(chain.from_iterable(p.outcomes.values() for p in procedures)),
        "due": "2026-01-01 00:00",
        "code": "ABCD-EFGH-JKMN-P",
        "unit": _longest(unit.label for unit in city.units.current()),
        "rule": _longest(clock.label for p in procedures for clock in p.clocks),
        "hotline": HOTLINE,
        "city": city.label,
    }


def _longest(labels: Iterable[Words]) -> Words:
    found = list(labels)
    return Words(max((w.zh for w in found), key=len, default=""), max((w.en for w in found), key=len, default=""))
