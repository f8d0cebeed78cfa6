"""Pictures sent with a report: the copy without position, to whoever may see it."""

from collections.abc import Iterator
from uuid import UUID

from shiyu.cases.attachments import store
from shiyu.cases.facts import CASE_NUMBER
from shiyu.cases.gate import visible_cases
from shiyu.citizen_requests.open311.errors import NoSuchRequest
from shiyu.citizen_requests.open311.published import find_one
from shiyu.citizen_requests.open311.terms import terms
from shiyu.citizen_requests.public import PUBLIC


def picture(number: str, reference: str, *, account_id: int | None) -> Iterator[bytes]:
    """The public copy of a picture that came with the report. Raises `NoSuchRequest` where it may not be seen."""
    row = find_one(number, account_id=account_id) if CASE_NUMBER.fullmatch(number) else None
    published = row is not None and row.through_here and (row.own or "photos" in terms().publish)
    if row is None or not published or reference not in row.pictures:
        raise NoSuchRequest(id=f"{number[:40]}/{reference[:40]}")
    copies = visible_cases(PUBLIC).filter(
        pk=row.case.pk, attachments__reference=UUID(reference), attachments__public_address__gt=""
    )
    address = copies.values_list("attachments__public_address", flat=True).first()
    if address is None:
        raise NoSuchRequest(id=f"{number[:40]}/{reference[:40]}")
    return store().read(address)
