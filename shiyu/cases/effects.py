"""What a move can do to a case: named in the move's row of the table, carried out in that order.

These are declarations; `shiyu.cases.apply` carries them out. Fields that end in `_from` name a fact of the move.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shiyu.cases.procedure import Effect
from shiyu.cases.who import EVERY_KIND


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase(Effect):
    """Fills the new case from its facts and joins the raiser as a party.

    `reference_from` is the number the matter has where it came from (hotline system, import file).
    """

    title_from: str = "title"
    detail_from: str = "detail"
    category_from: str = "category"
    place_from: str = "place"
    contact_from: str = "contact"
    reference_from: str = ""
    kind_from: str = ""
    party_role: str = "caller"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddParty(Effect):
    """Joins a person or organisation as a party in `role`."""

    role: str
    contact_from: str = "contact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Classify(Effect):
    """Corrects category or place; a fact that was not given changes nothing.

    `keeps` names limit classes that outlive a change of category, such as urgency.
    """

    keeps: tuple[str, ...] = ()
    category_from: str = "category"
    place_from: str = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assign(Effect):
    """交办: gives the case to a lead unit, joint units and separate units, and starts their clocks."""

    lead_from: str = ""
    joint_from: str = ""
    separate_from: str = ""
    clocks: tuple[str, ...] = ()
    joint_clocks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignFor(Effect):
    """签收: the acting unit signs for its assignment; stops and starts clocks of that assignment."""

    stops: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AskReturn(Effect):
    """退单: the acting unit asks to return its assignment, with reason and basis; its clocks stand still meanwhile.

    `window` names the clock within whose limit returning is allowed; later the unit is 首办责任单位 and keeps it.
    `decided_within` is the clock under which the wish of a unit that does not lead is decided: no stage waits for it.
    """

    window: str = ""
    decided_within: str = ""
    reason_from: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptReturn(Effect):
    """The return holds: the disputed assignments end as returned, their clocks stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseReturn(Effect):
    """The return does not hold: the unit handles it after all, its clocks run on but for those it stops."""

    stops: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Arbitrate(Effect):
    """Decides a disputed return by a coded fact: `uphold` returns the assignment, anything else refuses it."""

    decision_from: str = "decision"
    stops: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Submit(Effect):
    """提交: the acting unit hands in its share; its clocks are met or missed at this moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rework(Effect):
    """重新办理: the lead (and separate) units take the case up again in a new round under `clocks`."""

    clocks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EndAssignments(Effect):
    """Live assignments of these kinds (in these states, if given) end: submitted ones as closed, else withdrawn."""

    kinds: tuple[str, ...] = EVERY_KIND
    states: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeUpAgain(Effect):
    """重启: the lead (and separate) units with which an ended case was closed have it again, under `clocks`."""

    clocks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StartClock(Effect):
    """Starts a clock on the case, or on every live assignment of the given kinds.

    `until_from` names a date of the facts: the clock then ends with that day instead of by the rule set's amount.
    """

    rule: str
    each_assignment: tuple[str, ...] = ()
    until_from: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StopClock(Effect):
    """Stops the clocks of a rule: where a unit acts, its own and the case's, never another unit's; else all."""

    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseClocks(Effect):
    """挂起: every running clock of the case stands still."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeClocks(Effect):
    """Paused clocks run on; the time they stood still is added, counted in their own unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendClock(Effect):
    """延期: lengthens a running clock by the number in `amount_from`, within the cap of the rule set.

    The cap stands at `extensions.<rule>` = {times, amount, unit}: at most `times` extensions of at most `amount`.
    """

    rule: str
    amount_from: str = "amount"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftReply(Effect):
    """拟复: the unit writes the answer; it is not yet given to anybody."""

    text_from: str = "answer"
    outcome_from: str = "outcome"


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveReply(Effect):
    """答复: the draft (or `text_from`) goes out to every raiser, joined callers too, and counts as the answer."""

    text_from: str = ""
    outcome_from: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellReason(Effect):
    """Ends without an answer, but with a recorded reason that the raisers are told (不予受理、撤回…)."""

    reason_from: str = "reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordVerdict(Effect):
    """评价: what a party says of the answer; by himself, or by an officer who asked him (`party_from`).

    An answer is judged once; grades in `replaces` (such as silence counted) still give way to a word of his own.
    """

    grade_from: str = "verdict"
    comment_from: str = "comment"
    party_from: str = ""
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CountSilence(Effect):
    """Parties who said nothing are recorded as `grade` (未反馈), never as satisfied."""

    grade: str = "no_feedback"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeStance(Effect):
    """What the acting party agreed to or refused."""

    stance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetOutcome(Effect):
    """The outcome the case ends with: a fixed code, or a coded fact."""

    outcome: str = ""
    outcome_from: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeInto(Effect):
    """并单: the parties join the main case, are told, and are answered each when it is answered.

    `into` names the stages at which a main case can still take callers: those before its answer goes out.
    """

    into: tuple[str, ...]
    main_from: str = "main_case"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCase(Effect):
    """Notes that another case is about the same (`duplicate_of`) or lies behind this one."""

    kind: str = "duplicate_of"
    other_from: str = "other_case"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refer(Effect):
    """移送: opens a case of another procedure by its opening move, with the same parties and a link both ways."""

    to: str
    move: str
    facts: Mapping[str, str] = field(default_factory=dict)  # fact of the new case ← fact of this move, or `=value`


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowPromises(Effect):
    """承诺: each promise of the answer becomes a case of its own procedure, with its due date and owner."""

    to: str
    move: str
    promises_from: str = "promises"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark(Effect):
    """Sets a mark by which lists pick the case out; twice is once."""

    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmark(Effect):
    """Takes a mark away."""

    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attach(Effect):
    """Joins stored files to the case."""

    files_from: str = "files"


@dataclass(frozen=True, slots=True, kw_only=True)
class OnReaching(Effect):
    """Effects that follow only where the move leads to `stage`; carried out after the stage is decided."""

    stage: str
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run(Effect):
    """An effect of the system's own: the function of that name in the system's `moves.py`, called with the change."""

    name: str
