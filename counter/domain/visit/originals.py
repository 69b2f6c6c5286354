"""Originals that are looked at and handed back (核对原件): which nobody has seen, and where acceptance waits for them.

That an original has to be seen is a condition where the source itself says so (FOUND) or a published guide does; what
only the program's own default asks for stops nobody (DESIGN §11). What nobody has seen is said wherever it counts.
Originals that stay with the window are no matter of this: they are handed in, not looked at.
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
"""The rule of an item that is only taken in because an original it hangs on was not seen."""


def shown_only(line: Line) -> bool:
    """The original is looked at and handed back; at most copies stay."""
    return line.original and not line.originals


def unseen(lines: Iterable[Line], brought: Mapping[str, Brought]) -> tuple[Line, ...]:
    """Lines taken in whose original has to be looked at and that nobody has looked at."""
    return tuple(x for x in lines if shown_only(x) and _taken_unseen(brought.get(x.id)))


def awaited(
    item: str, lines: Iterable[Line], brought: Mapping[str, Brought], *, published: bool
) -> tuple[Line, ...]:
    """Those of them without which the item is not accepted. ``published``: the guide it goes by was published.

    For what is had by sharing nothing waits: it was brought without being asked for (L2).
    """
    wanted_here = (x for x in unseen(lines, brought) if demandable(x, brought.get(x.id)))
    return tuple(x for x in wanted_here if item in x.seen_for or (published and _shown_for(item, x)))


def seen(brought: Mapping[str, Brought], lines: Iterable[str]) -> dict[str, Brought]:
    """What was brought, with the originals of those lines looked at; of what was not taken in nothing was seen."""
    chosen = frozenset(lines)
    return {
        i: replace(b, original_seen=True) if i in chosen and _taken_unseen(b) else b
        for i, b in brought.items()
    }


def _taken_unseen(mine: Brought | None) -> bool:
    return mine is not None and mine.state is MaterialState.RECEIVED and not mine.original_seen


def _shown_for(item: str, line: Line) -> bool:
    return any(need.item == item and _asks_to_see(line, need) for need in line.needs)


def _asks_to_see(line: Line, need: Need) -> bool:
    """The item's own need has the original looked at now, and no file will do instead."""
    asked = copies_required.read(need.original_copy, need.copies, never_kept=line.never_kept)
    return need.later is None and asked.shown and not asked.electronic
