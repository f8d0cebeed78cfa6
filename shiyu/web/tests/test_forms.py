"""Every kind of fact as a field: what is typed becomes the fact of the door, what is wrong is said there."""

from typing import Any

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.translation import override

from shiyu.base.words import Words
from shiyu.cases.contact_view import PartyView
from shiyu.cases.procedure import Move, Need, NeedKind
from shiyu.city.phrases import phrases_for
from shiyu.web.form_parts import Setting
from shiyu.web.forms import FormOfMove, MoveForm, expects_in, key_in

pytestmark = pytest.mark.django_db
LABEL = Words("这一项", "This field")
CHOICES = {"a": Words("甲", "A"), "b": Words("乙", "B")}
PARTY = PartyView(
    party_id=7, role="caller", label=Words("诉求人", "Caller"), fields={"name": "张**", "phone": "138****0000"},
    anonymous=False, joined=False, verdict="", may_open=False,
)  # fmt: skip


def form_with(kind: NeedKind, typed: dict[str, Any] | None, **of_need: Any) -> MoveForm:
    need = Need(name="x", kind=kind, label=LABEL, **of_need)
    move = Move(name="try", label=Words("答复", "Answer"), start=("a",), end="b", who=(), needs=(need,))
    data = None
    if typed is not None:
        data = QueryDict(mutable=True)
        for name, value in typed.items():
            data.setlist(name, value if isinstance(value, list) else [value])
    return MoveForm(move, data=data, setting=Setting(parties=[PARTY]))


def drawn(form: MoveForm) -> str:
    return render_to_string("web/form/fields.html", {"form": form})


K = NeedKind
RIGHT = [
    (K.TEXT, {"x": " 路灯 <b>不亮</b> "}, {}, " 路灯 <b>不亮</b> "),
    (K.CODE, {"x": "b"}, {"choices": CHOICES}, "b"),
    (K.UNIT, {"x": "市住建局"}, {}, "zjj"),
    (K.UNIT, {"x": "zjj"}, {}, "zjj"),
    (K.UNIT, {"x": "晋城市住房和城乡建设局"}, {}, "zjj"),
    (K.UNITS, {"x": ["zjj", "cgj"]}, {}, ["zjj", "cgj"]),
    (K.CATEGORY, {"x": "010101 事故处理"}, {}, "010101"),
    (K.CATEGORY, {"x": "010101"}, {}, "010101"),
    (K.PLACE, {"x-division": "140502001000", "x-address": "红星街1号"}, {},
     {"division": "140502001000", "address": "红星街1号"}),
    (K.PLACE, {"x-lon": "112.85", "x-lat": "35.49"}, {},
     {"division": "", "address": "", "lon": 112.85, "lat": 35.49}),
    (K.DATE, {"x": "2026-12-01"}, {}, "2026-12-01"),
    (K.NUMBER, {"x": "3"}, {"minimum": 1, "maximum": 5}, 3),
    (K.CASE, {"x": " SQ20260101000001 "}, {}, "SQ20260101000001"),
    (K.PARTY, {"x": "7"}, {}, 7),
    (K.CONTACT, {"x-name": "安某", "x-phone": "13800000000", "x-organisation": "on"}, {},
     {"name": "安某", "phone": "13800000000", "organisation": True}),
    (K.CONTACT, {}, {}, {"anonymous": True}),
    (K.PROMISES, {"x-1-text": "修好", "x-1-due": "2027-01-01", "x-1-unit": "市住建局"}, {},
     [{"text": "修好", "due": "2027-01-01", "unit": "zjj"}]),
    (K.FLAG, {"x": "no"}, {}, False),
    (K.FLAG, {"x": "yes"}, {}, True),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "typed", "of_need", "fact"), RIGHT)
def test_what_is_typed_becomes_the_fact(kind: NeedKind, typed: Any, of_need: Any, fact: Any) -> None:
    form = form_with(kind, typed, **of_need)
    assert form.is_valid(), form.faults
    assert form.facts == {"x": fact}


WRONG = [
    (K.TEXT, {"x": "字" * 21}, {"maximum": 20}),
    (K.TEXT, {"x": "  "}, {}),
    (K.CODE, {"x": "<script>"}, {"choices": CHOICES}),
    (K.UNIT, {"x": "没有的局"}, {}),
    (K.UNITS, {"x": ["zjj", "no-such"]}, {}),
    (K.CATEGORY, {"x": "没有的类"}, {}),
    (K.PLACE, {"x-division": "999"}, {}),
    (K.PLACE, {"x-lon": "abc", "x-lat": "35"}, {}),
    (K.PLACE, {"x-lon": "2.35", "x-lat": "48.85"}, {}),
    (K.DATE, {"x": "明天"}, {}),
    (K.NUMBER, {"x": "9"}, {"minimum": 1, "maximum": 5}),
    (K.NUMBER, {"x": "三"}, {"minimum": 1, "maximum": 5}),
    (K.CASE, {"x": "no case!"}, {}),
    (K.PARTY, {"x": "x"}, {}),
    (K.CONTACT, {"x-name": "字" * 61}, {}),
    (K.FILES, {}, {}),
    (K.PROMISES, {"x-0-text": "修好", "x-0-due": "", "x-0-unit": ""}, {}),
    (K.FLAG, {"x": "maybe"}, {}),
]


@pytest.mark.parametrize(("kind", "typed", "of_need"), WRONG)
def test_what_is_wrong_is_said_beside_the_field_and_kept(kind: NeedKind, typed: Any, of_need: Any) -> None:
    form = form_with(kind, typed, **of_need)
    assert not form.is_valid()
    shown = drawn(form)
    assert 'class="field-error" id="error-x"' in shown
    assert "error-x hint-x" in shown
    free = {K.TEXT, K.UNIT, K.CATEGORY, K.DATE, K.NUMBER, K.CASE}
    if kind in free:
        assert str(typed["x"]).strip() in shown
    assert "<script>" not in shown


@pytest.mark.parametrize("kind", list(NeedKind))
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_kind_is_drawn_with_its_label(kind: NeedKind, language: str) -> None:
    with override(language):
        shown = drawn(form_with(kind, None, choices=CHOICES if kind == K.CODE else {}, optional=True))
    assert str(LABEL.en if language == "en" else LABEL.zh) in shown
    assert ("(optional)" if language == "en" else "（选填）") in shown
    assert "<label" in shown or "<legend" in shown
    assert shown.count("<fieldset") == shown.count("</fieldset>")


def test_what_is_optional_may_be_left_out() -> None:
    for kind in NeedKind:
        form = form_with(kind, {}, optional=True, choices=CHOICES)
        assert form.is_valid(), kind
        assert form.facts == {}


def test_a_village_is_found_by_its_name_within_its_street() -> None:
    from shiyu.city.directory import directory

    village = next(one for one in directory().divisions.current() if one.level == "village")
    form = form_with(K.PLACE, {"x-division": village.path[-2], "x-village": village.name})
    assert form.is_valid(), form.faults
    assert form.facts["x"]["division"] == village.code


def test_more_rows_of_promises() -> None:
    form = form_with(K.PROMISES, {"x-_rows": "3", "_more": "x", "x-0-text": "先修一段"})
    shown = drawn(form)
    assert 'name="x-5-text"' in shown
    assert 'name="x-6-text"' not in shown
    assert "先修一段" in shown


def test_the_parties_are_masked() -> None:
    assert "张** 138****0000" in drawn(form_with(K.PARTY, None))


def test_a_system_adds_hints_beginnings_and_hides() -> None:
    move = Move(
        name="m", label=LABEL, start=("a",), end="b", who=(),
        needs=(Need(name="x", kind=K.TEXT, label=LABEL), Need(name="y", kind=K.TEXT, label=LABEL, optional=True)),
    )  # fmt: skip
    extra = FormOfMove(hints={"x": Words("先写结果", "result first")}, hidden=frozenset({"y"}))
    shown = drawn(MoveForm(move, extra=extra, initial={"x": "已修复"}))
    assert "先写结果" in shown
    assert "已修复" in shown
    assert 'name="y"' not in shown


def test_phrases_by_the_longest_scene() -> None:
    assert phrases_for("提交答复")
    assert not set(phrases_for("驳回退单")) & set(phrases_for("申请退单"))
    assert phrases_for("没有这一步") == ()


@pytest.mark.parametrize(("given", "key"), [("abc", "abc"), ("", None), ("字", None), ("x" * 65, None), ("a\nb", None)])
def test_a_key_that_is_none_is_made_anew(given: str, key: str | None) -> None:
    data = QueryDict(mutable=True)
    data["_key"] = given
    found = key_in(data)
    assert found == key if key else len(found) > 10


@pytest.mark.parametrize(("given", "count"), [("3", 3), ("", None), ("x", None), ("9" * 12, None), ("１", None)])
def test_the_expected_count(given: str, count: int | None) -> None:
    data = QueryDict(mutable=True)
    data["_expects"] = given
    assert expects_in(data) == count
