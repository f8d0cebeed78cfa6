"""草稿: what an officer is writing is kept every few seconds, so that neither a crash nor a power cut takes it.

Kept are the fields of the form (no files, passwords or codes), sealed and bound to his account, until the form was sent
or the draft thrown away, at most `SHIYU_DRAFT_DAYS` days. A page takes part with `typed_before` and `offered` when it
shows its form and `finish_draft` when it was carried out; `frontend/src/drafts.ts` saves a form with `data-draft`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from shiyu.base.clock import city_zone, now
from shiyu.base.crypto import blind_index, decrypt, encrypt
from shiyu.base.masking import redact
from shiyu.base.words import Words
from shiyu.web.browsing import sitter_of, staff_of
from shiyu.web.forms import KEY, key_in
from shiyu.web.going_back import back_from
from shiyu.web.kept import given_back, read_again, written
from shiyu.web.models import Draft
from shiyu.web.typed import whole_number

ASKED, PLACE, OF = "draft", "_draft", "_draft_of"
LIVE, SHOWN, SAID = 20, 3, 40
"""So many drafts one account may have, so many are shown at a form, so many characters are said of one."""
AFTERWARDS = timedelta(hours=1)
"""How long it is remembered that a form was sent: a saving still on its way comes long before."""
RESUMED = Words(
    "这是您上次的草稿，还没有提交；附件请重新选择。",
    "This is your draft; it was not sent yet. Please choose files again.",
)
CAME_BACK = Words(
    "登录有了变化，您刚才填写的内容已找回，还没有提交；附件请重新选择。",
    "The login changed. This is what you wrote before; it was not sent yet. Please choose files again.",
)
DISCARDED = Words("草稿已丢弃。", "The draft is thrown away.")
_PLACES = re.compile(r"[a-z_]+(:[\w-]{1,60}){0,2}", re.ASCII)
_TELLING = ("title", "detail", "answer", "note", "reason", "comment")


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One draft as a page offers it: when it was last written, and how it begins; never a contact."""

    pk: int
    typed_at: datetime
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What was typed into a form before, and why it is here again."""

    typed: QueryDict
    why: Words


@never_cache
@require_POST
def draft_save(request: HttpRequest) -> HttpResponse:
    """Keeps what a form holds now; for the script of the page, which says when it was kept."""
    sitter = sitter_of(request)
    if sitter is None:
        return HttpResponse(status=401)  # the page says so, and goes on: nothing is asked of whoever is writing
    if request.POST.get(OF, "") not in {"", str(sitter.account_id)}:
        return HttpResponse(status=403)  # somebody else logged in in another tab: he is not given what this one writes
    place = request.POST.get(PLACE, "")
    kept = keep_draft(request.POST, account_id=sitter.account_id, place=place) if sitter.posts else None
    if kept is None:
        return HttpResponse(status=422 if sitter.posts else 403)
    return JsonResponse({"at": f"{kept.astimezone(city_zone()):%H:%M:%S}"})


@require_POST
def draft_discard(request: HttpRequest) -> HttpResponse:
    """Throws one draft away and goes back to its form."""
    account, pk = staff_of(request).account_id, whole_number(request.POST.get(ASKED, ""))
    if pk is not None and Draft.objects.filter(pk=pk, account_id=account).delete()[0]:
        messages.success(request, str(DISCARDED))
    return back_from(request, otherwise="work")


def keep_draft(data: QueryDict, *, account_id: int, place: str) -> datetime | None:
    """Keeps the fields of a form under its request key; None where that cannot be, or the form names no place."""
    content = written(data)
    if content is None or not data.get(KEY) or not _PLACES.fullmatch(place):
        return None
    moment, key = now(), _hashed(key_in(data))
    fresh = {
        "place": place, "sealed": encrypt(content, context=_context(account_id)), "typed_at": moment,
        "until": moment + timedelta(days=settings.SHIYU_DRAFT_DAYS),
    }  # fmt: skip
    if not Draft.objects.filter(account_id=account_id, key=key).exclude(sealed=b"").update(**fresh):
        # Where the form was sent meanwhile its row is there, empty, and stays so.
        Draft.objects.bulk_create([Draft(account_id=account_id, key=key, **fresh)], ignore_conflicts=True)
        _keep_few(account_id)
    return moment


def typed_before(request: HttpRequest, place: str, *, account_id: int) -> Before | None:
    """What a page that is opened finds of its form: typed ahead of a login that ended, or in a resumed draft."""
    if request.method == "POST":
        return None
    if (typed := given_back(request)) is not None:
        return Before(typed=typed, why=CAME_BACK)
    draft = resumed(request, place, account_id=account_id)
    return Before(typed=draft, why=RESUMED) if draft is not None else None


def offered(request: HttpRequest, place: str, *, account_id: int) -> Sequence[Waiting]:
    """The drafts a page offers: only when it is opened afresh, since then nothing stands in its form."""
    return () if request.method == "POST" or request.GET else drafts_of(account_id, place)


def drafts_of(account_id: int, place: str) -> Sequence[Waiting]:
    """The newest drafts of a form, for its page to offer."""
    rows = Draft.objects.filter(account_id=account_id, place=place, until__gt=now()).exclude(sealed=b"")
    return [
        Waiting(pk=row.pk, typed_at=row.typed_at, said=_said(read_again(_opened(row))))
        for row in rows.order_by("-typed_at")[:SHOWN]
    ]


def resumed(request: HttpRequest, place: str, *, account_id: int) -> QueryDict | None:
    """The draft that the address names, if it is one of this account and this form; with its own request key."""
    pk = whole_number(request.GET.get(ASKED, ""))
    if pk is None:
        return None
    rows = Draft.objects.filter(pk=pk, account_id=account_id, place=place, until__gt=now())
    row = rows.exclude(sealed=b"").first()
    return None if row is None else read_again(_opened(row))


def finish_draft(account_id: int, key: str) -> None:
    """Erases the draft of a form that was carried out, and remembers for an hour that it was."""
    moment = now()
    sent = Draft(
        account_id=account_id, key=_hashed(key), place="", sealed=b"", typed_at=moment, until=moment + AFTERWARDS
    )
    Draft.objects.bulk_create(
        [sent], update_conflicts=True, unique_fields=["account_id", "key"],
        update_fields=["place", "sealed", "typed_at", "until"],
    )  # fmt: skip


def forget_drafts() -> int:
    """Deletes what is too old; answers how many."""
    return Draft.objects.filter(until__lte=now()).delete()[0]


def _keep_few(account_id: int) -> None:
    own = Draft.objects.filter(account_id=account_id).exclude(sealed=b"").order_by("-typed_at", "-pk")
    if more := list(own.values_list("pk", flat=True)[LIVE:]):
        Draft.objects.filter(pk__in=more).delete()


def _said(typed: QueryDict) -> str:
    first = next((said for name in _TELLING if (said := typed.get(name, "").strip())), "")
    return redact(" ".join(first.split()))[:SAID]


def _opened(row: Draft) -> bytes:
    return decrypt(bytes(row.sealed), context=_context(row.account_id))


def _context(account_id: int) -> bytes:
    return f"web.draft:{account_id}".encode()


def _hashed(key: str) -> bytes:
    return blind_index(key, purpose="draft")
