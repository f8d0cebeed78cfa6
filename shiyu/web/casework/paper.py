"""答复稿: how the answer that a move gives will read on paper; typed words appear in it while they are typed."""

from dataclasses import dataclass

from shiyu.base.clock import today
from shiyu.base.words import Words
from shiyu.cases.effects import DraftReply, GiveReply
from shiyu.cases.procedure import Move
from shiyu.city.names import unit_words
from shiyu.web.forms import MoveForm
from shiyu.web.reader import Reader

TITLE = Words("关于“{title}”的答复", "Answer to “{title}”")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One sheet. `source` is the id of the field whose words it shows."""

    head: Words
    title: Words
    to: Words
    text: str
    day: str
    source: str = ""


def paper_of(move: Move, form: MoveForm, *, reader: Reader) -> Paper | None:
    """The sheet of a move that answers; None for the others."""
    name = next((effect.text_from for effect in move.effects if isinstance(effect, DraftReply | GiveReply)), "")
    if not name or move.need(name) is None:
        return None
    return Paper(
        head=unit_words(getattr(reader.actor, "unit_code", "")), day=day_words(), source=form[name].id_for_label,
        title=TITLE.fill(title=reader.text(reader.case.title)), text=str(form[name].value() or ""),
        to=reader.procedure.parties[reader.procedure.raisers[0]],
    )  # fmt: skip


def day_words() -> str:
    """Today as papers write it."""
    day = today()
    return str(Words(f"{day.year}年{day.month}月{day.day}日", f"{day:%Y-%m-%d}"))
