"""In a demo whoever looks may be anybody; nowhere else."""

from typing import Any

import pytest
from django.conf import settings as present
from django.test import Client

from shiyu.city.demo import load_demo_people
from shiyu.web.login.demo import demo_roles

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> None:
    load_demo_people(present.SHIYU_CITY, password="jincheng-demo")


@pytest.mark.parametrize("env", ["development", "test", "production"])
def test_no_such_address_elsewhere(settings: Any, people: None, env: str) -> None:
    settings.SHIYU_ENV = env
    client = Client()
    assert client.post("/demo/role", {"username": "agent"}).status_code == 404
    assert "_auth_user_id" not in client.session
    assert list(demo_roles()) == []
    assert "demo-role" not in client.get("/login").content.decode()


def test_one_click_in_the_demo(settings: Any, people: None) -> None:
    settings.SHIYU_ENV = "demo"
    client = Client()
    assert "agent" in client.get("/login").content.decode()
    assert client.post("/demo/role", {"username": "clerk-zjj"}).headers["Location"] == "/work"
    assert "宁小禾" in client.get("/account").content.decode()
    for username, first in {"supervisor": "/overview", "dispatcher": "/dispatch", "agent": "/agent"}.items():
        assert client.post("/demo/role", {"username": username}).headers["Location"] == first
    assert "安晨" in client.get("/account").content.decode()


@pytest.mark.parametrize("username", ["", "nobody", "portal-client"])
def test_only_the_demos_own_people(settings: Any, people: None, username: str) -> None:
    settings.SHIYU_ENV = "demo"
    assert Client().post("/demo/role", {"username": username}).status_code == 404
    assert Client().get("/demo/role").status_code == 405
