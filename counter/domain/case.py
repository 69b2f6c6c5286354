"""A case (办件) as the fold of its entries: facts are replayed, rules never (DESIGN §4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from counter.domain import record
from counter.domain.applicant import Applicant
from counter.domain.checklist import ChecklistItem, Line
from counter.domain.entries import Entry
from counter.domain.material import Brought, MaterialState
from counter.domain.upcast import KINDS, Facts
from counter.domain.verdict import Due, Outcome


class CaseState(StrEnum):
    """办件状态."""

    RECEIVED = "received"  # 已收件，待决定
    PARTLY_ACCEPTED = "partly_accepted"  # 部分事项已受理
    ACCEPTED = "accepted"  # 全部受理
    COMPLETED = "completed"  # 全部当场办结

    @property
    def label(self) -> str:
        """The state in plain Chinese."""
        return _STATE_LABELS[self]


_STATE_LABELS = {
    CaseState.RECEIVED: "已收件",
    CaseState.PARTLY_ACCEPTED: "部分受理",
    CaseState.ACCEPTED: "已受理",
    CaseState.COMPLETED: "已办结",
}


@dataclass(frozen=True, slots=True)
class CaseItem:
    """One item of the case with what was decided; ``decided`` None: nothing yet."""

    asked: ChecklistItem
    outcome: Outcome | None = None
    decided: bool = False
    reason: str = ""
    due: Due | None = None
    statutory: Due | None = None
    promised: Due | None = None
    gaps: tuple[record.GapRecord, ...] = ()
    at: datetime | None = None
    untimely: bool = False


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """A paper of the case. ``content`` is the sealed Document as JSON, None once the person is forgotten."""

    id: str
    kind: str
    title: str
    number: str
    organ: str
    items: tuple[str, ...]
    issued_at: datetime
    clerk: str
    content: dict[str, object] | None
    copies: int = 0


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of the case's history: when, who, and what was done in plain Chinese."""

    at: datetime
    actor: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    """Everything known of one case. ``base``: id of its last entry, to be given with the next act on it.

    ``needs_upgrade``: kinds of entries this program does not know: the case is read-only (需升级).
    """

    id: str
    number: str
    opened: record.CaseOpened
    opened_at: datetime
    clerk: str
    base: str
    applicant: Applicant | None = None
    duplicate_reason: str = ""
    brought: dict[str, Brought] = field(default_factory=dict)
    items: tuple[CaseItem, ...] = ()
    papers: tuple[IssuedPaper, ...] = ()
    history: tuple[HistoryLine, ...] = ()
    forgotten: bool = False
    untimely: bool = False
    needs_upgrade: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The resolved checklist as it was when the case was opened."""
        return self.opened.lines

    @property
    def state(self) -> CaseState:
        """Where the case stands as a whole."""
        decided = [i for i in self.items if i.decided]
        if not decided:
            return CaseState.RECEIVED
        if len(decided) < len(self.items):
            return CaseState.PARTLY_ACCEPTED
        if all(i.outcome is Outcome.DONE for i in decided):
            return CaseState.COMPLETED
        return CaseState.ACCEPTED

    @property
    def due(self) -> Due | None:
        """The nearest date anybody has to act by."""
        dates = [i.due for i in self.items if i.due is not None and i.outcome is not Outcome.DONE]
        return min(dates, key=lambda d: d.day, default=None)

    @property
    def updated_at(self) -> datetime:
        """Time of the last entry."""
        return self.history[-1].at if self.history else self.opened_at

    def brought_of(self, line: Line) -> Brought:
        """What was recorded for that line, else where the guide lets it start."""
        return self.brought.get(line.id, Brought(line.initial))


def fold(entries: Iterable[Entry]) -> Case | None:
    """The case that these entries of one subject, in order, add up to; None when they do not open one."""
    case: Case | None = None
    for entry in entries:
        facts = KINDS.facts(entry)
        if case is None:
            if facts is None or entry.kind != "case.opened":
                continue
            case = _open(entry, facts)
        elif facts is None or entry.kind not in _STEPS:
            case = replace(case, needs_upgrade=tuple(dict.fromkeys((*case.needs_upgrade, entry.kind))))
        else:
            case = _STEPS[entry.kind](case, entry, facts)
        case = _note(case, entry, facts)
    return case


def _note(case: Case, entry: Entry, facts: Facts | None) -> Case:
    line = HistoryLine(entry.at, entry.actor, entry.kind, _tell(entry.kind, facts))
    return replace(
        case,
        base=entry.id,
        history=(*case.history, line),
        untimely=case.untimely or entry.untimely,
        forgotten=case.forgotten or entry.forgotten,
    )


def _open(entry: Entry, facts: Facts) -> Case:
    opened = record.read(record.CaseOpened, facts.payload)
    sealed = None if facts.personal is None else record.read(record.CaseOpenedSealed, facts.personal)
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
    received = record.read(record.MaterialsReceived, facts.payload)
    notes = (
        {} if facts.personal is None else record.read(record.MaterialsReceivedSealed, facts.personal).notes
    )
    now = {
        line: Brought(MaterialState(r.state), r.original_seen, r.copies, notes.get(line, ""))
        for line, r in received.lines.items()
    }
    return replace(case, brought={**case.brought, **now})


def _decide(case: Case, entry: Entry, facts: Facts) -> Case:
    said = record.read(record.ItemDecided, facts.payload)
    reason = "" if facts.personal is None else record.read(record.ItemDecidedSealed, facts.personal).reason
    decided = entry.kind != "item.held"

    def after(item: CaseItem) -> CaseItem:
        if item.asked.id != said.item:
            return item
        return replace(
            item,
            outcome=said.outcome,
            decided=decided,
            reason=reason,
            due=said.due,
            statutory=said.statutory,
            promised=said.promised,
            gaps=said.gaps,
            at=entry.at,
            untimely=entry.untimely,
        )

    return replace(case, items=tuple(after(i) for i in case.items))


def _issue(case: Case, entry: Entry, facts: Facts) -> Case:
    said = record.read(record.PaperIssued, facts.payload)
    content = None if facts.personal is None else facts.personal.get("document")
    paper = IssuedPaper(
        id=said.paper,
        kind=said.kind,
        title=said.title,
        number=said.number,
        organ=said.organ,
        items=said.items,
        issued_at=entry.at,
        clerk=entry.actor,
        content=content if isinstance(content, dict) else None,
    )
    return replace(case, papers=(*case.papers, paper))


def _copy(case: Case, entry: Entry, facts: Facts) -> Case:
    said = record.read(record.PaperCopied, facts.payload)
    papers = tuple(
        replace(p, copies=max(p.copies, said.copy)) if p.id == said.paper else p for p in case.papers
    )
    return replace(case, papers=papers)


def _look(case: Case, entry: Entry, facts: Facts) -> Case:
    return case


def _forget(case: Case, entry: Entry, facts: Facts) -> Case:
    return replace(case, forgotten=True)


_STEPS: dict[str, Callable[[Case, Entry, Facts], Case]] = {
    "materials.received": _receive,
    "item.accepted": _decide,
    "item.completed": _decide,
    "item.held": _decide,
    "paper.issued": _issue,
    "paper.copied": _copy,
    "person.viewed": _look,
    "person.forgotten": _forget,
}


def _tell(kind: str, facts: Facts | None) -> str:
    values = {} if facts is None else facts.payload
    name = values.get("name", "")
    match kind:
        case "case.opened":
            return f"登记“{values.get('bundle_name', '')}”，办件编号 {values.get('number', '')}"
        case "materials.received":
            lines = values.get("lines")
            states = [v.get("state") for v in lines.values()] if isinstance(lines, dict) else []
            return f"收下材料 {states.count('received')} 份"
        case "item.accepted":
            return f"受理：{name}"
        case "item.completed":
            return f"当场办结：{name}"
        case "item.held":
            return f"收件待办：{name}"
        case "paper.issued":
            return f"出具《{values.get('title', '')}》{values.get('number', '')}"
        case "paper.copied":
            return f"打出第 {values.get('copy', '')} 份 {values.get('number', '')}"
        case "person.viewed":
            return "查看了完整的个人信息"
        case "person.forgotten":
            return "个人信息已按规定清除"
        case _:
            return f"本版程序不认识的记录（{kind}），需升级"
