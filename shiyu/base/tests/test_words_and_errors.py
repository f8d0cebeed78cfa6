"""What people read, in the language they read."""

import importlib
import pkgutil
import string
from collections.abc import Iterator

import pytest
from django.utils.translation import override

import shiyu.base
from shiyu.base.errors import AlreadyDone, BadInput, NoSuchThing, NotYours, ShiyuError
from shiyu.base.words import Words

SIGN = Words("签收", "sign for")


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh-hans", "签收"), ("en", "sign for"), ("en-gb", "sign for"), ("fr", "签收"), (None, "签收")],
)
def test_words_speak_the_reader_s_language(language: str | None, said: str) -> None:
    with override(language):
        assert str(SIGN) == said


def test_words_fill_their_fields_each_in_its_language() -> None:
    filled = Words("请先{what}，还有 {days} 天。", "First {what}; {days} days left.").fill(what=SIGN, days=3)
    assert filled == Words("请先签收，还有 3 天。", "First sign for; 3 days left.")


def test_what_people_wrote_is_not_read_as_a_field() -> None:
    assert Words("{what}", "{what}").fill(what="{days} {0}") == Words("{days} {0}", "{days} {0}")


@pytest.mark.parametrize(
    ("error", "code", "status", "sentence"),
    [
        (BadInput(field="title", reason="empty"), "bad_input", 422, "title: empty"),
        (NotYours(what=SIGN), "not_yours", 403, "Your post may not do this: sign for."),
        (NoSuchThing(what=Words("工单", "The case")), "not_found", 404, "The case was not found."),
        (AlreadyDone(what="Signed already."), "conflict", 409, "Signed already."),
    ],
)
def test_an_error_says_what_happened(error: ShiyuError, code: str, status: int, sentence: str) -> None:
    with override("en"):
        assert (error.code, error.http_status, str(error)) == (code, status, sentence)


def every_error(root: type[ShiyuError] = ShiyuError) -> Iterator[type[ShiyuError]]:
    for module in pkgutil.iter_modules(shiyu.base.__path__, "shiyu.base."):
        importlib.import_module(module.name)
    for error in root.__subclasses__():
        yield error
        yield from every_error(error)


def fields(sentence: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_every_error_of_base_says_the_same_in_both_languages() -> None:
    for error in every_error():
        if error.__module__.startswith("shiyu.base."):
            assert error.sentence.zh, error
            assert error.sentence.en, error
            assert fields(error.sentence.zh) == fields(error.sentence.en), error
            assert 400 <= error.http_status < 600, error


def test_every_error_of_base_has_a_code_of_its_own() -> None:
    codes = [error.code for error in every_error() if error.__module__.startswith("shiyu.base.")]
    assert sorted(codes) == sorted(set(codes))
