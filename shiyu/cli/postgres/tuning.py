"""What the server is told about the machine it runs on."""

import os
import shutil
from pathlib import Path

_MIB = 1024 * 1024
_CGROUP = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))


def machine_memory() -> int:
    """Memory we may use, in MiB: the machine's, or less where a container is held to less."""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // _MIB
    for path in _CGROUP:
        if path.exists() and (said := path.read_text().strip()).isdigit():
            return min(total, int(said) // _MIB)
    return total


def tuning(memory: int, *, shared_memory_free: int | None = None) -> dict[str, str]:
    """Settings for a machine of `memory` MiB that the database shares with the web processes.

    `shared_memory_free` (MiB, of /dev/shm) is small in containers; parallel queries would fail there, so they are off.
    """
    settings = {
        "shared_buffers": f"{_between(memory // 8, low=32, high=4096)}MB",
        "effective_cache_size": f"{max(memory // 2, 64)}MB",
        "maintenance_work_mem": f"{_between(memory // 64, low=32, high=512)}MB",
        "work_mem": f"{_between(memory // 1024, low=4, high=32)}MB",
        "max_connections": "100",
        "fsync": "on",
        "wal_compression": "on",
        "wal_buffers": "16MB",
        "min_wal_size": "128MB",
        "max_wal_size": f"{_between(memory // 8, low=512, high=4096)}MB",
        "checkpoint_timeout": "15min",
        "random_page_cost": "1.1",
        "jit": "off",
        "log_line_prefix": "'%m [%p] %q%u '",
        "log_lock_waits": "on",
        "log_autovacuum_min_duration": "1min",
        "timezone": "UTC",
        "log_timezone": "UTC",
    }
    if shared_memory_free is not None and shared_memory_free < 256:
        settings["max_parallel_workers_per_gather"] = "0"
    return settings


def tuning_file() -> str:
    """The settings for this machine as a file the server includes."""
    shm = Path("/dev/shm")  # noqa: S108 -- asked for its size only
    free = shutil.disk_usage(shm).free // _MIB if shm.exists() else None
    lines = [f"{name} = {value}" for name, value in tuning(machine_memory(), shared_memory_free=free).items()]
    return "# Written anew at every start; set your own values in postgresql.conf.\n" + "\n".join(lines) + "\n"


def _between(number: int, *, low: int, high: int) -> int:
    return max(low, min(number, high))
