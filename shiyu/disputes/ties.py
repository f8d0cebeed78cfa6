"""关系申报: what a mediator declares of his kin and other ties, and whether any of the parties is among them.

Only he himself reads what he declared; who names him is told of what kind the tie is, and nothing more.
"""

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q

from shiyu.base.clock import now, today
from shiyu.base.crypto import blind_index, decrypt, encrypt
from shiyu.base.errors import AlreadyDone, BadInput
from shiyu.base.phones import spelt
from shiyu.base.text import clean_line
from shiyu.base.words import Words
from shiyu.disputes import vocabulary as v
from shiyu.disputes.models import Tie

NAME, LONGEST = Words("姓名或单位名称", "Name of the person or organisation"), 60


class BadTie(BadInput):
    """What was typed is no tie: its kind, its name or its last day."""

    code = "bad_tie"
    sentence = Words("没有保存：{why}。", "Nothing was kept: {why}.")


class TieDeclared(AlreadyDone):
    """The same tie to the same name is declared already."""

    code = "tie_declared"
    sentence = Words("您已申报过与这位（这家）的同一种关系。", "You have declared this very tie already.")


def declare(account: int, *, ground: str, name: str, phone: str = "", valid_until: date | None = None) -> Tie:
    """Keeps a tie of an account, sealed. Raises `BadTie`, `TieDeclared`, the refusals of `shiyu.base.text`."""
    name = clean_line(name, limit=LONGEST, field=NAME)
    if ground not in v.TIES or not name:
        raise BadTie(why=Words("请选关系并填姓名或单位名称", "choose the tie and give the name"))
    if valid_until is not None and valid_until < today():
        raise BadTie(why=Words("有效期已过", "its last day is over"))
    number = spelt(phone) if phone.strip() else ""
    try:
        with transaction.atomic():
            return Tie.objects.create(
                account=account, ground=ground, name=encrypt(name.encode(), context=_context(account)),
                name_index=_of_name(name), phone_index=blind_index(number, purpose="phone") if number else None,
                valid_until=valid_until, declared_at=now(),
            )  # fmt: skip
    except IntegrityError:
        raise TieDeclared from None


def take_back(account: int, tie: int) -> bool:
    """It is so no more: the name goes, that it was declared stays. False where there is no such tie of his."""
    own = Tie.objects.filter(account=account, pk=tie, withdrawn_at=None)
    return bool(own.update(withdrawn_at=now(), name=None, name_index=None, phone_index=None))


def declared(account: int) -> Sequence[tuple[Tie, str]]:
    """What stands declared, the newest first, each with its name in clear: for himself, and logged by the caller."""
    rows = Tie.objects.filter(account=account, withdrawn_at=None).order_by("-pk")
    return [(row, decrypt(bytes(row.name), context=_context(account)).decode() if row.name else "") for row in rows]


def tie_to(account: int, *, names: set[str], phones: set[bytes], on: date) -> Words | None:
    """Of what kind a declared tie to any of these parties is, on a day; None where none is."""
    standing = Tie.objects.filter(Q(valid_until=None) | Q(valid_until__gte=on), account=account, withdrawn_at=None)
    indexes = {_of_name(name) for name in names}
    for row in standing.order_by("pk"):
        if bytes(row.name_index or b"") in indexes or bytes(row.phone_index or b"") in phones:
            return v.TIES.get(row.ground, v.TIES["relation"])
    return None


def _of_name(name: str) -> bytes:
    """One spelling: without blanks, small letters."""
    return blind_index("".join(name.split()).casefold(), purpose="tie")


def _context(account: int) -> bytes:
    return f"disputes.tie:{account}".encode()
