"""The report of a session, assembled from made rows: each side's numbers, and the paper that says them."""

from decimal import Decimal

import pytest

from shiyu.base.shares import Share
from shiyu.proposals.counting import Row
from shiyu.proposals.report import SessionReport, assemble, said
from shiyu.proposals.report_paper import PROPOSAL_REPORT, facts_of, order_for

MEANINGS = {"A": "已解决或基本解决", "B": "列入规划计划逐步解决", "C": "受法规政策等限制暂不能解决，留作参考"}
UNITS = ("zjj", "jyj", "jtj")


def answered(letter: str, number: int, *, channel: str = "government") -> Row:
    """One answered proposal of the founding session's numbers."""
    unit = UNITS[number % 3] if channel == "government" else "zzb"
    return Row(
        case_id=number, channel=channel, reply_class=letter, answered=True, in_time=True, days=60, unit=unit,
        units=(unit,), consultations=1, theme="society", forms=("satisfied",), is_key=letter == "A" and number < 11,
    )  # fmt: skip


@pytest.fixture
def report() -> SessionReport:
    """七届五次 (handbook 0): 410 with 335, 44, 31; 26 with 23 and 3; seven others; two more were not filed."""
    letters = ["A"] * 335 + ["B"] * 44 + ["C"] * 31
    rows = [answered(letter, number) for number, letter in enumerate(letters, 1)]
    rows += [answered(letter, 500 + n, channel="party") for n, letter in enumerate(["A"] * 23 + ["B"] * 3)]
    rows += [answered("A", 600 + number, channel="other") for number in range(7)]
    rows += [Row(filed=False, forwarded=True, channel=""), Row(filed=False, merged=True, channel="")]
    return assemble("七届五次", rows, titles={row.case_id: f"建议{row.case_id}" for row in rows}, meanings=MEANINGS)


def test_the_sides_add_up_to_what_was_filed(report: SessionReport) -> None:
    assert (report.filed, [(side.channel, side.share.part) for side in report.sides]) == (
        443, [("government", 410), ("party", 26), ("other", 7)],
    )  # fmt: skip
    government = report.side("government")
    assert government.share.percent == Decimal("92.6")
    assert [(one.letter, one.share.part, one.share.percent) for one in government.classes] == [
        ("A", 335, Decimal("81.7")), ("B", 44, Decimal("10.7")), ("C", 31, Decimal("7.6")),
    ]  # fmt: skip
    assert [one.share for one in report.side("party").classes] == [Share(23, 26), Share(3, 26), Share(0, 26)]
    assert (government.units, len(government.keys), report.side("other").units) == (3, 10, 1)


def test_examples_begin_with_key_proposals(report: SessionReport) -> None:
    assert report.side("government").classes[0].examples == ("建议1", "建议2", "建议3", "建议4")
    assert report.side("party").classes[2].examples == ()


def test_units_stand_in_the_order_of_what_they_had(report: SessionReport) -> None:
    units = report.side("government").by_unit
    assert [(one.unit, one.filed) for one in units] == [("jtj", 137), ("jyj", 137), ("zjj", 136)]
    assert sum(one.classes["B"] for one in units) == 44
    assert units[0].satisfied == Share(137, 137)


@pytest.mark.django_db
def test_the_paper_says_the_numbers(report: SessionReport) -> None:
    order = order_for(report, channel="government")
    assert order.title == "关于市政协七届五次会议提案办理情况的通报"
    facts = facts_of(report, report.side("government"))
    assert set(facts) == {fact.name for fact in PROPOSAL_REPORT.facts}
    opening = facts["opening"]
    assert isinstance(opening, tuple)
    assert opening[0] == "市政协七届五次会议立案提案443件，交由政府系统办理的410件，占提案总数的92.6%，承办单位3个。"
    assert opening[1].startswith("（一）已解决或基本解决的335件，占81.7%。如：《建议1》、《建议2》")
    assert opening[3].startswith("（三）受法规政策等限制暂不能解决，留作参考的31件，占7.6%。")
    assert (facts["filed"], facts["answered"], facts["answered_rate"]) == ("410", "410", "100.0%")
    assert facts["by_class"] == (
        {"label": "A类", "count": "335", "share": "81.7%"}, {"label": "B类", "count": "44", "share": "10.7%"},
        {"label": "C类", "count": "31", "share": "7.6%"},
    )  # fmt: skip


def test_a_side_with_nothing_says_so() -> None:
    side = assemble("七届五次", [], titles={}, meanings=MEANINGS).side("party")
    assert (side.share.percent, said(side.figures["answered_rate"])) == (None, "无可统计")
