"""The shapes of bodies and answers, for checking what comes in and for telling clients what goes out."""

from typing import Any

from ninja import Field, Schema
from pydantic import ConfigDict


class Strict(Schema):
    """A body in which an unknown name is refused instead of ignored."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Bilingual(Schema):
    """One phrase in both languages."""

    zh: str
    en: str


class Problem(Schema):
    """Why something was not done (application/problem+json)."""

    type: str
    title: str
    status: int
    code: str = Field(description="稳定的代码 Stable code to program against")
    sentence: Bilingual
    facts: dict[str, Any]
    kept: bool | None = Field(
        description="false：未作更改 nothing kept；null：不确定，用同一编号重试 unknown, retry with the key"
    )


class OpeningBody(Strict):
    """What an opening move is told."""

    facts: dict[str, Any] = Field(default_factory=dict)


class MoveBody(Strict):
    """What a move is told; `expects` is the entry count the asker saw, `of_answer` the `round` he judges."""

    facts: dict[str, Any] = Field(default_factory=dict)
    expects: int | None = None
    of_answer: int | None = None


class BatchItem(Strict):
    """One request of a batch: a move of a case (`number`), or the opening of one (`procedure`)."""

    number: str | None = None
    procedure: str = ""
    move: str
    facts: dict[str, Any] = Field(default_factory=dict)
    expects: int | None = None
    of_answer: int | None = None
    key: str = ""


class BatchBody(Strict):
    """Up to 500 requests, answered one by one in the same order."""

    requests: list[BatchItem] = Field(min_length=1, max_length=500)


class MadeAnswer(Schema):
    """A move that was made, or had been made before by the same key."""

    number: str
    stage: str
    entry_count: int
    replayed: bool
    query_code: str = ""


class BatchAnswer(Schema):
    """For each request what became of it: `made` or `refused`."""

    made: int
    refused: int
    outcomes: list[dict[str, Any]]


class LoginBody(Strict):
    """A login by name and password."""

    username: str = Field(max_length=150)
    password: str = Field(max_length=1000)
    label: str = Field(default="", max_length=80)


class ContactBody(Strict):
    """Why somebody wants to see which party's contact unmasked; an anonymous party's only with a `reason` in words."""

    party: int
    purpose: str
    reason: str = Field(default="", max_length=200)


class AgainBody(Strict):
    """Notices to send again."""

    notices: list[int] = Field(min_length=1, max_length=500)
