"""Where papers are (保管): originals are tracked in and out; identity papers are never kept (L12)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from counter.domain.case.acts.acts import MovePapers
from counter.domain.case.case import Case
from counter.domain.case.conflict_events import HandedOriginal
from counter.domain.case.item_events import Hands, MovedPaper
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.visit.checklist import Line
from counter.domain.visit.material import MaterialState

_KEPT = (MaterialState.RECEIVED, MaterialState.DEFECTIVE, MaterialState.PLEDGED)


_COPY = "复印"
"""In the clerk's note of a defective paper: a copy was brought where the original is asked for."""


@dataclass(frozen=True, slots=True)
class HeldSheets:
    """Sheets of one line at one holder."""

    originals: int
    copies: int


def taken_in(case: Case, line: Line) -> HeldSheets:
    """What the window kept of a line when it was brought, originals separate as the guide asks for them.

    A paper noted as a mere copy, and therefore defective, is no original.
    """
    brought = case.brought_of(line)
    if brought.state not in _KEPT or not brought.copies:
        return HeldSheets(0, 0)
    copy = brought.state is MaterialState.DEFECTIVE and _COPY in brought.note and not brought.original_seen
    originals = 0 if line.never_kept or copy else min(line.originals, brought.copies)
    return HeldSheets(originals, brought.copies - originals)


def at_window(case: Case, line: Line) -> HeldSheets:
    """Sheets of a line that are at the window."""
    held = taken_in(case, line)
    originals, copies = held.originals, held.copies
    for handover in case.custody:
        for moved in (m for m in handover.moved if m.line == line.id):
            sign = 1 if handover.hands is Hands.TO_WINDOW else -1
            originals += sign * moved.originals
            copies += sign * moved.copies
    return HeldSheets(originals, copies)


def originals_here(case: Case) -> tuple[HandedOriginal, ...]:
    """The originals that lie at the window, by line: what goes along when the case changes its window."""
    held = ((line.id, at_window(case, line).originals) for line in case.lines)
    return tuple(HandedOriginal(line, count) for line, count in held if count > 0)


def originals_at(case: Case, station: str) -> tuple[HandedOriginal, ...]:
    """The originals that lie at that very window, by line, also while the case changes hands (移交).

    What was handed over has left with two signatures; what the new window did not find stays with who gave it.
    """
    handed = case.handed
    if handed is None or station not in (handed.station, handed.to):
        return originals_here(case) if case.owner == station else ()
    if station == handed.to:
        came = handed.received and case.owner == station
        return tuple(one for one in originals_here(case) if came and one.line not in handed.missing)
    return tuple(one for one in originals_here(case) if handed.received and one.line in handed.missing)


def applicants_originals(case: Case, line: Line) -> int:
    """The applicant's own sheets of a line that are at the window; a form filled in for the organ stays in the file."""
    return 0 if line.form else max(0, at_window(case, line).originals)


def held_here(case: Case, station: str) -> tuple[tuple[str, int], ...]:
    """Name and sheets of each line of which the applicant's originals lie at that window, in the checklist's order.

    What went to the archive with its case lies there.
    """
    if case.archived is not None:
        return ()
    lines = {line.id: line for line in case.lines}
    found = ((lines.get(one.line), one) for one in originals_at(case, station))
    return tuple(
        (one.line if line is None else line.name, one.count)
        for line, one in found
        if line is None or not line.form
    )


def at_organ(case: Case, line: Line, organ: str) -> HeldSheets:
    """Sheets of a line that are with that department."""
    originals = copies = 0
    for handover in case.custody:
        if handover.organ != organ or handover.hands is Hands.TO_APPLICANT:
            continue
        sign = 1 if handover.hands is Hands.TO_ORGAN else -1
        for moved in (m for m in handover.moved if m.line == line.id):
            originals += sign * moved.originals
            copies += sign * moved.copies
    return HeldSheets(originals, copies)


def as_listed(case: Case, moved: tuple[MovedPaper, ...]) -> tuple[MovedPaper, ...]:
    """The moved papers under the names of the case's own checklist, whatever the act calls them."""
    names = {line.id: line.name for line in case.lines}
    return tuple(replace(m, name=names[m.line]) for m in moved)


def check_move(case: Case, act: MovePapers) -> None:
    """Raises RuleRefused (L12) for identity papers, BadInput for nothing, unknown lines, or more than is there."""
    if not act.moved:
        raise BadInput("请写明流转哪些材料。", field="moved")
    if not act.given_by.strip() or not act.taken_by.strip():
        raise BadInput("请写明交件人和接件人。", field="taken_by")
    if all(i.asked.organ != act.organ for i in case.items):
        raise BadInput("这件办件没有这个部门的事项。", field="organ")
    if len({m.line for m in act.moved}) < len(act.moved):
        raise BadInput("同一份材料写了两次，请合在一行。", field="moved")
    for moved in act.moved:
        line = case.checklist.line(moved.line)
        if line is None:
            raise BadInput(f"这件办件的清单里没有“{moved.line}”。", field="moved")
        if line.never_kept and moved.originals:
            raise RuleRefused(
                f"“{line.name}”是身份证件，原件当场交还本人，不能留存或者流转。", rule="L12", field="moved"
            )
        if moved.originals < 0 or moved.copies < 0 or moved.originals + moved.copies == 0:
            raise BadInput(f"“{line.name}”的份数不对。", field="moved")
        from_organ = act.hands is Hands.TO_WINDOW
        available = at_organ(case, line, act.organ) if from_organ else at_window(case, line)
        if moved.originals > available.originals or moved.copies > available.copies:
            where = "部门" if from_organ else "窗口"
            raise BadInput(
                f"“{line.name}”在{where}的只有原件{available.originals}份、复印件{available.copies}份。",
                field="moved",
            )
