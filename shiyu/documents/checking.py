"""What `shiyu city check` says of a pack's templates of papers, the units' code-words and telephones."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from shiyu.base.words import Words
from shiyu.city.check_sheets import codes_of
from shiyu.city.findings import Finding, Gravity
from shiyu.city.layout import UNITS
from shiyu.city.reading import RawPack
from shiyu.documents.kinds import PaperKind, all_papers
from shiyu.documents.numbers import RULES
from shiyu.documents.rendering import FOLDER, MISSING, damage_of, faults_of, prints_blank_telephone, template_path
from shiyu.documents.telephones import check_telephones

# A unit may leave the pack while the rule that names it is in force and cannot be rewritten: told, not refused.
GONE = Words("机关代字所属单位“{unit}”不存在。", "The unit “{unit}” of a code-word does not exist.")
BLANK = Words(
    "没有联系电话时会印出空的“联系电话：”，请写成 {% if contact_phone %}；联系电话：{{ contact_phone }}{% endif %}。",
    "Without a telephone it prints an empty “联系电话：”; write {% if contact_phone %}…{{ contact_phone }}{% endif %}.",
)
CODE_WORD = re.compile(r"[\u4e00-\u9fff]{2,12}")


def check_papers(pack: RawPack) -> Iterator[Finding]:
    """Every template a kind names is there and names only facts of its kind; every other one opens at least."""
    expected = {}
    for kind in all_papers():
        path = template_path(kind, root=pack.root)
        expected[path.name] = kind
        if not path.is_file():
            yield _finding(path.name, "paper_missing", MISSING)
    for path in sorted((pack.root / FOLDER).glob("*.docx")):
        if not path.name.startswith("~$"):  # the lock file of a Word that is open
            yield from _check_template(path, expected.get(path.name))
    yield from _check_code_words(pack)
    yield from check_telephones(pack)


def _check_template(path: Path, claimed: PaperKind | None) -> Iterator[Finding]:
    content = path.read_bytes()
    if claimed is None:
        if (damage := damage_of(content)) is not None:
            yield _finding(path.name, "paper_template", damage)
        return
    faults = faults_of(claimed, content)
    for words in faults:
        yield _finding(path.name, "paper_template", words)
    if not faults and prints_blank_telephone(claimed, content):
        yield Finding(f"{FOLDER}/{path.name}", 0, "paper_blank_label", BLANK, Gravity.WARNING)


def _check_code_words(pack: RawPack) -> Iterator[Finding]:
    """Code-words belong to known units, are Chinese characters, and are no two units' at once."""
    units = codes_of(pack, UNITS)
    for rule in pack.rules:
        if rule.content.get("name") != RULES:
            continue
        body = rule.content.get("body")
        words: Any = body.get("code_words", {}) if isinstance(body, Mapping) else {}
        taken: dict[str, str] = {}
        for unit, word in words.items() if isinstance(words, Mapping) else ():
            if unit not in units:
                yield Finding(rule.file, 0, "code_word_unit", GONE.fill(unit=unit), Gravity.WARNING)
            if (said := _fault_of_word(unit, word, taken=taken)) is not None:
                yield Finding(rule.file, 0, "code_word", said)
            taken.setdefault(str(word), unit)


def _fault_of_word(unit: str, word: Any, *, taken: Mapping[str, str]) -> Words | None:
    if not isinstance(word, str) or not CODE_WORD.fullmatch(word):
        return Words(
            f"“{unit}”的机关代字应为2至12个汉字。", f"The code-word of “{unit}” must be 2 to 12 Chinese characters."
        )
    if word in taken:
        return Words(
            f"机关代字“{word}”已属于“{taken[word]}”，两单位会发出同号公文。",
            f"The code-word “{word}” is that of “{taken[word]}”: two units would issue papers of one number.",
        )
    return None


def _finding(name: str, kind: str, words: Words) -> Finding:
    return Finding(f"{FOLDER}/{name}", 0, kind, words)
