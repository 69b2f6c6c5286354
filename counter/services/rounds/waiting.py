"""What is to go to each organ today, what is to come back from it, and which slips nobody has signed yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts import rounds as rules
from counter.domain.case.case import Case
from counter.domain.case.fold.loose import case_here
from counter.domain.case.item_events import Hands, MovedPaper
from counter.domain.case.rounds.round import CaseRound
from counter.domain.document.numbering import normalise_number
from counter.domain.document.round_code import read_code, station_of
from counter.domain.errors import BadInput
from counter.domain.tasks.task import TaskKind
from counter.domain.tasks.urgency import Today, working_days_left
from counter.services.context.app import AppContext
from counter.services.context.rows import TaskSpan

MOST = 20_000
"""Most tasks and cases that are looked at."""


@dataclass(frozen=True, slots=True)
class WaitingCase:
    """What of one case is for that organ. ``matter``: its items; ``urgent``: a day is near or over (``due``).

    ``shared``: (line, organs) of papers that others need too; ``certificates``: (item, name) of what is to be fetched.
    """

    case: str
    base: str
    number: str
    matter: str
    moved: tuple[MovedPaper, ...]
    due: date | None = None
    urgent: bool = False
    shared: tuple[tuple[str, tuple[str, ...]], ...] = ()
    certificates: tuple[tuple[str, str], ...] = ()

    @property
    def on_slip(self) -> rules.OnSlip:
        """All of it."""
        return rules.OnSlip(self.case, self.base, self.moved, tuple(item for item, _ in self.certificates))


@dataclass(frozen=True, slots=True)
class OrganWaiting:
    """One organ: what is to go there (``TO_ORGAN``) or to come back (``TO_WINDOW``), urgent cases first."""

    organ: str
    hands: Hands
    cases: tuple[WaitingCase, ...]

    @property
    def originals(self) -> int:
        """Sheets that are originals."""
        return sum(m.originals for one in self.cases for m in one.moved)

    @property
    def copies(self) -> int:
        """Sheets that are copies."""
        return sum(m.copies for one in self.cases for m in one.moved)

    @property
    def urgent(self) -> int:
        """Cases whose day is near or over."""
        return sum(one.urgent for one in self.cases)


@dataclass(frozen=True, slots=True)
class SlipCase:
    """One case on an unsigned slip."""

    case: str
    number: str
    moved: tuple[MovedPaper, ...]
    certificates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class UnsignedSlip:
    """A slip under way. ``holder``: id of the case that holds the paper; ``days``: since it was made."""

    id: str
    number: str
    code: str
    paper: str
    holder: str
    organ: str
    hands: Hands
    day: date
    days: int
    cases: tuple[SlipCase, ...]

    @property
    def overdue(self) -> bool:
        """True from the evening of its day on: nobody signed."""
        return self.days > 0


def to_send(app: AppContext) -> tuple[OrganWaiting, ...]:
    """今天要送的: for each organ all papers of this window's open cases, urgent ones first."""
    today = today_of(app)
    return by_organ((one for case in own_cases(app) for one in sent_of(case, today)), Hands.TO_ORGAN)


def to_fetch(app: AppContext) -> tuple[OrganWaiting, ...]:
    """For each organ what it has of this window's cases, and certificates that it granted."""
    today = today_of(app)
    return by_organ(
        (one for case in travelling_cases(app) for one in fetched_of(case, today)), Hands.TO_WINDOW
    )


def sent_of(case: Case, today: Today) -> Iterator[tuple[str, WaitingCase]]:
    """(organ, what of the case is to go there)."""
    for organ in rules.organs_to_send(case):
        yield organ, _outward(case, organ, today)


def fetched_of(case: Case, today: Today) -> Iterator[tuple[str, WaitingCase]]:
    """(organ, what of the case is to be fetched there)."""
    for organ in dict.fromkeys(item.asked.organ for item in case.items):
        one = _inward(case, organ, today)
        if one.moved or one.certificates:
            yield organ, one


def by_organ(found: Iterable[tuple[str, WaitingCase]], hands: Hands) -> tuple[OrganWaiting, ...]:
    """Put together what waits, of many cases."""
    organs: dict[str, list[WaitingCase]] = {}
    for organ, one in found:
        organs.setdefault(organ, []).append(one)
    return tuple(OrganWaiting(organ, hands, _first(cases)) for organ, cases in sorted(organs.items()))


def waiting_at(app: AppContext, organ: str, hands: Hands) -> OrganWaiting:
    """What is to go to that organ, or to come back from it. Raises BadInput where there is nothing."""
    every = to_send(app) if hands is Hands.TO_ORGAN else to_fetch(app)
    found = next((one for one in every if one.organ == organ), None)
    if found is None:
        known = "、".join(one.organ for one in every) or "没有"
        what = "要送" if hands is Hands.TO_ORGAN else "要取"
        raise BadInput(f"没有{what}“{organ[:30]}”的材料；现在{what}的部门：{known}。", field="organ")
    return found


def unsigned_slips(app: AppContext) -> tuple[UnsignedSlip, ...]:
    """Slips that nobody has signed yet, the oldest first."""
    cases = read_cases(app, in_transit(app))
    return as_slips((one for case in cases for one in unsigned_of(case)), today_of(app).day)


def unsigned_of(case: Case) -> Iterator[tuple[CaseRound, SlipCase]]:
    """The rounds of the case that nobody has signed yet, and what of it is on their slips."""
    for one in rules.open_rounds(case):
        yield one, SlipCase(case.id, case.number, one.moved, _certificates(case, one))


def as_slips(found: Iterable[tuple[CaseRound, SlipCase]], today: date) -> tuple[UnsignedSlip, ...]:
    """Put together what travels, of many cases."""
    cases = dict[str, list[tuple[CaseRound, SlipCase]]]()
    for one, on_slip in found:
        cases.setdefault(one.id, []).append((one, on_slip))
    slips = [_slip(travelling, today) for travelling in cases.values()]
    return tuple(sorted(slips, key=lambda slip: (slip.day, slip.number)))


def find_slip(app: AppContext, text: str) -> UnsignedSlip:
    """The unsigned slip of a scanned or typed code or number.

    Raises BadInput for one of another window, for one that is signed or void already, and for an unknown one.
    """
    code, number = read_code(text), normalise_number(text)
    for slip in unsigned_slips(app):
        if slip.code == code or normalise_number(slip.number) == number:
            return slip
    own = app.journal.station().code
    if code and station_of(code) != own:
        raise BadInput(f"这张流转单是窗口 {station_of(code)} 出的，请到那个窗口登记签收。", field="slip")
    if code:
        raise BadInput("这张流转单已经登记签收或者作废，不用再登记。", field="slip")
    raise BadInput(f"没有找到等签收的流转单“{text.strip()[:30]}”，请扫单子上的条码。", field="slip")


def travelling_cases(app: AppContext) -> Iterator[Case]:
    """Open cases of this window, and finished ones with something out, to be fetched, or not settled."""
    return read_cases(app, travelling(app))


def own_cases(app: AppContext) -> Iterator[Case]:
    """Open cases of this window."""
    return read_cases(app, app.journal.open_cases().get("", ()))


def travelling(app: AppContext) -> tuple[str, ...]:
    """Ids of those that may be on the page 流转."""
    kinds = (TaskKind.IN_TRANSIT, TaskKind.ORIGINAL_OUT, TaskKind.MISMATCH, TaskKind.DELIVERY)
    return tuple(dict.fromkeys((*app.journal.open_cases().get("", ()), *_ids_with_tasks(app, kinds))))


def in_transit(app: AppContext) -> tuple[str, ...]:
    """Ids of those that are on a slip."""
    return _ids_with_tasks(app, (TaskKind.IN_TRANSIT,))


def _ids_with_tasks(app: AppContext, kinds: tuple[TaskKind, ...]) -> tuple[str, ...]:
    wanted = tuple(kind.value for kind in kinds)
    spans = (TaskSpan(kinds=wanted), TaskSpan(dated=False, kinds=wanted))
    lines = (line for span in spans for line in app.journal.tasks(span, MOST))
    return tuple(dict.fromkeys(line.task.case for line in lines if not line.task.station))


def read_cases(app: AppContext, ids: Iterable[str]) -> Iterator[Case]:
    """These, without those that are forgotten, decided twice, or in the archive."""
    for case_id in ids:
        case = case_here(app.journal.entries(case_id))
        if case is not None and not case.forgotten and not case.conflicts and case.archived is None:
            yield case


def _outward(case: Case, organ: str, today: Today) -> WaitingCase:
    moved = rules.to_send(case, organ)
    lines = {m.line for m in moved}
    shared = [
        (line.id, others)
        for line in case.lines
        if line.id in lines and (others := rules.also_for(case, line, organ))
    ]
    return replace(_of(case, organ, today), moved=moved, shared=tuple(shared))


def _inward(case: Case, organ: str, today: Today) -> WaitingCase:
    certificates = tuple(
        (i.id, i.asked.result or i.asked.name) for i in rules.certificates_to_fetch(case, organ)
    )
    moved = rules.to_fetch(case, organ)
    return replace(
        _of(case, organ, today),
        moved=moved,
        certificates=certificates,
    )


def _of(case: Case, organ: str, today: Today) -> WaitingCase:
    items = [item for item in case.items if item.asked.organ == organ]
    dues = [i.due.day for i in items if i.due is not None and not i.state.closed]
    due = min(dues, default=None)
    urgent = due is not None and (
        due <= today.day or working_days_left(due, today, most=today.remind_days + 1) <= today.remind_days
    )
    matter = "、".join(item.asked.name for item in items)
    return WaitingCase(case.id, case.base, case.number, matter, (), due, urgent)


def _first(cases: list[WaitingCase]) -> tuple[WaitingCase, ...]:
    return tuple(sorted(cases, key=lambda one: (not one.urgent, one.due or date.max, one.number)))


def _slip(found: list[tuple[CaseRound, SlipCase]], today: date) -> UnsignedSlip:
    first = found[0][0]
    order = {case: n for n, case in enumerate(first.cases)}
    found.sort(key=lambda pair: order.get(pair[1].case, len(order)))
    return UnsignedSlip(
        id=first.id,
        number=first.number,
        code=first.code,
        paper=first.paper,
        holder=first.cases[0],
        organ=first.organ,
        hands=first.hands,
        day=first.day,
        days=(today - first.day).days,
        cases=tuple(on_slip for _, on_slip in found),
    )


def _certificates(case: Case, one: CaseRound) -> tuple[tuple[str, str], ...]:
    items = (case.item(item) for item in one.items)
    return tuple((item.id, item.asked.result or item.asked.name) for item in items if item is not None)


def today_of(app: AppContext) -> Today:
    """By which days are judged."""
    return Today(civil_date(app.clock.read().at), app.calendar, app.jurisdiction.remind_days)
