"""The verdict last recorded of an item, in the shape papers are composed from; nothing is judged here."""

from __future__ import annotations

from counter.domain.case.case_item import CaseItem
from counter.domain.case.item_events import NotifiedGap
from counter.domain.case.item_state import ItemState
from counter.domain.visit.verdict import Gap, Outcome, Verdict


def recorded_verdict(item: CaseItem) -> Verdict:
    """The item's last recorded verdict, with its current days and gaps."""
    return Verdict(
        item.id,
        item.asked.name,
        item.asked.organ,
        item.outcome or Outcome.RECEIVED,
        item.reason,
        "standing",
        gaps=_gaps(item),
        due=item.due,
        statutory=item.statutory,
        promised=item.promised,
        waits_for=item.waits_for,
    )


def _gaps(item: CaseItem) -> tuple[Gap, ...]:
    if item.state in (ItemState.TO_CORRECT, ItemState.RETURNED) and item.told:
        notice = item.told[-1]
        return tuple(_gap(g, notice.texts.get(g.line, "")) for g in notice.gaps)
    if item.gap_dues:
        return tuple(_gap(g, f"{g.name}容缺") for g in item.gap_dues)
    return tuple(Gap(g.line, g.name, g.state, g.name) for g in item.gaps)


def _gap(gap: NotifiedGap, text: str) -> Gap:
    return Gap(gap.line, gap.name, gap.state, text or gap.name, gap.standard, gap.due)
