"""`shiyu serve`: the whole city as one tree of processes, or one part of it."""

import fcntl
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING

import typer

from shiyu.base.words import Words
from shiyu.cli.ground import database, django_ready, leave, refuse, say

if TYPE_CHECKING:
    from shiyu.cli.postgres.cluster import Cluster

app = typer.Typer()


class Part(StrEnum):
    """What can be served alone."""

    WEB = "web"
    JOBS = "jobs"
    DATABASE = "database"


_ONLY = typer.Option(None, "--only", help="只启动一部分 Serve this part alone")
_PORT = typer.Option(None, "--port", min=1, max=65535, help="端口，默认取 SHIYU_PORT Port, SHIYU_PORT unless given")


@app.command(help="启动服务：数据库、网页、任务与时钟 Serve the city: database, web, jobs and the clock")
def serve(only: Part | None = _ONLY, port: int | None = _PORT) -> None:
    """Run until SIGTERM or Ctrl-C; each process that ends is started again."""
    if port is not None:
        os.environ["SHIYU_PORT"] = str(port)
    django_ready()
    with _only_one(only), database() as cluster:
        _refuse_unmigrated(only)
        if only in {None, Part.WEB}:
            _refuse_taken_port()
        _serve(only, cluster)


@contextmanager
def _only_one(only: Part | None) -> Iterator[None]:
    """Keeps a second `serve` of the same part off this data folder for as long as the first one lives."""
    from django.conf import settings

    folder = settings.SHIYU_HOME / "run"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"serve-{only or 'all'}.lock").open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            refuse(
                Words(
                    "数据文件夹 {folder} 已有一个在运行的服务。", "Another server runs on the data folder {folder}."
                ).fill(folder=settings.SHIYU_HOME)
            )
        yield


def _refuse_taken_port() -> None:
    """The web workers share their port; the kernel would let another city share it too, and deal visitors out."""
    from django.conf import settings

    host, port = settings.SHIYU_LISTEN, settings.SHIYU_PORT
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            refuse(
                Words("不能使用端口 {port}：{why}。", "Port {port} cannot be used: {why}.").fill(
                    port=port, why=error.strerror or ""
                )
            )


def _serve(only: Part | None, cluster: "Cluster | None") -> None:
    from shiyu.cli.serving.service import Service, Supervised
    from shiyu.cli.serving.supervisor import EmbeddedDatabase, Supervisor

    services: list[Supervised] = []
    if cluster is not None:
        services.append(EmbeddedDatabase(cluster))
    elif only is Part.DATABASE:
        refuse(Words("DATABASE_URL 已指定外部数据库。", "DATABASE_URL names a database that is not ours to serve."))
    if only in {None, Part.JOBS}:
        services.append(Service("jobs", "shiyu.cli.serving.jobs"))
    if only in {None, Part.WEB}:
        services.append(Service("web", "shiyu.cli.serving.web", environment=_fresh_metrics()))
        say(Words("网页服务地址 {url}", "Serving at {url}").fill(url=_address()))
        _collect_static()
    leave("default")
    leave("owner")
    Supervisor(services).run()


def _refuse_unmigrated(only: Part | None) -> None:
    from shiyu.cli.data import unapplied

    if only is not Part.DATABASE and (missing := unapplied()):
        refuse(Words("\n".join(missing), "\n".join(missing)))


def _fresh_metrics() -> dict[str, str]:
    """A folder where the web workers add up their figures, emptied of those of earlier processes."""
    from django.conf import settings

    folder = settings.SHIYU_HOME / "run" / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return {"PROMETHEUS_MULTIPROC_DIR": str(folder)}


def _collect_static() -> None:
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


def _address() -> str:
    from django.conf import settings

    if settings.SHIYU_LISTEN in {"127.0.0.1", "::1"}:  # passkeys need a name; browsers trust this one without TLS
        return f"http://localhost:{settings.SHIYU_PORT}/"
    host = f"[{settings.SHIYU_LISTEN}]" if ":" in settings.SHIYU_LISTEN else settings.SHIYU_LISTEN
    return f"http://{host}:{settings.SHIYU_PORT}/"
