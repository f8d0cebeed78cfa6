"""Why an attachment was not taken."""

from typing import ClassVar

from shiyu.base.errors import BadInput
from shiyu.base.words import Words


class AttachmentRefused(BadInput):
    """The attachment cannot be taken; nothing of it was stored."""

    code: ClassVar[str] = "attachment_refused"
    sentence = Words("附件未被接收。", "The attachment was not taken.")


class EmptyAttachment(AttachmentRefused):
    """A file without a byte."""

    code = "empty_attachment"
    sentence = Words("附件是空文件，请重新选择。", "The attachment is empty; please choose it again.")


class AttachmentTooLarge(AttachmentRefused):
    """More bytes than its kind may have."""

    code = "attachment_too_large"
    http_status: ClassVar[int] = 413
    sentence = Words("{kind}有 {size}，最大 {limit}。", "{kind} of {size}; at most {limit} are allowed.")


class KindNotTaken(AttachmentRefused):
    """Nothing the city takes, whatever its name says."""

    code = "kind_not_taken"
    http_status = 415
    sentence = Words(
        "附件内容是“{found}”，只接收：{allowed}。", "The attachment holds: {found}. These kinds are taken: {allowed}."
    )


class HeicRefused(AttachmentRefused):
    """A telephone's own picture format, which cannot be freed of its position here."""

    code = "heic_refused"
    http_status = 415
    sentence = Words(
        "这是 HEIC 照片，请在手机相机设置中选择“兼容性最佳”，或另存为 JPEG 后上传。",
        "This is a HEIC picture; choose “Most Compatible” in the camera settings or send it as JPEG.",
    )


class WrongExtension(AttachmentRefused):
    """The name says one thing and the content another."""

    code = "wrong_extension"
    http_status = 415
    sentence = Words(
        "附件内容是{kind}，扩展名却是“{extension}”，应为：{allowed}。",
        "The attachment holds: {kind}; its name ends in “{extension}” and not in {allowed}.",
    )


class MixedContent(AttachmentRefused):
    """Two things in one file: harmless to one program, run by another."""

    code = "mixed_content"
    http_status = 415
    sentence = Words("{kind}中夹带了其他内容（脚本或压缩包）。", "{kind} with a script or an archive hidden in it.")


class DamagedAttachment(AttachmentRefused):
    """Begins like its kind and does not go on so: cut off in transfer, mostly."""

    code = "damaged_attachment"
    sentence = Words("附件不完整或已损坏：{reason}。", "The attachment is damaged or incomplete: {reason}.")


class MacrosRefused(AttachmentRefused):
    """An Office file that runs programs."""

    code = "macros_refused"
    http_status = 415
    sentence = Words("文档含有宏，请去除宏后重新上传。", "The document holds macros; please send it without them.")


class UnpacksTooLarge(AttachmentRefused):
    """A small file that unpacks into a flood."""

    code = "unpacks_too_large"
    http_status = 413
    sentence = Words(
        "文档解压后有 {size}，最大 {limit}。", "The document unpacks to {size}; at most {limit} are allowed."
    )
