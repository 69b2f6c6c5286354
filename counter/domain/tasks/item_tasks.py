"""Tasks of an item: its clock, what has to be brought or decided, its result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from counter.domain.case.acts.note import broken_rules, to_note
from counter.domain.case.acts.organ_acceptance import outstanding_there
from counter.domain.case.acts.pause import was_extended
from counter.domain.case.acts.sending import waiting_words
from counter.domain.case.brought_since import is_in
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.clock_events import PAUSE_WORDS
from counter.domain.case.item_state import ItemState
from counter.domain.tasks.delivery import call_in_words, delivery_due, delivery_words, waits_for_delivery
from counter.domain.tasks.item_waits import supplemented, waited_for
from counter.domain.tasks.notice_clocks import NoticeClocks
from counter.domain.tasks.task import Task, TaskKind
from counter.domain.text.day_words import day_text
from counter.domain.visit.identified_party import TO_CHECK
from counter.domain.visit.verdict import Due

_Make = Callable[[TaskKind, Due | None, str], Task]


def tasks_of_item(case: Case, item: CaseItem, clocks: NoticeClocks) -> Iterator[Task]:
    """What is to be done about an item, with its days."""

    def task(kind: TaskKind, due: Due | None, words: str) -> Task:
        day, provisional = (None, False) if due is None else (due.day, due.provisional)
        return Task(case.id, item.id, "", kind, day, words, provisional)

    state = item.state
    if state is ItemState.CONFLICT:
        return
    if to_note(item):
        yield task(TaskKind.AGAINST, None, f"值班负责人阅：机关的决定与规则不符：{broken_rules(item)}")
    yield from _of_results(case, item, clocks, task)
    if state.closed:
        return
    if item.dates_held:
        yield task(TaskKind.DATES, None, "时间待核，日期还没有定，由值班负责人核对后确定")
    elif state.accepted:
        yield _deciding(item, task)
        if item.gap_dues and item.proposal is None:
            yield _gap(item, task)
    elif state is ItemState.TO_CORRECT:
        yield _correcting(case, item, task)
        yield from _deemed(clocks.deemed(item), task, "补正通知书还没有出纸，没有告知到人，")
    elif waited := waited_for(case, item):
        yield from _waiting(waited, clocks.notice(item), task)
        yield from _deemed(clocks.deemed(item), task)
    else:
        yield from _undecided(item, clocks, task)


def _of_results(case: Case, item: CaseItem, clocks: NoticeClocks, task: _Make) -> Iterator[Task]:
    """A result that the applicant has to get, a wrong one that he has, and what the organ itself asked for."""
    if words := call_in_words(case, item):
        yield task(TaskKind.CALL_IN, None, words)
    if waits_for_delivery(case, item):
        due = delivery_due(item, clocks.jurisdiction, clocks.calendar)
        yield task(TaskKind.DELIVERY, due, delivery_words(case, item, clocks.authority))
        if waiting := waiting_words(case, item.id, clocks.authority):
            yield task(TaskKind.UNCOLLECTED, Due(waiting[0], False, ""), waiting[1])
    if told := outstanding_there(item):
        names = listed([line.name for line in case.lines if line.id in told.outstanding])
        words = f"机关告知补正（{told.document}）：{names}"
        yield task(TaskKind.CORRECTION, Due(told.until, False, ""), words)


def _deciding(item: CaseItem, task: _Make) -> Task:
    """The organ's clock, shown once: the earlier of the promised and the statutory day."""
    first = _first(item.due, item.statutory, item.promised)
    running = next((p for p in reversed(item.paused) if p.ended is None), None)
    if item.proposal is not None:
        return task(TaskKind.PROPOSAL, None if running else first, "代拟稿已拟好，待机关首席代表确认")
    if running is not None:
        notice = f"（{running.notice}）" if running.notice else ""
        return task(TaskKind.PAUSED, running.until, f"{PAUSE_WORDS[running.pause]}中，暂停计时{notice}")
    if first is None:
        return task(TaskKind.DECISION, None, "没有办结期限，待部门核定")
    return task(TaskKind.DECISION, first, f"{first.text}{_extended(item, first)}")


def _extended(item: CaseItem, first: Due) -> str:
    """Until when the law's period was extended, where the promise was missed before and is late all the same."""
    lawful = item.statutory
    if lawful is None or not was_extended(lawful) or first != item.promised or was_extended(first):
        return ""
    day = lawful.day
    return f"，已过；批准延期到{day_text(day)}"


def _gap(item: CaseItem, task: _Make) -> Task:
    """One task for each item: the earliest day of its deferred papers, which are named."""
    earliest = _first(*(g.due for g in item.gap_dues))
    names = [g.name for g in item.gap_dues if earliest is None or (g.due and g.due.day == earliest.day)]
    return task(TaskKind.GAP, earliest, f"待补交：{listed(names)}")


def _correcting(case: Case, item: CaseItem, task: _Make) -> Task:
    if item.proposal is not None:
        return task(TaskKind.PROPOSAL, None, "代拟稿已拟好，待机关首席代表确认")
    notice = item.told[-1] if item.told else None
    gaps = notice.gaps if notice else ()
    missing = [g.name for g in gaps if not is_in(case, item, g.line)]
    if gaps and not missing:
        return task(TaskKind.NOTICE, supplemented(case, item), "补正材料已交齐，待决定是否受理")
    return task(TaskKind.CORRECTION, notice.due if notice else item.due, f"待补正：{listed(missing)}")


def _undecided(item: CaseItem, clocks: NoticeClocks, task: _Make) -> Iterator[Task]:
    """The region's clock to notify, and for a licence the law's; none while what its organ asked for has not come."""
    if outstanding_there(item):
        return
    notice, deemed = clocks.notice(item), clocks.deemed(item)
    if item.proposal is not None:
        yield task(TaskKind.PROPOSAL, notice, "代拟稿已拟好，待机关首席代表确认")
    elif item.state is ItemState.TO_PLEDGE:
        names = listed([g.name for g in item.gaps])
        yield task(TaskKind.PLEDGE, notice, f"承诺书签字后容缺受理：{names}")
    elif notice is None or deemed is None or notice.day != deemed.day:
        words = "申请人坚持提交，待机关书面决定" if item.state is ItemState.TO_REFUSE else "待决定"
        words = f"{words}（{TO_CHECK}）" if clocks.doubtful else words
        yield task(TaskKind.NOTICE, notice, words if notice else f"{words}，没有统一的告知期限")
    yield from _deemed(deemed, task)


def _deemed(deemed: Due | None, task: _Make, why: str = "") -> Iterator[Task]:
    if deemed is not None:
        yield task(TaskKind.DEEMED, deemed, f"{why}到期不告知即视为受理（行政许可法第三十二条）")


def _waiting(earlier: Iterable[CaseItem], notice: Due | None, task: _Make) -> Iterator[Task]:
    """A serial item has no clock until the earlier one's written completion, which is its receipt (DOMAIN §6)."""
    failed = [i for i in earlier if i.state.closed and not i.state.finished]
    if failed:
        words = "、".join(f"{i.asked.name}{i.state.label}" for i in failed)
        yield task(TaskKind.GIVE_BACK, None, f"{words}，材料待退还")
    elif all(i.state.finished for i in earlier):
        yield task(TaskKind.GO_ON, notice, "前面的事项已办结，可以接着办")


def _first(*dues: Due | None) -> Due | None:
    return min((d for d in dues if d is not None), key=lambda d: d.day, default=None)


def listed(names: list[str], most: int = 3) -> str:
    """Names in a row, the first few of many."""
    words = "、".join(names[:most])
    return words if len(names) <= most else f"{words}等{len(names)}项"
