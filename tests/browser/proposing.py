"""One proposal as its people live it: members and officers on pages, each at a browser of his own."""

from playwright.sync_api import Page, expect

from shiyu.cases.gate import visible_cases
from shiyu.documents.models import Paper
from shiyu.proposals.keeping import READER
from shiyu.proposals.tests.conftest import REGISTER, TEXT
from tests.api.made_files import picture
from tests.browser.passing_site import StoryPeople
from tests.browser.sessions import as_member

FIRST, SECOND = REGISTER[0][3], REGISTER[1][3]
PHONES = (FIRST, SECOND)
SECOND_NAME = REGISTER[1][1]


class Proposal:
    """A proposal that a member drafts on his page; who signs is known by his telephone."""

    def __init__(self, people: StoryPeople, title: str, *, phone: str = FIRST) -> None:
        self.people, self.site = people, people.site
        page = self.at(phone, "/proposals/new")
        for name, words in {**TEXT, "title": title}.items():
            self.people.fill(page.locator("form.card"), name, words)
        page.set_input_files("#files", {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": picture().read()})
        page.locator(".form-ways .btn-primary").click()
        page.wait_for_url("**/proposals/new/similar")
        page.locator('[name="do"][value="next"]').click()
        page.wait_for_url("**/co-signers")
        self.number = page.url.split("/")[-2]

    def at(self, phone: str, path: str) -> Page:
        """A member's browser at an address; after weeks he logs in anew."""
        name = f"member-{phone}-{self.site.moment.isoformat()}"
        if name not in self.site.cookies:
            with self.site.now():
                self.site.cookies[name] = as_member(phone)
        return self.people.at(name, path)

    def page(self, nth: int) -> Page:
        """The page that the first or the second who signs has of it."""
        return self.at(PHONES[nth], f"/proposals/mine/{self.number}")

    def co_signed(self) -> None:
        """The first invites the second by name, who reads it and confirms."""
        page = self.at(FIRST, f"/proposals/mine/{self.number}/co-signers?q={SECOND_NAME}")
        page.get_by_role("button", name=f"邀请{SECOND_NAME}").click()
        expect(page.locator(".signers .waiting")).to_have_text("已邀请，等待本人确认")
        other = self.page(1)
        expect(other.locator("main")).to_contain_text("现场.jpg")  # what he signs rests on it
        other.get_by_role("button", name="确认联名").click()
        expect(other.locator(".signers")).to_contain_text("已确认联名")

    def submitted(self, phone: str = FIRST) -> None:
        """Looked over once more, and sent to the committee."""
        page = self.at(phone, f"/proposals/mine/{self.number}/submit")
        page.locator('[name="one_matter"]').check()
        page.locator(".form-ways .btn-primary").click()
        page.wait_for_url(f"**/proposals/mine/{self.number}")

    def filed(self) -> None:
        """Reviewed three times and filed."""
        self.do("proposal-clerk", "pass_preliminary")
        self.do("proposal-reviewer", "pass_second")
        self.do("proposal-committee", "file", channel="government", theme="society")
        assert self.standing()[0] == "to_assign_government"

    def judge(self, nth: int, **given: str) -> None:
        """A member fills in the form on his page."""
        page = self.page(nth)
        form = page.locator("#opinion-form form")
        for name, value in given.items():
            self.people.fill(form, name, value)
        form.locator(".btn-primary").click()
        expect(page.locator("#opinion-form")).to_have_count(0)

    def do(self, username: str, move: str, **facts: object) -> None:
        """An officer's move on its page."""
        self.people.move(username, self.number, move, facts)

    def standing(self) -> tuple[str, str]:
        """Stage and class as stored."""
        with self.site.now():
            case = visible_cases(READER).get(number=self.number)
            return case.stage, case.outcome

    def papers(self) -> list[str]:
        """The kinds of its papers, in the order of their making."""
        with self.site.now():
            return list(Paper.objects.filter(case__number=self.number).order_by("id").values_list("kind", flat=True))

    def serial(self) -> int | None:
        """Its 案号: the stories run in any order."""
        with self.site.now():
            return visible_cases(READER).get(number=self.number).proposal.serial
