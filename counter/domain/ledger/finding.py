"""What a period's figures find, in one sentence: the title over them, and over each of them."""

from __future__ import annotations

from collections.abc import Mapping

from counter.domain.figures import words
from counter.domain.figures.small_groups import LEAST_GROUP, LEAST_RATE
from counter.domain.ledger.measures import MEASURES
from counter.domain.ledger.report import Figures, short_words, value_of, value_words
from counter.domain.ledger.template import LineShape, ReportForm, ReportLine

WORSE_MORE = frozenset({"late_ended", "late_open", "corrected_again", "gaps_late", "deemed", "more_visits"})
"""Figures of which more is worse; of the others nobody is blamed or praised."""

BURDEN = (
    *("papers_saved", "visits_alone", "ahead_of_promise", "ahead_of_law"),
    *("answered_in_a_day", "corrected_again"),
)
"""What the applicant was spared and what was asked of him twice: painted over the periods, in this order."""


def finding(
    lines: tuple[ReportLine, ...],
    figures: Figures,
    before: Figures,
    year_ago: Figures | None = None,
    *,
    than: str = "上期",
) -> str:
    """The first thing that went worse and is there, else what was received and saved. ``than``: what ``before`` is."""
    for line in lines:
        if line.shape is LineShape.FIGURE and line.behind in WORSE_MORE and figures.get(line.behind, 0) > 0:
            beside = [
                compared(line, figures, before, than),
                *([] if year_ago is None else [compared(line, figures, year_ago, "去年同期")]),
            ]
            return "，".join(filter(None, (f"{line.title}{value_words(line, figures)}", *beside)))
    received, saved = figures.get("items_received", 0), figures.get("papers_saved", 0)
    if not received:
        return "这一期没有收件"
    return f"收件{received}项，没有超期；少交材料{saved}份" if saved else f"收件{received}项，没有超期"


def burden_lines(form: ReportForm) -> tuple[ReportLine, ...]:
    """The lines of the report that tell of burden, in the order of ``BURDEN``; a form may have left some out."""
    found = {line.behind: line for line in form.lines if line.behind in BURDEN}
    return tuple(found[name] for name in BURDEN if name in found)


def compared(line: ReportLine, figures: Figures, before: Figures, than: str) -> str:
    """``比上期多2项``; "" where either cannot be told, or is a rate or mean of too few."""
    now, then = value_of(line, figures), value_of(line, before)
    if now is None or then is None or not (_enough(line, figures) and _enough(line, before)):
        return ""
    return words.compared(now, then, unit_of(line), than)


def beside(line: ReportLine, figures: Figures, others: Mapping[str, Figures | None]) -> str:
    """Under a figure, what it was at the other times (name of the time → its figures): ``上期8项，多2项``."""
    found = []
    for than, other in others.items():
        if other is None or value_of(line, other) is None:
            continue
        change = compared(line, figures, other, "").removeprefix("比").removeprefix("和")
        found.append(f"{than}{short_words(line, other)}" + (f"，{change}" if change else ""))
    return "；".join(found)


def unit_of(line: ReportLine) -> str:
    """What a difference of its values is measured in."""
    return "个百分点" if line.shape is LineShape.RATE else line.unit


def share(line: ReportLine, *times: Figures | None) -> tuple[float, ...]:
    """Lengths of bars, of this period and others, from 0 to 1: a rate of a hundred, else of the largest."""
    values = [0.0 if one is None else value_of(line, one) or 0.0 for one in times]
    most = 100.0 if line.shape is LineShape.RATE else max(*values, 1.0)
    return tuple(max(0.0, value / most) for value in values)


def means(line: ReportLine) -> str:
    """What the line counts."""
    return "；".join(MEASURES[name].means for name in line.figures)


def _enough(line: ReportLine, figures: Figures) -> bool:
    """Whether its change means anything: a rate of ten, a mean of five at least."""
    least = {LineShape.RATE: LEAST_RATE, LineShape.MEAN: LEAST_GROUP}.get(line.shape, 0)
    return figures.get(line.figures[-1], 0) >= least
