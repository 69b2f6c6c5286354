"""How each item of a case stood when it was taken over, with its clocks from its true days (L6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from counter.domain.case.fold.taken_over import ENDINGS, RESULTS
from counter.domain.case.item_events import NotifiedGap
from counter.domain.case.item_state import ItemState
from counter.domain.case.take_over.given import CellReport, GivenCase
from counter.domain.case.take_over.materials import TOLD, GivenGap
from counter.domain.case.take_over.sheets import EXTENDED, GAPS, ITEMS, NOT_TAKEN
from counter.domain.case.take_over.situation import item_named
from counter.domain.case.take_over_events import EarlierPaper, TakenItem, start_of
from counter.domain.document.document import TITLES, PaperKind
from counter.domain.guide.rows.sheet_table import Row
from counter.domain.hall.jurisdiction import HALL
from counter.domain.visit import clocks
from counter.domain.visit.checklist import Checklist, ChecklistItem
from counter.domain.visit.verdict import Due
from counter.domain.visit.visit import Setting

_PAPERS = {
    ItemState.RECEIVED: PaperKind.INTAKE_RECEIPT,
    ItemState.WAITING: PaperKind.INTAKE_RECEIPT,
    ItemState.TO_CORRECT: PaperKind.CORRECTION_NOTICE,
    ItemState.ACCEPTED: PaperKind.ACCEPTANCE_NOTICE,
    ItemState.GAPPED: PaperKind.GAP_NOTICE,
    ItemState.DONE: PaperKind.REGISTRATION_PROOF,
    ItemState.REJECTED: PaperKind.REJECTION,
    ItemState.REFUSED: PaperKind.REFUSAL,
}
"""The paper by which the earlier system reached a state."""

_UNDATED = (ItemState.RECEIVED, ItemState.WAITING)
_NUMBERED = (
    ItemState.TO_CORRECT,
    ItemState.ACCEPTED,
    ItemState.GAPPED,
    ItemState.REJECTED,
    ItemState.REFUSED,
)
_WITH_CERTIFICATE = (ItemState.GRANTED, ItemState.DONE)

EARLIER = "（原系统出具）"
"""After the title of a paper that the earlier system issued."""


@dataclass(slots=True)
class Standing:
    """The items of one case as they stood, and the papers by which they came there. Papers have no ids yet."""

    items: list[TakenItem] = field(default_factory=list)
    papers: list[EarlierPaper] = field(default_factory=list)
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    certificates: dict[str, str] = field(default_factory=dict)


def states_of(case: GivenCase, checklist: Checklist, report: CellReport) -> dict[str, ItemState]:
    """Item id → its state; faults at states that cannot be taken over, with what to do instead."""
    found = {}
    for row in case.items:
        item, state = item_named(row.text("item"), checklist.items), row.text("state")
        if state in NOT_TAKEN:
            words, instead = NOT_TAKEN[state]
            report.at(ITEMS, row, "state", f"“{words}”不能照这样接转。{instead}")
        elif item is not None and state:
            found[item.id] = ItemState.ACCEPTED if state == EXTENDED else ItemState(state)
    return found


def standing_of(
    case: GivenCase,
    received: date,
    checklist: Checklist,
    states: Mapping[str, ItemState],
    gaps: Mapping[str, Sequence[GivenGap]],
    setting: Setting,
    report: CellReport,
) -> Standing:
    """Every item by its true days. Faults at days out of order, missing numbers, and gaps without a day."""
    found = Standing()
    for row in case.items:
        item = item_named(row.text("item"), checklist.items)
        if item is None or item.id not in states:
            continue
        reading = _Reading(row, item, states[item.id], received, setting, report)
        day = reading.day()
        if day is None or not reading.complete():
            continue
        taken = reading.taken(day, checklist, gaps.get(item.id, ()))
        found.items.append(taken)
        found.papers.extend(reading.papers(day))
        if texts := {g.gap.line: g.text for g in gaps.get(item.id, ())}:
            found.texts[item.id] = texts
        if certificate := row.text("certificate"):
            found.certificates[item.id] = certificate
    found.papers = _merged(found.papers)
    return found


def event_due(standing: Standing, checklist: Checklist, setting: Setting) -> Due | None:
    """The common day of licences handled together, from the day on which the first was accepted (许可法 42)."""
    together = clocks.together(checklist.items)
    days = [t.day for t in standing.items if t.item in together and t.state.accepted]
    return clocks.event_due(checklist.items, replace(setting, now=start_of(min(days)))) if days else None


@dataclass(frozen=True, slots=True)
class _Reading:
    """One row of the items."""

    row: Row
    item: ChecklistItem
    state: ItemState
    received: date
    setting: Setting
    report: CellReport

    @property
    def extended(self) -> bool:
        """The organ had extended its time."""
        return self.row.text("state") == EXTENDED

    def _wrong(self, key: str, sentence: str) -> None:
        self.report.at(ITEMS, self.row, key, sentence)

    def _at(self, day: date) -> Setting:
        return replace(self.setting, now=start_of(day))

    def day(self) -> date | None:
        """The day of the state; None, and a fault, where it is missing or before hand-over."""
        row = self.row
        if self.state in _UNDATED:
            if row.text("day") and self.report.day(ITEMS, row, "day") not in (None, self.received):
                self._wrong("day", "已收件、待前序的从交件日期算，这一格请留空")
                return None
            return self.received
        if not row.text("day"):
            if "day" not in row.bad:
                self._wrong("day", f"“{self.state.label}”要写真实的日期")
            return None
        day = self.report.day(ITEMS, row, "day")
        if day is not None and day < self.received:
            self._wrong("day", f"{day.isoformat()} 早于交件日期 {self.received.isoformat()}，请核对")
            return None
        return day

    def complete(self) -> bool:
        """Whether number and certificate fit the state; faults where not."""
        row, good = self.row, True
        if self.state in _NUMBERED and not row.text("paper"):
            self._wrong("paper", f"“{self.state.label}”要写原文书的文号")
            good = False
        if self.state is ItemState.GRANTED and not (row.text("paper") or row.text("certificate")):
            self._wrong("paper", "已办结的要写结果的文号或者证照编号")
            good = False
        if self.state not in _WITH_CERTIFICATE:
            for key in ("certificate", "delivered"):
                if row.text(key):
                    self._wrong(key, f"“{self.state.label}”的事项不写这一格")
                    good = False
        if self.extended and not row.text("due"):
            self._wrong("due", "已延期的要写延期以后的最迟办结日期")
            good = False
        if row.text("due") and not self.state.accepted:
            self._wrong("due", "只有已受理、容缺受理的事项写办结日期")
            good = False
        return good

    def taken(self, day: date, checklist: Checklist, gaps: Sequence[GivenGap]) -> TakenItem:
        """The item with its clocks."""
        state, item = self.state, self.item
        answer_by = clocks.notice_due_from(item.procedure, self.setting, start_of(self.received))
        due = statutory = promised = None
        if state.accepted:
            due, statutory, promised = self._decision(day)
        elif state is ItemState.RECEIVED:
            due = answer_by
        told = self._gaps(day, gaps, due)
        if state is ItemState.TO_CORRECT:
            dues = [g.due for g in told if g.due is not None]
            due = min(dues, key=lambda d: d.day, default=None)
        came = [g.brought for g in gaps if g.brought is not None]
        open_ones = {g.gap.line for g in gaps if g.brought is None}
        deferred = state is ItemState.GAPPED
        return TakenItem(
            item.id,
            item.name,
            state,
            day,
            number=self.row.text("paper"),
            answer_by=answer_by,
            due=due,
            statutory=statutory,
            promised=promised,
            gaps=tuple(g for g in told if not deferred or g.line in open_ones),
            brought_on=max(came, default=None),
            waits_for=_earlier(item, checklist) if state is ItemState.WAITING else (),
            extended=self.extended,
        )

    def _decision(self, accepted: date) -> tuple[Due | None, Due | None, Due | None]:
        """As for an item accepted here on that day; an earlier paper's own day binds where the law allows it."""
        due, statutory, promised = clocks.decision_dues(self.item, self._at(accepted))
        stated = self.report.day(ITEMS, self.row, "due", future=True)
        if stated is None:
            return due, statutory, promised
        if stated < accepted:
            self._wrong("due", f"{stated.isoformat()} 早于受理日 {accepted.isoformat()}，请核对")
        promised = Due(stated, False, TOLD)
        if self.extended:
            return promised, promised, promised
        if statutory is not None and statutory.day < stated:
            words = f"原文书写的日期晚于法定时限（{statutory.day.isoformat()}），按法定时限计"
            self.report.at(ITEMS, self.row, "due", words, grave=False)
            return statutory, statutory, promised
        return promised, statutory, promised

    def _gaps(self, day: date, gaps: Sequence[GivenGap], ends: Due | None) -> tuple[NotifiedGap, ...]:
        if self.state in (ItemState.TO_CORRECT, ItemState.GAPPED) and not gaps:
            self._wrong("state", f"“{self.state.label}”的事项，请在“{GAPS}”表里写原通知书告知的每一项")
        if self.state is ItemState.GAPPED and gaps and all(g.brought is not None for g in gaps):
            self._wrong("state", "容缺的材料都补来了，状态请写“已受理”")
        deferred = self.state is ItemState.GAPPED
        at = self._at(day)
        by_rule = clocks.gap_due(at, ends) if deferred else clocks.correction_due(self.item, at)
        return tuple(self._gap(given, day, by_rule) for given in gaps)

    def _gap(self, given: GivenGap, day: date, by_rule: Due | None) -> NotifiedGap:
        due, row = given.gap.due, given.row
        if due is None and by_rule is None and "due" not in row.bad and not row.text("due"):
            self.report.at(GAPS, row, "due", "本地没有统一的期限，请写原通知书上的最迟日期")
        if due is not None and due.day < day:
            words = f"{due.day.isoformat()} 早于告知的日期 {day.isoformat()}，请核对"
            self.report.at(GAPS, row, "due", words)
        if given.brought is not None and given.brought < day:
            words = f"{given.brought.isoformat()} 早于告知的日期 {day.isoformat()}，请核对"
            self.report.at(GAPS, row, "brought", words)
        return replace(given.gap, due=due or by_rule)

    def papers(self, day: date) -> list[EarlierPaper]:
        """The earlier system's papers: of this state, and of what was delivered."""
        row, item, found = self.row, self.item, []
        kind = _PAPERS.get(self.state)
        if kind is not None:
            taken_in = kind is PaperKind.INTAKE_RECEIPT
            entrusted = self.setting.authority.entrusts(item.organ, item.id, self.received)
            organ = HALL if taken_in and not entrusted else item.organ
            found.append(_paper(kind, row.text("paper"), organ, item.id, day))
        delivered = self.report.day(ITEMS, row, "delivered")
        if delivered is not None:
            if delivered < day:
                words = f"{delivered.isoformat()} 早于结果的日期 {day.isoformat()}，请核对"
                self._wrong("delivered", words)
            found.append(_paper(PaperKind.PROOF_OF_DELIVERY, "", HALL, item.id, delivered))
        return found


def _paper(kind: PaperKind, number: str, organ: str, item: str, day: date) -> EarlierPaper:
    return EarlierPaper("", kind.value, f"{TITLES[kind]}{EARLIER}", number, organ, (item,), day)


def _merged(papers: Sequence[EarlierPaper]) -> list[EarlierPaper]:
    """One paper of several items is one paper."""
    found: dict[tuple[object, ...], EarlierPaper] = {}
    for one in papers:
        key = (one.kind, one.number, one.organ, one.day)
        known = found.get(key)
        found[key] = one if known is None else replace(known, items=(*known.items, *one.items))
    return list(found.values())


def _earlier(item: ChecklistItem, checklist: Checklist) -> tuple[str, ...]:
    awaited = (x.awaits for x in checklist.lines_of(item.id) if x.awaits)
    return tuple(dict.fromkeys((*item.after, *awaited)))


def over(state: ItemState) -> bool:
    """True where nothing is left to do but, of a result, to hand it out."""
    return state in RESULTS or state in ENDINGS or state is ItemState.DONE
