"""常用语: a person's own phrases and those of his unit, beside the city's; rules are those of the page `/phrases`."""

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router

from shiyu.base.words import Words
from shiyu.city.phrases import phrases_for, scenes
from shiyu.web.answers import as_json
from shiyu.web.asking import kept_key, row_id
from shiyu.web.callers import officer_of
from shiyu.web.describing import CREATING, STAFF_READING
from shiyu.web.models import OwnPhrase
from shiyu.web.refusals import bad_value
from shiyu.web.schemas import Strict
from shiyu.web.team import phrases as keeping
from shiyu.web.typed import typed_moment

router = Router(tags=["常用语 Common phrases"])
PHRASES = Words("使用和维护常用语", "use and keep common phrases")
_SCENE = Field("", max_length=40, description="场景，空为各处通用 A scene of the pack; empty: for every field")


class PhraseBody(Strict):
    """A new phrase, the asker's own or his unit's."""

    text: str = Field(max_length=keeping.LONGEST)
    scene: str = _SCENE
    whose: Literal["own", "unit"] = "own"


class ChangedBody(Strict):
    """New words for a phrase; `seen` is its `changed_at` as it was read."""

    text: str = Field(max_length=keeping.LONGEST)
    scene: str = _SCENE
    seen: str = Field(max_length=40)


@router.get("/phrases", summary="常用语 Common phrases", **STAFF_READING)
def phrases(request: HttpRequest) -> HttpResponse:
    """The asker's own, his unit's and the city's; `keeps_unit` says whether he may change those of the unit."""
    actor = officer_of(request, to=PHRASES)
    (_, own), (_, of_unit) = keeping.phrases_offered(actor)
    city = [{"scene": scene, "phrases": phrases_for(scene)} for scene in scenes()]
    return as_json({
        "own": [_shown(row) for row in own], "unit": [_shown(row) for row in of_unit], "city": city,
        "keeps_unit": keeping.keeps_unit(actor),
    })  # fmt: skip


@router.post("/phrases", summary="新增常用语 Add a phrase", **CREATING)
def add(request: HttpRequest, body: PhraseBody) -> HttpResponse:
    """Adds one at the end; the unit's only by its head. Personal data in it is refused."""
    actor, key = officer_of(request, to=PHRASES), kept_key(request)
    made = keeping.add(actor, body.text, scene=_scene(body.scene), of_unit=body.whose == "unit", key=key)
    return as_json(_shown(made), status=201)


@router.post("/phrases/{phrase_id}/change", summary="修改常用语 Change a phrase", **STAFF_READING)
def change(request: HttpRequest, phrase_id: int, body: ChangedBody) -> HttpResponse:
    """New words for it, unless somebody else changed it meanwhile."""
    actor = officer_of(request, to=PHRASES)
    seen = typed_moment(body.seen)
    if seen is None:
        raise bad_value("seen", zh="应为这条的 changed_at", en="is the `changed_at` of the phrase")
    return as_json(_shown(keeping.change(actor, row_id(phrase_id), body.text, scene=_scene(body.scene), seen=seen)))


@router.post("/phrases/{phrase_id}/up", summary="常用语上移 Move a phrase up", **STAFF_READING)
def up(request: HttpRequest, phrase_id: int) -> HttpResponse:
    """Puts it one place before its neighbour; the first stays."""
    keeping.move_up(officer_of(request, to=PHRASES), row_id(phrase_id))
    return phrases(request)


@router.post("/phrases/{phrase_id}/remove", summary="删除常用语 Delete a phrase", **STAFF_READING)
def remove(request: HttpRequest, phrase_id: int) -> HttpResponse:
    """Deletes it; one that is gone already is no fault."""
    keeping.remove(officer_of(request, to=PHRASES), row_id(phrase_id))
    return as_json({"removed": phrase_id})


def _scene(given: str) -> str:
    if given and given not in scenes():
        raise bad_value("scene", zh=f"没有场景“{given}”", en=f"there is no scene “{given}”", choices=scenes())
    return given


def _shown(row: OwnPhrase) -> dict[str, Any]:
    return {"id": row.pk, "text": row.text, "scene": row.scene, "changed_at": row.changed_at}
