"""Tasks at this station (待办), as of today: the stored ones, and visits whose papers lie here without a receipt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from counter.domain.calendar.workdays import civil_date
from counter.domain.hall.backup.loss_words import loss_lines
from counter.domain.hall.register.expiring import ending_agreements, ending_mandates
from counter.domain.hall.rights import Capability, may
from counter.domain.tasks import urgency as deadlines
from counter.domain.tasks.scope import TaskScope
from counter.domain.tasks.task import Task, TaskKind
from counter.domain.tasks.urgency import TaskDay, Today, Urgency
from counter.services.context.ports import NearDays, TaskSpan
from counter.services.hall.hall_register import hall_register
from counter.services.hall.restorings import unconfirmed_restoring
from counter.services.tasks.count_differences import open_differences
from counter.services.tasks.key_requests import key_request_tasks
from counter.services.tasks.named_windows import in_names, names_for
from counter.services.tasks.nearest import cut_cases, nearest, spans_of
from counter.services.tasks.unclosed_day import unclosed_day
from counter.services.tasks.visits_in_hand import taken_in, visit_of
from counter.services.tasks.whose import OwnTasks, check_scope, own_tasks

if TYPE_CHECKING:
    from counter.services.context.app import AppContext
    from counter.services.context.ports import DraftRow, StaffRow, TaskLine, TaskRow

MOST = 2_000
"""Most rows of a list; ``TaskCounts.total`` counts all."""


@dataclass(frozen=True, slots=True)
class TaskView:
    """One task in the words of lists. ``number`` empty: there is no case yet, only the ``draft`` of that id.

    ``station``: code of the other window where it is to be done; ``stands_for``: name of who is away and left it to the
    person for whom the list is made. ``clerk_name``: "" where the window's list of staff does not have the code;
    ``station_name`` likewise of the other window.
    """

    kind: TaskKind
    urgency: Urgency
    day: date | None
    provisional: bool
    day_words: str
    left_words: str
    words: str
    number: str
    bundle_name: str
    applicant: str
    item: str
    item_name: str
    paper: str
    clerk: str
    draft: str = ""
    station: str = ""
    stands_for: str = ""
    clerk_name: str = ""
    station_name: str = ""

    @property
    def by(self) -> str:
        """Who sees to it, as colleagues say: the name; the code where nobody knows it."""
        return self.clerk_name or self.clerk

    @property
    def of_hall(self) -> bool:
        """About the hall's register, of no case and no visit."""
        return not (self.number or self.draft or self.of_day or self.of_restoring)

    @property
    def of_day(self) -> bool:
        """About a day of this window."""
        return self.kind in (TaskKind.DAY_CLOSE, TaskKind.COUNT_DIFFERS)

    @property
    def to_tell(self) -> bool:
        """Somebody is to be called, at this window."""
        return self.kind in (TaskKind.REMIND, TaskKind.PHONE) and not self.station

    @property
    def travels(self) -> bool:
        """About papers on their way to an organ or back, at this window."""
        kinds = (TaskKind.IN_TRANSIT, TaskKind.ORIGINAL_OUT, TaskKind.MISMATCH)
        return self.kind in kinds and not self.station

    @property
    def to_hand_out(self) -> bool:
        """Something lies at this window that nobody collected, or is in the post."""
        return self.kind is TaskKind.UNCOLLECTED and not self.station

    @property
    def of_restoring(self) -> bool:
        """About what this window lost when it was restored from a backup."""
        return self.kind is TaskKind.RESTORED


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """Numbers of tasks. ``pressing``: overdue or due today, shown in the rail; ``kinds``: by kind as shown today.

    ``near``: by kind and urgency, for headings over a list that does not hold all of them; ``cases``: rows by case.
    """

    pressing: int
    total: int
    kinds: Mapping[TaskKind, int]
    near: Mapping[tuple[TaskKind, Urgency], int] = field(default_factory=dict)
    cases: Mapping[Urgency, int] = field(default_factory=dict)

    @property
    def pressing_cases(self) -> int:
        """Rows of 待办 that are overdue or for today."""
        return sum(self.cases.get(urgency, 0) for urgency in _PRESSING)

    def of(self, kind: TaskKind | None) -> dict[Urgency, int]:
        """Numbers of that kind, or of all, by urgency."""
        found: dict[Urgency, int] = {}
        for (one, urgency), number in self.near.items():
            if kind in (None, one):
                found[urgency] = found.get(urgency, 0) + number
        return found


def list_tasks(
    app: AppContext,
    *,
    clerk: StaffRow | None = None,
    until: date | None = None,
    kinds: Collection[TaskKind] = (),
    limit: int = MOST,
    scope: TaskScope = TaskScope.WINDOW,
    whole: bool = False,
) -> tuple[TaskView, ...]:
    """Tasks, the nearest day first in each group, groups in the order of ``Urgency``.

    ``clerk``: whose drafts are examined; a supervisor, or None (the command line): everybody's. ``until``: only tasks
    due by that day or without a day; ``kinds``: only these, as shown today. ``scope``: the clerk's own, the window's,
    the hall's; ``whole``: of the listed cases every task, beyond ``limit``. Raises RuleRefused for the hall's to who
    may not see others' work.
    """
    now = app.clock.read().at
    today = _today(app, now)
    whose = _Whose.of(app, clerk, today, scope)
    spans = [whose.narrowed(span) for span in spans_of(today.day, until, kinds)]
    cases = cut_cases(app.journal, spans, limit) if whole and not kinds else ()
    every = whose.narrowed(TaskSpan(cases=cases))
    lines = app.journal.tasks(every, limit=0) if cases else nearest(app.journal, spans, limit)
    days: dict[tuple[str, str | None, bool], TaskDay] = {}
    found = [_view(line, today, days, whose) for line in lines]
    found += [
        whose.marked(view)
        for view in _unstored(app, clerk, today, now, whose)
        if until is None or view.day is None or view.day <= until
    ]
    wanted = _in_names(app, [view for view in found if not kinds or view.kind in kinds])
    order = {urgency: place for place, urgency in enumerate(Urgency)}
    wanted.sort(key=lambda v: (order[v.urgency], v.day or date.max))
    return tuple(wanted if whole else wanted[:limit])


def _in_names(app: AppContext, views: list[TaskView]) -> list[TaskView]:
    """Other windows by their names."""
    names = names_for(app, ((view.words, view.station) for view in views))
    if not names:
        return views
    return [
        replace(view, words=in_names(view.words, names), station_name=names.get(view.station, ""))
        for view in views
    ]


def count_tasks(
    app: AppContext, *, clerk: StaffRow | None = None, scope: TaskScope = TaskScope.WINDOW
) -> TaskCounts:
    """Count the tasks without reading them. Raises as ``list_tasks``."""
    now = app.clock.read().at
    today = _today(app, now)
    whose = _Whose.of(app, clerk, today, scope)
    near: Counter[tuple[TaskKind, Urgency]] = Counter()
    for (kind, day), number in app.journal.task_counts(None, whose.narrowed(TaskSpan())).items():
        task = Task("", "", "", TaskKind(kind), date.fromisoformat(day) if day else None, "")
        shown = deadlines.as_of(task, today.day)
        near[shown.kind, deadlines.urgency(shown, today)] += number
    unstored = tuple(_unstored(app, clerk, today, now, whose))
    near += Counter((view.kind, view.urgency) for view in unstored)
    soon = deadlines.last_near(today).isoformat()
    days = NearDays(today.day.isoformat(), soon, tuple(k.value for k in TaskKind if k.waits))
    stored = app.journal.cases_by_nearness(days, whose.narrowed(TaskSpan()))
    cases = Counter(dict(zip(Urgency, stored, strict=True))) + Counter(view.urgency for view in unstored)
    kinds: Counter[TaskKind] = Counter()
    for (one, _), number in near.items():
        kinds[one] += number
    pressing = sum(number for (_, urgency), number in near.items() if urgency in _PRESSING)
    return TaskCounts(pressing, kinds.total(), kinds, near, cases)


@dataclass(frozen=True, slots=True)
class _Whose:
    """Whose tasks a list holds. ``own``: None without a person, or where nobody's absence matters."""

    scope: TaskScope
    own: OwnTasks | None = None
    names: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, app: AppContext, clerk: StaffRow | None, today: Today, scope: TaskScope) -> _Whose:
        check_scope(clerk, scope)
        names = {one.code: one.name for one in app.journal.staff()}
        return cls(scope, None if clerk is None else own_tasks(app.journal, clerk, today.day), names)

    def narrowed(self, span: TaskSpan) -> TaskSpan:
        if self.scope is TaskScope.MINE and self.own is not None:
            return replace(span, clerks=self.own.codes, present=self.own.present)
        return replace(span, hall=self.scope is TaskScope.HALL)

    def names_of(self, clerk: str, station: str) -> tuple[str, str]:
        """For whom the person stands in, and who sees to it; another window's codes are its own."""
        away = "" if self.own is None else self.own.away.get(clerk, "")
        return ("", "") if station else (away, self.names.get(clerk, ""))

    def marked(self, view: TaskView) -> TaskView:
        stands_for, known = self.names_of(view.clerk, view.station)
        return replace(view, stands_for=stands_for, clerk_name=known) if stands_for or known else view

    def drafts(self, app: AppContext, clerk: StaffRow | None) -> Iterator[DraftRow]:
        """Those of the own cases; of the window to who may see others' work."""
        every = clerk is None or may(clerk.role, Capability.AUDIT)
        for draft in app.journal.drafts():
            mine = self.own is not None and draft.clerk in self.own.codes
            orphan = self.own is not None and self.own.present and draft.clerk not in self.own.present
            if mine or orphan or (every and self.scope is not TaskScope.MINE):
                yield draft


_PRESSING = (Urgency.OVERDUE, Urgency.TODAY)


def _today(app: AppContext, now: datetime) -> Today:
    return Today(civil_date(now), app.calendar, app.jurisdiction.remind_days)


def _view(
    line: TaskLine, today: Today, days: dict[tuple[str, str | None, bool], TaskDay], whose: _Whose
) -> TaskView:
    """``days``: what was said of a day already: a long list has few different ones."""
    row = line.task
    dated = row.kind, row.day, row.provisional
    at = days.get(dated) or days.setdefault(dated, deadlines.task_day(_task(row), today))
    stands_for, clerk_name = whose.names_of(line.clerk, row.station)
    return TaskView(
        kind=at.kind,
        urgency=at.urgency,
        day=at.day,
        provisional=row.provisional,
        day_words=at.day_words,
        left_words=at.left_words,
        words=row.words,
        number=line.number,
        bundle_name=line.bundle_name,
        applicant=line.applicant,
        item=row.item,
        item_name=row.item_name,
        paper=row.paper,
        clerk=line.clerk,
        station=row.station,
        stands_for=stands_for,
        clerk_name=clerk_name,
    )


def _task(row: TaskRow) -> Task:
    day = date.fromisoformat(row.day) if row.day else None
    return Task(row.case, row.item, row.paper, TaskKind(row.kind), day, row.words, row.provisional)


def _unstored(
    app: AppContext, clerk: StaffRow | None, today: Today, now: datetime, whose: _Whose
) -> Iterator[TaskView]:
    yield from _held(app, clerk, today, now, whose)
    yield from _of_hall(app, clerk, today)
    yield from _of_day(app, today)
    yield from _of_restoring(app, today)
    for task, row in key_request_tasks(app):  # everybody's: whoever is there calls the supervisor
        names = {"bundle_name": row.bundle_name, "applicant": row.applicant}
        yield _without_case(task, today, number=row.number, **names)


def _held(
    app: AppContext, clerk: StaffRow | None, today: Today, now: datetime, whose: _Whose
) -> Iterator[TaskView]:
    """Unfinished visits whose papers lie at the window without a receipt (DESIGN §4, Drafts)."""
    for draft in whose.drafts(app, clerk):
        try:
            begun_at, visit = datetime.fromisoformat(draft.begun_at), visit_of(draft)
        except ValueError:  # damaged: ``check`` reports it
            continue
        taken = 0 if visit is None else taken_in(visit)
        if visit is None or not taken or not deadlines.lacks_receipt(begun_at, now):
            continue
        task = deadlines.held(begun_at, taken)
        bundle = app.guide.bundles.get(visit.bundle)
        yield _without_case(
            task,
            today,
            bundle_name=bundle.name if bundle else "",
            applicant=visit.applicant.name if visit.applicant else "",
            clerk=draft.clerk,
            draft=draft.id,
        )


def _of_hall(app: AppContext, clerk: StaffRow | None, today: Today) -> Iterator[TaskView]:
    """What of the hall's register ends soon or waits for a second person: a supervisor's, of no case."""
    if clerk is not None and clerk.role != "supervisor":
        return
    ends = ending_agreements(app.hall.agreements, app.guide, today.day)
    register = hall_register(app.journal) if app.hall.register else None
    if register is not None:
        ends += ending_mandates(register.on(today.day))
    for ending in ends:
        words = ending.words(today.day)
        yield _without_case(Task("", "", "", TaskKind.ENDING, ending.last, words), today)
    for one in () if register is None else register.unconfirmed():
        words = f"登记册第{one.issue.number}号等第二个人确认"
        yield _without_case(Task("", "", "", TaskKind.CONFIRM, None, words), today)


def _of_day(app: AppContext, today: Today) -> Iterator[TaskView]:
    """The last worked day that has no 日结单, and counts that differ: everybody's, because whoever is there can print
    it and look.
    """
    unclosed = unclosed_day(app.journal, today.day)
    if unclosed is not None:
        yield _without_case(Task("", "", "", TaskKind.DAY_CLOSE, today.day, unclosed.words), today)
    for one in open_differences(app.journal):
        words = f"{one.said.words}；找到的、查明的，在日结页说明"
        yield _without_case(Task("", "", "", TaskKind.COUNT_DIFFERS, today.day, words), today)


def _of_restoring(app: AppContext, today: Today) -> Iterator[TaskView]:
    """The numbers to look for among the papers, until two people have confirmed that they read them: everybody's."""
    last = unconfirmed_restoring(app.journal)
    if last is not None:
        lines = loss_lines(app.journal.station().code, last.entries, last.series)
        named = (
            lines if last.entries else lines[1:] or lines
        )  # first what is to be looked for: a row is elided
        words = f"{''.join(named)}照手里的文书找齐、补录，再两人确认。"
        yield _without_case(Task("", "", "", TaskKind.RESTORED, None, words), today)


def _without_case(task: Task, today: Today, **more: str) -> TaskView:
    texts = dict.fromkeys(
        ("number", "bundle_name", "applicant", "item", "item_name", "paper", "clerk", "draft"), ""
    )
    return TaskView(
        kind=task.kind,
        urgency=deadlines.urgency(task, today),
        day=task.day,
        provisional=False,
        day_words=deadlines.day_words(task, today.day),
        left_words=deadlines.left_words(task, today),
        words=task.words,
        **{**texts, **more},
    )
