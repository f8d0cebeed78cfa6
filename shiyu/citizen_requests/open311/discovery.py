"""Service discovery (wiki.open311.org/Service_Discovery): where the door is, and which formats it speaks."""

from typing import Any

from django.conf import settings

from shiyu.citizen_requests.open311.formats import Format
from shiyu.citizen_requests.open311.terms import terms

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
CHANGESET = "2026-11-23T00:00:00+08:00"
"""When the door itself last changed."""


def discovered(endpoint: str) -> dict[str, Any]:
    """The discovery document for a door at this address."""
    offer = terms()
    return {
        "changeset": CHANGESET,
        "contact": offer.contact,
        "key_service": offer.key_service,
        "endpoints": [
            {
                "specification": SPECIFICATION,
                "url": endpoint,
                "changeset": CHANGESET,
                "type": "production" if settings.SHIYU_ENV == "production" else "test",
                "formats": [form.value.partition(";")[0] for form in (Format.XML, Format.JSON)],
            }
        ],
    }
