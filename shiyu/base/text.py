"""What people type, made safe to store, show and export, without changing what they said."""

import re
import unicodedata
from typing import ClassVar

from shiyu.base.errors import BadInput
from shiyu.base.words import Words

TEXT = Words("文字", "Text")

_NEW_LINES = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Control (Cc) except tab and newline, and format characters (Cf): zero-width, bidirectional overrides, soft hyphens and
# tags. They show nothing, hide words from search and from the reader's eye, and turn sentences round.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001-\U000e007f]"
)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_BLANKS = re.compile(r"\s+")

# A cell that begins so is run by spreadsheets instead of shown; full-width signs count, Excel reads them alike.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠|]|[\t\r\n]")
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


class TooLong(BadInput):
    """More characters than the place can take; nothing was cut."""

    code: ClassVar[str] = "too_long"
    sentence = Words(
        "{field}最多 {limit} 个字，现有 {length} 个字。", "{field}: at most {limit} characters, there are {length}."
    )


class UnreadableText(BadInput):
    """Bytes that are no text: a NUL or half a character, mostly from a file read in the wrong encoding."""

    code: ClassVar[str] = "unreadable_text"
    sentence = Words(
        "{field}第 {position} 个字符无法识别（{character}），请检查文件编码。",
        "{field}: character {position} ({character}) is no text; check the encoding of the file.",
    )


def clean(text: str, *, limit: int, field: Words = TEXT) -> str:
    """`text` in NFC with `\\n` line ends, without invisible characters and outer blanks; tabs and blank lines stay.

    `limit` counts characters after cleaning. Joined emoji come apart into their parts. Raises `TooLong` (says how long
    it was) and `UnreadableText`; nothing is ever cut off silently.
    """
    unstorable = _UNSTORABLE.search(text)
    if unstorable:
        character = f"U+{ord(unstorable[0]):04X}"
        raise UnreadableText(field=field, position=unstorable.start() + 1, character=character)
    with_lines = _INVISIBLE.sub("", _NEW_LINES.sub("\n", text))
    cleaned = unicodedata.normalize("NFC", with_lines).strip()
    if len(cleaned) > limit:
        raise TooLong(field=field, limit=limit, length=len(cleaned))
    return cleaned


def clean_line(text: str, *, limit: int, field: Words = TEXT) -> str:
    """`clean` for one line (names, titles, addresses): every stretch of blanks and line ends becomes one space.

    The limit counts the line as it is stored.
    """
    line = _BLANKS.sub(" ", clean(text, limit=len(text) * 3, field=field))
    if len(line) > limit:
        raise TooLong(field=field, limit=limit, length=len(line))
    return line


def storable(text: str) -> str:
    """`text` with a replacement sign for each character that cannot be stored: what a broken file is quoted with."""
    return _UNSTORABLE.sub("\ufffd", text)


def looks_like_formula(cell: str) -> bool:
    """Whether a spreadsheet might run `cell` rather than show it; a signed number (`-5`, `+8613812345678`) may stay."""
    return bool(_FORMULA.match(cell)) and not _PLAIN_NUMBER.fullmatch(cell)


def safe_cell(cell: str) -> str:
    """`cell` as it may stand in an exported CSV or workbook: a formula gets an apostrophe in front and is shown."""
    return f"'{cell}" if looks_like_formula(cell) else cell
