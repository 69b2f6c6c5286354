"""The case as the fold of its entries: facts are replayed, rules never (DESIGN §4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from counter.domain.case.case import Case, CaseItem, HistoryLine
from counter.domain.case.fold import clocks, items, papers
from counter.domain.case.fold.changed_fields import with_fields
from counter.domain.case.fold.history import tell
from counter.domain.case.screen_events import SignatureDrawn, SignatureDrawnSealed
from counter.domain.journal import codec
from counter.domain.journal.entries import Entry
from counter.domain.journal.kinds import KINDS, Facts
from counter.domain.visit.material import Brought, MaterialState

__all__ = ["fold", "opened_case"]

Step = Callable[[Case, Entry, Facts], Case]


def fold(entries: Iterable[Entry], onto: Case | None = None) -> Case | None:
    """The case that these entries of one subject, in order, add up to; None when they do not open one.

    ``onto``: the case that the entries before these added up to, so that only the new ones are replayed.
    """
    case = onto
    replayed: list[Entry] = []
    told: list[HistoryLine] = []
    for entry in entries:
        facts = KINDS.facts(entry)
        if case is None:
            if facts is None or entry.kind != "case.opened":
                continue
            case = _open(entry, facts)
        elif facts is None or entry.kind not in _STEPS:
            case = with_fields(case, needs_upgrade=tuple(dict.fromkeys((*case.needs_upgrade, entry.kind))))
        else:
            case = _STEPS[entry.kind](case, entry, facts)
        replayed.append(entry)
        told.append(HistoryLine(entry.at, entry.actor, entry.kind, tell(entry.kind, facts)))
    return case if case is None or not replayed else _noted(case, replayed, told)


def _noted(case: Case, entries: Sequence[Entry], told: Iterable[HistoryLine]) -> Case:
    """What every entry leaves in the case, written once for all: no step asks for it."""
    return with_fields(
        case,
        base=entries[-1].id,
        history=(*case.history, *told),
        untimely=case.untimely or any(e.untimely for e in entries),
        forgotten=case.forgotten or any(e.forgotten for e in entries),
    )


def opened_case(entry: Entry, opened: codec.CaseOpened, sealed: codec.CaseOpenedSealed) -> Case:
    """The case that its first entry makes, from the records the entry was written of a moment ago.

    The same as ``fold`` of that entry, without reading the whole checklist back from its bytes.
    """
    told: dict[str, object] = {"bundle_name": opened.bundle_name, "number": opened.number}
    line = HistoryLine(entry.at, entry.actor, entry.kind, tell(entry.kind, Facts(entry.kind, told)))
    return _noted(_opened(entry, opened, sealed), [entry], [line])


def _open(entry: Entry, facts: Facts) -> Case:
    opened = codec.read(codec.CaseOpened, facts.payload)
    sealed = None if facts.personal is None else codec.read(codec.CaseOpenedSealed, facts.personal)
    return _opened(entry, opened, sealed)


def _opened(entry: Entry, opened: codec.CaseOpened, sealed: codec.CaseOpenedSealed | None) -> Case:
    return Case(
        id=entry.subject,
        number=opened.number,
        opened=opened,
        opened_at=entry.at,
        clerk=entry.actor,
        base=entry.id,
        applicant=sealed.applicant if sealed else None,
        duplicate_reason=sealed.duplicate_reason if sealed else "",
        items=tuple(CaseItem(i) for i in opened.items),
    )


def _receive(case: Case, entry: Entry, facts: Facts) -> Case:
    received = codec.read(codec.MaterialsReceived, facts.payload)
    notes = {} if facts.personal is None else codec.read(codec.MaterialsReceivedSealed, facts.personal).notes
    now = {
        line: Brought(
            MaterialState(r.state), r.original_seen, r.copies, notes.get(line, ""), received.shared.get(line)
        )
        for line, r in received.lines.items()
    }
    return with_fields(case, brought={**case.brought, **now})


def _identify(case: Case, entry: Entry, facts: Facts) -> Case:
    if facts.personal is None:
        return case
    return with_fields(case, applicant=codec.read(codec.ApplicantIdentifiedSealed, facts.personal).applicant)


def _look(case: Case, entry: Entry, facts: Facts) -> Case:
    return case


def _draw(case: Case, entry: Entry, facts: Facts) -> Case:
    if facts.personal is None:
        return case
    paper = codec.read(SignatureDrawn, facts.payload).paper
    drawing = codec.read(SignatureDrawnSealed, facts.personal).drawing
    return with_fields(case, drawings={**case.drawings, paper: drawing})


def _forget(case: Case, entry: Entry, facts: Facts) -> Case:
    return with_fields(case, forgotten=True)


_STEPS: dict[str, Step] = {
    "materials.received": _receive,
    "applicant.identified": _identify,
    "person.viewed": _look,
    "applicant.confirmed": _look,
    "rating.invited": _look,
    "rating.closed": _look,
    "rating.slip_printed": _look,
    "rating.code_used": _look,
    "signature.drawn": _draw,
    "person.forgotten": _forget,
    **items.STEPS,
    **clocks.STEPS,
    **papers.STEPS,
}
