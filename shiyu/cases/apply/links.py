"""并单, 重复, 移送, 承诺: how one case points at another."""

from collections.abc import Iterable

from shiyu.base.words import Words
from shiyu.cases.apply.dispatch import carry_out
from shiyu.cases.change import Change, Spawn
from shiyu.cases.effects import GrowPromises, LinkCase, MergeInto, Refer
from shiyu.cases.errors import BadFact
from shiyu.cases.models import Link, Party
from shiyu.cases.state import CaseState

MAIN_CASE = Words("主单", "main case")


@carry_out.register
def _(effect: MergeInto, change: Change) -> None:
    main = _other(change, effect.main_from)
    if main.case.stage not in effect.into or main.procedure.name != change.procedure.name:
        raise BadFact(
            field=effect.main_from,
            label=MAIN_CASE,
            reason=Words("主单应为同类且尚未答复的件", "the main case must be of the same kind and not answered yet"),
        )
    merge_as(change, main, [(party, party.role) for party in change.state.everybody_who_raised_it()])


def merge_as(change: Change, main: CaseState, who: Iterable[tuple[Party, str]]) -> list[Party]:
    """Links the case to its main case, of which each of `who` becomes a party in the role given with him.

    He is told with it, answered with it, judges for himself, and the query code he was given leads there.
    """
    change.batch.add(Link(source=change.case, target=main.case, kind=Link.Kind.MERGED_INTO, made_at=change.now))
    return [_join_main(change, party, main, role=role) for party, role in who]


def _join_main(change: Change, party: Party, main: CaseState, *, role: str) -> Party:
    joined = Party(
        case=main.case, role=role, is_organisation=party.is_organisation, contact=party.contact,
        phone_index=party.phone_index, account_id=party.account_id, anonymous=party.anonymous,
        joined_from=change.case, joined_at=change.now,
    )  # fmt: skip
    main.parties.append(joined)
    change.batch.add(joined)
    return joined


@carry_out.register
def _(effect: LinkCase, change: Change) -> None:
    other = _other(change, effect.other_from)
    ends = (change.case.pk, other.case.pk, effect.kind)
    if (
        any((link.source_id, link.target_id, link.kind) == ends for link in change.batch.added(Link))
        or Link.objects.filter(source=change.case, target=other.case, kind=effect.kind).exists()
    ):
        raise BadFact(
            field=effect.other_from,
            label=Words("关联", "link"),
            reason=Words("这两件已经关联", "these two cases are linked already"),
        )
    change.batch.add(Link(source=change.case, target=other.case, kind=effect.kind, made_at=change.now))


@carry_out.register
def _(effect: Refer, change: Change) -> None:
    facts = {
        name: source[1:] if source.startswith("=") else change.facts.sent.get(source)
        for name, source in effect.facts.items()
    }
    change.spawned.append(
        Spawn(
            procedure=effect.to, move=effect.move, facts={k: v for k, v in facts.items() if v is not None},
            link=Link.Kind.REFERRED_TO, contacts=change.state.everybody_who_raised_it(),
        )
    )  # fmt: skip


@carry_out.register
def _(effect: GrowPromises, change: Change) -> None:
    for promise in change.facts.get(effect.promises_from) or ():
        facts = {"title": promise["text"][:100], "due": promise["due"].isoformat(), "unit": promise["unit"].code}
        change.spawned.append(
            Spawn(
                procedure=effect.to, move=effect.move, facts=facts, link=Link.Kind.GROWN_FROM,
                contacts=change.state.everybody_who_raised_it(),
            )
        )  # fmt: skip


def _other(change: Change, fact: str) -> CaseState:
    number = change.facts.get(fact)
    other = change.others.get(number or "")
    if other is None or other.case.pk == change.case.pk:
        raise BadFact(field=fact, label=MAIN_CASE, reason=Words("没有这一件", "there is no such case"))
    return other
