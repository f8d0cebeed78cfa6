"""Read `guide/disputes.toml` of a city pack into a tree. What is wrong becomes a finding that names its node."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings

from shiyu.base.words import Words
from shiyu.city.findings import Finding, Gravity
from shiyu.city.limits import Limit, TimeUnit
from shiyu.disputes.guide.tree import Answer, End, Kind, Period, Question, Talk, Telephone, Tree, WayOut

FILE = "guide/disputes.toml"
_UNITS = (TimeUnit.NATURAL_DAYS, TimeUnit.MONTHS)
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
MISSING = Words("{node}：缺少“{key}”。", "{node}: “{key}” is missing.")
UNKNOWN_KEY = Words("{node}：不认识“{key}”。", "{node}: “{key}” is not known.")
NO_WORDS = Words(
    "{node}：“{key}”须有中文zh和英文en两种文字。", "{node}: “{key}” needs words in Chinese (zh) and in English (en)."
)
WRONG_TYPE = Words(
    "{node}：“{key}”写法不对，应为{wanted}。", "{node}: “{key}” is of the wrong kind; {wanted} is wanted."
)
BAD_CODE = Words(
    "{node}：“{key}”应为小写字母、数字和下划线。", "{node}: “{key}” must be lower case letters, digits and underscores."
)
BAD_WAY = Words("{node}：way“{key}”不在规定范围：{wanted}", "{node}: way “{key}” is none of {wanted}")
BAD_AMOUNT = Words(
    "{node}：期限应为1至240个月或1至3650日，单位months或natural_days。",
    "{node}: a period is 1 to 240 months or 1 to 3650 natural_days.",
)
_MOST = {TimeUnit.MONTHS: 240, TimeUnit.NATURAL_DAYS: 3650}
Made = TypeVar("Made")
_LIST, _TEXT, _TABLE = Words("列表", "a list"), Words("文字", "text"), Words("表", "a table")
_FLAG = Words("true或false", "true or false")


@dataclass
class Reading:
    """The file while it is read: its text, to say lines, and what was found."""

    text: str
    findings: list[Finding] = field(default_factory=list)

    def told(self, node: str, said: Words, *, gravity: Gravity = Gravity.ERROR, **facts: Any) -> None:
        """A finding at a node: `questions.start`."""
        kind = "guide" if gravity is Gravity.ERROR else "guide_words"
        self.findings.append(Finding(FILE, line_of(self.text, node), kind, said.fill(node=node, **facts), gravity))


def line_of(text: str, node: str) -> int:
    """The line in which a table of the file begins, from 1; 0 where it has no line of its own."""
    found = re.search(rf"^\s*\[+\s*{re.escape(node)}\s*\]+", text, re.MULTILINE)
    return text[: found.end()].count("\n") + 1 if found else 0


def read_tree(text: str) -> tuple[Tree, list[Finding]]:
    """The tree a text describes, as far as it can be read, and what is wrong with how it is written."""
    reading = Reading(text)
    try:
        content: Mapping[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as reason:
        content = {}
        said = Words(f"TOML格式错误：{reason}", f"Not valid TOML: {reason}")
        reading.findings.append(Finding(FILE, 0, "guide", said))
    top = _Table(reading, "guide", content)
    tree = Tree(
        first=top.text("first"), talk=_talk(_Table(reading, "talk", content.get("talk"))),
        telephones=top.each("telephones", _telephone), laws=top.each("laws", lambda _, table: table.own_words()),
        things=top.each("things", lambda _, table: table.own_words()), kinds=top.each("kinds", _kind),
        periods=top.each("periods", _period), questions=top.each("questions", _question), ends=top.each("ends", _end),
    )  # fmt: skip
    top.finish(also=("talk",))
    return tree, reading.findings


def guide_path(root: Path) -> Path:
    """Where a pack keeps its guide."""
    return root / FILE


def guide() -> Tree | None:
    """The tree of the city served; `None` where its pack brings none. What `shiyu city check` refuses is not served."""
    return _read(guide_path(Path(settings.SHIYU_CITY)))


@cache
def _read(path: Path) -> Tree | None:
    if not path.is_file():
        return None
    tree, findings = read_tree(path.read_text(encoding="utf-8"))
    return None if any(finding.gravity is Gravity.ERROR for finding in findings) or tree.in_circle() else tree


class _Table:
    """One table, whose keys are taken one by one; what nobody took is unknown."""

    def __init__(self, reading: Reading, node: str, content: Any) -> None:
        self.reading, self.node = reading, node
        self.content: Mapping[str, Any] = content if isinstance(content, dict) else {}
        self.taken: set[str] = set()
        if content is None:
            self.told(MISSING, key=node)
        elif not isinstance(content, dict):
            self.told(WRONG_TYPE, key=node, wanted=_TABLE)

    def told(self, said: Words, **facts: Any) -> None:
        self.reading.told(self.node, said, **facts)

    def own_words(self) -> Words:
        """The words that the table itself is: its `zh` and `en`."""
        zh, en = self.text("zh"), self.text("en")
        if (zh and not _CHINESE.search(zh)) or (en and _CHINESE.search(en)):
            self.told(NO_WORDS, key="zh/en")
        return Words(zh, en)

    def words(self, key: str) -> Words:
        """The words under a key."""
        return self.words_or_none(key) or self._missing_words(key)

    def words_or_none(self, key: str) -> Words | None:
        """The words under a key; `None` where there are none, which is right."""
        given = self._take(key)
        return self._words_of(key, given) if given is not None else None

    def text(self, key: str, *, may_miss: bool = False) -> str:
        """A text that must be there, unless it `may_miss`."""
        given = self._take(key)
        if given is None or given == "":
            if not may_miss:
                self.told(MISSING, key=key)
            return ""
        if not isinstance(given, str):
            self.told(WRONG_TYPE, key=key, wanted=_TEXT)
            return ""
        return given.strip()

    def list_of(self, key: str) -> list[Any]:
        """A list; none where it is left out."""
        given = self._take(key)
        if given is not None and not isinstance(given, list):
            self.told(WRONG_TYPE, key=key, wanted=_LIST)
        return given if isinstance(given, list) else []

    def codes(self, key: str) -> tuple[str, ...]:
        """A list of codes."""
        return tuple(str(code) for code in self.list_of(key))

    def many_words(self, key: str) -> tuple[Words, ...]:
        """A list of words."""
        return tuple(self._words_of(key, given) for given in self.list_of(key))

    def number(self, key: str) -> int:
        """A whole number; 0 where it is none."""
        given = self._take(key)
        return given if isinstance(given, int) and not isinstance(given, bool) else 0

    def flag(self, key: str) -> bool:
        """A yes or no; no where it is left out."""
        given = self._take(key)
        if given is not None and not isinstance(given, bool):
            self.told(WRONG_TYPE, key=key, wanted=_FLAG)
        return given is True

    def each(self, key: str, make: "Callable[[str, _Table], Made]") -> dict[str, Made]:
        """Every table under a key, each made into what it stands for."""
        given = self._take(key)
        made = {}
        for code, content in given.items() if isinstance(given, dict) else ():
            table = _Table(self.reading, f"{key}.{code}", content)
            if not _CODE.fullmatch(code):
                table.told(BAD_CODE, key=code)
            made[code] = make(code, table)
            table.finish()
        return made

    def finish(self, *, also: tuple[str, ...] = ()) -> None:
        """Tells the keys that nobody asked for."""
        for key in self.content.keys() - self.taken - set(also):
            self.told(UNKNOWN_KEY, key=key)

    def _take(self, key: str) -> Any:
        self.taken.add(key)
        return self.content.get(key)

    def _words_of(self, key: str, given: Any) -> Words:
        zh, en = (given.get("zh"), given.get("en")) if isinstance(given, dict) else (None, None)
        if not (isinstance(zh, str) and isinstance(en, str) and zh.strip() and en.strip()):
            return self._missing_words(key)
        if not _CHINESE.search(zh) or _CHINESE.search(en) or set(given) != {"zh", "en"}:
            return self._missing_words(key)
        return Words(zh.strip(), en.strip())

    def _missing_words(self, key: str) -> Words:
        self.told(NO_WORDS, key=key)
        return Words("", "")


def _talk(table: _Table) -> Talk:
    talk = Talk(
        unit=table.text("unit"), address=table.words_or_none("address") or Words("", ""),
        telephone=table.text("telephone", may_miss=True), hotlines=table.codes("hotlines"),
    )  # fmt: skip
    table.finish()
    return talk


def _telephone(_code: str, table: _Table) -> Telephone:
    return Telephone(label=table.own_words(), number=table.text("number"))


def _kind(code: str, table: _Table) -> Kind:
    return Kind(
        code=code, label=table.own_words(), body=table.text("body"), category=table.text("category", may_miss=True),
        things=table.codes("things"),
    )  # fmt: skip


def _period(code: str, table: _Table) -> Period:
    amount, unit = table.number("amount"), table.text("unit")
    known = TimeUnit(unit) if unit in _UNITS else TimeUnit.MONTHS
    if unit not in _UNITS or not 1 <= amount <= _MOST[known]:
        table.told(BAD_AMOUNT)
    return Period(
        code=code, label=table.own_words(), limit=Limit(max(amount, 0), known), begins=table.words("begins"),
        after=table.words("after"), longest=table.words_or_none("longest"), laws=table.codes("laws"),
        may_come=table.flag("may_come"),
    )  # fmt: skip


def _question(code: str, table: _Table) -> Question:
    label, hint, period = table.own_words(), table.words_or_none("hint"), table.text("period", may_miss=True)
    to = table.text("to") if period else ""
    answers = tuple(_answer(table, given) for given in table.list_of("answers"))
    return Question(code=code, label=label, hint=hint, answers=answers, period=period, to=to)


def _answer(question: _Table, content: Any) -> Answer:
    table = _Table(question.reading, question.node, content)
    answer = Answer(
        code=table.text("code"), label=table.own_words(), to=table.text("to"), kind=table.text("kind", may_miss=True)
    )
    if answer.code and not _CODE.fullmatch(answer.code):
        table.told(BAD_CODE, key=answer.code)
    table.finish()
    return answer


def _end(code: str, table: _Table) -> End:
    way = table.text("way")
    if way and way not in list(WayOut):
        table.told(BAD_WAY, key=way, wanted="、".join(WayOut))
    return End(
        code=code, way=WayOut(way) if way in list(WayOut) else WayOut.ADVICE, label=table.own_words(),
        reason=table.words("reason"), laws=table.codes("laws"), steps=table.many_words("steps"),
        things=table.codes("things"), telephones=table.codes("telephones"), unit=table.text("unit", may_miss=True),
        category=table.text("category", may_miss=True), kind=table.text("kind", may_miss=True),
        also=table.codes("also"),
    )  # fmt: skip
