"""How people, stages, links and looks are said on the pages of a case."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from shiyu.base.words import Words
from shiyu.cases.drawing import who_words
from shiyu.cases.procedure import STAY, Move, Procedure
from shiyu.cases.who import AssignmentKind, OfUnit, PartyIs, Who
from shiyu.city.directory import directory
from shiyu.city.names import unit_words

KINDS = {
    AssignmentKind.LEAD.value: Words("主办", "Lead"),
    AssignmentKind.JOINT.value: Words("会办", "Joint"),
    AssignmentKind.SEPARATE.value: Words("分办", "Separate"),
}
LINKS_TO = {
    "merged_into": Words("并入", "Merged into"),
    "duplicate_of": Words("与此件重复", "Duplicate of"),
    "referred_to": Words("移送至", "Referred to"),
    "grown_from": Words("由此件产生", "Grown from"),
}
LINKS_FROM = {
    "merged_into": Words("并入本件", "Merged into this"),
    "duplicate_of": Words("标记为本件的重复", "Marked a duplicate of this"),
    "referred_to": Words("移送自", "Referred from"),
    "grown_from": Words("产生自本件", "Grown from this"),
}
LOOKS = {
    "case": Words("查看此件", "Looked at the case"),
    "contact": Words("查看联系方式", "Saw a contact"),
    "file": Words("下载附件", "Took a file"),
    "paper": Words("查看或下载公文", "Saw or took a paper"),
    "export": Words("导出", "Exported"),
    "search": Words("检索", "Found by a search"),
}
PURPOSES = {
    "handling": Words("办理", "Handling"),
    "call_back": Words("回访", "Calling back"),
    "supervision": Words("督办", "Supervision"),
    "audit": Words("审计", "Audit"),
    "own_case": Words("本人查询", "Own case"),
    "export": Words("导出", "Export"),
}
SAME_STAGE = Words("环节不变", "The stage stays")


def role_words(role: str) -> Words:
    """A role of posts by its label in the pack."""
    return directory().role_labels.get(role, Words(role, role))


def joined(words: Iterable[Words]) -> Words:
    """Several phrases as one list in each language."""
    given = list(dict.fromkeys(words))
    return Words("、".join(one.zh for one in given), ", ".join(one.en for one in given))


def turn_words(procedure: Procedure, stage: str, *, at_work: Sequence[tuple[str, str]]) -> Words:
    """Whose turn it is at a stage; `at_work` are kind and code of the units that have the case."""
    owner = procedure.stage(stage).owner
    if owner is None:
        return Words("已结束", "It has ended")
    said = who_words(owner, procedure, role_name=role_words)
    if isinstance(owner, OfUnit):
        units = [unit_words(code) for kind, code in at_work if kind in owner.kinds]
        if units:
            return Words("{units} {role}", "{units}, {role}").fill(units=joined(units), role=role_words(owner.role))
    return said


def maker_words(move: Move, procedure: Procedure) -> Words:
    """Who may make a move."""
    return joined(who_words(way, procedure, role_name=role_words) for way in move.who)


def told_words(move: Move, procedure: Procedure) -> list[Words]:
    """Who is told when a move is made."""
    return list(dict.fromkeys(_told(tell.to, procedure) for tell in move.tells))


def _told(to: str, procedure: Procedure) -> Words:
    kind, _, role = to.partition(":")
    if kind == "unit":
        return Words("承办单位{role}", "{role} of the handling units").fill(role=role_words(role))
    if kind == "role":
        return role_words(role)
    return procedure.parties.get(to, Words(to, to))


def next_stages(move: Move, procedure: Procedure) -> list[Words]:
    """Where a move can lead."""
    return [SAME_STAGE if name == STAY else procedure.stage(name).label for name in move.ends()]


def actor_words(by: Mapping[str, Any]) -> Words:
    """Who acted, from what `show_actor` answers: unit and post, for whom he stood; the party's role, or the clock."""
    if by.get("kind") == "post":
        post = directory().post(str(by.get("post") or ""))
        parts = [part for part in (by.get("unit"), post.title if post else None) if part]
        office = Words(" ".join(p.zh for p in parts), ", ".join(p.en for p in parts))
        said = office if parts else Words("工作人员", "staff")
        stood_in = by.get("stood_in")
        return Words(f"{said.zh}（{stood_in.zh}）", f"{said.en} ({stood_in.en})") if stood_in else said
    label = by.get("label")
    return label if isinstance(label, Words) else Words("当事人", "a party")


def is_for_parties(owner: Who | None) -> bool:
    """Whether the next step is a party's."""
    return isinstance(owner, PartyIs)
