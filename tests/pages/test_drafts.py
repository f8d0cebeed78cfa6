"""Drafts: kept sealed for their writer alone, offered again, gone once sent, thrown away or too old."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.test import Client

from shiyu.base.clock import now, standing_at
from shiyu.web.drafts import LIVE, forget_drafts
from shiyu.web.models import Draft
from tests.pages.people import browser, handled

pytestmark = pytest.mark.django_db
PHONE, WORDS = "13900009876", "路口三盏路灯不亮"
TYPED = {"_draft": "agent", "_key": "k1", "title": WORDS, "contact-phone": PHONE, "channel": "phone"}


def save(client: Client, **more: str) -> Any:
    return client.post("/drafts", {**TYPED, **more})


def page(client: Client, path: str = "/agent") -> str:
    shown: str = client.get(path).content.decode()
    return shown


def live() -> int:
    return Draft.objects.exclude(sealed=b"").count()


def test_a_draft_is_sealed_offered_without_its_contact_and_resumed_whole() -> None:
    agent = browser("agent")
    assert save(agent).json()["at"]
    assert save(agent, detail="很危险").status_code == 200
    row = Draft.objects.get()
    assert not any(word.encode() in bytes(row.sealed) for word in (PHONE, WORDS))
    offer = page(agent)
    assert WORDS in offer
    assert PHONE not in offer
    resumed = page(agent, f"/agent?draft={row.pk}")
    assert all(word in resumed for word in (WORDS, PHONE, "很危险", 'name="_key" value="k1"'))


def test_nobody_else_sees_or_throws_away_a_draft() -> None:
    agent, clerk = browser("agent"), browser("clerk", unit="zjj")
    save(agent)
    row = Draft.objects.get()
    assert save(clerk).status_code == 200  # the same key from another account is another draft
    assert Draft.objects.count() == 2
    clerk.post("/drafts/discard", {"draft": row.pk})
    assert Draft.objects.filter(pk=row.pk).exists()
    assert WORDS not in page(clerk, f"/cases/{handled()}/moves/note_progress?draft={row.pk}")


def test_who_logged_in_meanwhile_is_not_given_what_another_writes() -> None:
    agent = browser("agent")
    own = agent.session[SESSION_KEY]
    assert save(agent, _draft_of=own).status_code == 200
    assert save(agent, _draft_of=f"{own}0", _key="k2").status_code == 403
    assert Draft.objects.count() == 1
    assert f'data-of="{own}"' in page(agent)


def test_what_was_sent_is_no_draft_not_even_for_a_saving_still_on_its_way() -> None:
    agent = browser("agent")
    save(agent)
    sent = agent.post("/agent", {**TYPED, "detail": "连续三晚", "type": "help", "do": "report"})
    assert sent.status_code == 200, sent.content.decode()
    assert live() == 0
    assert save(agent).status_code == 200
    assert live() == 0
    assert WORDS not in page(agent)


@pytest.mark.parametrize("mistake", [{"do": "look"}, {"do": "report", "detail": ""}])
def test_without_scripts_a_form_shown_again_is_kept(mistake: dict[str, str]) -> None:
    agent = browser("agent")
    agent.post("/agent", {**TYPED, **mistake})
    assert live() == 1
    assert WORDS in page(agent)


def test_thrown_away_it_is_gone() -> None:
    agent = browser("agent")
    save(agent)
    discarded = agent.post("/drafts/discard", {"draft": Draft.objects.get().pk, "next": "/agent"}, follow=True)
    assert "草稿已丢弃" in discarded.content.decode()
    assert Draft.objects.count() == 0
    assert (
        agent.post("/drafts/discard", {"draft": "x", "next": "https://elsewhere.example"}).headers["Location"]
        == "/work"
    )


def test_too_old_it_is_not_shown_and_then_erased() -> None:
    agent = browser("agent")
    save(agent)
    with standing_at(now() + timedelta(days=settings.SHIYU_DRAFT_DAYS, seconds=1)):
        assert WORDS not in page(agent)
        assert forget_drafts() == 1


def test_an_account_has_so_many_and_the_oldest_go() -> None:
    agent, start = browser("agent"), now()
    for place in range(LIVE + 2):
        with standing_at(start + timedelta(seconds=place)):
            save(agent, _key=f"k{place}")
    assert live() == LIVE


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"_draft": ""}, 422), ({"_draft": "../x"}, 422), ({"_draft": "a" * 200}, 422), ({"_key": ""}, 422),
        ({"detail": "字" * 90_000}, 400), ({"detail": "\u0000\ud800"}, 200),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_plainly(typed: dict[str, str], status: int) -> None:
    encoded = {name: value.encode(errors="replace") for name, value in typed.items()}
    assert browser("agent").post("/drafts", {**TYPED, **encoded}).status_code == status


def test_without_a_login_nothing_is_kept_and_nobody_is_led_away() -> None:
    assert save(Client()).status_code == 401
    assert Draft.objects.count() == 0


def test_the_form_of_a_move_keeps_its_draft_too() -> None:
    number = handled()
    clerk = browser("clerk", unit="zjj")
    path = f"/cases/{number}/moves/note_progress"
    assert f'data-draft="move:{number}:note_progress"' in page(clerk, path)
    assert save(clerk, _draft=f"move:{number}:note_progress", note="已到现场").status_code == 200
    assert "继续填写" in page(clerk, path)
    resumed = page(clerk, f"{path}?draft={Draft.objects.get().pk}")
    assert "已到现场" in resumed
    assert clerk.post(path, {"_key": "k1", "note": "已到现场"}).status_code == 302
    assert "继续填写" not in page(clerk, path)
