"""A template and facts become a .docx; its number is put in afterwards, so that no counter is held while it is made."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import TemplateError, UndefinedError

from shiyu.base.crypto import sm3_hasher
from shiyu.base.words import Words
from shiyu.documents.errors import BadPaperTemplate
from shiyu.documents.kinds import COMMON, DATE, ISSUER, NUMBER, TITLE, PaperKind
from shiyu.documents.prepared import Prepared, environment, prepare

FOLDER = "templates/papers"
NUMBER_LATER = "\ue14a\ue05c\ue14a"  # stands where the number will; private characters that no text of ours holds
NO_NUMBER_YET = "（签发时编号）"
LARGEST = 8 * 1024 * 1024  # bytes of a template, and of any part of it unpacked
_PRINTED = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_WHOLE, _BRACE = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}"), re.compile(r"\{\{|\}\}|\{%|%\}")
TELEPHONE, TELEPHONE_LABEL = "contact_phone", "联系电话"
_TAG = re.compile("<[^>]*>")
_ATTRIBUTE = re.compile(r"has no attribute '(\w+)'")


def template_path(kind: PaperKind, *, root: Path | None = None) -> Path:
    """Where the city's template of a kind lies."""
    return (root or Path(settings.SHIYU_CITY)) / FOLDER / kind.template


def template_bytes(kind: PaperKind) -> bytes:
    """The city's template of a kind, proved to fit it. Raises `BadPaperTemplate` with the sentence of the check."""
    path = template_path(kind)
    try:
        content = path.read_bytes()
    except OSError:
        raise BadPaperTemplate(file=path.name, reason=MISSING) from None
    for reason in faults_of(kind, content):
        raise BadPaperTemplate(file=path.name, reason=reason)
    return content


MISSING = Words("缺少这个公文模板", "this template is missing")
DAMAGED = Words("文件已损坏，或不是 Word 的 .docx 文件", "the file is damaged, or no .docx of Word")
UNKNOWN = Words("没有“{fact}”这项内容；可用：{known}", "there is no fact “{fact}”; known are: {known}")
UNREADABLE = Words("花括号中的写法有误：{what}", "what stands in braces cannot be read: {what}")


@lru_cache(maxsize=64)
def faults_of(kind: PaperKind, content: bytes) -> tuple[Words, ...]:
    """What is wrong with a template of a kind; nothing where a paper could be made of it."""
    if (damage := damage_of(content)) is not None:
        return (damage,)
    if loose := loose_braces(content):
        return tuple(UNREADABLE.fill(what=text) for text in loose)
    try:
        named = DocxTemplate(io.BytesIO(content)).get_undeclared_template_variables(environment())
    except TemplateError as error:
        return (UNREADABLE.fill(what=str(error)[:200]),)
    known = "、".join(kind.known)
    if unknown := sorted(named - set(kind.known)):
        return tuple(UNKNOWN.fill(fact=fact, known=known) for fact in unknown)
    try:
        render(content, {**dict.fromkeys(COMMON, "样"), **kind.samples()})
    except UndefinedError as error:
        found = _ATTRIBUTE.search(str(error))
        return (UNKNOWN.fill(fact=found[1] if found else str(error)[:80], known=known),)
    except (TemplateError, ValueError, TypeError) as error:
        return (UNREADABLE.fill(what=str(error)[:200]),)
    return ()


def damage_of(content: bytes) -> Words | None:
    """A sentence where the bytes are no whole .docx."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if len(content) > LARGEST or any(part.file_size > LARGEST for part in parts.infolist()):
                return Words("文件过大", "the file is too large")
            if parts.testzip() is not None:
                return DAMAGED
        DocxTemplate(io.BytesIO(content)).get_docx()
    except (zipfile.BadZipFile, OpcError, KeyError, ValueError, SyntaxError, OSError):
        return DAMAGED
    return None


def loose_braces(content: bytes) -> list[str]:
    """Paragraphs with braces that are not closed where they were opened: what follows them would silently vanish."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            if _PRINTED.fullmatch(name):
                for paragraph in parse_xml(parts.read(name)).iter(qn("w:p")):
                    text = "".join(run.text or "" for run in paragraph.iter(qn("w:t")))
                    if _BRACE.search(_WHOLE.sub("", text)):
                        found.append(text.strip()[:60])
    return found


def render(template: bytes, context: Mapping[str, Any]) -> bytes:
    """The filled template. Raises what Jinja raises; a template that was checked raises nothing."""
    prepared = prepare(template)
    return prepared.packed(prepared.filled(context))


def prints_blank_telephone(kind: PaperKind, content: bytes) -> bool:
    """Whether a paper of a unit without a telephone would have the label and nothing behind it."""
    samples = {name: value for name, value in kind.samples().items() if name != TELEPHONE}
    if len(samples) == len(kind.facts):
        return False
    parts = prepare(content).filled({**dict.fromkeys(COMMON, "样"), **samples, TELEPHONE: ""})
    return any(TELEPHONE_LABEL in _TAG.sub("", text) for text in parts.values())


@dataclass(frozen=True, slots=True)
class Unnumbered:
    """A paper that is made but for its number. `template_sm3` tells which edition of the template it was made of."""

    parts: Mapping[str, str]
    template: Prepared
    template_sm3: str


def rendered(kind: PaperKind, facts: Mapping[str, Any], *, issuer: str, title: str, day: str) -> Unnumbered:
    """A paper without its number. Raises `BadPaperTemplate`."""
    content = template_bytes(kind)
    context = {**facts, NUMBER: NUMBER_LATER, ISSUER: issuer, TITLE: title, DATE: day}
    try:
        prepared = prepare(content)
        return Unnumbered(prepared.filled(context), prepared, _sm3(content))
    except (TemplateError, ValueError, TypeError) as error:
        raise BadPaperTemplate(file=kind.template, reason=UNREADABLE.fill(what=type(error).__name__)) from error


def with_number(paper: Unnumbered, number: str) -> bytes:
    """The .docx with its number where it was to stand."""
    said = escape(number)
    return paper.template.packed({name: text.replace(NUMBER_LATER, said) for name, text in paper.parts.items()})


@lru_cache(maxsize=64)
def _sm3(content: bytes) -> str:
    hasher = sm3_hasher()
    hasher.update(content)
    return hasher.digest().hex()
