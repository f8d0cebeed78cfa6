"""常用语: a person's own and those of his unit, beside the city's in the pack."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from shiyu.base.clock import now
from shiyu.base.errors import AlreadyDone, BadInput, NoSuchThing, NotYours
from shiyu.base.masking import redact
from shiyu.base.words import Words
from shiyu.cases.actors import PostHolder
from shiyu.cases.errors import KeyReused
from shiyu.city.models import Account, Unit
from shiyu.city.phrases import scenes
from shiyu.web.models import OwnPhrase
from shiyu.web.team.rights import HEAD

LONGEST, MOST_OWN, MOST_OF_UNIT = 500, 50, 100
MINE, OF_UNIT = Words("我的", "Mine"), Words("本单位", "My unit's")
TEXT = Words("常用语", "The phrase")
THIS = Words("这条常用语", "this phrase")
EDIT = Words("维护本单位常用语", "keeping the phrases of the unit")
EMPTY = Words("请写内容。", "Write something.")
TOO_LONG = Words(f"最多{LONGEST}字。", f"At most {LONGEST} characters.")
PERSONAL = Words(
    "含有个人信息（{found}），常用语会用在别的件里，请删去后再保存。未保存。",
    "It holds personal data ({found}); a phrase goes into other cases, so take it out first. Nothing was saved.",
)
FULL = Words(
    "已有{most}条，请先删去不用的。未保存。", "There are {most} already; delete some first. Nothing was saved."
)
TWICE = Words("已有相同的一条。", "There is the same one already.")
CHANGED = Words(
    "这条常用语刚被他人改动或删除，请核对后再保存；您写的内容仍在框里。",
    "Somebody has just changed or deleted this phrase; look at it and save again. What you wrote is still there.",
)


def phrases_offered(actor: PostHolder) -> list[tuple[Words, list[OwnPhrase]]]:
    """His own and his unit's, in their order; one question."""
    mine = Q(account_id=actor.account_id) | Q(unit_code=actor.unit_code)
    rows = list(OwnPhrase.objects.filter(mine).order_by("place", "pk"))
    own = [row for row in rows if row.account_id is not None]
    return [(MINE, own), (OF_UNIT, [row for row in rows if row.account_id is None])]


def keeps_unit(actor: PostHolder) -> bool:
    """Whether the actor keeps the phrases of his unit: its head does."""
    return HEAD in actor.roles


def add(actor: PostHolder, text: str, *, scene: str, of_unit: bool, key: str = "") -> OwnPhrase:
    """A new phrase at the end; the same `key` gives the one it gave before.

    Raises `BadInput`, `NotYours` and `KeyReused`.
    """
    if of_unit and not keeps_unit(actor):
        raise NotYours(what=EDIT)
    said = _checked(text)
    whose = {"unit_code": actor.unit_code} if of_unit else {"account_id": actor.account_id}
    with transaction.atomic():
        _wait_for_turn(actor, of_unit=of_unit)
        if (known := _made_by_key(actor, key)) is not None:
            if (known.text, known.scene, known.account_id is None) != (said, _scene(scene), of_unit):
                raise KeyReused
            return known
        theirs = OwnPhrase.objects.filter(**whose)
        most = MOST_OF_UNIT if of_unit else MOST_OWN
        if theirs.count() >= most:
            raise BadInput(field=TEXT, reason=FULL.fill(most=most))
        if theirs.filter(text=said).exists():
            raise BadInput(field=TEXT, reason=TWICE)
        last = theirs.aggregate(last=Max("place"))["last"] or 0
        return OwnPhrase.objects.create(
            **whose, scene=_scene(scene), text=said, place=min(last + 1, 32_000), made_by=actor.account_id,
            changed_at=now(), key=key,
        )  # fmt: skip


def change(actor: PostHolder, pk: int, text: str, *, scene: str, seen: datetime | None) -> OwnPhrase:
    """New words for a phrase as it was `seen`. Raises `AlreadyDone` where another changed it meanwhile."""
    said = _checked(text)
    with transaction.atomic():
        row = _kept(actor, pk)
        if seen is None or row.changed_at != seen:
            raise AlreadyDone(what=CHANGED)
        row.text, row.scene, row.changed_at, row.made_by = said, _scene(scene), now(), actor.account_id
        row.key = ""
        row.save()
    return row


def remove(actor: PostHolder, pk: int) -> None:
    """Deletes a phrase of the actor's, or of the unit he keeps; one that is gone already is no fault."""
    with transaction.atomic():
        if OwnPhrase.objects.filter(pk=pk).exists():
            _kept(actor, pk).delete()


def move_up(actor: PostHolder, pk: int) -> None:
    """Puts a phrase one place before its neighbour; the first stays."""
    with transaction.atomic():
        row = _kept(actor, pk)
        whose = {"unit_code": row.unit_code} if row.account_id is None else {"account_id": row.account_id}
        rows = list(OwnPhrase.objects.select_for_update().filter(**whose).order_by("place", "pk"))
        at = next(index for index, one in enumerate(rows) if one.pk == pk)
        if at:
            rows[at - 1], rows[at] = rows[at], rows[at - 1]
        for place, one in enumerate(rows, start=1):
            one.place = place
        OwnPhrase.objects.bulk_update(rows, ["place"])


def _made_by_key(actor: PostHolder, key: str) -> OwnPhrase | None:
    return OwnPhrase.objects.filter(made_by=actor.account_id, key=key).first() if key else None


def _kept(actor: PostHolder, pk: int) -> OwnPhrase:
    row = _may_keep(actor, OwnPhrase.objects.select_for_update().filter(pk=pk)).first()
    if row is None:
        raise NoSuchThing(what=THIS)
    return row


def _may_keep(actor: PostHolder, rows: "QuerySet[OwnPhrase]") -> "QuerySet[OwnPhrase]":
    unit = Q(unit_code=actor.unit_code) if keeps_unit(actor) else Q(pk__in=())
    return rows.filter(Q(account_id=actor.account_id) | unit)


def _wait_for_turn(actor: PostHolder, *, of_unit: bool) -> None:
    """Two who add at the same moment are counted one after the other."""
    if of_unit:
        list(Unit.objects.select_for_update(no_key=True).filter(pk=actor.unit_id).values_list("pk"))
    else:
        list(Account.objects.select_for_update(no_key=True).filter(pk=actor.account_id).values_list("pk"))


def _checked(text: str) -> str:
    said = text.replace("\x00", "").replace("\r\n", "\n").strip()
    if not said:
        raise BadInput(field=TEXT, reason=EMPTY)
    if len(said) > LONGEST:
        raise BadInput(field=TEXT, reason=TOO_LONG)
    masked = redact(said)
    if masked != said:
        raise BadInput(field=TEXT, reason=PERSONAL.fill(found=_differing(said, masked)))
    return said


def _differing(said: str, masked: str) -> str:
    """The place where something was found, as it is shown masked."""
    start = next(index for index, (one, other) in enumerate(zip(said, masked, strict=False)) if one != other)
    return masked[max(0, start - 3) : start + 11]


def _scene(given: str) -> str:
    return given if given in scenes() else ""
