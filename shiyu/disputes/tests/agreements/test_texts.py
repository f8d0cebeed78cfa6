"""履行事项 as they are typed: read, or refused with the line and what is wrong."""

from datetime import date

import pytest

from shiyu.disputes.agreements.texts import BadItem, hash_of, items_of, whole_text, yuan

LIMIT = date(2026, 4, 30)


def one(line: str) -> tuple[str, str, int | None, date]:
    (item,) = items_of(line, content="", time_limit=LIMIT)
    return item.side, item.what, item.amount, item.due


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("被申请人；支付工资；6000；2026-03-15", ("respondent", "支付工资", 600_000, date(2026, 3, 15))),
        ("申请人; 交还钥匙 ;0; 2026年3月1日", ("applicant", "交还钥匙", None, date(2026, 3, 1))),
        ("第三人|清场|1,200.05元|2026/4/30", ("third_party", "清场", 120_005, LIMIT)),
        ("各方；互不追究；；2026-04-01", ("", "互不追究", None, date(2026, 4, 1))),
    ],
)
def test_a_line_is_read(line: str, read: tuple[str, str, int | None, date]) -> None:
    assert one(line) == read


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("支付工资", "应写成：谁；做什么"), ("被申请人；；1；2026-03-15", "没有写做什么"),
        ("物业；支付；1；2026-03-15", "履行人应为"), ("被申请人；支付；一千；2026-03-15", "金额应为元"),
        ("被申请人；支付；-5；2026-03-15", "金额应为元"), ("被申请人；支付；1.005；2026-03-15", "金额应为元"),
        ("被申请人；支付；NaN；2026-03-15", "金额应为元"), ("被申请人；支付；1；", "没有履行期限"),
        ("被申请人；支付；1；2026-02-30", "没有履行期限"), ("被申请人；支付；1；2026-05-01", "期限晚于协议"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_read_is_named(line: str, said: str) -> None:
    with pytest.raises(BadItem) as refused:
        items_of(f"申请人；道歉；0；2026-03-01\n\n{line}", content="", time_limit=LIMIT)
    assert refused.value.words.zh.startswith("第2项履行事项：")
    assert said in refused.value.words.zh


def test_nothing_typed_is_the_whole_content_until_the_time_limit() -> None:
    (item,) = items_of(" \n", content="互相道歉", time_limit=LIMIT)
    assert (item.nth, item.side, item.what, item.due) == (1, "", "互相道歉", LIMIT)


def test_amounts_are_said_to_the_fen() -> None:
    assert [yuan(fen) for fen in (None, 1, 600_050, 10**12)] == [
        "", "人民币0.01元", "人民币6000.50元", "人民币10000000000.00元",
    ]  # fmt: skip


def test_every_word_of_the_text_changes_its_hash() -> None:
    terms = {"facts_found": "事实", "content": "内容", "manner": "转账"}

    def text(**other: str) -> str:
        return hash_of(whole_text(number="JF1", round_=1, version=1, parties=["申请人：样"], said=terms | other,
                                  time_limit=LIMIT, items=()))  # fmt: skip

    hashes = {text(), text(facts_found="别的"), text(content="别的"), text(manner="别的")}
    assert len(hashes) == len(terms) + 1
    assert text() == text(content="内容\r\n")
