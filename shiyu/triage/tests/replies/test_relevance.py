"""What is learnt from answered matters, on invented ones; and on the shared real ones where they are."""

import pytest

from shiyu.triage.bench_replies import auc, figures
from shiyu.triage.bench_texts import TEXTS
from shiyu.triage.replies.checking import Kind, check_reply
from shiyu.triage.replies.relevance import FEWEST, Background

REPLIES = TEXTS / "replies.csv"
MATTERS = {
    "路灯": "路灯灯具损坏，城市管理局已更换", "停水": "管网抢修完成，供水公司已恢复供水",
    "噪声": "执法人员到工地制止夜间施工",
    "公积金": "提取须持身份证到公积金中心办理", "垃圾": "环卫公司已清运，增设垃圾桶",
}  # fmt: skip
PLACES = ("东街", "西街", "南街", "北街", "钟家庄", "开发区", "凤城", "大阳")
PAIRS = [
    (f"{place}{what}问题没有人管，请处理", f"关于{place}：{done}。")
    for place in PLACES
    for what, done in MATTERS.items()
]


def test_the_right_answer_scores_above_the_wrong_ones() -> None:
    learnt = Background(PAIRS[5:])
    right = [learnt.score(question, answer) for question, answer in PAIRS[:5]]
    wrong = [learnt.score(PAIRS[i][0], PAIRS[j][1]) for i in range(5) for j in range(5) if i != j]
    assert auc(right, wrong) == 1.0


def test_an_answer_about_something_else_is_told() -> None:
    learnt = Background(PAIRS)
    wrong = check_reply("东街路灯不亮，请处理", "关于西街：提取须持身份证到公积金中心办理。", background=learnt)
    right = check_reply("东街路灯不亮，请处理", "关于东街：路灯灯具损坏，城市管理局已更换。", background=learnt)
    assert wrong.score is not None
    assert right.score is not None
    assert wrong.score < right.score
    assert Kind.BESIDE not in {finding.kind for finding in right.findings}


@pytest.mark.parametrize("count", [0, 1, 2, FEWEST - 1])
def test_from_few_answers_nothing_is_claimed(count: int) -> None:
    check = check_reply("路灯不亮，请处理", "提取须持身份证到公积金中心办理。", background=Background(PAIRS[:count]))
    assert check.score is None
    assert Kind.BESIDE not in {finding.kind for finding in check.findings}


@pytest.mark.parametrize("pair", [("", ""), ("路灯", ""), ("", "路灯"), ("😀" * 1000, "\x00"), ("a" * 100_000, "路灯")])
def test_learning_takes_any_text(pair: tuple[str, str]) -> None:
    learnt = Background([pair] * FEWEST)
    assert learnt.score(*pair) == pytest.approx(learnt.score(*pair))
    assert -1e6 < learnt.score("路灯不亮", "已更换路灯") < 1e6


@pytest.mark.story
@pytest.mark.skipif(not REPLIES.exists(), reason="the folder shared/data/requests is not on this machine")
def test_wrong_answers_of_real_matters_are_told_apart() -> None:
    run = figures(REPLIES, seeds=(7,))["runs"][0]
    assert run["learnt"]["shuffled"] >= 0.95
    assert run["learnt"]["shuffled"] > run["shared_words"]["shuffled"]
