"""What the environment may say: one row a setting, read once at start, refused with a sentence where it is wrong.

The rows are the documentation: `docs/settings.md` must hold every one of them (tests/test_docs.py).
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from shiyu.base.words import Words


class SettingRefused(ImproperlyConfigured):
    """A variable of the environment holds what the platform cannot run with.

    It names the variable, what was given (never a secret) and what is allowed.
    """

    def __init__(self, name: str, *, given: str, allowed: Words) -> None:
        self.name = name
        super().__init__(f"{name}={given}：应为{allowed.zh}。 {name}={given} is refused: it must be {allowed.en}.")


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of value: how it is read from text (ValueError refuses it) and how that is said."""

    read: Callable[[str], Any]
    allowed: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One variable: its default is text as the environment would give it."""

    name: str
    kind: Kind
    default: str
    meaning: Words
    secret: bool = False
    needed_in_production: bool = False
    depends: str = field(default="", metadata={"meaning": "where the default comes from when it is not a fixed text"})

    def read(self, given: str) -> Any:
        """The value `given` stands for; `SettingRefused` when it stands for none."""
        try:
            return self.kind.read(given)
        except ValueError:
            raise SettingRefused(
                self.name, given="***" if self.secret else repr(given), allowed=self.kind.allowed
            ) from None


def text() -> Kind:
    """Any text."""
    return Kind(str.strip, Words("文字", "text"))


def folder() -> Kind:
    """A path, absolute after reading."""
    return Kind(lambda given: Path(_not_empty(given)).expanduser().resolve(), Words("文件夹路径", "a folder"))


def whole(low: int, high: int) -> Kind:
    """A whole number from `low` to `high`, both included."""
    return Kind(
        lambda given: _within(int(given), low=low, high=high),
        Words(f"{low} 至 {high} 的整数", f"a whole number from {low} to {high}"),
    )


def choice(*words: str) -> Kind:
    """One of a few words."""
    return Kind(lambda given: _one_of(given.strip(), words), Words("、".join(words), "one of " + ", ".join(words)))


def yes_no() -> Kind:
    """`1` or `0`, and the usual other spellings."""
    table = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
    return Kind(lambda given: _look_up(given.strip().lower(), table), Words("1 或 0", "1 or 0"))


def names() -> Kind:
    """Words between commas."""
    return Kind(
        lambda given: [part.strip() for part in given.split(",") if part.strip()],
        Words("用逗号分隔的名称", "names between commas"),
    )


def hexadecimal(digits: int) -> Kind:
    """A key of exactly so many hexadecimal digits; empty means that none is given."""
    return Kind(
        lambda given: _matching(given.strip().lower(), rf"([0-9a-f]{{{digits}}})?"),
        Words(f"{digits} 位十六进制数", f"{digits} hexadecimal digits"),
    )


def several_hexadecimal(digits: int) -> Kind:
    """Keys of exactly so many hexadecimal digits each, between commas."""
    one = hexadecimal(digits)
    return Kind(
        lambda given: [one.read(part) for part in given.split(",") if part.strip()],
        Words(f"用逗号分隔的 {digits} 位十六进制数", f"keys of {digits} hexadecimal digits between commas"),
    )


def long_text(length: int) -> Kind:
    """A secret of at least `length` characters; empty means that none is given."""
    return Kind(
        lambda given: _matching(given, rf"(.{{{length},}})?"),
        Words(f"至少 {length} 个字符", f"at least {length} characters"),
    )


def database_url() -> Kind:
    """`postgresql://…`; empty means the embedded database."""
    return Kind(
        lambda given: _matching(given.strip(), r"(postgres(ql)?://[^\s]+)?"),
        Words("postgresql:// 开头的地址，或留空", "an address that begins with postgresql://, or empty"),
    )


# In clear only to this machine, where a relay of the operator's may listen: a telephone number is sent sealed.
_CALLED = r"(https://[^\s/@]+|http://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?)(/\S*|\?\S*)?"


def called_url() -> Kind:
    """An address that is called: https, or http to this machine; empty means that none is called."""
    return Kind(
        lambda given: _matching(given.strip(), rf"({_CALLED})?"),
        Words("https:// 开头的地址（http:// 仅限本机），或留空", "https://… (http:// to this machine only), or empty"),
    )


def chat_url() -> Kind:
    """The address of a group chat's robot with its maker before it: `wecom+https://…` or `dingtalk+https://…#secret`."""
    return Kind(
        lambda given: _matching(given.strip(), rf"((wecom|dingtalk)\+{_CALLED})?"),
        Words(
            "wecom+https://… 或 dingtalk+https://…#加签密钥，或留空",
            "wecom+https://… or dingtalk+https://…#signing-secret, or empty",
        ),
    )


def chat_urls_by_unit() -> Kind:
    """`unit=address` between spaces, each address as in `chat_url`."""
    one = chat_url()

    def read(given: str) -> dict[str, str]:
        pairs = [part.partition("=") for part in given.split()]
        return {_not_empty(unit): one.read(_not_empty(address)) for unit, _, address in pairs}

    return Kind(read, Words("用空格分隔的 单位代码=机器人地址，或留空", "unit=address between spaces, or empty"))


def mail_server() -> Kind:
    """`smtps://user:password@host:port` (TLS from the start) or `smtp://…` (STARTTLS; without only to this machine)."""
    return Kind(
        lambda given: _matching(given.strip(), r"(smtps?://([^\s/@:]+(:[^\s/@]*)?@)?[^\s/@]+/?)?"),
        Words("smtps:// 或 smtp:// 开头的地址，或留空", "an address that begins with smtps:// or smtp://, or empty"),
    )


def read_environment(
    table: tuple[Setting, ...], *, given: Mapping[str, str] | None = None, defaults: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Every setting's value by name; a variable that starts with SHIYU_ and is in no row is refused, as a misspelling.

    An empty variable counts as not given. `defaults` replaces a row's default where it depends on other rows.
    """
    given = os.environ if given is None else given
    known = {setting.name: setting for setting in table}
    for name in sorted(given):
        if name.startswith("SHIYU_") and name not in known:
            raise SettingRefused(name, given=repr(given[name]), allowed=_nearest(name, known))
    values = {}
    for name, setting in known.items():
        values[name] = setting.read(given.get(name) or (defaults or {}).get(name) or setting.default)
    return values


def require_in_production(table: tuple[Setting, ...], *, values: Mapping[str, Any]) -> None:
    """Refuse to serve a city with values that were made up on its first start."""
    for setting in table:
        if setting.needed_in_production and not values[setting.name]:
            raise SettingRefused(
                setting.name,
                given="",
                allowed=Words(
                    f"正式环境中明确给出的{setting.kind.allowed.zh}", f"given in production: {setting.kind.allowed.en}"
                ),
            )


def _not_empty(given: str) -> str:
    if not given.strip() or "\0" in given:
        raise ValueError(given)
    return given.strip()


def _within(number: int, *, low: int, high: int) -> int:
    if not low <= number <= high:
        raise ValueError(number)
    return number


def _one_of(word: str, words: tuple[str, ...]) -> str:
    if word not in words:
        raise ValueError(word)
    return word


def _look_up(word: str, table: Mapping[str, bool]) -> bool:
    if word not in table:
        raise ValueError(word)
    return table[word]


def _matching(given: str, pattern: str) -> str:
    if not re.fullmatch(pattern, given):
        raise ValueError(given)
    return given


def _nearest(name: str, known: Mapping[str, Setting]) -> Words:
    from difflib import get_close_matches  # noqa: PLC0415 -- only on the way to a refusal

    guess = get_close_matches(name, known, n=1)
    hint_zh, hint_en = (f"（是否指 {guess[0]}？）", f" (did you mean {guess[0]}?)") if guess else ("", "")
    return Words(f"docs/settings.md 所列的变量之一{hint_zh}", f"one of the variables of docs/settings.md{hint_en}")
