"""The workbooks that were taken over here (接转): which, by whom, how their cases stand now, and all of it as Excel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from counter.domain.calendar.workdays import civil_date, civil_time
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.fold import fold
from counter.domain.case.take_over_events import CasesGivenUp, CasesTakenOver, TakenCase
from counter.domain.document import numbering
from counter.domain.errors import BadInput
from counter.domain.journal.entries import Entry
from counter.domain.journal.kinds import kind_of
from counter.domain.people.applicant import Applicant, ApplicantKind
from counter.domain.people.identity import mask_name
from counter.domain.tasks.task import Task
from counter.domain.tasks.tasks import tasks
from counter.domain.visit.visit import Setting
from counter.services.context.app import AppContext
from counter.services.context.ports import Journal, Transaction
from counter.services.spreadsheet.writer import Cell, WorkbookSheet, workbook

SUBJECT = "takeover"
"""Subject of the entries about whole workbooks."""

_DEMO = "演示 无效"


@dataclass(frozen=True, slots=True)
class ForeseenCase:
    """A case as it stands, or would stand after a take-over, and what is to be done in it."""

    case: Case
    tasks: tuple[Task, ...]

    @property
    def next(self) -> Task | None:
        """The task with the nearest day, else the first."""
        dated = [t for t in self.tasks if t.day is not None]
        return min(dated, key=lambda t: t.day or date.max) if dated else next(iter(self.tasks), None)


@dataclass(frozen=True, slots=True)
class TakenBatch:
    """A workbook that was taken over. ``undone_at``: when it was undone, else None."""

    id: str
    at: datetime
    cases: tuple[TakenCase, ...]
    prepared_by: str
    confirmed_by: str
    undone_at: datetime | None = None


def with_tasks(case: Case, setting: Setting) -> ForeseenCase:
    """The case with what is to be done in it."""
    return ForeseenCase(
        case, tasks(case, setting.jurisdiction, setting.calendar, authority=setting.authority)
    )


def batches_in(entries: Sequence[Entry]) -> tuple[TakenBatch, ...]:
    """The batches that these entries of ``SUBJECT`` add up to, oldest first."""
    found: dict[str, TakenBatch] = {}
    for entry in entries:
        taken = kind_of(CasesTakenOver).read(entry)
        if taken is not None:
            found[taken.batch] = TakenBatch(
                taken.batch, entry.at, taken.cases, taken.prepared_by, taken.confirmed_by
            )
        undone = kind_of(CasesGivenUp).read(entry)
        if undone is not None and undone.batch in found:
            found[undone.batch] = replace(found[undone.batch], undone_at=entry.at)
    return tuple(found.values())


def taken_batches(journal: Journal | Transaction) -> tuple[TakenBatch, ...]:
    """Every workbook that was taken over here, newest first."""
    return tuple(reversed(batches_in(journal.entries(SUBJECT))))


def known_numbers(journal: Journal | Transaction) -> dict[str, str]:
    """Earlier number → number here, of every case that was taken over and not undone."""
    standing = (b for b in taken_batches(journal) if b.undone_at is None)
    return {taken.earlier: numbering.grouped(taken.number) for b in standing for taken in b.cases}


def find_batch(journal: Journal | Transaction, wanted: str) -> TakenBatch:
    """The batch of that id or its end; "" for the newest one. Raises BadInput where there is none."""
    known = taken_batches(journal)
    if not known:
        raise BadInput("这里还没有接转过。", field="batch")
    if not wanted.strip():
        return known[0]
    fitting = [b for b in known if b.id.endswith(wanted.strip().lower())]
    if len(fitting) != 1:
        raise BadInput("没有这一批接转；用 counter takeover list 看有哪几批。", field="batch")
    return fitting[0]


def cases_of_batch(app: AppContext, batch: TakenBatch) -> tuple[ForeseenCase, ...]:
    """The cases of a batch as they stand now; () once it was undone."""
    if batch.undone_at is not None:
        return ()
    setting = app.setting()
    folded = (fold(app.journal.entries(taken.case)) for taken in batch.cases)
    return tuple(with_tasks(case, setting) for case in folded if case is not None)


def batch_workbook(app: AppContext, batch: TakenBatch) -> bytes:
    """The cases of a batch as .xlsx, a row for each item; names are masked, numbers of people left out (L11)."""
    rows = [row for one in cases_of_batch(app, batch) for row in _rows(one)]
    taken = civil_time(batch.at).replace(tzinfo=None, second=0, microsecond=0)
    head = (
        "编号",
        "原编号",
        "接转自",
        "交件日期",
        "一件事",
        "申请人",
        "事项",
        "状态",
        "日期",
        "原文号",
        "下一步",
        "最迟",
    )
    signed = ("接转时间", "制表", "确认", "件数")
    sheets = (
        WorkbookSheet("接转的办件", head, rows, filtered=True),
        WorkbookSheet("签名", signed, [(taken, batch.prepared_by, batch.confirmed_by, len(batch.cases))]),
    )
    return workbook(sheets, app.clock.read().at, _DEMO if app.hall.demo else "")


def _rows(one: ForeseenCase) -> Iterator[tuple[Cell, ...]]:
    case = one.case
    taken = case.taken_over
    assert taken is not None
    stood = {item.item: item for item in taken.items}
    for item in case.items:
        task = next_of(one, item)
        yield (
            numbering.grouped(case.number),
            taken.number,
            taken.source,
            taken.received,
            case.opened.bundle_name,
            masked(case.applicant),
            item.asked.name,
            item.state.label,
            stood[item.id].day if item.id in stood else None,
            stood[item.id].number if item.id in stood else "",
            task.kind.label if task else "",
            task.day if task else None,
        )


def next_of(one: ForeseenCase, item: CaseItem) -> Task | None:
    """The item's own task with the nearest day."""
    own = [t for t in one.tasks if t.item == item.id]
    return min(own, key=lambda t: t.day or date.max, default=None)


def masked(applicant: Applicant | None) -> str:
    """The applicant as a list shows him: a person's name masked, an organisation's whole (L11)."""
    if applicant is None:
        return "（个人信息已清除）"
    return mask_name(applicant.name) if applicant.kind is ApplicantKind.PERSON else applicant.name


def same_day(batch: TakenBatch, now: datetime) -> bool:
    """True on the civil day on which it was taken over."""
    return civil_date(batch.at) == civil_date(now)
