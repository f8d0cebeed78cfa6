"""A party's own data: encrypted as one small object, read back only where a rule lets somebody."""

import json
from collections.abc import Mapping

from shiyu.base.crypto import decrypt, encrypt
from shiyu.cases.models import Party

CONTACT_CONTEXT = b"cases.party.contact"
CODE = "code"


def seal_contact(fields: Mapping[str, str], *, code: str) -> bytes:
    """The contact fields and the party's query code, encrypted."""
    return encrypt(json.dumps({**fields, CODE: code}, ensure_ascii=False).encode(), context=CONTACT_CONTEXT)


def open_contact(party: Party) -> dict[str, str]:
    """The contact fields in clear, with the query code under `code`; empty once erased."""
    if party.contact is None:
        return {}
    fields: dict[str, str] = json.loads(decrypt(bytes(party.contact), context=CONTACT_CONTEXT))
    return fields
