"""What `shiyu city check` says of a guide: no dead end, no circle, all in reach, nothing named that is not there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from shiyu.base.words import Words
from shiyu.city.check_sheets import codes_of
from shiyu.city.findings import Finding, Gravity
from shiyu.city.layout import CATEGORIES, UNITS
from shiyu.city.reading import RawPack
from shiyu.disputes.guide.reading import FILE, guide_path, line_of, read_tree
from shiyu.disputes.guide.tree import End, Question, Tree, WayOut
from shiyu.disputes.vocabulary import KINDS

LONGEST_QUESTION = 25
"""Characters of a question, so that it is read at one look on a telephone."""
NOT_UTF8 = Words("不是UTF-8编码。", "Not UTF-8.")
NOWHERE = Words("{node}：“{to}”既不是问题也不是结果。", "{node}: “{to}” is neither a question nor an end.")
NO_FIRST = Words("{node}：第一问“{to}”不存在。", "{node}: the first question “{to}” does not exist.")
DEAD_END = Words("{node}：没有任何答案，到此无路可走。", "{node}: it has no answer: a dead end.")
ONE_ANSWER = Words("{node}：只有一个答案，不成其为问题。", "{node}: it has one answer only, so it asks nothing.")
TWICE = Words("{node}：答案“{code}”重复。", "{node}: the answer “{code}” is there twice.")
CIRCLE = Words("{node}：问题成环：{path}", "{node}: the questions form a circle: {path}")
UNREACHED = Words("{node}：从第一问走不到这里。", "{node}: it cannot be reached from the first question.")
BOTH = Words("{node}：与一个结果同名。", "{node}: an end has the same name.")
UNKNOWN = Words("{node}：“{code}”不存在（{table}）。", "{node}: “{code}” does not exist ({table}).")
NO_REASON = Words("{node}：没有法律依据（laws）。", "{node}: it names no law (laws).")
NO_WAY_ON = Words("{node}：没有说下一步怎么走（steps）。", "{node}: it does not say how to go on (steps).")
LACKS = Words("{node}：走“{way}”须写明{wanted}。", "{node}: the way “{way}” needs {wanted}.")
NO_KIND = Words(
    "{node}：经“{path}”走到这里时还不知道是哪类纠纷，无法申请调解。",
    "{node}: by way of “{path}” the kind of the dispute is not known here, so mediation cannot be asked for.",
)
NO_DANGER = Words(
    "{node}：第一问须有一个答案直接通向报警。",
    "{node}: one answer of the first question must lead straight to the police.",
)
KIND_UNKNOWN = Words("{node}：“{code}”不是纠纷的类别。", "{node}: “{code}” is no kind of dispute.")
KIND_LEFT_OUT = Words("{node}：缺少纠纷类别“{code}”。", "{node}: the kind of dispute “{code}” is missing.")
TOO_LONG = Words("{node}：问题超过{most}字。", "{node}: the question is longer than {most} characters.")
UNUSED = Words("{node}：没有人用到。", "{node}: nothing uses it.")
_WANTED: dict[WayOut, tuple[str, ...]] = {
    WayOut.POLICE: ("telephones",), WayOut.ADVICE: ("telephones",), WayOut.OFFICE: ("unit",),
    WayOut.ARBITRATION: ("unit", "things"), WayOut.SUIT: ("unit", "things"), WayOut.MEDIATION: (),
    WayOut.ASSESSMENT: ("things", "also"),
}  # fmt: skip


def check_guide(pack: RawPack) -> Iterator[Finding]:
    """Everything wrong with the guide of a pack; nothing where it brings none."""
    path = guide_path(pack.root)
    if not path.is_file():
        return
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        yield Finding(FILE, 0, "guide", NOT_UTF8)
        return
    tree, found = read_tree(text)
    yield from found
    if not tree.questions:
        return
    known = {"units": codes_of(pack, UNITS), "categories": codes_of(pack, CATEGORIES)}
    for fault in faults_of(tree, units=known["units"], categories=known["categories"]):
        yield Finding(FILE, line_of(text, fault.node), fault.kind, fault.words, fault.gravity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault of a tree, at a node (`questions.start`)."""

    node: str
    words: Words
    gravity: Gravity = Gravity.ERROR

    @property
    def kind(self) -> str:
        """As a finding calls it."""
        return "guide" if self.gravity is Gravity.ERROR else "guide_words"


def faults_of(tree: Tree, *, units: set[str], categories: set[str]) -> list[Fault]:
    """What is wrong with a tree in a city of these units and categories."""
    found = [
        *_questions(tree), *_names(tree, units=units, categories=categories), *_ends(tree), *_others(tree),
        *_every_kind(tree),
    ]  # fmt: skip
    circle = tree.in_circle()
    if circle:
        return [*found, _fault(f"questions.{circle[0]}", CIRCLE, path=" → ".join(circle))]
    if tree.first in tree.questions:
        found += [*_reach(tree), *_kinds(tree), *_danger(tree)]
    return [*found, *_unused(tree)]


def _fault(node: str, said: Words, *, gravity: Gravity = Gravity.ERROR, **facts: Any) -> Fault:
    return Fault(node=node, words=said.fill(node=node, **facts), gravity=gravity)


def _questions(tree: Tree) -> Iterator[Fault]:
    if tree.first not in tree.questions:
        yield _fault("guide", NO_FIRST, to=tree.first)
    for question in tree.questions.values():
        node = f"questions.{question.code}"
        for to in question.leads_to:
            if to not in tree.questions and to not in tree.ends:
                yield _fault(node, NOWHERE, to=to)
        if question.code in tree.ends:
            yield _fault(node, BOTH)
        if len(question.label.zh) > LONGEST_QUESTION:
            yield _fault(node, TOO_LONG, gravity=Gravity.WARNING, most=LONGEST_QUESTION)
        yield from _answers(question, node)


def _answers(question: Question, node: str) -> Iterator[Fault]:
    codes = [answer.code for answer in question.answers]
    if not question.leads_to:
        yield _fault(node, DEAD_END)
    elif len(codes) == 1 and not question.period:
        yield _fault(node, ONE_ANSWER)
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield _fault(node, TWICE, code=code)


def _names(tree: Tree, *, units: set[str], categories: set[str]) -> Iterator[Fault]:
    """Whatever a node names is there."""
    tables: dict[str, Iterable[str]] = {
        "laws": tree.laws, "things": tree.things, "telephones": tree.telephones, "kinds": tree.kinds,
        "periods": tree.periods, "ends": tree.ends, "units.csv": units, "categories.csv": categories,
    }  # fmt: skip
    for node, table, codes in _named(tree):
        for code in codes:
            if code and code not in tables[table]:
                yield _fault(node, UNKNOWN, code=code, table=table)


def _named(tree: Tree) -> Iterator[tuple[str, str, Iterable[str]]]:
    yield "talk", "units.csv", (tree.talk.unit,)
    yield "talk", "telephones", tree.talk.hotlines
    for kind in tree.kinds.values():
        node = f"kinds.{kind.code}"
        yield from ((node, "units.csv", (kind.body,)), (node, "categories.csv", (kind.category,)))
        yield node, "things", kind.things
    for period in tree.periods.values():
        yield f"periods.{period.code}", "laws", period.laws
    for question in tree.questions.values():
        node = f"questions.{question.code}"
        yield node, "periods", (question.period,)
        yield node, "kinds", [answer.kind for answer in question.answers]
    for end in tree.ends.values():
        node = f"ends.{end.code}"
        yield from ((node, "laws", end.laws), (node, "things", end.things), (node, "telephones", end.telephones))
        yield from ((node, "units.csv", (end.unit,)), (node, "categories.csv", (end.category,)))
        yield from ((node, "kinds", (end.kind,)), (node, "ends", end.also))


def _ends(tree: Tree) -> Iterator[Fault]:
    for end in tree.ends.values():
        node = f"ends.{end.code}"
        if not end.laws:
            yield _fault(node, NO_REASON)
        if not end.steps:
            yield _fault(node, NO_WAY_ON)
        lacking = [wanted for wanted in _WANTED[end.way] if not getattr(end, wanted)]
        yield from (_fault(node, LACKS, way=end.way.value, wanted=wanted) for wanted in lacking)


def _others(tree: Tree) -> Iterator[Fault]:
    for period in tree.periods.values():
        if not period.laws:
            yield _fault(f"periods.{period.code}", NO_REASON)
    if not tree.talk.hotlines and not tree.talk.telephone:
        yield _fault("talk", LACKS, way="talk", wanted="telephone / hotlines")


def _every_kind(tree: Tree) -> Iterator[Fault]:
    """The kinds are those of the procedure, all of them, so that an application can be filled in with each."""
    for code in sorted(tree.kinds.keys() - KINDS.keys()):
        yield _fault(f"kinds.{code}", KIND_UNKNOWN, code=code)
    for code in sorted(KINDS.keys() - tree.kinds.keys()):
        yield _fault("guide", KIND_LEFT_OUT, code=code)


def _reached(tree: Tree) -> set[str]:
    """Every node a way leads to, the other ways an end names included."""
    reached: set[str] = set()
    waiting = [tree.first]
    while waiting:
        code = waiting.pop()
        if code not in reached:
            reached.add(code)
            end = tree.ends.get(code)
            waiting += [*tree.leads_to(code), *(end.also if end is not None else ())]
    return reached


def _reach(tree: Tree) -> Iterator[Fault]:
    reached = _reached(tree)
    for table, codes in (("questions", tree.questions), ("ends", tree.ends)):
        for code in codes:
            if code not in reached:
                yield _fault(f"{table}.{code}", UNREACHED)


def _kinds(tree: Tree) -> Iterator[Fault]:
    """Mediation is asked for with the kind of the dispute, so every way to it has to have said which."""
    told: set[str] = set()
    seen: set[tuple[str, str]] = set()
    waiting = [(tree.first, "", tree.first)]
    while waiting:
        code, kind, path = waiting.pop()
        if (code, kind) in seen:
            continue
        seen.add((code, kind))
        main = tree.ends.get(code)
        for end in _ends_at(tree, code):
            known = end.kind or (main.kind if main is not None else "") or kind
            if end.way is WayOut.MEDIATION and not known and end.code not in told:
                told.add(end.code)
                yield _fault(f"ends.{end.code}", NO_KIND, path=path)
        question = tree.questions.get(code)
        if question is not None:
            nexts = [(answer.to, answer.kind or kind) for answer in question.answers] or [(question.to, kind)]
            waiting += [(to, its, f"{path} → {to}") for to, its in nexts]


def _ends_at(tree: Tree, code: str) -> list[End]:
    """An end with the other ways it names; the kind of one way is that of the other."""
    end = tree.ends.get(code)
    return [] if end is None else [end, *(tree.ends[one] for one in end.also if one in tree.ends)]


def _danger(tree: Tree) -> Iterator[Fault]:
    ends = [tree.ends[to] for to in tree.leads_to(tree.first) if to in tree.ends]
    if not any(end.way is WayOut.POLICE for end in ends):
        yield _fault(f"questions.{tree.first}", NO_DANGER)


def _unused(tree: Tree) -> Iterator[Fault]:
    used: dict[str, set[str]] = {}
    for _, table, codes in _named(tree):
        used.setdefault(table, set()).update(codes)
    tables = {"laws": tree.laws, "things": tree.things, "telephones": tree.telephones, "kinds": tree.kinds,
              "periods": tree.periods}  # fmt: skip
    for table, entries in tables.items():
        for code in entries.keys() - used.get(table, set()):
            yield _fault(f"{table}.{code}", UNUSED, gravity=Gravity.WARNING)
