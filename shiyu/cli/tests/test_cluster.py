"""The embedded database: made, adopted, restarted, upgraded, and never heard outside of the machine."""

import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import psycopg
import pytest

from shiyu.cli.postgres import roles
from shiyu.cli.postgres.binaries import Binaries
from shiyu.cli.postgres.cluster import Cluster
from shiyu.cli.postgres.errors import DidNotStart, ListensAbroad, SocketTaken, WrongVersion
from shiyu.cli.postgres.places import APP_ROLE, OWNER_ROLE, Places

FAST = {"fsync": "off", "shared_buffers": "16MB"}
DEBIAN = Path("/usr/lib/postgresql/15/bin")
needs_15 = pytest.mark.skipif(not DEBIAN.exists(), reason="PostgreSQL 15 of Debian is not here (postgresql-15)")


@contextmanager
def folder_for_all() -> Iterator[Path]:
    """A folder every account may enter; pytest's own temporary folders are closed to the server's account."""
    folder = Path(mkdtemp(prefix="shiyu-home-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def used() -> Iterator[Path]:
    """A data folder that served once: making one takes a second, copying it takes none."""
    with folder_for_all() as folder:
        with Cluster(folder, extra=FAST).running():
            pass
        yield folder


@pytest.fixture(scope="module")
def used_by_15() -> Iterator[Path]:
    """A data folder that PostgreSQL 15 wrote."""
    with folder_for_all() as folder:
        cluster = Cluster(folder, extra=FAST, binaries=Binaries(DEBIAN))
        with cluster.running():
            ask(cluster, "CREATE TABLE kept AS SELECT generate_series(1, 1000) AS number")
            ask(cluster, f"GRANT SELECT ON kept TO {APP_ROLE}")
        yield folder


@pytest.fixture
def home(used: Path) -> Iterator[Path]:
    with copied(used) as folder:
        yield folder


@pytest.fixture
def old_home(used_by_15: Path) -> Iterator[Path]:
    with copied(used_by_15) as folder:
        yield folder


@contextmanager
def copied(used: Path) -> Iterator[Path]:
    with folder_for_all() as folder:
        subprocess.run(["cp", "-al", f"{used}/db", folder], check=True)  # the programs; the data must be its own
        shutil.rmtree(folder / "db" / "data")
        subprocess.run(["cp", "-a", f"{used}/db/data", folder / "db"], check=True)
        cluster = Cluster(folder)
        yield folder
        for name in ("data", "data-new"):
            cluster.sibling(name).stop()


@pytest.fixture
def new_home() -> Iterator[Path]:
    """A folder with nothing in it."""
    with folder_for_all() as folder:
        cluster = Cluster(folder)
        yield folder
        cluster.stop()


def ask(cluster: Cluster, question: str, *, role: str = OWNER_ROLE) -> list[tuple[object, ...]]:
    with psycopg.connect(cluster.places.url(role), autocommit=True) as connection:
        cursor = connection.execute(question.encode())
        return cursor.fetchall() if cursor.description else []


def test_what_a_fresh_start_makes(new_home: Path) -> None:
    cluster = Cluster(new_home, extra=FAST)
    with cluster.running():
        settings = (
            "SELECT current_setting('listen_addresses'), current_setting('jit'), current_setting('data_checksums')"
        )
        assert ask(cluster, settings) == [("", "off", "on")]
        assert ask(
            cluster, "SELECT rolname, rolsuper, rolcreatedb FROM pg_roles WHERE rolname ~ '^shiyu' ORDER BY 1"
        ) == [
            (APP_ROLE, False, False),
            (OWNER_ROLE, False, False),
        ]
        assert ask(cluster, "SELECT extname FROM pg_extension WHERE extname = 'btree_gist'") == [("btree_gist",)]
        assert stat.S_IMODE(cluster.places.socket.stat().st_mode) == 0o700
    assert cluster.pid() is None


def test_a_durable_server_is_the_default(home: Path) -> None:
    cluster = Cluster(home)
    with cluster.running():
        assert ask(cluster, "SELECT current_setting('fsync'), current_setting('synchronous_commit')") == [("on", "on")]


def test_the_last_user_stops_the_server(home: Path) -> None:
    first, second = Cluster(home, extra=FAST), Cluster(home, extra=FAST)
    with first.running():
        with second.running():
            pid = first.pid()
            assert second.pid() == pid
        assert first.pid() == pid
    assert first.pid() is None


def test_two_processes_begin_at_once_on_a_fresh_machine(new_home: Path) -> None:
    begin = (
        "import sys; from pathlib import Path; from shiyu.cli.postgres.cluster import Cluster\n"
        "sys.stdin.readline()\n"
        "with Cluster(Path(sys.argv[1]), extra={'fsync': 'off'}).running(): print(Cluster(Path(sys.argv[1])).pid())"
    )
    command = [sys.executable, "-c", begin, str(new_home / "not" / "there")]
    started = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate()[0].strip() for process in started]
    assert [process.returncode for process in started] == [0, 0, 0]
    assert all(pid.isdigit() for pid in said)


def test_a_killed_server_is_noticed_and_started_again(home: Path) -> None:
    cluster = Cluster(home, extra=FAST)
    with cluster.running():
        ask(cluster, "CREATE TABLE kept AS SELECT 1 AS one")
        pid = cluster.pid()
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        assert cluster._gone(5)
        cluster.start()
        assert cluster.pid() not in {None, pid}
        assert ask(cluster, "SELECT one FROM kept") == [(1,)]


def test_another_process_starts_what_was_killed_under_its_parent(home: Path) -> None:
    """The killed server is a zombie of its parent: its number is still taken, which PostgreSQL takes for a server."""
    parent, other = Cluster(home, extra=FAST), Cluster(home, extra=FAST)
    with parent.running():
        pid = other.pid()
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        other.start()
        assert ask(other, "SELECT 1") == [(1,)]


def test_a_number_passed_to_another_process_is_no_server(home: Path) -> None:
    cluster = Cluster(home, extra=FAST)
    with cluster.running():
        pass
    (cluster.places.data / "postmaster.pid").write_text(f"{os.getpid()}\n")
    assert cluster.pid() is None
    with cluster.running():
        assert ask(cluster, "SELECT 1") == [(1,)]


@pytest.mark.parametrize("value", ["*", "0.0.0.0", "localhost, 192.0.2.1"])
def test_a_server_that_would_listen_abroad_is_refused(home: Path, value: str) -> None:
    cluster = Cluster(home, extra=FAST)
    with cluster.running():
        pass
    conf = cluster.places.data / "postgresql.conf"
    conf.write_text(conf.read_text() + f"listen_addresses = '{value}'\n")
    with pytest.raises(ListensAbroad, match="listen_addresses"), cluster.running():
        pass


def test_a_server_that_does_not_start_shows_its_log(home: Path) -> None:
    with (
        pytest.raises(DidNotStart, match="no_such_group"),
        Cluster(home, extra=FAST | {"unix_socket_group": "no_such_group"}).running(),
    ):
        pass


@pytest.mark.parametrize("depth", [1, 40])
def test_a_deep_home_has_a_short_socket(tmp_path: Path, depth: int) -> None:
    places = Places(tmp_path.joinpath(*["deep"] * depth))
    assert len(os.fsencode(places.socket / ".s.PGSQL.5432")) <= 107


def test_a_socket_folder_of_somebody_else_is_refused() -> None:
    home = Path(mkdtemp(prefix="shiyu-home-")) / ("deep" * 30)
    cluster = Cluster(home)
    foreign = cluster.places.socket
    foreign.mkdir(mode=0o755)
    try:
        with pytest.raises(SocketTaken, match="0700"), cluster.running():
            pass
    finally:
        foreign.rmdir()
        shutil.rmtree(home.parent)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as another account")
def test_a_home_closed_to_the_servers_account_is_sheltered() -> None:
    home = Path(mkdtemp(prefix="shiyu-home-"))  # 0700, root's own
    cluster = Cluster(home, extra=FAST)
    try:
        with cluster.running():
            assert ask(cluster, "SELECT 1") == [(1,)]
        assert cluster.places.root.is_symlink()
    finally:
        shutil.rmtree(cluster.places.root.resolve())
        shutil.rmtree(cluster.places.socket)
        shutil.rmtree(home)


def upgraded(home: Path) -> None:
    cluster = Cluster(home, extra=FAST)
    with cluster.running():
        assert (cluster.places.data / "PG_VERSION").read_text().strip() == str(cluster.binaries.major)
        assert ask(cluster, "SELECT sum(number) FROM kept", role=APP_ROLE) == [(500500,)]
        owner = "SELECT tableowner FROM pg_tables WHERE tablename = 'kept'"
        assert ask(cluster, owner) == [(OWNER_ROLE,)]


@needs_15
def test_older_data_is_carried_over_and_kept(old_home: Path) -> None:
    upgraded(old_home)
    assert (old_home / "db" / "data-15-kept" / "PG_VERSION").read_text() == "15\n"
    assert not (old_home / "upgrade.dump").exists()


@needs_15
@pytest.mark.story
@pytest.mark.parametrize("cut", ["make_data", "launch", "_restore", "_finish"])
def test_an_upgrade_cut_short_anywhere_is_done_again(old_home: Path, cut: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    target = "shiyu.cli.postgres.cluster.Cluster" if cut in {"make_data", "launch"} else "shiyu.cli.postgres.upgrade"
    with monkeypatch.context() as patch:
        if cut == "_finish":
            patch.setattr("pathlib.Path.rename", _rename_until_ready)
        else:
            patch.setattr(f"{target}.{cut}", killed)
        with pytest.raises(KeyboardInterrupt), Cluster(old_home, extra=FAST).running():
            pass
    assert list((old_home / "db").glob("data*/PG_VERSION"))
    upgraded(old_home)


def _rename_until_ready(path: Path, target: Path) -> Path:
    """Cut short between the two renames of the last step: the old folder is aside, the new one waits."""
    if path.name == "data-ready":
        raise KeyboardInterrupt
    shutil.move(path, target)
    return Path(target)


@needs_15
@pytest.mark.story
def test_a_killed_upgrade_leaves_a_server_that_the_next_one_stops(old_home: Path) -> None:
    cluster = Cluster(old_home, extra=FAST)
    cluster.places.prepare(cluster.account)
    fresh = cluster.sibling("data-new")
    fresh.make_data(fresh.places.data)
    fresh.launch()
    upgraded(old_home)
    assert fresh.pid() is None


@needs_15
def test_data_of_a_version_without_programs_is_refused(old_home: Path) -> None:
    (old_home / "db" / "data" / "PG_VERSION").write_text("9\n")
    with pytest.raises(WrongVersion, match="PostgreSQL 9"), Cluster(old_home, extra=FAST).running():
        pass


def test_no_process_is_left_behind(home: Path) -> None:
    cluster = Cluster(home, extra=FAST)
    with cluster.running(), roles.connect(cluster.places):
        pass
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert str(home) not in listed
