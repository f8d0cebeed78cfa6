"""智能研判的命令 Commands of triage: train, list and choose models; measure what one learns, and draw it."""

import typer

from shiyu.triage import evaluating, model_commands

NEEDS_DATABASE = {"evaluate": False, "curves": False}
"""Both only read files; the others need the city."""

app = typer.Typer(no_args_is_help=True)
for _part in (model_commands, evaluating):
    app.registered_commands += _part.app.registered_commands
