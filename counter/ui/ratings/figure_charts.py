"""The charts of 评价: by grade, over time, by hall, by bundle and by reason; each title says what its chart finds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from counter.ui.kit.charts.bar_list import Bar, BarList
from counter.ui.kit.charts.bar_painting import BarShape
from counter.ui.kit.charts.trend_line import TrendLine
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.domain.ratings.figures import Figures, Group

_MOST_REASONS = 10


class FigureCharts(QWidget):
    """Shows ``Figures``. Signals: ``opened(what, key)`` to drill down into a group (what: grade, hall, bundle);
    ``refused(label)`` for a hidden one.
    """

    opened = Signal(str, str)
    refused = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("figureCharts")
        self._titles: dict[str, TextLabel] = {}
        self._notes: dict[str, TextLabel] = {}
        self.grades = BarList(look, "gradeBars", self.tr("各等级"))
        self.halls = BarList(look, "hallBars", self.tr("各大厅"))
        self.bundles = BarList(look, "bundleBars", self.tr("各个“一件事”"))
        self.reasons = BarList(look, "reasonBars", self.tr("评价原因"))
        self.trend = TrendLine(look, "trendLine", self.tr("满意率走势"), whole=100.0)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(12)
        left = (("grades", self.grades), ("halls", self.halls), ("bundles", self.bundles))
        right = (("trend", self.trend), ("reasons", self.reasons))
        for column, parts in enumerate((left, right)):
            stack = QVBoxLayout()
            stack.setSpacing(12)
            for name, part in parts:
                stack.addWidget(self._card(name, part))
            stack.addStretch(1)
            grid.addLayout(stack, 0, column)
            grid.setColumnStretch(column, 1)
        self._connect()

    def show_figures(self, figures: Figures) -> None:
        """Show these; ``figures.total`` is not hidden."""
        from counter.domain.ratings.findings import by_satisfaction, satisfaction_points

        grades = figures.total.grades or {}
        whole = max(1, sum(grades.values()))
        drill = figures.may_open(figures.total)
        self.grades.show_bars(
            [
                Bar(
                    grade.value,
                    grade.value,
                    self.tr("{0} 件 · {1}%").format(n, f"{n * 100 / whole:.1f}"),
                    BarShape(n / whole),
                    drill and n > 0,
                )
                for grade, n in grades.items()
            ]
        )
        for chart, groups in ((self.halls, figures.halls), (self.bundles, figures.bundles)):
            chart.show_bars([self._bar(g, figures) for g in by_satisfaction(groups)])
        most = max((r.times or 0 for r in figures.reasons), default=0) or 1
        shown = [r for r in figures.reasons if r.times is not None][:_MOST_REASONS]
        self.reasons.show_bars(
            [Bar(r.code, r.words, r.number, BarShape((r.times or 0) / most)) for r in shown]
        )
        self.trend.show_points(satisfaction_points(figures.trend))
        self._update_titles(figures, len(figures.reasons) - len(shown))

    def _update_titles(self, figures: Figures, seldom: int) -> None:
        from counter.domain.ratings.figures import HIDDEN_WHY, OVERLAP_WHY
        from counter.domain.ratings.findings import group_finding, reason_finding, trend_title, whole_finding

        for name, finding in (
            ("grades", whole_finding(figures.total)),
            ("trend", trend_title(figures)),
            ("halls", group_finding(figures.halls, self.tr("各大厅"))),
            ("bundles", group_finding(figures.bundles, self.tr("各个“一件事”"))),
            ("reasons", reason_finding(figures.reasons)),
        ):
            self._titles[name].setText(finding)
        for name, groups in (("halls", figures.halls), ("bundles", figures.bundles)):
            hidden = any(g.hidden for g in groups)
            self._notes[name].setText(HIDDEN_WHY if hidden else "")
        more = self.tr("另有 {0} 条选得少，不单列。").format(seldom) if seldom else ""
        self._notes["reasons"].setText(
            f"{OVERLAP_WHY}{more}" if figures.reasons else self.tr("没有人选原因。")
        )
        for note in self._notes.values():
            note.setVisible(bool(note.text()))

    def _bar(self, group: Group, figures: Figures) -> Bar:
        satisfied = group.satisfied
        if satisfied is None:
            return Bar(group.key, group.label, group.number, None)
        number = self.tr("{0} · {1}").format(satisfied.percent, group.number)
        return Bar(
            group.key, group.label, number, BarShape(satisfied.part / satisfied.of), figures.may_open(group)
        )

    def _connect(self) -> None:
        charts: Sequence[tuple[str, BarList]] = (
            ("grade", self.grades),
            ("hall", self.halls),
            ("bundle", self.bundles),
        )
        for what, chart in charts:
            chart.opened.connect(lambda key, what=what: self.opened.emit(what, key))
            chart.closed.connect(self.refused)

    def _card(self, name: str, part: QWidget) -> QWidget:
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(4)
        self._titles[name] = TextLabel("", "strong", wrap=True)
        self._notes[name] = TextLabel("", "small", wrap=True)
        self._notes[name].hide()
        for widget in (self._titles[name], part, self._notes[name]):
            column.addWidget(widget)
        return card
