"""A clerk's own totals (本人的评价合计): enough to learn from, never enough to know what one person chose (L9).

Only named ratings that count name a clerk. They are published in batches of whole months. The clerk knows whom he
served, sees every batch, and can subtract one from the next; so each batch must hide a single choice by itself:

* It holds at least ``LEAST_NEW`` ratings that no batch before held. Publication depends on their number alone: holding
  a batch back because of its content would reveal the content.
* It has two numbers, 差评 and all others, never five grades: each further cell may hold a single person.
* A cell of 0, 1 or 2 is published as 少于3, and then the other one is not published either. Even where everybody chose
  the same, up to two may have chosen otherwise, so nothing is certain about anybody; a plain 0 would be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from counter.domain.ratings.export_events import Batch, Counted

LEAST_NEW = 10
"""New ratings of one clerk in a batch. Our own number, as with ``figures.LEAST_GROUP`` no rule has one."""

LEAST_CELL = 3
"""The smallest number that is published."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Named ratings of one clerk that count, up to a month, exactly. ``first``: the month of the first."""

    first: str
    ratings: int
    bad: int


@dataclass(frozen=True, slots=True)
class Totals:
    """What a clerk may know of himself up to a month: 差评 lie between ``bad_least`` and ``bad_most``."""

    ratings: int
    bad_least: int
    bad_most: int
    until: str

    @property
    def words(self) -> str:
        """In one sentence."""
        bad = (
            f"{self.bad_least}件"
            if self.bad_least == self.bad_most
            else f"{self.bad_least}至{self.bad_most}件"
        )
        return f"截至{self.until}，实名评价{self.ratings}件，其中差评{bad}。"


def batch_of(clerk: str, since: str, until: str, ratings: int, bad: int) -> Batch | None:
    """The batch as it may be published; None while it is too small. ``bad`` may be below 0 where one was set aside
    later.
    """
    if ratings < LEAST_NEW:
        return None
    if bad < LEAST_CELL:
        return Batch(clerk, since, until, ratings, None, "bad")
    if ratings - bad < LEAST_CELL:
        return Batch(clerk, since, until, ratings, None, "good")
    return Batch(clerk, since, until, ratings, bad)


def next_batches(
    batches: Sequence[Batch], counted: Iterable[Counted], sums: Mapping[str, Sum], until: str
) -> tuple[tuple[Batch, ...], tuple[Counted, ...]]:
    """All batches so far with the new ones, and what they count. A clerk with too few new ratings waits.

    Published batches do not change: a rating set aside afterwards is subtracted from the next batch.
    """
    before = {one.clerk: one for one in counted}
    new: list[Batch] = []
    for clerk in sorted(sums):
        total, had = sums[clerk], before.get(clerk, Counted(clerk, 0, 0))
        last = max((b.until for b in batches if b.clerk == clerk), default="")
        since = month_after(last) if last else total.first
        batch = batch_of(clerk, since, until, total.ratings - had.ratings, total.bad - had.bad)
        if batch is not None:
            new.append(batch)
            before[clerk] = Counted(clerk, total.ratings, total.bad)
    return (*batches, *new), tuple(before[clerk] for clerk in sorted(before))


def totals_of(batches: Iterable[Batch], clerk: str) -> Totals | None:
    """The sum of one clerk's batches; None where there is none yet."""
    own = [batch for batch in batches if batch.clerk == clerk]
    if not own:
        return None
    spans = [_bad_of(batch) for batch in own]
    least, most = sum(low for low, _ in spans), sum(high for _, high in spans)
    return Totals(sum(b.ratings for b in own), least, most, max(b.until for b in own))


def _bad_of(batch: Batch) -> tuple[int, int]:
    """The least and the greatest number of 差评 that a batch can hold."""
    few = LEAST_CELL - 1
    if batch.bad is not None:
        return batch.bad, batch.bad
    return (0, few) if batch.few == "bad" else (batch.ratings - few, batch.ratings)


def month_after(month: str) -> str:
    """The month after one written 2026-11."""
    year, number = (int(part) for part in month.split("-"))
    return f"{year + number // 12:04d}-{number % 12 + 1:02d}"


def month_before(day: str) -> str:
    """The last whole month before a civil day (ISO)."""
    year, number = int(day[:4]), int(day[5:7])
    return f"{year - 1:04d}-12" if number == 1 else f"{year:04d}-{number - 1:02d}"
