"""The figures against tables counted by hand, and the published totals of two cities that have to add up."""

from decimal import Decimal

import pytest

from shiyu.base.figures import plain_value
from shiyu.base.shares import Share
from shiyu.proposals.counting import Row, divided, units_of
from shiyu.proposals.figures import BY_NAME, COUNTINGS


def rows(count: int, **said: object) -> list[Row]:
    """So many proposals alike."""
    return [Row(**said)] * count  # type: ignore[arg-type]


def shown(name: str, counted: list[Row]) -> object:
    """A figure as it is printed."""
    return plain_value(BY_NAME[name].count(counted))


HAND = [
    Row(unit="zjj", units=("jjzd", "zjj"), reply_class="A", answered=True, in_time=True, days=40, consultations=2,
        forms=("satisfied", "basically_satisfied"), is_key=True),
    Row(unit="zjj", units=("zjj",), reply_class="B", answered=True, in_time=False, days=101, consultations=1,
        forms=("dissatisfied", "satisfied"), promises=2, kept=1, late_promises=1, returns=1),
    Row(unit="cgj", units=("cgj",), in_time=None, consultations=0, submitter_kind="party"),
    Row(unit="cgj", units=("cgj",), in_time=False, consultations=1, submitter_kind="sector", returns=1),
    Row(unit="cgj", units=("cgj",), reply_class="A", answered=True, in_time=True, days=70, consultations=1, silent=1),
    Row(filed=False, merged=True),
    Row(filed=False, forwarded=True),
    Row(filed=False),  # still under review
]  # fmt: skip
"""Eight proposals; what each gives to each figure can be counted on the fingers."""


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("received", 8), ("filed", 5), ("filed_rate", Share(5, 8)), ("merged", 1), ("merged_rate", Share(1, 8)),
        ("forwarded", 1), ("forwarded_rate", Share(1, 8)), ("member_rate", Share(3, 5)),
        ("collective_rate", Share(2, 5)), ("key", 1), ("answered_rate", Share(3, 5)), ("on_time_rate", Share(2, 4)),
        ("late", 1), ("consulted_rate", Share(4, 5)), ("class_a", Share(2, 3)), ("class_b", Share(1, 3)),
        ("class_c", Share(0, 3)), ("class_d", Share(0, 3)), ("satisfied_rate", Share(3, 4)), ("silent", 1),
        ("dissatisfied", 1), ("returns", 2), ("mean_days", Decimal("70.3")), ("promises", 2),
        ("kept_rate", Share(1, 2)), ("late_promises", 1),
    ],
)  # fmt: skip
def test_each_figure_counts_what_its_definition_says(name: str, number: object) -> None:
    assert BY_NAME[name].count(HAND) == number


def test_every_figure_is_counted_by_hand_above() -> None:
    assert len(COUNTINGS) == len(BY_NAME) == 26


def test_nothing_has_no_rate() -> None:
    for counting in COUNTINGS:
        assert plain_value(counting.count([])) == (0 if counting.of is None else None)


def test_parts_add_up_to_the_whole() -> None:
    for by in ("channel", "unit", "class", "theme", "kind", "time"):
        parts = divided(HAND, by)
        assert sum(map(len, parts.values())) == len(HAND)
    assert [(key, len(part)) for key, part in divided(HAND, "unit").items()] == [("", 3), ("cgj", 3), ("zjj", 2)]
    assert units_of(HAND) == {"zjj", "jjzd", "cgj"}


def test_the_list_behind_a_number_holds_the_rows_that_gave_to_it() -> None:
    assert BY_NAME["late"].behind(HAND) == [HAND[3]]
    assert BY_NAME["satisfied_rate"].behind(HAND) == HAND[:2]


def test_jincheng_2019_adds_up() -> None:
    """七届四次 (handbook 0): 569 received, 534 filed, 35 forwarded; 455 of members; five themes of 534."""
    themes = {"economy": 211, "politics": 38, "culture": 121, "society": 144, "ecology": 20}
    filed = [theme for theme, count in themes.items() for _ in range(count)]
    session = [
        Row(theme=theme, submitter_kind="member" if number < 455 else "organisation")
        for number, theme in enumerate(filed)
    ] + rows(35, filed=False, forwarded=True)
    assert (shown("received", session), shown("filed", session), shown("forwarded", session)) == (569, 534, 35)
    assert (shown("filed_rate", session), shown("forwarded_rate", session)) == (Decimal("93.8"), Decimal("6.2"))
    assert BY_NAME["filed_rate"].count(session) == Share(534, 569)  # printed 93.85 %
    assert (shown("member_rate", session), shown("collective_rate", session)) == (Decimal("85.2"), Decimal("14.8"))
    by_theme = {key: shown("filed", part) for key, part in divided([r for r in session if r.filed], "theme").items()}
    assert by_theme == themes


def test_taiyuan_2023_adds_up() -> None:
    """Handbook 0: 679 received, 582 filed, 97 not; 446 + 136; 150 + 33 + 67 + 290 + 42 = 582."""
    themes = {"economy": 150, "politics": 33, "culture": 67, "society": 290, "ecology": 42}
    filed = [theme for theme, count in themes.items() for _ in range(count)]
    session = [
        Row(theme=theme, submitter_kind="member" if number < 446 else "party") for number, theme in enumerate(filed)
    ] + rows(97, filed=False, forwarded=True)
    assert (shown("received", session), shown("filed", session), shown("forwarded", session)) == (679, 582, 97)
    assert (shown("filed_rate", session), shown("member_rate", session)) == (Decimal("85.7"), Decimal("76.6"))
    assert sum(shown("filed", part) for part in divided(session[:582], "kind").values()) == 446 + 136  # type: ignore[misc]


def test_jincheng_2020_is_rounded_half_up() -> None:
    """七届五次 (handbook 0): 410 of 443 on the government side; A 335, B 44, C 31."""
    government = [
        *rows(335, channel="government", reply_class="A"), *rows(44, channel="government", reply_class="B"),
        *rows(31, channel="government", reply_class="C"),
    ]  # fmt: skip
    assert Share(len(government), 443).percent == Decimal("92.6")
    shares = [shown(f"class_{letter}", government) for letter in "abc"]
    assert shares == [Decimal("81.7"), Decimal("10.7"), Decimal("7.6")]
