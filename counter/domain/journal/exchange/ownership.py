"""Whose case it is (主办窗口), for what must not be had by writing an entry: reading its key, forgetting its person."""

from __future__ import annotations

from collections.abc import Sequence

from counter.domain.journal.codec import Unreadable
from counter.domain.journal.entries import CASE_OPENED, Entry
from counter.domain.journal.kinds import KINDS

HANDED_OVER = "case.handed_over"


def owner_of(entries: Sequence[Entry], claimant: str = "") -> str:
    """Code of the station that owns the case of these entries, in the order of their causes.

    The station that opened it, and then whom its owner handed it over to: an entry of anybody else changes nothing, and
    so nobody comes by keys by claiming a case (接管). ``claimant``: this station's own claims count, in its own file.
    Empty before its opening is here, and where two stations say that they opened it: then it is nobody's.
    """
    openers = {entry.station for entry in entries if entry.kind == CASE_OPENED}
    if len(openers) != 1:
        return ""
    (owner,) = openers
    for entry in entries:
        if entry.kind == HANDED_OVER and entry.station in (owner, claimant):
            owner = _named(entry) or owner
    return owner


def owners_until(entries: Sequence[Entry]) -> frozenset[str]:
    """Every station that opened the case or that it was handed over to, by whomever: whose word about it may count."""
    openers = {entry.station for entry in entries if entry.kind == CASE_OPENED}
    return frozenset(openers | {_named(entry) for entry in entries if entry.kind == HANDED_OVER})


def _named(entry: Entry) -> str:
    kind = KINDS.by_name.get(HANDED_OVER)
    try:
        event = None if kind is None else kind.read(entry)
    except (Unreadable, ValueError):
        return ""
    return str(getattr(event, "to", ""))
