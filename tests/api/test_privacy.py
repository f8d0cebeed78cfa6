"""What nobody may learn: other people's numbers, what the staff says among itself, who an anonymous reporter is."""

from io import BytesIO

import pytest
from PIL import Image

from shiyu.city.directory import directory
from shiyu.web.answers import plain
from tests.api.made_files import picture
from tests.api.people import Api, bearing, report, token_for, with_code
from tests.api.story import RIGHT_UNIT

pytestmark = pytest.mark.django_db

PHONE, NAME, HOUSE = "13800001234", "张小明", "凤台小区3号楼"
TOLD = {
    "contact": {"name": NAME, "phone": PHONE, "address": HOUSE},
    "detail": f"我是{NAME}，电话{PHONE}，路灯一周不亮。",
}


@pytest.fixture
def client() -> Api:
    return bearing(token_for("api_client"))


@pytest.fixture
def dispatcher() -> Api:
    return bearing(token_for("dispatcher"))


def everything(asker: Api, number: str) -> str:
    paths = (f"/cases/{number}", f"/cases/{number}/history", f"/cases/{number}/accesses", "/cases")
    return "".join(asker.get(path).content.decode() for path in paths)


def test_staff_reads_contacts_masked(client: Api, dispatcher: Api) -> None:
    number = report(client, **TOLD).json()["number"]
    (party,) = dispatcher.get(f"/cases/{number}").json()["parties"]
    assert party["contact"] == {"name": "张*", "phone": "138****1234", "address": "***"}
    assert PHONE not in everything(dispatcher, number)


def test_the_caller_reads_his_own_clear(client: Api) -> None:
    made = report(client, **TOLD).json()
    caller = with_code(made["query_code"])
    (party,) = caller.get(f"/cases/{made['number']}").json()["parties"]
    assert party["contact"] == TOLD["contact"]
    (entry,) = caller.get(f"/cases/{made['number']}/history").json()["entries"]
    assert entry["words"]["detail"]["text"] == TOLD["detail"]


def test_a_view_of_a_contact_is_logged_and_the_caller_may_read_by_whom(client: Api, dispatcher: Api) -> None:
    made = report(client, **TOLD).json()
    number = made["number"]
    dispatcher.move(number, "dispatch", lead=RIGHT_UNIT)
    clerk = bearing(token_for("clerk", unit=RIGHT_UNIT))
    (party,) = clerk.get(f"/cases/{number}").json()["parties"]
    asked = {"party": party["id"], "purpose": "handling"}
    assert clerk.post(f"/cases/{number}/contacts/view", asked).json()["contact"] == TOLD["contact"]
    looks = with_code(made["query_code"]).get(f"/cases/{number}/accesses").json()["accesses"]
    assert [(look["what"], look["purpose"]) for look in looks][:4] == [
        ("case", "own_case"), ("contact", "handling"), ("case", "handling"), ("case", "handling"),
    ]  # fmt: skip
    assert looks[1]["by"] == {"kind": "post", "unit": plain(directory().units.by_code[RIGHT_UNIT][-1].label)}


def test_an_anonymous_reporter_is_nobody_to_the_unit(client: Api, dispatcher: Api) -> None:
    number = report(client, **{**TOLD, "type": "tipoff"}).json()["number"]
    dispatcher.move(number, "dispatch", lead=RIGHT_UNIT)
    clerk = bearing(token_for("clerk", unit=RIGHT_UNIT))
    (party,) = clerk.get(f"/cases/{number}").json()["parties"]
    assert (party["contact"], party["contact_may_be_viewed"]) == ({}, False)
    refused = clerk.post(f"/cases/{number}/contacts/view", {"party": party["id"], "purpose": "handling"})
    assert (refused.status_code, refused.json()["code"]) == (403, "not_your_move")
    asked = {"party": party["id"], "purpose": "call_back", "reason": "核实举报线索"}
    for who in ("callback_officer", "agent"):
        assert bearing(token_for(who)).post(f"/cases/{number}/contacts/view", asked).status_code == 403
    keeper, asked = bearing(token_for("tipoff_keeper")), {"party": party["id"], "purpose": "audit"}
    assert keeper.post(f"/cases/{number}/contacts/view", asked).status_code == 403
    with_reason = keeper.post(f"/cases/{number}/contacts/view", {**asked, "reason": "核实举报线索"})
    assert with_reason.json()["contact"]["phone"] == PHONE


def test_a_merged_caller_does_not_hear_the_first(client: Api, dispatcher: Api) -> None:
    first = report(client, **{**TOLD, "title": f"路灯不亮，请回电{PHONE}"}).json()
    second = report(client, contact={"name": "李四光", "phone": "13900005678"}, detail="路灯坏了，请修。").json()
    dispatcher.move(second["number"], "merge", main_case=first["number"])
    joined = with_code(second["query_code"])
    (row,) = joined.get("/cases").json()["cases"]
    assert row["number"] == first["number"]
    read = everything(joined, first["number"])
    assert not any(words in read for words in (PHONE, NAME, HOUSE))
    assert "李四光" in read
    owner = everything(with_code(first["query_code"]), first["number"])
    assert "李四光" not in owner
    assert "13900005678" not in owner


def test_what_the_staff_says_among_itself_is_not_the_callers(client: Api, dispatcher: Api) -> None:
    made = report(client).json()
    number = made["number"]
    dispatcher.move(number, "dispatch", lead="zjj")
    bearing(token_for("clerk", unit="zjj")).move(number, "ask_return", return_reason="too_vague", basis="推给城管")
    caller = with_code(made["query_code"])
    read = everything(caller, number)
    assert not any(words in read for words in ("推给城管", "too_vague", "ask_return", "accept_return", "account"))
    seen = caller.get(f"/cases/{number}").json()
    assert not seen.keys() & {"assignments", "clocks", "links", "party_count"}
    assert {move["name"] for move in seen["moves"]["open"]} == {"supplement", "withdraw", "urge", "correct_contact"}
    assert seen["moves"]["closed"] == []


def test_a_picture_goes_out_to_the_caller_without_its_position(client: Api, dispatcher: Api) -> None:
    sent = client.client.post("/api/v1/files", {"file": picture()}, headers=client.headers)
    made = report(client, files=[sent.json()["reference"]]).json()
    path = f"/cases/{made['number']}/files/{sent.json()['reference']}"

    def position(asker: Api) -> dict:
        content = b"".join(asker.get(path).streaming_content)
        return Image.open(BytesIO(content)).getexif().get_ifd(0x8825)

    assert position(dispatcher)
    assert not position(with_code(made["query_code"]))
    answer = dispatcher.get(path)
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename")
    answer.close()


def test_nothing_is_kept_by_a_proxy(client: Api, dispatcher: Api) -> None:
    number = report(client).json()["number"]
    assert dispatcher.get(f"/cases/{number}").headers["Cache-Control"] == "no-store"
