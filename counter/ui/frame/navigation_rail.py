"""The rail at the left: one entry per page, each with its key."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from counter.ui.kit.controls.accessible_button import AccessibleButton
from counter.ui.kit.controls.group import RadioMarks
from counter.ui.kit.controls.labels import SAYS_NOTHING, KeyCap, TextLabel
from counter.ui.kit.theme import Look

_EDGE, _BETWEEN = 8, 2
"""Pixels above and below all entries; between an entry's words and its key."""
_PASSED_BY = Qt.FocusPolicy.ClickFocus
"""Tab stops once at the entries, at the open page's, as at any group of radio buttons; arrows go on from there."""


class RailEntry(AccessibleButton):
    """As high as it is told. A fixed height would not last: the style sheet sets a least height for every button."""

    def __init__(self) -> None:
        super().__init__()
        self._height = 0
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def be_high(self, height: int) -> None:
        """Set the height in pixels."""
        if height != self._height:
            self._height = height
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._height)


class NavigationRail(QFrame):
    """Entries share the height there is; on a small screen in large letters they go without their keys.

    Signals: ``chosen(page)``.
    """

    chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self._look = look
        self.entries: dict[str, RailEntry] = {}
        self._pages = RadioMarks(self)
        self._words: dict[str, tuple[str, str, TextLabel]] = {}
        self._keys: list[KeyCap] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, _EDGE, 0, _EDGE)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        look.changed.connect(self._measure)
        self._measure()

    def add_page(self, page: str, words: str, key: str, *, bottom: bool = False) -> None:
        """Add an entry; ``bottom`` puts it at the foot."""
        entry = RailEntry()
        entry.setObjectName(f"rail_{page}")
        entry.setCheckable(True)
        if not bottom:
            self._pages.mark(entry)
            if len(self._pages.buttons()) > 1:
                entry.setFocusPolicy(_PASSED_BY)
        entry.setAccessibleName(f"{words}，{key}" if key else words)
        inside = QVBoxLayout(entry)
        inside.setContentsMargins(0, 0, 3, 0)
        inside.setSpacing(_BETWEEN)
        inside.addStretch(1)
        self._words[page] = (words, key, TextLabel(words))
        self._keys.append(KeyCap(key))
        entry.setToolTip(key)
        entry.setAccessibleDescription(SAYS_NOTHING)  # its name has the key; Qt would read the tip too
        for label in (self._words[page][2], self._keys[-1]):
            label.leave_reading_to_parent()
            inside.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addStretch(1)
        entry.clicked.connect(lambda: self.chosen.emit(page))
        self.entries[page] = entry
        position = self._column.count() if bottom else self._column.count() - 1
        self._column.insertWidget(position, entry)
        self._measure()

    def show_count(self, page: str, count: int) -> None:
        """Show a count beside the page's title; 0 shows none."""
        words, key, label = self._words[page]
        shown = str(count) if count < 100 else "99+"
        label.setText(f"{words} {shown}" if count else words)
        waiting = self.tr("，{0}项要今天办").format(count) if count else ""
        self.entries[page].setAccessibleName(f"{words}，{key}{waiting}")

    def mark(self, page: str) -> None:
        """Show which page is open."""
        for name, entry in self.entries.items():
            entry.setChecked(name == page)
        if (open_one := self.entries.get(page)) in self._pages.buttons():
            for other in self._pages.buttons():
                other.setFocusPolicy(Qt.FocusPolicy.StrongFocus if other is open_one else _PASSED_BY)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The entries share the new height."""
        super().resizeEvent(event)
        self._share()

    def _measure(self) -> None:
        self.setFixedWidth(self._look.px("rail_width"))
        self._share()

    def _share(self) -> None:
        """Each entry the same height: never one over the next, and its key only where there is room for both lines."""
        room = (self.height() - 2 * _EDGE) // max(len(self.entries), 1)
        both = self._look.metrics().height() + self._look.metrics("tiny").height() + 2 * _BETWEEN
        for key in self._keys:
            key.setVisible(room >= both)
        for entry in self.entries.values():
            entry.be_high(max(min(room, self._look.px("rail_entry")), self._look.metrics().height()))
