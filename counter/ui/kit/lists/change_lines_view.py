"""Lines of a version's changes: an added or removed part unfolds with Space, the right arrow or a click."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from counter.domain.guide.diff.change import GuideChange
from counter.ui.kit.lists.change_lines import ChangeLines
from counter.ui.kit.lists.lines_view import GuideLinesView
from counter.ui.kit.theme import Look

Laying = Callable[[frozenset[GuideChange]], ChangeLines]
"""Makes the lines from the set of unfolded changes."""


class ChangeLinesView(GuideLinesView):
    """Signals: ``chosen(change)`` with Enter or a double click on a change."""

    chosen = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setObjectName("changeLines")
        self.setAccessibleName(self.tr("变化"))
        self._lay: Laying = lambda _: ChangeLines((), (), {})
        self._unfolded: frozenset[GuideChange] = frozenset()
        self.shown = ChangeLines((), (), {})
        """What stands there."""
        self.activated.connect(lambda index: self._choose(index.row()))
        self.clicked.connect(lambda index: self._toggle(index.row()))

    def show_changes(self, lay: Laying) -> None:
        """Show these, folded, the first current."""
        self._lay, self._unfolded = lay, frozenset()
        self._fill()
        self.go_to(1)

    def show_nothing(self) -> None:
        """Show an empty list."""
        self.show_changes(lambda _: ChangeLines((), (), {}))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        change, key = self._change(self.place), event.key()
        folds = key == Qt.Key.Key_Left and self._is_open(self.place)
        if change and change.inside and key == Qt.Key.Key_Right:
            folds = not self._is_open(self.place)
        if folds or key == Qt.Key.Key_Space:
            self._toggle(self.place)
        else:
            super().keyPressEvent(event)

    def _change(self, index: int) -> GuideChange | None:
        return self.shown.changes[index] if 0 <= index < len(self.shown.changes) else None

    def _is_open(self, index: int) -> bool:
        below = self.shown.lines[index + 1 : index + 2]
        return self._change(index) is not None and any(line.id.startswith("inside:") for line in below)

    def _toggle(self, index: int) -> None:
        change = self._change(index)
        if change is None or not change.inside:
            return
        held = self.verticalScrollBar().value()
        self._unfolded ^= {change}
        self._fill()
        self.verticalScrollBar().setValue(held)
        self.go_to(index)

    def _choose(self, index: int) -> None:
        change = self._change(index)
        if change is not None:
            self.chosen.emit(change)

    def _fill(self) -> None:
        self.shown = self._lay(self._unfolded)
        self.show_lines(self.shown.lines)
        self.mark(self.shown.spans)
