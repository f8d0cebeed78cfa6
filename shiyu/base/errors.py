"""Errors people and programs can read: a class with a stable code, a sentence in both languages, and facts.

The sentence says what happened and what to do; the doors (pages, API, commands) turn it into an answer and never show
anything else. See docs/adr/0003.
"""

import traceback
from typing import Any, ClassVar

from typing_extensions import override

from shiyu.base.words import Words


class ShiyuError(Exception):
    """Root of every error the platform raises on purpose.

    `sentence` may hold `{fields}`; they are filled from the keyword `facts`, which also travel to the API as data, so
    they must never hold personal data.
    """

    code: ClassVar[str] = "error"
    http_status: ClassVar[int] = 400
    sentence: ClassVar[Words] = Words("操作未完成。", "The action was not done.")

    def __init__(self, **facts: Any) -> None:
        self.facts = facts
        super().__init__(str(self.words))

    @property
    def words(self) -> Words:
        """The sentence with its facts, in both languages."""
        return self.sentence.fill(**self.facts)

    @override
    def __str__(self) -> str:
        return str(self.words)


class BadInput(ShiyuError):
    """What was sent cannot be taken as it is."""

    code = "bad_input"
    http_status = 422
    sentence = Words("{field}：{reason}", "{field}: {reason}")


class NotYours(ShiyuError):
    """The actor may not do this, though he may know that it exists."""

    code = "not_yours"
    http_status = 403
    sentence = Words("您的岗位不能办理这一步：{what}。", "Your post may not do this: {what}.")


class TablesBehind(ShiyuError):
    """The database has not the tables of this release."""

    code = "tables_behind"
    http_status = 503
    sentence = Words(
        "数据库结构不是本版本的，请先运行 shiyu migrate。",
        "The database has not the tables of this release; run shiyu migrate first.",
    )


class NoDatabase(ShiyuError):
    """The database does not answer."""

    code = "no_database"
    http_status = 503
    sentence = Words(
        "连不上数据库：{reason}。请检查 DATABASE_URL、数据库服务和网络；数据没有改动。",
        "The database does not answer: {reason}. Check DATABASE_URL, the server and the network; nothing was changed.",
    )


class DatabaseBusy(ShiyuError):
    """The database answers, but something else held what was needed for too long; the step was undone."""

    code = "database_busy"
    http_status = 503
    sentence = Words(
        "数据库正忙：需要的数据正被别的操作占用，等到了时限。这一步没有改动任何数据，请稍后再试。",
        "The database is busy: something else held what was needed for too long. This step changed nothing; try again"
        " soon.",
    )


class NotWritable(ShiyuError):
    """A file or folder of this machine cannot be used."""

    code = "not_writable"
    http_status = 500
    sentence = Words("无法使用 {path}：{reason}。", "{path} cannot be used: {reason}.")


class NoSuchThing(ShiyuError):
    """Nothing there, or nothing the asker may see: both look the same."""

    code = "not_found"
    http_status = 404
    sentence = Words("没有找到{what}。", "{what} was not found.")


class AlreadyDone(ShiyuError):
    """Somebody else was first; nothing was changed by this attempt."""

    code = "conflict"
    http_status = 409
    sentence = Words("{what}", "{what}")


def places_of(error: BaseException, *, most: int = 20) -> list[str]:
    """Where an error happened, for the log: never its message or values, which may hold personal data."""
    frames = traceback.extract_tb(error.__traceback__)[-most:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
