"""In a demo whoever looks may be anybody: the banner of roles, and the one click behind it."""

from collections.abc import Sequence

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shiyu.cases.acting import actors_of
from shiyu.city.demo import DemoLogin, demo_logins
from shiyu.city.models import Account
from shiyu.web.menu import first_page

BACKEND = "shiyu.city.logins.LockingBackend"


def demo_roles() -> Sequence[DemoLogin]:
    """Whom a visitor of the demo may be; nobody in any other environment."""
    return demo_logins(settings.SHIYU_CITY) if settings.SHIYU_ENV == "demo" else ()


def banner(_request: HttpRequest) -> dict[str, Sequence[DemoLogin]]:
    """Context of every page: `demo_roles`, for `web/login/banner.html`."""
    return {"demo_roles": demo_roles()}


@require_POST
def become(request: HttpRequest) -> HttpResponse:
    """Logs in as one of the demo's people, without a password. There is no such address outside a demo."""
    wanted = request.POST.get("username", "")
    if wanted not in {one.username for one in demo_roles()}:
        raise Http404
    account = Account.objects.filter(username=wanted, person__demo=True, is_active=True).first()
    if account is None:
        raise Http404
    request.session.flush()
    login(request, account, backend=BACKEND)
    return redirect(first_page(actors_of(account)))
