"""Who is killed, and that it is nobody else."""

import os
import random
import subprocess
import sys
import time

from shiyu.cli.bench.killing import Victim, children, choose, command, order_of_groups


def test_every_group_comes_in_turn() -> None:
    drawn = list(order_of_groups(random.Random(3), 50))
    assert [set(drawn[place : place + 3]) for place in range(0, 48, 3)] == [{"web", "jobs", "database"}] * 16
    assert drawn == list(order_of_groups(random.Random(3), 50))


def test_each_kind_is_as_likely_however_many_there_are() -> None:
    found = [Victim("postmaster", 1), *(Victim("backend", pid) for pid in range(2, 40))]
    chance = random.Random(1)
    drawn = [chosen.what for _ in range(200) if (chosen := choose(chance, found)) is not None]
    assert 70 < drawn.count("postmaster") < 130
    assert choose(chance, []) is None


def test_a_process_is_found_by_who_started_it_and_killed() -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        assert child.pid in children(os.getpid())
        while not command(child.pid):  # between fork and exec it has none yet
            time.sleep(0.01)
        assert "time.sleep(60)" in command(child.pid)
        Victim("web", child.pid).kill()
        assert child.wait(10) == -9
        Victim("web", child.pid).kill()  # gone already
    finally:
        child.kill()
        child.wait()
    assert command(child.pid) == ""
