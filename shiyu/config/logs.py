"""How the platform logs: one line an event, as text for a reader or as JSON for a collector."""

import logging
from typing import Any

import structlog

# Django's own record of a refused or failed request names its address, and what people type into one may be a telephone
# number. Who was refused is counted by route (`/metrics`), and what failed is logged by route (`shiyu.web.naming`).
_BY_ROUTE_ALONE = "CRITICAL"


def logging_of(*, level: str, form: str) -> dict[str, Any]:
    """Django's LOGGING: standard and structlog records through one formatter to standard error."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        cache_logger_on_first_use=True,
    )
    if form == "json":
        last: list[Any] = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    else:
        last = [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "shiyu": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": shared,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "shiyu"}},
        "root": {"handlers": ["stderr"], "level": level.upper()},
        "loggers": {
            "django": {"handlers": [], "level": level.upper()},
            "django.request": {"level": _BY_ROUTE_ALONE},
            # A repeated request meets its key in the database and aborts its pipeline: an answer, no event.
            "psycopg": {"level": "ERROR"},
            # Two lines for each periodic job would bury everything else.
            "procrastinate": {"level": "DEBUG" if level == "debug" else "WARNING"},
        },
    }
