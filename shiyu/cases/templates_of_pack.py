"""The words of notices: `templates/notices.toml` of the city pack, by template name and language."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from django.conf import settings

from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words

FIELDS = frozenset({"number", "title", "stage", "outcome", "due", "code", "unit", "rule", "hotline", "city"})
"""What a template may name in braces."""
WAYS = frozenset({"sms", "email", "webhook", "in_app"})
"""What a template may be narrowed to by `ways`."""


class BadTemplates(ShiyuError):
    """The pack's notice templates cannot be used; says where and why."""

    code = "bad_templates"
    http_status = 500
    sentence = Words("{file} {template}：{reason}", "{file} {template}: {reason}")


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a template goes out: only by `ways` where it names some; `sms` is its id at the gateway."""

    ways: frozenset[str] = frozenset()
    sms: str = ""


@dataclass(frozen=True, slots=True)
class _Template:
    words: Words
    delivery: Delivery


def notice_templates() -> Mapping[str, Words]:
    """Every notice template of the city pack. Raises `BadTemplates`."""
    return {name: template.words for name, template in _read(_path()).items()}


def delivery_of(template: str) -> Delivery:
    """How a template goes out; one the pack does not have goes out as any other. Raises `BadTemplates`."""
    found = _read(_path()).get(template)
    return found.delivery if found else Delivery()


def fields_of(text: str) -> tuple[str, ...]:
    """The fields a text names, each once, in the order they stand."""
    return tuple(dict.fromkeys(field for _, field, _, _ in Formatter().parse(text) if field))


def _path() -> Path:
    return Path(settings.SHIYU_CITY) / "templates" / "notices.toml"


@cache
def _read(path: Path) -> Mapping[str, _Template]:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadTemplates(file=path.name, template="", reason=type(error).__name__) from error
    return {name: _template(table, name=name, file=path.name) for name, table in tables.items()}


def _template(table: Any, *, name: str, file: str) -> _Template:
    if not isinstance(table, dict) or not {"zh", "en"} <= table.keys():
        raise BadTemplates(file=file, template=name, reason="zh, en")
    words, ways = Words(str(table["zh"]), str(table["en"])), table.get("ways", [])
    if not isinstance(ways, list):
        raise BadTemplates(file=file, template=name, reason="ways")
    unknown = {*fields_of(words.zh), *fields_of(words.en)} - FIELDS | {str(way) for way in ways} - WAYS
    if unknown:
        raise BadTemplates(file=file, template=name, reason=", ".join(sorted(unknown)))
    return _Template(words, Delivery(frozenset(ways), str(table.get("sms", ""))))
