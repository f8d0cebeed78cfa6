"""The papers of the first templates: those that systems have entered, and the yearly report, which none has yet.

Tests prove each against its template in the pack. Every sample is invented.
"""

from shiyu.base.words import Words
from shiyu.documents.kinds import PaperFact, PaperKind, Sample, paper_kind

LONG = ("经研究，我们采取了以下措施。", "下一步，将继续推进，并按季度向您通报进展。")


def fact(name: str, zh: str, en: str, sample: Sample, *, optional: bool = False) -> PaperFact:
    """One fact."""
    return PaperFact(name, Words(zh, en), sample, optional=optional)


TO = fact("recipient", "主送", "Addressed to", "晋城市住房和城乡建设局")
COPY = fact("copy_to", "抄送", "Copied to", "政协晋城市委员会提案委员会，中共晋城市委督查室", optional=True)
_SHARES = ({"label": "A类", "count": "335", "share": "81.7%"}, {"label": "B类", "count": "44", "share": "10.7%"})
YEARLY_REPORT = PaperKind(
    "yearly_report", Words("提案办理情况报告", "Report on the handling of proposals"), "yearly_report.docx", "document",
    numbered=True,
    facts=(
        TO, fact("opening", "开头", "Opening", LONG), fact("filed", "交办件数", "Assigned", "443"),
        fact("answered", "办复件数", "Answered", "410"), fact("answered_rate", "办复率", "Rate of answers", "92.6%"),
        fact("by_class", "按类别", "By class", _SHARES), fact("by_theme", "按主题", "By theme", _SHARES),
        fact(
            "by_unit", "按单位", "By unit",
            (
                {
                    "unit": "市住建局", "filed": "38", "answered": "36", "a": "30", "b": "4", "c": "2",
                    "satisfied": "97.2%",
                },
            ),
        ),
        fact("measures", "主要做法", "Measures", LONG), fact("problems", "存在问题", "Problems", LONG),
        fact("next_steps", "下一步工作", "Next steps", LONG), COPY,
    ),
)  # fmt: skip
ASSIGNMENT_SHEET, PROPOSAL_ANSWER, FOLLOW_UP_REGISTER, URGING_NOTICE, SUPERVISION_CIRCULAR = (
    paper_kind(name)
    for name in (
        "assignment_sheet", "proposal_answer", "follow_up_register", "urging_notice", "supervision_circular",
    )
)  # fmt: skip
FIRST_PAPERS = (
    ASSIGNMENT_SHEET, PROPOSAL_ANSWER, FOLLOW_UP_REGISTER, URGING_NOTICE, SUPERVISION_CIRCULAR, YEARLY_REPORT,
    *(
        paper_kind(name)
        for name in (
            "supplementary_answer", "supervision_notice", "supervision_report", "joint_opinion", "opinion_form",
            "consultation_record", "non_filing_notice",
        )
    ),
)  # fmt: skip
