"""What a member has typed before the engine keeps it as a draft: sealed, in his own session, never in an address.

The second step brings it back sealed in its form too, for a browser that lost its cookie meanwhile.
"""

import base64
import json
import secrets
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.http import HttpRequest, QueryDict

from shiyu.base.crypto import CryptoError, decrypt, encrypt
from shiyu.base.words import Words
from shiyu.cases.errors import BadFact, UnknownFacts
from shiyu.cases.facts import check_facts
from shiyu.cases.registry import newest
from shiyu.proposals import sentences as s
from shiyu.proposals.portal.member import length_of, most_characters
from shiyu.proposals.portal.text import Text
from shiyu.web.typed import whole_number

_NAME, SO_FAR = "proposal_draft", "_so_far"
_CONTEXT = b"proposals.portal.draft"
SAY_TITLE = Words("请写明案由，一句话说清是什么事。", "Say in one line what it is about.")
SAY_DETAIL = Words("请写情况和分析：现状怎样，为什么会这样。", "Describe the situation and analyse it.")
SAY_SUGGESTIONS = Words("请至少写一条具体建议。", "Make at least one concrete suggestion.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A proposal that the engine does not have yet. `key` was made when it began: sent twice it makes one draft."""

    key: str = field(default_factory=lambda: secrets.token_urlsafe(18))
    title: str = ""
    detail: str = ""
    suggestions: str = ""
    theme: str = ""
    submitter: int | None = None  # number in the register
    units: tuple[str, ...] = ()
    may_publish: bool | None = None
    files: tuple[tuple[str, str], ...] = ()  # reference and name of each that is stored for it

    @property
    def said(self) -> bool:
        """Whether the first step was done."""
        return bool(self.title and self.detail and self.suggestions)

    @property
    def length(self) -> int:
        """How many characters the rule counts."""
        return length_of(self.detail, self.suggestions)

    def facts(self) -> dict[str, Any]:
        """The facts of the moves that write the text."""
        facts: dict[str, Any] = {
            "title": self.title, "detail": self.detail, "suggestions": self.suggestions, "theme": self.theme,
            "wished_units": list(self.units), "may_publish": self.may_publish,
            "files": [reference for reference, _ in self.files],
        }  # fmt: skip
        return {name: value for name, value in facts.items() if value not in ("", [], None)}


def said(posted: QueryDict, draft: Draft) -> Draft:
    """The draft with what the first step typed."""
    return replace(
        draft, title=_typed(posted, "title"), detail=_typed(posted, "detail"),
        suggestions=_typed(posted, "suggestions"), theme=_typed(posted, "theme")[:20],
        submitter=whole_number(posted.get("submitter", ""), digits=9) or draft.submitter,
    )  # fmt: skip


def wished(posted: QueryDict, draft: Draft) -> Draft:
    """The draft with what the second step typed."""
    publish = {"yes": True, "no": False}.get(posted.get("may_publish", ""))
    return replace(draft, units=tuple(posted.getlist("units"))[:100], may_publish=publish)


def of_text(text: Text) -> Draft:
    """What the engine keeps, to be revised."""
    return Draft(
        title=text.title, detail=text.detail, suggestions=text.suggestions, theme=text.theme, units=text.units,
        may_publish=text.may_publish,
    )  # fmt: skip


def errors_of(draft: Draft) -> dict[str, Words]:
    """What is wrong with it, each beside its field; judged by the engine's own rules."""
    wanted = {"title": SAY_TITLE, "detail": SAY_DETAIL, "suggestions": SAY_SUGGESTIONS}
    empty = {name: words for name, words in wanted.items() if not getattr(draft, name)}
    if empty:
        return empty
    most = most_characters()
    if draft.length > most:
        return {"detail": s.TOO_LONG.fill(most=most, now=draft.length)}
    try:
        check_facts(_revise(), draft.facts())
    except BadFact as error:
        return {str(error.facts["field"]): error.facts["reason"]}
    except UnknownFacts as error:
        return {"form": error.words}
    return {}


def draft_of(request: HttpRequest) -> Draft:
    """The draft of this browser; a new one where there is none, or where it can no longer be opened."""
    kept: str = request.session.get(_NAME, "") if request.session.session_key else ""
    return _opened(kept) or Draft()


def brought_back(request: HttpRequest) -> Draft | None:
    """The draft as the form itself brings it; None where it brings none that can be opened."""
    return _opened(request.POST.get(SO_FAR, ""))


def sealed(draft: Draft) -> str:
    """The draft as the session and the form keep it."""
    content = json.dumps(asdict(draft), ensure_ascii=False).encode()
    return base64.b64encode(encrypt(content, context=_CONTEXT)).decode()


def keep(request: HttpRequest, draft: Draft) -> None:
    """Keeps the draft until the session ends."""
    request.session[_NAME] = sealed(draft)


def forget(request: HttpRequest) -> None:
    """Drops the draft: the engine has it now."""
    request.session.pop(_NAME, None)


def _opened(kept: str) -> Draft | None:
    try:
        fields: dict[str, Any] = json.loads(decrypt(base64.b64decode(kept), context=_CONTEXT))
        return replace(Draft(), **{**fields, **_tuples(fields)})
    except (CryptoError, ValueError, TypeError, KeyError):
        return None


def _tuples(fields: dict[str, Any]) -> dict[str, Any]:
    """What JSON knows as lists only."""
    return {"units": tuple(fields["units"]), "files": tuple((one, name) for one, name in fields.get("files", ()))}


def _typed(posted: QueryDict, name: str) -> str:
    return (posted.get(name) or "").strip().replace("\r\n", "\n")


def _revise() -> Any:
    return newest("proposal").move("revise")
