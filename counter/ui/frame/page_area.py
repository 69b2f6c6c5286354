"""The place of the pages. In letters larger than 大字 a page may need more height than there is: then it scrolls. What
takes room from it, as a message does, takes none from the button that decides; below the edge it stands at the foot.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QPushButton,
    QScrollBar,
    QStackedWidget,
    QWidget,
)
from shiboken6 import isValid

from counter.services.context.preferences import LARGE
from counter.ui.kit.controls.deciding import deciding_below, deciding_in, takes_words
from counter.ui.kit.controls.deciding_foot import DecidingFoot
from counter.ui.kit.theme import Look
from counter.ui.kit.whole_lines import PORT, paint_edges_anew

_EDGE = 12
"""Pixels above and below the focus that stay in sight."""
_NEAR = 48
"""Pixels that what is laid out after it may move a button down."""


class PageArea(QWidget):
    """Gives the pages all its room, and more height where the page on show needs it.

    Up to 大字 every page fits a small screen and this is no more than its frame: nothing is measured.
    """

    def __init__(self, look: Look, pages: QStackedWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._pages = look, pages
        self._decides: QPushButton | None = None
        """What stays in sight while something takes room; none once a person went on or scrolled."""
        self._went_on = False
        self._window_tall = self._full = 0
        """The most height it had in a window of that height: what is missing of it, a message takes."""
        self._port = QWidget(self)
        self._port.setProperty(PORT, True)
        pages.setParent(self._port)
        self.foot = DecidingFoot(self)
        self.bar = QScrollBar(Qt.Orientation.Vertical, self)
        self.bar.setObjectName("pageBar")
        self.bar.hide()
        self.bar.valueChanged.connect(self._place)
        self.bar.actionTriggered.connect(self._go_on)
        pages.installEventFilter(self)
        pages.currentChanged.connect(self._show_top)
        look.changed.connect(self.begin)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_came)

    def begin(self) -> None:
        """Another page, room or size of letters: first see what the page makes of the room there is, for some do with
        less where they have to; only then give it more.
        """
        self._give_all()
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
            self.foot.stand_for(None)
            self._give_all()
            return
        wide = self.bar.sizeHint().width()
        self.bar.setSingleStep(self._look.px("row"))
        self._pages.resize(self.width() - wide, needed)
        self._place()
        if self._decides is None and not self._went_on and spare <= self._full - self.height():
            self._decides = deciding_in(self._pages, self._pages.rect())  # it came while there is a message
        self._show_deciding()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (tall := self.window().height()) != self._window_tall:
            self._window_tall, self._full = tall, 0
        self._full, self._went_on = max(self._full, self.height()), False
        taken = event.oldSize().height() - event.size().height()
        if taken > 0:
            if self._measures and self._decides is None:
                self._decides = deciding_in(self._pages, QRect(-self._pages.pos(), event.oldSize()))
        else:
            self._let_go()
        self.begin()
        self._follow(QApplication.focusWidget())
        decides = self._decides
        if decides is not None and self.bar.isVisible():
            if self._place_of(decides).bottom() + _NEAR > self.bar.value() + self._port.height():
                self.bar.setValue(self.bar.value() + taken)  # what stood at the lower edge stays there
            self._show_deciding()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """What no list or column of the page has use for."""
        if self.bar.isVisible():
            self._go_on()
            QApplication.sendEvent(self.bar, event)
        else:
            super().wheelEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.arrange()
            QTimer.singleShot(0, self, self._place)  # once the buttons have their places
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

    def _give_all(self) -> None:
        self._port.setGeometry(self.rect())
        self._pages.setGeometry(self.rect())

    def _place(self) -> None:
        """The page as far as it is scrolled, and under it the button that decides while that is further down."""
        if self.bar.isHidden():
            return
        wide, page = self.bar.sizeHint().width(), self._pages
        seen = self.bar.value() + self.height()
        tall = self.foot.stand_for(deciding_below(page, seen, self.foot.of))
        port = self.height() - tall
        self.bar.setGeometry(self.width() - wide, 0, wide, port)
        self.foot.setGeometry(0, port, self.width(), tall)
        self._port.setGeometry(0, 0, self.width() - wide, port)
        self.bar.setPageStep(port)
        self.bar.setRange(0, page.height() - port)
        moved = page.y() + self.bar.value()
        page.move(0, -self.bar.value())
        if moved:
            paint_edges_anew(self._port, moved)

    def _show_top(self) -> None:
        self._let_go()
        self._went_on = False
        self.bar.setValue(0)
        self.begin()

    def _focus_came(self, _before: QWidget | None, focus: QWidget | None) -> None:
        self._let_go()
        self._follow(focus)

    def _follow(self, focus: QWidget | None) -> None:
        """Keep what has the focus in sight."""
        if focus is not None and self._pages.isAncestorOf(focus):
            self._keep_in_sight(focus)

    def _show_deciding(self) -> None:
        if self._decides is not None and isValid(self._decides) and self._decides.isVisible():
            before, focus = self.bar.value(), QApplication.focusWidget()
            self._keep_in_sight(self._decides)
            if takes_words(focus):
                self._follow(focus)  # where both have no room: what is being typed
            elif focus is not None and self._pages.isAncestorOf(focus):
                gone = self._place_of(focus).bottom() < self.bar.value()
                self.bar.setValue(before if gone else self.bar.value())  # never what the hand is at

    def _let_go(self) -> None:
        self._decides = None

    def _go_on(self, _action: int = 0) -> None:
        """A person scrolled."""
        self._let_go()
        self._went_on = True

    def _keep_in_sight(self, part: QWidget) -> None:
        if not self.bar.isVisible():
            return
        place = self._place_of(part)
        above, below = place.top() - _EDGE, place.bottom() + _EDGE - self._port.height()
        if place.height() < self._port.height():
            self.bar.setValue(max(min(self.bar.value(), above), below))

    def _place_of(self, part: QWidget) -> QRect:
        """Of what lies out of sight in something that scrolls: the edge at which that will show it."""
        place, around = self._within_pages(part), part.parentWidget()
        while around is not None and around is not self._pages:
            if isinstance(around, QAbstractScrollArea):
                port = self._within_pages(around.viewport())
                place.moveBottom(min(place.bottom(), port.bottom()))
                place.moveTop(max(place.top(), port.top()))
            around = around.parentWidget()
        return place

    def _within_pages(self, part: QWidget) -> QRect:
        return QRect(part.mapTo(self._pages, QPoint(0, 0)), part.size())
