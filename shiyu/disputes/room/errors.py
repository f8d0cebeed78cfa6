"""What the room refuses, each with its own code and sentence."""

from shiyu.base.errors import AlreadyDone, BadInput, NoSuchThing, NotYours
from shiyu.base.words import Words


class NoRoom(NoSuchThing):
    """There is no such case, or its room is not the actor's: both look the same."""

    code = "no_room"
    sentence = Words("没有找到“{number}”的调解室。", "There is no room of “{number}”.")


class RoomClosed(AlreadyDone):
    """The dispute stands where nothing is written in its room."""

    code = "room_closed"
    sentence = Words(
        "现在（{stage}）不能在调解室留言；调解中、待签署、履行中、待回访时可以。",
        "Nothing can be written in the room now ({stage}); it is open from mediation to the follow-up.",
    )


class NotYourAudience(NotYours):
    """The message was meant for somebody to whom this actor does not speak."""

    code = "not_your_audience"
    sentence = Words(
        "您不能留言给“{audience}”，请另选留言给谁。", "You do not write to “{audience}”; choose who it is for."
    )


class NotYourWord(NotYours):
    """The actor does not say this kind of thing, or not to this audience."""

    code = "not_your_word"
    sentence = Words("这里不能由您发“{kind}”。", "“{kind}” is not yours to send here.")


class EmptyMessage(BadInput):
    """No words and no files."""

    code = "empty_message"
    sentence = Words("请写下要说的话，或选择附件。", "Write something, or choose a file.")


class NoFile(BadInput):
    """Evidence without a file."""

    code = "evidence_without_file"
    sentence = Words("提交证据请选择附件。", "Choose the file of the evidence.")


class TooManyFiles(BadInput):
    """More files than a message may have."""

    code = "too_many_files"
    sentence = Words("一条留言最多 {most} 个附件。", "A message has at most {most} files.")


class NoSuchOffer(NoSuchThing):
    """No such offer that this actor may read."""

    code = "no_such_offer"
    sentence = Words("没有找到这个方案。", "There is no such offer.")


class NotYoursToAnswer(NotYours):
    """The offer waits for another's answer, or only who made it may withdraw it."""

    code = "not_yours_to_answer"
    sentence = Words("这个方案不由您答复。", "This offer is not yours to answer.")


class MinorDoesNotAnswer(NotYours):
    """A minor binds himself to nothing; his guardian answers (民法典第十九条、第二十条)."""

    code = "minor_does_not_answer"
    sentence = Words("未成年当事人由其监护人答复方案。", "A guardian answers offers for a minor.")


class OfferSettled(AlreadyDone):
    """The offer was accepted by all, refused, withdrawn, or this side has answered."""

    code = "offer_settled"
    sentence = Words("这个方案已有结果，不能再改；可另提方案。", "This offer is settled; make another one instead.")
