"""Accounts for tests: one for each role of the pack, made on the first post that carries it."""

import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.test import Client

from shiyu.base.clock import now
from shiyu.city.directory import directory
from shiyu.city.models import Account, ApiToken, Post, Tenure
from shiyu.city.models.dated import always
from shiyu.city.models.people import AccountKind
from shiyu.city.people import issue_token, revoke_token

ROLES = (
    "agent", "dispatcher", "clerk", "unit_head", "reviewer", "callback_officer", "supervisor", "arbiter", "auditor",
    "security_officer", "system_admin", "api_client", "tipoff_keeper", "enterprise_desk",
    "proposal_clerk", "proposal_reviewer", "proposal_committee", "party_assigner", "government_assigner",
    "other_assigner", "deputy_head", "cppcc_leader", "city_leader", "supervision_officer", "supervision_lead",
    "dispute_window", "dispute_lead", "mediation_head", "mediator",
)  # fmt: skip
OF_OTHER_SYSTEMS = ROLES[ROLES.index("proposal_clerk") :]
"""They have no part in a citizen's request: it is not there for them."""


def make_account(username: str, *posts: str, kind: str = AccountKind.PERSON, password: str | None = None) -> Account:
    """An account that holds the posts with these codes."""
    account = Account.objects.create_user(username, password, kind=kind)
    for code in posts:
        Tenure.objects.create(account=account, post=Post.objects.get(code=code), validity=always())
    return account


def post_with(role: str, *, unit: str | None = None) -> str:
    """The code of the first post that carries a role."""
    return min(post.code for post in directory().posts_with(role, unit_code=unit))


def token_for(role: str, *, unit: str | None = None) -> str:
    """The secret of a new token of a new account on a post with this role."""
    kind = AccountKind.CLIENT if role == "api_client" else AccountKind.PERSON
    account = make_account(f"test-{role}-{unit or 'any'}", post_with(role, unit=unit), kind=kind)
    return issue_token(account, "test")[1]


def expired_token() -> str:
    """A token whose time is over."""
    account = make_account("test-expired", post_with("dispatcher"))
    return issue_token(account, "test", expires_at=now() - timedelta(seconds=1))[1]


def revoked_token() -> str:
    """A token that was closed."""
    account = make_account("test-revoked", post_with("dispatcher"))
    token, secret = issue_token(account, "test")
    revoke_token(ApiToken.objects.get(pk=token.pk))
    return secret


@dataclass
class Api:
    """A client of the API under one identity."""

    headers: dict[str, str] = field(default_factory=dict)
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def get(self, path: str, **query: Any) -> Any:
        """GET under /api/v1."""
        return self.client.get(f"/api/v1{path}", query, headers=self.headers)

    def post(self, path: str, body: Any = None, *, key: str | None = None, **headers: str) -> Any:
        """POST of JSON under /api/v1, with a fresh key unless one is given."""
        key = key or secrets.token_hex(8)  # an `id` would come back, with the memory of a client that is gone
        return self.client.post(
            f"/api/v1{path}",
            data=body if body is not None else {},
            content_type="application/json",
            headers={**self.headers, "Idempotency-Key": key, **headers},
        )

    def move(self, number: str, move: str, *, key: str | None = None, **facts: Any) -> Any:
        """One move of one case."""
        return self.post(f"/cases/{number}/moves/{move}", {"facts": facts}, key=key)


def bearing(token: str, **headers: str) -> Api:
    """A client that bears a token."""
    return Api({"Authorization": f"Bearer {token}", **headers})


def with_code(code: str) -> Api:
    """A client that shows a query code."""
    return Api({"X-Query-Code": code})


REPORT = {
    "title": "泽州路路灯不亮",
    "detail": "泽州路与红星街口三盏路灯一周不亮，晚上看不清路。",
    "contact": {"name": "张小明", "phone": "13800001234"},
    "place": {"division": "140502001000", "address": "泽州路与红星街口"},
}


def report(api: Api, **other: Any) -> Any:
    """Reports the street lamps."""
    return api.post("/cases/citizen_request/report", {"facts": {**REPORT, **other}})
