"""Count by hand against the list (实点): what lies here, differences as entries, and their explanation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from counter.domain.errors import BadInput
from counter.domain.hall.day_counts import (
    SUBJECT,
    CountDiffered,
    CountedKind,
    CountExplained,
    CountExplainedSealed,
    CountsByHand,
    HandCount,
    ListedThing,
    check_confirmed,
    differences,
    is_news,
)
from counter.domain.journal.entries import NewEntry

if TYPE_CHECKING:
    from counter.services.context.app import AppContext
    from counter.services.context.held_ports import HeldReading, HeldThings
    from counter.services.context.ports import StaffRow, Transaction

_LONGEST = 300


def hand_counts(held: HeldReading, station: str, by: CountsByHand, who: str = "") -> tuple[HandCount, ...]:
    """What is listed now, and what was counted. Raises BadInput where another list was ``seen``, or a difference is
    not confirmed: to be counted anew. ``who``: which of the two people of a shift counted.
    """
    listed = {
        CountedKind.ORIGINALS: _listed(held.originals()),
        CountedKind.CERTIFICATES: _listed(held.certificates(station)),
    }
    found = tuple(
        HandCount(what, sum(one.count for one in things), by.of(what), things)
        for what, things in listed.items()
    )
    if by.seen is not None and by.seen != tuple(one.listed for one in found):
        raise BadInput("清单刚才变了，还没有日结。请看过新的数字，再点一遍。", field="seen")
    check_confirmed(found, by, who)
    return found


def note_differences(
    tx: Transaction, day: date, counts: Sequence[HandCount], taken: Sequence[int | None] = (), *, actor: str
) -> None:
    """Record each count that is not as listed, unless the same difference is known already."""
    known = differences(tx.entries(SUBJECT))
    for count, other in zip(counts, taken or [None] * len(counts), strict=True):
        if not count.differs and other in (None, count.listed):
            continue
        event = CountDiffered(day, count.what, count.listed, count.counted, other)
        if is_news(known.get(count.what), event):
            tx.append(NewEntry(SUBJECT, event, tx.last_id(SUBJECT)), actor=actor)


def explain_difference(
    app: AppContext, what: CountedKind, why: str, *, found: bool, clerk: StaffRow
) -> CountDiffered:
    """Say why a count differed, or that the thing was ``found``; it is no task any more.

    Raises BadInput without words, and where no difference of that kind waits: somebody else said it first.
    """
    words = " ".join(why.split())
    if not words:
        raise BadInput("请写明原因：为什么不符，或者在哪里找到的。", field="why")
    if len(words) > _LONGEST:
        raise BadInput(f"理由最多{_LONGEST}个字。", field="why")
    with app.journal.transaction() as tx:
        waiting = differences(tx.entries(SUBJECT)).get(what)
        if waiting is None or waiting.explained:
            raise BadInput(f"{what.label}没有等说明的不符，可能别人刚说明过。", field="what")
        event = CountExplained(waiting.entry, what, found)
        tx.append(
            NewEntry(SUBJECT, event, tx.last_id(SUBJECT), CountExplainedSealed(words)), actor=clerk.code
        )
        tx.commit()
    return waiting.said


def _listed(things: Sequence[HeldThings]) -> tuple[ListedThing, ...]:
    return tuple(ListedThing(one.number, one.name, one.count, one.place) for one in things)
