"""Where the applicant's screen is shown: on a second display, on request on the only one, or nowhere."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

WINDOW = QSize(1024, 600)
"""Size of the window on a single display: the smallest display the screen is made for."""

_KIND = Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus
_ABOVE = Qt.WindowType.Dialog | Qt.WindowType.WindowDoesNotAcceptFocus
"""On the only display. Qt tells an X server which window lies above which for dialogs only: the clerk's window covered
this one once it was activated again.
"""


_SETTLED_MS = 700
"""Displays that trade places are told one after another, and a window manager moves the clerk's window after them: what
was true in between is looked at once more.
"""


class ScreenLocation(StrEnum):
    """Location of the screen, for the status light."""

    DISPLAY = "display"
    WINDOW = "window"
    FULL = "full"
    """Over the whole of the only display, which is turned to the applicant."""
    ABSENT = "absent"


class SecondDisplay(QObject):
    """Shows ``pad`` on the applicant's display without taking the keyboard focus from the clerk.

    With a single display it is opened there when asked for, in a window or over the whole of it, and the display is
    turned to the applicant.

    When its display is disconnected the widget is only hidden: content and input in progress return with the next
    display. ``prefer``: name of the display to use where there are several.

    Signals: ``changed`` after ``state`` did.
    """

    changed = Signal()

    def __init__(self, pad: QWidget, facade: QWidget, prefer: str = "") -> None:
        super().__init__(facade)
        self._pad = pad
        self._facade = facade
        self._prefer = prefer
        self._state = ScreenLocation.ABSENT
        self._wanted: ScreenLocation | None = None  # how, on the only display
        self._started = False
        self._screen: QScreen | None = None
        pad.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        pad.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        pad.installEventFilter(self)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        self._application = application
        self._again = QTimer(self)
        self._again.setObjectName("displaysSettled")
        self._again.setSingleShot(True)
        self._again.setInterval(_SETTLED_MS)
        self._again.timeout.connect(self._settle)

    @property
    def state(self) -> ScreenLocation:
        """On a display of its own, in a window or over the only one, or absent."""
        return self._state

    def start(self) -> None:
        """Look for a display now and whenever one is connected or removed."""
        if self._started:
            return
        self._started = True
        self._application.screenAdded.connect(self._watch)
        self._application.screenRemoved.connect(self._removed)
        self._application.primaryScreenChanged.connect(self._look)
        for screen in QGuiApplication.screens():
            screen.geometryChanged.connect(self._look)
        handle = self._facade.windowHandle()
        if handle is not None:
            handle.screenChanged.connect(self._look)
        self._look()

    def stop(self) -> None:
        """The clerk's window closes: close this one too."""
        if not self._started:
            return
        self._started = False
        for signal, slot in (
            (self._application.screenAdded, self._watch),
            (self._application.screenRemoved, self._removed),
            (self._application.primaryScreenChanged, self._look),
        ):
            signal.disconnect(slot)
        for screen in QGuiApplication.screens():
            screen.geometryChanged.disconnect(self._look)
        self._again.stop()
        handle = self._facade.windowHandle()
        if handle is not None:
            handle.screenChanged.disconnect(self._look)
        self._wanted = None
        self._be(ScreenLocation.ABSENT, None)

    def open_window(self, *, full: bool = False) -> None:
        """Show it on the only display, in a window or over the whole of it, until a second one is connected."""
        self._wanted = ScreenLocation.FULL if full else ScreenLocation.WINDOW
        self._look()

    def close_window(self) -> None:
        """Give the only display back to the clerk; a second display keeps its own."""
        self._wanted = None
        self._look()

    def displays(self) -> list[QScreen]:
        """Displays for the applicant: not the one with the clerk's window, nor a mirrored copy of it."""
        # By where it stands: while one display takes the place of another, Qt holds it for a window of any of them.
        mine = QGuiApplication.screenAt(self._facade.frameGeometry().center()) or self._facade.screen()
        others = [
            s for s in QGuiApplication.screens() if s != mine and not s.geometry().intersects(mine.geometry())
        ]
        return sorted(others, key=lambda s: s.name() != self._prefer)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Closed by a person: hidden, not destroyed. On its own display closing is ignored."""
        if watched is self._pad and event.type() == QEvent.Type.Close:
            if self._state in (ScreenLocation.WINDOW, ScreenLocation.FULL):
                self.close_window()
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    # -- inside ---------------------------------------------------------------------------------------------

    def _watch(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._look)
        self._look()

    def _look(self, _changed: object = None) -> None:
        """Something changed: find the applicant's display now, and once more when everything has its place."""
        self._settle()
        self._again.start()

    def _settle(self) -> None:
        found = self.displays()
        if found:
            self._be(ScreenLocation.DISPLAY, found[0])
        elif self._wanted is not None:
            self._be(self._wanted, self._facade.screen())
        else:
            self._be(ScreenLocation.ABSENT, None)

    def _removed(self, screen: QScreen) -> None:
        """Disconnected: Qt has moved the window to a remaining display, which only the clerk may see."""
        if screen == self._screen:
            self._be(ScreenLocation.ABSENT, None)
        self._look()

    def _be(self, state: ScreenLocation, screen: QScreen | None) -> None:
        if (state, screen) == (self._state, self._screen):
            return
        if self._screen is not None and self._screen in QGuiApplication.screens():
            self._screen.geometryChanged.disconnect(self._stretch)
            self._screen.availableGeometryChanged.disconnect(self._stretch)
        before, self._state, self._screen = self._state, state, screen
        typing = self._facade.isActiveWindow()
        if screen is None:
            self._pad.hide()
        else:
            screen.geometryChanged.connect(self._stretch)
            screen.availableGeometryChanged.connect(self._stretch)
            self._float(screen) if state is ScreenLocation.WINDOW else self._fill(screen)
        if typing:
            self._facade.activateWindow()  # some window systems focus every new window
        if before is not state:
            self.changed.emit()

    def _fill(self, screen: QScreen) -> None:
        self._pad.hide()
        self._pad.setMinimumSize(QSize(0, 0))
        kind = _ABOVE if self._state is ScreenLocation.FULL else _KIND
        self._pad.setWindowFlags(kind | Qt.WindowType.FramelessWindowHint)
        self._pad.setScreen(screen)
        self._pad.setGeometry(screen.geometry())
        self._pad.setWindowState(Qt.WindowState.WindowFullScreen)
        if self._state is ScreenLocation.FULL:
            self._stay_above()
        self._pad.show()  # showFullScreen would request the focus

    def _float(self, screen: QScreen) -> None:
        self._pad.hide()
        self._pad.setWindowFlags(_ABOVE)
        self._pad.setScreen(screen)
        self._put_in_corner(screen)
        self._pad.setWindowState(Qt.WindowState.WindowNoState)
        self._stay_above()
        self._pad.show()

    def _put_in_corner(self, screen: QScreen) -> None:
        available = screen.availableGeometry()
        size = WINDOW.boundedTo(available.size())
        self._pad.setMinimumSize(size)  # in a smaller window only some of the grades might be cut off
        corner = QPoint(available.right() - size.width() + 1, available.bottom() - size.height() + 1)
        self._pad.setGeometry(QRect(corner, size))

    def _stay_above(self) -> None:
        """Above the clerk's window, also when that is activated again."""
        self._pad.winId()  # a new native window follows: new flags create one
        handle = self._pad.windowHandle()
        if handle is not None:
            handle.setTransientParent(self._facade.window().windowHandle())

    def _stretch(self) -> None:
        """The display's resolution changed."""
        if self._screen is None:
            return
        if self._state is ScreenLocation.WINDOW:
            self._put_in_corner(self._screen)
        else:
            self._pad.setGeometry(self._screen.geometry())
