"""The tour in the README, typed into a real server: what it prints is what the page says."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.conf import global_settings

from shiyu.city.demo import load_demo_people
from shiyu.cli.demo import DEMO_PASSWORD
from tests.api.server import ANSWERS_WITHIN, STARTS_WITHIN

pytestmark = [pytest.mark.story, pytest.mark.usefixtures("committed")]
ROOT = Path(__file__).resolve().parent.parent
MARK = "--8<--"


def steps() -> list[tuple[str, str]]:
    """Each command of the tour with what the page says it prints."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    typed = "".join(re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL))
    found = re.findall(r"^\$ (.*)\n((?:[^$\n].*\n)*)", typed, re.MULTILINE)
    return [(command, output.strip()) for command, output in found]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def address(database_environment: dict[str, str], tmp_path: Path, settings: Any) -> Iterator[str]:
    """A served city with the demo's people, whose passwords are hashed as the server expects."""
    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS
    load_demo_people(settings.SHIYU_CITY, password=DEMO_PASSWORD)
    port = free_port()
    environment = {**os.environ, **database_environment, "SHIYU_PORT": str(port), "SHIYU_WEB_WORKERS": "1"}
    environment |= {"PYTHONPATH": str(ROOT), "SHIYU_HOME": str(tmp_path / "home")}
    with (tmp_path / "log").open("w") as log:
        served = subprocess.Popen(
            [sys.executable, "-m", "shiyu.cli", "serve", "--only", "web"],
            env=environment,
            cwd=ROOT,
            stdout=log,
            stderr=log,
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/readyz", served)
            yield f"http://localhost:{port}"
        finally:
            served.send_signal(signal.SIGTERM)
            served.wait(ANSWERS_WITHIN)


def wait_for(url: str, served: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end and served.poll() is None:
        try:
            urlopen(url, timeout=30).close()
        except (URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the city was not served")


def plain(text: str) -> str:
    """Without what differs from one run to the next: numbers, query codes, days."""
    text = re.sub(r"SQ\d{14}", "SQ…", text)
    text = re.sub(r'"query_code":"[^"]*"', '"query_code":"…"', text)
    text = re.sub(r"(届满。|at 24:00\.)[^\"]*", r"\1", text)
    return re.sub(r"\d{4}年\d+月\d+日|\d{4}-\d\d-\d\d", "…", text).strip()


def test_the_tour_prints_what_the_page_says(address: str) -> None:
    script = "".join(f"{command}\necho '{MARK}'\n" for command, _ in steps())
    script = script.replace("http://localhost:8000", address)
    done = subprocess.run(["bash"], input=script, capture_output=True, text=True, check=True)
    printed = done.stdout.split(f"{MARK}\n")[:-1]
    assert [plain(output) for output in printed] == [plain(output) for _, output in steps()]


def test_the_tour_is_a_tour() -> None:
    assert len(steps()) > 15
