"""What the page of a case draws, from what the API answers about it: the same facts, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shiyu.base.clock import now
from shiyu.base.words import Words
from shiyu.cases.effects import CountSilence, RecordVerdict
from shiyu.cases.errors import NotYourMove
from shiyu.cases.gate import visible_cases
from shiyu.cases.procedure import ANY_OPEN, STAY, Move, NeedKind, Procedure
from shiyu.cases.who import LIVE
from shiyu.city.names import unit_words
from shiyu.web.casework.saying import KINDS, LINKS_FROM, LINKS_TO, actor_words, turn_words
from shiyu.web.lamps import Lamp, lamp_of
from shiyu.web.own_lamps import lamp_of_case
from shiyu.web.reader import Reader

IN_HEAD = frozenset({"title", "contact", "place", "category"})
"""Facts of the opening that the head of the page says already."""
FEW_MOVES = 4  # two lines of buttons; of more, those of every stage are folded
FEW_HELD = 2  # as many lines with their reasons
NO_FEEDBACK = Words("未反馈", "No feedback")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A running limit: what for, whose, how long is left, when it ends and why then."""

    label: Words
    unit: Words | None
    lamp: Lamp
    due_at: Any
    why: Words | None
    provisional: bool
    of_stage: bool


def limits(shown: Mapping[str, Any], *, reader: Reader) -> list[Limit]:
    """The limits that run or stand still, that of the stage first, then by their ends."""
    of_stage = reader.procedure.stage(reader.case.stage).clock
    moment = now()
    found = [
        Limit(
            label=clock["label"], unit=unit_words(clock["unit"]) if clock["unit"] else None,
            lamp=lamp_of(
                due_at=clock["due_at"], warn_at=clock["warn_at"], now=moment, paused=clock["state"] == "paused"
            ),
            due_at=clock["due_at"], why=clock["why"], provisional=clock["provisional"],
            of_stage=clock["rule"] == of_stage,
        )
        for clock in shown["clocks"]
        if clock["state"] != "stopped"
    ]  # fmt: skip
    return sorted(found, key=lambda limit: (not limit.of_stage, limit.due_at))


def head_lamp(running: Sequence[Limit], *, reader: Reader) -> Lamp | None:
    """The lamp beside the title: what the system says of the case, else the limit of its stage."""
    case = reader.case
    own = lamp_of_case(case.procedure, case.pk, moment=now())
    return own or next((limit.lamp for limit in running if limit.of_stage), None)


def open_moves(shown: Mapping[str, Any], *, reader: Reader) -> list[dict[str, Any]]:
    """The moves this officer can make: those of the present stage first.

    `onward` ones lead the case elsewhere, `ahead` ones along the main road: they are what the stage waits for.
    `rare` are those of every stage, where so many are open that they would push the rest of the page down.
    """
    found, here = [], reader.procedure.road_after(reader.case.stage)
    for given in shown["moves"]["open"]:
        move = reader.procedure.move(given["name"])
        anywhere = move is None or ANY_OPEN in move.start
        ends = () if move is None or anywhere else move.ends()
        onward, ahead = not anywhere and _leads_on(move), bool(here.intersection(ends))
        found.append({**given, "anywhere": anywhere, "onward": onward, "ahead": ahead})
    many = len(found) > FEW_MOVES
    return [
        {**move, "rare": many and move["anywhere"]}
        for move in sorted(found, key=lambda move: (not move["ahead"], not move["onward"], move["anywhere"]))
    ]


def held_moves(shown: Mapping[str, Any], *, reader: Reader) -> list[dict[str, Any]]:
    """Moves that are this officer's, but not now, each with the reason: they stand disabled beside the open ones.

    `rare` are those that would not lead the case elsewhere, where more are held than anybody wants to read.
    """
    held = [move for move in shown["moves"]["closed"] if not _of_others(move)]
    many = len(held) > FEW_HELD
    return [{**move, "rare": many and not _leads_on(reader.procedure.move(move["name"]))} for move in held]


def _leads_on(move: Move | None) -> bool:
    """Whether it leads the case to another stage."""
    ends = () if move is None else move.ends()
    return bool(ends) and ends != (STAY,)


def moves_of_others(shown: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Moves of this stage that are for others to make."""
    return [move for move in shown["moves"]["closed"] if _of_others(move)]


def _of_others(move: Mapping[str, Any]) -> bool:
    refused: Words = NotYourMove(move=move["label"]).words
    return bool(move["why"] == refused)


def whose_turn(shown: Mapping[str, Any], *, reader: Reader) -> Words:
    """Whose move it is."""
    at_work = [
        (assignment["kind"], assignment["unit"]["code"])
        for assignment in shown["assignments"]
        if assignment["state"]["name"] in LIVE and assignment["unit"]
    ]
    return turn_words(reader.procedure, reader.case.stage, at_work=at_work)


def lines(entries: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Entries of the history as the time line draws them."""
    return [
        {
            "seq": entry["seq"],
            "at": entry["at"],
            "label": entry["move"]["label"],
            "by": actor_words(entry["by"]),
            "moved_to": _moved_to(entry),
            # What the opening says stands at the head of the page.
            "facts": [fact for fact in map(_fact, entry["facts"].values()) if fact] if entry["seq"] > 1 else [],
            "words": list(entry["words"].values()) if entry["seq"] > 1 else [],
            "staff_only": entry.get("audience", "") != "",
        }
        for entry in entries
    ]


def _moved_to(entry: Mapping[str, Any]) -> Words | None:
    left, reached = entry["from_stage"], entry["to_stage"]
    same = left is not None and reached is not None and left["name"] == reached["name"]
    return None if same or reached is None else reached["label"]


def _fact(fact: Mapping[str, Any]) -> dict[str, Any] | None:
    """A coded fact as one line; ids of parties and files say nothing to a reader."""
    value, words = fact["value"], fact["shown"]
    if isinstance(words, list):
        said: Any = "、".join(str(word) for word in words if word)
    elif words is not None:
        said = words
    elif isinstance(value, bool):
        said = Words("是", "Yes") if value else Words("否", "No")
    elif isinstance(value, list):
        said = str(len(value))
    else:
        said = value
    return {"label": fact["label"], "said": said} if said not in ("", None) else None


def opening(entries: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What the case is about, from its first entry: free words, and the facts that the head does not say."""
    first = next((entry for entry in entries if entry["seq"] == 1), None)
    if first is None:
        return {"words": [], "facts": []}
    return {
        "words": [said for name, said in first["words"].items() if name not in IN_HEAD],
        "facts": [
            fact for name, given in first["facts"].items() if name not in IN_HEAD and (fact := _fact(given)) is not None
        ],
    }


def assignments(shown: Mapping[str, Any], running: Sequence[Limit]) -> list[dict[str, Any]]:
    """The units' shares, each with the limits that run on it."""
    return [
        {
            **given,
            "kind_words": KINDS.get(given["kind"], Words(given["kind"], given["kind"])),
            "live": given["state"]["name"] in LIVE,
            "limits": [limit for limit in running if limit.unit == given["unit"]["label"]]
            if given["state"]["name"] in LIVE else [],
        }
        for given in shown["assignments"]
    ]  # fmt: skip


def links(shown: Mapping[str, Any], *, reader: Reader) -> list[dict[str, Any]]:
    """Related cases in words; `seen` where the reader may open them: a case of another system may not be his to see."""
    found = [
        {"number": link["to"], "label": LINKS_TO[link["kind"]]}
        if "to" in link
        else {"number": link["from"], "label": LINKS_FROM[link["kind"]]}
        for link in shown["links"]
    ]
    numbers = [link["number"] for link in found]
    seen = set(visible_cases(reader.actor).filter(number__in=numbers).values_list("number", flat=True)) if found else ()
    return [link | {"seen": link["number"] in seen} for link in found]


def grade_words(procedure: Procedure) -> Mapping[str, Words]:
    """The grades of a verdict in words, from the moves that record one; silence has its own."""
    found: dict[str, Words] = {}
    for move in procedure.moves:
        for effect in move.effects:
            if isinstance(effect, RecordVerdict):
                need = move.need(effect.grade_from)
                found |= dict(need.choices) if need is not None and need.kind == NeedKind.CODE else {}
            elif isinstance(effect, CountSilence):
                found[effect.grade] = NO_FEEDBACK
    return found


def verdicts(rows: Sequence[tuple[int, str, int]], procedure: Procedure) -> list[dict[str, Any]]:
    """Verdicts counted by round and grade."""
    words = grade_words(procedure)
    return [{"round": number, "grade": words.get(grade, Words(grade, grade)), "count": n} for number, grade, n in rows]
