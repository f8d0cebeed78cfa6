"""采用知识库答复: what the direct answer of a request says of the edition it was read out from."""

from shiyu.base.words import Words
from shiyu.cases.change import Change
from shiyu.cases.errors import BadFact
from shiyu.citizen_requests.knowledge import edition_given
from shiyu.citizen_requests.models import KnowledgeUse
from shiyu.citizen_requests.vocabulary import EDITION, KNOWLEDGE

NONE_SUCH = Words(
    "知识库里没有这条经审核的答复，请核对编号，或不填",
    "there is no such approved answer; check the number, or leave it out",
)
WITHOUT_NUMBER = Words("填了第几版，却没有编号", "an edition is given without the number of its answer")


def note_knowledge(change: Change) -> None:
    """Keeps number and edition in the history, and counts the use. Raises `BadFact` for what nobody approved.

    Without an edition it is the one in force now. One that was replaced or withdrawn since stays what was read out.
    """
    codes = change.facts.codes
    number, version = codes.get(KNOWLEDGE.name), codes.get(EDITION.name)
    if number is None:
        if version is not None:
            raise BadFact(field=EDITION.name, label=EDITION.label, reason=WITHOUT_NUMBER)
        return
    found = edition_given(int(number), int(version) if version is not None else None)
    if found is None:
        raise BadFact(field=KNOWLEDGE.name, label=KNOWLEDGE.label, reason=NONE_SUCH)
    codes[EDITION.name] = found
    change.batch.add(KnowledgeUse(number=number, version=found, case=change.case, used_at=change.now))
