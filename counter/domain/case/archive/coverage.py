"""Which entries of a case a package covers, and whether the case was changed since (要补归).

A package covers everything up to the last act. Looks, copies, reminders, requests for keys and the packages themselves
are no acts, so that packing twice gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence

from counter.domain.case import key_events, person_events
from counter.domain.case.archive_events import ArchiveHandedOver, CasePacked
from counter.domain.case.case import NO_ACTS, Case
from counter.domain.case.events import PaperCopied
from counter.domain.case.paper_events import PaperFailed, PaperQueued
from counter.domain.journal.entries import Entry
from counter.domain.journal.kinds import kind_of

_NOT_COVERED = NO_ACTS | {
    kind_of(kind).name
    for kind in (
        *(PaperCopied, PaperQueued, PaperFailed),
        *(key_events.KeyRequested, key_events.KeyShared, key_events.KeyRefused),
        *(key_events.ForgettingAsked, key_events.ForgottenHere, person_events.PersonForgotten),
    )
}


def covered(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries of a case up to its last act."""
    last = max((n for n, one in enumerate(entries) if one.kind not in _NOT_COVERED), default=-1)
    return tuple(entries[: last + 1])


def acts_in(entries: Sequence[Entry]) -> int:
    """How many of the entries are acts."""
    return sum(one.kind not in _NOT_COVERED for one in entries)


def acts_of(case: Case) -> int:
    """How many acts the case has."""
    return sum(line.kind not in _NOT_COVERED for line in case.history)


def newest_package(case: Case) -> CasePacked | None:
    """The package of the highest version, None where there is none."""
    return max(case.packages, key=lambda one: one.version, default=None)


def changed_since(case: Case) -> bool:
    """Whether something was done in the case since its newest package, or became known of another window."""
    package = newest_package(case)
    return package is not None and package.acts != acts_of(case)


def transfer_of(case: Case) -> ArchiveHandedOver | None:
    """The handing over of the newest package, None while that has not been handed over."""
    package = newest_package(case)
    if package is None or changed_since(case):
        return None
    return next((one for one in case.transfers if one.version == package.version), None)


def next_version(case: Case) -> int:
    """The version that packing the case now has."""
    package = newest_package(case)
    if package is None:
        return 1
    return package.version + 1 if changed_since(case) else package.version
