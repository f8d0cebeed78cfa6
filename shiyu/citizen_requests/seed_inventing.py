"""Inventing requests: who says what, where and when, and the road it takes. The same for one seed."""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from shiyu.citizen_requests.seed_roads import DESK, ROADS, SHARED, SHOWN, Standing, Step, to_the_end
from shiyu.citizen_requests.seed_themes import KEPT, ON_DESK, REFUSED, SURNAMES, THEMES, Theme

TWENTY = 20
SAME_MATTER = 3  # the first three of every twenty are about one matter: two are merged into the first
JOINT_UNIT = "140502"
REFUSED_AT = 7  # of every twenty, this one is not for the hotline

FINISHED, FORGOTTEN = 0.97, timedelta(days=21)
"""The share that is worked on until the caller has judged; a few are left lying, but nothing for longer than this."""
EVERY_UNIT = frozenset(theme.unit for theme in THEMES)


@dataclass(slots=True, kw_only=True)
class Invented:
    """One invented request: what is said, its road, and where on the road it is."""

    index: int
    arrives: datetime
    facts: dict[str, Any]
    steps: tuple[Step, ...]
    words: dict[str, str]
    own_hand: bool  # written on the portal by the caller himself
    stands_at: str = ""  # the stage at which its steps end, reached by the shortest times
    procedure: str = "citizen_request"
    opening: str = "report"
    main: int | None = None  # the request it is joined to
    urgent: bool = False
    stage: str = ""
    number: str = ""
    code: str = ""
    done: int = 0

    def next_step(self) -> Step | None:
        """The next line of its road, or None at the end."""
        return self.steps[self.done] if self.done < len(self.steps) else None

    def filled(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """The facts of a step with the words of this request in their places."""
        return {name: self._fill(value) for name, value in facts.items()}

    def _fill(self, value: Any) -> Any:
        if isinstance(value, str):
            return value.format(**self.words)
        return [self._fill(item) for item in value] if isinstance(value, list) else value


@dataclass(slots=True, kw_only=True)
class Inventor:
    """Invents `count` requests that arrive between two moments, at `places` (name and division code).

    `before_end` is the moment so many working hours before the end; `headed` are the units that have a head to act.
    """

    dice: Random
    begin: datetime
    end: datetime
    places: Sequence[tuple[str, str]]
    last_day: date
    before_end: Callable[[int], datetime]
    headed: Set[str] = EVERY_UNIT
    positions: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    apart: Callable[["Inventor"], list[Invented]] = lambda _inventor: []
    made: list[Invented] = field(default_factory=list)

    def invent(self, count: int) -> list[Invented]:
        """The requests; where there is room, the last ones are kept standing, one at each open stage."""
        shown = (*SHOWN, *DESK) if count > 5 * len(SHOWN) else ()
        apart = self.apart(self) if shown else []
        for index in range(count - len(shown) - len(apart)):
            of_twenty = index % TWENTY
            if 0 < of_twenty < SAME_MATTER:
                self._again(index, self.made[index - of_twenty])
            elif of_twenty == REFUSED_AT:
                self._refused(index)
            else:
                self._plain(index, SHARED if of_twenty == 0 else self._road())
        for standing in shown:
            self._kept(len(self.made), standing)
        first = len(self.made)
        for request in apart:
            request.index += first
            request.main = None if request.main is None else request.main + first
            self.made.append(request)
        return self.made

    def _kept(self, index: int, standing: Standing) -> None:
        """One that stops at a stage: a complaint (it is reviewed and called back), or any matter on the shown desk."""
        steps = ROADS[standing.road][1]
        fitting = self._fitting(ON_DESK if standing.desk else KEPT, steps)
        self._plain(index, steps, theme=fitting[index % len(fitting)])
        self.made[-1].stands_at, self.made[-1].steps = standing.stage, steps[: standing.steps]
        self.made[-1].arrives = self.before_end(standing.age) - timedelta(minutes=self.dice.randrange(20))

    def _road(self) -> tuple[Step, ...]:
        weights = [weight for weight, _ in ROADS.values()]
        (chosen,) = self.dice.choices([*ROADS.values()], weights)
        return chosen[1]

    def _arrival(self) -> datetime:
        day = self.begin + timedelta(days=self.dice.randrange(max((self.end.date() - self.begin.date()).days, 1)))
        return day + timedelta(minutes=self.dice.randrange(13 * 60))

    def _plain(self, index: int, steps: tuple[Step, ...], *, theme: Theme | None = None) -> None:
        theme = theme or self.dice.choice(self._fitting(THEMES, steps))
        place, code = self.dice.choice(self.places)
        number = str(self.dice.randint(2, 6))
        own_hand = any(step.who == "caller" for step in steps) or self.dice.random() < 0.5
        facts: dict[str, Any] = {
            "title": theme.title.format(place=place, n=number), "detail": theme.detail.format(place=place, n=number),
            "type": theme.kind, "channel": "portal" if own_hand else "phone", "contact": self.contact(index),
        }  # fmt: skip
        if code:
            facts["place"] = self.placed(code)
        if theme.category and self.dice.random() < 0.7:
            facts["category"] = theme.category
        arrives = self._arrival()
        if self.dice.random() < FINISHED or self.end - arrives > FORGOTTEN:
            steps = to_the_end(steps)
        words = words_of(theme, self.last_day)
        self.made.append(
            Invented(index=index, arrives=arrives, facts=facts, steps=steps, words=words, own_hand=own_hand)
        )

    def _fitting(self, themes: Sequence[Theme], steps: tuple[Step, ...]) -> list[Theme]:
        """The matters for a road; where it asks the head of the unit, those of a unit that has a head."""
        asks_head = any(step.who == "head" for step in steps)
        return [theme for theme in themes if not asks_head or theme.unit in self.headed]

    def placed(self, code: str) -> dict[str, Any]:
        """A place by its code, with a position near those of the same place where the city knows its area."""
        middle = self.positions.get(code)
        if middle is None:
            return {"division": code}
        lon, lat = (round(degree + self.dice.uniform(-0.001, 0.001), 6) for degree in middle)
        return {"division": code, "lon": lon, "lat": lat}

    def _again(self, index: int, main: Invented) -> None:
        """Another caller about the matter of `main`, soon after; a dispatcher puts the two together."""
        facts = {**main.facts, "detail": f"也反映同一件事：{main.facts['detail']}", "contact": self.contact(index)}
        soon = main.arrives + timedelta(minutes=self.dice.randint(5, 40))
        steps: tuple[Step, ...] = (Step("merge", "dispatcher", {"main_case": f"#{main.index}"}, (1, 2)),)
        opening = "report"
        if index % 2:  # the agent sees that it is known, and joins him
            opening, steps = "join", ()
            facts = {"main_case": f"#{main.index}", "detail": facts["detail"], "contact": facts["contact"]}
        self.made.append(
            Invented(
                index=index,
                arrives=soon,
                facts=facts,
                steps=steps,
                words=dict(main.words),
                own_hand=main.own_hand and opening == "report",
                opening=opening,
                main=main.index,
            )
        )

    def _refused(self, index: int) -> None:
        title, detail, refusal, office = self.dice.choice(REFUSED)
        facts = {"title": title, "detail": detail, "channel": "phone", "contact": self.contact(index)}
        told = {"refusal": refusal, "right_office": office}
        opening = "report"
        steps: tuple[Step, ...] = (Step("refuse", "dispatcher", told, (1, 2)),)
        if refusal == "emergency":
            opening, steps = "hand_over_at_once", steps[:0]
            facts |= {"service": office, "taken_by": f"接警员{self.dice.randint(10, 99)}", "taken_as": f"JQ{index:05d}"}
        elif self.dice.random() < 0.5:
            opening, steps, facts = "refuse_at_intake", steps[:0], facts | told
        self.made.append(
            Invented(
                index=index,
                arrives=self._arrival(),
                facts=facts,
                steps=steps,
                words={},
                own_hand=False,
                opening=opening,
            )
        )

    def contact(self, index: int) -> dict[str, Any]:
        """A made-up name and a number that no telephone has; every ninth stays anonymous."""
        if index % 9 == 8:
            return {"anonymous": True}
        return {
            "name": f"{self.dice.choice(SURNAMES)}某{self.dice.choice('甲乙丙丁')}",
            "phone": f"0356-0000{index:03d}",
        }


def words_of(theme: Theme, last_day: date) -> dict[str, str]:
    """The texts of a theme that steps name."""
    later = (last_day + timedelta(days=60)).isoformat()
    return {
        "unit": theme.unit, "wrong": theme.wrong_unit, "joint": JOINT_UNIT if theme.unit != JOINT_UNIT else "zjj",
        "answer": theme.answer.format(place="该处", n="几"), "later": later,
    }  # fmt: skip
