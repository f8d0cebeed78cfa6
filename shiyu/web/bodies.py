"""The body of a request, read strictly: UTF-8 JSON, one meaning only, no deeper and no larger than anybody needs."""

import json
import re
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.parser import Parser
from typing_extensions import override

from shiyu.base.words import Words
from shiyu.web.refusals import BadJson, NotJson, bad_value

DEEPEST = 12
"""Nesting of the facts of any move stays below six."""
LARGEST_NUMBER = 2**53
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


class StrictParser(Parser):
    """What ninja reads bodies and queries with."""

    @override
    def parse_body(self, request: HttpRequest) -> Any:
        """The JSON of the body. Raises `NotJson` and `BadJson`."""
        kind, _, parameters = request.META.get("CONTENT_TYPE", "").partition(";")
        charset = parameters.partition("charset=")[2].strip(' "').lower()
        if kind.strip().lower() not in {"application/json", "application/merge-patch+json"} or charset not in _UTF_8:
            raise NotJson
        return read_json(request.body)

    @override
    def parse_querydict(
        self, data: "MultiValueDict[str, Any]", list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """The query; a value that is no text is refused."""
        for key, values in data.lists():
            if any(isinstance(value, str) and _NO_TEXT.search(value) for value in (key, *values)):
                raise bad_value("query", zh="含有无法识别的字符", en="holds a character that is none")
        return super().parse_querydict(data, list_fields, request)


_UTF_8 = {"", "utf-8", "utf8"}


def read_json(raw: bytes) -> Any:
    """`raw` as JSON. Raises `BadJson`: no UTF-8, no JSON, a name twice, too deep, too large a number, no character."""
    try:
        found = json.loads(raw.decode("utf-8"), object_pairs_hook=_once_each, parse_constant=_no_number)
    except UnicodeDecodeError as error:
        reason = Words(f"第 {error.start + 1} 个字节不是 UTF-8", f"byte {error.start + 1} is not UTF-8")
        raise BadJson(reason=reason) from None
    except json.JSONDecodeError as error:
        at = Words(
            f"第 {error.lineno} 行第 {error.colno} 列不是 JSON", f"no JSON at line {error.lineno}, column {error.colno}"
        )
        raise BadJson(reason=at) from None
    except RecursionError:
        raise _too_deep() from None
    except ValueError:
        raise _too_long_a_number() from None
    _walk(found)
    return found


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise BadJson(reason=Words("同一名称出现了两次", "a name stands there twice"))
    return found


def _no_number(_name: str) -> float:
    raise BadJson(reason=Words("NaN 和 Infinity 不是数", "NaN and Infinity are no numbers"))


def _walk(found: Any) -> None:
    """Everything in the body, without recursion: it may be as deep as it likes."""
    level: list[Any] = [found]
    for _ in range(DEEPEST):
        level = [inner for value in level for inner in _looked_at(value)]
        if not level:
            return
    raise _too_deep()


def _looked_at(value: Any) -> Iterable[Any]:
    """What lies in a value; raises `BadJson` where it is nothing we can keep."""
    if isinstance(value, str):
        if _NO_TEXT.search(value):
            raise BadJson(reason=Words("含有无法识别的字符", "it holds a character that is none"))
    elif isinstance(value, dict):
        return [*value, *value.values()]
    elif isinstance(value, list):
        return value
    elif isinstance(value, int | float) and not abs(value) <= LARGEST_NUMBER:  # NaN and infinity are not either
        raise _too_long_a_number()
    return ()


def _too_deep() -> BadJson:
    return BadJson(reason=Words(f"嵌套超过 {DEEPEST} 层", f"nested deeper than {DEEPEST}"))


def _too_long_a_number() -> BadJson:
    return BadJson(reason=Words("数值过大", "a number is too large"))
