"""What other pages show of papers: the panel 文书 of a case, the draft beside the form of a move that issues one."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words
from shiyu.cases.procedure import Procedure
from shiyu.cases.who import post_role
from shiyu.city.directory import directory
from shiyu.city.names import unit_words
from shiyu.documents.gate import papers_of
from shiyu.documents.issuing import PaperOrder, draft_paper
from shiyu.documents.kinds import label_of, paper_kind
from shiyu.documents.models import Paper
from shiyu.documents.sheets import sheet_of
from shiyu.web.forms import MoveForm
from shiyu.web.menu import Way, enter_menu
from shiyu.web.panels import ShownPanel, register_panel
from shiyu.web.reader import Reader

MOST = 50
REGISTER = Way(name="papers", label=Words("发文登记簿", "Register of papers"), order=75, rare=True)
_READERS: set[str] = set()
"""Roles of those who see cases that have papers; others find the register by its address."""
OrderOf = Callable[[Reader, Mapping[str, Any]], PaperOrder | None]


def show_papers(*procedures: Procedure) -> None:
    """Called in the `ready` of a system's app: its cases get the panel 文书, who sees them the register in his menu."""
    for procedure in procedures:
        register_panel(procedure.name, "documents/panel.html", panel_of, order=40)
        _READERS.update(role for way in procedure.sees if (role := post_role(way)) is not None)
    enter_menu(replace(REGISTER, roles=frozenset(_READERS)))


def panel_of(reader: Reader) -> Mapping[str, Any] | None:
    """The papers of the case that its reader may see, the newest first; one question however many there are."""
    found = reader.once(newest_papers)
    rows = [
        {
            "paper": paper, "kind": label_of(paper.kind), "unit": unit_words(paper.unit_code),
            "signer": signer_words(paper.signed_by), "is_replaced": getattr(paper, "corrected_by", None) is not None,
        }
        for paper in found[:MOST]
    ]  # fmt: skip
    return {"rows": rows, "more": len(found) > MOST} if rows else None


def newest_papers(reader: Reader) -> list[Paper]:
    """The newest papers of the case that its reader may see, one more than are shown; ask by `reader.once`."""
    return papers_of(reader.case, actor=reader.actor, most=MOST + 1)


def draft_beside(order_of: OrderOf) -> Callable[[Reader, MoveForm], ShownPanel | None]:
    """For `FormOfMove.beside`: the paper that the move will issue, with what is typed so far.

    `order_of` is given the reader and the typed facts by need (as the door takes them, those that are right) and makes
    the `PaperOrder` that its effect makes too; None where this move of this case issues nothing.
    """

    def beside(reader: Reader, form: MoveForm) -> ShownPanel | None:
        typed = form.facts if form.is_bound and (form.is_valid() or form.facts) else dict(form.initial)
        order = order_of(reader, typed)
        return None if order is None else shown_draft(order)

    return beside


def shown_draft(order: PaperOrder) -> ShownPanel:
    """A paper as it would be signed now, beside whatever asks for it; what is missing yet is said instead."""
    return ShownPanel("documents/draft.html", _drafted(order))


def _drafted(order: PaperOrder) -> Mapping[str, Any]:
    kind = paper_kind(order.kind)
    try:
        return {"kind": kind.label, "sheet": sheet_of(draft_paper(order)), "why": None}
    except ShiyuError as error:  # a fact is not typed yet, or the template is at fault: said instead of the sheet
        labels = {fact.name: fact.label for fact in kind.facts}
        named = labels.get(str(error.facts.get("fact", "")))
        return {"kind": kind.label, "sheet": None, "why": named or error.words}


def signer_words(by: Mapping[str, Any]) -> Words:
    """Who signed: unit and post, never a name."""
    if by.get("kind") != "post":
        return Words("系统时钟", "the clock") if by.get("kind") == "clockwork" else Words("当事人", "a party")
    unit, post = unit_words(str(by.get("unit", ""))), directory().post(str(by.get("post", "")))
    title = post.title if post else Words("", "")
    return Words(f"{unit.zh} {title.zh}".strip(), ", ".join(part for part in (unit.en, title.en) if part))


def papers_said(value: Any) -> Words:
    """How the fact `papers` of an entry reads: the kinds of the papers its move issued."""
    labels = [label_of(str(one.get("kind", ""))) for one in value if isinstance(one, Mapping)]
    return Words("、".join(label.zh for label in labels), ", ".join(label.en for label in labels))
