"""How the facts that moves note by themselves are said in a history, in both languages."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from shiyu.base.words import Words
from shiyu.city.directory import directory
from shiyu.proposals import vocabulary as v
from shiyu.proposals.rules import OPEN_PROMISES
from shiyu.web.fact_words import say_fact

THREE = {
    "head": Words("主要领导", "head"), "deputy": Words("分管领导", "deputy head"),
    "clerk": Words("承办人员", "handler"),
}  # fmt: skip


def enter_fact_words() -> None:
    """Called in the `ready` of the app."""
    for name, label, words in _SAID:
        say_fact(name, label=label, words=words)


def _plain(value: Any) -> Words:
    return Words(str(value), str(value))


def _coded(choices: Mapping[str, Words]) -> Callable[[Any], Words]:
    return lambda value: choices.get(str(value), _plain(value))


def _grounds(value: Sequence[str]) -> Words:
    words = [v.GROUNDS[code] for code in value if code in v.GROUNDS]
    return Words("、".join(one.zh for one in words), "; ".join(one.en for one in words))


def _three(value: Mapping[str, str]) -> Words:
    """The three posts, each by its title; one that the unit lacks is said to be missing."""
    posts = {name: directory().posts.find(value.get(name, "")) for name in THREE}
    parts = [
        (THREE[name], post.title if post else Words(value.get(name) or "未设", value.get(name) or "none"))
        for name, post in posts.items()
    ]
    return Words(
        "；".join(f"{what.zh}：{who.zh}" for what, who in parts),
        "; ".join(f"{what.en}: {who.en}" for what, who in parts),
    )


def _post(value: Any) -> Words:
    """The title of a post."""
    post = directory().post(str(value))
    return post.title if post else _plain(value)


_SAID: tuple[tuple[str, Words, Callable[[Any], Words]], ...] = (
    ("session", Words("届次", "Session"), _plain),
    ("submitter_kind", Words("提案者类别", "Kind of submitter"), _coded(v.SUBMITTER_KINDS)),
    ("serial", Words("案号", "Number in the session"), _plain),
    ("time_class", Words("会议、平时", "Plenary or between"), _coded(v.TIME_CLASSES)),
    ("dropped", Words("逾期未确认的受邀人", "Invited who did not confirm"), _plain),
    ("grounds", Words("不予立案的情形", "Grounds"), _grounds),
    ("responsible", Words("三级负责", "Three responsible"), _three),
    ("drafted_class", Words("拟办复类别", "Class drafted"), _coded(v.CLASSES)),
    ("leading_post", Words("领办领导", "Leading leader"), _post),
    ("supervising_post", Words("督办领导", "Supervising leader"), _post),
    (OPEN_PROMISES, Words("未兑现承诺", "Promises open"), _plain),
)
