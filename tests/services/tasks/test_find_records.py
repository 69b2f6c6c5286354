"""记录 across cases: found by what and when, unusual first, nobody named without another logged look."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from counter.domain.case.acts.acts import Decide, Supplement, Void
from counter.domain.case.acts.correction import BySupervisor
from counter.domain.case.case import Case
from counter.domain.case.person_events import LookReason
from counter.domain.document.numbering import grouped
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.tasks.records.record import AuditRecord, RecordKind
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.material import Brought, MaterialState
from counter.services.hall.configure_hall import configure_hall
from counter.services.hall.staff import check_pin
from counter.services.hall.station_log import log_view
from counter.services.tasks.export_records import export_records
from counter.services.tasks.records import FoundRecords, RecordFilter, find_records, neighbours
from counter.services.tasks.reveal_applicant import RevealedApplicant, reveal_applicant
from tests.services.office import MISSING, SUPERVISOR, Office, office_on
from tests.services.papers.test_receipt_counts import EXISTING, LICENCE, one_line
from tests.settings import somebody
from tests.sheet_flaws import sheet_flaws

NAME = "巴图吉雅"
YEAR = RecordFilter(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A hall in which much happened."""
    with office_on(tmp_path_factory.mktemp("records") / "profile") as opened:
        yield opened


@pytest.fixture(scope="module")
def case(office: Office) -> Case:
    """One that was decided late, told twice, undone, printed often and looked at by somebody else."""
    office.at("2026-11-20")
    line = one_line(office)
    kept = office.file(office.visit(answers=EXISTING), FilingMode.KEEP)
    office.at("2026-11-25")
    office.do(kept, Decide((LICENCE,), papers_valid=True))
    office.at("2026-11-20")
    told = office.file(
        office.visit(
            answers=EXISTING,
            brought={line: MISSING},
            applicant=somebody(name="斯琴", id_number="999999199001012628"),
        )
    )
    office.at("2026-12-01")
    told = office.do(told, Supplement({line: Brought(MaterialState.DEFECTIVE, note="没有盖章")}))
    why = BySupervisor("上次告知的一项写错了名称", SUPERVISOR)
    told = office.do(told, Decide((LICENCE,), reopening=why))
    for _ in range(4):
        office.take_out(told, told.papers[0])
        told = office.now(told)
    log_view(office.app.journal, case_id=told.id, clerk="W01")  # it was being handled
    office.at("2026-12-03")
    log_view(office.app.journal, case_id=told.id, clerk="W01")
    office.later(minutes=5)
    return told


def found(office: Office, wanted: RecordFilter = YEAR, **more: int) -> FoundRecords:
    return find_records(office.app, wanted, by="S01", **more)


def of_kind(office: Office, kind: RecordKind, **changes: object) -> list[AuditRecord]:

    return list(found(office, replace(YEAR, kinds=(kind,), **changes)).records)  # type: ignore[arg-type]


def reveal(office: Office, record: AuditRecord, **changes: str) -> RevealedApplicant:
    said = {"reason": LookReason.COMPLAINT.value, "code": "S01", "pin": "9876", **changes}
    return reveal_applicant(office.app, subject=record.subject, entry=record.entry, **said)


def test_that_a_look_without_an_act_stands_first_and_one_with_an_act_is_usual(
    office: Office, case: Case
) -> None:
    odd, usual = of_kind(office, RecordKind.LOOK)
    assert (odd.unusual, usual.unusual) == (("前后30分钟没有办这一件",), ())
    assert (odd.who, odd.about) == ("W01", case.number)


def test_that_a_decision_after_the_day_is_told_with_its_days(office: Office, case: Case) -> None:
    (late,) = of_kind(office, RecordKind.LATE)
    assert "应于11月23日（含当日）前答复，实际11月25日，超期2个工作日" in late.sentence
    assert late.unusual


def test_that_a_second_notice_and_further_sheets_are_told(office: Office, case: Case) -> None:
    (notice,) = of_kind(office, RecordKind.NOTICE)
    assert "第2次一次性告知，S01 说明了理由" in notice.sentence
    assert [bool(one.unusual) for one in of_kind(office, RecordKind.REPRINT)] == [True, False]


def test_that_filters_hold_together_and_pages_are_cut_from_one_order(office: Office, case: Case) -> None:
    whole = found(office)
    assert whole.total == len(whole.records)
    assert [bool(one.unusual) for one in whole.records] == sorted(
        (bool(one.unusual) for one in whole.records), reverse=True
    )
    assert found(office, YEAR, offset=2, limit=2).records == whole.records[2:4]
    day = found(office, RecordFilter(date(2026, 12, 3), date(2026, 12, 3), clerk="w01", unusual=True))
    assert {one.kind for one in day.records} == {RecordKind.LOOK}
    own = found(office, RecordFilter(YEAR.since, YEAR.until, case=case.number))
    assert {one.about for one in own.records} == {case.number}
    assert found(office, RecordFilter(date(2025, 1, 1), date(2025, 1, 2))).total == 0
    assert found(office, RecordFilter(date.min, date.max)).total == whole.total


@pytest.mark.parametrize(
    "wanted",
    [
        RecordFilter(date(2026, 12, 2), date(2026, 12, 1)),
        RecordFilter(YEAR.since, YEAR.until, case="不是编号"),
    ],
)
def test_that_a_wrong_filter_is_told(office: Office, wanted: RecordFilter) -> None:
    with pytest.raises(BadInput):
        found(office, wanted)


@pytest.mark.parametrize("by", ["W01", "Q01", "S02", ""])
def test_that_only_a_supervisor_sees_records(office: Office, case: Case, by: str) -> None:
    (record, *_) = found(office).records
    for ask in (
        lambda: find_records(office.app, YEAR, by=by),
        lambda: export_records(office.app, YEAR, by=by),
        lambda: neighbours(office.app, record, by=by),
    ):
        with pytest.raises(RuleRefused):
            ask()


def test_that_neighbours_are_of_the_half_hour_around(office: Office, case: Case) -> None:
    (notice,) = of_kind(office, RecordKind.NOTICE)
    near = neighbours(office.app, notice, by="S01")
    assert notice in near
    assert {one.at.date() for one in near} == {notice.at.date()}


def test_that_nobody_is_named_in_records_or_their_file(office: Office, case: Case) -> None:
    words = repr(found(office))
    content = export_records(office.app, YEAR, by="S01").content
    assert sheet_flaws(content) == []
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    cells = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert grouped(case.number) in cells
    assert "演示 无效" in sheet.title
    for name in (NAME, "斯琴", "上次告知的一项写错了名称", "999999199001012628"):
        assert name not in words
        assert name not in cells


def test_that_an_export_is_on_record_with_what_was_asked(office: Office, case: Case) -> None:
    before = len(of_kind(office, RecordKind.EXPORT))
    done = export_records(office.app, RecordFilter(YEAR.since, YEAR.until, case=case.number), by="S01")
    now = of_kind(office, RecordKind.EXPORT)
    assert len(now) == before + 1
    assert (now[0].who, now[0].sentence) == ("S01", f"导出了“记录”{done.count}条")


def test_that_whom_it_is_about_is_shown_by_another_look_with_its_reason_only(
    office: Office, case: Case
) -> None:
    (notice,) = of_kind(office, RecordKind.NOTICE)
    before = len(of_kind(office, RecordKind.LOOK))
    shown = reveal(office, notice)
    assert (shown.applicant, shown.words) == ("斯琴", "上次告知的一项写错了名称")
    looks = of_kind(office, RecordKind.LOOK)
    assert len(looks) == before + 1
    mine = next(one for one in looks if one.who == "S01")
    assert mine.sentence == "在“记录”里查看了申请人，理由：投诉信访核实"
    assert mine.unusual == ()
    assert office.now(case).history[-1].text == "查看了完整的个人信息（投诉信访核实）"


@pytest.mark.parametrize(
    "changes",
    [{"reason": ""}, {"reason": "随便看看"}, {"pin": "1111"}, {"pin": ""}, {"code": "W01", "pin": "1234"}],
)
def test_that_without_reason_or_the_own_pin_nothing_is_shown_and_nothing_logged(
    office: Office, case: Case, changes: dict[str, str]
) -> None:
    (notice,) = of_kind(office, RecordKind.NOTICE)
    before = len(of_kind(office, RecordKind.LOOK))
    with pytest.raises((BadInput, RuleRefused)):
        reveal(office, notice, **changes)
    assert len(of_kind(office, RecordKind.LOOK)) == before


def test_that_a_record_that_is_about_no_case_has_nobody_to_show(office: Office, case: Case) -> None:
    (staff, *_) = of_kind(office, RecordKind.STAFF)
    with pytest.raises(BadInput, match="没有申请人"):
        reveal(office, staff)


def test_that_a_change_of_the_hall_says_what_changed(office: Office, case: Case) -> None:

    configure_hall(office.app.journal, replace(office.app.hall, phone="0482-0000001"), actor="S01")
    assert of_kind(office, RecordKind.HALL)[0].sentence == "改了大厅设置：电话"


def test_that_a_void_decision_is_unusual(office: Office) -> None:
    office.at("2026-12-08")
    filed = office.file(office.visit(applicant=somebody(name="乌兰", id_number="999999199001012652")))
    office.later(minutes=1)
    office.do(filed, Void(("signboard",), "选错了情形"))
    found_ = of_kind(office, RecordKind.VOID)
    assert any("撤回了1个事项的决定" in one.sentence and one.unusual for one in found_)


def test_that_wrong_pins_in_a_row_stay_on_record_after_the_right_one(office: Office) -> None:
    office.at("2026-12-09")
    for _ in range(5):
        with pytest.raises(RuleRefused):
            check_pin(office.app.journal, "W01", "0000")
    office.later(minutes=2)
    check_pin(office.app.journal, "W01", "1234")
    (lock,) = (one for one in of_kind(office, RecordKind.PIN) if "锁住" in one.sentence)
    assert (lock.sentence, lock.who) == ("工号 W01 的口令连着输错5次，锁住了一段时间", "")


def test_that_codes_nobody_has_leave_one_record_an_hour_and_never_what_was_typed(office: Office) -> None:
    office.at("2026-12-10")
    before = len(of_kind(office, RecordKind.PIN))
    for code in ("987654", "X99", "0482"):
        for _ in range(6):
            with pytest.raises(RuleRefused):
                check_pin(office.app.journal, code, "246810")
    now = of_kind(office, RecordKind.PIN)
    assert len(now) == before + 1
    assert now[0].sentence.startswith("名单上没有的工号")
    stored = b"".join(one.payload for one in office.app.journal.entries("pins"))
    assert not any(typed in stored for typed in (b"987654", b"246810", b"0482", b"X99"))
    office.later(hours=2)
    for _ in range(6):
        with pytest.raises(RuleRefused):
            check_pin(office.app.journal, "Y77", "0000")
    assert len(of_kind(office, RecordKind.PIN)) == before + 2


def test_that_a_run_of_wrong_pins_is_one_record_when_it_is_over(office: Office) -> None:
    office.at("2026-12-14")
    journal = office.app.journal

    def runs() -> list[str]:
        return [one.sentence for one in of_kind(office, RecordKind.PIN, since=date(2026, 12, 14))]

    def wrong(code: str, times: int) -> None:
        for _ in range(times):
            with pytest.raises(RuleRefused):
                check_pin(journal, code, "0000")

    wrong("W01", 3)
    assert runs() == []  # it goes on
    check_pin(journal, "W01", "1234")
    check_pin(journal, "W01", "1234")
    assert runs() == ["工号 W01 的口令输错3次，接着输对了"]
    wrong("W01", 2)
    office.later(minutes=11)
    wrong("W01", 1)
    assert len(runs()) == 2  # the first two, of the last one nobody knows yet
    office.later(minutes=11)
    check_pin(journal, "S01", "9876")  # somebody else's right PIN
    assert len(runs()) == 3
    assert "输错1次，最后一次 12月14日" in runs()[0] + runs()[1]
    wrong("W01", 4)
    check_pin(journal, "W01", "1234")
    assert len(runs()) == 4
    stored = b"".join(one.payload for one in journal.entries("pins"))
    assert b"0000" not in stored
