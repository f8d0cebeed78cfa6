"""Each kind of broken guide is named with its node and its reason: the good one, broken in one place."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings

from shiyu.city.checking import check_pack
from shiyu.city.findings import Finding, Gravity
from shiyu.disputes.guide.reading import FILE, guide_path

QUESTION = '[questions.employer]\nzh = "是谁雇您干活的？"'
POLICE = '[ends.police_now]\nway = "police"'


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the good pack to break."""
    return Path(shutil.copytree(settings.SHIYU_CITY, tmp_path / "pack"))


def found(pack: Path, *changes: tuple[str, str]) -> list[Finding]:
    path = guide_path(pack)
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, f"the guide has no {old!r} to break"
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    return [finding for finding in check_pack(pack) if finding.file == FILE]


BROKEN = {
    "toml": ((QUESTION, QUESTION + "\nzh ="), "", "TOML"),
    "no first": (('first = "danger"', 'first = "nobody"'), "guide", "第一问“nobody”不存在"),
    "nowhere": (('to = "topic" }', 'to = "gone" }'), "questions.danger", "“gone”既不是问题也不是结果"),
    "circle": (('to = "wage_iou" }', 'to = "employer" }'), "questions.employer", "employer → work → employer"),
    "one language": (('en = "Who employs you?"', ""), "questions.employer", "缺少“en”"),
    "chinese in english": (('en = "Who employs you?"', 'en = "谁雇您"'), "questions.employer", "两种文字"),
    "unknown key": ((QUESTION, QUESTION + "\ncolour = 3"), "questions.employer", "不认识“colour”"),
    "unit": (('unit = "ldzcw"', 'unit = "nobody"'), "ends.labour_arbitrate", "“nobody”不存在（units.csv）"),
    "category": (('category = "131205"', 'category = "999999"'), "ends.labour_arbitrate", "“999999”不存在"),
    "law": (('laws = ["labour_iou", ', 'laws = ["labour_0", '), "ends.wages_suit", "“labour_0”不存在（laws）"),
    "thing": (('things = ["pollution_proof"]', 'things = ["dust"]'), "kinds.environment", "“dust”不存在（things）"),
    "kind": (('kind = "traffic" }', 'kind = "trains" }'), "questions.topic", "“trains”不存在（kinds）"),
    "another kind": (("[kinds.tourism]", "[kinds.trips]"), "kinds.trips", "不是纠纷的类别"),
    "kind left out": (("[kinds.tourism]", "[kinds.trips]"), "guide", "缺少纠纷类别“tourism”"),
    "period": (('period = "work_injury"', 'period = "for_ever"'), "questions.injury_on", "“for_ever”不存在（periods）"),
    "also": (('also = ["labour_arbitrate", "labour_mediate"]', 'also = ["gone"]'), "ends.injury_office", "“gone”"),
    "telephone": (('hotlines = ["hotline", "legal_aid"]', "hotlines = []"), "talk", "telephone / hotlines"),
    "way": ((POLICE, '[ends.police_now]\nway = "army"'), "ends.police_now", "way“army”不在规定范围"),
    "no law": (('laws = ["medical_16"]', "laws = []"), "ends.medical_office", "没有法律依据"),
    "no step": (('steps = [{ zh = "先到病案室', 'step = [{ zh = "先到病案室'), "ends.medical_office", "没有说下一步"),
    "amount": (("amount = 12\n", "amount = 0\n"), "periods.labour", "期限应为1至240个月"),
    "unit of time": (('unit = "natural_days"', 'unit = "moons"'), "periods.traffic_review", "期限应为"),
    "kindless": (
        ('en = "Traffic accident", to = "certificate", kind = "traffic" }', 'en = "Accident", to = "certificate" }'),
        "ends.mediate", "还不知道是哪类纠纷",
    ),
    "twice": (('{ code = "home", zh = "家里有人', '{ code = "yes", zh = "家里有人'), "questions.danger", "“yes”重复"),
    "code": (('{ code = "home", zh = "家里有人', '{ code = "Home 1", zh = "家里有人'), "questions.danger", "小写字母"),
    "unreached": (
        ("[questions.harm_on]", '[questions.island]\nzh = "有岛吗？"\nen = "An island?"\nanswers = [\n'
         '  { code = "a", zh = "有", en = "Yes", to = "advise" },\n  { code = "b", zh = "无", en = "No", to = "sue"},\n'
         "]\n[questions.harm_on]"),
        "questions.island", "走不到这里",
    ),
    "one answer": (
        ('  { code = "no", zh = "没有", en = "No", to = "still_there" },\n', ""), "questions.wage_iou", "只有一个答案",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_fault_is_named_with_its_node_and_reason(pack: Path, name: str) -> None:
    assert found(pack) == []
    change, node, reason = BROKEN[name]
    faults = [one for one in found(pack, change) if one.gravity is Gravity.ERROR]
    named = [one for one in faults if reason in one.words.zh and (not node or one.words.zh.startswith(node))]
    assert named, [str(one) for one in faults]
    assert all(one.words.en != one.words.zh for one in named)


def test_a_fault_says_its_line(pack: Path) -> None:
    (fault,) = found(
        pack, ('period = "work_injury"', 'period = "for_ever"'), ("[periods.work_injury]", "[periods.for_now]")
    )[:1]
    lines = guide_path(pack).read_text(encoding="utf-8").splitlines()
    assert lines[fault.line - 1].startswith(f"[{fault.words.zh.split('：')[0]}]")


def test_a_dead_end_is_named(pack: Path) -> None:
    answers = guide_path(pack).read_text(encoding="utf-8").split("[questions.wage_iou]")[1].split("answers = [")[1]
    faults = found(pack, ("answers = [" + answers.split("]")[0] + "]", ""))
    assert any("没有任何答案" in one.words.zh and one.words.zh.startswith("questions.wage_iou") for one in faults)


def test_a_first_question_without_the_police_is_refused(pack: Path) -> None:
    faults = found(
        pack, ('to = "police_now" }', 'to = "advise" }'), ('to = "police_home", kind', 'to = "advise", kind')
    )
    assert any("第一问须有一个答案直接通向报警" in one.words.zh for one in faults)


def test_a_long_question_is_only_told(pack: Path) -> None:
    (fault,) = found(pack, ("是谁雇您干活的？", "请问您现在干活的这个地方到底是什么人或者什么样的单位在雇您呢？"))
    assert fault.gravity is Gravity.WARNING


def test_a_pack_without_a_guide_is_no_fault(pack: Path) -> None:
    guide_path(pack).unlink()
    assert [one for one in check_pack(pack) if one.gravity is Gravity.ERROR] == []
