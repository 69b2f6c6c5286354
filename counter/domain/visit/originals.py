"""Originals that are looked at and handed back (核对原件): which were not seen, and where acceptance waits for them.

Seeing an original is a condition of acceptance only where its source (FOUND) or a published guide asks for it, not
where the program's default does (DESIGN §11). Originals that stay with the window are handed in, not looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from counter.domain.guide import copies_required
from counter.domain.visit.material import MaterialState
from counter.domain.visit.sharing import demandable

if TYPE_CHECKING:
    from counter.domain.visit.checklist import Line, Need
    from counter.domain.visit.material import Brought

ORIGINALS = "originals"
"""Name of the rule by which an item is only received because an original was not seen."""


def shown_only(line: Line) -> bool:
    """True where the original is looked at and handed back; only copies stay."""
    return line.original and not line.originals


def unseen(lines: Iterable[Line], brought: Mapping[str, Brought]) -> tuple[Line, ...]:
    """Received lines whose original has to be looked at and was not."""
    return tuple(x for x in lines if shown_only(x) and _taken_unseen(brought.get(x.id)))


def awaited(
    item: str, lines: Iterable[Line], brought: Mapping[str, Brought], *, published: bool
) -> tuple[Line, ...]:
    """The unseen originals without which the item is not accepted. ``published``: its guide version was published.

    A shareable paper never delays acceptance: it was brought without being demanded (L2).
    """
    demanded = (x for x in unseen(lines, brought) if demandable(x, brought.get(x.id)))
    return tuple(x for x in demanded if item in x.seen_for or (published and _shown_for(item, x)))


def seen(brought: Mapping[str, Brought], lines: Iterable[str]) -> dict[str, Brought]:
    """What was brought, with the originals of the received ones of those lines marked as seen."""
    chosen = frozenset(lines)
    return {
        i: replace(b, original_seen=True) if i in chosen and _taken_unseen(b) else b
        for i, b in brought.items()
    }


def _taken_unseen(recorded: Brought | None) -> bool:
    return recorded is not None and recorded.state is MaterialState.RECEIVED and not recorded.original_seen


def _shown_for(item: str, line: Line) -> bool:
    return any(need.item == item and _asks_to_see(line, need) for need in line.needs)


def _asks_to_see(line: Line, need: Need) -> bool:
    """True where the item's own need asks to see the original at acceptance, and no electronic file will do."""
    asked = copies_required.read(need.original_copy, need.copies, never_kept=line.never_kept)
    return need.later is None and asked.shown and not asked.electronic
