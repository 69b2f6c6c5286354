"""待办 as the lists show it: written with every act, proved by check, filled for older profiles, found by day."""

from __future__ import annotations

import importlib
import re
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from counter import services
from counter.bootstrap.opening import open_app
from counter.db.check.check import check, rebuild_rows
from counter.db.file.tables import metadata
from counter.db.journal.journal import SqlJournal
from counter.domain.calendar.workdays import CHINA, civil_date
from counter.domain.journal import codec
from counter.domain.journal.entries import ClockReading
from counter.domain.tasks.by_case import by_case
from counter.domain.tasks.task import TaskKind
from counter.domain.tasks.urgency import Urgency
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.visit import Visit
from counter.services.context.app import AppContext
from counter.services.context.ports import DraftRow, StaffRow, TaskRow
from counter.services.hall.configure_hall import hall_config
from counter.services.tasks.list_by_case import list_by_case
from counter.services.tasks.list_tasks import count_tasks, list_tasks
from tests.domain.visit.test_assess import RESTAURANT
from tests.facades import facade_on
from tests.services.visit.test_file_case import complete, file
from tests.settings import somebody
from tests.statements import statements

SERVICES = Path(services.__file__).parent

SHOP = Visit(
    2,
    {
        "q_entity": ("existing",),
        "q_tobacco": ("no",),
        "q_food_kind": ("open",),
        "q_n_health": ("1",),
        "q_employees": ("no",),
        "q_sign": ("no",),
        "q_agent": ("self",),
    },
    applicant=somebody(),
)
"""A shop that sells food: a licence, entrusted to this window."""


class SetClock:
    """A clock that stands where it was put."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def read(self) -> ClockReading:
        return ClockReading(self.at, "boot", 0)


def journal_of(app: AppContext) -> SqlJournal:
    assert isinstance(app.journal, SqlJournal)
    return app.journal


def later(app: AppContext, **time: int) -> AppContext:
    return replace(app, clock=SetClock(app.clock.read().at + timedelta(**time)))


def clerk(app: AppContext, code: str) -> StaffRow:
    return next(s for s in app.journal.staff() if s.code == code)


def test_that_what_was_only_taken_in_is_listed_with_its_case_and_its_day(app: AppContext) -> None:
    filed = file(app, complete(app, SHOP), FilingMode.KEEP)
    notices = [v for v in list_tasks(app) if v.kind is TaskKind.NOTICE]
    assert {v.number for v in notices} == {filed.case.number}
    assert {v.applicant for v in notices} == {somebody().name}
    assert {v.bundle_name for v in notices} == {filed.case.opened.bundle_name}
    assert all(v.day_words.endswith("（含当日）前") for v in notices if v.day)
    assert count_tasks(app).kinds[TaskKind.NOTICE] == len(notices)


def test_that_a_day_that_passes_turns_a_reminder_into_the_next_step(app: AppContext) -> None:
    file(app, complete(app, SHOP), FilingMode.KEEP)
    soon = next(v for v in list_tasks(app) if v.kind is TaskKind.DEEMED)
    assert soon.urgency in (Urgency.SOON, Urgency.LATER)
    month = later(app, days=30)
    over = [v for v in list_tasks(month, kinds=[TaskKind.DEEMED_PASSED]) if v.item == soon.item]
    assert [(v.urgency, v.day) for v in over] == [(Urgency.OVERDUE, soon.day)]
    assert list_tasks(month, kinds=[TaskKind.DEEMED]) == ()
    assert count_tasks(month).kinds[TaskKind.DEEMED_PASSED] >= 1


def test_that_the_list_goes_from_overdue_to_later_and_by_day_inside(app: AppContext) -> None:
    file(app, complete(app, SHOP), FilingMode.KEEP)
    file(app, complete(app, RESTAURANT), FilingMode.DECIDE)
    seen = list_tasks(later(app, days=4))
    places = [(list(Urgency).index(v.urgency), v.day or date.max) for v in seen]
    assert places == sorted(places)
    assert {v.urgency for v in seen} > {Urgency.OVERDUE, Urgency.TODAY}


def test_that_a_day_given_ends_the_list(app: AppContext) -> None:
    file(app, complete(app, SHOP), FilingMode.DECIDE)
    today = civil_date(app.clock.read().at) + timedelta(days=1)
    assert all(v.day is None or v.day <= today for v in list_tasks(app, until=today))
    assert any(v.day and v.day > today for v in list_tasks(app))


def test_that_the_rail_counts_what_is_overdue_or_for_today(app: AppContext) -> None:
    file(app, complete(app, SHOP), FilingMode.KEEP)
    now = later(app, days=30)
    pressing = [v for v in list_tasks(now) if v.urgency in (Urgency.OVERDUE, Urgency.TODAY)]
    assert count_tasks(now).pressing == len(pressing)
    assert count_tasks(now).total == len(list_tasks(now))


# ── papers lying at a window ─────────────────────────────────────────────────────────────────────────


def draft(app: AppContext, code: str, taken: int, *, minutes: int) -> None:
    begun = app.clock.read().at - timedelta(minutes=minutes)
    brought = {f"line{n}": Brought(MaterialState.RECEIVED, copies=1) for n in range(taken)}
    brought["looked"] = Brought(MaterialState.RECEIVED, original_seen=True)
    visit = Visit(8, {}, brought=brought, applicant=somebody(name=f"申请人{code}"), begun_at=begun)
    row = DraftRow(f"d-{code}", code, "G1", begun.isoformat(), begun.isoformat(), codec.write(visit))
    with app.journal.transaction() as tx:
        tx.save_draft(row)
        tx.commit()


def at_noon(app: AppContext) -> AppContext:
    """The next noon in China: papers taken in yesterday are a task at once, however late it was."""
    now = app.clock.read().at
    noon = now.astimezone(CHINA).replace(hour=12, minute=0) + timedelta(days=1)
    return later(app, seconds=int((noon - now).total_seconds()))


def test_that_papers_taken_in_without_a_receipt_are_a_task_after_half_an_hour(app: AppContext) -> None:
    app = at_noon(app)
    draft(app, "W01", 3, minutes=20)
    assert list_tasks(app) == ()
    held = list_tasks(later(app, minutes=11))
    assert [(v.kind, v.words, v.draft) for v in held] == [
        (TaskKind.HELD, "收了3份材料，还没有出收件凭证", "d-W01")
    ]
    assert count_tasks(later(app, minutes=11)).pressing == 1


def test_that_what_was_only_looked_at_lies_nowhere(app: AppContext) -> None:
    draft(app, "W01", 0, minutes=90)
    assert list_tasks(app) == ()


def test_that_a_clerk_sees_his_own_and_a_supervisor_everybodys(app: AppContext) -> None:
    draft(app, "W01", 1, minutes=40)
    draft(app, "W02", 1, minutes=50)
    assert [v.clerk for v in list_tasks(app, clerk=clerk(app, "W01"))] == ["W01"]
    assert [v.clerk for v in list_tasks(app, clerk=clerk(app, "S01"))] == ["W02", "W01"]
    assert count_tasks(app, clerk=clerk(app, "W01")).pressing == 1


def test_that_an_unreadable_draft_breaks_no_list(app: AppContext) -> None:
    row = DraftRow(
        "d", "W01", "G1", "2026-11-20T01:00:00+00:00", "2026-11-20T01:00:00+00:00", {"bundle": "?"}
    )
    with app.journal.transaction() as tx:
        tx.save_draft(row)
        tx.commit()
    assert list_tasks(app) == ()


# ── the rows ─────────────────────────────────────────────────────────────────────────────────────────


def test_that_check_finds_a_planted_wrong_task_and_a_rebuild_mends_it(app: AppContext) -> None:
    file(app, complete(app, SHOP), FilingMode.KEEP)
    journal = journal_of(app)
    assert check(journal).clean
    before = list_tasks(app)
    for fault in (
        "UPDATE task_rows SET day = '2030-01-01' WHERE kind = 'deemed'",
        "DELETE FROM task_rows WHERE kind = 'notice'",
        "INSERT INTO task_rows SELECT case_id, 'gap', item, paper, item_name, day, 0, words, '' FROM task_rows LIMIT 1",
    ):
        journal.connection().execute(fault)
        faults = check(journal).faults
        assert faults
        assert all("待办" in f.sentence for f in faults), fault
        assert rebuild_rows(journal).clean
        assert list_tasks(app) == before


def test_that_forgetting_a_person_leaves_no_task(app: AppContext) -> None:
    filed = file(app, complete(app, SHOP), FilingMode.KEEP)
    app.journal.forget(filed.case.id, actor="S01", reason="保存期满")
    assert list_tasks(app) == ()
    assert check(journal_of(app)).clean


def test_that_every_service_writes_its_rows_through_the_one_door() -> None:
    """A service that wrote the case's row alone would leave 待办 behind."""
    others = (f for f in SERVICES.rglob("*.py") if f.name not in ("projection.py", "ports.py"))
    strays = [f.name for f in others if re.search(r"\.put_(case|paper|tasks)\(", f.read_text("utf-8"))]
    assert strays == []


def test_that_the_windows_desk_lists_and_counts_the_same(app: AppContext) -> None:
    file(app, complete(app, SHOP), FilingMode.KEEP)
    facade = facade_on(app)
    clerk = facade.sign_on("W01", "1234")
    assert facade.tasks(clerk, None) == by_case(list_tasks(app))
    assert facade.task_counts(clerk).total == sum(len(work.tasks) for work in facade.tasks(clerk, None))
    kinds = {view.kind for work in facade.tasks(clerk, TaskKind.DEEMED) for view in work.tasks}
    assert kinds == {TaskKind.DEEMED}


def put(app: AppContext, *tasks: tuple[TaskKind, int | None]) -> None:
    """One case with these things to be done, so many days from today or without a day."""
    visit = replace(complete(app, SHOP), duplicate_reason="又开一家")
    case = file(app, visit, FilingMode.KEEP).case.id
    today = civil_date(app.clock.read().at)
    days = [None if left is None else str(today + timedelta(days=left)) for _, left in tasks]
    rows = [
        TaskRow(case, f"i{n}", "", "", kind.value, day, False, "")
        for n, ((kind, _), day) in enumerate(zip(tasks, days, strict=True))
    ]
    with app.journal.transaction() as tx:
        tx.put_tasks(case, rows)
        tx.commit()


def test_that_a_full_list_holds_what_presses_and_not_what_waits(app: AppContext) -> None:
    later = [(TaskKind.DECISION, 30)] * 4
    put(app, *later, (TaskKind.PAUSED, None), (TaskKind.UNSTAMPED, None), (TaskKind.NOTICE, -3))
    assert [v.kind for v in list_tasks(app, limit=3)] == [
        TaskKind.NOTICE,
        TaskKind.UNSTAMPED,
        TaskKind.DECISION,
    ]
    assert len(list_tasks(app)) == 7
    assert count_tasks(app).of(None) == {Urgency.OVERDUE: 1, Urgency.TODAY: 1, Urgency.LATER: 5}
    assert count_tasks(app).of(TaskKind.DECISION) == {Urgency.LATER: 4}


def test_that_rows_are_counted_by_case_and_stand_where_their_nearest_task_stands(app: AppContext) -> None:
    put(app, (TaskKind.NOTICE, -3), (TaskKind.UNPRINTED, None), (TaskKind.DECISION, 30))
    put(app, *[(TaskKind.UNPRINTED, None)] * 6, (TaskKind.PAUSED, None))
    put(app, (TaskKind.DECISION, 40), (TaskKind.PAUSED, None))
    counts = count_tasks(app)
    assert counts.cases == {Urgency.OVERDUE: 1, Urgency.TODAY: 1, Urgency.LATER: 1}
    assert (counts.pressing_cases, counts.pressing) == (2, 8)
    rows = list_by_case(app)
    assert [work.urgency for work in rows] == [Urgency.OVERDUE, Urgency.TODAY, Urgency.LATER]
    assert Counter(work.urgency for work in rows) == counts.cases


def test_that_a_case_of_a_cut_list_is_shown_whole(app: AppContext) -> None:
    put(app, (TaskKind.NOTICE, -3), (TaskKind.DECISION, 30), (TaskKind.PAUSED, None))
    put(app, (TaskKind.DECISION, 40))
    assert len(list_tasks(app, limit=1)) == 1
    (work,) = by_case(list_tasks(app, limit=1, whole=True))
    assert [matter.kind for matter in work.matters] == [TaskKind.NOTICE, TaskKind.DECISION, TaskKind.PAUSED]


def test_that_a_kind_is_listed_however_many_of_it_have_become_another(app: AppContext) -> None:
    put(app, *[(TaskKind.GAP, -2)] * 4, (TaskKind.GAP, 0), (TaskKind.GAP, 9), (TaskKind.GAP, None))
    assert [v.kind for v in list_tasks(app, kinds=[TaskKind.GAP], limit=3)] == [TaskKind.GAP] * 3
    assert [v.kind for v in list_tasks(app, kinds=[TaskKind.GAP_EXPIRED])] == [TaskKind.GAP_EXPIRED] * 4
    assert len(list_tasks(app, kinds=[TaskKind.GAP, TaskKind.GAP_EXPIRED])) == 7
    today = civil_date(app.clock.read().at)
    assert len(list_tasks(app, kinds=[TaskKind.GAP], until=today)) == 2


def as_before_tasks(journal: SqlJournal) -> None:
    """The file as version 0001 of the schema left it."""
    first = importlib.import_module("counter.db.migrations.versions.0001_journal")
    papers = [s for s in first.STATEMENTS if "paper_rows" in s]
    connection = journal.connection()
    columns = "row, paper, case_id, kind, number, organ, issued_at, copies, 'issued'"
    connection.execute("BEGIN")
    connection.execute("ALTER TABLE paper_rows RENAME TO kept")
    connection.execute("DROP INDEX ix_paper_rows_case_id")
    for statement in papers:
        connection.execute(statement)
    connection.execute(f"INSERT INTO paper_rows SELECT {columns} FROM kept")
    later = [table for table in metadata.tables if not any(f"TABLE {table} " in s for s in first.STATEMENTS)]
    for table in ("kept", *later):
        connection.execute(f"DROP TABLE {table}")
    connection.execute("DROP INDEX ix_entries_at_kind")
    for index in ("opened_at", "state_clerk", "number"):
        connection.execute(f"DROP INDEX ix_case_rows_{index}")
    for column in ("owner", "conflict", "held"):
        connection.execute(f"ALTER TABLE case_rows DROP COLUMN {column}")
    connection.execute("UPDATE alembic_version SET version_num = '0001'")
    connection.execute("COMMIT")


def test_that_a_profile_made_before_has_its_papers_and_its_tasks_once_opened(
    app: AppContext, profile: Path
) -> None:
    filed = file(app, complete(app, SHOP), FilingMode.KEEP)
    papers, before = app.journal.papers_of(filed.case.id), list_tasks(app)
    as_before_tasks(journal_of(app))
    app.journal.close()
    with open_app(profile) as again:
        assert again.journal.papers_of(filed.case.id) == papers
        assert list_tasks(again) == before
        assert before
        assert check(journal_of(again)).clean


def test_that_opening_again_computes_nothing_anew(app: AppContext, profile: Path) -> None:
    file(app, complete(app, SHOP), FilingMode.KEEP)
    journal = journal_of(app)
    journal.connection().execute("UPDATE task_rows SET words = 'left alone'")
    app.journal.close()
    with open_app(profile) as again:
        assert {v.words for v in list_tasks(again)} == {"left alone"}


def test_that_another_calendar_dates_the_tasks_anew(app: AppContext) -> None:
    file(app, complete(app, SHOP), FilingMode.KEEP)
    journal = journal_of(app)
    journal.connection().execute("UPDATE task_rows SET day = '2030-01-01'")
    other = replace(app.projector.place, calendar=replace(app.calendar, years={}))
    journal.catch_up(other.basis)
    assert check(journal).clean
    assert hall_config(journal).jurisdiction in other.basis


def test_that_the_tasks_of_a_cut_list_are_read_once(app: AppContext) -> None:
    for _ in range(3):
        put(app, (TaskKind.NOTICE, -3), (TaskKind.DECISION, 30), (TaskKind.PAUSED, None))
    with statements(journal_of(app)) as asked:
        assert len(list_tasks(app, limit=2, whole=True)) == 6
    assert sum("t.words" in said for said in asked) == 1
