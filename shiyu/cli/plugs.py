"""Commands a folder brings by itself: any `shiyu/<folder>/commands.py` or `shiyu/cli/<name>/commands.py` with an `app`.

Without more the folder's name becomes the command. A folder that serves commands shared with others (`import`, `seed`)
names them in a literal table at the top of its module, read without importing it:

    COMMANDS = {"import": "导入 Bring data in", "seed": "演示 A believable story"}

and brings a group or command of each of these names in its `app`; groups of one name from several folders become one.
"""

import ast
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import typer

_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Plug:
    """One command of one folder."""

    module: str
    name: str
    help: str
    shared: bool
    needs_database: bool | Mapping[str, bool]

    def needs(self, command: str = "") -> bool:
        """Whether this command of the folder needs a database; those it does not speak of do."""
        return self.needs_database if isinstance(self.needs_database, bool) else self.needs_database.get(command, True)


def plugs() -> list[Plug]:
    """Every plugged command, found without importing anything."""
    found = sorted([*_PACKAGE.glob("*/commands.py"), *_PACKAGE.glob("cli/*/commands.py")])
    return [plug for path in found for plug in _plugs_of(path)]


def standing_on(arguments: Sequence[str]) -> AbstractContextManager[object]:
    """What the command asked for runs in: a database, for a plugged one that does not say it needs none.

    Folders of systems may not reach up to the command line, so their commands find the database ready. A folder whose
    commands only read the code says so with `NEEDS_DATABASE = False`, or of some of them by name with
    `NEEDS_DATABASE = {"draw": False}`. Help never needs one.
    """
    plug = next((plug for plug in plugs() if plug.name == asked_for(arguments)), None)
    if plug is None or not plug.needs(*_words(arguments)[1:2]) or {"--help", "-h"} & {*arguments}:
        return nullcontext()
    from shiyu.cli.ground import database

    return database()


def asked_for(arguments: Sequence[str]) -> str:
    """The command that the command line calls for: its first word that is no option."""
    return next(iter(_words(arguments)), "")


def _words(arguments: Sequence[str]) -> list[str]:
    return [word for word in arguments if not word.startswith("-")]


def attach(app: typer.Typer, *, wanted: str) -> None:
    """Add every plugged command to `app`: in earnest the one called `wanted`, the others by name and help only."""
    groups: dict[str, typer.Typer] = {}
    for plug in plugs():
        if plug.name == wanted:
            _attach_real(app, plug, groups)
        elif plug.name not in groups:
            groups[plug.name] = typer.Typer()
            app.command(plug.name, help=plug.help)(_placeholder)


def _attach_real(app: typer.Typer, plug: Plug, groups: dict[str, typer.Typer]) -> None:
    from shiyu.cli.ground import django_ready

    django_ready()
    brought: typer.Typer = import_module(plug.module).app
    app.registered_commands += [
        command for command in brought.registered_commands if plug.shared and command.name == plug.name
    ]
    for part in _parts(plug, brought):
        group = groups.get(plug.name)
        if group is None:
            group = groups[plug.name] = typer.Typer(no_args_is_help=True)
            app.add_typer(group, name=plug.name, help=plug.help)
        _merge(part, into=group)


def _parts(plug: Plug, brought: typer.Typer) -> list[typer.Typer]:
    """What a folder adds to the group of its command: all it brings, or its groups of that name where it is shared."""
    if not plug.shared:
        return [brought]
    return [info.typer_instance for info in brought.registered_groups if info.name == plug.name and info.typer_instance]


def _merge(brought: typer.Typer, *, into: typer.Typer) -> None:
    into.registered_commands += brought.registered_commands
    into.registered_groups += brought.registered_groups
    into.registered_callback = into.registered_callback or brought.registered_callback


def _plugs_of(path: Path) -> list[Plug]:
    module = ".".join(("shiyu", *path.relative_to(_PACKAGE).with_suffix("").parts))
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {
        ast.unparse(statement.targets[0]): statement.value
        for statement in tree.body
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) in {"COMMANDS", "NEEDS_DATABASE"}
    }
    needs: bool | Mapping[str, bool] = ast.literal_eval(said["NEEDS_DATABASE"]) if "NEEDS_DATABASE" in said else True
    if "COMMANDS" in said:
        table: dict[str, str] = ast.literal_eval(said["COMMANDS"])
        return [Plug(module, name, text, shared=True, needs_database=needs) for name, text in table.items()]
    summary = (ast.get_docstring(tree) or "").split("\n", 1)[0]
    return [Plug(module, path.parent.name.replace("_", "-"), summary, shared=False, needs_database=needs)]


def _placeholder() -> None:
    """Stand for a command that another word on the command line did not call for."""
