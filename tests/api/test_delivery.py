"""How a page comes to the browser: small, with styles that are kept for good, and itself never kept."""

import gzip
import re
from collections.abc import Iterator

import httpx
import pytest

from tests import database
from tests.api.server import ANSWERS_WITHIN, running_server

MOST_BYTES = 150 * 1024
PAGES = ("/", "/report", "/login", "/public", "/my")
OURS = re.compile(r'(?:href|src)="(/static/[^"]+)"')
HASHED = re.compile(r"\.[0-9a-f]{12}\.(css|js|svg)$")


@pytest.fixture(scope="module")
def visitor(django_db_setup: None) -> Iterator[httpx.Client]:
    """A browser that takes what browsers take, at a served city."""
    taking = {"Accept-Encoding": "gzip, deflate, br"}
    with (
        running_server({**database.environment(), "SHIYU_WEB_WORKERS": "1"}) as address,
        httpx.Client(base_url=address, headers=taking, timeout=ANSWERS_WITHIN, trust_env=False) as client,
    ):
        yield client


def raw(visitor: httpx.Client, path: str, **headers: str) -> tuple[httpx.Response, bytes]:
    """The answer, and its bytes as they came over the line."""
    with visitor.stream("GET", path, headers=headers) as answer:
        return answer, b"".join(answer.iter_raw())


def named_in(visitor: httpx.Client, page: str) -> list[str]:
    sent, content = raw(visitor, page)
    assert sent.status_code == 200
    return list(dict.fromkeys(OURS.findall(gzip.decompress(content).decode())))


def test_styles_and_scripts_are_compressed_and_kept_for_good(visitor: httpx.Client) -> None:
    named = named_in(visitor, "/report")
    assert {path.rpartition(".")[2] for path in named} == {"css", "js", "svg"}
    for path in named:
        assert HASHED.search(path), path
        answer, content = raw(visitor, path)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"
        plain = visitor.get(path, headers={"Accept-Encoding": "identity"})
        if len(plain.content) > 1000:
            assert answer.headers["Content-Encoding"] == "br", path
            assert answer.headers["Vary"] == "Accept-Encoding"
            assert len(content) < len(plain.content) / 2, path


def test_one_who_takes_only_gzip_gets_gzip(visitor: httpx.Client) -> None:
    style = next(path for path in named_in(visitor, "/report") if path.endswith(".css"))
    answer, content = raw(visitor, style, **{"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert b".card" in gzip.decompress(content)


def test_a_name_without_hash_is_kept_for_a_minute_and_none_that_is_not_there(visitor: httpx.Client) -> None:
    plain, _ = raw(visitor, "/static/built/shiyu.css")
    assert plain.headers["Cache-Control"] == "max-age=60, public"
    gone, _ = raw(visitor, "/static/built/shiyu.000000000000.css")
    assert gone.status_code == 404
    assert "immutable" not in gone.headers.get("Cache-Control", "")


def test_a_page_is_compressed_never_kept_and_never_of_the_same_length(visitor: httpx.Client) -> None:
    lengths = set()
    for _ in range(8):
        answer, content = raw(visitor, "/report")
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "no-store" in answer.headers["Cache-Control"]
        assert "Accept-Encoding" in answer.headers["Vary"]
        lengths.add(len(content))
    assert len(lengths) > 1  # a guess that compresses well does not show (BREACH)


def test_a_picture_is_not_compressed_again(visitor: httpx.Client) -> None:
    answer, _ = raw(visitor, "/static/ninja/favicon.png")
    assert "Content-Encoding" not in answer.headers


def test_no_page_weighs_more_than_its_budget(visitor: httpx.Client) -> None:
    weights = {}
    for page in PAGES:
        parts = [page, *named_in(visitor, page)]
        weights[page] = sum(len(raw(visitor, part)[1]) for part in parts)
    assert {page: weight for page, weight in weights.items() if weight > MOST_BYTES} == {}
