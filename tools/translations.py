"""Refuse words in one language only: in `Words(...)`, in `{% w %}`, bare in a template, or in a catalogue."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent

_BOTH = re.compile(r"""\{%\s*w\s+(["'])(?P<zh>.+?)\1\s+(["'])(?P<en>.+?)\3[^%]*%\}""")
# The name of a language stands in that language itself.
_OWN_NAME = re.compile(r"lang=\"zh-hans\">中文<|\{#.*?#\}")
_HAN = re.compile("[\u4e00-\u9fff]+")


def one_sided(path: Path) -> Iterator[str]:
    """Every `Words` written out in `path` that lacks a language."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Words":
            sides = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
            if len({bool(str(side).strip()) for side in sides}) > 1:
                yield f"{path.relative_to(ROOT)}:{node.lineno}: Words in one language only"


def bare(path: Path) -> Iterator[str]:
    """Every Chinese word of the template `path` that stands without its English, or the other way round."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        for said in _BOTH.finditer(line):
            if not _HAN.search(said["zh"]) and re.search("[A-Za-z]", said["en"]):
                yield f"{path.relative_to(ROOT)}:{number}: no Chinese in {said[0]}"
        for word in _HAN.findall(_OWN_NAME.sub("", _BOTH.sub("", line))):
            yield f"{path.relative_to(ROOT)}:{number}: {word} without English: use {{% w %}}"


def untranslated(path: Path) -> Iterator[str]:
    """Every message of the catalogue `path` without a finished translation."""
    with path.open("rb") as content:
        for message in read_po(content):
            if message.id and (not message.string or message.fuzzy):
                yield f"{path.relative_to(ROOT)}:{message.lineno}: {message.id}"


def main() -> int:
    """0 when both languages are complete."""
    sources = [path for path in ROOT.glob("shiyu/**/*.py") if "tests" not in path.parts]
    faults = [fault for path in sources for fault in one_sided(path)]
    faults += [fault for path in ROOT.glob("shiyu/**/templates/**/*.html") for fault in bare(path)]
    faults += [fault for path in ROOT.glob("shiyu/**/locale/**/*.po") for fault in untranslated(path)]
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
