"""Telling a telephone number something that belongs to no case, by the ways notices go: a code to log in with.

It is no notice: nothing of it stands in a history, and nobody sends it again by hand.
"""

from shiyu.base.words import Words
from shiyu.cases.channels import Message, Recipient, Route, RoutingChannel, SendingRefused, channel
from shiyu.cases.notice_words import HOTLINE
from shiyu.cases.templates_of_pack import fields_of, notice_templates
from shiyu.city.directory import directory

AFTER_THE_NOTICES = 10**15
"""Gateways know a message by its number; these begin where those of notices never come."""
BY_MESSAGE = frozenset({"sms", ""})


def tell_number(phone: str, *, template: str, message: int, code: str) -> None:
    """Sends the words of a template of the pack with `code` to a number, once. Raises `SendingFailed`."""
    words, way_out = notice_templates()[template], channel()
    fields: dict[str, Words | str] = {"code": code, "hotline": HOTLINE, "city": directory().label}
    route = Route("", phone)
    if isinstance(way_out, RoutingChannel):
        ways = way_out.routes(Recipient(contact={"phone": phone}), template=template)
        found = next((way for way in ways if way.way in BY_MESSAGE), None)
        if found is None:
            raise SendingRefused(reason="no_way_out")
        route = found
    named = {name: fields[name] for name in fields_of(words.zh)}
    way_out.send(
        Message(
            notice_id=AFTER_THE_NOTICES + message, to=route.to, text=words.fill(**fields).zh, way=route.way,
            template=template,
            parameters={name: value.zh if isinstance(value, Words) else value for name, value in named.items()},
        )
    )  # fmt: skip
