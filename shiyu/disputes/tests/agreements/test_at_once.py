"""Both sides sign at one moment, with real commits: in force once, at the last signature; one link twice signs once."""

from collections.abc import Callable
from threading import Barrier

import pytest
from django.conf import settings

from shiyu.base.clock import standing_at
from shiyu.base.errors import ShiyuError
from shiyu.cases.door import open_case
from shiyu.cases.tests.crowd import all_at_once
from shiyu.cases.verification import verify_all
from shiyu.city.demo import load_demo_people
from shiyu.disputes.agreements.signing import sign_by_link
from shiyu.disputes.models import Agreement, Signature, SigningLink
from shiyu.disputes.tests.agreements.conftest import TERMS
from shiyu.disputes.tests.conftest import MATTER, MONDAY, People, Story
from shiyu.documents.models import Paper

pytestmark = pytest.mark.usefixtures("committed")


def to_sign() -> list[SigningLink]:
    """A draft that waits for both sides: their links."""
    load_demo_people(settings.SHIYU_CITY, password="not used here")
    people = People()
    opened = open_case("dispute", "register", actor=people("dispute-window"), key="r", facts=MATTER)
    story = Story(people, opened).to("mediating")
    story.do("hold_session", "mediator", on="2026-03-02", present="双方", minutes="各述事实。")
    story.do("draft_agreement", "mediator", **TERMS)
    return list(SigningLink.objects.select_related("agreement__case", "party").order_by("pk"))


def at_once(links: list[SigningLink]) -> list[str]:
    """What came of each link, used at one moment: a stage, or the code of the refusal."""
    barrier = Barrier(len(links))

    def signing(link: SigningLink) -> Callable[[], str]:
        def run() -> str:
            barrier.wait()
            with standing_at(MONDAY):
                try:
                    return sign_by_link(link)
                except ShiyuError as refused:
                    return refused.code

        return run

    return sorted(all_at_once([signing(link) for link in links]))


def test_two_sides_at_one_moment_bring_it_into_force_once() -> None:
    with standing_at(MONDAY):
        links = to_sign()
    assert at_once(links) == ["performing", "signing"]
    assert Signature.objects.count() == len(links)
    assert Agreement.objects.exclude(effective_at=None).count() == 1
    assert Paper.objects.filter(kind="mediation_agreement").count() == 1
    assert verify_all() == ()


def test_one_link_used_twice_at_one_moment_signs_once() -> None:
    with standing_at(MONDAY):
        first, _ = to_sign()
    assert at_once([first, first]) == ["signing", "signing"]  # the second is told what the first was
    assert Signature.objects.count() == 1
    assert Agreement.objects.filter(effective_at=None).count() == 1
