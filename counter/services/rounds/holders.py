"""在谁手里: every original of this window's cases, who has it, since when; as a list and as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256

from counter.domain.calendar.workdays import civil_date, civil_time
from counter.domain.case.acts.custody import applicants_originals
from counter.domain.case.acts.rounds import open_mismatches, open_rounds
from counter.domain.case.case import Case
from counter.domain.case.item_events import Hands
from counter.domain.document.numbering import grouped
from counter.domain.hall.jurisdiction import PENDING
from counter.domain.journal.entries import NewEntry
from counter.domain.ledger.events import FILES, LedgerExported
from counter.domain.tasks.custody import last_day, lent, since_at
from counter.domain.visit.checklist import Line
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.rounds.waiting import travelling_cases
from counter.services.spreadsheet.writer import Cell, WorkbookSheet, workbook


class PaperHolder(StrEnum):
    """Who has it."""

    TRANSIT = "transit"
    ORGAN = "organ"
    WINDOW = "window"
    APPLICANT = "applicant"

    @property
    def label(self) -> str:
        """In plain Chinese."""
        return _HOLDERS[self]


_HOLDERS = {
    PaperHolder.TRANSIT: "在途",
    PaperHolder.ORGAN: "部门",
    PaperHolder.WINDOW: "窗口",
    PaperHolder.APPLICANT: "申请人",
}


@dataclass(frozen=True, slots=True)
class HeldPaper:
    """Originals of one line at one holder. ``organ``: of whom, "" at the window and the applicant; ``days``: so far;
    ``partner``: the organ it was last handed over with, or is for.

    ``red``: longer at the organ than the place allows, or under way since an earlier day; ``mismatch``: what is wrong
    with it and not settled, its ``mismatch_id``; ``slip``: number of the slip it travels on.
    """

    case: str
    number: str
    bundle: str
    line: str
    name: str
    originals: int
    holder: PaperHolder
    organ: str
    since: date
    days: int
    red: bool = False
    slip: str = ""
    partner: str = ""
    mismatch: str = ""
    mismatch_id: str = ""


@dataclass(frozen=True, slots=True)
class HoldersList:
    """The list, red ones first, then the longest. ``limit``: days an original may be at an organ, None: not known;
    ``settled``: whether that number is official.
    """

    papers: tuple[HeldPaper, ...]
    limit: int | None
    settled: bool

    @property
    def red(self) -> int:
        """How many are red."""
        return sum(one.red for one in self.papers)

    @property
    def limit_words(self) -> str:
        """The rule in words."""
        if self.limit is None:
            return f"原件在部门的天数没有规定（{PENDING}）"
        return f"原件在部门超过{self.limit}天标红" + ("" if self.settled else f"（天数{PENDING}）")


def who_holds(app: AppContext) -> HoldersList:
    """Originals of open cases of this window, and of finished ones where some are out or something is not settled."""
    today = civil_date(app.clock.read().at)
    return as_list(app, [paper for case in travelling_cases(app) for paper in held_of(app, case, today)])


def as_list(app: AppContext, papers: Iterable[HeldPaper]) -> HoldersList:
    """Put together who has what, of many cases."""
    order, term = list(PaperHolder), app.jurisdiction.originals_out
    held = sorted(papers, key=lambda one: (not one.red, order.index(one.holder), -one.days, one.number))
    return HoldersList(tuple(held), term.days, term.settled)


def export_holders(app: AppContext, person: StaffRow) -> bytes:
    """The list as a workbook, which names no applicant; that it was made is on record."""
    found = who_holds(app)
    at = app.clock.read().at
    content = workbook((_sheet(app, person, found, at),), at, app.hall.banner)
    day, digest = civil_date(at).isoformat(), sha256(content).hexdigest()
    event = LedgerExported("custody", day, day, len(found.papers), False, digest)
    with app.journal.transaction() as tx:
        tx.append(NewEntry(FILES, event, tx.last_id(FILES)), actor=person.code)
        tx.commit()
    return content


def _sheet(app: AppContext, person: StaffRow, found: HoldersList, at: datetime) -> WorkbookSheet:
    station, now = app.journal.station(), civil_time(at)
    heads = (
        "办件编号",
        "一件事",
        "材料",
        "原件（份）",
        "在谁手里",
        "部门",
        "从哪天",
        "几天",
        "流转单",
        "说明",
    )
    rows: list[Sequence[Cell]] = [
        (
            grouped(one.number),
            one.bundle,
            one.name,
            one.originals,
            one.holder.label,
            one.organ,
            one.since,
            one.days,
            one.slip,
            one.mismatch or (_LATE[one.holder] if one.red else ""),
        )
        for one in found.papers
    ]
    return WorkbookSheet(
        "在谁手里",
        heads,
        rows,
        frozenset(n for n, one in enumerate(found.papers) if one.red),
        (
            f"原件在谁手里（{station.window}）",
            f"{now:%Y-%m-%d %H:%M}；{len(rows)}行，要处理的{found.red}行（粗体）；{found.limit_words}",
            f"制表：{person.name}（{person.code}）",
        ),
        (24, 20, 30, 11, 10, 24, 12, 8, 26, 24),
        filtered=True,
    )


_LATE = {
    PaperHolder.TRANSIT: "部门还没有签收",
    PaperHolder.ORGAN: "超过天数",
    PaperHolder.WINDOW: "",
    PaperHolder.APPLICANT: "",
}


def held_of(app: AppContext, case: Case, today: date) -> Iterator[HeldPaper]:
    """Who has the originals of one case."""
    wrong = {one.line: one for one in open_mismatches(case)}
    shown = set()
    for line in case.lines:
        if line.form:
            continue
        for holder, organ, originals, since, slip in _holders(case, line):
            mismatch = wrong.get(line.id)
            shown.add(line.id)
            yield HeldPaper(
                case=case.id,
                number=case.number,
                bundle=case.opened.bundle_name,
                line=line.id,
                name=line.name,
                originals=originals,
                holder=holder,
                organ=organ,
                since=since,
                days=(today - since).days,
                red=mismatch is not None or _red(app, holder, since, today),
                slip=slip,
                partner=organ or _partner(case, line),
                mismatch="" if mismatch is None else f"交接不符：{mismatch.fault.label}",
                mismatch_id="" if mismatch is None else mismatch.id,
            )

    for one in open_mismatches(case):
        if one.line not in shown:
            yield HeldPaper(
                case=case.id,
                number=case.number,
                bundle=case.opened.bundle_name,
                line=one.line,
                name=one.name,
                originals=0,
                holder=PaperHolder.ORGAN,
                organ=one.organ,
                since=one.day,
                days=(today - one.day).days,
                red=True,
                partner=one.organ,
                mismatch=f"交接不符：{one.fault.label}",
                mismatch_id=one.id,
            )


def _partner(case: Case, line: Line) -> str:
    """The organ a line was last handed over with, else the first that needs it."""
    organs = [h.organ for h in case.custody if any(m.line == line.id for m in h.moved)]
    needing = [item.asked.organ for item in case.items if item.id in line.items]
    return (organs or needing or [""])[-1 if organs else 0]


def _red(app: AppContext, holder: PaperHolder, since: date, today: date) -> bool:
    if holder is PaperHolder.TRANSIT:
        return since < today
    until = last_day(since, app.jurisdiction.originals_out, app.calendar)
    return holder is PaperHolder.ORGAN and until is not None and until < today


def _holders(case: Case, line: Line) -> Iterator[tuple[PaperHolder, str, int, date, str]]:
    """Who has how many originals of that line, since when, on which slip."""
    under_way = [one for one in open_rounds(case) if line.id in {m.line for m in one.moved}]
    moving = {one.organ: one for one in under_way if one.hands is Hands.TO_ORGAN}
    if here := applicants_originals(case, line):
        yield PaperHolder.WINDOW, "", here, _since(case, line.id, Hands.TO_WINDOW), ""
    for organ in dict.fromkeys(handover.organ for handover in case.custody):
        count = lent(case, line, organ)
        slip = moving.get(organ)
        going = 0 if slip is None else sum(m.originals for m in slip.moved if m.line == line.id)
        if slip is not None and going:
            yield PaperHolder.TRANSIT, organ, min(going, count), slip.day, slip.number
        if count > going:
            number = next((one.number for one in under_way if one.organ == organ), "")
            yield PaperHolder.ORGAN, organ, count - going, since_at(case, line.id, organ), number
    given = sum(
        m.originals
        for handover in case.custody
        if handover.hands is Hands.TO_APPLICANT
        for m in handover.moved
        if m.line == line.id
    )
    if given:
        yield PaperHolder.APPLICANT, "", given, _since(case, line.id, Hands.TO_APPLICANT), ""


def _since(case: Case, line: str, hands: Hands) -> date:
    days = [
        civil_date(h.at) for h in case.custody if h.hands is hands and any(m.line == line for m in h.moved)
    ]
    return max(days, default=civil_date(case.opened_at))
