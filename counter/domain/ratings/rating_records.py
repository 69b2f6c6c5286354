"""Records of exports of ratings; never of a rating itself (L9)."""

from __future__ import annotations

from collections.abc import Iterator

from counter.domain.journal.entries import Entry
from counter.domain.ratings.export_events import RatingsExported, TotalsPublished
from counter.domain.ratings.sealed_box import HandlerTrusted, RatingsPacked
from counter.domain.tasks.records.record import RecordKind, Said, Surroundings, recorded
from counter.domain.tasks.records.unusual import outside_hours

_WHAT = {"platform": "上报的评价", "figures": "评价统计", "ledger": "整改台账"}


@recorded(RatingsExported, RecordKind.EXPORT)
def _exported(event: RatingsExported, entry: Entry, around: Surroundings) -> Iterator[Said]:
    to = f"（{event.platform}）" if event.platform else ""
    rows = f"，{event.count}行" if event.count else ""
    yield Said(
        RecordKind.EXPORT, f"导出了{_WHAT.get(event.what, '评价')}{to}{rows}", outside_hours(entry, around)
    )


@recorded(TotalsPublished, RecordKind.EXPORT)
def _published(event: TotalsPublished, entry: Entry, around: Surroundings) -> Iterator[Said]:
    yield Said(RecordKind.EXPORT, f"导出了 {event.station} 窗口人员的评价合计", outside_hours(entry, around))


@recorded(RatingsPacked, RecordKind.EXPORT)
def _packed(event: RatingsPacked, entry: Entry, around: Surroundings) -> Iterator[Said]:
    """How many of which sort is not told at the window (L9)."""
    yield Said(RecordKind.EXPORT, "导出了评价包", outside_hours(entry, around))


@recorded(HandlerTrusted, RecordKind.KEY)
def _trusted(event: HandlerTrusted, entry: Entry, around: Surroundings) -> Iterator[Said]:
    yield Said(RecordKind.KEY, f"评价从此封给“{event.card.office}”", outside_hours(entry, around))
