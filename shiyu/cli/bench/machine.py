"""What a figure was measured on."""

import os
import platform

import psycopg

from shiyu.cli.postgres import roles
from shiyu.cli.postgres.places import Places
from shiyu.cli.postgres.tuning import machine_memory


def cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)


def machine(places: Places) -> dict[str, str | int | float]:
    """Cores, memory, versions, load, and whether the server syncs: a figure without it says nothing."""
    with roles.connect(places) as server:
        return {
            "cores": cores(),
            "load_1min": round(os.getloadavg()[0], 2),
            "memory_gib": round(machine_memory() / 1024),
            "postgresql": _show(server, "server_version"),
            "fsync": _show(server, "fsync"),
            "synchronous_commit": _show(server, "synchronous_commit"),
            "shared_buffers": _show(server, "shared_buffers"),
            "python": platform.python_version(),
        }


def _show(server: psycopg.Connection[tuple[str]], name: str) -> str:
    row = server.execute("SELECT current_setting(%s)", [name]).fetchone()
    return row[0] if row else ""
