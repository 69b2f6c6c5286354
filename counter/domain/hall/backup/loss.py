"""What a profile restored from a backup has lost: exactly where somebody else knows, else from which number on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from counter.domain.hall.backup.header import BackedUpHead


@dataclass(frozen=True, slots=True)
class LostEntries:
    """Entries of an epoch that are known to have existed: from ``first`` to ``last`` (numbers in the chain)."""

    epoch: int
    first: int
    last: int

    @property
    def count(self) -> int:
        """How many."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class SeriesEnd:
    """How far a series of numbers had come in the backup (0: it had not begun); higher numbers of that epoch may have
    been given out.

    ``until``: the highest of them that somebody outside knows to have been given out (a paper); 0: none is known.
    """

    epoch: int
    series: str
    last: int
    until: int = 0


@dataclass(frozen=True, slots=True)
class RestoreNote:
    """What is known when a backup is restored, until the first opening has written it into the journal.

    ``backup``: the salt of the file, which names it; ``made_at``: UTC ISO; ``entries``: what others know of;
    ``series``: of the epoch that ended; ``forgotten``: subjects that a later backup knows to be forgotten.
    """

    backup: str
    made_at: str
    head: BackedUpHead
    entries: tuple[LostEntries, ...] = ()
    series: tuple[SeriesEnd, ...] = ()
    forgotten: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownEnd:
    """How far an epoch of the station had come, as somebody outside the profile knows it.

    ``numbers``: (series, highest known number), where that is known too.
    """

    epoch: int
    seq: int
    numbers: tuple[tuple[str, int], ...] = ()


def lost_entries(chains: Sequence[KnownEnd], known: Iterable[KnownEnd]) -> tuple[LostEntries, ...]:
    """What is missing in the restored file by what others know. ``chains``: how far each epoch in it reaches."""
    there = {one.epoch: one.seq for one in chains}
    furthest: dict[int, int] = {}
    for one in known:
        furthest[one.epoch] = max(one.seq, furthest.get(one.epoch, 0))
    return tuple(
        LostEntries(epoch, there.get(epoch, 0) + 1, seq)
        for epoch, seq in sorted(furthest.items())
        if seq > there.get(epoch, 0)
    )


def lost_series(series: Iterable[SeriesEnd], known: Iterable[KnownEnd]) -> tuple[SeriesEnd, ...]:
    """The series with what is known of their numbers, those that the restored file never knew included.

    Nobody outside knows that a series *ended*: after the highest known number others may have followed.
    """
    ends = {(one.epoch, one.series): one for one in series}
    for one in known:
        for name, last in one.numbers:
            end = ends.get((one.epoch, name), SeriesEnd(one.epoch, name, 0))
            if last > end.last:
                ends[one.epoch, name] = replace(end, until=max(end.until, last))
    return tuple(end for _, end in sorted(ends.items()))
