"""装订案卷 in the background: pictures and type take longer than somebody waits at a page."""

from shiyu.base.clock import today
from shiyu.base.words import Words
from shiyu.cases.actors import PartyActor, PostHolder
from shiyu.cases.gate import Purpose, get_case
from shiyu.disputes.agreements.binding import bound, zipped
from shiyu.disputes.agreements.dossier import mediates
from shiyu.disputes.agreements.errors import NotItsMediator
from shiyu.web.background.keeping import fresh, order
from shiyu.web.background.kinds import Going, Kind
from shiyu.web.models import Task

PDF, DOCX = "pdf", "docx"
FORMS = {
    PDF: Words("装订成一份 PDF", "Bound as one PDF"),
    DOCX: Words("成套 Word 文件（压缩包）", "Set of Word files (zip)"),
}
TITLE = Words("案卷 {number}（{form}）", "Dossier {number} ({form})")
DONE = Words("共 {count} 份材料。", "{count} parts.")
BOUND = Words("已装订。", "Bound.")


def order_dossier(
    number: str, *, form: str, copy_for: int | None, actor: PostHolder, purpose: Purpose, key: str
) -> Task:
    """The dossier as a task. Raises `NoSuchCase`, `NotItsMediator`, `NoSuchParty` at once."""
    case = get_case(number, actor=actor, purpose=purpose)
    if not mediates(case, actor=actor):
        raise NotItsMediator
    content = {"number": case.number, "form": form, "copy_for": copy_for, "purpose": purpose.value}
    title = TITLE.fill(number=case.number, form=FORMS[form])
    return order("dossier", actor=actor, key=key, title=title, order=content)


def _work(going: Going) -> None:
    """Reads with the rights its asker has now: who is no longer the mediator gets nothing."""
    purpose = Purpose(going.order["purpose"])
    case = get_case(going.order["number"], actor=going.actor, purpose=purpose)
    if not mediates(case, actor=going.actor):
        raise NotItsMediator
    party = case.parties.filter(pk=going.order["copy_for"] or 0).first()
    copy_for = (
        PartyActor(party_id=party.pk, case_id=case.pk, role=party.role, number=case.number)
        if party is not None
        else None
    )
    going.step(0, 1)
    going.name = f"{case.number}-{'copy-' if copy_for else ''}{today():%Y%m%d}"
    with fresh(going.result) as out:
        if going.order["form"] == PDF:
            out.write(bound(case, actor=going.actor, purpose=purpose, copy_for=copy_for))
            going.form, going.done = "pdf", 1
            going.said.append(BOUND)
        else:
            count = zipped(case, out, actor=going.actor, purpose=purpose, copy_for=copy_for)
            going.form, going.done = "zip", count
            going.said.append(DONE.fill(count=count))
    going.step(1, 1)


DOSSIER = Kind(name="dossier", label=Words("装订案卷", "Binding of a dossier"), work=_work)
