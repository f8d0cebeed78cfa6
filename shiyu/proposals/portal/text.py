"""The text of a proposal as it stands, for everybody who signs it, and how its parts are shown."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shiyu.base.words import Words
from shiyu.cases.contact import open_contact
from shiyu.cases.hearing import readable_entries
from shiyu.city.directory import directory
from shiyu.city.names import unit_words
from shiyu.proposals.keeping import READER
from shiyu.proposals.portal.attached import WROTE, TextFile, text_files
from shiyu.web.entry_words import words_of

if TYPE_CHECKING:
    from shiyu.cases.models import Case

MOST_PARTIES = 100
SIGNING = {
    "submitter": Words("第一提案人", "Submitter"),
    "co_signer": Words("已确认联名", "Has co-signed"),
    "invited": Words("已邀请，等待本人确认", "Invited; has not answered yet"),
    "left": Words("未联名或已退出", "Did not sign, or left"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What is proposed, in the newest words."""

    title: str
    detail: str
    suggestions: str
    units: tuple[str, ...] = ()
    theme: str = ""
    may_publish: bool | None = None
    files: tuple[TextFile, ...] = ()

    @property
    def points(self) -> list[str]:
        """The suggestions, one a line."""
        return [line.strip() for line in self.suggestions.splitlines() if line.strip()]

    @property
    def unit_words(self) -> list[Words]:
        """The units suggested."""
        return [unit_words(code) for code in self.units]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Somebody who signs, or is asked to: a name as in the register, never a telephone."""

    party: int
    name: str
    role: str
    state: Words
    you: bool


def text_of(case: "Case") -> Text:
    """The newest text. A co-signer reads what he signs, though the submitter's other words are not for him."""
    written = readable_entries(case, actor=READER).filter(move__in=WROTE).order_by("-seq").first()
    words = words_of(written) if written is not None else {}
    facts: dict[str, Any] = written.facts if written is not None else {}
    return Text(
        title=words.get("title", "") or case.title, detail=words.get("detail", ""),
        suggestions=words.get("suggestions", ""), units=tuple(facts.get("wished_units") or ()),
        theme=str(facts.get("theme") or ""), may_publish=facts.get("may_publish"),
        files=text_files(case),
    )  # fmt: skip


def signers_of(case: "Case", *, you: int | None) -> list[Signer]:
    """Who proposes it; of those who left only they themselves are told."""
    parties = [p for p in case.parties.order_by("pk")[:MOST_PARTIES] if p.role != "left" or p.pk == you]
    return [
        Signer(
            party=party.pk, name=open_contact(party).get("name", ""), role=party.role, state=SIGNING[party.role],
            you=party.pk == you,
        )
        for party in parties
    ]  # fmt: skip


def class_meaning(letter: str, *, rule_set_id: int) -> Words | None:
    """What a letter of the class table means, by the rule set the proposal was opened under."""
    row = directory().rule_set_by_id(rule_set_id).body.get("reply_classes", {}).get(letter)
    return Words(row["label"], row["label_en"]) if row else None
