"""A rating's entries to its read-model row: what the office's lists and figures show of it."""

from __future__ import annotations

from collections.abc import Sequence

from counter.domain.calendar.workdays import civil_date
from counter.domain.journal.entries import Entry
from counter.domain.ratings.office.rated import Rated, fold
from counter.services.context.ports import RatingRow

__all__ = ["rating_row", "row_of"]


def rating_row(entries: Sequence[Entry]) -> RatingRow | None:
    """The row of one subject; None where it is no rating. A forgotten person's rating still counts: it names nobody."""
    rated = fold(entries)
    return None if rated is None else row_of(rated)


def row_of(rated: Rated) -> RatingRow:
    """The row of a folded rating. No personal data of the rater; the clerk's code only."""
    said, loop = rated.registered, rated.rectification
    finding = loop.finding if loop else None
    again = loop.again if loop else None
    return RatingRow(
        rating=rated.id,
        mode=said.mode.value,
        channel=said.channel.value,
        hall=said.hall,
        station=said.station,
        window=said.window,
        clerk=said.clerk,
        case=said.case,
        bundle=said.bundle,
        bundle_name=said.bundle_name,
        stage=said.stage.value,
        day=rated.day.isoformat(),
        grade=said.grade.value,
        reasons=said.reasons,
        standing=rated.standing,
        loop=rated.loop,
        due=loop.due.isoformat() if loop and loop.due else None,
        owner=loop.owner if loop else "",
        finding=finding.said.finding.value if finding else "",
        again=again.said.again.value if again and again.said.again else "",
        answered=civil_date(loop.answers[0].at).isoformat() if loop and loop.answers else "",
    )
