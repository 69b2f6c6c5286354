"""The office's charts on paper: only what may be told on the page, with the reason where something is hidden."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from counter.domain.document.document import Document, TableBar
from counter.domain.errors import RuleRefused
from counter.domain.papers.figure_sheet import Chart, ChartRow
from counter.domain.ratings.figures import HIDDEN_WHY, OVERLAP_WHY, Figures, Group
from counter.domain.ratings.findings import (
    by_satisfaction,
    group_finding,
    reason_finding,
    satisfaction_points,
    trend_title,
    whole_finding,
)
from counter.domain.ratings.rating import ReasonList
from counter.services.context.app import AppContext
from counter.services.context.ports import RatingFilter
from counter.services.papers.print_figures import sheet_of
from counter.services.ratings.office.figures import Rights, figures


def ratings_sheet(
    app: AppContext, wanted: RatingFilter, rights: Rights, reasons: ReasonList, said: str
) -> Document:
    """The charts of a filter. ``said``: the filter in words. Raises RuleRefused where nothing may be told of it."""
    found = figures(app, wanted, rights, reasons)
    if found.total.hidden:
        raise RuleRefused(f"这个范围里计入的评价太少，或者没有。{HIDDEN_WHY}", rule="L9")
    source = "各窗口送来的评价包，实名和匿名合计；" + "".join(found.notes)
    return sheet_of(app, "评价统计", said, app.hall.hall, source.rstrip("；"), tuple(_charts(found)))


def _charts(found: Figures) -> Iterator[Chart]:
    grades = found.total.grades or {}
    whole = max(1, sum(grades.values()))
    rows = [
        ChartRow((g.value, f"{n}件", f"{n * 100 / whole:.1f}%"), TableBar(n / whole))
        for g, n in grades.items()
    ]
    yield Chart(f"各等级：{whole_finding(found.total)}", ("等级", "件数", "占比"), tuple(rows), drawn=True)
    points = [
        ChartRow((p.label, p.words, p.ago_words or "—"), None if p.value is None else TableBar(p.value / 100))
        for p in satisfaction_points(found.trend)
    ]
    yield Chart(f"各月：{trend_title(found)}", ("月份", "满意率", "去年同月"), tuple(points), drawn=True)
    yield _groups("各大厅", found.halls)
    yield _groups("各个“一件事”", found.bundles)
    most = max((r.times or 0 for r in found.reasons), default=0) or 1
    told = [ChartRow((r.words, r.number), TableBar((r.times or 0) / most)) for r in found.reasons if r.times]
    note = OVERLAP_WHY if told else ""
    yield Chart(
        f"评价原因：{reason_finding(found.reasons)}", ("原因", "次数"), tuple(told), drawn=True, note=note
    )


def _groups(whole: str, groups: Sequence[Group]) -> Chart:
    rows = []
    for group in by_satisfaction(groups):
        satisfied = group.satisfied
        bar = None if satisfied is None else TableBar(satisfied.part / satisfied.of)
        rows.append(
            ChartRow((group.label, "—" if satisfied is None else satisfied.percent, group.number), bar)
        )
    note = HIDDEN_WHY if any(group.hidden for group in groups) else ""
    return Chart(group_finding(groups, whole), (whole, "满意率", "件数"), tuple(rows), drawn=True, note=note)
