"""How the outbox fares, for Prometheus: counted when asked, so every process gives the same figure."""

from collections.abc import Iterable

from django.db import DatabaseError, connection
from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from typing_extensions import override

# The state stands in the statement: with a parameter a prepared plan could not use the partial index.
_COUNTS = {
    "waiting": "SELECT count(*) FROM cases_notice WHERE state = 'waiting'",
    "failed": "SELECT count(*) FROM cases_notice WHERE state = 'failed'",
}
_NAME, _MEANING = "shiyu_notices", "Notices that have not gone out: waiting, or given up after the last try"


class OutboxFigures(Collector):
    """`shiyu_notices{state="waiting"|"failed"}`; nothing where the database does not answer."""

    @override
    def collect(self) -> Iterable[Metric]:
        """Two counts over partial indexes, which hold only what has not gone out."""
        gauge = GaugeMetricFamily(_NAME, _MEANING, labels=["state"])
        try:
            with connection.cursor() as cursor:
                for state, statement in _COUNTS.items():
                    cursor.execute(statement)
                    gauge.add_metric([state], cursor.fetchone()[0])
        except DatabaseError:
            return []
        return [gauge]

    def describe(self) -> Iterable[Metric]:
        """The name, so that registering asks no database."""
        return [GaugeMetricFamily(_NAME, _MEANING, labels=["state"])]
