"""The channel of a city that serves: each recipient by the ways he can be reached, each way by its gateway."""

from collections.abc import Callable, Mapping, Sequence, Set
from enum import StrEnum

from django.conf import settings

from shiyu.base.phones import mobile
from shiyu.cases.channels import Message, Recipient, Route
from shiyu.cases.templates_of_pack import delivery_of
from shiyu.cases.ways.mail import address, send_mail
from shiyu.cases.ways.sms import send_sms
from shiyu.cases.ways.webhook import push, robot_of
from shiyu.city.directory import directory


class Way(StrEnum):
    """The ways out. `in_app` keeps a notice where its reader finds it: with the case, by query code or on duty."""

    SMS = "sms"
    EMAIL = "email"
    WEBHOOK = "webhook"
    IN_APP = "in_app"


class GatewayChannel:
    """SMS, e-mail, staff chats and the platform itself, as far as the settings name them."""

    def routes(self, recipient: Recipient, *, template: str) -> Sequence[Route]:
        """The ways of `routes_to`, narrowed to what the pack allows this template and the settings offer."""
        offered = {
            Way.IN_APP: True,
            Way.SMS: bool(settings.SHIYU_SMS_URL),
            Way.EMAIL: bool(settings.SHIYU_EMAIL_URL),
            Way.WEBHOOK: bool(robot_of(recipient.unit_code)),
        }
        allowed = delivery_of(template).ways or frozenset(Way)
        return routes_to(recipient, allowed=allowed, offered={way for way in Way if offered[way]})

    def send(self, message: Message) -> str:
        """Sends by the way the message names."""
        return _SENDERS[Way(message.way)](message)


def routes_to(recipient: Recipient, *, allowed: Set[str], offered: Set[str]) -> tuple[Route, ...]:
    """By which ways a recipient is reached, of those the template allows and the settings offer.

    A party hears once: by SMS, else by e-mail. Who left neither has the query code he was shown, and reads the notice
    with it; who left a number that no way reaches was promised a message, so for him that is not enough, unless the
    template is for the platform alone. Staff read it on the platform, and their chat is told as well. None means that
    nothing reaches him, which is never counted as sent.
    """
    ways = allowed & offered
    if recipient.contact is not None:
        return _party(recipient.contact, ways=ways, message_allowed=bool(allowed & {Way.SMS, Way.EMAIL}))
    city = directory()
    known = city.unit(recipient.unit_code) is not None if recipient.unit_code else recipient.role in city.roles()
    to = f"unit:{recipient.unit_code}" if recipient.unit_code else f"role:{recipient.role}"
    return tuple(Route(way, to) for way in (Way.IN_APP, Way.WEBHOOK) if way in ways) if known else ()


def _party(contact: Mapping[str, str], *, ways: Set[str], message_allowed: bool) -> tuple[Route, ...]:
    phone, mail = contact.get("phone", ""), contact.get("email", "")
    for way, to in ((Way.SMS, mobile(phone)), (Way.EMAIL, address(mail))):
        if to and way in ways:
            return (Route(way, to),)
    waits_for_a_message = bool(phone or mail) and message_allowed
    if contact.get("code") and Way.IN_APP in ways and not waits_for_a_message:
        return (Route(Way.IN_APP, ""),)
    return ()


def _kept(_message: Message) -> str:
    return "kept"


_SENDERS: Mapping[Way, Callable[[Message], str]] = {
    Way.SMS: send_sms,
    Way.EMAIL: send_mail,
    Way.WEBHOOK: push,
    Way.IN_APP: _kept,
}
