"""The api_key everybody knows, for a demo city and for none other."""

import hashlib

from django.conf import settings

from shiyu.base.clock import today
from shiyu.citizen_requests.open311.keys import ROLE
from shiyu.city.models import Account, ApiToken
from shiyu.city.models.people import AccountKind
from shiyu.city.people import holdings

DEMO_KEY = "demo"


def give() -> str:
    """Lets `DEMO_KEY` speak for the demo's API client, once; answers the key. Raises `RuntimeError` elsewhere."""
    if settings.SHIYU_ENV not in {"demo", "test"}:
        raise RuntimeError("Everybody knows the demo's key: it is given out under SHIYU_ENV=demo only.")
    clients = Account.objects.filter(kind=AccountKind.CLIENT, is_active=True).order_by("pk")
    account = next(one for one in clients if any(ROLE in held.roles for held in holdings(one, on=today())))
    token_hash = hashlib.sha256(DEMO_KEY.encode()).hexdigest()  # as `city.people` stores it
    ApiToken.objects.get_or_create(token_hash=token_hash, defaults={"account": account, "label": "demo"})
    return DEMO_KEY
