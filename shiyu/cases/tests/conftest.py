"""A small city of its own for the engine's tests: places, units, posts, numbers, and the test-only procedures."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from shiyu.base.clock import standing_at
from shiyu.cases import registry
from shiyu.cases.actors import PostHolder
from shiyu.cases.tests.desk import ACCOUNTS, MONDAY, Desk
from shiyu.cases.tests.procedures import TEST_PROCEDURES
from shiyu.cases.tests.small_city import UNITS, make_city, test_templates
from shiyu.city import directory as directories

Actors = Callable[..., PostHolder]
_drawn: list[directories.Directory] = []


@contextmanager
def _engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The test procedures are registered, the small city stands beside the loaded one; it is Monday morning."""
    known = registry.registered()
    for module in ("sending", "soundness"):
        monkeypatch.setattr(f"shiyu.cases.{module}.notice_templates", test_templates)
    make_city()
    hold_directory()
    for procedure in TEST_PROCEDURES:
        registry.add(known, procedure)
    try:
        with standing_at(MONDAY):
            yield
    finally:
        directories.forget()
        for procedure in TEST_PROCEDURES:
            del known[procedure.name, procedure.version]


def hold_directory() -> None:
    """Lets the directory stand: the rows have the same ids in every test, so one drawing serves them all."""
    if not _drawn:
        directories.forget()
        _drawn.append(directories.directory())
    directories._shelf.held, directories._shelf.looked_at = _drawn[0], float("inf")


@pytest.fixture
def engine(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The engine in a transaction that is rolled back."""
    with _engine(monkeypatch):
        yield


@pytest.fixture
def committed_engine(committed: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The engine with real commits, for what threads and other connections must see."""
    with _engine(monkeypatch):
        yield


@pytest.fixture
def holder() -> Actors:
    """Makes the holder of a post: `holder("clerk", unit=1)` is a clerk of the second unit."""

    def make(*roles: str, unit: int = 0) -> PostHolder:
        fact = directories.directory().unit(UNITS[unit])
        assert fact is not None
        return PostHolder(
            account_id=1000 + 100 * unit + ACCOUNTS.index(roles[0]), post_id=1, post_code=f"{fact.code}-P",
            unit_id=fact.id, unit_code=fact.code, division_code=fact.division_code, roles=frozenset(roles),
        )  # fmt: skip

    return make


@pytest.fixture
def desk(holder: Actors) -> Desk:
    """Where tests ask for moves; every request gets a key of its own."""
    return Desk(holder)


@pytest.fixture(scope="session")
def own_certificate(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A certificate for `localhost` that no authority signed, and its key in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    began = datetime.now(UTC) - timedelta(days=1)  # noqa: TID251 -- OpenSSL looks at the machine's clock
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(began).not_valid_after(began + timedelta(days=3))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    path = tmp_path_factory.mktemp("tls") / "own.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(secret + certificate.public_bytes(Encoding.PEM))
    return str(path)


@pytest.fixture
def own_authority(own_certificate: str) -> ssl.SSLContext:
    """A server's side of TLS with that certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(own_certificate)
    return context
