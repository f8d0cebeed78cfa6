"""签署协议: the page behind a link: the whole agreement, a code to the party's own telephone, his signature."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from shiyu.base.errors import ShiyuError
from shiyu.base.masking import mask_phone
from shiyu.base.words import Words
from shiyu.cases.actors import PartyActor
from shiyu.cases.gate import Purpose, log_access
from shiyu.disputes.agreements.errors import LinkUsed, NoSuchLink
from shiyu.disputes.agreements.signing import link_of, own_link, sign_by_link, telephone_of
from shiyu.disputes.agreements.written import capacity_of, name_of, people_of, read
from shiyu.disputes.models import SigningLink
from shiyu.disputes.vocabulary import SIDES
from shiyu.web.browsing import party_of
from shiyu.web.login.phone import ask_for_code, is_right
from shiyu.web.refusals import TooManyTries
from shiyu.web.throttle import PHONE_CODE, QUERY_CODE, count_try, refuse_exhausted

TEMPLATE = "dispute_signing_code"
LOOK = "agreement"
"""What the access log calls a look at a draft by its link."""
WRONG_CODE = Words(
    "验证码不对或已过期，没有签署。可以重新获取。", "The code is wrong or over; nothing was signed. Ask for another."
)
ASK_FIRST = Words("请先获取验证码。", "Ask for a code first.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, token: str) -> HttpResponse:
    """The page at `/disputes/sign/<token>`; a link that signs nothing any more says why, and nothing of the dispute."""
    try:
        link = link_of(token)
        phone = telephone_of(link.party)
    except NoSuchLink:
        raise
    except ShiyuError as error:
        return _dead(request, error)
    if request.method != "POST":
        log_access(
            _actor(link), what=LOOK, purpose=Purpose.OWN_CASE, case=link.agreement.case, detail={"link": link.pk}
        )
        return _page(request, link, phone=phone)
    step = _sign if request.POST.get("do") == "sign" else _ask
    return step(request, link, phone=phone, token=token)


@never_cache
@require_POST
def sign_own(request: HttpRequest, number: str) -> HttpResponse:
    """POST to `/disputes/mine/<number>/sign`: a party who is logged in goes on to sign, by a link of his own."""
    return redirect("dispute_sign", token=own_link(party_of(request, number)))


def _ask(request: HttpRequest, link: SigningLink, *, phone: str, token: str) -> HttpResponse:
    """Sends a code to the telephone of the party the link was made for, and to no other."""
    from shiyu.web.tasks import send_phone_code  # noqa: PLC0415 -- tasks import the pages' folder

    try:
        refuse_exhausted(request, PHONE_CODE)
        count_try(request, PHONE_CODE)
        row = ask_for_code(phone, template=TEMPLATE)
    except TooManyTries as error:
        return _page(request, link, phone=phone, error=error.words, wait=error.retry_after)
    SigningLink.objects.filter(pk=link.pk).update(code=row.pk)
    send_phone_code.defer(row=row.pk)
    return redirect("dispute_sign", token=token)


def _sign(request: HttpRequest, link: SigningLink, *, phone: str, token: str) -> HttpResponse:  # noqa: ARG001 -- as `_ask`
    typed = request.POST.get("code", "")[:20]
    if link.code is None:
        return _page(request, link, phone=phone, error=ASK_FIRST)
    try:
        refuse_exhausted(request, QUERY_CODE)
    except TooManyTries as error:
        return _page(request, link, phone=phone, error=error.words, wait=error.retry_after)
    if not is_right(link.code, typed):
        count_try(request, QUERY_CODE)
        return _page(request, link, phone=phone, error=WRONG_CODE)
    try:
        stage = sign_by_link(link)
    except ShiyuError as error:
        return _dead(request, error)
    return render(request, "disputes/signed.html", {"agreement": link.agreement, "in_force": stage == "performing"})


def _actor(link: SigningLink) -> PartyActor:
    party = link.party
    return PartyActor(party_id=party.pk, case_id=party.case_id, role=party.role, number=link.agreement.case.number)


def _page(
    request: HttpRequest, link: SigningLink, *, phone: str, error: Words | None = None, wait: int | None = None
) -> HttpResponse:
    everybody = people_of(link.agreement.case)
    own = next(one for one in everybody if one[0].pk == link.party_id)
    said = read(link.agreement)
    context: dict[str, Any] = {
        "number": link.agreement.case.number, "lines": said.text.splitlines()[1:], "sm3": said.sm3,
        "signer": name_of(link.party), "side": SIDES[link.party.role], "capacity": capacity_of(own, everybody),
        "phone": mask_phone(phone), "asked": link.code is not None, "until": link.expires_at, "error": error,
    }  # fmt: skip
    status = 429 if wait is not None else 422 if error is not None else 200
    response = render(request, "disputes/sign.html", context, status=status)
    if wait is not None:
        response.headers["Retry-After"] = str(wait)
    return response


def _dead(request: HttpRequest, error: ShiyuError) -> HttpResponse:
    context = {"why": error.words, "done": isinstance(error, LinkUsed)}
    return render(request, "disputes/sign_not.html", context, status=error.http_status)
