"""The tree of the guided start as immutable facts. Pure: no clock, no database, no file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shiyu.base.words import Words
from shiyu.city.limits import Limit, TimeUnit


class WayOut(StrEnum):
    """Where an end leads: the ways of handbook E3 as a resident meets them."""

    ADVICE = "advice"
    ASSESSMENT = "assessment"
    MEDIATION = "mediation"
    ARBITRATION = "arbitration"
    SUIT = "suit"
    POLICE = "police"
    OFFICE = "office"


WAY_WORDS = {
    WayOut.ADVICE: Words("咨询", "Advice"),
    WayOut.ASSESSMENT: Words("评估", "Assessment of your position"),
    WayOut.MEDIATION: Words("调解", "Mediation"),
    WayOut.ARBITRATION: Words("仲裁", "Arbitration"),
    WayOut.SUIT: Words("诉讼", "Lawsuit"),
    WayOut.POLICE: Words("报警", "Police"),
    WayOut.OFFICE: Words("找主管部门", "The office in charge"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Telephone:
    """A number that everybody may call, and who answers there."""

    label: Words
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """我说不清，想和人谈: where somebody who would rather speak goes. What the city has not registered is empty."""

    unit: str
    address: Words
    telephone: str
    hotlines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of dispute (handbook E3): who mediates it, its category as a request, what to bring in any case."""

    code: str
    label: Words
    body: str
    category: str
    things: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A time within which a right is to be claimed.

    `begins` says what its first day is, `longest` the outer bound where there is one, `after` what may still be done
    once it seems to be over: nobody is told that he has lost his right, because a court or a commission says that.
    `may_come`: its first day may still lie ahead, as the day on which a loan is due.
    """

    code: str
    label: Words
    limit: Limit
    begins: Words
    after: Words
    longest: Words | None
    laws: tuple[str, ...]
    may_come: bool = False

    @property
    def length(self) -> Words:
        """How long it is, as people say it: 3年 rather than 36个月."""
        years, rest = divmod(self.limit.amount, 12)
        if self.limit.unit is not TimeUnit.MONTHS or rest:
            return self.limit.words
        return Words(f"{years}年", f"{years} year{'s' if years > 1 else ''}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer: where it leads, and the kind of dispute it decides, if it decides it."""

    code: str
    label: Words
    to: str
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with its answers; one with a `period` asks for a day and leads on to `to` whatever the day is."""

    code: str
    label: Words
    hint: Words | None
    answers: tuple[Answer, ...] = ()
    period: str = ""
    to: str = ""

    @property
    def leads_to(self) -> tuple[str, ...]:
        """Every node that may come next."""
        return (self.to,) if self.period else tuple(answer.to for answer in self.answers)

    def answer(self, code: str) -> Answer | None:
        """The answer of this code."""
        return next((answer for answer in self.answers if answer.code == code), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """An end: the way, why, under which law, how to go on, what to bring, who does it, and which other ways there are.

    A mediation without a `unit` of its own goes to the body of the kind. `also` names other ends.
    """

    code: str
    way: WayOut
    label: Words
    reason: Words
    laws: tuple[str, ...]
    steps: tuple[Words, ...]
    things: tuple[str, ...]
    telephones: tuple[str, ...]
    unit: str
    category: str
    kind: str
    also: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Tree:
    """The whole guide, as the pack gives it."""

    first: str
    talk: Talk
    telephones: Mapping[str, Telephone]
    laws: Mapping[str, Words]
    things: Mapping[str, Words]
    kinds: Mapping[str, Kind]
    periods: Mapping[str, Period]
    questions: Mapping[str, Question]
    ends: Mapping[str, End]

    def leads_to(self, code: str) -> tuple[str, ...]:
        """The nodes that may follow a node: none after an end."""
        question = self.questions.get(code)
        return question.leads_to if question is not None else ()

    def in_circle(self) -> list[str]:
        """A circle of questions, its first one named again at its end; empty where the tree has none."""
        done: set[str] = set()
        for start in self.questions:
            found = self._circle_from(start, [], done)
            if found:
                return found
        return []

    def _circle_from(self, code: str, path: list[str], done: set[str]) -> list[str]:
        if code in path:
            return [*path[path.index(code) :], code]
        if code in done:
            return []
        for following in self.leads_to(code):
            found = self._circle_from(following, [*path, code], done)
            if found:
                return found
        done.add(code)
        return []

    def most_left(self, code: str) -> int:
        """How many questions may still be asked, this one included. The tree has no circle."""
        if code not in self.questions:
            return 0
        return 1 + max((self.most_left(following) for following in self.leads_to(code)), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One question as it was answered: by an answer, or by a day (`None`: the day is not known any more)."""

    question: Question
    answer: Answer | None = None
    day: date | None = None
