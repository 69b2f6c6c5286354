"""Rounds of custody (物料流转汇总): what is to go to an organ today, what is to come back, and when a slip may end.

An original is never in two hands (L12): what is on a slip that nobody has signed yet is under way (在途) and goes on no
other slip.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from counter.domain.case.acts import custody
from counter.domain.case.acts.custody import HeldSheets
from counter.domain.case.acts.returning import ended_here
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.item_events import Hands, MovedPaper
from counter.domain.case.item_state import ItemState
from counter.domain.case.organ_events import HandsOver
from counter.domain.case.rounds.events import MismatchEnd, MismatchKind
from counter.domain.case.rounds.round import CaseRound, Mismatch
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.visit.checklist import Line
from counter.domain.visit.verdict import KEPT, Outcome

RULE = "L12"
_NOTHING = HeldSheets(0, 0)


@dataclass(frozen=True, slots=True)
class OnSlip:
    """What of one case goes on a slip. ``base``: id of the last entry seen; ``items``: with a certificate to fetch."""

    case: str
    base: str
    moved: tuple[MovedPaper, ...]
    items: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """True where nothing is chosen."""
        return not self.moved and not self.items


@dataclass(frozen=True, slots=True)
class SlipSigned:
    """The organ signed. ``left``: (id of the case, line) of what did not change hands; ``note``: said beside it."""

    signed_by: str
    day: date
    left: tuple[tuple[str, str], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class SeenMismatch:
    """A paper is not as the slip says: ``line`` of the checklist, or "" and the ``name`` of a certificate."""

    line: str
    organ: str
    fault: MismatchKind
    seen_by: str
    words: str = ""
    name: str = ""
    round: str = ""


# ── what is to go ─────────────────────────────────────────────────────────────────────────────────────


def organs_to_send(case: Case) -> tuple[str, ...]:
    """Organs for which papers of this case lie at the window."""
    organs = dict.fromkeys(item.asked.organ for item in case.items if _goes(item))
    return tuple(organ for organ in organs if to_send(case, organ))


def to_send(case: Case, organ: str) -> tuple[MovedPaper, ...]:
    """All sheets at the window that items of that organ need, once they are accepted or sent on; in the list's order.

    A paper of which a mismatch is open stays until that is settled.
    """
    if case.loose or case.forgotten:
        return ()
    items = {item.id for item in case.items if item.asked.organ == organ and _goes(item)}
    held = ((line, custody.at_window(case, line)) for line in case.lines if items & set(line.items))
    disputed = {one.line for one in open_mismatches(case)}
    return tuple(
        MovedPaper(line.id, line.name, h.originals, h.copies)
        for line, h in held
        if max(h.originals, 0) + max(h.copies, 0) and line.id not in disputed
    )


def also_for(case: Case, line: Line, organ: str) -> tuple[str, ...]:
    """Other organs that need the same paper."""
    organs = (item.asked.organ for item in case.items if item.id in line.items and _goes(item))
    return tuple(dict.fromkeys(other for other in organs if other != organ))


def _goes(item: CaseItem) -> bool:
    """The organ has to look at it: accepted, insisted on, sent on, or done at the window in its name."""
    if ended_here(item):
        return False
    sent_on = item.state is ItemState.RECEIVED and item.outcome is Outcome.RECEIVED and item.reason != KEPT
    return sent_on or item.state.accepted or item.state in (ItemState.TO_REFUSE, ItemState.DONE)


# ── what is to come back ──────────────────────────────────────────────────────────────────────────────


def to_fetch(case: Case, organ: str) -> tuple[MovedPaper, ...]:
    """Sheets at that organ that are on no slip, of lines that none of its items needs any more."""
    taken = lines_under_way(case, organ)
    needing = {item.id for item in case.items if item.asked.organ == organ and _still_needs(item)}
    lines = (x for x in case.lines if x.id not in taken and not needing & set(x.items))
    held = ((line, custody.at_organ(case, line, organ)) for line in lines)
    return tuple(
        MovedPaper(line.id, line.name, max(h.originals, 0), max(h.copies, 0))
        for line, h in held
        if h != _NOTHING and max(h.originals, 0) + max(h.copies, 0)
    )


def _still_needs(item: CaseItem) -> bool:
    """The organ has not decided it; what waits for an earlier item has not begun there."""
    return not item.state.closed and item.state is not ItemState.WAITING


def certificates_to_fetch(case: Case, organ: str) -> tuple[CaseItem, ...]:
    """Items that the organ granted and whose certificate is not here."""
    fetched = {item for one in case.rounds if one.under_way for item in one.items}
    return tuple(
        item
        for item in case.items
        if item.asked.organ == organ
        and item.conclusion is not None
        and item.conclusion.hands_over is HandsOver.THING
        and not case.results_of(item.id)
        and item.id not in fetched
    )


# ── on a slip ─────────────────────────────────────────────────────────────────────────────────────────


def open_rounds(case: Case) -> tuple[CaseRound, ...]:
    """Slips with papers of the case that nobody has signed yet."""
    return tuple(one for one in case.rounds if one.under_way)


def lines_under_way(case: Case, organ: str) -> frozenset[str]:
    """Lines on a slip to or from that organ that nobody has signed yet."""
    return frozenset(m.line for one in open_rounds(case) if one.organ == organ for m in one.moved)


def check_not_under_way(case: Case, organ: str, moved: Sequence[MovedPaper]) -> None:
    """Raises RuleRefused (L12) for sheets said to be at the organ, or back from it, that are on an unsigned slip."""
    for one in open_rounds(case):
        names = [m.name for m in moved if one.organ == organ and m.line in {on.line for on in one.moved}]
        if names:
            raise RuleRefused(
                f"“{names[0]}”在物料流转单（汇总）{one.number}上，部门还没有签收：先登记签收，或者那张单子作废。",
                rule=RULE,
                field="moved",
            )


def check_on_slip(case: Case, on: OnSlip, organ: str, hands: Hands) -> None:
    """Raises BadInput or RuleRefused for what is not there any more, is on another slip, or has nothing to fetch."""
    there = {m.line: m for m in (to_send if hands is Hands.TO_ORGAN else to_fetch)(case, organ)}
    for moved in on.moved:
        held = there.get(moved.line)
        if held is None or moved.originals > held.originals or moved.copies > held.copies:
            where = "窗口" if hands is Hands.TO_ORGAN else f"{organ}"
            raise BadInput(f"“{moved.name}”已经不在{where}，请看过最新的再选。", field="moved")
        if min(moved.originals, moved.copies) < 0 or moved.originals + moved.copies == 0:
            raise BadInput(f"“{moved.name}”的份数不对。", field="moved")
        line = case.checklist.line(moved.line)
        if line is not None and line.never_kept and moved.originals:
            raise RuleRefused(
                f"“{line.name}”是身份证件，原件当场交还本人，不能流转。", rule=RULE, field="moved"
            )
    awaited = {item.id for item in certificates_to_fetch(case, organ)} if hands is Hands.TO_WINDOW else set()
    if not awaited.issuperset(on.items):
        raise BadInput("选的证照已经到窗口，或者还没有办好，请看过最新的再选。", field="items")


def find_round(case: Case, round_id: str) -> CaseRound:
    """The slip under way of that id. Raises RuleRefused for one that is over, or is none of this case."""
    one = next((r for r in case.rounds if r.id == round_id), None)
    if one is None:
        raise RuleRefused("没有这张物料流转单（汇总），请看最新的。", rule=RULE)
    if not one.under_way:
        words = "已经作废" if one.void else "已经登记签收"
        raise RuleRefused(f"物料流转单（汇总）{one.number}{words}，只登记一次。", rule=RULE)
    return one


def check_signed(one: CaseRound, signed: SlipSigned, today: date) -> None:
    """Raises BadInput where it is not said who signed, or for a day before the slip or after today."""
    if not signed.signed_by.strip():
        raise BadInput("请写明部门谁签的字。", field="signed_by")
    if signed.day > today:
        raise BadInput("签收日期还没有到。", field="day")
    if signed.day < one.day:
        raise BadInput("签收日期早于流转单的日期，请核对。", field="day")


def check_left(one: CaseRound, left: Sequence[str]) -> None:
    """Raises BadInput for a line that is not on the slip."""
    on = {moved.line for moved in one.moved}
    if wrong := [line for line in left if line not in on]:
        raise BadInput(f"流转单 {one.number} 上没有“{wrong[0]}”。", field="left")


# ── not as the slip says ──────────────────────────────────────────────────────────────────────────────


def open_mismatches(case: Case) -> Iterator[Mismatch]:
    """Those that nobody has settled."""
    return (one for one in case.mismatches if one.settled is None)


def check_mismatch(case: Case, seen: SeenMismatch) -> str:
    """The paper's name. Raises BadInput for an unknown paper or organ, where nobody saw it, and for one said twice."""
    line = case.checklist.line(seen.line) if seen.line else None
    name = line.name if line is not None else seen.name.strip()
    if not name or (seen.line and line is None):
        raise BadInput("请选是哪一份材料不符；证照写名称。", field="line")
    if all(item.asked.organ != seen.organ for item in case.items):
        raise BadInput("这件办件没有这个部门的事项。", field="organ")
    if not seen.seen_by.strip():
        raise BadInput("请写明是谁看到的。", field="seen_by")
    same = (one for one in open_mismatches(case) if (one.name, one.fault) == (name, seen.fault))
    if any(same):
        raise BadInput(f"“{name}”{seen.fault.label}已经登记，还没有了结。", field="line")
    return name


def check_settled(case: Case, mismatch: str, end: MismatchEnd | None, words: str) -> Mismatch:
    """The open mismatch of that id. Raises BadInput where there is none, or where it is not said how it ended."""
    one = next((m for m in open_mismatches(case) if m.id == mismatch), None)
    if one is None:
        raise BadInput("没有这条没了结的交接不符，请看最新的。", field="mismatch")
    if end is None or not words.strip():
        raise BadInput("请写明怎样了结的、和谁核对的。", field="words")
    return one
