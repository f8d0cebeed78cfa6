"""The command: every word has help, folders plug in, and the city's processes outlive a kill."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from shiyu.cli import plugs
from shiyu.cli.main import build

ROOT = Path(__file__).resolve().parents[3]


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(build(arguments), list(arguments))
    return done.exit_code, done.output


def test_version() -> None:
    from shiyu import __version__

    assert run("--version") == (0, f"{__version__}\n")


@pytest.mark.parametrize("word", ["serve", "migrate", "check", "verify", "backup", "restore", "city", "user"])
def test_every_word_has_help(word: str) -> None:
    status, said = run(word, "--help")
    assert status == 0
    assert "Usage: root " + word in said or "Usage:" in said


def test_help_does_not_wait_for_django() -> None:
    question = "import sys; sys.argv = ['shiyu', '--help']\nfrom shiyu.cli.main import build\n"
    question += "build([]); print('django.db' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", question], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout == "False\n"


@pytest.mark.parametrize(
    ("arguments", "given", "said"),
    [
        (("verify",), {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/x"}, "数据库"),
        (("verify",), {"SHIYU_HOME": "/proc/no/such/place"}, "/proc/no"),
        (("backup", "/proc/no/such/backup"), {}, "/proc/no"),
        (("no-such-word",), {}, "No such command"),
    ],
)
def test_what_is_wrong_with_the_machine_is_one_sentence(
    arguments: tuple[str, ...], given: dict[str, str], said: str
) -> None:
    environment = {**os.environ, "DATABASE_OWNER_URL": given.get("DATABASE_URL", ""), **given}
    done = subprocess.run(
        [sys.executable, "-m", "shiyu.cli", *arguments], cwd=ROOT, capture_output=True, text=True, check=False,
        env=environment,
    )  # fmt: skip
    assert done.returncode in {1, 2}
    assert said in done.stderr
    assert "Traceback" not in done.stderr


PLAIN = '''"""Patrols of the grid."""
import typer
app = typer.Typer()
@app.command()
def walk() -> None:
    print("walked")
@app.command()
def rest() -> None: ...
'''
SHARED = '''"""What {name} brings."""
import typer
COMMANDS = {{"import": "导入 Bring data in"}}
app = typer.Typer()
group = typer.Typer()
@group.command("{name}")
def bring() -> None:
    print("{name} brought")
@group.command("{name}-again")
def again() -> None: ...
app.add_typer(group, name="import")
'''


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with three folders that bring commands."""
    for folder, text in {
        "grid_walks": PLAIN,
        "requests": SHARED.format(name="requests"),
        "proposals": SHARED.format(name="proposals"),
    }.items():
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "commands.py").write_text(text)
    monkeypatch.setattr(plugs, "_PACKAGE", tmp_path)

    def load(name: str) -> object:
        scope: dict[str, object] = {}
        exec((tmp_path / name.removeprefix("shiyu.").replace(".", "/")).with_suffix(".py").read_text(), scope)
        return type("module", (), scope)

    monkeypatch.setattr(plugs, "import_module", load)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("grid-walks", "walk"), "walked\n"),
        (("import", "requests"), "requests brought\n"),
        (("import", "proposals"), "proposals brought\n"),
    ],
)
def test_folders_bring_their_commands(folders: Path, arguments: tuple[str, ...], said: str) -> None:
    app = typer.Typer()
    plugs.attach(app, wanted=arguments[0])
    done = CliRunner().invoke(app, list(arguments))
    assert (done.exit_code, done.output) == (0, said)


@pytest.mark.parametrize(
    ("said", "words", "needs"),
    [
        ("", ("walk",), True),
        ("NEEDS_DATABASE = False", ("walk",), False),
        ('NEEDS_DATABASE = {"walk": False}', ("walk",), False),
        ('NEEDS_DATABASE = {"walk": False}', ("rest",), True),
        ('NEEDS_DATABASE = {"walk": False}', (), True),
    ],
)
def test_a_folder_says_which_commands_need_a_database(
    folders: Path, said: str, words: tuple[str, ...], needs: bool
) -> None:
    path = folders / "grid_walks" / "commands.py"
    path.write_text(f"{path.read_text()}{said}\n")
    (plug,) = [plug for plug in plugs.plugs() if plug.name == "grid-walks"]
    assert plug.needs(*words) is needs


def test_other_folders_are_known_by_name_only(folders: Path) -> None:
    app = typer.Typer()
    plugs.attach(app, wanted="")
    done = CliRunner().invoke(app, ["--help"])
    assert "Patrols of the grid." in done.output
    assert done.output.count("Bring data in") == 1


class Faltering:
    """A service that ends at once, a number of times."""

    name = "faltering"

    def __init__(self, deaths: int) -> None:
        self.starts: list[float] = []
        self.deaths = deaths
        self.stopped = False

    def start(self) -> None:
        self.starts.append(time.monotonic())
        if len(self.starts) == 2:
            raise OSError("the port is taken")

    def alive(self) -> bool:
        return len(self.starts) > self.deaths

    def stop(self) -> None:
        self.stopped = True


def test_what_ends_is_started_again_with_growing_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    from shiyu.cli.serving.supervisor import Supervisor

    looked = 0
    # A clock of its own, that moves between two looks: the pauses are the supervisor's, not those of a busy machine.
    monkeypatch.setattr(time, "monotonic", lambda: looked / 64)
    service = Faltering(deaths=3)
    supervisor = Supervisor([service])
    service.start()
    while len(service.starts) < 4 and looked < 640:
        supervisor._look_after(service)
        looked += 1
    monkeypatch.undo()
    pauses = [later - earlier for earlier, later in zip(service.starts, service.starts[1:], strict=False)]
    assert [round(pause, 1) for pause in pauses] == [0.2, 0.4, 0.8]
