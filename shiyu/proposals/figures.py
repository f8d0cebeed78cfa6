"""The figures of proposals, each defined once, in both languages, with what it counts and what it leaves out."""

from collections.abc import Mapping

from shiyu.base.figures import By, Counted, Figure, Scope, register, whole
from shiyu.base.words import Words
from shiyu.proposals.counting import COLLECTIVE, GOOD, Counting, Gives, Row, divided
from shiyu.proposals.reading import rows_in
from shiyu.proposals.vocabulary import CLASSES, SUBMITTER_KINDS

PROPOSALS, PERCENT, TIMES = Words("件", "proposals"), Words("%", "%"), Words("次", "times")
DAYS, PROMISES, FORMS = Words("天", "days"), Words("项", "promises"), Words("份", "forms")


def _one(_row: Row) -> int:
    return 1


def _filed(row: Row) -> int:
    return row.filed


def _assigned(row: Row) -> int:
    return bool(row.unit)


def _answered(row: Row) -> int:
    return row.answered


def _number(name: str, label: Words, part: Gives, *, definition: Words, unit: Words = PROPOSALS) -> Counting:
    return Counting(name=name, label=label, part=part, definition=definition, unit=unit)


def _rate(name: str, label: Words, part: Gives, of: Gives, *, definition: Words) -> Counting:  # noqa: PLR0917 -- a line of the table
    return Counting(name=name, label=label, part=part, of=of, definition=definition, unit=PERCENT)


# fmt: off
COUNTINGS = (
    _number("received", Words("收到提案", "Proposals received"), _one,
        definition=Words("提交的提案件数，含并案、不予立案、退回修改和撤案的；未提交的草稿不计。",
                         "Proposals submitted; merged, declined, returned and withdrawn ones count, drafts do not.")),
    _number("filed", Words("立案", "Filed"), _filed,
        definition=Words("取得案号的提案件数。", "Proposals that have their number.")),
    _rate("filed_rate", Words("立案率", "Share filed"), _filed, _one,
        definition=Words("立案件数占收到件数的比例。", "Filed, of those received.")),
    _number("merged", Words("并案", "Merged"), lambda row: row.merged,
        definition=Words("并入其他提案办理的件数。", "Proposals merged into another.")),
    _rate("merged_rate", Words("并案率", "Share merged"), lambda row: row.merged, _one,
        definition=Words("并案件数占收到件数的比例。", "Merged, of those received.")),
    _number("forwarded", Words("转意见建议等", "Forwarded"), lambda row: row.forwarded,
        definition=Words("不予立案，转为意见建议、社情民意信息或委员来信的件数。",
                         "Not filed, and forwarded as an opinion, a social report or a letter.")),
    _rate("forwarded_rate", Words("转办率", "Share forwarded"), lambda row: row.forwarded, _one,
        definition=Words("转为意见建议等的件数占收到件数的比例。", "Forwarded, of those received.")),
    _rate("member_rate", Words("委员提案占比", "Share of members"),
        lambda row: row.filed and row.submitter_kind == "member", _filed,
        definition=Words("委员（含联名）提案占立案件数的比例。", "Filed proposals of members, of all filed.")),
    _rate("collective_rate", Words("集体提案占比", "Share of bodies"),
        lambda row: row.filed and row.submitter_kind in COLLECTIVE, _filed,
        definition=Words("党派、人民团体、专门委员会和界别、小组提案占立案件数的比例。",
                         "Filed proposals of parties, organisations, committees and sectors, of all filed.")),
    _number("key", Words("重点提案", "Key proposals"), lambda row: row.is_key,
        definition=Words("主席会议确定的重点提案件数。", "Proposals the chairpersons' meeting chose as key.")),
    _rate("answered_rate", Words("办复率", "Share answered"), lambda row: row.filed and row.answered, _filed,
        definition=Words("已作出答复的占立案件数的比例；正在重新办理的已答复过一次，计为已办复。",
                         "Answered, of all filed; what is handled anew was answered once and counts.")),
    _rate("on_time_rate", Words("按时办复率", "Answered on time"), lambda row: row.in_time is True,
        lambda row: row.in_time is not None,
        definition=Words("首次答复未超过办理时限（含经批准的延期）的比例。分母：已答复的，及未答复而时限已过的。",
                         "First answers within the limit, granted extensions included; of those answered and those "
                         "not answered whose limit has passed.")),
    _number("late", Words("逾期未答复", "Late, not answered"), lambda row: row.in_time is False and not row.answered,
        definition=Words("办理时限已过而尚未答复的件数。", "Not answered, and the limit for answering has passed.")),
    _rate("consulted_rate", Words("面商率", "Consulted"),
        lambda row: bool(row.unit) and row.consultations > 0, _assigned,
        definition=Words("已交办的提案中至少面商过一次的比例；只有书面往来的不算面商。",
                         "Assigned proposals with at least one consultation; letters alone are none.")),
    *(_rate(f"class_{letter.lower()}", Words(f"{words.zh}占比", f"Share of class {letter}"),
            lambda row, letter=letter: row.reply_class == letter, lambda row: bool(row.reply_class),  # type: ignore[misc]
            definition=Words(f"现为{words.zh}的占已办复件数的比例；含义见本届办复类别表。",
                             f"Answers of class {letter} now, of all answered; the class table of the session says "
                             "what it means."))
      for letter, words in CLASSES.items()),
    _rate("satisfied_rate", Words("满意率", "Satisfied"), lambda row: sum(form in GOOD for form in row.forms),
        lambda row: len(row.forms),
        definition=Words("收回的征询意见表中对办理结果满意和基本满意的比例。分母：收回的全部表，每次答复、每位提案者各一份；"
                         "未反馈的不计入分子、分母。",
                         "Satisfied and basically satisfied with the result, of all forms returned, one for each "
                         "answer and each who signed; silence counts in neither.")),
    _number("silent", Words("未反馈", "No feedback"), lambda row: row.silent, unit=FORMS,
        definition=Words("期限内未收回、事后也未补填的征询意见表份数；不记为满意。",
                         "Forms that did not come in time nor later; never counted as satisfied.")),
    _number("dissatisfied", Words("不满意后重新办理", "Handled anew"),
        lambda row: any(form not in GOOD for form in row.forms),
        definition=Words("有提案者不满意、因而重新办理的件数。", "Somebody was dissatisfied, so it was handled anew.")),
    _number("returns", Words("退办申请", "Returns asked"), lambda row: row.returns, unit=TIMES,
        definition=Words("承办单位申请退办的次数，含未获同意的。",
                         "How often a unit asked to return one; refused ones count.")),
    Counting(name="mean_days", label=Words("平均办理天数", "Mean days"), part=lambda row: row.days or 0,
        of=lambda row: row.days is not None, mean=True, unit=DAYS,
        definition=Words("从交办给现主办单位之日到首次答复之日的自然天数的平均；未答复的不计。",
                         "Days of the calendar from assigning to the present lead unit until the first answer, on "
                         "average; what is not answered is left out.")),
    _number("promises", Words("承诺事项", "Promises"), lambda row: row.promises, unit=PROMISES,
        definition=Words("答复中承诺的事项数。", "What answers promised.")),
    _rate("kept_rate", Words("承诺兑现率", "Promises kept"), lambda row: row.kept, lambda row: row.promises,
        definition=Words("经核实兑现的承诺占全部承诺的比例。", "Promises verified as kept, of all made.")),
    _number("late_promises", Words("逾期承诺", "Late promises"), lambda row: row.late_promises, unit=PROMISES,
        definition=Words("到期未兑现，或逾期后才兑现的承诺事项数。", "Not kept by their day, or kept after it.")),
)
# fmt: on
BY_NAME = {counting.name: counting for counting in COUNTINGS}


def _figure(counting: Counting) -> Figure:
    def split(scope: Scope, by: By) -> Mapping[str, Counted]:
        rows = rows_in(scope)
        match by:
            case By.WHOLE:
                return {"": counting.count(rows)}
            case By.UNIT | By.TYPE:
                parts = divided(rows, "unit" if by is By.UNIT else "kind")
                return {key: counting.count(part) for key, part in parts.items()}
            case _:
                return {}  # a proposal is about no one place

    return Figure(
        name=f"proposals_{counting.name}", label=counting.label, definition=counting.definition, unit=counting.unit,
        compute=whole(split), split=split, types=SUBMITTER_KINDS,
    )  # fmt: skip


def register_figures() -> None:
    """Makes the figures known to the platform: those of a span count what was submitted in it."""
    for counting in COUNTINGS:
        register(_figure(counting))
