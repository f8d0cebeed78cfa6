"""The demo's register of invented submitters, and a few proposals that stand where a member has something to do."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from shiyu.base.clock import city_zone, now, standing_at
from shiyu.base.words import Words
from shiyu.cases.acting import actors_of
from shiyu.cases.actors import Newcomer, PartyActor, PostHolder
from shiyu.cases.door import make_move, open_case
from shiyu.cases.known import parties_by_phone, phone_index
from shiyu.city.models import Account
from shiyu.proposals.models import Session, Submitter
from shiyu.proposals.register import contact_of, current_session, enter

FIRST, SECOND, THIRD = "13800010001", "13800010002", "13800010003"
DEMO_PHONES = ((FIRST, Words("委员 安若素", "member An Ruosu")), (SECOND, Words("委员 白景行", "member Bai Jingxing")))
"""Whom a visitor of the demo may be; the code stands in the outbox of the demo."""
REGISTER = (
    (1, "安若素", "member", "经济界", FIRST),
    (2, "白景行", "member", "教育界", SECOND),
    (3, "柴静姝", "member", "医药卫生界", THIRD),
    (4, "民建晋城市委员会", "party", "", "13800010004"),
    (5, "工商联界", "sector", "工商联界", "13800010005"),
    (6, "市总工会", "organisation", "", "13800010006"),
)
SESSION_DAYS_AGO = 240
PARKING = {
    "title": "关于补足老城区停车泊位的建议",
    "detail": "老城区现有泊位约为车辆的一半，夜间占道停放多，消防通道时有堵塞。"
    "主要原因是早年配建标准低，公共停车场少。",
    "suggestions": "一、在书院街等路段挖潜增设夜间限时泊位。\n二、机关和学校停车场夜间错时开放。\n"
    "三、利用闲置地建一处公共停车场。",
    "theme": "society", "may_publish": True,
}  # fmt: skip
LIGHTS = {
    "title": "关于改善背街小巷照明的建议",
    "detail": "部分小巷路灯间距大、损坏后更换慢，老人夜间出行不便。",
    "suggestions": "一、普查背街小巷路灯。\n二、更换为节能灯具并明确维修时限。",
    "theme": "society", "may_publish": True,
}  # fmt: skip
SCHOOL = {
    "title": "关于在学校周边增设护学岗的建议",
    "detail": "上下学时段车流集中，家长停车无序，存在安全隐患。",
    "suggestions": "一、重点学校门前增设护学岗。\n二、低年级错峰放学。",
    "theme": "society", "wished_units": ["jyj", "jjzd"],
}  # fmt: skip
CLINIC = {
    "title": "关于在社区设立慢病随访点的建议",
    "detail": "慢性病患者每月到医院取药，路远、排队久。",
    "suggestions": "一、每个街道选一处卫生服务站设随访点。\n二、常用药在随访点可取。", "theme": "society",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One move: so many days before the end, by whom (an account of the demo, or a telephone), with what."""

    days: int
    move: str
    by: str
    facts: Mapping[str, Any]


def step(days: int, move: str, by: str, **facts: Any) -> Step:
    """A line of a story."""
    return Step(days=days, move=move, by=by, facts=facts)


def _filed(days: int) -> tuple[Step, ...]:
    """From the draft to the unit, begun so many days before the end."""
    return (
        step(days, "submit", FIRST, one_matter=True),
        step(days - 2, "pass_preliminary", "proposal-clerk"),
        step(days - 4, "pass_second", "proposal-reviewer"),
        step(days - 6, "file", "proposal-committee", channel="government", theme="society"),
        step(days - 10, "assign_government", "assigner-zfb", lead="zjj"),
        step(days - 11, "sign", "clerk-zjj"),
        step(days - 20, "contact_log", "clerk-zjj", way="visit", note="上门听取提案人意见，看了书院街现场。"),
    )


ANSWER_B = {
    "answer": "您提出的建议收悉。经现场调查和与您面商，已在书院街增设夜间限时泊位46个；"
    "机关停车场错时开放正在协调；公共停车场列入明年建设计划。",
    "reply_class": "B",
}  # fmt: skip
STORIES: tuple[tuple[int, str, Mapping[str, Any], tuple[Step, ...]], ...] = (
    (90, FIRST, PARKING, (
        step(89, "invite", FIRST, in_register=2), step(88, "confirm", SECOND), *_filed(86),
        step(9, "draft_answer", "clerk-zjj", **ANSWER_B), step(7, "approve", "deputy-zjj"),
    )),
    (80, FIRST, LIGHTS, (
        *_filed(79), step(40, "draft_answer", "clerk-zjj", answer="已完成普查，更换灯具112盏，损坏后48小时内修复。",
                          reply_class="A"),
        step(38, "approve", "deputy-zjj"),
        step(33, "judge", FIRST, attitude="satisfied", verdict="satisfied", way="visit", times=1, comment="巷子亮了"),
    )),
    (5, FIRST, SCHOOL, (step(4, "invite", FIRST, in_register=2),)),
    (12, THIRD, CLINIC, (step(11, "invite", THIRD, in_register=1), step(10, "confirm", FIRST),
                         step(9, "submit", THIRD, one_matter=True))),
)  # fmt: skip
"""Begun so many days before the end, by whom, with what words; then what happened."""


def enter_register(last_day: date) -> None:
    """The session that takes proposals now, and whom it takes them from; what is there already stays."""
    if current_session(on=last_day) is None:
        opened = last_day - timedelta(days=SESSION_DAYS_AGO)
        Session.objects.create(
            code="7-5", name="七届五次", name_en="5th session of the 7th committee",
            accepts_from=opened - timedelta(days=30), opened=opened, closed=opened + timedelta(days=4),
            cut_off=datetime.combine(opened + timedelta(days=2), time(18), city_zone()),
        )  # fmt: skip
    for number, name, kind, sector, phone in REGISTER:
        if not Submitter.objects.filter(number=number).exists():
            since = last_day - timedelta(days=SESSION_DAYS_AGO * 4)
            enter(number=number, name=name, kind=kind, sector=sector, phone=phone, valid_from=since)


def tell_members(last_day: date) -> int:
    """Tells the stories up to the last day, each move at its own moment; answers how many moves. The same twice."""
    enter_register(last_day)
    moves = 0
    for begun, phone, words, steps in STORIES:
        submitter = Submitter.objects.get(number=next(row[0] for row in REGISTER if row[4] == phone))
        key = f"members-{last_day}-{phone}-{begun}"
        with standing_at(_moment(last_day, begun, 0)):
            facts = {**words, "contact": contact_of(submitter)}
            number = open_case("proposal", "draft", actor=Newcomer(role="submitter"), key=key, facts=facts).number
        for nth, one in enumerate(_with_promise(steps, last_day)):
            with standing_at(_moment(last_day, one.days, nth)):
                make_move(number, one.move, actor=_actor(one.by, number), key=f"{key}-{nth}", **one.facts)
        moves += 1 + len(steps)
    return moves


def _with_promise(steps: tuple[Step, ...], last_day: date) -> tuple[Step, ...]:
    """An answer of class B promises something by a day of the next year."""
    promise = {"text": "建成公共停车场一处", "due": f"{last_day.year + 1}-09-30", "unit": "zjj"}
    return tuple(
        replace(one, facts={**one.facts, "promises": [promise]}) if one.facts.get("reply_class") == "B" else one
        for one in steps
    )


def _moment(last_day: date, days: int, nth: int) -> datetime:
    """A working hour of that day, never after now; later moves of one day come later."""
    at = datetime.combine(last_day - timedelta(days=days), time(9, 2 * nth), city_zone())
    return min(at, now())


def _actor(by: str, number: str) -> PartyActor | PostHolder:
    if by.isdigit():
        return next(party for party in parties_by_phone(phone_index(by)) if party.number == number)
    return actors_of(Account.objects.get(username=by))[0]
