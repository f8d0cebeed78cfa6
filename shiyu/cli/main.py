"""The command `shiyu`: the city's own commands here, those of a system from its folder (see `plugs.py`)."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from shiyu.cli import backup, city, data, demo, plugs, restore, serve, user

_HELP = "市域：社会治理的闭环平台。 shiyu: the closed loop of a city's social governance."


def build(arguments: Sequence[str]) -> typer.Typer:
    """The whole command, with those folders imported whose command `arguments` calls for."""
    app = typer.Typer(help=_HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    app.callback()(_root)
    for module in (serve, data, backup, restore, demo):
        app.registered_commands += module.app.registered_commands
    app.add_typer(city.app, name="city")
    app.add_typer(user.app, name="user")
    plugs.attach(app, wanted=plugs.asked_for(arguments))
    return app


def main() -> None:
    """Entry point: an error of the platform is one sentence on standard error, never a traceback."""
    arguments = sys.argv[1:]
    try:
        with plugs.standing_on(arguments):
            build(arguments)(prog_name="shiyu")
    except Exception as error:
        status, refused = _in_words(error)
        if refused is None:
            raise
        sys.exit(_last_word(refused, status=status))


def _in_words(error: Exception) -> tuple[int, Exception | None]:
    """The exit status of what went wrong and its sentence; None for a fault of ours."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import OperationalError, ProgrammingError
    from psycopg.errors import UndefinedColumn, UndefinedTable

    from shiyu.base.busy import is_passing
    from shiyu.base.errors import DatabaseBusy, NoDatabase, NotWritable, ShiyuError, TablesBehind

    match error:
        case ImproperlyConfigured():
            return 2, error
        case ShiyuError():
            return 1, error
        case ProgrammingError(__cause__=UndefinedTable() | UndefinedColumn()):
            return 1, TablesBehind()
        case OperationalError() if is_passing(error):
            return 1, DatabaseBusy()
        case OperationalError():
            return 1, NoDatabase(reason=str(error).strip().splitlines()[0])
        case OSError(filename=str() | bytes() | Path()):
            return 1, NotWritable(path=error.filename, reason=error.strerror or "")
        case _:
            return 1, None


def _last_word(refused: Exception, *, status: int) -> int:
    typer.echo(str(refused), err=True)
    return status


def _print_version(wanted: bool) -> None:  # noqa: FBT001 -- typer calls it so
    if wanted:
        from shiyu import __version__

        typer.echo(__version__)
        raise typer.Exit


_Version = Annotated[
    bool, typer.Option("--version", help="显示版本 Print the version", callback=_print_version, is_eager=True)
]


def _root(*, version: _Version = False) -> None:
    """Stand before every command; options of the whole are here."""
