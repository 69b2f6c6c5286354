"""What the journal says of restorings from a backup, and whether two people have read what is missing."""

from __future__ import annotations

from counter.domain.hall.backup.events import SUBJECT, ProfileRestored, RestoringConfirmed
from counter.domain.journal.entries import Entry
from counter.domain.journal.kinds import kind_of
from counter.services.context.ports import Journal


def restorings(entries: tuple[Entry, ...]) -> tuple[ProfileRestored, ...]:
    """Every restoring of this profile, the oldest first."""
    kind = kind_of(ProfileRestored)
    return tuple(event for entry in entries if kind.knows(entry) and (event := kind.read(entry)) is not None)


def restored_ends(journal: Journal) -> dict[int, int]:
    """Epoch → where its chain ended in the backup that this profile came out of."""
    return {one.head.epoch: one.head.seq for one in restorings(journal.entries(SUBJECT))}


def unconfirmed_restoring(journal: Journal) -> ProfileRestored | None:
    """The last restoring, where nobody has confirmed it; None where there is none or it was."""
    entries = journal.entries(SUBJECT)
    said = (kind_of(RestoringConfirmed).read(entry) for entry in entries)
    confirmed = {event.backup for event in said if event is not None}
    last = next(reversed(restorings(entries)), None)
    return last if last is not None and last.backup not in confirmed else None
