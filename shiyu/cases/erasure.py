"""Erasing personal data: the words and the contact go, the chain stays whole (个人信息保护法 Art. 47)."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import Q

from shiyu.base.clock import now
from shiyu.base.words import Words
from shiyu.cases import history
from shiyu.cases.actors import PostHolder, actor_record
from shiyu.cases.batch import Batch
from shiyu.cases.errors import GuardRefused, NoSuchCase, NotYourMove
from shiyu.cases.models import Attachment, Case, Entry, EntryText, Party
from shiyu.cases.replay import KEY_LENGTH, scoped_key

ERASING_ROLE = "security_officer"
ERASURE = Words("删除个人信息", "Erase personal data")
ERASED_TITLE = "（已删除）"
on_erase: list[Callable[[Case, str], int]] = []
"""What systems keep of a case in tables of their own: each is given the case and the reason in the same transaction,
takes its words away and answers how many; entered in the `ready` of its app."""


def erase(number: str, *, actor: PostHolder, reason: str, key: str) -> int:
    """Erases every text, contact and file of a closed case and takes it out of the search; answers how many texts.

    Its copies in the main case it was merged into go with it. Raises `NotYourMove` for anybody but a security officer,
    `NoSuchCase`, and `GuardRefused` while the case or its main case is open: somebody is still owed an answer there.
    The erasure itself is an entry of the history, made once for a `key`. Files are swept from the store by the nightly
    job.
    """
    if ERASING_ROLE not in actor.roles:
        raise NotYourMove(move=ERASURE)
    request_key = scoped_key(f"{number}:{key}"[:KEY_LENGTH], actor=actor)
    with transaction.atomic():
        case = _lock_closed(number)
        done = Entry.objects.filter(case=case, request_key=request_key).first()
        if done is not None:
            return int(done.facts["texts"])
        texts = EntryText.objects.filter(entry__in=Entry.objects.filter(case=case), erased_at=None)
        erased = texts.update(body=None, salt=None, erased_at=now(), erased_why=reason[:200])
        erased += sum(take_away(case, reason[:200]) for take_away in on_erase)
        Party.objects.filter(Q(case=case) | Q(joined_from=case)).update(
            contact=None, phone_index=None, code_index=None, anonymous=True, erased_at=now()
        )
        files, _ = Attachment.objects.filter(case=case).delete()
        entry = history.begin(
            case, move="erase", actor=actor_record(actor), facts={"texts": erased, "files": files}, audience="staff",
            at=now(),
        )  # fmt: skip
        entry.request_key = request_key
        text = history.finish(entry, to_stage=case.stage, texts={"reason": reason[:200]})
        _blank(case)
        batch = Batch()
        batch.add(entry, *([text] if text else []))
        batch.change(case)
        batch.write()
    return erased


def _lock_closed(number: str) -> Case:
    case = Case.objects.select_for_update(no_key=True).filter(number=number).first()
    if case is None:
        raise NoSuchCase(number=number[:40])
    waiting = Party.objects.filter(joined_from=case, case__is_open=True).exists()
    if case.is_open or waiting:
        raise GuardRefused(
            why=Words(
                "此件或其主单尚未办结，办结后才能删除",
                "the case or its main case is still open; erase it when it is closed",
            )
        )
    return case


def _blank(case: Case) -> None:
    case.title, case.address, case.lon, case.lat, case.search = ERASED_TITLE, "", None, None, None
    case.external_ref = ""
    case.save(update_fields=("search", "external_ref"))
