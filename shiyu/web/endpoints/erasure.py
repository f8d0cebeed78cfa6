"""Erasing personal data on request or when its time is over."""

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router

from shiyu.cases.erasure import ERASURE, erase
from shiyu.web.answers import as_json
from shiyu.web.asking import key_of
from shiyu.web.callers import officer_of
from shiyu.web.describing import ERASING
from shiyu.web.schemas import Strict

router = Router(tags=["个人信息 Personal data"])


class ErasureBody(Strict):
    """Why the data is erased: the person asked, or its time is over."""

    reason: str = Field(min_length=1, max_length=200)


@router.post("/cases/{number}/erase", summary="删除个人信息 Erase personal data", **ERASING)
def erase_case(request: HttpRequest, number: str, body: ErasureBody) -> HttpResponse:
    """Erases the words, contacts and files of a closed case; its history stays whole. For the security officer."""
    texts = erase(number, actor=officer_of(request, to=ERASURE), reason=body.reason, key=key_of(request))
    return as_json({"number": number, "texts": texts})
