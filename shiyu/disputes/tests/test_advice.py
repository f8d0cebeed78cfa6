"""研判分流: which body the rules advise and why, from kind, place, parties, amount and willingness; no database."""

from dataclasses import replace

import pytest

from shiyu.disputes.advice import Body, Matter, advise

STREET, OTHER_STREET = "140502004000", "140502006000"
TRADE = Body(code="labour", layer="trade", division="140500000000", kinds=frozenset({"labour"}), residence="standing")
FAMILY = Body(code="family", layer="trade", division="140500000000", kinds=frozenset({"family"}), residence="rota")
GENERAL = Body(code="general", layer="department", division="140500000000", residence="standing")
STREET_BODY = Body(code="street", layer="township", division=STREET, kinds=frozenset({"family", "neighbours"}))
COURT = Body(code="court", layer="court", division="140502000000")
BOARD = Body(code="board", layer="arbitration", division="140500000000", kinds=frozenset({"labour"}))
BODIES = (TRADE, FAMILY, GENERAL, STREET_BODY, COURT, BOARD)


@pytest.mark.parametrize(
    ("matter", "first"),
    [
        (Matter(kind="labour", place=STREET), "labour"),
        (Matter(kind="family", place=STREET), "family"),
        (Matter(kind="neighbours", place=STREET), "street"),
        (Matter(kind="neighbours", place=OTHER_STREET), "general"),  # not in the district of that street
        (Matter(kind="neighbours"), "street"),  # no place is known yet
        (Matter(kind="environment", place=STREET), "general"),
        (Matter(kind="labour", place=STREET, willing="unwilling"), "board"),
        (Matter(kind="contract", place=STREET, willing="unwilling"), "court"),
        (Matter(kind="labour", place=STREET, willing="willing"), "labour"),
    ],
)
def test_the_body_that_is_advised(matter: Matter, first: str) -> None:
    assert advise(matter, BODIES)[0].body.code == first


def test_a_body_with_a_ceiling_takes_no_larger_matter() -> None:
    small = replace(STREET_BODY, most=50_000)
    inside = advise(Matter(kind="neighbours", place=STREET, amount=50_000), (small,))
    assert [one.body.code for one in inside] == ["street"]
    assert advise(Matter(kind="neighbours", place=STREET, amount=50_001), (small,)) == []


def test_every_advice_says_its_reasons_in_both_languages() -> None:
    for one in advise(Matter(kind="labour", place=STREET, organisations=True), BODIES):
        assert one.reasons
        assert all(words.zh and words.en and "{" not in words.zh for words in one.reasons)


def test_organisations_speak_for_a_trade_body() -> None:
    plain, with_firm = (
        next(one.weight for one in advise(Matter(kind="labour", organisations=firm), (TRADE,)))
        for firm in (False, True)
    )
    assert with_firm > plain


def test_the_same_question_has_the_same_answer() -> None:
    matter = Matter(kind="labour", place=STREET)
    assert advise(matter, BODIES) == advise(matter, BODIES[::-1])
