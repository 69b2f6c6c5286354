"""The findings of the selection at the left: filters, list, and the current one in full."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.ui.authoring.lint.filters import LintFilters
from counter.ui.authoring.lint.findings import FindingCard, FindingList
from counter.ui.authoring.lint.rows import LintFilter, LintView
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.column_scroll_area import FittingScrollArea
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.theme import Look


class FindingPane(QWidget):
    """Signals: ``location_wanted(where)`` to mend one; ``export_wanted``: of those in sight."""

    location_wanted = Signal(object)
    export_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lintPane")
        self._view: LintView | None = None
        self._chosen = LintFilter()
        self.filters = LintFilters(look)
        self._count = TextLabel("", "second")
        self._count.setObjectName("lintCount")
        self.list = FindingList(look)
        self.card = FindingCard()
        self._export = ActButton(
            "lintExportThese", self.tr("导出这些…"), "Ctrl+Shift+E", role="quiet", enter=True
        )
        self._nothing = TextLabel("", "second", wrap=True)
        self._nothing.setObjectName("nothingFound")
        self.filters.changed.connect(self._fill)
        self.filters.left.connect(self.take_focus)
        self.list.current.connect(self.card.show_flaw)
        self.list.opened.connect(lambda flaw: self.location_wanted.emit(flaw.place))
        self.card.wanted.connect(self.list.open_current)
        self._export.clicked.connect(self.export_wanted)
        self._arrange()

    def show_view(self, view: LintView) -> None:
        """Show another result; the filters stay."""
        self._view = view
        self.filters.show_choices(view.bundles, view.organs)

    def show_chosen(self, chosen: LintFilter) -> None:
        """Show the findings of that check, bundle or item."""
        self._chosen = chosen
        self.filters.show_bundles(chosen.bundle is None)
        self._fill()

    def take_focus(self) -> None:
        """Focus the findings."""
        if self.list.flaws:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def seek(self) -> None:
        """Focus the search field."""
        self.filters.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.text.selectAll()

    def _fill(self) -> None:
        view = self._view
        if view is None:
            return
        chosen, own = self._chosen, self.filters.asked()
        bundle = chosen.bundle if chosen.bundle is not None else own.bundle
        flaws, counts = view.graded(replace(own, check=chosen.check, item=chosen.item, bundle=bundle))
        self.filters.show_counts(counts)
        self._count.setText(self.tr("{0} 处").format(f"{len(flaws):,}") if flaws else "")
        self._listed.setVisible(bool(flaws))
        self._below.setVisible(not flaws)
        self._nothing.setVisible(not flaws)
        self._nothing.setText(
            self.tr("没有这样的发现。在筛选那里按 Esc，全部都看。")
            if self.filters.narrowed
            else self.tr("这里没有逐处的发现。")
        )
        self.list.show_flaws(flaws)
        self._export.setVisible(0 < len(flaws) < len(view.flaws))

    def _arrange(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self._count, 1)
        line.addWidget(self._export)
        self._listed = QFrame()
        self._listed.setProperty("role", "card")
        inside = QVBoxLayout(self._listed)
        inside.setContentsMargins(1, 4, 1, 4)
        inside.addWidget(self.list)
        self._below = QWidget()  # keeps the widgets above at the top while nothing is listed
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.filters)
        column.addLayout(line)
        column.addWidget(self._nothing)
        column.addWidget(self._listed, 1)
        column.addWidget(self._below, 1)
        column.addWidget(FittingScrollArea("lintFinding", self.card))
