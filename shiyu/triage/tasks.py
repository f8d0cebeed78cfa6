"""Periodic jobs of triage."""

import structlog
from django.db import close_old_connections
from procrastinate.contrib.django import app

from shiyu.base.errors import ShiyuError
from shiyu.cases.actors import Clockwork
from shiyu.triage.serving.examples import What
from shiyu.triage.serving.training import train_version

log = structlog.get_logger(__name__)
BY = Clockwork(name="weekly_training")


@app.periodic(cron="40 18 * * 6")  # the queue reckons in UTC: Sunday, twenty to three in the city's night
@app.task(queueing_lock="triage.train", name="triage.train")
def train_weekly(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate gives it
    """Learns from the week's closed cases too; what is no better than the version in use is kept and not used."""
    close_old_connections()
    try:
        for what in What.values:
            _train(what)
    finally:
        close_old_connections()


def _train(what: str) -> None:
    """A city with too few cases, or where somebody trains at this moment, is no failure."""
    try:
        made = train_version(what, by=BY)
    except ShiyuError as refused:
        log.info("no_model_trained", what=what, why=refused.words.en)
        return
    log.info("model_trained", what=what, version=made.model.version, in_use=made.model.is_active)
