"""What `shiyu check` says of the ways out: settings that do not fit together, words too long for an SMS."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Doubt
from django.db import DatabaseError
from django.utils.module_loading import import_string

from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words
from shiyu.cases.registry import all_newest
from shiyu.cases.soundness_effects import templates_of_effects
from shiyu.cases.templates_of_pack import delivery_of, notice_templates
from shiyu.cases.ways.parts import longest_fields, too_long
from shiyu.city.directory import directory

FOLDER = "shiyu.cases.channels.FolderChannel"


@register
def check_ways_out(**_: Any) -> Sequence[CheckMessage]:
    """Settings by which nobody would be reached although everything looks in order."""
    return [Error(str(words), id=f"shiyu.E1{number:02}") for number, words in _faults_of_settings()]


def _faults_of_settings() -> Iterator[tuple[int, Words]]:
    yield from _fault_of_channel()
    if settings.SHIYU_ENV == "production" and settings.SHIYU_NOTICE_CHANNEL == FOLDER:
        yield (
            1,
            Words(
                "正式环境的通知只写入文件夹，无人收到：请设置 SHIYU_NOTICE_CHANNEL（见 docs/notices.md）",
                "notices only go into a folder, nobody gets them: set SHIYU_NOTICE_CHANNEL (see docs/notices.md)",
            ),
        )
    if settings.SHIYU_SMS_URL and not (settings.SHIYU_SMS_KEY and settings.SHIYU_SMS_ACCOUNT):
        yield (
            2,
            Words(
                "已设 SHIYU_SMS_URL，但缺 SHIYU_SMS_ACCOUNT 或 SHIYU_SMS_KEY",
                "SHIYU_SMS_URL is set without SHIYU_SMS_ACCOUNT and SHIYU_SMS_KEY",
            ),
        )
    if settings.SHIYU_EMAIL_URL and not settings.SHIYU_EMAIL_FROM:
        yield 3, Words("已设 SHIYU_EMAIL_URL，但缺 SHIYU_EMAIL_FROM", "SHIYU_EMAIL_URL is set without SHIYU_EMAIL_FROM")
    if settings.SHIYU_SMS_URL and settings.SHIYU_SMS_FORM == "template" and (missing := _without_gateway_template()):
        yield (
            4,
            Words(
                f"这些发给当事人的通知没有短信模板编号 sms：{'、'.join(missing)}",
                f"these notices to parties have no gateway template (sms): {', '.join(missing)}",
            ),
        )


def _fault_of_channel() -> Iterator[tuple[int, Words]]:
    name = settings.SHIYU_NOTICE_CHANNEL
    try:
        import_string(name)
    except ImportError:
        yield (
            5,
            Words(f"SHIYU_NOTICE_CHANNEL={name}：没有这个类", f"SHIYU_NOTICE_CHANNEL={name}: there is no such class"),
        )


def _without_gateway_template() -> list[str]:
    moves = [(procedure, move) for procedure in all_newest() for move in procedure.moves]
    told = {tell.template for procedure, move in moves for tell in move.tells if tell.to in procedure.parties}
    told |= {template for _, move in moves for template in templates_of_effects(move)}
    by_sms = (name for name in sorted(told) if not (ways := delivery_of(name).ways) or "sms" in ways)
    return [name for name in by_sms if not delivery_of(name).sms]


@register("database")
def check_lengths(databases: Sequence[str] | None = None, **_: Any) -> Sequence[CheckMessage]:
    """Templates that do not fit into five parts of an SMS, with the longest words of the loaded city."""
    if not databases:
        return []
    try:
        longest = longest_fields(directory(), all_newest())
    except (DatabaseError, ShiyuError):
        return []  # without a city there is nothing to measure; `readyz` and the other checks say so
    found = too_long(notice_templates(), longest)
    return [Doubt(str(words), id="shiyu.W101") for _, words in found]
