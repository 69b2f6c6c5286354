"""The window of one profile, from the first frame to the end of the last thread."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from counter import config
from counter.bootstrap.input_method import choose_input_method
from counter.bootstrap.opening import build_app
from counter.bootstrap.platform import platform
from counter.db.file.window_lock import WindowLock, take_window_lock
from counter.domain.errors import WorldTrouble
from counter.ui.facades.window import WindowFacade
from counter.ui.frame.single_instance import SingleInstance
from counter.ui.frame.window_place import show_whole
from counter.ui.window.main_window import MainWindow, WindowKind

if TYPE_CHECKING:
    from counter.services.context.app import AppContext
    from counter.ui.facades.base import ProfileFacade
    from counter.ui.facades.platform import Installation

_OFFICE_KEY, _BUREAU_KEY = "handler.key", "bureau.key"
"""Files of ``db.keys.seed_files``, named here because start-up must not import cryptography."""

_ROOM_MARK = "oversight.room"
"""``db.profile.room_mark``, likewise."""

_CARD = "keys.json"
"""The card of a finished profile (``db.keys.key_folder``): without it this may be a first start."""
_OPENS_BY_ITSELF = b'"kind": "file"'
_HAS_SLOTS = b'"slots": ['
"""Bytes of a card that lists slots, and of one whose key lies in the folder: so most starts import nothing."""
_KEY_FILE = "key.secret"
_LONGEST_CARD = 100_000


def window_facade(profile: Path) -> WindowFacade:
    """The facade of a window's profile."""
    return WindowFacade(_platform(profile))


def _platform(profile: Path) -> Installation:
    """The installation; the profile is opened later off the UI thread, and papers are made in a child process."""

    def open_app() -> AppContext:
        from counter.printing.press.press import Press

        return build_app(profile, Press(config.resources_folder() / "fonts"))

    return platform(profile, open_app)


def facade_and_window(profile: Path) -> tuple[ProfileFacade, MainWindow]:
    """Facade and window of the profile's kind: window, rating office, guide bureau or supervisor's room.

    What its start made stays, and what it makes ahead while nobody types: the collector of cycles need not walk either
    each time, while somebody waits for a picture.
    """
    facade, window = _made_for(profile)

    def begin() -> None:
        gc.freeze()
        window.shell.preload(gc.freeze)

    window.ready.connect(begin)
    return facade, window


def _made_for(profile: Path) -> tuple[ProfileFacade, MainWindow]:
    if (profile / _OFFICE_KEY).exists():
        from counter.ui.facades.office import OfficeFacade

        office = OfficeFacade(_platform(profile))
        return office, MainWindow(office, kind=WindowKind.OFFICE)
    if (profile / _BUREAU_KEY).exists():
        from counter.ui.facades.bureau import BureauFacade

        bureau = BureauFacade(_platform(profile))
        return bureau, MainWindow(bureau, kind=WindowKind.BUREAU)
    if (profile / _ROOM_MARK).exists():
        from counter.ui.facades.oversight import OversightFacade

        room = OversightFacade(_platform(profile))
        return room, MainWindow(room, kind=WindowKind.OVERSIGHT)
    facade = window_facade(profile)
    return facade, MainWindow(facade)


def open_window(profile: Path) -> int:
    """Show the window and return when it is closed; where one is already open on this profile, raise that one. Where
    nothing is set up, the pages of a first start come before it.

    A folder that cannot be locked (read-only, full) is opened all the same: the window reports the reason. Raises
    WorldTrouble where there is no display.
    """
    if not _has_display():
        raise WorldTrouble(
            "这里没有显示器，窗口打不开。请在有桌面的电脑上打开；"
            "只想看看程序的样子，用“counter tour --out 文件夹”，那不要显示器。"
        )
    app = _application()
    if not (profile / _CARD).exists():
        from counter.bootstrap.first_start import choose_profile

        chosen = choose_profile(profile)
        if chosen is None:
            return 0
        profile = chosen
    if _may_be_locked(profile):
        from counter.bootstrap.unlock import opened_by_person

        if not opened_by_person(profile):
            return 0
    bell = SingleInstance(profile)
    lock: WindowLock | None = None
    with suppress(WorldTrouble):
        lock = take_window_lock(profile)
        if lock is None:
            bell.ring()
            return 0
    facade, window = facade_and_window(profile)
    window.painted.connect(lambda: bell.listen(window))
    window.ready.connect(lambda: lock_by_itself(window, profile))
    show_whole(window, window.look.preferences.place)
    try:
        return app.exec()
    finally:
        facade.close()
        bell.release()
        if lock is not None:
            lock.release()
        destroy_window(window)


def lock_by_itself(window: MainWindow, profile: Path) -> None:
    """Have the window locked before the machine sleeps, and when the profile's key stick is drawn."""

    def begin() -> None:
        guard = window.shell.get_guard()
        guard.lock_before_sleep()
        if _may_be_locked(profile):
            from counter.bootstrap.key_slots import KeySlots

            guard.lock_with_stick(KeySlots(profile).plugged_stick)

    QTimer.singleShot(0, window, begin)  # nobody who signs on waits for the system's bus


def _may_be_locked(profile: Path) -> bool:
    """Whether a person may have to open the keys first."""
    try:
        with (profile / _CARD).open("rb") as file:
            card = file.read(_LONGEST_CARD)
    except OSError:
        return False
    opens = _OPENS_BY_ITSELF in card and (profile / _KEY_FILE).exists()  # its removal may have been cut short
    return _HAS_SLOTS in card and not opens


def destroy_window(window: MainWindow) -> None:
    """Destroy a closed window and its children now, top down.

    At interpreter exit PySide would destroy them object by object in the order of their addresses, different in every
    run: models before their views or after, with Python partly gone.
    """
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def run_tour(out: Path) -> Sequence[Path]:
    """Drive a real window on a temporary demo profile through whole visits; returns the files it left.

    Runs offscreen where there is no display.
    """
    from counter.bootstrap.demo import create_demo, write_demo_version
    from counter.bootstrap.temporary_folder import TemporaryFolder
    from counter.ui.tour import take_tour

    if not _has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _application()
    with TemporaryFolder("tour") as folder:
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
            destroy_window(window)
    return files


def _code_on(paper: Path) -> str:
    """The first code on a paper's file, empty where there is none: the tour's scanner."""
    from counter.printing.reading.reading import Reader

    return next(iter(Reader().read(paper.read_bytes()).codes), "")


def _has_display() -> bool:
    """Qt aborts the program, in English, where a window is created without a display; so it is checked first."""
    named = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    return named or not sys.platform.startswith("linux") or QApplication.instance() is not None


def keep_no_dialog_history() -> None:
    """Stop Qt's own file dialog from recording folders in the home folder (``QtProject.conf``).

    No effect on Windows, where the system's dialog is used.
    """
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)


def _application() -> QApplication:
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    keep_no_dialog_history()
    choose_input_method(os.environ, Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)))
    app = QApplication(sys.argv[:1])
    app.setApplicationName("counter")
    app.setApplicationDisplayName("一件事一次办 · 综合窗口")
    return app
