"""What a machine asks: is the process alive, is the city ready to be served, how does it fare."""

import hmac
import os
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from shiyu.cases.outbox_figures import OutboxFigures
from shiyu.config.readiness import city_is_loaded

_HERE = frozenset({"127.0.0.1", "::1", ""})


@never_cache
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """The process is alive; it asks nobody else."""
    return JsonResponse({"alive": True})


@never_cache
@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """200 when a request can be served; 503 names the first thing that is missing."""
    questions: dict[str, Callable[[], bool]] = {
        "database": _database_answers,
        "migrations": _migrations_are_applied,
        "city": city_is_loaded,
    }
    for name, question in questions.items():
        try:
            ready = question()
        except (DatabaseError, OSError):
            ready = False
        if not ready:
            return JsonResponse({"ready": False, "missing": name}, status=503)
    return JsonResponse({"ready": True})


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for Prometheus: for this machine, or for who brings the token of the settings."""
    if not _may_read_metrics(request):
        return HttpResponse(status=403)
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry = REGISTRY
    counted = CollectorRegistry()
    counted.register(OutboxFigures())
    return HttpResponse(generate_latest(registry) + generate_latest(counted), content_type=CONTENT_TYPE_LATEST)


def _database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _migrations_are_applied() -> bool:
    """Asked of the database until the answer is yes; a running process does not grow new migrations."""
    if not _seen.get("migrated"):
        executor = MigrationExecutor(connection)
        _seen["migrated"] = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _seen["migrated"]


_seen: dict[str, bool] = {}


def _may_read_metrics(request: HttpRequest) -> bool:
    token: str = settings.SHIYU_METRICS_TOKEN
    if token:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), token.encode())
    return request.META.get("REMOTE_ADDR", "") in _HERE and "X-Forwarded-For" not in request.headers
