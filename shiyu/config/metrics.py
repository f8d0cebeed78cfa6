"""Figures of operation for Prometheus: requests by route and status, how long they took, connections in use.

A folder adds its own by making `prometheus_client` objects; they appear at `/metrics` by themselves.
"""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from prometheus_client import Counter, Gauge, Histogram

REQUESTS = Counter("shiyu_requests", "Requests answered", ["method", "route", "status"])
SECONDS = Histogram(
    "shiyu_request_seconds",
    "Time to answer a request",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
IN_PROGRESS = Gauge("shiyu_requests_in_progress", "Requests being answered", multiprocess_mode="livesum")

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def count_requests(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, outermost: counts what every other one did, by the route's pattern, never by a path with numbers."""

    def answer(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        with IN_PROGRESS.track_inprogress():
            response = get_response(request)
        route = request.resolver_match.route if request.resolver_match else "(none)"
        method = request.method if request.method in _METHODS else "(other)"
        REQUESTS.labels(method, route, response.status_code).inc()
        SECONDS.labels(route).observe(time.perf_counter() - began)
        return response

    return answer
