"""`shiyu demo`: invented people and their stories, for a city that only shows what the platform does."""

from collections.abc import Iterator
from types import ModuleType

import typer

from shiyu.base.words import Words
from shiyu.cli.ground import database, django_ready, refuse, say

app = typer.Typer()

DEMO_PASSWORD = "jincheng-demo"  # noqa: S105 -- printed for everybody; the command refuses any city at work
SEED = 7
ONLY_DEMO = Words(
    "演示账号的密码是公开的，只能用于 SHIYU_ENV=demo。",
    "Everybody knows the demo's password: it is made under SHIYU_ENV=demo only.",
)
HEADING = Words("演示登录（密码均为 {password}）：", "Logins of the demo (password of all: {password}):")


@app.command(help="装载演示账号和故事，列出登录 Load the demo's people and stories, print the logins")
def demo() -> None:
    """Done once: a city that has cases keeps them as they are, and only prints its logins."""
    django_ready()
    from django.conf import settings

    if settings.SHIYU_ENV != "demo":
        refuse(ONLY_DEMO)
    with database():
        from shiyu.city.demo import load_demo_people

        logins = load_demo_people(settings.SHIYU_CITY, password=DEMO_PASSWORD)
        _give_keys()
        if _tell_stories():
            _learn()
    say(HEADING.fill(password=DEMO_PASSWORD))
    for login in logins:
        typer.echo(f"  {login.username:<18} {login.unit} {login.post}")


def _give_keys() -> None:
    """Keys everybody knows, of the systems that have a door for machines."""
    for module in _brought("demo_keys"):
        module.give()


def _tell_stories() -> bool:
    """The first story of every system, up to today, and a seal over what was told; whether they were told now."""
    from shiyu.base.clock import today
    from shiyu.cases.gate import any_case
    from shiyu.cases.sealing import seal_now

    if any_case():
        return False
    for seeds in _brought("seeds"):
        seeds.tell(next(iter(seeds.STORIES)), until="", seed=SEED, last_day=today())
    seal_now()
    return True


def _learn() -> None:
    """Models of the invented cases, each put in use if it beats the rules; with too few cases the rules stay."""
    from shiyu.base.errors import ShiyuError
    from shiyu.cases.actors import Clockwork
    from shiyu.triage.serving.examples import What
    from shiyu.triage.serving.training import train_version

    for what in What.values:
        try:
            train_version(what, by=Clockwork(name="demo"))
        except ShiyuError as refused:
            say(refused.words)


def _brought(name: str) -> Iterator[ModuleType]:
    """The module `name` of every installed folder that brings one."""
    from importlib import import_module
    from importlib.util import find_spec

    from django.apps import apps

    for config in apps.get_app_configs():
        if config.name.startswith("shiyu.") and find_spec(f"{config.name}.{name}") is not None:
            yield import_module(f"{config.name}.{name}")
