"""What a resident reads at every stage of the procedure: who is at it in truth, what was promised, what comes next."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest

from shiyu.base.clock import standing_at
from shiyu.cases.models import Case
from shiyu.citizen_requests import progress
from shiyu.citizen_requests.portal.next_steps import changes_of, rows_of, steps_of
from shiyu.citizen_requests.procedure import CITIZEN_REQUEST, ENTERPRISE_REQUEST
from shiyu.citizen_requests.tests.conftest import LEAD, MONDAY, OTHER, Story
from shiyu.citizen_requests.tests.portal.conftest import Browser

pytestmark = pytest.mark.django_db
Report = Callable[..., Story]
Road = Sequence[tuple[str, str, dict[str, Any]]]
CLERK, WRONG = f"clerk@{OTHER}", f"clerk@{LEAD}"
SIGNED: Road = (("dispatch", "dispatcher", {"lead": OTHER}), ("sign", CLERK, {}))
RETURNED: Road = (
    ("dispatch", "dispatcher", {"lead": LEAD}),
    ("ask_return", WRONG, {"return_reason": "not_our_duty", "basis": "路灯由城管维护", "right_unit": OTHER}),
)
RULED: Road = (
    *RETURNED, ("refuse_return", "dispatcher", {"reason": "请先行核实"}),
    ("appeal", WRONG, {"basis": "三定方案", "right_unit": OTHER}),
)  # fmt: skip
UPHELD: Road = (*RULED, ("arbitrate", "arbiter", {"decision": "uphold", "reason": "依三定方案", "right_unit": OTHER}))
DEFER = {"until": "2026-03-20", "defer_reason": "supplies", "reason": "等灯具"}
REST = {"pause_reason": "season", "until": "2026-06-30", "note": "待开春"}
ANSWERED: Road = (*SIGNED, ("answer", CLERK, {"answer": "已修好。", "outcome": "resolved"}))
GIVEN: Road = (*ANSWERED, ("pass_review", "reviewer", {}))
BAD: Road = (("judge", "caller", {"verdict": "dissatisfied", "comment": "又灭了"}),)
AGAIN: Road = (*BAD, ("answer", CLERK, {"answer": "又修好。", "outcome": "resolved"}), ("pass_review", "reviewer", {}))
UNREACHED: Road = (("call_unanswered", "callback_officer", {"unreached": "no_answer"}),) * 3
HANDED = {"service": "119", "taken_by": "接警员7号"}
DUE, PAUSED = "3月9日 24:00 前答复您", "原定 3月9日 24:00 前答复您，现暂停计时"
CITY = "市城市管理局"
# Stage, the road to it, the sentence, who is at it, the promise, the first thing that comes.
TOLD: tuple[tuple[str, Road, str, str, str, str], ...] = (
    ("received", (), "已收到，正在安排承办单位", "12345热线", "派单后5个工作日内答复您，最晚 3月9日 24:00",
     "派给负责的单位"),
    ("to_dispatch", (*SIGNED, ("recall", "dispatcher", {"reason": "改派"})), "正在另行安排承办单位", "12345热线",
     "原定 3月9日 24:00 前答复您；重新派单后5个工作日内", "派给负责的单位"),
    ("to_sign", SIGNED[:1], f"已派给{CITY}，等它签收", CITY, DUE, f"{CITY}签收"),
    ("handling", SIGNED, f"{CITY}正在办理", CITY, DUE, f"{CITY}与您联系"),
    ("return_asked", RETURNED, "正在核定由哪个单位承办", "12345热线", PAUSED, "定下由哪个单位承办"),
    ("arbitration", RULED, "正在会商裁定由哪个单位承办", "疑难会商", PAUSED, "定下由哪个单位承办"),
    ("extension_asked", (*SIGNED, ("ask_extension", CLERK, {"amount": 2, "reason": "等灯具"})),
     f"{CITY}正在办理", CITY, DUE, f"{CITY}与您联系"),
    ("suspended", (*SIGNED, ("suspend", "supervisor", REST)),
     "列为长期事项", "12345热线督办员", PAUSED, "恢复办理"),
    ("deferral_asked", (*SIGNED, ("ask_deferral", CLERK, DEFER)), f"{CITY}正在办理", CITY, DUE, f"{CITY}与您联系"),
    ("deferred", (*SIGNED, ("ask_deferral", CLERK, DEFER), ("grant_deferral", "supervisor", {"until": "2026-03-20"})),
     "经批准暂缓办理", "12345热线督办员", PAUSED, "恢复办理"),
    ("review", ANSWERED, f"{CITY}已拟出答复，正在审核", "审核员", DUE, "审核通过，把答复发给您"),
    ("call_back", GIVEN, "已答复，请您评价", "回访员", "", "回访员问您是否满意"),
    ("awaiting_verdict", (*GIVEN, *UNREACHED), "已答复，请您评价", "您", "", "请您评价；到期没有评价的"),
    ("rework", (*GIVEN, *BAD), f"{CITY}正在重新办理", CITY, "前答复您", f"{CITY}答复您"),
    ("to_final_answer", (*GIVEN, *AGAIN, *AGAIN, *BAD), f"{CITY}正在作最终答复", f"{CITY}负责人", "前答复您",
     f"{CITY}负责人作最终答复"),
    ("closed", (*GIVEN, ("judge", "caller", {"verdict": "satisfied"})), "您的件已办结，结果：解决", "", "", ""),
    ("answered_directly", (("answer_directly", "agent", {"answer": "可在网上办。", "outcome": "resolved"}),),
     "已直接答复您，结果：解决", "", "", ""),
    ("not_accepted", (("refuse", "dispatcher", {"refusal": "in_court", "right_office": "法院"}),),
     "不属受理范围", "", "", ""),
    ("handed_over", (("hand_over", "agent", HANDED),), "已移交紧急服务", "", "", ""),
    ("withdrawn", (("withdraw", "caller", {"reason": "自行解决"}),), "已撤回", "", "", ""),
    ("merged", (), "已与同一事项合并办理", "", "", ""),
)  # fmt: skip


def walked(story: Story, road: Road) -> progress.Rows:
    """The request after this road, as it is told."""
    for move, who, facts in road:
        story.do(move, who, **facts)
    return told(story)


def told(story: Story) -> progress.Rows:
    return rows_of(Case.objects.get(number=story.number))


def story_of(report: Report, stage: str) -> Story:
    """A request; for `merged` one that was joined to another."""
    story = report(category="010204")
    if stage == "merged":
        story.do("merge", "dispatcher", main_case=report(category="010204").number)
    return story


@pytest.mark.parametrize("procedure", [CITIZEN_REQUEST, ENTERPRISE_REQUEST])
def test_every_stage_has_its_words(procedure: Any) -> None:
    stages = {stage.name for stage in procedure.stages}
    assert stages - set(progress.SENTENCES) == set()
    assert {stage.name for stage in CITIZEN_REQUEST.stages} - {row[0] for row in TOLD} == set()


@pytest.mark.parametrize(("stage", "road", "said", "who", "promised", "first"), TOLD, ids=[row[0] for row in TOLD])
def test_what_is_told_at_each_stage(
    report: Report, *, stage: str, road: Road, said: str, who: str, promised: str, first: str
) -> None:
    rows = walked(story_of(report, stage), road)
    at_it, promise, steps = progress.at_it(rows), progress.promise(rows), steps_of(rows)
    assert rows.case.stage == stage
    assert said in progress.sentence(rows).zh
    assert (at_it.zh if at_it else "").startswith(who)
    assert promised in (promise.words.zh if promise else "")
    assert bool(promise) is bool(promised)
    assert first in (steps[0].what.zh if steps else "")
    assert bool(steps) is rows.case.is_open
    english = " ".join(
        [progress.sentence(rows).en, *(step.what.en for step in steps), promise.words.en if promise else ""]
    )
    assert "{" not in english + progress.sentence(rows).zh
    assert not any("一" <= sign <= "鿿" for sign in english)


def test_the_day_stays_while_offices_sign_review_and_send_back(report: Report) -> None:
    story = report()
    road: Road = (*ANSWERED, ("send_back", "reviewer", {"reason": "没写日期"}))
    days = []
    for move, who, facts in road:
        promise = progress.promise(walked(story, [(move, who, facts)]))
        days.append(promise.words.zh if promise else "")
    assert story.stage == "rework"
    assert set(days) == {DUE}


def test_a_longer_promise_says_why(browser: Browser, report: Report) -> None:
    road: Road = (
        *SIGNED, ("ask_extension", CLERK, {"amount": 2, "reason": "等灯具"}),
        ("grant_extension", "supervisor", {"amount": 2, "note": "灯具需外地调货"}),
    )  # fmt: skip
    story = report()
    walked(story, road)
    page = browser.enter(story.code, story.number)
    assert "3月11日 24:00 前答复您" in page
    assert "3月2日经批准延长2个工作日：灯具需外地调货" in page
    assert "等灯具" not in page


def test_another_office_and_a_rest_are_told_as_reasons(report: Report) -> None:
    story = report()
    walked(story, (*UPHELD, *SIGNED, ("suspend", "supervisor", REST)))
    with standing_at(MONDAY + timedelta(days=10)):
        rows = walked(story, [("resume", "supervisor", {})])
        changes = [one.zh for one in changes_of(rows, [])]
    assert changes == ["3月2日改派承办单位（原定 3月9日 24:00 前答复）", "3月2日至3月12日暂停办理，时间已顺延"]


@pytest.mark.parametrize("road", [SIGNED, ANSWERED])
def test_a_promise_not_kept_is_said_to_be_late(browser: Browser, report: Report, road: Road) -> None:
    story = report()
    walked(story, road)
    with standing_at(MONDAY + timedelta(days=10)):
        promise = progress.promise(told(story))
        assert promise is not None
        assert promise.late
        assert "应在 3月9日 24:00 前答复您，已超期，正在督促" in browser.enter(story.code, story.number)
        assert "最晚 3月9日 24:00" not in browser.text  # a day that is gone is none to wait for
        assert ("应在 3月9日 24:00 前，已超期" in browser.text) is (story.stage != "review")


def test_an_office_that_helps_is_named(report: Report) -> None:
    rows = walked(report(), [("dispatch", "dispatcher", {"lead": OTHER, "joint": [LEAD]})])
    at_it = progress.at_it(rows)
    assert at_it is not None
    assert at_it.zh == f"{CITY}（主办），市住建局（会办）"
