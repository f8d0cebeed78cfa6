"""A template read once: what stays the same is packed, what is printed is compiled; each paper is a filled copy.

Opening the package, cleaning its XML and packing what no paper changes were nine tenths of what a paper took.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
CORE = "docProps/core.xml"
_NEW_LINES = "\t\a\n\f"  # what docxtpl makes breaks of
_FIRST_DRAWING = 1001  # as docxtpl counts, far from those of heads and feet
_SAME_MOMENT = (1980, 1, 1, 0, 0, 0)  # the least a zip can say: one paper's bytes depend on its words alone


@dataclass(frozen=True, slots=True)
class Prepared:
    """One template, ready to be filled any number of times. Shared between threads; nothing of it changes."""

    base: bytes  # a package of all parts that no paper changes
    printed: Mapping[str, Template]  # by name of the part
    body: str  # the part that holds the body
    around: Any  # its root element, empty
    tool: DocxTemplate

    def filled(self, context: Mapping[str, Any]) -> dict[str, str]:
        """The printed parts, by name. Raises what Jinja raises; a template that was checked raises nothing."""
        return {name: self._part(name, template, context) for name, template in self.printed.items()}

    def packed(self, parts: Mapping[str, str]) -> bytes:
        """The .docx of filled parts."""
        out = io.BytesIO(self.base)
        out.seek(0, io.SEEK_END)
        with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
            for name, text in parts.items():
                package.writestr(_entry(name), text.encode())
        return out.getvalue()

    def _part(self, name: str, template: Template, context: Mapping[str, Any]) -> str:
        text = _as_docxtpl_writes(template.render(context))
        if name != CORE and any(mark in text for mark in _NEW_LINES):
            text = self.tool.resolve_listing(text)
        return self._whole(text) if name == self.body else text

    def _whole(self, body: str) -> str:
        """The document around its body: columns of tables counted anew, every drawing with a number of its own."""
        tree = self.tool.fix_tables(body)
        for number, drawing in enumerate(tree.iter(qn("wp:docPr")), _FIRST_DRAWING):
            drawing.set("id", str(number))
        root = deepcopy(self.around)
        root.append(tree)
        return _written(root)


@lru_cache(maxsize=64)
def prepare(content: bytes) -> Prepared:
    """The template, read and compiled. Raises `TemplateError` for braces that cannot be read."""
    tool = DocxTemplate(io.BytesIO(content))
    tool.render_init()
    document = tool.docx.part
    printed = {str(document.partname).lstrip("/"): tool.patch_xml(tool.get_xml())}
    for name, source in _beside(tool):
        printed[name] = tool.patch_xml(source)
    base, core = _base(tool, without=printed)
    if core is not None:
        printed[CORE] = core
    root = deepcopy(document.element)
    root.remove(root.body)
    return Prepared(
        base=base, body=str(document.partname).lstrip("/"), around=root, tool=tool,
        printed={name: environment().from_string(_apart(source)) for name, source in printed.items()},
    )  # fmt: skip


def _beside(tool: DocxTemplate) -> Iterator[tuple[str, str]]:
    """Heads, feet and footnotes: name and XML."""
    for kind in (tool.HEADER_URI, tool.FOOTER_URI):
        for _, part in tool.get_headers_footers(kind):
            yield str(part.partname).lstrip("/"), tool.get_part_xml(part)
    for part in tool.docx.part.package.iter_parts():
        if part.content_type == FOOTNOTES:
            yield str(part.partname).lstrip("/"), _written(parse_xml(part.blob))


def _base(tool: DocxTemplate, *, without: Mapping[str, str]) -> tuple[bytes, str | None]:
    """The package of what stays, and the properties where they name a fact."""
    saved, out, core = io.BytesIO(), io.BytesIO(), None
    tool.docx.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name == CORE and (b"{{" in part or b"{%" in part):
                core = part.decode()
            elif name not in without:
                target.writestr(_entry(name), part)
    return out.getvalue(), core


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _SAME_MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _apart(source: str) -> str:
    """Each paragraph on a line of its own while Jinja reads, as docxtpl has it: an error then has its line."""
    return source.replace("<w:p ", "\n<w:p ").replace("<w:p>", "\n<w:p>")


def _as_docxtpl_writes(text: str) -> str:
    text = text.replace("\n<w:p ", "<w:p ").replace("\n<w:p>", "<w:p>")
    return text.replace("{_{", "{{").replace("}_}", "}}").replace("{_%", "{%").replace("%_}", "%}")


def _written(root: Any) -> str:
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written.decode()


@cache
def environment() -> SandboxedEnvironment:
    """How templates are read: a fact nobody gave is refused, words stay words, no Python is reached."""
    return SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
