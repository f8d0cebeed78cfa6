"""送签短信: sends each party his link, once; the token is made when it is sent and kept by nobody but him."""

from datetime import timedelta

import structlog
from django.db import transaction

from shiyu.base.clock import now
from shiyu.cases.channels import SendingFailed, SendingRefused
from shiyu.cases.contact import open_contact
from shiyu.cases.courier import tell_number
from shiyu.disputes.agreements.signing import new_token
from shiyu.disputes.models import SigningLink

log = structlog.get_logger(__name__)
TEMPLATE = "dispute_signing_link"
MESSAGES = 5 * 10**14
"""Gateways know a message by its number; codes of logins begin at one, links here."""
MOST_TRIES, BETWEEN, LEASE, AT_ONCE = 5, timedelta(minutes=5), timedelta(minutes=2), 200


def send_links() -> int:
    """Sends the links that wait; answers how many went out.

    Each is claimed for a while before it is sent and nothing is locked meanwhile. One that was tried again has another
    token, so that at most one message of several holds a link that works.
    """
    sent = 0
    for link in _claimed():
        phone = open_contact(link.party).get("phone", "")
        if not phone or link.agreement.withdrawn_at is not None or link.expires_at <= now():
            _note(link, state=SigningLink.FAILED)
            continue
        token, kept = new_token()
        SigningLink.objects.filter(pk=link.pk).update(token=kept)
        try:
            tell_number(phone, template=TEMPLATE, message=MESSAGES + link.pk * MOST_TRIES + link.tries, code=token)
        except SendingFailed as failed:
            final = isinstance(failed, SendingRefused) or link.tries >= MOST_TRIES
            log.warning("signing_link_not_sent", link=link.pk, reason=str(failed.facts.get("reason", "")))
            _note(link, state=SigningLink.FAILED if final else SigningLink.WAITING)
            continue
        _note(link, state=SigningLink.SENT)
        sent += 1
    return sent


def _claimed() -> list[SigningLink]:
    with transaction.atomic():
        waiting = SigningLink.objects.select_for_update(skip_locked=True, of=("self",)).filter(
            state=SigningLink.WAITING, next_at__lte=now()
        )
        found = list(waiting.select_related("party", "agreement").order_by("next_at", "pk")[:AT_ONCE])
        for link in found:
            link.tries += 1
            link.next_at = now() + LEASE
        SigningLink.objects.bulk_update(found, ["tries", "next_at"])
    return found


def _note(link: SigningLink, *, state: str) -> None:
    waits = now() + BETWEEN * link.tries if state == SigningLink.WAITING else None
    SigningLink.objects.filter(pk=link.pk).update(state=state, next_at=waits)
