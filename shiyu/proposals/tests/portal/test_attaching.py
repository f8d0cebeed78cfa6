"""附件: files go with the text, stay when a form is refused, and are read by those who sign, review and handle it."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shiyu.base.tests.made_files import picture
from shiyu.cases.attachments import store
from shiyu.cases.models import Access, Attachment, Case
from shiyu.proposals.portal import attaching
from shiyu.proposals.tests.conftest import Story
from shiyu.proposals.tests.portal.conftest import FIRST, SECOND, THIRD, Phone
from shiyu.proposals.tests.portal.test_writing import COMPARE, NEW, WORDS, drafted
from shiyu.web.tests.officers import browser
from shiyu.web.throttle import UPLOAD

pytestmark = pytest.mark.django_db
Telephone = Callable[..., Phone]


def photo(name: str = "路口.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture(), "image/jpeg")


def test_a_file_stays_while_the_form_is_put_right_and_goes_with_the_draft(phone: Telephone) -> None:
    member = phone(FIRST)
    member.get(NEW)
    member.send(NEW, **{**WORDS, "title": ""}, files=photo())
    assert member.status == 422
    assert "路口.jpg" in member.text
    member.send(NEW, **WORDS)
    assert "附件1个" in member.text
    member.send(COMPARE, do="next")
    case = Case.objects.get()
    assert Attachment.objects.get().case_id == case.pk
    assert "路口.jpg" in member.get(f"/proposals/mine/{case.number}/submit")


def test_a_file_is_removed_before_it_is_saved(phone: Telephone) -> None:
    member = phone(FIRST)
    member.get(NEW)
    member.send(NEW, **{**WORDS, "detail": ""}, files=[photo(), photo("校门.jpg")])
    first = re.findall(r'name="remove" value="([^"]+)"', member.page.content.decode())[0]
    page = member.send(NEW, **WORDS, remove=first)
    assert member.address == NEW
    assert "校门.jpg" in page
    assert "路口.jpg" not in page
    member.send(NEW, **WORDS)
    member.send(COMPARE, do="next")
    assert [one.name for one in Attachment.objects.exclude(case=None)] == ["校门.jpg"]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("程序.exe", b"MZ\x90\x00", "“程序.exe”未接收"),
        ("空.pdf", b"", "“空.pdf”未接收"),
        ("表.png", picture(), "“表.png”未接收"),
    ],
)
def test_a_wrong_file_is_refused_with_a_sentence_and_the_rest_is_kept(
    phone: Telephone, name: str, content: bytes, told: str
) -> None:
    member = phone(FIRST)
    member.get(NEW)
    page = member.send(NEW, **WORDS, files=[photo(), SimpleUploadedFile(name, content)])
    assert member.status == 422
    assert told in page
    assert "路口.jpg" in page
    assert WORDS["detail"] in page
    member.send(NEW, **WORDS)
    assert member.address == COMPARE


def test_no_more_than_nine_go_with_a_proposal(phone: Telephone) -> None:
    member = phone(FIRST)
    member.get(NEW)
    files = [photo(f"{n}.jpg") for n in range(10)]
    assert "最多 9 个附件，其余未接收" in member.send(NEW, **WORDS, files=files)
    member.send(NEW, **WORDS)
    member.send(COMPARE, do="next")
    edit = f"/proposals/mine/{Case.objects.get().number}/edit"
    member.get(edit)
    assert "这件提案已有 9 个附件，不能再加" in member.send(edit, **WORDS, files=photo("十.jpg"))
    assert Attachment.objects.count() == 9


def test_one_telephone_sends_only_so_many(phone: Telephone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attaching, "UPLOAD", replace(UPLOAD, most=1))
    member, other = phone(FIRST), phone(SECOND)
    member.get(NEW)
    page = member.send(NEW, **WORDS, files=[photo(), photo("校门.jpg")])
    assert member.status == 422
    assert "校门.jpg" not in page
    other.get(NEW)
    other.send(NEW, **WORDS, files=photo())  # behind the same address, but another's telephone
    assert other.address == COMPARE


def test_a_revision_brings_files_and_a_refused_one_keeps_them(phone: Telephone) -> None:
    member = phone(FIRST)
    number = drafted(member)
    edit = f"/proposals/mine/{number}/edit"
    member.get(edit)
    page = member.send(edit, **{**WORDS, "title": ""}, files=photo())
    assert member.status == 422
    kept = re.findall(r'name="files-stored" value="([^"]+)" checked', page)
    assert len(kept) == 1
    assert "已保存修改" in member.send(edit, **WORDS, **{"files-stored": kept})
    assert Attachment.objects.get().case_id == Case.objects.get().pk
    assert "已随提案保存" in member.get(edit)


def test_who_signs_and_who_reviews_reads_the_files_and_nobody_else(phone: Telephone) -> None:
    member, invited, stranger = phone(FIRST), phone(SECOND), phone(THIRD)
    member.get(NEW)
    member.send(NEW, **WORDS, files=photo())
    member.send(COMPARE, do="next")
    number = Case.objects.get().number
    member.get(f"/proposals/mine/{number}/co-signers?q=白")
    member.send(f"/proposals/mine/{number}/co-signers", in_register="2")
    file = f"/proposals/mine/{number}/text/{Attachment.objects.get().reference}"
    copy = b"".join(store().read(Attachment.objects.get().public_address))  # without its place
    for reader in (member, invited):
        page = reader.get(f"/proposals/mine/{number}")
        assert page.count("路口.jpg") == 1
        assert file in page
        answer = reader.client.get(file)
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
        content: Any = answer
        assert b"".join(content.streaming_content) == copy
    assert Access.objects.filter(what="file", actor__kind="party").count() == 2
    assert stranger.client.get(file).status_code == 404
    assert member.client.get(f"/proposals/mine/{number}/text/{'0' * 8}-0000-0000-0000-{'0' * 12}").status_code == 404
    member.send(f"/proposals/mine/{number}/co-signers", do="drop", party=_party(number), note="改请他人")
    assert invited.client.get(file).status_code == 404  # no longer asked, no longer his to read


def _party(number: str) -> str:
    return str(Case.objects.get(number=number).parties.get(role="invited").pk)


def test_the_committee_sees_the_files_in_the_case(phone: Telephone, propose: Callable[..., Story]) -> None:
    member = phone(FIRST)
    member.get(NEW)
    member.send(NEW, **WORDS, files=photo())
    member.send(COMPARE, do="next")
    number = Case.objects.get().number
    member.get(f"/proposals/mine/{number}/submit")
    member.send(f"/proposals/mine/{number}/submit", one_matter="yes")
    clerk = browser("proposal_clerk")
    assert "路口.jpg" in clerk.get(f"/cases/{number}").content.decode()
    found = clerk.get(f"/cases/{number}/files/{Attachment.objects.get().reference}")
    assert found.status_code == 200
