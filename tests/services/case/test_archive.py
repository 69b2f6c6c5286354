"""归档 and 清除个人信息: by the hall's approved schedule, after its period, by two people."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from counter.bootstrap.opening import create_profile, open_app
from counter.db.check.check import check
from counter.domain.case.acts.acts import DropItems
from counter.domain.case.acts.offers import possible
from counter.domain.case.archive.archiving import finished_on
from counter.domain.case.archive.coverage import acts_of
from counter.domain.case.archive.retention import period_of
from counter.domain.case.archive_events import ArchiveHandedOver, CasePacked, RetentionRow
from counter.domain.case.case import Case
from counter.domain.document.document import PaperKind
from counter.domain.document.numbering import grouped
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.consent import Consent
from counter.domain.hall.hall import StaffSeed
from counter.domain.journal.kinds import kind_of
from counter.domain.tasks.tasks import tasks
from counter.domain.visit.filing_mode import FilingMode
from counter.services.case.archive_case import archivable, archive_case, schedule_in_force, unarchive_case
from counter.services.case.forget_cases import forget_cases, forgettable
from counter.services.case.retention_schedule import (
    Approval,
    read_schedule,
    schedule_template,
    take_schedule,
)
from counter.services.context.ports import StaffRow
from counter.services.hall.station_log import log_view
from tests.services.archive.lived import given_back
from tests.services.office import FARM, FRIDAY, PEOPLE, SUPERVISOR, Office, SetClock
from tests.settings import demo_hall

SECOND = Consent("S02", "5926")
APPROVAL = Approval("归档范围和保管期限表", "乌兰浩特市档案局", "乌档批〔2026〕7号", date(2026, 11, 2))
TEN_YEARS = (RetentionRow(0, 10, "4.2"),)
NAME = "巴图吉雅"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    clock = SetClock(FRIDAY)
    people = (*PEOPLE, StaffSeed("S02", "哈斯", "supervisor", "5926"))
    create_profile(tmp_path / "profile", demo_hall(), people, clock)
    with open_app(tmp_path / "profile", clock) as app:
        yield Office(app, clock)


def lead(office: Office) -> StaffRow:
    return next(row for row in office.app.journal.staff() if row.code == "S01")


def scheduled(office: Office, rows: tuple[RetentionRow, ...] = TEN_YEARS) -> None:
    take_schedule(office.app, rows, APPROVAL, lead(office), SECOND)


def finished(office: Office) -> Case:
    """A case in which nothing is left to do: dropped, its papers given back."""
    case = office.file(office.visit(), FilingMode.KEEP)
    case = office.do(case, DropItems(tuple(i.id for i in case.items), "不想办了"))
    case = given_back(office, case)
    for kind in {paper.kind for paper in case.papers if paper.stage.binding}:
        case = office.printed(case, PaperKind(kind))
    return office.now(case)


def archived(office: Office) -> Case:
    scheduled(office)
    case = finished(office)
    archive_case(office.app, case.id, office.clerk, wait_days=0)
    return office.now(case)


def at_end(office: Office) -> Case:
    """An archived case whose ten years have run out; the window was in use all the time."""
    case = archived(office)
    handed_over(office, case)
    pass_years(office, case)
    return case


def handed_over(office: Office, case: Case) -> None:
    """Packed and handed over, as the entries say (``tests/services/archive`` does both for real)."""
    digest = "9" * 64
    office.write(case, CasePacked(1, digest, acts_of(office.now(case)), 19, "2026-03"))
    office.write(case, ArchiveHandedOver("乌兰浩特市档案馆", "1号", date(2026, 11, 20), 1, digest, "S02"))


def pass_years(office: Office, case: Case, first: int = 2027, last: int = 2037) -> None:
    """Years in which somebody looked at something once a year."""
    for year in range(first, last + 1):
        office.at(f"{year}-01-01")
        log_view(office.app.journal, case_id=case.id, clerk="W01", place="case")


def test_that_a_period_ends_with_the_last_day_of_its_last_year() -> None:
    assert period_of(10, date(2026, 1, 1)).until == date(2036, 12, 31)
    assert period_of(10, date(2026, 12, 31)).until == date(2036, 12, 31)
    assert period_of(0, date(2026, 11, 20)).until is None


def test_that_nothing_is_archived_without_an_approved_schedule(office: Office) -> None:
    case = finished(office)
    with pytest.raises(RuleRefused, match="保管期限表"):
        archive_case(office.app, case.id, office.clerk, wait_days=0)


def test_that_a_case_with_something_to_do_is_not_archived(office: Office) -> None:
    scheduled(office)
    open_case = office.file(office.visit())
    with pytest.raises(RuleRefused, match="还没有办完"):
        archive_case(office.app, open_case.id, office.clerk, wait_days=0)
    kept = office.file(replace(office.visit(), duplicate_reason="另一个场"), FilingMode.KEEP)
    kept = office.do(kept, DropItems(tuple(i.id for i in kept.items), "不想办了"))
    with pytest.raises(RuleRefused, match="还有要做的"):  # the papers lie here yet
        archive_case(office.app, kept.id, office.clerk, wait_days=0)


def test_that_a_bundle_outside_the_schedule_is_not_archived(office: Office) -> None:
    scheduled(office, (RetentionRow(FARM + 1, 10),))
    with pytest.raises(RuleRefused, match="没有“"):
        archive_case(office.app, finished(office).id, office.clerk, wait_days=0)


def test_that_a_bundles_own_row_goes_before_the_rest(office: Office) -> None:
    scheduled(office, (RetentionRow(0, 10), RetentionRow(FARM, 0)))
    done = archive_case(office.app, finished(office).id, office.clerk, wait_days=0)
    assert done.period.words == "永久"


def test_that_nothing_more_is_done_with_an_archived_case(office: Office) -> None:
    case = archived(office)
    assert possible(case, office.app.setting()) == ()
    assert tasks(case, office.app.jurisdiction, office.app.calendar) == ()
    with pytest.raises(RuleRefused, match="已经归档"):
        office.do(case, DropItems(("signboard",), "不要了"))
    with pytest.raises(RuleRefused, match="已经归档"):
        archive_case(office.app, case.id, office.clerk, wait_days=0)
    assert tuple(archivable(office.app, wait_days=0)) == ()
    unarchive_case(office.app, case.id, office.clerk, SUPERVISOR, "机关要撤销决定")
    assert office.now(case).archived is None
    assert [one.id for one in archivable(office.app, wait_days=0)] == [case.id]


def test_that_a_finished_case_waits_for_its_day_and_the_refusal_names_it(office: Office) -> None:
    """给补送达、退信、复议留的时间: the number of days is the hall's."""
    scheduled(office)
    case = finished(office)
    ripe = finished_on(case) + timedelta(days=30)
    for _ in range(29):
        office.later(days=1)
    assert office.clock.at.date() < ripe
    with pytest.raises(RuleRefused, match=f"{ripe.isoformat()}起可以归档"):
        archive_case(office.app, case.id, office.clerk, wait_days=30)
    assert tuple(archivable(office.app, wait_days=30)) == ()
    office.later(days=1)
    assert [one.id for one in archivable(office.app, wait_days=30)] == [case.id]
    archive_case(office.app, case.id, office.clerk, wait_days=30)
    assert office.now(case).archived is not None


def test_that_what_stays_in_the_open_for_ever_is_short_and_seen_whole(office: Office) -> None:
    scheduled(office)
    case = finished(office)
    for number in ("档" * 61, "2026-\u200b1"):
        with pytest.raises(BadInput, match="档号"):
            archive_case(office.app, case.id, office.clerk, number, wait_days=0)
    with pytest.raises(BadInput, match="销毁批准文号"):
        forget_cases(office.app, [case.id], lead(office), SECOND, "乌档销\u202e1号")
    with pytest.raises(BadInput, match="批准的依据"):
        take_schedule(office.app, TEN_YEARS, replace(APPROVAL, title="表\u200b"), lead(office), SECOND)
    archive_case(office.app, case.id, office.clerk, " 2026-永久-1 ", wait_days=0)
    archive = office.now(case).archived
    assert archive is not None
    assert archive.file_number == "2026-永久-1"


def test_that_two_people_take_a_case_out_of_the_archive(office: Office) -> None:
    case = archived(office)
    with pytest.raises(RuleRefused, match="两个人签名"):
        unarchive_case(office.app, case.id, lead(office), SUPERVISOR, "机关要撤销决定")
    with pytest.raises(BadInput, match="为什么"):
        unarchive_case(office.app, case.id, office.clerk, SUPERVISOR, "")


def test_that_nobody_is_forgotten_before_the_period_has_run_out(office: Office) -> None:
    loose = finished(office)
    with pytest.raises(RuleRefused, match="没有归档"):
        forget_cases(office.app, [loose.id], lead(office), SECOND, "乌档销〔2037〕1号")
    case = archived(office)
    office.at("2036-12-31")
    with pytest.raises(RuleRefused, match="还没有满"):
        forget_cases(office.app, [case.id], lead(office), SECOND, "乌档销〔2037〕1号")
    assert tuple(forgettable(office.app)) == ()
    assert office.now(case).applicant is not None


def test_that_nobody_is_forgotten_before_the_file_was_handed_over(office: Office) -> None:
    case = archived(office)
    pass_years(office, case)
    with pytest.raises(RuleRefused, match="还没有打包移交"):
        forget_cases(office.app, [case.id], lead(office), SECOND, "乌档销〔2037〕1号")
    assert tuple(forgettable(office.app)) == ()
    handed_over(office, case)
    assert [one.id for one in forgettable(office.app)] == [case.id]


def test_that_a_clock_put_ahead_forgets_nobody(office: Office) -> None:
    case = archived(office)
    handed_over(office, case)
    office.at("2037-01-01")
    assert not office.app.journal.untimely()
    with pytest.raises(RuleRefused, match="像是电脑的时间被拨快了"):
        forget_cases(office.app, [case.id], lead(office), SECOND, "乌档销〔2037〕1号")
    assert office.now(case).applicant is not None


def test_that_a_case_kept_for_ever_is_never_forgotten(office: Office) -> None:
    scheduled(office, (RetentionRow(0, 0),))
    case = finished(office)
    archive_case(office.app, case.id, office.clerk, wait_days=0)
    office.at("2090-01-01")
    with pytest.raises(RuleRefused, match="永久"):
        forget_cases(office.app, [case.id], lead(office), SECOND, "乌档销〔2090〕1号")


def test_that_two_supervisors_and_an_approval_are_needed_to_forget(office: Office) -> None:
    case = at_end(office)
    before = office.app.journal.place()
    for by, consent, document, sentence in (
        (office.clerk, SECOND, "乌档销〔2037〕1号", "这一步要"),
        (lead(office), SUPERVISOR, "乌档销〔2037〕1号", "两个人签名"),
        (lead(office), Consent("S02", "0000"), "乌档销〔2037〕1号", "口令"),
        (lead(office), SECOND, "  ", "销毁批准文号"),
    ):
        with pytest.raises((RuleRefused, BadInput), match=sentence):
            forget_cases(office.app, [case.id], by, consent, document)
    assert office.now(case).applicant is not None
    assert office.app.journal.place()[0] - before[0] <= 1  # but for the wrong PIN's own record


def test_that_one_case_that_may_not_be_forgotten_leaves_all_untouched(office: Office) -> None:
    case = at_end(office)
    later = finished(office)
    with pytest.raises(RuleRefused, match=rf"{grouped(later.number)}：.*没有归档"):
        forget_cases(office.app, [case.id, later.id], lead(office), SECOND, "乌档销〔2037〕1号")
    assert not office.now(case).forgotten


def test_that_a_forgotten_person_is_gone_and_the_record_stays(office: Office) -> None:
    case = at_end(office)
    assert [one.id for one in forgettable(office.app)] == [case.id]
    assert forget_cases(office.app, [case.id], lead(office), SECOND, "乌档销〔2037〕1号") == (case.number,)
    after = office.now(case)
    assert (after.forgotten, after.applicant) == (True, None)
    assert after.archived is not None
    assert not office.app.journal.find_cases(NAME).rows
    assert check(office.app.journal).faults == ()  # type: ignore[arg-type]
    (entry,) = [e for e in office.app.journal.entries(case.id) if e.kind == "person.forgotten"]
    assert entry.read() == {
        "reason": "保管期限10年（至2036年12月31日）已满",
        "document": "乌档销〔2037〕1号",
        "agreed_by": "S02",
    }
    with pytest.raises(RuleRefused, match="已经清除"):
        unarchive_case(office.app, case.id, office.clerk, SUPERVISOR, "还要办一件事")


def test_that_a_clock_in_doubt_forgets_nobody(office: Office) -> None:
    case = at_end(office)
    office.later(days=400)
    office.file(office.visit(), FilingMode.KEEP)
    office.at("2037-06-01")  # before the last entry
    assert office.app.journal.untimely()
    with pytest.raises(RuleRefused, match="待核"):
        forget_cases(office.app, [case.id], lead(office), SECOND, "乌档销〔2037〕1号")


# ── the schedule ─────────────────────────────────────────────────────────────────────────────────────


def filled(*rows: tuple[str, str, str]) -> bytes:
    book = load_workbook(io.BytesIO(schedule_template()))
    page = book.active
    page.delete_rows(2, 5)
    for row in rows:
        page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_that_a_filled_schedule_is_read(office: Office) -> None:
    rows, faults = read_schedule(filled((str(FARM), "永久", "1"), ("其余", "10年", "4.2")), office.app.guide)
    assert (rows, faults) == ((RetentionRow(FARM, 0, "1"), RetentionRow(0, 10, "4.2")), ())


def test_that_every_fault_of_a_schedule_is_told_at_its_cell(office: Office) -> None:
    rows, faults = read_schedule(
        filled(
            ("我要上天", "10年", ""),
            ("其余", "很久", ""),
            (str(FARM), "10", ""),
            (str(FARM), "30年", ""),
            ("1", "10年", "条" * 101),
        ),
        office.app.guide,
    )
    assert rows == ()
    assert [fault.place.split("列")[0][-4:] for fault in faults] == ["第2行A", "第3行B", "第5行A", "第6行C"]
    with pytest.raises(BadInput, match="xlsx"):
        read_schedule(b"no workbook", office.app.guide)


def test_that_two_supervisors_take_a_schedule_that_was_approved(office: Office) -> None:
    by = lead(office)
    for approval, consent, sentence in (
        (APPROVAL, SUPERVISOR, "两个人签名"),
        (Approval("", "", "", date(2026, 11, 2)), SECOND, "批准的依据"),
        (Approval("表", "局", "号", date(2026, 11, 21)), SECOND, "还没有到"),
    ):
        with pytest.raises((RuleRefused, BadInput), match=sentence):
            take_schedule(office.app, TEN_YEARS, approval, by, consent)
    with pytest.raises(RuleRefused, match="这一步要"):
        take_schedule(office.app, TEN_YEARS, APPROVAL, office.clerk, SECOND)
    assert schedule_in_force(office.app.journal) is None
    scheduled(office)
    case = finished(office)
    archive_case(office.app, case.id, office.clerk, wait_days=0)
    scheduled(office, (RetentionRow(0, 30),))
    archive = office.now(case).archived
    assert archive is not None
    assert archive.years == 10  # as it was archived
    assert kind_of(type(archive)).name == "case.archived"
