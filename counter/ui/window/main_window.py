"""The main window: its frame is painted first, everything inside is built after that.

Only Qt and the theme may be imported at the top: a test forbids heavy libraries, a benchmark measures the others.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QMainWindow, QWidget

from counter.ui.frame.early_keys import EarlyKeys
from counter.ui.frame.frame_column import frame_column
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QTranslator

    from counter.ui.case.find_case import FindCasePage
    from counter.ui.facades.bureau import BureauFacade
    from counter.ui.facades.office import OfficeFacade
    from counter.ui.facades.oversight import OversightFacade
    from counter.ui.facades.window import WindowFacade
    from counter.ui.frame.frame import Frame
    from counter.ui.frame.sign_on import SignOnPage
    from counter.ui.tasks.page import TodoPage
    from counter.ui.visit.intake_page import IntakePage
    from counter.ui.window.shell import Shell


class WindowKind(Enum):
    """Kind of a profile, each with its own facade."""

    WINDOW = "window"  # 综合窗口: ``ui.facades.window.WindowFacade``
    OFFICE = "office"  # 差评处理室: ``ui.facades.office.OfficeFacade``
    BUREAU = "bureau"  # 指南编辑室: ``ui.facades.bureau.BureauFacade``
    OVERSIGHT = "oversight"  # 值班主管室: ``ui.facades.oversight.OversightFacade``


class MainWindow(QMainWindow):
    """Main window of a profile; ``kind`` selects its pages.

    Signals: ``painted`` after the first frame; ``ready`` when somebody can sign on; ``closed``.
    """

    painted = Signal()
    ready = Signal()
    closed = Signal()

    def __init__(
        self, facade: WindowFacade | OfficeFacade | BureauFacade, *, kind: WindowKind = WindowKind.WINDOW
    ) -> None:
        super().__init__()
        self._facade = facade
        self._kind = kind
        self._painted = False
        self._asks = True
        self._shell: Frame | None = None
        self._early: EarlyKeys | None = EarlyKeys()
        self.setObjectName("mainWindow")
        self.setWindowTitle(self._title())
        self.setMinimumSize(1024, 640)
        self.resize(1366, 768)
        self._translators: list[QTranslator] = []
        self._undo_hook: Callable[[], None] | None = None
        self.look = Look(facade.resources, facade.preferences)
        self.look.apply(facade.preferences)
        self.setCentralWidget(self._empty_frame())

    @property
    def shell(self) -> Frame:
        """Content of the frame, from the first frame on."""
        assert self._shell is not None
        return self._shell

    @property
    def sign_on(self) -> SignOnPage | None:
        """The sign-on page, once it is built."""
        return self._shell.sign_on if self._shell else None

    def staff_codes(self) -> tuple[str, ...]:
        """``KnowsStaff``: codes of the people who may sign on here."""
        return tuple(clerk.code for clerk in self._facade.staff())

    @property
    def intake(self) -> IntakePage | None:
        """受理, once it is built."""
        return self._window.intake if self._window else None

    @property
    def find_case(self) -> FindCasePage | None:
        """查件, once it was opened."""
        return self._window.find_case if self._window else None

    @property
    def todo(self) -> TodoPage | None:
        """待办, once it was opened."""
        return self._window.todo if self._window else None

    @property
    def _window(self) -> Shell | None:
        """The shell, where it is a clerk's window."""
        return cast("Shell | None", self._shell) if self._kind is WindowKind.WINDOW else None

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self._after_first_frame)

    def event(self, event: QEvent) -> bool:
        """A Tab too is kept before it moves the focus."""
        if self._early is not None and isinstance(event, QKeyEvent) and self._early.keep(event):
            return True
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """By a Tab; or because what has the focus was disabled or hidden, which must not lead out of its page."""
        held: QWidget | None = self.focusWidget()
        if self._shell is None or held is None or (held.isEnabled() and held.isVisible()):
            return super().focusNextPrevChild(forward)
        self._shell.keep_focus(held)
        return True

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._shell is not None and event.type() == QEvent.Type.WindowStateChange and self.isMinimized():
            self._shell.save_work()

    def shut(self) -> None:
        """Close without asking about unfinished forms."""
        self._asks = False
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Warn once about an unfinished form; closing again while the warning is shown closes."""
        shell = self._shell
        left = shell.unfinished if shell is not None and self._asks else ""
        if shell is not None and left:
            from counter.ui.kit.messages import Message, Tone

            words = self.tr("{0}填到一半，还没有记下。再关一次窗口就关上，填的不留。").format(left)
            warning = Message(Tone.REFUSED, words)
            if shell.message_bar.message != warning:
                shell.warn(warning)
                event.ignore()
                return
        if self._shell is not None and self._asks and self._shell.close_first(self.close):
            event.ignore()
            return
        if self._shell is not None:
            self._keep_place(self._shell)
            self._shell.stop()
        if self._undo_hook is not None:
            self._undo_hook()
        super().closeEvent(event)
        self.closed.emit()

    def _keep_place(self, shell: Frame) -> None:
        """A window below its least size, or on a screen that was never shown, has no place of its own."""
        if not self.isMinimized() and not self.isFullScreen():
            from counter.ui.frame.window_place import place_of

            shell.remember_place(place_of(self))

    def _after_first_frame(self) -> None:
        if not self.isVisible():
            return
        self.painted.emit()
        # Imported here and not at the top: the first frame does not wait for them.
        from counter.ui.frame.kept_on_screen import KeptOnScreen
        from counter.ui.frame.window_icon import window_icon
        from counter.ui.kit.messages import catch_bugs
        from counter.ui.kit.translation import speak_chinese

        QApplication.setWindowIcon(window_icon(self._facade.resources))
        KeptOnScreen(self)
        self.look.load_fonts()
        self.look.apply(self.look.preferences)
        self._translators = speak_chinese(self._facade.resources / "i18n")
        self._shell = self._make_shell()
        self._shell.ready.connect(self._give_early_keys)
        self._shell.ready.connect(self.ready)
        self._undo_hook = catch_bugs(self._shell.show_message)
        self.setCentralWidget(self._shell)
        self._shell.start()

    def _give_early_keys(self) -> None:
        early, self._early = self._early, None
        if early is not None:
            early.give(self)

    def _title(self) -> str:
        match self._kind:
            case WindowKind.OFFICE:
                return self.tr("差评处理室")
            case WindowKind.BUREAU:
                return self.tr("指南编辑室")
            case WindowKind.OVERSIGHT:
                return self.tr("值班主管室")
            case WindowKind.WINDOW:
                return self.tr("一件事一次办 · 综合窗口")

    def _make_shell(self) -> Frame:
        if self._kind is WindowKind.OFFICE:
            from counter.ui.window.office_window import OfficeWindow

            return OfficeWindow(cast("OfficeFacade", self._facade), self.look)
        if self._kind is WindowKind.BUREAU:
            from counter.ui.window.bureau_window import BureauWindow

            return BureauWindow(cast("BureauFacade", self._facade), self.look)
        if self._kind is WindowKind.OVERSIGHT:
            from counter.ui.oversight.oversight_shell import OversightShell

            return OversightShell(cast("OversightFacade", self._facade), self.look)
        from counter.ui.window.shell import Shell

        return Shell(cast("WindowFacade", self._facade), self.look)

    def _empty_frame(self) -> QWidget:
        """Bar, rail and background without text: what the first frame shows."""
        bar, rail, body = QFrame(), QFrame(), QWidget()
        bar.setObjectName("topBar")
        bar.setFixedHeight(self.look.px("bar"))
        rail.setObjectName("rail")
        rail.setFixedWidth(self.look.px("rail_width"))
        body.setObjectName("body")
        frame = QWidget()
        frame_column(frame, bar, rail).addWidget(body, 1)
        return frame
