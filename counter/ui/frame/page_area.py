"""The place of the pages. In letters larger than 大字 a page may need more height than there is: then it scrolls."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QScrollBar, QStackedWidget, QWidget

from counter.services.context.preferences import LARGE
from counter.ui.kit.theme import Look

_EDGE = 12
"""Pixels above and below the focus that stay in sight."""


class PageArea(QWidget):
    """Gives the pages all its room, and more height where the page on show needs it.

    Up to 大字 every page fits a small screen and this is no more than its frame: nothing is measured.
    """

    def __init__(self, look: Look, pages: QStackedWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._pages = look, pages
        pages.setParent(self)
        self.bar = QScrollBar(Qt.Orientation.Vertical, self)
        self.bar.setObjectName("pageBar")
        self.bar.hide()
        self.bar.valueChanged.connect(self._place)
        pages.installEventFilter(self)
        pages.currentChanged.connect(self._show_top)
        look.changed.connect(self.begin)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def begin(self) -> None:
        """Another page, room or size of letters: first see what the page makes of the room there is, for some do with
        less where they have to; only then give it more.
        """
        self._pages.setGeometry(self.rect())
        if self._measures:
            layout = self._pages.currentWidget().layout()
            if layout is not None:
                layout.activate()
        self.arrange()

    def arrange(self) -> None:
        """Measure the page on show, as it stands."""
        needed = self._needed()
        spare = needed - self.height()
        self.bar.setVisible(spare > 0)
        if spare <= 0:
            self._pages.setGeometry(self.rect())
            return
        wide = self.bar.sizeHint().width()
        self.bar.setGeometry(self.width() - wide, 0, wide, self.height())
        self.bar.setPageStep(self.height())
        self.bar.setSingleStep(self._look.px("row"))
        self.bar.setRange(0, spare)
        self._pages.resize(self.width() - wide, needed)
        self._place()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.begin()
        self._follow(None, QApplication.focusWidget())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """What no list or column of the page has use for."""
        if self.bar.isVisible():
            QApplication.sendEvent(self.bar, event)
        else:
            super().wheelEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.arrange()
        return False

    @property
    def _measures(self) -> bool:
        return self._pages.count() > 0 and self._look.preferences.letters > LARGE

    def _needed(self) -> int:
        if not self._measures:
            return 0
        page = self._pages.currentWidget()
        layout, least = page.layout(), page.minimumSizeHint().height()
        if layout is not None and layout.hasHeightForWidth():
            wide = self.bar.sizeHint().width()
            least = max(least, layout.totalMinimumHeightForWidth(self.width() - wide))
        return least

    def _place(self) -> None:
        self._pages.move(0, -self.bar.value())

    def _show_top(self) -> None:
        self.bar.setValue(0)
        self.begin()

    def _follow(self, _before: QWidget | None, focus: QWidget | None) -> None:
        """Keep what has the focus in sight."""
        if not self.bar.isVisible() or focus is None or not self._pages.isAncestorOf(focus):
            return
        place = QRect(focus.mapTo(self._pages, QPoint(0, 0)), focus.size())
        above, below = place.top() - _EDGE, place.bottom() + _EDGE - self.height()
        if place.height() < self.height():
            self.bar.setValue(max(min(self.bar.value(), above), below))
