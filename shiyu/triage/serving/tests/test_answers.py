"""Answering by the model in use: with the words that spoke, with offers where unsure, and by the rules without one."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from unittest.mock import ANY

import pytest
from django.conf import settings

from shiyu.base.crypto import sm3
from shiyu.cases.actors import Clockwork
from shiyu.triage.classifying import NameClassifier, classifier, name_classifier
from shiyu.triage.models import LearnedModel
from shiyu.triage.routing import RuleRouter, router, rule_router
from shiyu.triage.seam import Abstention, Matter, Suggestion, Why
from shiyu.triage.serving import held
from shiyu.triage.serving.answers import LearnedClassifier, LearnedRouter
from shiyu.triage.serving.files import MARK
from shiyu.triage.serving.tests.conftest import Teach, invented
from shiyu.triage.serving.texts import speakable
from shiyu.triage.serving.training import train_version

pytestmark = pytest.mark.django_db
BY = Clockwork(name="test")
DARK = Matter(title="路灯不亮", detail="夜里一片漆黑，多次反映")
COLD = Matter(title="垃圾桶满溢", detail="环卫车不来")


@pytest.fixture
def trained(teach: Teach) -> LearnedModel:
    """A model of categories and one of units, in use; the row of the first."""
    teach(category=invented(300), unit=invented(300, what="unit"))
    train_version("unit", by=BY)
    return train_version("category", by=BY).model


def unsure(asked: LearnedClassifier | LearnedRouter) -> object:
    """The same model where nothing is sure enough."""
    return replace(asked, model=replace(asked.model, sure_at=1.1))


def test_the_model_says_which_words_spoke(trained: LearnedModel) -> None:
    answer = classifier().classify(DARK)
    assert isinstance(answer, Suggestion)
    assert answer.code == "010204"
    assert "因为文中说到“" in answer.reason.zh
    assert "“夜里”" in answer.reason.zh


def test_the_router_keeps_what_spoke_in_codes_and_words(trained: LearnedModel) -> None:
    answer = router().route(COLD)
    assert isinstance(answer, Suggestion)
    assert dict(answer.record) == {
        "by": "learned", "unit": "jtj", "confidence": answer.confidence, "words": ANY, "model": 1
    }  # fmt: skip
    assert "以往这类件多由" in answer.reason.zh
    assert "承办" in answer.reason.zh


def test_below_its_threshold_it_offers_three_with_their_reasons(trained: LearnedModel) -> None:
    asked = classifier()
    assert isinstance(asked, LearnedClassifier)
    answer = unsure(asked).classify(DARK)  # type: ignore[attr-defined]
    assert isinstance(answer, Abstention)
    assert answer.why is Why.UNSURE
    assert len({offer.code for offer in answer.offers}) == 3
    assert all(offer.reason.zh for offer in answer.offers)
    route = router()
    assert isinstance(route, LearnedRouter)
    routed = unsure(route).route(COLD)  # type: ignore[attr-defined]
    assert routed.record["abstains"] == "unsure"
    assert len(routed.record["offers"]) == 3
    assert "可能是" in routed.reason.zh


def test_unsure_of_a_category_that_a_person_chose_the_duty_list_answers(trained: LearnedModel) -> None:
    route, matter = router(), replace(DARK, category="010204")
    assert isinstance(route, LearnedRouter)
    answer = unsure(route).route(matter)  # type: ignore[attr-defined]
    assert answer == rule_router().by_category(matter)


def test_of_a_text_without_a_known_word_the_rules_answer(trained: LearnedModel) -> None:
    for matter in (
        Matter(title=""),
        Matter(title="hello world"),
        Matter(title="\ud800😀\x00"),
        Matter(title="咨询稳岗补贴申领"),
    ):
        assert classifier().classify(matter) == name_classifier().classify(matter)


def test_what_no_closed_case_taught_is_left_to_the_rules(trained: LearnedModel) -> None:
    hospital = Matter(title="门口的医院收费太贵", detail="多次反映，请尽快处理，老人小孩都受影响")
    assert router().route(hospital) == rule_router().route(hospital)
    assert router().route(hospital).record["unit"] not in {"cgj", "grgs", "jtj"}


def test_a_label_the_pack_no_longer_has_leaves_it_to_the_rules(teach: Teach) -> None:
    gone = [replace(one, label="999999" if one.label == "010204" else one.label) for one in invented(300)]
    teach(category=gone, unit=[replace(one, label=f"gone-{one.label}") for one in invented(300, what="unit")])
    for what in ("category", "unit"):
        train_version(what, by=BY)
    LearnedModel.objects.update(is_active=True)
    held.look_again()
    assert isinstance(classifier(), LearnedClassifier)
    assert classifier().classify(DARK) == name_classifier().classify(DARK)
    assert router().route(DARK) == rule_router().route(DARK)


def test_a_unit_of_the_place_is_learnt_as_its_level(teach: Teach) -> None:
    offices = {
        code: rule_router().table.unit_of_place(code, level="county") for code in ("140502000000", "140521000000")
    }
    taught = invented(300, what="unit")
    placed = [
        replace(one, place=code, label=offices[code] if one.label == "jtj" else one.label)
        for one, code in zip(taught, ["140502000000", "140521000000"] * 150, strict=True)
    ]
    teach(unit=placed)
    assert train_version("unit", by=BY).model.is_active
    for code, unit in offices.items():
        answer = router().route(replace(COLD, place=code))
        assert isinstance(answer, Suggestion)
        assert (answer.code, answer.record["place"]) == (unit, code)


def other_format(content: bytes) -> bytes:
    """The same file as another release would write it, whole and with its right sum."""
    rest = content[len(MARK) + 32 :]
    length = int.from_bytes(rest[:4])
    head = json.dumps({**json.loads(rest[4 : 4 + length]), "format": 2}).encode()
    made = len(head).to_bytes(4) + head + rest[4 + length :]
    return MARK + sm3(made) + made


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        (None, "文件不在"),
        (lambda content: content[:-1], "内容已损坏"),
        (lambda content: content[:40], "内容已损坏"),
        (lambda content: b"", "不是模型文件"),
        (lambda content: b"PK\x03\x04" + content, "不是模型文件"),
        (lambda content: content[:500] + bytes([content[500] ^ 1]) + content[501:], "内容已损坏"),
        (other_format, "与登记的版本不符"),
    ],
    ids=["missing", "cut", "cut short", "empty", "another file", "one bit", "other format"],
)
def test_without_a_usable_file_the_rules_answer_and_it_is_said(
    trained: LearnedModel, harm: Callable[[bytes], bytes] | None, why: str
) -> None:
    path = Path(settings.MODELS_ROOT) / trained.file
    if harm is None:
        path.unlink()
    else:
        path.write_bytes(harm(path.read_bytes()))
    held.forget()
    assert isinstance(classifier(), NameClassifier)
    assert why in held.standing("category").why.zh
    assert isinstance(router(), LearnedRouter)


def test_a_file_of_another_format_is_called_that(trained: LearnedModel) -> None:
    path = Path(settings.MODELS_ROOT) / trained.file
    path.write_bytes(content := other_format(path.read_bytes()))
    LearnedModel.objects.filter(pk=trained.pk).update(checksum=sm3(content).hex())
    held.forget()
    assert "另一版程序的格式（2）" in held.standing("category").why.zh


def test_switched_off_the_rules_answer(trained: LearnedModel, settings: object) -> None:
    settings.SHIYU_MODEL_SECONDS = 0  # type: ignore[attr-defined]
    assert isinstance(router(), RuleRouter)


def test_names_and_numbers_are_not_repeated() -> None:
    text = "李某和张建国家门口路灯不亮，电话13900000000，A市"
    assert speakable(("路灯", "张建国", "李某", "139", "A市", "没有说"), text) == ["路灯"]


def test_a_long_or_strange_text_is_answered(trained: LearnedModel) -> None:
    for detail in ("路灯" * 50_000, "\x00\ud83d" * 10, "🙂" * 100):
        assert router().route(Matter(title="路灯", detail=detail)) is not None


def test_asking_costs_no_question_once_the_model_is_held(
    trained: LearnedModel, django_assert_num_queries: Callable[[int], object]
) -> None:
    router().route(DARK)
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        router().route(DARK)
        classifier().classify(DARK)
