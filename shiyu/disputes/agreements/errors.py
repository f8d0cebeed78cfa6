"""What signing by a link refuses, each with its own code and sentence; a page says the sentence and nothing more."""

from shiyu.base.errors import AlreadyDone, NoSuchThing, NotYours
from shiyu.base.words import Words


class NoSuchLink(NoSuchThing):
    """No link has this token."""

    code = "no_such_signing_link"
    sentence = Words(
        "没有这个签署链接，请核对通知里的地址。", "There is no such link; compare it with the message you got."
    )


class LinkUsed(AlreadyDone):
    """The link was used: one link, one signature."""

    code = "signing_link_used"
    http_status = 410
    sentence = Words(
        "这个链接已经用过，您的签署已记录，不会重复。", "This link was used; your signature is recorded, once."
    )


class LinkExpired(AlreadyDone):
    """The days for signing are over."""

    code = "signing_link_expired"
    http_status = 410
    sentence = Words(
        "这个链接已过期，没有签署。请联系调解员。", "This link has expired and nothing was signed. Ask your mediator."
    )


class DraftWithdrawn(AlreadyDone):
    """The draft was taken back, or another took its place."""

    code = "draft_withdrawn"
    http_status = 410
    sentence = Words(
        "这份协议草案已收回或已另拟新稿，不能再签。有新稿时会另发通知。",
        "This draft was taken back or replaced and cannot be signed. You are told of a new one.",
    )


class DraftChanged(AlreadyDone):
    """The text is no longer the one that the link was sent for: a party's name was put right, or words were erased."""

    code = "draft_changed"
    sentence = Words(
        "协议文本与送签时不同（当事人信息有更正），没有签署。请联系调解员重新送签。",
        "The text is not the one sent to be signed (a party's data was corrected). Nothing was signed.",
    )


class SignedAlready(AlreadyDone):
    """This party, or who stands for it, has signed."""

    code = "signed_already"
    sentence = Words("这一方已经签署，不用再签。", "This party has signed already.")


class UseLink(AlreadyDone):
    """A party signs by his link and the code on his telephone, not by a button alone."""

    code = "use_signing_link"
    sentence = Words(
        "请打开短信中的签署链接，或在“签署协议”页输入手机验证码后签署。",
        "Open the link of your message, or the page “Sign the agreement”, and type the code sent to your telephone.",
    )


class NoTelephone(AlreadyDone):
    """Nobody can send a code to a party without a mobile number."""

    code = "no_telephone_to_sign"
    sentence = Words(
        "登记的联系方式不是手机号，不能用验证码签署；请到场在纸质协议上签名。",
        "No mobile number is registered for you, so no code can be sent; please sign on paper.",
    )


class NotItsMediator(NotYours):
    """A dossier is for the mediators who were named in it, and for nobody else."""

    code = "not_its_mediator"
    sentence = Words("案卷只供本件的调解员查阅、装订。", "A dossier is for the mediators of its dispute alone.")
