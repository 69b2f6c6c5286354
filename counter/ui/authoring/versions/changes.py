"""The changes of the draft or a publication, grouped by bundle; marks show where more or less is required."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.authoring.lint.finding import Where
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import FieldRow
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.rows_card import RowsCard
from counter.ui.kit.lists.change_lines import change_lines
from counter.ui.kit.lists.change_lines_view import ChangeLinesView
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.domain.guide.diff.change import GuideChange, GuideDiff

_MOST = 2_000
"""Changes shown at once; of more only those that match the filter."""


class VersionChanges(RowsCard):
    """Signals: ``closed`` with Esc; ``location_wanted(where)`` with Enter."""

    closed = Signal()
    location_wanted = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("versionChanges")
        self._diff: GuideDiff | None = None
        self._name: Callable[[int], str] = str
        self._title = TextLabel("", "strong", wrap=True)
        self._title.setObjectName("changesTitle")
        self.field = Field("changesText", self.tr("在变化里找"), self.tr("名称、编号或写的内容"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(lambda _: self._fill())
        self.back = ActButton("changesBack", self.tr("看草稿的变化"), "Esc", role="quiet", enter=True)
        self.back.clicked.connect(self.closed)
        self.list = ChangeLinesView(look)
        self.list.chosen.connect(self._open)
        self.list.left.connect(self.closed)
        self.list.model().modelReset.connect(self.measure_later)
        self.hug(self.list, lambda: self.list)
        self._none = TextLabel("", "second", wrap=True)
        self._none.setObjectName("noChanges")
        self._arrange()

    def show_diff(
        self, title: str, diff: GuideDiff, name: Callable[[int], str], nothing: str, *, other: bool = False
    ) -> None:
        """Show the differences under a title. ``nothing``: text for no changes; ``other``: not the draft's own."""
        self._title.setText(title)
        self._diff, self._name, self._nothing = diff, name, nothing
        self.back.setVisible(other)
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        self.field.setVisible(bool(diff.changes))
        self._fill()

    def take_focus(self) -> None:
        """Focus the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.field.text():
            self.field.clear()
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _fill(self) -> None:
        diff = self._diff
        if diff is None:
            return
        many = len(diff.changes) > _MOST and len(self.field.text().strip()) < 2
        text, name = self.field.text(), self._name
        if many:
            self.list.show_nothing()
        else:
            self.list.show_changes(lambda unfolded: change_lines(diff, name, None, text, unfolded))
        count = self.list.shown.count
        if many:
            words = self.tr("变化有 {0} 处，太多，不一起列出；在上面写两个字来找。").format(
                f"{len(diff.changes):,}"
            )
        elif text and not count:
            words = self.tr("变化里没有“{0}”。").format(text)
        else:
            words = "" if count else self._nothing
        self._none.setText(words)
        self._none.setVisible(bool(words))
        self.list.setVisible(not words)

    def _open(self, change: GuideChange) -> None:
        if change.removed or self.back.isVisible():
            return
        bundle = next(iter(change.bundles), None) if not change.item and not change.paper else None
        where = Where(change.where, bundle, change.item, change.material, "", change.paper)
        self.location_wanted.emit(where)

    def _arrange(self) -> None:
        self.back.hide()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 8, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(FieldRow(self.field.accessibleName(), self.field, beside=True))
        column.addWidget(self._none)
        column.addWidget(self.list, 1)
        column.addStretch(0)
