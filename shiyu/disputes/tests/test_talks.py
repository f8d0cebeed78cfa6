"""Recorded talks become disputes: a handful of our own invention, and all of the shared ones where they are there."""

import io
import json
from collections import Counter
from pathlib import Path

import pytest

from shiyu.base.errors import BadInput
from shiyu.cases.models import Case
from shiyu.disputes.kind_words import WORDS, guess_kind
from shiyu.disputes.models import RoomMessage
from shiyu.disputes.talks import KINDS, Talk, read_talks
from shiyu.disputes.talks_loading import load_talks
from shiyu.disputes.tests.conftest import STREET, People
from shiyu.disputes.vocabulary import EVERY_KIND

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "disputes"
OURS = (
    {
        "event_type": "社区邻里纠纷", "event_description": "楼上漏水，楼下邻居的天花板起皮，双方为修理费争执。",
        "disputing_parties": "卓某, 温某、物业公司",
        "dialog": [
            {"speaker": "sys", "text": "“两位请坐，先说说经过。”"}, {"speaker": "卓某", "text": "“漏了半个月。”"},
            {"speaker": "温某家属", "text": "我们愿意修。"}, {"speaker": "物业公司代表", "text": "管道我们来查。"},
            {"speaker": "sys", "text": ""},
        ],
    },
    {
        "event_type": "劳资劳动纠纷", "event_description": "饭店拖欠工资两个月，务工人员要求支付工资。",
        "disputing_parties": "鲍某",
        "dialog": [{"speaker": "sys", "text": "请讲。"}, {"speaker": "鲍某", "text": "还我工资。"}],
    },
)  # fmt: skip


def read(*rows: object) -> list[Talk]:
    """The records of a file of these lines."""
    return read_talks(io.StringIO("\n".join(json.dumps(row, ensure_ascii=False) for row in rows)))


def test_a_record_says_who_disputes_and_who_speaks() -> None:
    first, second = read(*OURS)
    assert (first.parties, first.kind, first.given) == (["卓某", "温某", "物业公司"], "neighbours", "社区邻里纠纷")
    assert first.lines == [
        (None, "两位请坐，先说说经过。"),
        (0, "漏了半个月。"),
        (1, "我们愿意修。"),
        (2, "管道我们来查。"),
    ]
    assert second.parties == ["鲍某", "对方"]


def test_every_kind_of_theirs_is_one_of_ours() -> None:
    assert len(KINDS) == 13
    assert set(KINDS.values()) <= set(EVERY_KIND)
    assert set(WORDS) <= set(EVERY_KIND)


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"event_type": "劳资劳动纠纷"}', '{"event_description": "x", "disputing_parties": "y"}']
)
def test_a_line_that_is_no_record_is_named(line: str) -> None:
    with pytest.raises(BadInput, match="2"):
        read_talks(io.StringIO(f"{json.dumps(OURS[0], ensure_ascii=False)}\n{line}"))


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("离婚后为抚养费争执", "family", ("离婚", "抚养")),
        ("工厂排放废气，臭味难忍", "environment", ("排放", "废气", "臭味")),
        ("两人为一句话吵了起来", "other", ()),
    ],
)
def test_a_kind_is_guessed_by_words_and_says_by_which(text: str, kind: str, words: tuple[str, ...]) -> None:
    guess = guess_kind(text)
    assert (guess.kind, guess.words) == (kind, words)


def test_talks_are_told_in_the_room_once(people: People) -> None:
    loaded = load_talks(read(*OURS), place=STREET)
    again = load_talks(read(*OURS), place=STREET)
    assert (loaded.disputes, loaded.messages) == (again.disputes, again.messages) == (2, 6)
    assert RoomMessage.objects.filter(case__procedure="dispute").count() == 6
    stages = Counter(Case.objects.filter(procedure="dispute").values_list("stage", flat=True))
    assert stages == {"mediating": 2}
    titles = set(Case.objects.filter(procedure="dispute").values_list("title", flat=True))
    assert titles == {"邻里纠纷（北街街道）", "劳动争议纠纷（北街街道）"}  # nobody is named
    authors = RoomMessage.objects.filter(case__kind="neighbours").order_by("seq").values_list("author__role", flat=True)
    assert list(authors) == [None, "applicant", "respondent", "third_party"]


def test_a_record_that_stands_in_the_file_twice_is_two_disputes(people: People) -> None:
    loaded = load_talks(read(OURS[0], OURS[0]), place=STREET)
    assert loaded.disputes == Case.objects.filter(procedure="dispute").count() == 2
    assert loaded.messages == RoomMessage.objects.count()


@pytest.mark.story
@pytest.mark.skipif(
    not (SHARED / "pmc_test.txt").exists(), reason="the folder shared/data/disputes is not on this machine"
)
def test_all_of_the_shared_talks_go_through_triage(people: People) -> None:
    with (SHARED / "pmc_test.txt").open(encoding="utf-8") as records, \
            (SHARED / "pmc_test_parties_prompt.txt").open(encoding="utf-8") as wants:  # fmt: skip
        talks = read_talks(records, wants)
    loaded = load_talks(talks, place=STREET)
    assert (len(talks), loaded.disputes) == (97, 97)
    assert loaded.messages == RoomMessage.objects.count() == sum(len(talk.lines) for talk in talks)
    assert sum(loaded.kinds.values()) == sum(loaded.bodies.values()) == 97
    assert set(Case.objects.filter(procedure="dispute").values_list("stage", flat=True)) == {"mediating"}
