"""One dispute as its people live it: sides and officers on pages, each at a browser of his own.

A side is known by its telephone. Messages that would reach it are taken from where they leave the platform.
"""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from unittest import mock
from uuid import UUID

from playwright.sync_api import FilePayload, Page, expect
from pypdf import PdfReader

from shiyu.cases.actors import PartyActor
from shiyu.cases.door import make_move
from shiyu.cases.known import phone_index
from shiyu.cases.models import Party
from shiyu.disputes.agreements import links
from shiyu.disputes.models import Dispute
from shiyu.documents.models import Paper
from shiyu.web.background.running import work_on
from shiyu.web.login.phone import opened, send_code
from shiyu.web.models import PhoneCode
from tests.api.made_files import picture
from tests.browser.passing_site import StoryPeople
from tests.browser.sessions import as_member

STREET = "140502004000"
SIGN = "我已核对全文，签署"


def scan(name: str) -> FilePayload:
    """A picture as a mediator scans one."""
    return FilePayload(name=name, mimeType="image/jpeg", buffer=picture().read())


class Disputed:
    """A dispute that stands already; whoever acts does so on a page, unless a method says otherwise."""

    def __init__(self, people: StoryPeople, number: str, a: str, b: str) -> None:
        self.people, self.site, self.number, self.a, self.b = people, people.site, number, a, b

    def known(self, phone: str) -> str:
        """The login of whoever is known by this number; after days it is a new one."""
        name = f"side-{phone}-{self.site.moment.isoformat()}"
        if name not in self.site.cookies:
            with self.site.now():
                self.site.cookies[name] = as_member(phone)
        return name

    def side(self, phone: str, path: str = "") -> Page:
        """A party's browser at a page of this dispute."""
        return self.people.at(self.known(phone), f"/disputes/mine/{self.number}{path}")

    def says(self, phone: str, label: str, **facts: str) -> Page:
        """A party follows a way of its page, fills in the form and sends it."""
        page = self.side(phone)
        page.locator("#ways ~ a", has_text=label).first.click()
        for name, value in facts.items():
            self.people.fill(page.locator("form.card"), name, value)
        page.locator("form.card .btn-primary").click()
        page.wait_for_url(f"**/disputes/mine/{self.number}")
        return page

    def do(self, username: str, move: str, **facts: object) -> Page:
        """An officer's move on its page."""
        return self.people.move(username, self.number, move, facts)

    def filed(self, username: str, move: str, name: str, facts: Mapping[str, Any]) -> Page:
        """An officer's move with a file."""
        page = self.people.at(username, f"/cases/{self.number}/moves/{move}")
        page.set_input_files("#id_files", scan(name))
        form = page.locator("form.card")
        for field, value in facts.items():
            self.people.fill(form, field, str(value))
        form.locator(".card-footer .btn-primary").click()
        page.wait_for_url(f"**/cases/{self.number}")
        return page

    def shown(self, username: str) -> Page:
        """The page of the case."""
        return self.people.at(username, f"/cases/{self.number}")

    def both_told_and_agreed(self) -> None:
        """Each side reads and signs its rights, and agrees, on its own page."""
        for phone in (self.a, self.b):
            page = self.side(phone)
            expect(page.locator(".standing")).to_contain_text("征询各方是否愿意调解")
            self.says(phone, "阅读并签收权利义务告知书")
            self.says(phone, "同意调解")
        assert self.standing()[0] == "mediating"

    def agreed_by_the_door(self) -> None:
        """Both told and agreed, through the door."""
        with self.site.now():
            for party in Party.objects.filter(case__number=self.number).order_by("pk"):
                actor = PartyActor(party_id=party.pk, case_id=party.case_id, role=party.role, number=self.number)
                for move in ("told_rights", "agree"):
                    make_move(self.number, move, actor=actor, key=f"{self.number}-{party.pk}-{move}")

    def link(self, phone: str) -> str:
        """The address of the signing link in the message to this number; what waits is sent."""
        told: dict[str, str] = {}

        def tell(to: str, *, template: str, message: int, code: str) -> None:
            told[to] = code

        with self.site.now(), mock.patch.object(links, "tell_number", tell):
            links.send_links()
        return f"/disputes/sign/{told[phone]}"

    def code(self, phone: str) -> str:
        """The code in the newest message to this number, which the job of the site sends."""
        with self.site.now():
            row = PhoneCode.objects.filter(phone=phone_index(phone)).latest("pk")
            send_code(row.pk)
            row.refresh_from_db()
            assert row.state == PhoneCode.State.SENT
            return opened(row)["code"]

    def sign(self, page: Page, phone: str, *, content: str) -> Page:
        """Reads the agreement on the page that is open, asks for a code and signs by it."""
        expect(page.locator("main")).to_contain_text(content)
        page.get_by_role("button", name="获取验证码").click()
        page.fill("#code", self.code(phone))
        page.get_by_role("button", name=SIGN).click()
        expect(page.locator("h1")).to_have_text("已签署")
        return page

    def bound(self, username: str) -> str:
        """The words of the dossier as one PDF, fetched from the page of its task."""
        page = self.people.at(username, f"/disputes/{self.number}/dossier")
        expect(page.locator("[role=status]").first).to_have_text("必备材料齐全。")
        page.get_by_role("button", name="装订").click()
        page.wait_for_url("**/tasks/*")
        with self.site.now():
            work_on(UUID(page.url.rpartition("/")[2]))
        page.reload()
        with page.expect_download() as fetched:
            page.get_by_role("link", name="下载").click()
        pages = PdfReader(io.BytesIO(Path(fetched.value.path()).read_bytes())).pages
        return "".join("".join(one.extract_text().split()) for one in pages)

    def party(self, role: str) -> int:
        """The id of the first party of a side, as the forms of officers name it."""
        with self.site.now():
            return Party.objects.filter(case__number=self.number, role=role).order_by("pk")[0].pk

    def standing(self) -> tuple[str, str]:
        """Stage and outcome as stored."""
        with self.site.now():
            case = Dispute.objects.select_related("case").get(case__number=self.number).case
            return case.stage, case.outcome

    def papers(self) -> list[str]:
        """The kinds of its papers, in the order of their making."""
        with self.site.now():
            return list(Paper.objects.filter(case__number=self.number).order_by("id").values_list("kind", flat=True))


def applied(
    people: StoryPeople, page: Page, *, phones: tuple[str, str], names: tuple[str, str], words: tuple[str, str]
) -> Disputed:
    """Fills in the form of the application that is open, sends it, and follows the receipt to the dispute's page."""
    form = page.locator("main form.card")
    form.locator('[name="place-division"]').select_option(STREET)
    facts = {
        "happened": words[0], "claims": words[1], "contact-name": names[0], "contact-phone": phones[0],
        "respondent-name": names[1], "respondent-phone": phones[1],
    }  # fmt: skip
    for name, value in facts.items():
        form.locator(f'[name="{name}"]').fill(value)
    form.locator(".btn-primary").click()
    number = page.locator(".receipt .number").inner_text()
    page.get_by_role("button", name="看看进展").click()
    page.wait_for_url(f"**/disputes/mine/{number}")
    return Disputed(people, number, *phones)
