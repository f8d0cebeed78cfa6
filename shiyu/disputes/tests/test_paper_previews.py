"""公文预览: beside a form stands the paper the move will issue, with what is typed so far; nothing is kept of it."""

from collections.abc import Callable
from typing import Any

import pytest

from shiyu.disputes.tests.conftest import Story
from shiyu.disputes.tests.test_break_glass import browser
from shiyu.documents.models import Paper

pytestmark = pytest.mark.django_db
CASES: tuple[tuple[str, str, dict[str, str], tuple[str, ...]], ...] = (
    ("hold_session", "mediating", {"on": "2026-03-05", "minutes": "双方各述"}, ("人民调解记录（第1次）", "双方各述")),
    (
        "investigate",
        "mediating",
        {"on": "2026-03-05", "present": "证人", "minutes": "核对工资"},
        ("人民调解调查记录", "核对工资"),
    ),
    ("state_facts", "mediating", {"about": "未到场", "statement": "两次未到"}, ("情况说明", "两次未到")),
    ("tell_ways", "failed", {"way": "suit", "reason": "差距过大"}, ("终止调解告知书", "差距过大")),
    (
        "refer_on",
        "failed",
        {"to": "court", "unit": "140502fy", "reason": "要求起诉"},
        ("移送劳动争议纠纷的函", "要求起诉"),
    ),
)


@pytest.mark.parametrize(("move", "stage", "typed", "shown"), CASES)
def test_the_paper_stands_beside_its_form(
    dispute: Callable[..., Story], move: str, stage: str, typed: dict[str, Any], shown: tuple[str, ...]
) -> None:
    story = dispute(until="mediating")
    if stage == "failed":
        story.do("fail", "mediator", reason="差距")
    before = Paper.objects.count(), story.case.entry_count
    client, path = browser("mediator"), f"/cases/{story.number}/moves/{move}"
    assert client.get(path).status_code == 200
    page = client.post(path, typed | {"_more": "paper"}).content.decode()
    draft = page[page.index("sheet-draft") :]
    assert all(words in draft for words in shown)
    assert (Paper.objects.count(), story.case.entry_count) == before
