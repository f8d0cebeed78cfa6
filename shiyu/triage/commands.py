"""智能研判的命令 Commands of triage: train models, put versions in use, measure what a model learns."""

import typer

from shiyu.triage import evaluating, model_commands

NEEDS_DATABASE = {"evaluate": False, "curves": False}
"""These only read files."""

app = typer.Typer(no_args_is_help=True)
for _part in (evaluating, model_commands):
    app.registered_commands += _part.app.registered_commands
