"""The figures of burden as tiles over twelve periods: what was spared, how fast, what was asked twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from counter.domain.figures.trend import trend_finding
from counter.domain.ledger.finding import unit_of
from counter.domain.ledger.template import LineShape
from counter.ui.kit.charts.small_multiples import Multiple

if TYPE_CHECKING:
    from counter.services.ledger.trends import Trend


def tiles_of(trends: Sequence[Trend]) -> list[Multiple]:
    """A tile for each line; a rate is drawn of a hundred."""
    return [
        Multiple(
            one.line.behind,
            one.line.title,
            trend_finding(one.points, unit_of(one.line)),
            one.points,
            100.0 if one.line.shape is LineShape.RATE else None,
        )
        for one in trends
    ]
