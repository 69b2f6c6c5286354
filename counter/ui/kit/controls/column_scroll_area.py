"""A vertical scroll area of constant width: space for the bar is reserved, its handle is shown only when needed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QScrollArea, QSizePolicy, QWidget
from shiboken6 import isValid

from counter.ui.kit.controls.deciding import deciding_below, deciding_in, takes_words
from counter.ui.kit.controls.deciding_foot import DecidingFoot
from counter.ui.kit.controls.field import Field, LongField
from counter.ui.kit.controls.field_row import FieldRow
from counter.ui.kit.controls.group import ControlGroup
from counter.ui.kit.theme import restyle
from counter.ui.kit.whole_lines import paint_edges_anew

_EDGE, _BELOW = 24, 8
_OVER_FOOT = 3
"""Lines that the foot leaves: a field with its name."""
BAR = 10
"""Pixels that the scroll bar takes: what stands beside such an area keeps them free, so that both end at one edge."""


class ColumnScrollArea(QScrollArea):
    """Takes the focus only where no child does.

    The focused child is kept in sight when it gets the focus by a key, and when what is inside, the window or the font
    size change, unless the person scrolled elsewhere; so is the button that decides, when a message takes room, and
    it stands at the foot where it lies below the edge.
    """

    def __init__(
        self, name: str, inside: QWidget, parent: QWidget | None = None, *, reads: bool = False
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if reads else Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setWidgetResizable(True)
        self.setWidget(inside)
        self.foot = DecidingFoot(self)
        self.verticalScrollBar().rangeChanged.connect(self._mark_idle)
        self.verticalScrollBar().rangeChanged.connect(self._come_after)
        self.verticalScrollBar().actionTriggered.connect(self._read_on)
        self._read_from: QWidget | None = None
        self._foot_tall = 0
        self._decides: QPushButton | None = None
        """The filled button that was in sight when room was taken away; none once a person went on or scrolled."""
        self._mark_idle(0, 0)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_came)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().height() >= event.oldSize().height():
            self._decides = None
        elif self._decides is None and self.isVisible():
            self._decides = deciding_in(self.widget(), QRect(-self.widget().pos(), event.oldSize()))
        super().resizeEvent(event)
        self._place_foot()
        self._come_after()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        paint_edges_anew(self.viewport(), dy)
        self._show_foot()

    def _show_foot(self) -> None:
        """The button that decides, while its place is further down and the fields keep room over it."""
        if self.foot.of is None and not self.verticalScrollBar().maximum():
            return  # all of it is in sight
        port = self.viewport().height() + self._foot_tall
        below = deciding_below(self.widget(), port - self.widget().y(), self.foot.of)
        tall = self.foot.stand_for(below)
        if port - tall < _OVER_FOOT * self.fontMetrics().height():
            tall = self.foot.stand_for(None)
        if tall != self._foot_tall:
            self._foot_tall = tall
            self.setViewportMargins(0, 0, 0, tall)
            self.updateGeometry()
        self._place_foot()

    def _place_foot(self) -> None:
        port = self.viewport().geometry()
        self.foot.setGeometry(port.left(), port.bottom() + 1, port.width(), self._foot_tall)

    def _focus_came(self, _: QWidget | None, focused: QWidget | None) -> None:
        if focused is not None and self.widget().isAncestorOf(focused):
            self._read_from = self._decides = None
            self._come_after()

    def _come_after(self) -> None:
        """Follow the focus once the children are laid out; never under a pressed mouse: what moves away from it gets no
        click.
        """
        if QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            QTimer.singleShot(0, self, self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        self._show_foot()
        self._follow_focus()
        decides, focus = self._decides, self.window().focusWidget()
        if decides is not None and isValid(decides) and decides.isVisible():
            self.ensureWidgetVisible(decides, 0, _BELOW)
            if takes_words(focus) and self.widget().isAncestorOf(focus):
                self._follow_focus()  # where both have no room: what is being typed

    def _follow_focus(self) -> None:
        focus: QWidget | None = self.window().focusWidget()
        if focus is None or focus is self._read_from or not self.widget().isAncestorOf(focus):
            return
        group = focus.parentWidget()
        if isinstance(group, ControlGroup) and group.height() <= self.viewport().height():
            self.ensureWidgetVisible(group, 0, _EDGE)  # a question with all of its answers
        row, told = (
            _row_of(focus, self.widget()),
            focus.told_at if isinstance(focus, Field | LongField) else None,
        )
        if told is not None and (told.isHidden() or not self.widget().isAncestorOf(told)):
            told = None
        if row is not None and (told is None or row.isAncestorOf(told)):
            room = self.viewport().height() - row.height()
            if room >= 0:
                self.ensureWidgetVisible(row, 0, min(_EDGE, room // 2))  # its name, and what is wrong with it
                return
            if focus.mapTo(row, QPoint(0, focus.height())).y() <= self.viewport().height():
                self.ensureWidgetVisible(row.label, 0, 0)
        if told is not None:
            self.ensureWidgetVisible(told, 0, _BELOW)
        room = self.viewport().height() - focus.height()
        self.ensureWidgetVisible(focus, 0, max(0, min(_EDGE, room // 4)))  # where little fits, its label too

    def _read_on(self, _action: int) -> None:
        """The person scrolled by wheel or bar, away from the focus."""
        self._read_from = self.window().focusWidget()
        self._decides = None

    def _mark_idle(self, _least: int, most: int) -> None:
        restyle(self.verticalScrollBar(), idle=most == 0)


def _row_of(focus: QWidget, inside: QWidget) -> FieldRow | None:
    """The row of a control, where its name stands above it."""
    row: QWidget | None = focus
    while row is not None and row is not inside and not isinstance(row, FieldRow):
        row = row.parentWidget()
    return row if isinstance(row, FieldRow) and not row.label.isHidden() else None


class FittingScrollArea(ColumnScrollArea):
    """As tall as what is inside, and scrolls only where there is less room; what stands under it is never cut off.

    ``least``: lines that are in sight at least.
    """

    LEAST = 6
    """Lines: two fields with their names, or what is asked and its answers."""

    def __init__(
        self,
        name: str,
        inside: QWidget,
        parent: QWidget | None = None,
        *,
        reads: bool = False,
        least: int = LEAST,
    ) -> None:
        super().__init__(name, inside, parent, reads=reads)
        self._told, self._least = 0, least
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        inside.installEventFilter(self)

    def sizeHint(self) -> QSize:
        hint = self.widget().sizeHint()
        return QSize(hint.width() + self.verticalScrollBar().sizeHint().width(), self._tall())

    def minimumSizeHint(self) -> QSize:
        least = self.widget().minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(least, min(self._least * self.fontMetrics().height() + self._foot_tall, self._tall()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        elif event.type() == QEvent.Type.Show:
            layout = self.widget().layout()
            if (
                layout is not None
            ):  # it was laid out hidden, before its height was known, and is not told of that
                layout.invalidate()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()  # words wrap at another width

    def _fit(self) -> None:
        """Inside it is no taller than its words at this width: they ask for more than that when they are narrow."""
        tall = self._tall()
        self.widget().setMinimumHeight(tall)
        self.updateGeometry()
        if tall != self._told:
            self._told = tall
            QTimer.singleShot(0, self, self._tell_above)  # what stands around it keeps how tall it was

    def _tell_above(self) -> None:
        above = self.parentWidget()
        if above is not None:
            above.updateGeometry()

    def _tall(self) -> int:
        layout = self.widget().layout()
        width = min(self.viewport().width(), self.widget().maximumWidth())  # a form ends where it is read
        if layout is not None and layout.hasHeightForWidth() and width > 0:
            return layout.totalHeightForWidth(width)
        return self.widget().sizeHint().height()


class BoundedScrollArea(FittingScrollArea):
    """The same, but it asks for its least only and takes what is left: where a page scrolls when its parts ask for more
    than it has. It needs a stretch in its layout.
    """

    def __init__(
        self,
        name: str,
        inside: QWidget,
        parent: QWidget | None = None,
        *,
        least: int = FittingScrollArea.LEAST,
    ) -> None:
        super().__init__(name, inside, parent, least=least)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def _fit(self) -> None:
        super()._fit()
        self.setMaximumHeight(self._tall())
