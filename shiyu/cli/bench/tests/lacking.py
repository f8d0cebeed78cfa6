"""Runs the step a bench asks for, with benches that lack what they need."""

import argparse
import sys
from collections.abc import Iterable

from shiyu.base.benches import Bench, Measured
from shiyu.base.errors import NoSuchThing
from shiyu.base.words import Words
from shiyu.cli.bench import register, worker
from shiyu.cli.ground import django_ready


def _lacking(_site: object) -> Iterable[Measured]:
    raise NoSuchThing(what=Words("文本", "a text"))


if __name__ == "__main__":
    django_ready()
    register.find = lambda name: Bench(name=name, help=Words("", ""), run=_lacking, rows=0)
    given = argparse.Namespace(template=None, rows=0, seconds=1, rounds=1, seed=1)
    worker.run(sys.argv[1], given=given)
