"""Forget here whom the owner of a case forgot: keys of every maker, wraps, rows; and tell that it was done.

Only the owner's word counts: what another station says of somebody else's case destroys nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from counter.domain.case.key_events import ForgottenHere, KeyShared
from counter.domain.journal.codec import Unreadable
from counter.domain.journal.entries import FORGOTTEN, Entry
from counter.domain.journal.exchange.ownership import owner_of
from counter.domain.journal.kinds import kind_of
from counter.services.context.app import AppContext
from counter.services.keys.ring_cards import known_rings
from counter.services.keys.trusted import SYSTEM


@dataclass(frozen=True, slots=True)
class FollowedForgetting:
    """``done``: cases whose person was forgotten here now; ``strange``: such of which a station said so that does not
    own them, or whose opening is not here yet: nothing was destroyed.
    """

    done: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()


def follow_forgetting(app: AppContext) -> FollowedForgetting:
    """For every exchange, after entries were taken in. Each case is one transaction."""
    done: dict[str, None] = {}
    strange: dict[str, None] = {}
    for one in app.journal.shared_keys().forgettings():
        entries = app.journal.entries(one.subject)
        before = _before(entries, one.id)
        if one.subject not in done and before is not None and owner_of(before) == one.station:
            app.journal.forget_too(one.subject, one.id, actor=SYSTEM)
            done[one.subject] = None
        elif one.subject not in done:
            strange[one.subject] = None
    return FollowedForgetting(tuple(done), tuple(case for case in strange if case not in done))


def unconfirmed_forgetting(app: AppContext, case: str) -> tuple[str, ...]:
    """Codes of the stations that may still be able to read a case whose person was forgotten (待清除确认): that wrote
    of it, were let read it, or hold the ring, and have not told that they forgot. Empty where nobody was forgotten.
    """
    entries = app.journal.entries(case)
    if not any(entry.kind == FORGOTTEN for entry in entries):
        return ()
    readers = {entry.station for entry in entries} | {card.station for card in known_rings(app.journal)}
    done = {entry.station for entry in entries if entry.kind == FORGOTTEN}
    for entry in entries:
        shared, told = _read(entry)
        if shared is not None:
            readers.add(shared.station)
        if told is not None:
            done.add(entry.station)
    return tuple(sorted(readers - done - {app.journal.station().code}))


def _before(entries: tuple[Entry, ...], entry: str) -> tuple[Entry, ...] | None:
    place = next((at for at, one in enumerate(entries) if one.id == entry), None)
    return None if place is None else entries[:place]


def _read(entry: Entry) -> tuple[KeyShared | None, ForgottenHere | None]:
    try:
        return kind_of(KeyShared).read(entry), kind_of(ForgottenHere).read(entry)
    except (Unreadable, ValueError):
        return None, None
