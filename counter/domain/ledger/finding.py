"""What a period's figures find, in one sentence: the title over them."""

from __future__ import annotations

from counter.domain.ledger.measures import MEASURES
from counter.domain.ledger.report import Figures, value_of, value_words
from counter.domain.ledger.template import LineShape, ReportLine

WORSE_MORE = frozenset({"late_ended", "late_open", "corrected_again", "gaps_late", "deemed", "more_visits"})
"""Figures of which more is worse; of the others nobody is blamed or praised."""


def finding(lines: tuple[ReportLine, ...], figures: Figures, before: Figures) -> str:
    """The first thing that went worse and is there, else what was received and saved."""
    for line in lines:
        if line.shape is LineShape.FIGURE and line.behind in WORSE_MORE and figures.get(line.behind, 0) > 0:
            return f"{line.title} {value_words(line, figures)}{compared(line, figures, before)}"
    received, saved = figures.get("items_received", 0), figures.get("papers_saved", 0)
    if not received:
        return "这一期没有收件"
    return f"收件 {received} 项，没有超期；少交材料 {saved} 份" if saved else f"收件 {received} 项，没有超期"


def compared(line: ReportLine, figures: Figures, before: Figures) -> str:
    """``，比上期多2项``; "" where either cannot be told."""
    now, then = value_of(line, figures), value_of(line, before)
    if now is None or then is None:
        return ""
    if now == then:
        return "，和上期一样"
    less = abs(now - then)
    if line.shape in (LineShape.RATE, LineShape.MEAN):
        unit = "个百分点" if line.shape is LineShape.RATE else line.unit
        return f"，比上期{'高' if now > then else '低'}{less:.1f}{unit}"
    return f"，比上期{'多' if now > then else '少'}{int(less)}{line.unit or ''}"


def share(line: ReportLine, figures: Figures, before: Figures) -> tuple[float, float]:
    """Lengths of two bars, of this period and the last, from 0 to 1: a rate of a hundred, else of the larger."""
    now, then = value_of(line, figures) or 0.0, value_of(line, before) or 0.0
    most = 100.0 if line.shape is LineShape.RATE else max(now, then, 1.0)
    return max(0.0, now / most), max(0.0, then / most)


def means(line: ReportLine) -> str:
    """What the line counts."""
    return "；".join(MEASURES[name].means for name in line.figures)
