"""`shiyu procedure`: what the procedures are, drawn from the procedures themselves."""

import csv
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from django.utils.translation import override

from shiyu.base.words import Words
from shiyu.cases.drawing import as_mermaid, as_table
from shiyu.cases.registry import all_newest, newest

COMMANDS = {"procedure": "办理流程：列出、画出 Procedures: list them, draw them"}

NEEDS_DATABASE = False

app = typer.Typer()
procedure_app = typer.Typer(no_args_is_help=True)
app.add_typer(procedure_app, name="procedure")


class Drawing(StrEnum):
    """How a procedure is shown."""

    TABLE = "table"
    MERMAID = "mermaid"


class Language(StrEnum):
    """In which language."""

    ZH = "zh"
    EN = "en"


_In = Annotated[Language, typer.Option("--language", help="语言 Language")]


@procedure_app.command("list", help="列出办理流程 List the procedures")
def list_procedures(language: _In = Language.ZH) -> None:
    """One line a procedure: name, version, label, how many stages and moves."""
    with override("zh-hans" if language == Language.ZH else "en"):
        for procedure in all_newest():
            size = f"{len(procedure.stages)} / {len(procedure.moves)}"
            typer.echo(f"{procedure.name}\tv{procedure.version}\t{procedure.label}\t{size}")


@procedure_app.command("show", help="画出一个办理流程 Draw one procedure")
def show(
    name: Annotated[str, typer.Argument(help="流程名 Name of the procedure")],
    drawing: Annotated[Drawing, typer.Option("--as", help="表格或 Mermaid 图 Table or Mermaid")] = Drawing.TABLE,
    language: _In = Language.ZH,
) -> None:
    """The table a reviewer reads aloud, or the picture."""
    with override("zh-hans" if language == Language.ZH else "en"):
        procedure = newest(name)
        table = (
            as_table(procedure, role_name=_role_names().__getitem__)
            if drawing == Drawing.TABLE
            else as_mermaid(procedure)
        )
        typer.echo(table, nl=False)


def _role_names() -> "_Names":
    """Labels of the roles, read from the pack itself: drawing a procedure needs no database."""
    with (Path(settings.SHIYU_CITY) / "roles.csv").open(encoding="utf-8-sig", newline="") as file:
        return _Names({row["name"]: Words(row["label"], row["label_en"]) for row in csv.DictReader(file)})


class _Names(dict[str, Words]):
    """A role the pack does not name is called by its code."""

    def __missing__(self, role: str) -> Words:
        return Words(role, role)
