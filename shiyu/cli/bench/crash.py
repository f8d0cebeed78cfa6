"""Crashes: the whole of `shiyu serve` under load, killed with -9 at random moments, then held to its word."""

import random
import sys
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from shiyu.base.benches import Goal, Measured
from shiyu.cli.bench.checker import faults, notices_by_move, sent_twice
from shiyu.cli.bench.clients import Cast, Client, Crowd, Login
from shiyu.cli.bench.errors import BenchFailed
from shiyu.cli.bench.journal import Journal
from shiyu.cli.bench.killing import Tree, Victim, choose, order_of_groups
from shiyu.cli.bench.machine import machine
from shiyu.cli.bench.site import OwnSite, Serving

CLIENTS = 8
CALM_SECONDS = 3.0
SECONDS_TO_RETURN = 90.0
SECONDS_TO_DRAIN = 240.0
LONGEST_LIST = 20


def run(site: OwnSite) -> Iterable[Measured]:
    """How many promises were broken; the goal is none."""
    with site.database():
        crowd_of, first_case, machine_facts = _cast(site), _next_case(), machine(site.places)
    story = Story(serving=Serving(site.home), chance=random.Random(site.seed))  # noqa: S311 -- repeatable on purpose
    story.serving.start()
    try:
        story.serving.wait()
        story.live(_crowd(site, crowd_of, story), rounds=site.rounds, first_case=first_case)
    finally:
        story.serving.stop()
    with site.database():
        _seal()
        broken = list(faults(story.journal, first_case=first_case, outbox=_outbox(site), told=story.told))
    for sentence in broken[:LONGEST_LIST]:
        sys.stderr.write(f"{sentence}\n")
    yield Measured(
        name="crash",
        value=len(broken),
        unit="broken promises",
        goals=(Goal("value", "≤", 0),),
        notes={**story.notes(), "sent_twice": sent_twice(_outbox(site)), "seed": site.seed, **machine_facts},
    )


@dataclass(kw_only=True)
class Story:
    """One run: who serves, what was promised, what was killed."""

    serving: Serving
    chance: random.Random
    journal: Journal = field(default_factory=Journal)
    told: dict[str, int] = field(default_factory=dict)
    killed: list[str] = field(default_factory=list)
    away: list[float] = field(default_factory=list)
    seals: int = 0

    def live(self, crowd: Crowd, *, rounds: int, first_case: int) -> None:
        """A calm beginning, the rounds, and the end of the load once everything is answered and sent."""
        crowd.start()
        try:
            time.sleep(CALM_SECONDS)
            self.told = {move: max(found) for move, found in notices_by_move(first_case).items()}
            for group in order_of_groups(self.chance, rounds):
                time.sleep(self.chance.uniform(0.5, 3.0))
                if self.chance.random() < 0.5 or not self.seals:
                    self.seals += _seal()
                self._kill(group)
        finally:
            crowd.stop()
        _wait_until_sent()

    def _kill(self, group: str) -> None:
        tree = Tree(self.serving)
        victim = self._victim(tree, group)
        began = time.monotonic()
        victim.kill()
        self.killed.append(victim.what)
        while time.monotonic() < began + SECONDS_TO_RETURN:
            time.sleep(0.1)
            back = {found.pid for found in tree.groups()[group]()} - {victim.pid}
            if back and self.serving.ready():
                self.away.append(time.monotonic() - began)
                return
        raise BenchFailed(reason=f"{victim.what} did not come back")

    def _victim(self, tree: Tree, group: str) -> Victim:
        """One of the group; it may still be on its way back from what was killed before (a lost database ends jobs)."""
        began = time.monotonic()
        while time.monotonic() < began + SECONDS_TO_RETURN:
            if victim := choose(self.chance, tree.groups()[group]()):
                return victim
            time.sleep(0.1)
        raise BenchFailed(reason=f"no process of {group} to kill")

    def notes(self) -> dict[str, object]:
        """What happened."""
        promises = self.journal.promises
        return {
            "killed": self.killed,
            "longest_away_s": round(max(self.away, default=0.0), 1),
            "acknowledged": len(promises),
            "cases": sum(1 for _ in self.journal.openings()),
            "sent_again": sum(promise.tries > 1 for promise in promises),
            "replayed": sum(promise.replayed for promise in promises),
            "seals": self.seals + 1,
        }


def _cast(site: OwnSite) -> list[Cast]:
    from shiyu.city.directory import directory
    from shiyu.city.people import issue_token
    from shiyu.cli.bench.accounts import account_for, posts_with

    def login(post: str) -> Login:
        account = account_for([post])
        return Login(account_id=account.pk, token=issue_token(account, "bench")[1])

    agents, dispatchers = (posts_with(role, count=CLIENTS) for role in ("agent", "dispatcher"))
    clerks = random.Random(site.seed).sample(sorted(set(posts_with("clerk", count=10_000))), CLIENTS)  # noqa: S311
    units = {code: post.unit_code for code in clerks if (post := directory().post(code)) is not None}
    return [
        Cast(agent=login(agent), dispatcher=login(dispatcher), clerk=login(clerk), unit=units[clerk])
        for agent, dispatcher, clerk in zip(agents, dispatchers, clerks, strict=True)
    ]


def _crowd(site: OwnSite, cast: list[Cast], story: Story) -> Crowd:
    from itertools import count

    from shiyu.city.directory import directory
    from shiyu.cli.bench.invented import Inventor

    inventor, numbers, told = Inventor.of(directory(), seed=site.seed), count(), threading.Event()
    return Crowd(
        [
            Client(
                url=story.serving.url, cast=who, facts=lambda mark: inventor.facts(next(numbers), mark=mark),
                journal=story.journal, told=told,
            )
            for who in cast
        ]
    )  # fmt: skip


def _outbox(site: OwnSite) -> Path:
    return site.home / "outbox" / "sent.jsonl"


def _next_case() -> int:
    from shiyu.cli.bench.checker import ask

    return int(ask("SELECT coalesce(max(id), 0) + 1 FROM cases_case", 0)[0][0])


def _seal() -> int:
    """One more seal, under the load; a connection that the last kill broke is made anew."""
    from django.db import OperationalError, connection

    from shiyu.cases.sealing import seal_now

    for _ in range(3):
        with suppress(OperationalError):
            seal_now()
            return 1
        connection.close()
    raise BenchFailed(reason="no seal could be made")


def _wait_until_sent() -> None:
    from django.db import OperationalError, connection

    from shiyu.cli.bench.checker import ask

    end = time.monotonic() + SECONDS_TO_DRAIN
    while time.monotonic() < end:
        try:
            if not ask("SELECT count(*) FROM cases_notice WHERE state = 'waiting'", 0)[0][0]:
                return
        except OperationalError:
            connection.close()
        time.sleep(0.3)
