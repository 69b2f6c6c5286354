"""Records of the supervisor's room: reviews, comparisons of days, orders, workbooks; of a window, its answers."""

from __future__ import annotations

from collections.abc import Iterator

from counter.domain.case.oversight.finding_events import (
    FindingAnswered,
    FindingClosed,
    FindingEnd,
    FindingMade,
    FindingPutRight,
    FindingStance,
    ReassignOrdered,
)
from counter.domain.case.oversight.findings import not_met
from counter.domain.journal.entries import Entry
from counter.domain.tasks.oversight.events import (
    CaseReviewed,
    DayReconciled,
    OversightExported,
    SampleAdded,
    SampleAnnounced,
    SampleDrawn,
)
from counter.domain.tasks.records.record import RecordKind, Said, Surroundings, recorded
from counter.domain.tasks.records.unusual import outside_hours


@recorded(SampleAnnounced, RecordKind.REVIEW)
def _announced(event: SampleAnnounced, entry: Entry, around: Surroundings) -> Iterator[Said]:
    again = (f"这段时间公布过，再公布的理由：{event.again}",) if event.again else ()
    words = f"公布了评查抽样“{event.title}”：{event.rule.words}"
    yield Said(RecordKind.REVIEW, words, (*again, *outside_hours(entry, around)))


@recorded(SampleDrawn, RecordKind.REVIEW)
def _drawn(event: SampleDrawn, entry: Entry, around: Surroundings) -> Iterator[Said]:
    words = f"抽了评查的案卷，共 {len(event.cases)} 件，{len(event.shares)} 个窗口"
    yield Said(RecordKind.REVIEW, words, outside_hours(entry, around))


@recorded(SampleAdded, RecordKind.REVIEW)
def _added(event: SampleAdded, entry: Entry, around: Surroundings) -> Iterator[Said]:
    """Which case is not drawn by lot but picked by somebody."""
    words = f"另加 {event.case.number} 评查（{event.why.value}）：{event.words}"
    yield Said(RecordKind.REVIEW, words, ("不是抽中的，是挑的", *outside_hours(entry, around)))


@recorded(CaseReviewed, RecordKind.REVIEW)
def _reviewed(event: CaseReviewed, entry: Entry, around: Surroundings) -> Iterator[Said]:
    found = f"{len(event.findings)} 项发现" if event.findings else "没有发现问题"
    words = f"评查了窗口 {event.window} 的一件，核对 {len(event.points)} 项，{found}"
    yield Said(RecordKind.REVIEW, words, outside_hours(entry, around))


@recorded(FindingMade, RecordKind.REVIEW)
def _found(event: FindingMade, entry: Entry, around: Surroundings) -> Iterator[Said]:
    """The words of a finding may name somebody and stay sealed."""
    words = f"评查发现（{event.weight.value}）：{not_met(event.title)}，要求 {event.until.isoformat()} 前答复"
    yield Said(RecordKind.REVIEW, words, outside_hours(entry, around))


@recorded(FindingAnswered, RecordKind.REVIEW)
def _answered(event: FindingAnswered, entry: Entry, around: Surroundings) -> Iterator[Said]:
    unusual = ("对评查发现有异议",) if event.stance is FindingStance.DISPUTED else ()
    words = f"答复了评查发现：{event.stance.value}"
    yield Said(RecordKind.REVIEW, words, (*unusual, *outside_hours(entry, around)))


@recorded(FindingPutRight, RecordKind.REVIEW)
def _put_right(event: FindingPutRight, entry: Entry, around: Surroundings) -> Iterator[Said]:
    yield Said(RecordKind.REVIEW, "评查发现已整改，等值班主管室核查", outside_hours(entry, around))


@recorded(FindingClosed, RecordKind.REVIEW)
def _closed(event: FindingClosed, entry: Entry, around: Surroundings) -> Iterator[Said]:
    unusual = ("没有整改就了结",) if event.end is not FindingEnd.PUT_RIGHT else ()
    words = f"了结了评查发现：{event.end.value}"
    yield Said(RecordKind.REVIEW, words, (*unusual, *outside_hours(entry, around)))


@recorded(ReassignOrdered, RecordKind.REASSIGN)
def _ordered(event: ReassignOrdered, entry: Entry, around: Surroundings) -> Iterator[Said]:
    words = f"要求窗口 {event.owner} 移交窗口 {event.to} 主办，同意的是 {event.agreed_by}"
    if event.to == event.owner:
        words = f"收回了改派的要求，仍由窗口 {event.owner} 主办，同意的是 {event.agreed_by}"
    yield Said(RecordKind.REASSIGN, words, outside_hours(entry, around))


@recorded(DayReconciled, RecordKind.DAY)
def _reconciled(event: DayReconciled, entry: Entry, around: Surroundings) -> Iterator[Said]:
    count = len(event.differences)
    state = f"有 {count} 处不符" if count else "对平"
    said = f"，说明：{event.words}" if event.words else ""
    unusual = ("有不符也签认了",) if count else ()
    words = f"签认了 {event.day.isoformat()} 的对账，{state}{said}"
    yield Said(RecordKind.DAY, words, (*unusual, *outside_hours(entry, around)))


@recorded(OversightExported, RecordKind.EXPORT)
def _exported(event: OversightExported, entry: Entry, around: Surroundings) -> Iterator[Said]:
    words = f"导出了 Excel（{event.scope}），{event.rows}行"
    yield Said(RecordKind.EXPORT, words, outside_hours(entry, around))
