"""Back to the page that a small form was sent from: it says so itself, in `next`."""

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme


def back_from(request: HttpRequest, *, otherwise: str) -> HttpResponseRedirect:
    """The way there, or to the page `otherwise` where it names none of ours."""
    back = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if ours else otherwise)
