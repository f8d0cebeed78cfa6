"""The services: the categories of the city that residents see in the street, and what each asks. Pure."""

from dataclasses import dataclass
from typing import Any

from shiyu.base.words import Words
from shiyu.citizen_requests import rules
from shiyu.citizen_requests.open311.errors import NoSuchService
from shiyu.citizen_requests.open311.terms import Attribute, Datatype, Terms, terms
from shiyu.citizen_requests.vocabulary import TYPES
from shiyu.city.directory import CategoryFact, Directory, directory

LAST_LEVEL = 3
OTHERS = "其他"

PUBLIC_TYPES = {code: words for code, words in TYPES.items() if code != rules.TIPOFF}
"""A tip-off needs a door that shields whoever gives it; here it can neither be made nor read."""

TYPE = Attribute(code="type", label=Words("诉求类型", "What you want"), datatype=Datatype.SINGLE, values=PUBLIC_TYPES)
DANGER = Attribute(
    code="danger",
    label=Words(
        "是否正在危及人身安全（如是，请同时拨打110、119或120）",
        "Is anybody in danger now (if so, call 110, 119 or 120 as well)",
    ),
    datatype=Datatype.SINGLE,
    values={"yes": Words("是", "Yes"), "no": Words("否", "No")},
)
MOSTLY = Words("；一般由{unit}办理", "; mostly handled by {unit}")
NOTICE = Words(
    "已受理，将派给责任单位办理。所写描述隐去号码后可能公开，姓名、电话、门牌号不公开；请勿在描述中写他人信息。",
    "Received; it goes to the unit in charge. What you wrote may be published with numbers masked; names, telephones "
    "and house numbers are not. Do not write about other persons.",
)


@dataclass(frozen=True, slots=True)
class Service:
    """A category as a service."""

    category: CategoryFact
    name: Words
    group: Words
    attributes: tuple[Attribute, ...]
    shown: bool

    @property
    def code(self) -> str:
        """The code of the service is that of the category."""
        return self.category.code

    def listed(self, city: Directory) -> dict[str, Any]:
        """A line of the service list."""
        unit = city.unit(self.category.default_unit_code or "")
        office = MOSTLY.fill(unit=unit.label) if unit else Words("", "")
        path = "／".join(fact.name for code in self.category.path if (fact := city.category(code)))
        return {
            "service_code": self.code,
            "service_name": self.name,
            "description": Words(f"{path}{office.zh}", f"{self.group.en}: {self.name.en}{office.en}"),
            "metadata": True,
            "type": "realtime",
            "keywords": ", ".join(_keywords(self.category, city)),
            "group": self.group,
        }

    def defined(self) -> dict[str, Any]:
        """The definition: its questions in order."""
        return {
            "service_code": self.code,
            "attributes": [_asked(attribute, order) for order, attribute in enumerate(self.attributes, 1)],
        }


def services() -> dict[str, Service]:
    """Every service offered today, by code."""
    city, offer = directory(), terms()
    chosen = [fact for fact in city.categories.current() if fact.level == LAST_LEVEL and offer.offers(fact.code)]
    return {fact.code: _service(fact, city, offer) for fact in sorted(chosen, key=lambda fact: fact.code)}


def service(code: str) -> Service:
    """One service. Raises `NoSuchService`."""
    found = services().get(code)
    if found is None:
        raise NoSuchService(service_code=code[:40])
    return found


def service_name(fact: CategoryFact, city: Directory) -> Words:
    """The name of a category as it stands alone: “其他” says of what."""
    above = city.category(fact.path[-2]) if len(fact.path) > 1 else None
    if fact.name == OTHERS and above is not None:
        return Words(f"{above.name}（{OTHERS}）", f"{above.label.en} (other)")
    return fact.label


def _service(fact: CategoryFact, city: Directory, offer: Terms) -> Service:
    top = city.category(fact.path[0])
    group = top.label if top is not None else fact.label
    name = service_name(fact, city)
    danger = (DANGER,) if fact.limit_class == rules.URGENT else ()
    return Service(fact, name, group, (TYPE, *danger, *offer.attributes_of(fact.code)), offer.shows(fact.code))


def _keywords(fact: CategoryFact, city: Directory) -> list[str]:
    """The words of the duty list for the category, and the class it stands in."""
    words = [word for duty in city.duties() if duty.category_code == fact.code for word in duty.words]
    above = [found.name for code in fact.path[1:-1] if (found := city.category(code)) is not None]
    return list(dict.fromkeys([*above, *words]))


def _asked(attribute: Attribute, order: int) -> dict[str, Any]:
    return {
        "variable": True,
        "code": attribute.code,
        "datatype": attribute.datatype.value,
        "required": attribute.required,
        "datatype_description": None,
        "order": order,
        "description": attribute.label,
        "values": [{"key": key, "name": name} for key, name in attribute.values.items()],
    }
