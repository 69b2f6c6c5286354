"""The window of one profile, from the first frame to the last thread."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from counter import config
from counter.bootstrap.opening import build_app
from counter.bootstrap.platform import platform
from counter.db.file.window_lock import WindowLock, take_window_lock
from counter.domain.errors import WorldTrouble
from counter.ui.facades.window import WindowFacade
from counter.ui.frame.one_window import OneWindow
from counter.ui.kit.dialog_history import keep_no_dialog_history
from counter.ui.window.main_window import MainWindow, WindowKind

if TYPE_CHECKING:
    from counter.services.context.services import AppContext
    from counter.ui.facades.base import ProfileFacade
    from counter.ui.facades.platform import Installation


TITLE_BAR = 40
"""Pixels that a desktop's title bar may take."""

_OFFICE_KEY, _BUREAU_KEY = "handler.key", "bureau.key"
"""Files of ``db.keys.kept_seeds``, named here because a start waits for no cryptography."""


def window_facade(profile: Path) -> WindowFacade:
    """The desk of a window's profile."""
    return WindowFacade(_platform(profile))


def _platform(profile: Path) -> Installation:
    """Its house is opened later and off the UI thread, with papers made in a child process."""

    def open_app() -> AppContext:
        from counter.printing.press.press import Press

        return build_app(profile, Press(config.resources_folder() / "fonts"))

    return platform(profile, open_app)


def facade_and_window(profile: Path) -> tuple[ProfileFacade, MainWindow]:
    """A window's desk and window, or those of the room behind the windows that the profile is."""
    if (profile / _OFFICE_KEY).exists():
        from counter.ui.facades.office import OfficeFacade

        office = OfficeFacade(_platform(profile))
        return office, MainWindow(office, kind=WindowKind.OFFICE)
    if (profile / _BUREAU_KEY).exists():
        from counter.ui.facades.bureau import BureauFacade

        bureau = BureauFacade(_platform(profile))
        return bureau, MainWindow(bureau, kind=WindowKind.BUREAU)
    facade = window_facade(profile)
    return facade, MainWindow(facade)


def open_window(profile: Path) -> int:
    """Show the window and return when it is closed; where one is open on this profile, raise that one.

    A folder that cannot be locked (read-only, full) opens all the same: the window itself says what is wrong.
    Raises WorldTrouble where there is no display at all.
    """
    if not _has_display():
        raise WorldTrouble(
            "这里没有显示器，窗口打不开。请在有桌面的电脑上打开；"
            "只想看看程序的样子，用“counter tour --out 文件夹”，那不要显示器。"
        )
    app = _application()
    bell = OneWindow(profile)
    lock: WindowLock | None = None
    with suppress(WorldTrouble):
        lock = take_window_lock(profile)
        if lock is None:
            bell.ring()
            return 0
    facade, window = facade_and_window(profile)
    window.painted.connect(lambda: bell.listen(window))
    _show(window)
    try:
        return app.exec()
    finally:
        facade.close()
        bell.release()
        if lock is not None:
            lock.release()
        take_down(window)


def take_down(window: MainWindow) -> None:
    """Destroy a closed window with all that is in it, at once and from the top.

    Left to the end of the program it is done by PySide, object by object in the order of their addresses in memory,
    different in every run: models before the views on them, or after, with Python half gone.
    """
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _show(window: MainWindow) -> None:
    """At its own size, or as large as the screen where a title bar and a task bar would push its foot off the edge."""
    room, least = window.screen().availableSize(), window.minimumSize()
    fits = room.width() > window.width() and room.height() - TITLE_BAR > window.height()
    if fits or room.width() < least.width():  # on less than the least there is no right size
        window.show()
    else:
        window.showMaximized()


def run_tour(out: Path) -> Sequence[Path]:
    """Drive a real window on a throw-away demo profile through whole visits; returns the files it left.

    Unseen where there is no display.
    """
    from counter.bootstrap.demo.guide_version import write_demo_version
    from counter.bootstrap.demo.setup import create_demo
    from counter.bootstrap.throw_away import ThrowAwayFolder
    from counter.ui.tour import take_tour

    if not _has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _application()
    with ThrowAwayFolder("tour") as folder:
        profile = folder / "profile"
        bureau, pack = folder / "bureau", folder / "第1版.指南包"
        create_demo(profile, folder / "office", bureau)
        write_demo_version(bureau, pack)
        facade = window_facade(profile)
        window = MainWindow(facade)
        try:
            files = take_tour(window, out, _code_on, pack)
        finally:
            window.shut()
            facade.close()
            take_down(window)
    return files


def _code_on(paper: Path) -> str:
    """The first code on a paper's file, empty where there is none: the scanner of a tour."""
    from counter.printing.reading.reading import Reader

    return next(iter(Reader().read(paper.read_bytes()).codes), "")


def _has_display() -> bool:
    """Qt ends the program, in English, where it is asked for a window and finds none; so it is not asked."""
    named = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    return named or not sys.platform.startswith("linux") or QApplication.instance() is not None


def _application() -> QApplication:
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    keep_no_dialog_history()
    app = QApplication(sys.argv[:1])
    app.setApplicationName("counter")
    app.setApplicationDisplayName("一件事一次办 · 综合窗口")
    return app
