"""A procedure as people read it: a table, or a picture in Mermaid. Drawn from the procedure itself."""

from collections.abc import Callable, Iterator

from shiyu.base.words import Words
from shiyu.cases.procedure import ANY_OPEN, NEW, STAY, Move, Procedure
from shiyu.cases.who import ByClock, Holds, InPlace, OfUnit, PartyIs, Who

ANYWHERE = Words("任何未办结环节", "any open stage")
START = Words("立件", "start")
SAME = Words("环节不变", "same stage")
THE_CLOCK = Words("时钟", "the clock")
HEADINGS = (
    Words("动作", "move"),
    Words("从", "from"),
    Words("到", "to"),
    Words("谁", "who"),
    Words("要填", "needs"),
    Words("依据", "rule"),
)

RoleName = Callable[[str], Words]


def plain_role(role: str) -> Words:
    """A role by its code, where no city pack is at hand to name it."""
    return Words(role, role)


def as_mermaid(procedure: Procedure) -> str:
    """The stages and moves as a Mermaid state diagram."""
    lines = ["stateDiagram-v2"]
    lines += [f"    {stage.name}: {stage.label}" for stage in procedure.stages]
    lines += [f"    {stage.name} --> [*]" for stage in procedure.stages if stage.end]
    for move in procedure.moves:
        lines += [
            f"    {start} --> {end}: {move.label}" for start, end in _arrows(move) if ANY_OPEN not in {start, end}
        ]
    return "\n".join(lines) + "\n"


def _arrows(move: Move) -> Iterator[tuple[str, str]]:
    for start in move.start:
        for end in move.ends():
            if end != STAY:
                yield ("[*]" if start == NEW else start), end


def as_table(procedure: Procedure, *, role_name: RoleName = plain_role) -> str:
    """The procedure as Markdown: its stages with owner and clock, then its moves."""
    lines = [f"# {procedure.label} `{procedure.name}` v{procedure.version}", "", *_stage_rows(procedure, role_name), ""]
    lines += [_row([str(heading) for heading in HEADINGS]), _row(["---"] * len(HEADINGS))]
    lines += [_row(_move_cells(procedure, move, role_name)) for move in procedure.moves]
    return "\n".join(lines) + "\n"


def _stage_rows(procedure: Procedure, role_name: RoleName) -> Iterator[str]:
    yield _row([str(Words("环节", "stage")), str(Words("责任人", "owner")), str(Words("时限", "clock"))])
    yield _row(["---"] * 3)
    for stage in procedure.stages:
        owner = who_words(stage.owner, procedure, role_name=role_name) if stage.owner else Words("—（终点）", "— (end)")
        clock = procedure.clock(stage.clock).label if stage.clock else Words("—", "—")
        yield _row([f"{stage.label} `{stage.name}`", str(owner), str(clock)])


def _move_cells(procedure: Procedure, move: Move, role_name: RoleName) -> list[str]:
    names: dict[str, object] = {stage.name: stage.label for stage in procedure.stages}
    names |= {NEW: START, ANY_OPEN: ANYWHERE, STAY: SAME}
    return [
        f"{move.label} `{move.name}`",
        "、".join(str(names[start]) for start in move.start),
        "、".join(str(names[end]) for end in move.ends()),
        "、".join(str(who_words(way, procedure, role_name=role_name)) for way in move.who),
        "、".join(f"{need.label}{'?' if need.optional else ''}" for need in move.needs),
        move.source,
    ]


def who_words(who: Who, procedure: Procedure, *, role_name: RoleName = plain_role) -> Words:
    """Those whom a procedure names, in words."""
    match who:
        case Holds(role):
            return role_name(role)
        case InPlace(role):
            return Words("属地{role}", "{role} of the place").fill(role=role_name(role))
        case OfUnit(role, kinds, named, _):
            share = {
                "lead": Words("主办", "lead"),
                "joint": Words("会办", "joint"),
                "separate": Words("分办", "separate"),
            }
            part = share[kinds[0]] if len(kinds) == 1 else Words("承办", "handling")
            one = Words("{part}单位经办的{role}", "the {role} of the {part} unit who works on it")
            every = Words("{part}单位{role}", "{role} of the {part} unit")
            return (one if named else every).fill(part=part, role=role_name(role))
        case PartyIs(roles):
            labels = [procedure.parties[role] for role in roles]
            return Words("、".join(label.zh for label in labels), ", ".join(label.en for label in labels))
        case ByClock():
            return THE_CLOCK


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"
