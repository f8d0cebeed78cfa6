"""What `shiyu check` says before somebody waits for a message that never comes."""

from collections.abc import Callable
from typing import Any

import pytest

from shiyu.base.words import Words
from shiyu.cases import checks
from shiyu.cases.checks import check_lengths, check_ways_out
from shiyu.cases.models import Notice
from shiyu.cases.outbox_figures import OutboxFigures
from shiyu.cases.registry import all_newest
from shiyu.cases.templates_of_pack import BadTemplates, Delivery, _read, delivery_of, notice_templates
from shiyu.cases.tests.desk import Desk
from shiyu.cases.ways.parts import longest_fields, parts, too_long
from shiyu.city.directory import directory


@pytest.mark.parametrize(
    ("signs", "counted"), [(0, 1), (1, 1), (70, 1), (71, 2), (134, 2), (135, 3), (335, 5), (336, 6)]
)
@pytest.mark.parametrize("sign", ["字", "a"])
def test_parts_of_an_sms(sign: str, signs: int, counted: int) -> None:
    assert parts(sign * signs) == counted


def test_an_emoji_counts_two() -> None:
    assert (parts("😀" * 35), parts("😀" * 35 + "a")) == (1, 2)


@pytest.mark.django_db
def test_every_template_of_the_pack_fits() -> None:
    assert check_lengths(databases=["default"]) == []


@pytest.mark.django_db
def test_a_template_that_does_not_fit() -> None:
    long = {"tale": Words("{title}" + "长" * 236, "{title}"), "short": Words("{title}" + "长" * 235, "{title}")}
    found = list(too_long(long, longest_fields(directory(), all_newest())))
    assert [(name, words.en) for name, words in found] == [
        ("tale", "notice template “tale” can take more than 5 SMS parts (zh 6)")
    ]


@pytest.mark.django_db
def test_it_is_told_by_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "notice_templates", lambda: {"tale": Words("长" * 400, "")})
    assert [message.id for message in check_lengths(databases=["default"])] == ["shiyu.W101"]


SETTINGS: list[tuple[dict[str, str], list[str]]] = [
    ({}, []),
    ({"SHIYU_ENV": "production"}, ["shiyu.E101"]),
    ({"SHIYU_ENV": "production", "SHIYU_NOTICE_CHANNEL": "shiyu.cases.ways.gateways.GatewayChannel"}, []),
    ({"SHIYU_NOTICE_CHANNEL": "shiyu.no.such.Channel"}, ["shiyu.E105"]),
    ({"SHIYU_SMS_URL": "https://sms.example"}, ["shiyu.E102"]),
    ({"SHIYU_SMS_URL": "https://sms.example", "SHIYU_SMS_KEY": "k" * 16, "SHIYU_SMS_ACCOUNT": "a"}, []),
    ({"SHIYU_EMAIL_URL": "smtps://mail.example"}, ["shiyu.E103"]),
    (
        {
            "SHIYU_SMS_URL": "https://sms.example", "SHIYU_SMS_KEY": "k" * 16, "SHIYU_SMS_ACCOUNT": "a",
            "SHIYU_SMS_FORM": "template",
        },
        ["shiyu.E104"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("given", "expected"), SETTINGS)
def test_settings_that_do_not_fit_together(settings: Any, given: dict[str, str], expected: list[str]) -> None:
    for name, value in given.items():
        setattr(settings, name, value)
    assert [message.id for message in check_ways_out()] == expected


PACKS: dict[str, Callable[[], str]] = {
    "an unknown way": lambda: 'zh = "a"\nen = "a"\nways = ["pigeon"]',
    "ways that are no list": lambda: 'zh = "a"\nen = "a"\nways = "sms"',
    "an unknown field": lambda: 'zh = "{phone}"\nen = "a"',
    "one language": lambda: 'zh = "a"',
}


@pytest.mark.parametrize("fault", PACKS)
def test_a_template_that_cannot_be_used(settings: Any, tmp_path: Any, fault: str) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "notices.toml").write_text(f"[x]\n{PACKS[fault]()}\n", encoding="utf-8")
    settings.SHIYU_CITY = tmp_path
    with pytest.raises(BadTemplates):
        notice_templates()


def test_ways_and_gateway_template_of_a_template(settings: Any, tmp_path: Any) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "notices.toml").write_text(
        '[x]\nzh = "{number}"\nen = "a"\nways = ["sms", "in_app"]\nsms = "SMS_1"\n', encoding="utf-8"
    )
    settings.SHIYU_CITY = tmp_path
    assert delivery_of("x") == Delivery(frozenset({"sms", "in_app"}), "SMS_1")
    assert delivery_of("unknown") == Delivery()
    _read.cache_clear()


@pytest.mark.django_db
def test_figures_of_the_outbox(engine: None, desk: Desk) -> None:
    for _ in range(3):
        desk.workshop()
    first = Notice.objects.earliest("pk")
    Notice.objects.filter(pk=first.pk).update(state=Notice.State.FAILED)
    (metric,) = OutboxFigures().collect()
    assert {(sample.labels["state"], sample.value) for sample in metric.samples} == {("waiting", 2), ("failed", 1)}
