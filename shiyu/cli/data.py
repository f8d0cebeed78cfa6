"""Commands that keep the database right: migrate, check, verify."""

from collections import Counter
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec

import typer

from shiyu.base.words import Words
from shiyu.cli.ground import database, django_ready, refuse, say

app = typer.Typer()


@app.command(help="更新数据库结构并授予权限 Bring the tables to this version and grant the serving role its rights")
def migrate() -> None:
    """Migrate as the owner role; the rights follow from `shiyu.base.rights`."""
    with database():
        from django.core.management import call_command

        call_command("migrate", database="owner", verbosity=1, interactive=False)
        # What follows needs the tables as this release has them, and acts as the role that serves.
        from shiyu.cases.turns_stored import keep_up
        from shiyu.cases.upkeep import rename_stages

        rename_stages()
        keep_up()


@app.command(help="检查安装：设置、结构、办理流程 Check the installation: settings, tables, procedures")
def check() -> None:
    """Django's checks, unapplied migrations, and the soundness of every procedure; each fault is one sentence."""
    with database():
        from django.core.management import call_command

        call_command("check", databases=["default"], fail_level="WARNING")
        faults = [*unapplied(), *_faults("shiyu.cases.soundness", "check_all")]
    if faults:
        refuse(Words("\n".join(faults), "\n".join(faults)))
    say(Words("检查通过。", "Everything is in order."))


@app.command(help="核验办理记录、封存、附件和公文 Verify every history, seal, file and paper")
def verify() -> None:
    """Exit status 1 with one sentence for each thing that does not hold."""
    with database():
        faults = faults_of_history()
    if faults:
        refuse(Words("\n".join(faults), "\n".join(faults)))
    say(Words("核验通过。", "Everything holds."))


def faults_of_history() -> list[str]:
    """One sentence for each chain, seal, file or paper that does not hold."""
    return [
        *_faults("shiyu.cases.verification", "verify_all"),
        *_faults("shiyu.documents.verification", "verify_all"),
    ]


def _faults(module: str, function: str) -> list[str]:
    """Sentences of `module.function()`; none where the engine does not bring it."""
    django_ready()
    if find_spec(module) is None:
        return []
    found: Iterable[object] | None = getattr(import_module(module), function)()
    return [str(fault) for fault in found or ()]


def unapplied() -> list[str]:
    """One sentence for each folder with migrations the database lacks."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    labels = Counter(step.app_label for step, _ in plan)
    words = Words(
        "{app} 有 {count} 项迁移未执行，请运行 shiyu migrate", "{app}: {count} migrations to do, run shiyu migrate"
    )
    return [str(words.fill(app=app, count=count)) for app, count in labels.items()]
