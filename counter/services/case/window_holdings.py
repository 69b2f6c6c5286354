"""What is held at a window before it closes, and after: cases, originals, certificates, papers, visits, numbers."""

from __future__ import annotations

from datetime import datetime, timedelta

from counter.domain.calendar.workdays import CHINA, civil_date
from counter.domain.case.acts.custody import originals_here
from counter.domain.case.acts.handing_over import originals_words
from counter.domain.case.case import Case
from counter.domain.case.conflict_events import CaseHandedOver, HandedOriginal
from counter.domain.case.fold import fold
from counter.domain.document.numbering import case_number, grouped, paper_number
from counter.domain.hall.closing import WindowHoldings
from counter.domain.hall.closing_events import (
    SUBJECT,
    ListedCase,
    LyingPaper,
    LyingThing,
    LyingVisit,
    WindowClosing,
)
from counter.domain.hall.rights import Capability
from counter.domain.journal.kinds import kind_of
from counter.domain.tasks.task import TaskKind
from counter.services.context.app import AppContext
from counter.services.context.held_ports import HeldThings
from counter.services.context.ports import StaffRow, StationIdentity
from counter.services.context.rows import TaskSpan
from counter.services.hall.rights import check_right
from counter.services.hall.staff import check_on_duty
from counter.services.tasks.visits_in_hand import visits_with_papers

_OF_SHEETS = (
    TaskKind.UNPRINTED,
    TaskKind.FAILED,
    TaskKind.UNSTAMPED,
    TaskKind.UNSERVED,
    TaskKind.PUBLISHED,
)
_NO_WORK = (TaskKind.HANDED_ON, TaskKind.FOR_OTHER, TaskKind.FORGET_ASKED)
_EVERY = 1_000_000


def window_holdings(app: AppContext, clerk: StaffRow) -> WindowHoldings:
    """What is held here, to be read before the window is closed. Nothing is written.

    Raises RuleRefused for who does not serve: cases are named.
    """
    check_on_duty(clerk)
    check_right(app.journal, clerk, Capability.SERVE, field="clerk")
    journal = app.journal
    station = journal.station()
    cases = [one for case_id in cases_to_move(app) if (one := _held(app, case_id)) is not None]
    gone = [one for case_id in given_cases(app) if (one := _gone(app, case_id)) is not None]
    going = {one.number for one in cases}
    held = journal.held()
    kinds = tuple(kind.value for kind in _OF_SHEETS)
    spans = (TaskSpan(dated=False, kinds=kinds), TaskSpan(kinds=kinds))
    lines = [line for span in spans for line in journal.tasks(span, _EVERY)]
    return WindowHoldings(
        tuple(sorted((*gone, *cases), key=lambda one: one.number)),
        tuple(_thing(one) for one in held.originals() if one.number not in going),
        tuple(_thing(one) for one in held.certificates(station.code)),
        tuple(
            LyingPaper(line.number, f"{TaskKind(line.task.kind).label}：{line.task.words}") for line in lines
        ),
        _visits(app),
        tuple(_printed(station, *one) for one in journal.exchange().number_series()),
        journal.exchange().waiting().count,
    )


def holdings_lines(held: WindowHoldings) -> tuple[str, ...]:
    """The list of what is held, a line each, as it is shown; those below a heading begin with a wide blank, the
    originals of a case with two.
    """
    lines = [f"要移交的办件 {held.waiting} 件"]
    for case in held.cases:
        if not case.gone:
            lines += _case_lines(case)
    if gone := len(held.cases) - held.waiting:
        lines.append(f"已经移交的 {gone} 件（见移交清单）")
    lines.append(f"别的件留存的原件 {sum(one.count for one in held.originals)} 份")
    lines += _thing_lines(held.originals, "份")
    lines.append(f"在柜的证照 {sum(one.count for one in held.certificates)} 件")
    lines += _thing_lines(held.certificates, "件")
    lines.append(f"没有出纸、没有盖章、没有送达的文书 {len(held.papers)} 份（只有本窗口能打，撤窗以前办好）")
    lines += [f"　{grouped(one.number)}　{one.words}" for one in held.papers]
    lines.append(f"没办完的来访，收着材料的 {len(held.drafts)} 个（先办完或者退还）")
    lines += [f"　{one.bundle}　材料{one.papers}份　{one.day.isoformat()} {one.clerk}" for one in held.drafts]
    lines.append("编号用到" if held.series else "编号没有用过")
    lines += [f"　{last}" for last in held.series]
    lines.append(
        f"还没有上报的记录 {held.unreported} 条" + ("（先上报，或者拷到U盘）" if held.unreported else "")
    )
    return tuple(lines)


def cases_to_move(app: AppContext) -> tuple[str, ...]:
    """The own cases in which something is to be done: open ones, and finished ones with a task of the owner."""
    open_ones = app.journal.open_cases().get("", ())
    spans = (TaskSpan(), TaskSpan(dated=False))
    tasks = (line.task for span in spans for line in app.journal.tasks(span, _EVERY))
    own = [t.case for t in tasks if t.kind not in _NO_WORK]
    found = dict.fromkeys((*open_ones, *own))
    return tuple(case for case in found if (row := app.journal.case_row(case)) is not None and not row.owner)


def given_cases(app: AppContext) -> tuple[str, ...]:
    """The cases that this window gave away since it began to close, in that order."""
    begun = kind_of(WindowClosing)
    starts = (entry.at for entry in app.journal.entries(SUBJECT) if begun.read(entry) is not None)
    first = next(starts, None)
    if first is None:
        return ()
    kind, own = kind_of(CaseHandedOver), app.journal.station().code
    given = app.journal.entries_between((kind.name,), first, app.clock.read().at + timedelta(days=1))
    return tuple(
        one.subject
        for one in given
        if one.station == own and (event := kind.read(one)) is not None and event.closing
    )


def _held(app: AppContext, case_id: str) -> ListedCase | None:
    case = fold(app.journal.entries(case_id))
    if case is None:
        return None
    return ListedCase(case.number, case.opened.bundle_name, _originals(case, originals_here(case)))


def _gone(app: AppContext, case_id: str) -> ListedCase | None:
    """As it was given: with the originals that the hand-over counted."""
    entries, kind = app.journal.entries(case_id), kind_of(CaseHandedOver)
    case, own = fold(entries), app.journal.station().code
    events = [event for one in entries if one.station == own and (event := kind.read(one)) is not None]
    if case is None or not events:
        return None
    words = _originals(case, events[-1].originals)
    return ListedCase(case.number, case.opened.bundle_name, words, gone=True)


def _originals(case: Case, found: tuple[HandedOriginal, ...]) -> tuple[str, ...]:
    names = {line.id: line.name for line in case.lines}
    return tuple(originals_words(names, (one,)) for one in found)


def _visits(app: AppContext) -> tuple[LyingVisit, ...]:
    bundles = app.guide.bundles
    return tuple(
        LyingVisit(
            bundles[visit.bundle].name if visit.bundle in bundles else "",
            papers,
            draft.clerk,
            civil_date(datetime.fromisoformat(draft.begun_at)),
        )
        for draft, visit, papers in visits_with_papers(app)
    )


def _thing(one: HeldThings) -> LyingThing:
    return LyingThing(one.number, one.name, one.count, one.place)


def _case_lines(case: ListedCase) -> list[str]:
    """Each original on its own line: two people go through them one by one."""
    if not case.originals:
        return [f"　{grouped(case.number)}　{case.bundle}"]
    head = f"　{grouped(case.number)}　{case.bundle}　原件 {len(case.originals)} 样："
    return [head, *(f"　　{one}" for one in case.originals)]


def _thing_lines(things: tuple[LyingThing, ...], unit: str) -> list[str]:
    return [
        f"　{grouped(one.number)}　{one.name} {one.count}{unit}" + (f"　{one.place}" if one.place else "")
        for one in things
    ]


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
