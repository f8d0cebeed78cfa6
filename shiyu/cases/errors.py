"""What the door refuses, each with its own code and sentence."""

from shiyu.base.errors import AlreadyDone, BadInput, NoSuchThing, NotYours, ShiyuError
from shiyu.base.words import Words


class NoSuchCase(NoSuchThing):
    """There is no such case, or it is not the actor's to see: both look the same."""

    code = "no_such_case"
    sentence = Words("没有找到件号“{number}”。", "There is no case “{number}”.")


class NoSuchProcedure(NoSuchThing):
    """No system brings a procedure of that name."""

    code = "no_such_procedure"
    sentence = Words("没有“{procedure}”这个办理流程。", "There is no procedure “{procedure}”.")


class NoSuchMove(NoSuchThing):
    """The procedure has no such move."""

    code = "no_such_move"
    sentence = Words("办理流程“{procedure}”没有“{move}”这个动作。", "Procedure “{procedure}” has no move “{move}”.")


class WrongStage(AlreadyDone):
    """The move is not open at the case's present stage: somebody moved first, or it is too early."""

    code = "wrong_stage"
    sentence = Words(
        "“{move}”现在不能办：此件在“{stage}”环节。可能已有他人办理，您填写的内容仍保留在页面上。",
        "“{move}” is not open now: the case stands at “{stage}”. Somebody may have moved it; what you typed is kept.",
    )


class Stale(AlreadyDone):
    """The actor decided on an older state of the case than it has now."""

    code = "stale"
    sentence = Words(
        "此件在您打开之后已有新的办理记录（现有 {count} 条），请刷新后再办。",
        "The case has moved on since you opened it (it has {count} entries now); look again, then decide.",
    )


class AnswerReplaced(AlreadyDone):
    """The actor speaks of an answer that another has taken the place of since he read it."""

    code = "answer_replaced"
    sentence = Words(
        "您看到的答复已被新的答复取代（现为第 {count} 次答复），请看过新答复再评价；您写的都还在。",
        "Another answer has taken the place of the one you read (there are {count} now). "
        "Read it, then judge; what you wrote is kept.",
    )


class NotYourMove(NotYours):
    """The actor sees the case but may not make this move."""

    code = "not_your_move"
    sentence = Words("“{move}”不由您办理。", "“{move}” is not yours to make.")


class GuardRefused(AlreadyDone):
    """A condition of the move does not hold; the guard says which."""

    code = "not_now"
    sentence = Words("{why}", "{why}")


class AlreadyReferred(AlreadyDone):
    """The case was referred there before, and what came of it is still open."""

    code = "already_referred"
    sentence = Words("此件已移送，件号 {number}，尚未办结。", "The case is referred already, as {number}, still open.")


class BadFact(BadInput):
    """A fact of the move is missing or cannot be taken; `field` names it, `part` what in it (a phone)."""

    code = "bad_fact"
    sentence = Words("{label}：{reason}", "{label}: {reason}")


class UnknownFacts(BadInput):
    """Facts were sent that the move does not ask for; they are refused rather than silently dropped."""

    code = "unknown_facts"
    sentence = Words("“{move}”不需要这些内容：{fields}。", "“{move}” does not ask for: {fields}.")


class KeyReused(ShiyuError):
    """The idempotency key was used before for something else."""

    code = "key_reused"
    http_status = 422
    sentence = Words(
        "同一个请求编号已用于另一内容，请换一个编号。",
        "This request key was already used for something else; use another.",
    )


class NoRuleInForce(ShiyuError):
    """The city pack has no rule set in force for this procedure today."""

    code = "no_rule_in_force"
    http_status = 503
    sentence = Words("今天没有生效的规则“{rule_set}”。", "No rule set “{rule_set}” is in force today.")


class OverCap(AlreadyDone):
    """The extension goes beyond what the rule set allows."""

    code = "over_cap"
    sentence = Words(
        "延期超出规定：最多 {times} 次，每次不超过 {amount}。",
        "Beyond the rule: at most {times} times, each at most {amount}.",
    )


class WindowClosed(AlreadyDone):
    """The window for returning an assignment is over; the unit is the one responsible."""

    code = "window_closed"
    sentence = Words(
        "退单期限已过（{due}），由本单位作为首办责任单位办理。",
        "The window for returning closed at {due}; your unit is responsible now.",
    )
