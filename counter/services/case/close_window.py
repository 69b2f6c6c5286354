"""Close a window for good (撤窗): its cases go to another window one by one, and nothing new is taken here any more.

Each case is one transaction: after an interruption the same act goes on with the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from counter.domain.calendar.workdays import CHINA
from counter.domain.case.acts.custody import originals_here
from counter.domain.case.acts.handing_over import originals_words
from counter.domain.case.acts.ownership import refuse_elsewhere
from counter.domain.case.conflict_events import CaseHandedOver
from counter.domain.case.fold import fold
from counter.domain.document.numbering import case_number, grouped, paper_number
from counter.domain.errors import CounterError, RuleRefused
from counter.domain.hall.closing import Closing, HeldCase, WindowHoldings
from counter.domain.hall.closing_events import SUBJECT, WindowClosed, WindowClosing
from counter.domain.hall.consent import Consent
from counter.domain.hall.rights import Capability
from counter.domain.journal.entries import NewEntry
from counter.domain.journal.kinds import kind_of
from counter.domain.tasks.tasks import TaskKind
from counter.services.case.case_writer import open_writer
from counter.services.case.hand_over import check_reason, check_target, give
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow, StationIdentity
from counter.services.context.rows import TaskSpan
from counter.services.hall.closing import closing_here
from counter.services.hall.rights import check_right
from counter.services.hall.second_supervisor import second_supervisor
from counter.services.hall.staff import check_on_duty
from counter.services.tasks.list_tasks import papers_without_receipt

_OF_SHEETS = (TaskKind.UNPRINTED, TaskKind.FAILED, TaskKind.UNSTAMPED, TaskKind.UNSERVED)
_NO_WORK = (TaskKind.HANDED_ON, TaskKind.FOR_OTHER, TaskKind.FORGET_ASKED)
_EVERY = 1_000_000


@dataclass(frozen=True, slots=True)
class WindowLeft:
    """What a closing came to. ``moved``: cases that went now; ``left``: number and why of each that could not go yet;
    ``closing``: as it stands.
    """

    moved: int
    left: tuple[tuple[str, str], ...]
    closing: Closing


def window_holdings(app: AppContext) -> WindowHoldings:
    """What is held here, to be read before the window is closed. Nothing is written."""
    journal = app.journal
    cases = []
    for case_id in _to_move(app):
        case = fold(journal.entries(case_id))
        if case is not None:
            names = {line.id: line.name for line in case.lines}
            cases.append(
                HeldCase(case.number, case.opened.bundle_name, originals_words(names, originals_here(case)))
            )
    kinds = tuple(kind.value for kind in _OF_SHEETS)
    lines = journal.tasks(TaskSpan(dated=False, kinds=kinds), _EVERY)
    papers = tuple((line.number, f"{TaskKind(line.task.kind).label}：{line.task.words}") for line in lines)
    return WindowHoldings(
        tuple(cases),
        papers,
        papers_without_receipt(app),
        tuple(_printed(journal.station(), *one) for one in journal.exchange().number_series()),
        journal.exchange().waiting().count,
    )


def close_window(
    app: AppContext,
    to: str,
    reason: str,
    clerk: StaffRow,
    consent: Consent,
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> WindowLeft:
    """Close this window, or go on with a closing that was cut short; ``tell``: how many cases are done of how many.

    Raises BadInput and RuleRefused as ``hand_over``, and RuleRefused while papers of an unfinished visit lie here. A
    case that cannot go yet (records missing, in conflict) stays and is named; the window takes nothing new meanwhile.
    """
    check_on_duty(clerk)
    check_right(app.journal, clerk, Capability.SERVE, field="clerk")
    check_reason(reason, "撤窗")
    check_target(app, to)
    second = second_supervisor(app.journal, clerk, consent, "撤窗")
    if drafts := papers_without_receipt(app):
        raise RuleRefused(
            f"还有{drafts}个没办完的来访收着材料：先办完，或者把材料退还了再撤窗。", rule="closed_window"
        )
    _begin(app, WindowClosing(to, second.code, reason.strip()), clerk)
    moved, left = 0, list[tuple[str, str]]()
    cases = _to_move(app)
    for n, case_id in enumerate(cases, 1):
        try:
            with open_writer(app, case_id, clerk, adds=True) as writer:  # also before its key has come
                refuse_elsewhere(writer.case, writer.station.code)
                give(writer, to, second.code, reason, closing=True)
                writer.commit()
            moved += 1
        except CounterError as error:
            row = app.journal.case_row(case_id)
            left.append((row.number if row is not None else case_id, error.sentence))
        tell(n, len(cases))
    if not left:
        _end(app, to, clerk)
    closing = closing_here(app.journal)
    assert closing is not None
    return WindowLeft(moved, tuple(left), closing)


def holdings_lines(held: WindowHoldings) -> tuple[str, ...]:
    """The list of what is held, a line each, as it is shown and printed."""
    lines = [f"要移交的办件 {len(held.cases)} 件"]
    lines += [
        f"　{grouped(case.number)}　{case.bundle}" + (f"　原件：{case.originals}" if case.originals else "")
        for case in held.cases
    ]
    lines.append(f"没有出纸、没有盖章、没有送达的文书 {len(held.papers)} 份（只有本窗口能打，撤窗以前办好）")
    lines += [f"　{grouped(number)}　{words}" for number, words in held.papers]
    lines.append(f"没办完的来访，收着材料的 {held.drafts} 个（先办完或者退还）")
    lines.append("编号用到" if held.series else "编号没有用过")
    lines += [f"　{last}" for last in held.series]
    lines.append(
        f"还没有上报的记录 {held.unreported} 条" + ("（先上报，或者拷到U盘）" if held.unreported else "")
    )
    return tuple(lines)


def _printed(station: StationIdentity, series: str, last: int) -> str:
    """The last number of a series as it stands on paper; the series itself where it is of an unknown form."""
    kind, _, form = series.partition("/")
    try:
        if kind == "case":
            day = datetime.strptime(form, "%y%m%d").replace(tzinfo=CHINA).date()
            return grouped(case_number(station.code, station.epoch, day, last))
        form, _, year = form.rpartition("/")
        return paper_number(form, station.code, station.epoch, int(year), last)
    except ValueError:
        return f"{series} {last}"


def _to_move(app: AppContext) -> tuple[str, ...]:
    """The own cases in which something is to be done: open ones, and finished ones with a task of the owner."""
    open_ones = app.journal.open_cases().get("", ())
    spans = (TaskSpan(), TaskSpan(dated=False))
    tasks = (line.task for span in spans for line in app.journal.tasks(span, _EVERY))
    own = [t.case for t in tasks if t.kind not in _NO_WORK]
    found = dict.fromkeys((*open_ones, *own))
    return tuple(case for case in found if (row := app.journal.case_row(case)) is not None and not row.owner)


def _begin(app: AppContext, event: WindowClosing, clerk: StaffRow) -> None:
    before = closing_here(app.journal)
    if before is not None and (before.to, before.done) == (event.to, False):
        return
    with app.journal.transaction() as tx:
        tx.append(NewEntry(SUBJECT, event, tx.last_id(SUBJECT)), actor=clerk.code)
        tx.commit()


def _end(app: AppContext, to: str, clerk: StaffRow) -> None:
    kind, begun = kind_of(CaseHandedOver), app.journal.entries(SUBJECT)[-1].at
    given = app.journal.entries_between((kind.name,), begun, app.clock.read().at + timedelta(days=1))
    own = app.journal.station().code
    gone = sum(
        one.station == own and (event := kind.read(one)) is not None and event.closing for one in given
    )
    with app.journal.transaction() as tx:
        tx.append(NewEntry(SUBJECT, WindowClosed(to, gone), tx.last_id(SUBJECT)), actor=clerk.code)
        tx.commit()
