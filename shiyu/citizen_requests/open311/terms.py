"""What the city's pack says of this door: `rules/open311.toml`, dated like every rule set."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from shiyu.base.words import Words
from shiyu.citizen_requests.open311.errors import NoSuchJurisdiction
from shiyu.city.directory import Directory, directory

RULES = "open311"


class Datatype(StrEnum):
    """The datatypes of GeoReport v2."""

    STRING = "string"
    NUMBER = "number"
    DATETIME = "datetime"
    TEXT = "text"
    SINGLE = "singlevaluelist"
    MULTIPLE = "multivaluelist"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """A question a service asks; `values` are the answers allowed for the two list types."""

    code: str
    label: Words
    datatype: Datatype
    required: bool = False
    values: Mapping[str, Words]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The city's choices. A category stands under a code when its own code begins with it."""

    jurisdiction_id: str
    contact: str = ""
    key_service: str = ""
    services: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    sensitive: tuple[str, ...] = ()
    publish: frozenset[str] = frozenset()
    attributes: tuple[tuple[tuple[str, ...], Attribute], ...] = ()

    def offers(self, code: str) -> bool:
        """Whether a category can be reported here."""
        return code.startswith(self.services) and not code.startswith(self.without) if self.services else False

    def shows(self, code: str) -> bool:
        """Whether requests of a category are shown to everybody."""
        return self.offers(code) and not (self.sensitive and code.startswith(self.sensitive))

    def attributes_of(self, code: str) -> list[Attribute]:
        """What the city asks about a category."""
        return [attribute for prefixes, attribute in self.attributes if code.startswith(prefixes)]


def terms(city: Directory | None = None) -> Terms:
    """The terms in force today; a city without the rule set offers nothing and publishes nothing."""
    city = city or directory()
    rules = city.rule_set(RULES)
    body: Mapping[str, Any] = rules.body if rules is not None else {}
    return Terms(
        jurisdiction_id=str(body.get("jurisdiction_id", city.city.code)),
        contact=str(body.get("contact", "")),
        key_service=str(body.get("key_service", "")),
        services=tuple(body.get("services", ())),
        without=tuple(body.get("without", ())) or ("-",),
        sensitive=tuple(body.get("sensitive", ())),
        publish=frozenset(body.get("publish", ())),
        attributes=tuple((tuple(row["services"]), _attribute(row)) for row in body.get("attributes", ())),
    )


def check_jurisdiction(given: str | None) -> None:
    """Raises `NoSuchJurisdiction` where another jurisdiction than ours is named; none named is ours."""
    ours = terms().jurisdiction_id
    if given and given != ours:
        raise NoSuchJurisdiction(jurisdiction_id=given[:60], ours=ours)


def _attribute(row: Mapping[str, Any]) -> Attribute:
    values = {
        str(value["key"]): Words(value["name"], value.get("name_en", value["name"])) for value in row.get("values", ())
    }
    return Attribute(
        code=row["code"],
        label=Words(row["label"], row.get("label_en", row["label"])),
        datatype=Datatype(row["datatype"]),
        required=bool(row.get("required", False)),
        values=values,
    )
