"""What each paper says of how a dispute ended: agreement, performance, the court, the ways told, follow-up, closing."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from shiyu.base.clock import city_day, city_zone
from shiyu.cases.contact import open_contact
from shiyu.city.workdays import due
from shiyu.disputes import papers_outcome as p
from shiyu.disputes import vocabulary as v
from shiyu.disputes.agreements.performance import items_of_agreement
from shiyu.disputes.agreements.texts import Item, day_of, items_of, yuan
from shiyu.disputes.agreements.written import latest, words_of
from shiyu.disputes.handing_office import office_of
from shiyu.disputes.models import Agreement, Signature
from shiyu.disputes.paper_facts import (
    WHOLE,
    contact,
    facts_and_claims,
    matter,
    mediator,
    parties,
    side_and_name,
    told,
)
from shiyu.disputes.paper_orders import EVERYBODY, order
from shiyu.disputes.sides import open_dispute, people
from shiyu.documents.issuing import STAFF, Audience, PaperOrder, issuer_of
from shiyu.documents.models import Paper
from shiyu.documents.writing import last_day_before

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shiyu.cases.change import Change

WAYS_OF_SIGNING = {Signature.CODE: "手机验证码", Signature.WET: "纸质签名"}
KEPT = "长期"


def agreement_paper(change: "Change") -> list[PaperOrder]:
    """人民调解协议书: once, by the signature that brings it into force; with each signature and what was signed."""
    agreement = _agreement(change)
    said = words_of(change.case, agreement.seq)
    everybody = people(change)
    facts = {
        **matter(change), "parties": parties(change), "facts": said.get("facts_found", ""),
        "content": said.get("content", ""), "manner": said.get("manner", "").rstrip("。 \n"),
        "time_limit": f"{day_of(agreement.time_limit)}前", "items": item_rows(agreement, said),
        "signatures": _signature_rows(change, agreement), "mediator": mediator(change),
        "effective_on": city_day(change.now), "sm3": agreement.sm3, "copies": str(len(everybody) + 1),
    }  # fmt: skip
    return [order(change, p.AGREEMENT, "人民调解协议书", facts, audience=EVERYBODY)]


def oral_record(change: "Change") -> list[PaperOrder]:
    """口头协议登记表."""
    agreement, said = _agreement(change), change.facts.texts
    facts = {
        **matter(change), "parties": parties(change), "facts": said.get("facts_found", ""),
        "content": f"{said.get('content', '')}\n履行方式：{said.get('manner', '')}",
        "items": item_rows(agreement, said), "mediator": mediator(change), "agreed_on": city_day(change.now),
    }  # fmt: skip
    return [order(change, p.ORAL_AGREEMENT, "口头调解协议登记表", facts, audience=EVERYBODY)]


def performance_page(change: "Change") -> list[PaperOrder]:
    """履行凭证: one page for the item that was performed."""
    agreement = _agreement(change)
    nth = change.facts.codes["item"]
    row = next(one for one in items_of_agreement(change) if one.nth == nth)
    item = next(one for one in _items(agreement, words_of(change.case, agreement.seq)) if one.nth == nth)
    files = change.facts.get("files") or []
    facts = {
        "case_number": change.case.number, "agreement_number": _number_of(change), "what": item.what, "by": item.by,
        "due": row.due, "done_on": city_day(change.now), "note": change.facts.text("proof"),
        "files": f"所附材料{len(files)}份" if files else "", "mediator": mediator(change),
    }  # fmt: skip
    return [order(change, p.PERFORMANCE_PAGE, f"协议履行凭证（第{nth}项）", facts, audience=EVERYBODY)]


def confirmation_application(change: "Change") -> list[PaperOrder]:
    """司法确认申请书: once every side has asked, for all of them to sign and hand in."""
    if v.JOINT not in change.case.marks:
        return []
    agreement = _agreement(change)
    asked = [(one, one[1].asked_court_at) for one in people(change)]
    effective = agreement.effective_at or change.now
    limit = due(effective, change.numbers("confirmation").limit, change.city.calendar).at
    facts = {
        "case_number": change.case.number, "agreement_number": _number_of(change), "body": matter(change)["body"],
        "parties": parties(change), "court": issuer_of(str(change.rules.body["court"]["unit"])),
        "effective_on": city_day(effective), "last_day": last_day_before(limit),
        "content": words_of(change.case, agreement.seq).get("content", ""),
        "applied": [{"party": side_and_name(one), "at": _at(at)} for one, at in asked if at is not None],
    }  # fmt: skip
    return [order(change, p.CONFIRMATION_APPLICATION, "司法确认申请书", facts, audience=EVERYBODY)]


def end_notice(change: "Change") -> list[PaperOrder]:
    """终止调解告知书: why it ended, and by which ways each may go on (人民调解法 26)."""
    return [_end_notice(change, f"{v.LEGAL_WAYS[change.facts.codes['way']].zh}。")]


def _end_notice(change: "Change", way: str) -> PaperOrder:
    names = "、".join(open_contact(party).get("name", "") for party, row in people(change) if not row.stands_for_id)
    facts = {
        **matter(change, body=False), **contact(change), "recipient": names, "reason": change.facts.text("reason"),
        "ways": [way],
    }  # fmt: skip
    return order(change, p.END_NOTICE, "终止调解告知书", facts, audience=EVERYBODY)


def statement(change: "Change") -> list[PaperOrder]:
    """情况说明: for the mediators, in the dossier; what no other paper of it tells."""
    files = change.facts.get("files") or []
    facts = {
        **matter(change), "parties": parties(change), "about": change.facts.text("about"),
        "content": change.facts.text("statement"), "mediator": mediator(change),
        "enclosures": f"所附材料{len(files)}份" if files else "",
    }  # fmt: skip
    return [order(change, p.STATEMENT, "情况说明", facts)]


def handover_letter(change: "Change") -> list[PaperOrder]:
    """移送函: to arbitration, court or another office; the mediators send it with what the dossier holds.

    Where it had come to a mediator each side is told on paper too where it went: its mediation ends here (RMTJ 26).
    """
    where, unit = v.REFERRED_TO[change.facts.codes["to"]].zh, change.facts.given["unit"].name
    notices = [_end_notice(change, f"{where}：材料已移送{unit}。")] if change.case.tally.get("appoint") else []
    facts = {
        **matter(change, body=False), **contact(change), **facts_and_claims(change),
        "parties": parties(change, reach=WHOLE),
        "recipient": unit, "reason": change.facts.text("reason"),
    }  # fmt: skip
    return [*notices, order(change, p.HANDOVER_LETTER, f"关于移送{matter(change)['kind']}的函", facts,
                            audience=Audience(sent_to=[office_of(change.facts.given["unit"].code)]))]  # fmt: skip


def follow_up_record(change: "Change") -> list[PaperOrder]:
    """回访记录: of one party, for the mediators."""
    codes, text = change.facts.codes, change.facts.text
    visited = next(one for one in people(change) if one[0].pk == change.facts.get("party"))
    danger = "仍有隐患。" if codes.get("hidden") else "未发现新的隐患。"
    facts = {
        **matter(change), "visited_on": change.facts.given["on"], "performance": v.PERFORMANCE[codes["performance"]].zh,
        "satisfaction": [{"party": side_and_name(visited), "grade": v.SATISFACTION[codes["satisfaction"]].zh}],
        "danger": [danger, *text("note").splitlines()], "mediator": mediator(change),
    }  # fmt: skip
    title = f"人民调解回访记录（{v.SIDES[visited[0].role].zh}）"
    return [order(change, p.FOLLOW_UP_RECORD, title, facts, audience=STAFF)]


def closing(change: "Change") -> list[PaperOrder]:
    """结案报告, and the cover of the dossier, which takes its number (卷号) now."""
    case, dispute = change.case, open_dispute(change)
    result = change.facts.text("result")
    shared = {
        **matter(change), "parties": parties(change), "mediator": mediator(change),
        "received_on": city_day(case.opened_at), "closed_on": city_day(change.now), "result": result,
    }  # fmt: skip
    course = [told(change).get("happened", ""), f"经调解{case.tally.get('hold_session', 0)}次。"]
    if dispute.in_force_on is not None:
        course.append(f"{'口头' if dispute.oral else '书面'}协议于{day_of(dispute.in_force_on)}生效。")
    report = {**shared, "source": v.SOURCES[dispute.source].zh, "course": [line for line in course if line]}
    return [
        order(change, p.CLOSING_REPORT, "人民调解结案报告", report),
        order(change, p.COVER, "人民调解卷宗", {**shared, "kept": KEPT}),
    ]


def item_rows(agreement: Agreement, said: "Mapping[str, str]") -> list[dict[str, str]]:
    """履行事项 as a table has them."""
    return [
        {"what": one.what, "by": one.by, "amount": yuan(one.amount), "due": day_of(one.due)}
        for one in _items(agreement, said)
    ]


def _items(agreement: Agreement, said: "Mapping[str, str]") -> "Sequence[Item]":
    return items_of(said.get("items", ""), content=said.get("content", ""), time_limit=agreement.time_limit)


def _signature_rows(change: "Change", agreement: Agreement) -> list[dict[str, str]]:
    by_id = {party.pk: (party, row) for party, row in people(change)}
    stored = list(Signature.objects.filter(agreement=agreement.pk).order_by("at", "pk"))
    fresh = [row for row in change.batch.added(Signature) if row.agreement_id == agreement.pk]
    rows: list[dict[str, Any]] = []
    for one in [*stored, *fresh]:
        signer = side_and_name(by_id[one.party_id])
        whom = by_id.get(one.stands_for_id or 0)
        said = f"{signer}（代{side_and_name(whom)}）" if whom else signer
        rows.append({"party": said, "way": WAYS_OF_SIGNING[one.way], "at": _at(one.at), "sm3": one.sm3})
    return rows


def _agreement(change: "Change") -> Agreement:
    agreement = latest(change)
    if agreement is None:
        raise RuntimeError("This move follows an agreement.")
    return agreement


def _number_of(change: "Change") -> str:
    papers = Paper.objects.filter(case=change.case.pk, kind=p.AGREEMENT.name).order_by("-pk")
    return papers.values_list("number", flat=True).first() or ""


def _at(moment: datetime) -> str:
    local = moment.astimezone(city_zone())
    return f"{day_of(local.date())}{local.hour}时{local.minute:02d}分"
