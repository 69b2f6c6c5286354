"""A rating's entries to its read-model row, which the office's lists and figures are made of."""

from __future__ import annotations

from collections.abc import Sequence

from counter.domain.calendar.workdays import civil_date
from counter.domain.journal.entries import Entry
from counter.domain.ratings.office.rated import Rated, fold
from counter.services.context.ports import RatingRow

__all__ = ["rating_row", "row_of"]


def rating_row(entries: Sequence[Entry]) -> RatingRow | None:
    """The row of one subject; None where it is no rating. A forgotten person's rating still counts: it has no name."""
    rated = fold(entries)
    return None if rated is None else row_of(rated)


def row_of(rated: Rated) -> RatingRow:
    """The row of a folded rating. No personal data of the rater; the clerk's code only."""
    registered, loop = rated.registered, rated.rectification
    finding = loop.finding if loop else None
    again = loop.again if loop else None
    return RatingRow(
        rating=rated.id,
        mode=registered.mode.value,
        channel=registered.channel.value,
        hall=registered.hall,
        station=registered.station,
        window=registered.window,
        clerk=registered.clerk,
        case=registered.case,
        bundle=registered.bundle,
        bundle_name=registered.bundle_name,
        stage=registered.stage.value,
        day=rated.day.isoformat(),
        grade=registered.grade.value,
        reasons=registered.reasons,
        standing=rated.standing,
        loop=rated.loop,
        due=loop.due.isoformat() if loop and loop.due else None,
        owner=loop.owner if loop else "",
        finding=finding.said.finding.value if finding else "",
        again=again.said.again.value if again and again.said.again else "",
        answered=civil_date(loop.answers[0].at).isoformat() if loop and loop.answers else "",
    )
