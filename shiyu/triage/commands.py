"""智能研判的命令 Commands of triage: measure what a model learns, and draw it."""

import typer

from shiyu.triage import evaluating

NEEDS_DATABASE = {"evaluate": False, "curves": False}
"""Both only read files."""

app = typer.Typer(no_args_is_help=True)
for _part in (evaluating,):
    app.registered_commands += _part.app.registered_commands
