"""A window's start on a profile that a person has to open; imported only where its card has no key file."""

from __future__ import annotations

from pathlib import Path

from counter import config
from counter.bootstrap.key_slots import KeySlots
from counter.bootstrap.self_test import self_test_tools
from counter.domain.errors import CounterError


def opened_by_person(profile: Path) -> bool:
    """Ask for what opens the profile, where it is locked; whether the window may go on.

    What else is wrong with the keys is said by the window itself.
    """
    keeper = KeySlots(profile)
    try:
        kinds = keeper.locked()
    except CounterError:
        return True
    if not kinds:
        return True
    from PySide6.QtWidgets import QApplication

    from counter.ui.facades.unlocking import LockedProfile
    from counter.ui.frame.window_icon import window_icon
    from counter.ui.frame.window_place import show_whole
    from counter.ui.profile.unlock_window import UnlockWindow

    resources = config.resources_folder()
    locked = LockedProfile(
        profile, resources, config.read_preferences(profile), self_test_tools(profile), keeper, kinds
    )
    QApplication.setWindowIcon(window_icon(resources))
    window = UnlockWindow(locked)
    show_whole(window)
    QApplication.exec()
    window.deleteLater()
    return window.opened
