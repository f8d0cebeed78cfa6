"""Short signs beside a dispute in every list: danger, a look-alike, a minor alone, a referral not completed."""

from collections.abc import Sequence

from shiyu.base.words import Words
from shiyu.cases.rows import CaseRow
from shiyu.disputes import vocabulary as v
from shiyu.web.listing import Mark, Marks

SIGNS = {
    v.DANGER: Words("激化风险", "Danger"),
    v.LOOK_ALIKE: Words("疑似同一纠纷", "Look-alike"),
    v.MINOR_ALONE: Words("缺监护人", "No guardian"),
    v.INCOMPLETE: Words("待补全", "To be completed"),
    v.BROKEN: Words("反映未履行", "Not performed"),
}


def marks_of(rows: Sequence[CaseRow]) -> Marks:
    """The signs of a page of disputes, without a question."""
    return {row.case_id: [Mark(label=words) for mark, words in SIGNS.items() if mark in row.marks] for row in rows}
