"""Clients others wrote talk to the served door: `georeport` in XML and JSON, `three` in JSON."""

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from django.test.testcases import LiveServerThread, _StaticFilesHandler
from georeport import GeoReport

from shiyu.cases.models import Case
from tests.api.people import token_for

itertools.ifilter = filter  # type: ignore[attr-defined]  # three was written for Python 2 and needs nothing else
from three import Three  # noqa: E402

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def endpoint() -> Iterator[str]:
    """The address of the door on a server of this process."""
    server = LiveServerThread("127.0.0.1", _StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    assert server.error is None
    yield f"http://127.0.0.1:{server.port}/open311/v2"
    server.terminate()


@pytest.fixture
def reported(endpoint: str) -> tuple[Three, str]:
    """A request that `three` has sent, and the client that sent it."""
    client = Three(endpoint, api_key=token_for("api_client"), jurisdiction="140500")
    (made,) = client.post(
        "010204", lat="35.49", long="112.85", name="Ping An", phone="0356-0000001", description="三盏路灯不亮"
    )
    return client, made["service_request_id"]


def test_three_reports_and_reads(reported: tuple[Three, str]) -> None:
    client, number = reported
    assert client.discovery()["endpoints"][0]["url"].endswith("/open311/v2")
    assert "010204" in [service["service_code"] for service in client.services()]
    assert client.services("010204")["service_code"] == "010204"
    assert [one["service_request_id"] for one in client.requests()] == [number]
    assert [one["service_request_id"] for one in client.requests("010204", count=5, status="open")] == [number]
    assert client.requests(between=["01-01-2026", "02-01-2026"]) == []
    assert client.request(number)[0]["description"] == "三盏路灯不亮"
    assert client.token("12345")[0]["code"] == 404
    assert Case.objects.get().number == number


def test_three_is_told_what_is_wrong(endpoint: str) -> None:
    assert Three(endpoint, api_key="wrong").post("010204", address="东街")[0]["code"] == 403
    assert Three(endpoint, jurisdiction="sfgov.org").services()[0]["code"] == 404


@pytest.mark.parametrize("output_format", ["json", "xml"])
def test_georeport_reads(endpoint: str, reported: tuple[Three, str], output_format: str) -> None:
    number = reported[1]
    client = GeoReport(endpoint, jurisdiction="140500", output_format=output_format)
    assert "010204" in [service["service_code"] for service in client.get_service_list()]
    assert client.get_service_definition("010204")["service_code"] == "010204"
    found: Any = client.get_service_requests(service_code="010204", status="open")
    assert [one["service_request_id"] for one in (found if isinstance(found, list) else [found])] == [number]
    one = client.get_service_request(number)
    assert (one["service_request_id"], one["status"], one["service_name"]) == (number, "open", "城市公共设施")
