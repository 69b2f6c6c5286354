"""Acts by number, so that chance may choose: services with all that follows from them, and single entries anywhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from counter.domain.case import events, item_events, paper_events
from counter.domain.case.acts.acts import CaseAct, Conclude, Decide, Serve, SignPledge, Supplement, Void
from counter.domain.case.archive_events import CaseArchived, CaseUnarchived
from counter.domain.case.case import Case
from counter.domain.case.conflict_events import CaseHandedOver, ConflictSettled
from counter.domain.case.invitation_events import RatingClosed
from counter.domain.case.item_events import Hands, MovedPaper, NotifiedGap, Result, Signer
from counter.domain.case.item_state import ItemState
from counter.domain.case.material_events import SupplementReceived
from counter.domain.case.paper_events import Way
from counter.domain.case.person_events import PersonViewed
from counter.domain.visit.material import MaterialState
from counter.domain.visit.verdict import Outcome
from counter.services.case.perform import perform
from tests.journeys.convergence.real_windows import CODES, Window
from tests.services.office import DEFERRED, MISSING, RECEIVED, SUPERVISOR
from tests.stories import due

BUNDLES = {50: {"id_applicant": MISSING}, 5: {"signboard_3": DEFERRED}, 86: {}}
"""Bundles of few items → what is not brought: one is told what is missing, one pledges, one is accepted."""
DAYS = ("2026-12-04", "2026-12-10")
"""Two possible days of a decision."""
NOW = datetime(2026, 11, 20, 5, tzinfo=UTC)

# ── by the services ──────────────────────────────────────────────────────────────────────────────────


def file_case(window: Window, number: int) -> None:
    """Somebody comes."""
    bundle, brought = list(BUNDLES.items())[number % len(BUNDLES)]
    office = window.office
    office.file(office.visit(bundle, brought))


def sign_pledge(case: Case) -> CaseAct:
    pledge = next(p for p in case.papers if p.kind == "pledge")
    return SignPledge(pledge.id, Signer.APPLICANT, "巴图吉雅", handed_over=True)


def bring(case: Case) -> CaseAct:
    open_ = [
        line
        for line in case.lines
        if case.brought_of(line).state in (MaterialState.MISSING, MaterialState.DEFERRED)
    ]
    return Supplement({open_[0].id: RECEIVED})


def decide(case: Case) -> CaseAct:
    return Decide()


def conclude(case: Case) -> CaseAct:
    item = next(i for i in case.items if i.state is ItemState.ACCEPTED)
    return Conclude(item.id, Result.GRANTED, date(2026, 11, 20), "许1号", "那顺")


def void(case: Case) -> CaseAct:
    item = next(i for i in case.items if i.state.open_here)
    mine = tuple(p.id for p in case.papers if item.id in p.items)
    return Void((item.id,), "写错了一项，重新来", mine, SUPERVISOR)


def serve(case: Case) -> CaseAct:
    paper = next(p for p in case.papers if p.stage.binding)
    return Serve((paper.id,), Way.WINDOW, date(2026, 11, 20), "巴图吉雅", handed_over=True)


SERVICES: tuple[Callable[[Case], CaseAct], ...] = (sign_pledge, bring, decide, conclude, void, serve)


def by_service(window: Window, case_id: str, which: int) -> None:
    """One of them; nothing where the case does not offer it."""
    case = window.case(case_id)
    if case is not None:
        try:
            act = SERVICES[which % len(SERVICES)](case)
        except (StopIteration, IndexError):
            return
        perform(window.app, case_id, act, window.office.clerk, case.base)


def forget(window: Window, case_id: str) -> None:
    """The personal data are destroyed where the case is at home."""
    case = window.case(case_id)
    if case is not None and case.owner == window.code and not case.forgotten:
        window.journal.forget(case_id, actor="S01", reason="保管期限已满", document="批1号", agreed_by="S02")


# ── single entries, of any window ────────────────────────────────────────────────────────────────────

Written = Callable[[Case, str], object]


def _decided(day: str) -> Written:
    def make(case: Case, item: str) -> object:
        organ = _organ(case, item)
        return events.ItemAccepted(
            item, "许可", organ, Outcome.ACCEPT, "L6", due=due(day), statutory=due(day)
        )

    return make


def _told(day: str, *, returned: bool) -> Written:
    def make(case: Case, item: str) -> object:
        gap = NotifiedGap(case.lines[0].id, case.lines[0].name, "missing", "", due(day))
        return item_events.ItemTold(item, "许可", _organ(case, item), (gap,), 1, due(day), returned)

    return make


def _concluded(result: Result) -> Written:
    def make(case: Case, item: str) -> object:
        return item_events.ItemConcluded(item, "许可", _organ(case, item), result, date(2026, 12, 1), "1号")

    return make


def _brought(state: str, copies: int) -> Written:
    return lambda case, item: SupplementReceived(
        {line.id: events.BroughtRecord(state, False, copies) for line in case.lines if item in line.items},
        NOW,
    )


def _served(day: str) -> Written:
    return lambda case, item: paper_events.PaperServed(
        case.papers[0].id, case.papers[0].number, Way.WINDOW, date.fromisoformat(day)
    )


def _settled(last: bool) -> Written:
    def make(case: Case, item: str) -> object:
        one = case.conflicts[0]
        stands = one.claims[-1 if last else 0]
        ids = tuple(claim.entry for claim in one.claims)
        return ConflictSettled(one.slot, one.key, ids, stands.entry, stands.station, "S01")

    return make


def _organ(case: Case, item: str) -> str:
    return next(i.organ for i in case.opened.items if i.id == item)


ENTRIES: dict[str, tuple[Written, ...]] = {
    "decide": (
        *map(_decided, DAYS),
        _told(DAYS[0], returned=False),
        _told(DAYS[1], returned=True),
        _concluded(Result.GRANTED),
        _concluded(Result.LAPSED),
    ),
    "bring": (_brought("received", 1), _brought("defective", 2)),
    "void": (
        lambda case, item: item_events.DecisionVoided((item,), ()),
        lambda case, item: paper_events.PaperVoided(
            case.papers[0].id, case.papers[0].number, taken_back=False
        ),
    ),
    "serve": tuple(map(_served, DAYS)),
    "hand over": tuple(lambda case, item, to=code: CaseHandedOver(to, "S02") for code in CODES),
    "settle": (_settled(last=False), _settled(last=True)),
    "other": (
        lambda case, item: item_events.CustodyMoved(
            _organ(case, item), Hands.TO_ORGAN, (MovedPaper(case.lines[0].id, case.lines[0].name, 1, 0),)
        ),
        lambda case, item: CaseArchived("保管期限表1号", 30, date(2026, 12, 1), date(2057, 1, 1)),
        lambda case, item: CaseUnarchived("S02"),
        lambda case, item: PersonViewed("case"),
        lambda case, item: RatingClosed(),
    ),
}
LOOSE = SupplementReceived({"id_applicant": events.BroughtRecord("received", False, 1)}, NOW)
"""What is taken in for a case that is not known here (no line)."""


def by_entry(window: Window, case_id: str, what: str, which: int, *, careless: bool = False) -> None:
    """One of them, about the one or the other item; for a case not known here, papers taken in."""
    case = window.case(case_id)
    if case is None:
        window.write(case_id, LOOSE)
        return
    makers = ENTRIES[what]
    item = case.items[which // len(makers) % 2 % len(case.items)]
    try:
        event = makers[which % len(makers)](case, item.id)
    except IndexError:
        return
    window.write(case_id, event, careless=careless)
