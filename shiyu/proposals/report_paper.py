"""The yearly report of a session as an official paper: sentences made of the report's numbers, and its tables."""

from collections.abc import Iterator, Mapping

from shiyu.base.shares import Share
from shiyu.base.words import Words
from shiyu.city.directory import directory
from shiyu.documents.issuing import PaperOrder, draft_paper
from shiyu.documents.kinds import PaperFact, PaperKind
from shiyu.proposals.models import Session
from shiyu.proposals.report import SessionReport, SideReport, report_of, said
from shiyu.proposals.vocabulary import CHANNELS, THEMES

ISSUERS = {"party": "swb", "government": "zfb", "other": "zxtaw"}
"""Whose paper the report of a side is: the general offices, for the rest the proposals committee itself."""
_PARAGRAPHS = ("一段。", "又一段。")
_SHARES = ({"label": "A类", "count": "335", "share": "81.7%"},)
_UNIT = {"unit": "市住建局", "filed": "38", "answered": "36", "a": "30", "b": "4", "c": "2", "satisfied": "97.2%"}
PROPOSAL_REPORT = PaperKind(
    "proposal_report", Words("提案办理情况通报", "Report on the handling of proposals"), "yearly_report.docx",
    "document",
    numbered=True,
    facts=(
        PaperFact("recipient", Words("主送", "Addressed to"), "市政协"),
        PaperFact("opening", Words("开头", "Opening"), _PARAGRAPHS),
        PaperFact("filed", Words("交办件数", "Assigned"), "410"),
        PaperFact("answered", Words("办复件数", "Answered"), "410"),
        PaperFact("answered_rate", Words("办复率", "Rate of answers"), "100.0%"),
        PaperFact("by_class", Words("按类别", "By class"), _SHARES),
        PaperFact("by_theme", Words("按主题", "By theme"), _SHARES),
        PaperFact("by_unit", Words("按单位", "By unit"), (_UNIT,), optional=True),
        PaperFact("measures", Words("主要做法", "Measures"), _PARAGRAPHS),
        PaperFact("problems", Words("存在问题", "Problems"), _PARAGRAPHS),
        PaperFact("next_steps", Words("下一步工作", "Next steps"), _PARAGRAPHS),
        PaperFact("copy_to", Words("抄送", "Copied to"), "市政协提案委员会", optional=True),
    ),
)  # fmt: skip


def report_docx(session: Session, *, channel: str) -> bytes:
    """The report of one side as a .docx without number, for its office to finish and sign. Raises as `draft_paper`."""
    return draft_paper(order_for(report_of(session), channel=channel))


def order_for(report: SessionReport, *, channel: str) -> PaperOrder:
    """What the paper of one side says."""
    side = report.side(channel)
    return PaperOrder(
        kind=PROPOSAL_REPORT.name, unit_code=ISSUERS[channel], facts=facts_of(report, side),
        title=f"关于市政协{report.name}会议提案办理情况的通报",
    )  # fmt: skip


def facts_of(report: SessionReport, side: SideReport) -> Mapping[str, object]:
    """The facts of the paper, in the words of the reports both sides give."""
    answered = side.figures["answered_rate"]
    return {
        "recipient": f"政协{directory().label.zh}委员会",
        "opening": tuple(_opening(report, side)), "filed": str(side.share.part),
        "answered": str(answered.part if isinstance(answered, Share) else 0), "answered_rate": said(answered),
        "by_class": tuple(_share(f"{one.letter}类", one.share) for one in side.classes),
        "by_theme": tuple(_share(THEMES[theme].zh, share) for theme, share in side.themes),
        "by_unit": tuple(_units(side)), "measures": tuple(_measures(side)), "problems": tuple(_problems(side)),
        "next_steps": tuple(_next_steps(side)), "copy_to": "政协提案委员会",
    }  # fmt: skip


def _opening(report: SessionReport, side: SideReport) -> Iterator[str]:
    yield (
        f"市政协{report.name}会议立案提案{report.filed}件，交由{CHANNELS[side.channel].zh}办理的{side.share.part}件，"
        f"占提案总数的{said(side.share)}，承办单位{side.units}个。"
    )
    for place, part in zip("一二三四", side.classes, strict=False):
        examples = f"如：{'、'.join(f'《{title}》' for title in part.examples)}。" if part.examples else ""
        yield f"（{place}）{part.meaning}的{part.share.part}件，占{said(part.share)}。{examples}"


def _units(side: SideReport) -> Iterator[Mapping[str, str]]:
    city = directory()
    for part in side.by_unit:
        unit = city.unit(part.unit)
        letters = {letter.lower(): str(part.classes.get(letter, 0)) for letter in "ABC"}
        yield {
            "unit": unit.label.zh if unit else (part.unit or "（未交办）"), "filed": str(part.filed),
            "answered": str(part.answered), **letters, "satisfied": said(part.satisfied),
        }  # fmt: skip


def _measures(side: SideReport) -> Iterator[str]:
    told = {name: said(counted) for name, counted in side.figures.items()}
    yield (
        f"（一）共商在前、答复在后。面商率{told['consulted_rate']}，平均办理{told['mean_days']}天，"
        f"按时办复率{told['on_time_rate']}。"
    )
    if side.keys:
        titles = "、".join(f"《{title}》" for title in side.keys)
        yield f"（二）突出重点提案。重点提案{len(side.keys)}件：{titles}。"
    yield (
        f"（{'三' if side.keys else '二'}）逐件征询意见。收回的征询意见表中满意和基本满意占{told['satisfied_rate']}；"
        f"未反馈{told['silent']}份，不计为满意。"
    )


def _problems(side: SideReport) -> Iterator[str]:
    told = {name: said(counted) for name, counted in side.figures.items()}
    yield f"逾期未答复{told['late']}件；因提案者不满意重新办理{told['dissatisfied']}件；申请退办{told['returns']}次。"


def _next_steps(side: SideReport) -> Iterator[str]:
    told = {name: said(counted) for name, counted in side.figures.items()}
    yield f"跟踪落实答复中的承诺{told['promises']}项，已兑现{told['kept_rate']}，逾期{told['late_promises']}项。"


def _share(label: str, share: Share) -> Mapping[str, str]:
    return {"label": label, "count": str(share.part), "share": said(share)}
