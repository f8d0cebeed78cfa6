"""What the styleguide shows: invented values of every state a part can have."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from shiyu.base.words import Words
from shiyu.cases.procedure import Move, Need, NeedKind, Procedure
from shiyu.web.casework.paper import Paper, day_words
from shiyu.web.casework.road import Road, Visit, road_of
from shiyu.web.casework.shown import Limit
from shiyu.web.forms import MoveForm
from shiyu.web.hints import Hints
from shiyu.web.lamps import Lamp, lamp_of

COLOURS = (
    "blue", "blue-dark", "blue-pale", "ink", "soft", "line", "ground", "card", "green", "green-pale", "amber",
    "amber-pale", "red", "red-pale", "grey", "grey-pale",
)  # fmt: skip
UNIT, CLERK = Words("市住建局", "Housing Bureau"), Words("市住建局 承办员", "Housing Bureau, Clerk")
WHY = Words(
    "自2026年11月23日（当日不计）起算5个工作日，至2026年11月30日24时届满。跳过：周末2天。",
    "5 working days from 2026-11-23 (that day not counted) end on 2026-11-30 at 24:00. Skipped: 2 weekend days.",
)
LIMIT = {"label": Words("时限", "Limit"), "said": Words("办理", "Handling")}
HINTS = Hints("styleguide", (
    Words("第一次打开页面时出现三条。", "Three appear at the first visit of a page."),
    Words("点“知道了”后不再出现。", "Once put away they do not come back."),
    Words("按账号记住，不靠脚本。", "Kept for the account, without scripts."),
))  # fmt: skip

BARS = ((UNIT, 8, 3), (Words("市教育局", "Education Bureau"), 2, 5), (Words("市人社局", "Labour Bureau"), 1, 0))
DAYS = (("11-20", 12), ("11-21", 19), ("11-22", 7), ("11-23", 23), ("11-24", 16))


def lamps(moment: datetime) -> list[Lamp]:
    """正常, 将到期, 逾期, 挂起."""
    ends = ((96, 72, False), (5, 0, False), (-30, -40, False), (48, 24, True))
    return [
        lamp_of(due_at=moment + timedelta(hours=due), warn_at=moment + timedelta(hours=warn), now=moment, paused=paused)
        for due, warn, paused in ends
    ]


def limits(moment: datetime) -> list[Limit]:
    """A due badge with its explanation, for each lamp."""
    return [
        Limit(
            label=Words("办理", "Handling"), unit=UNIT, lamp=lamp, due_at=moment, why=WHY, of_stage=True,
            provisional=place == 3,
        )
        for place, lamp in enumerate(lamps(moment))
    ]  # fmt: skip


def shares(moment: datetime) -> list[Mapping[str, Any]]:
    """Assignment cards: to sign, at work with its limit, ended."""
    hour = timedelta(hours=1)
    given = {"unit": {"label": UNIT}, "kind_words": Words("主办", "Lead"), "sent_at": moment - 30 * hour}
    return [
        {**given, "state": {"label": Words("待签收", "to be signed for")}, "live": True, "limits": []},
        {**given, "state": {"label": Words("办理中", "being handled")}, "live": True, "limits": limits(moment)[:1],
         "signed_at": moment - 28 * hour},
        {**given, "state": {"label": Words("已退单", "returned")}, "live": False, "limits": [],
         "kind_words": Words("会办", "Joint"), "signed_at": moment - 28 * hour, "ended_at": moment - 20 * hour},
    ]  # fmt: skip


def moments(moment: datetime) -> list[Mapping[str, Any]]:
    """A time line: an entry with words, one for staff alone, one that moved the case."""
    hour = timedelta(hours=1)
    said = {"label": Words("说明", "Note"), "text": "已与诉求人通话，约定明早到场。"}
    return [
        {"label": Words("首次联系", "First contact"), "by": CLERK, "at": moment, "words": [said], "facts": []},
        {"label": Words("将到期提醒", "Near due"), "by": Words("系统时钟", "the clock"), "at": moment - hour,
         "staff_only": True, "words": [], "facts": [LIMIT]},
        {"label": Words("签收", "Sign for"), "by": CLERK, "at": moment - 2 * hour, "words": [], "facts": [],
         "moved_to": Words("办理中", "Being handled")},
    ]  # fmt: skip


def roads(procedure: Procedure, moment: datetime) -> list[Road]:
    """The drawn procedure at its beginning, underway, on a side road, and ended."""
    main = procedure.road()
    hours = {name: Visit(moment - timedelta(hours=50 - 7 * place), "") for place, name in enumerate(main)}
    aside = [stage.name for stage in procedure.stages if not stage.end and stage.name not in main]
    half = {name: hours[name] for name in main[: len(main) // 2 + 1]}
    drawn = [
        road_of(procedure, here=main[0], visits={main[0]: hours[main[0]]}),
        road_of(procedure, here=main[len(main) // 2], visits=half),
        road_of(procedure, here=main[-1], visits=hours),
    ]
    if aside:
        off = Visit(moment, main[len(main) // 2], 2)
        drawn.insert(2, road_of(procedure, here=aside[0], visits={**half, aside[0]: off}))
    return drawn


def move_form() -> MoveForm:
    """A form made from needs, one of most kinds; sent empty, so that it shows what is wrong."""
    needs = (
        Need(name="answer", kind=NeedKind.TEXT, label=Words("答复内容", "Answer"), minimum=10, maximum=2000),
        Need(name="outcome", kind=NeedKind.CODE, label=Words("办理结果", "Outcome"),
             choices={"resolved": Words("解决", "Resolved"), "explained": Words("解释说明", "Explained")}),
        Need(name="planned_by", kind=NeedKind.DATE, label=Words("计划完成", "Planned by"), optional=True),
        Need(name="lead", kind=NeedKind.UNIT, label=Words("主办单位", "Lead unit")),
        Need(name="place", kind=NeedKind.PLACE, label=Words("地点", "Place"), optional=True),
        Need(name="urgent", kind=NeedKind.FLAG, label=Words("紧急", "Urgent"), optional=True),
        Need(name="files", kind=NeedKind.FILES, label=Words("附件", "Files"), optional=True),
    )  # fmt: skip
    move = Move(name="sample", label=Words("提交答复", "Answer"), start=("sample",), end="sample", who=(), needs=needs)
    form = MoveForm(move)
    form.note("answer", [Words("至少 10 字，您写了 4 字", "at least 10 characters; you wrote 4")])
    return form


def paper() -> Paper:
    """A sheet with today's date."""
    return Paper(
        head=UNIT, title=Words("关于“泽州路路灯不亮”的答复", "Answer to “Street lamps on Zezhou Road”"),
        to=Words("诉求人", "Caller"), day=day_words(),
        text="您反映的三盏路灯已于昨日修复，并对同一路段全部路灯做了检查。如再有不亮，请随时来电。",
    )  # fmt: skip
