"""A window's accounts of its invitations (评价账): one for each past day, each linked to the one before.

Whoever holds the station's key can leave a box out of a pack, or add one, and sign it again. So the window's journal
records day by day, in its chain, which boxes exist and how many visits were never asked; the pack contains these
accounts, and the office compares. An account holds numbers of a day and digests sorted by their bytes: no order or time
within the day, and nothing of what was chosen.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from counter.domain.journal import codec
from counter.domain.journal.entries import canonical_bytes
from counter.domain.journal.kinds import Slot, event
from counter.domain.ratings.slip_code import VALID_DAYS


@event("ratings.accounted", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class RatingsAccounted:
    """``ratings.accounted`` (subject ``rating_accounts``, at the window): totals of a civil day (ISO).

    ``number``: 1, 2, … within an epoch; ``previous``: ``account_digest`` of the account before, of an older epoch too;
    empty for the first. ``outcomes``: visits with an outcome; ``asked``: those of them that were invited; ``pad``,
    ``slips``: invitations opened; ``cut_short``: closed before their time was over; ``codes``: slips that came back;
    ``refused``: attempts that do not count. ``named``, ``anonymous``: sorted SHA-256 of the boxes of that day (as
    base64): one of each sort for an invitation. A second account of a day adds what came late. ``lost``: closed
    invitations whose anonymous box went down with a PC; ``lost_open``: invitations of which both did.
    """

    number: int
    previous: str
    day: str
    outcomes: int
    asked: int
    pad: int
    slips: int
    cut_short: int
    codes: int
    refused: int
    named: tuple[str, ...]
    anonymous: tuple[str, ...]
    lost: int = 0
    lost_open: int = 0

    LATER: ClassVar = ("lost", "lost_open")


@dataclass(frozen=True, slots=True)
class PackedAccount:
    """An account in a pack, with its position in the station's chain: ``head`` is its entry's hash (hex).

    Rewriting the station's journal afterwards gives another hash at that position.
    """

    epoch: int
    seq: int
    head: str
    account: RatingsAccounted


@dataclass(frozen=True, slots=True)
class DayTaken:
    """An account as stored at the office. ``closed``: invitations closed; ``faults``: contradictions, in words."""

    epoch: int
    number: int
    digest: str
    previous: str
    head: str
    day: str
    outcomes: int
    asked: int
    invited: int
    closed: int
    cut_short: int
    refused: int
    boxes: tuple[str, ...]  # beginnings of the digests of its named boxes
    faults: tuple[str, ...] = ()
    slips: int | None = None  # of the invitations; None where an older program took it in
    lost: int = 0  # invitations whose boxes went down with a PC (``RatingsAccounted``)

    @property
    def never(self) -> int:
        """Visits with an outcome whose applicant was never invited."""
        return self.outcomes - self.asked


@dataclass(frozen=True, slots=True)
class FoundRatings:
    """Ratings the office found in the boxes of a day: named, anonymous, and from slips (代录)."""

    named: int = 0
    anonymous: int = 0
    proxy: int = 0


_SLIPS_LAST = timedelta(days=VALID_DAYS + 1)

DIGITS = 16
"""Of a box's SHA-256: enough to know it again."""


def box_digest(box: str) -> str:
    """Digest of a box in an account. ``box``: base64, as it is packed."""
    return hashlib.sha256(box.encode()).hexdigest()


def account_digest(account: RatingsAccounted) -> str:
    """Digest that the next account contains."""
    return hashlib.sha256(canonical_bytes(codec.write(account))).hexdigest()


def day_faults(account: RatingsAccounted, anonymous: Collection[str], found: FoundRatings) -> tuple[str, ...]:
    """Contradictions within a day, whatever may still come. ``anonymous``: digests of that day's boxes.

    These come in one pack with their account. Named boxes may be in a pack that is still on its way: ``lost_named``.
    """
    faults: list[str] = []
    lost = sum(digest not in anonymous for digest in account.anonymous)
    if lost:
        faults.append(f"账上有的匿名封件少了{lost}份")
    for words, accounted in (("实名", account.named), ("匿名", account.anonymous)):
        if len(set(accounted)) != len(accounted):
            faults.append(f"账上的{words}封件有重复")
    closed = len(account.named)
    if closed != len(account.anonymous) + account.lost:
        gone = f"、丢失{account.lost}份" if account.lost else ""
        faults.append(f"结束的邀请{closed}次，匿名封件却有{len(account.anonymous)}份{gone}")
    if found.named + found.anonymous > closed:
        faults.append(f"评价{found.named + found.anonymous}条，比结束的邀请（{closed}次）多")
    if found.proxy > account.codes:
        faults.append(f"代录{found.proxy}条，比用过的评价条（{account.codes}张）多")
    if not 0 <= account.asked <= account.outcomes:
        faults.append("账上的次数自相矛盾")
    return tuple(faults)


def lost_named(days: Iterable[DayTaken], came: Collection[str]) -> dict[str, int]:
    """Day → named boxes in its account that no pack has contained so far. ``came``: ``DayTaken.boxes``."""
    lost: Counter[str] = Counter()
    for one in days:
        lost[one.day] += sum(box not in came for box in one.boxes)
    return {day: n for day, n in sorted(lost.items()) if n}


def accounts_missing(days: Iterable[DayTaken]) -> dict[int, int]:
    """Epoch → how many accounts before its newest one are missing so far."""
    numbers: dict[int, set[int]] = {}
    for one in days:
        numbers.setdefault(one.epoch, set()).add(one.number)
    return {epoch: max(of) - len(of) for epoch, of in sorted(numbers.items()) if max(of) > len(of)}


def stray_boxes(boxes: Mapping[str, Iterable[str]], accounts: Iterable[RatingsAccounted]) -> dict[str, int]:
    """Day → anonymous boxes packed under it that are in no account of that day, or come twice."""
    accounted: dict[str, set[str]] = {}
    for account in accounts:
        accounted.setdefault(account.day, set()).update(account.anonymous)
    stray: dict[str, int] = {}
    for day, came in boxes.items():
        times = Counter(came)
        n = sum(n if digest not in accounted.get(day, ()) else n - 1 for digest, n in times.items())
        if n:
            stray[day] = n
    return stray


def chain_faults(days: Sequence[DayTaken]) -> tuple[str, ...]:
    """Breaks in a station's accounts, in whatever order they came: gaps, forks, wrong links."""
    faults: list[str] = []
    by_place: dict[tuple[int, int], set[str]] = {}
    days = sorted(
        {(d.epoch, d.number, d.digest): d for d in days}.values(), key=lambda d: (d.epoch, d.number)
    )
    for one in days:
        by_place.setdefault((one.epoch, one.number), set()).add(one.digest)
    known = {one.digest for one in days}
    for (epoch, number), digests in sorted(by_place.items()):
        if len(digests) > 1:
            faults.append(f"第{epoch}代第{number}笔账交来过两种，窗口的记录被改写过")
    for epoch, lost in accounts_missing(days).items():
        faults.append(f"第{epoch}代的账缺{lost}笔（{_gap(days, epoch)}），有评价包没有交来")
    for one in days:
        first = (one.epoch, one.number) == min(by_place)
        after_gap = one.number > 1 and (one.epoch, one.number - 1) not in by_place
        if not first and not after_gap and one.previous not in known:
            faults.append(f"第{one.epoch}代第{one.number}笔账（{one.day}）和前一笔接不上")
    if days and not faults:  # a slip of the days before the first account may still come back
        since = (date.fromisoformat(min(d.day for d in days)) + _SLIPS_LAST).isoformat()
        invited, closed = sum(d.invited for d in days), sum(d.closed for d in days if d.day > since)
        if closed > invited:
            faults.append(f"结束的邀请{closed}次，比发出的{invited}次多")
    return tuple(faults)


def _gap(days: Iterable[DayTaken], epoch: int) -> str:
    """Between which days the accounts of an epoch are missing, in words."""
    known = {one.number: one.day for one in days if one.epoch == epoch}
    missing = [number for number in range(1, max(known)) if number not in known]
    before, after = known.get(missing[0] - 1, ""), known[missing[-1] + 1]
    return f"{before}至{after}之间" if before else f"{after}以前"
