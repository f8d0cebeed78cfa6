"""Taking over a session's list: what goes in, what is refused and why, and that twice is once."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from shiyu.base.clock import standing_at
from shiyu.base.errors import NoSuchThing
from shiyu.base.sheets import BadSheet
from shiyu.cases.door import Made
from shiyu.cases.effects import Assign, OnReaching
from shiyu.cases.models import Assignment, Case, Clock, Entry, EntryText, Notice, Party
from shiyu.cases.procedure import NEW
from shiyu.cases.verification import verify_all
from shiyu.proposals.importing import Importer, ImportReport, Result
from shiyu.proposals.models import Proposal, Session, Submitter
from shiyu.proposals.procedure import PROPOSAL
from shiyu.proposals.procedure_people import CLERK
from shiyu.proposals.tests.conftest import CUT_OFF, JOINT, LEAD, People, Story, draft, later

pytestmark = pytest.mark.django_db
HEAD = (
    "案号", "案由", "内容", "建议", "提案者类别", "提案者", "界别", "联名人", "主题", "交办渠道", "主办", "会办",
    "分办", "提交日期",
)  # fmt: skip
GOOD = (
    "7", "关于完善慢行系统的建议", "人行道断续。", "一、连通断点。", "委员", "安若素", "", "", "社会建设", "政府系统",
    "市住建局", "市交警支队", "", "2026-03-02",
)  # fmt: skip
MEETING = later(days=14)
"""交办会: the list is taken over."""


def row(**cells: str) -> tuple[str, ...]:
    """A good row but for these cells."""
    return tuple({**dict(zip(HEAD, GOOD, strict=True)), **cells}.values())


def workbook(path: Path, *rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> Path:
    """A list as XLSX."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate((head, *rows)):
            sheet.write_row(number, 0, cells)
    return path


def bring_in(path: Path, people: People, *, session: str = "7-5") -> ImportReport:
    """The import by the committee's clerk on the day of the assigning meeting."""
    with standing_at(MEETING):
        return Importer(path=path, session=session, actor=people("proposal_clerk")).run()


def results(report: ImportReport) -> list[tuple[int, str]]:
    return [(one.line, one.result.value) for one in report.outcomes]


def counts() -> tuple[int, ...]:
    return tuple(
        model.objects.count() for model in (Case, Party, Entry, Assignment, Clock, Notice, Proposal, Submitter)
    )


def test_a_row_is_filed_under_its_number_and_with_its_units(people: People, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    path = workbook(tmp_path / "list.xlsx", row())
    with standing_at(MEETING):
        importer = Importer(path=path, session="7-5", actor=people("proposal_clerk"))
        report = importer.run(progress=lambda done, of: told.append((done, of)))
    assert (results(report), told) == ([(2, "in")], [(1, 1)])
    proposal = Proposal.objects.get()
    case = Case.objects.get()
    assert (proposal.serial, proposal.time_class, proposal.theme, proposal.channel, proposal.filed_at) == (
        7, "plenary", "society", "government", MEETING,
    )  # fmt: skip
    assert (case.number, case.stage, case.kind) == (report.outcomes[0].number, "to_sign", "government")
    assert [*Assignment.objects.order_by("pk").values_list("unit_code", "kind")] == [(LEAD, "lead"), (JOINT, "joint")]
    assert proposal.submitter is not None
    assert proposal.submitter.number == 1  # the one in the register
    assert [*Party.objects.values_list("role", flat=True)] == ["submitter"]
    assert Party.objects.get().phone_index is not None  # his own, from the register
    assert verify_all() == ()


def test_without_units_the_assigner_of_the_channel_has_it(people: People, tmp_path: Path) -> None:
    rows = [
        row(案号=str(number), 案由=f"建议{number}", 交办渠道=channel, 主办="", 会办="")
        for number, channel in ((1, "市委系统"), (2, "政府系统"), (3, "法检等其他系统"))
    ]
    bring_in(workbook(tmp_path / "list.xlsx", *rows), people)
    assert [*Case.objects.order_by("pk").values_list("stage", flat=True)] == [
        "to_assign_party", "to_assign_government", "to_assign_other",
    ]  # fmt: skip
    told = Notice.objects.filter(template="proposal_to_assign").order_by("pk").values_list("role", flat=True)
    assert [*told] == ["party_assigner", "government_assigner", "other_assigner"]


def test_what_was_taken_over_goes_the_usual_road(people: People, tmp_path: Path) -> None:
    report = bring_in(workbook(tmp_path / "list.xlsx", row(会办="")), people)
    number = report.outcomes[0].number
    with standing_at(later(days=20)):
        story = Story(people, Made(number=number, case_id=0, stage="to_sign", entry_count=1))
        assert story.do("sign", f"clerk@{LEAD}") == "handling"
        story.do("contact_log", f"clerk@{LEAD}", way="visit", note="上门")
        story.do("draft_answer", f"clerk@{LEAD}", answer="已连通。", reply_class="A")
        assert story.do("approve", f"deputy_head@{LEAD}") == "answered"
        assert story.do("urge", "government_assigner") == "answered"  # it counts as filed


def test_new_submitters_are_entered_in_the_register_without_a_telephone(people: People, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "list.xlsx",
        row(提案者="丁望舒", 界别="教育界", 联名人="白景行、戴知微"),
        row(案号="8", 案由="另一件", 提案者="丁望舒"),
    )
    report = bring_in(path, people)
    assert report.count(Result.IN) == 2
    entered = Submitter.objects.filter(number__gt=5).order_by("number")
    assert [*entered.values_list("number", "name", "kind", "sector", "contact", "phone_index")] == [
        (6, "丁望舒", "member", "教育界", None, None), (7, "戴知微", "member", "", None, None),
    ]  # fmt: skip
    roles = Party.objects.filter(case__proposal__serial=7).order_by("pk").values_list("role", flat=True)
    assert [*roles] == ["submitter", "co_signer", "co_signer"]
    kept = str([*EntryText.objects.values()]) + str([*Entry.objects.values("facts")])
    assert "人行道断续" in kept
    assert not [name for name in ("丁望舒", "白景行", "戴知微") if name in kept]  # names stand with the parties alone


def test_the_same_file_twice_adds_nothing_whoever_brings_it(people: People, tmp_path: Path) -> None:
    path = workbook(tmp_path / "list.xlsx", row(), row(案号="8", 案由="另一件", 提案者="丁望舒"))
    first = bring_in(path, people)
    before = counts()
    again = bring_in(path, people)
    assert results(again) == [(2, "there"), (3, "there")]
    assert [one.number for one in again.outcomes] == [one.number for one in first.outcomes]
    assert counts() == before


LINES = (
    # cells, what the reason says
    ({"案号": ""}, "案号：应为正整数"),
    ({"案号": "0"}, "案号：应为正整数"),
    ({"案号": "七"}, "案号：应为正整数"),
    ({"案由": ""}, "案由：必须填写"),
    ({"案由": "长" * 101}, "案由"),
    ({"内容": "字" * 1990, "建议": "字" * 11}, "不得超过2000字，现有2001字"),
    ({"提案者类别": "群众"}, "“群众”应为其中之一"),
    ({"提案者": ""}, "必须写明提案者"),
    ({"主题": "其他"}, "“其他”应为其中之一"),
    ({"交办渠道": "县"}, "“县”应为其中之一"),
    ({"主办": "市梦想局"}, "没有单位“市梦想局”"),
    ({"主办": "市住建局、市教育局"}, "主办单位只有一个"),
    ({"会办": "市住建局"}, "同一单位出现两次"),
    ({"主办": ""}, "没有主办单位"),
    ({"提交日期": "三月二日"}, "看不懂的日期"),
    ({"提交日期": "2026-02-30"}, "看不懂的日期"),
    ({"提交日期": "2025-12-31"}, "提交日期不在7-5接受提案的期间内"),
    ({"提交日期": "2026-03-17"}, "提交日期不在7-5接受提案的期间内"),  # after the day of the import
    ({"联名人": "新提案人"}, "已是第一提案人"),
)


@pytest.mark.parametrize(("cells", "why"), LINES)
def test_a_bad_row_is_refused_by_name_and_leaves_nothing(
    people: People, tmp_path: Path, cells: dict[str, str], why: str
) -> None:
    bad = row(**{"提案者": "新提案人", **cells})
    before = counts()
    report = bring_in(workbook(tmp_path / "list.xlsx", bad), people)
    assert counts() == before
    assert results(report) == [(2, "refused")]
    assert report.outcomes[0].why is not None
    assert why in report.outcomes[0].why.zh
    good = row(案号="8", 案由="旁边的一行")
    beside = bring_in(workbook(tmp_path / "both.xlsx", bad, good), people)
    assert sorted(result for _, result in results(beside)) == ["in", "refused"]


def test_a_number_that_comes_twice_is_refused_the_second_time(people: People, tmp_path: Path) -> None:
    path = workbook(tmp_path / "list.xlsx", row(), row(案由="另一件同号"))
    report = bring_in(path, people)
    assert sorted(results(report)) == [(2, "in"), (3, "refused")]
    (refused,) = [one for one in report.outcomes if one.result is Result.REFUSED]
    assert refused.why is not None
    assert "案号7在文件中出现过（第2行）" in refused.why.zh
    assert Case.objects.count() == 1


def test_another_proposal_under_a_number_of_the_session_is_refused(people: People, tmp_path: Path) -> None:
    draft(people).to("to_assign_government")  # filed by the committee under 1
    report = bring_in(workbook(tmp_path / "list.xlsx", row(案号="1")), people)
    assert results(report) == [(2, "refused")]
    assert report.outcomes[0].why is not None
    assert "本届案号1已是另一件提案" in report.outcomes[0].why.zh


def test_the_next_number_the_committee_gives_follows_those_taken_over(people: People, tmp_path: Path) -> None:
    bring_in(workbook(tmp_path / "list.xlsx", row(案号="41")), people)
    assert draft(people).to("to_assign_government").row().serial == 42


def test_two_of_one_name_are_told_apart_by_their_sector(people: People, tmp_path: Path) -> None:
    bring_in(workbook(tmp_path / "one.xlsx", row(提案者="丁望舒", 界别="教育界")), people)
    twin = Submitter.objects.get(name="丁望舒")
    twin.pk, twin.number, twin.sector = None, 99, "科技界"
    twin.save()
    report = bring_in(
        workbook(
            tmp_path / "two.xlsx", row(案号="8", 案由="甲", 提案者="丁望舒"),
            row(案号="9", 案由="乙", 提案者="丁望舒", 界别="科技界"),
        ),
        people,
    )  # fmt: skip
    assert sorted(results(report)) == [(2, "refused"), (3, "in")]
    assert Proposal.objects.get(serial=9).submitter_id == twin.pk


def test_lists_in_any_order_enter_a_submitter_once(people: People, tmp_path: Path) -> None:
    """A later session first, and in a list a later day first: he is in the register from the earliest on."""
    Session.objects.create(
        code="7-4", name="七届四次", name_en="4th", accepts_from=date(2025, 1, 1), opened=date(2025, 3, 2),
        closed=date(2025, 3, 6), cut_off=datetime(2025, 3, 4, tzinfo=UTC),
    )  # fmt: skip
    now = [row(提案者="丁望舒"), row(案号="8", 案由="更早的一件", 提案者="丁望舒", 提交日期="2026-02-01")]
    before = row(提案者="丁望舒", 提交日期="2025-02-01")
    assert sorted(results(bring_in(workbook(tmp_path / "now.xlsx", *now), people))) == [(2, "in"), (3, "in")]
    assert Submitter.objects.get(name="丁望舒").valid_from == date(2026, 1, 1)
    assert results(bring_in(workbook(tmp_path / "old.xlsx", before), people, session="7-4")) == [(2, "in")]
    assert Submitter.objects.get(name="丁望舒").valid_from == date(2025, 1, 1)


def test_a_day_of_the_next_session_is_not_of_this_one(people: People, tmp_path: Path) -> None:
    Session.objects.create(
        code="7-6", name="七届六次", name_en="6th", accepts_from=later(days=10).date(), opened=later(days=11).date(),
        closed=later(days=12).date(), cut_off=CUT_OFF,
    )  # fmt: skip
    rows = (row(提交日期="2026-03-11"), row(案号="8", 案由="另一件", 提交日期="2026-03-12"))
    assert sorted(results(bring_in(workbook(tmp_path / "list.xlsx", *rows), people))) == [(2, "in"), (3, "refused")]


@pytest.mark.parametrize(
    ("head", "why"),
    [
        (tuple("提案标题" if name == "案由" else name for name in HEAD), "缺少列：案由；不认识或重复的列：提案标题"),
        (tuple("案号" if name == "界别" else name for name in HEAD), "不认识或重复的列：案号"),
        (("甲", "乙"), "缺少列：案号、案由、提案者类别、提案者、主题、交办渠道、提交日期"),
    ],
)
def test_wrong_columns_refuse_the_whole_file(people: People, tmp_path: Path, head: tuple[str, ...], why: str) -> None:
    with pytest.raises(BadSheet) as refused:
        bring_in(workbook(tmp_path / "list.xlsx", row(), head=head), people)
    assert why in refused.value.words.zh
    assert Case.objects.count() == 0


def test_csv_is_read_as_well_and_an_unknown_session_named(people: People, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("\n".join(",".join(cells) for cells in (HEAD, row())), encoding="gb18030")
    with pytest.raises(NoSuchThing):
        bring_in(path, people, session="9-9")
    assert results(bring_in(path, people)) == [(2, "in")]


def test_only_the_committees_clerk_takes_over(people: People, tmp_path: Path) -> None:
    with standing_at(MEETING):
        actor = people("government_assigner")
        report = Importer(path=workbook(tmp_path / "l.xlsx", row()), session="7-5", actor=actor).run()
    assert results(report) == [(2, "refused")]
    assert (Case.objects.count(), Submitter.objects.count()) == (0, 5)


def test_a_list_opens_a_proposal_and_never_passes_one_on() -> None:
    """The only other way to name units than the assigners': by the committee's clerk, and only as an opening."""
    naming = [
        move
        for move in PROPOSAL.moves
        for effect in move.effects
        if isinstance(effect, OnReaching) and any(isinstance(inner, Assign) for inner in effect.effects)
    ]
    assert [(move.name, move.start, move.who) for move in naming] == [("take_over", (NEW,), (CLERK,))]
