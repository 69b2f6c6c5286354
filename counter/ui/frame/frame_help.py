"""Help in every window's frame: the sheet of keys, the manual at this place; each built when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from counter.ui.frame.ctrl_hold import CtrlHold
from counter.ui.words.keys import EVERYWHERE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QRect

    from counter.services.context.preferences import Preferences
    from counter.ui.facades.base import ProfileFacade
    from counter.ui.facades.help import HelpFacade
    from counter.ui.frame.navigation_rail import NavigationRail
    from counter.ui.help.bound_keys import BoundKey, KeyGroup
    from counter.ui.help.help_page import HelpPage
    from counter.ui.help.key_peek import KeyPeek
    from counter.ui.help.key_sheet_page import KeySheetPage
    from counter.ui.help.manual_page import ManualPage
    from counter.ui.kit.background import Background
    from counter.ui.kit.messages import Message
    from counter.ui.kit.theme import Look

KEYS, MANUAL, SETTINGS, ABOUT = "keys", "manual", "settings", "about"
_CARRIER = "courier"
"""Reached from 上报 only, and not in every profile: its keys are listed once it was opened."""


class FramePages(Protocol):
    """What help asks of the frame it belongs to."""

    rail: NavigationRail

    @property
    def page_in_sight(self) -> str:
        """Name of the page that is shown; empty for none."""
        ...

    def page_titles(self) -> Mapping[str, str]:
        """Pages by name with their words."""
        ...

    def page_named(self, name: str) -> QWidget:
        """That page, built now where it was not yet."""
        ...

    def late_page(self, name: str) -> QWidget | None:
        """A page of help, once it was opened."""
        ...

    def built_pages(self) -> Iterable[str]:
        """Names of pages that exist already."""
        ...

    def body_rect(self) -> QRect:
        """Where pages are shown."""
        ...

    def add_late_page(self, name: str, words: str, page: QWidget) -> None:
        """Add a page of help."""
        ...

    def open_page(self, page: str) -> None:
        """Show a page."""
        ...

    def prefer(self, preferences: Preferences) -> None:
        """Let preferences take force, and save them."""
        ...

    def show_backups(self) -> None:
        """The panel of the backups."""
        ...

    def show_message(self, message: Message) -> None:
        """Show a message."""
        ...


class FrameHelp(QObject):
    """Pages of help of one frame, and the way back to the page they were opened from."""

    def __init__(
        self, frame: QWidget, pages: FramePages, profile: ProfileFacade, background: Background, look: Look
    ) -> None:
        super().__init__(frame)
        self._window, self._frame, self._profile = frame, pages, profile
        self._background, self._look = background, look
        self._from = ""
        self._peek: KeyPeek | None = None
        self.hold = CtrlHold(self)
        self.hold.held.connect(self.show_peek)
        self.hold.released.connect(self.hide_peek)
        self._doors: dict[str, Callable[[], object]] = {
            KEYS: self.open_keys,
            MANUAL: self.open_manual,
            SETTINGS: self.open_settings,
            ABOUT: self.open_about,
        }
        handle = frame.window().windowHandle()
        if handle is not None:
            self.hold.watch(handle)
        self._bind_question_mark()
        pages.rail.add_page(SETTINGS, self.tr("设置"), "Ctrl+,", bottom=True)
        pages.rail.add_page(MANUAL, self.tr("帮助"), "Shift+F1", bottom=True)

    def keys(self) -> tuple[tuple[str, Callable[[], object], str], ...]:
        """Keys of help, each with what it does and its words."""
        return (
            ("Shift+F1", self.open_manual, self.tr("手册，翻到这一页的那一章")),
            ("Ctrl+,", self.open_settings, self.tr("设置")),
            ("Ctrl+Shift+A", self.open_about, self.tr("关于：版本、新内容、支持文件")),
        )

    def _bind_question_mark(self) -> None:
        """Systems tell it with or without Shift, Chinese keyboards as a wide one; what matches twice acts once."""
        shortcut = QShortcut(self._window)
        shortcut.setKeys([QKeySequence(key) for key in ("?", "Shift+?", "？", "Shift+？")])
        shortcut.setWhatsThis(self.tr("全部按键（光标不在填写的地方；按住 Ctrl 只看一眼）"))
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(self.open_keys)
        shortcut.activatedAmbiguously.connect(self.open_keys)

    def open_by_name(self, name: str) -> bool:
        """Open that page of help; False where it is none."""
        door = self._doors.get(name)
        if door is not None:
            door()
        return door is not None

    # -- keys --
    def here(self) -> str:
        """The page that help is about: the one in sight, or the one help was opened from."""
        name = self._frame.page_in_sight
        return self._from if name in self._doors else name

    def groups(self, name: str) -> tuple[KeyGroup, ...]:
        """Keys of that page and of every page."""
        from counter.ui.help.bound_keys import KeyGroup, keys_of

        frame = self._frame
        page = keys_of(name, frame.page_named(name)) if name else ()
        words = self.tr("这一页：{0}").format(frame.page_titles().get(name, ""))
        if not page:
            words = self.tr("{0}：先打开这一页，再看它的键").format(frame.page_titles().get(name, ""))
        here = (KeyGroup(name, words, page),) if name else ()
        return (*here, KeyGroup(EVERYWHERE, self.tr("哪一页都能按"), self._everywhere()))

    def names(self) -> tuple[str, ...]:
        """Pages whose keys can be listed, in the order of the rail."""
        built = set(self._frame.built_pages())
        return tuple(name for name in self._frame.page_titles() if name != _CARRIER or name in built)

    def title_of(self, name: str) -> str:
        """The page's words on the rail."""
        return self._frame.page_titles().get(name, "")

    def every_group(self) -> tuple[KeyGroup, ...]:
        """Keys of all pages; builds those that were never opened."""
        from counter.ui.help.bound_keys import KeyGroup, keys_of

        titles = self._frame.page_titles()
        pages = (
            KeyGroup(n, titles[n], keys_of(n, self._frame.page_named(n))) for n in self.names() if titles[n]
        )
        whole = KeyGroup(EVERYWHERE, self.tr("哪一页都能按"), self._everywhere())
        return (whole, *(group for group in pages if group.keys))

    def open_keys(self) -> None:
        """The sheet of keys, at this page."""
        page = self._keys_page()
        if page is not None:
            page.show_groups(self.here(), self.groups(self.here()))
            self._go(KEYS)

    def show_peek(self) -> None:
        """The keys of this page while Ctrl is held; nothing acts and the focus stays."""
        name = self._frame.page_in_sight
        if not name or name in self._doors:
            return
        if self._peek is None:
            from counter.ui.help.key_peek import KeyPeek

            self._peek = KeyPeek(self._window, self._look)
        self._peek.show_groups(self.groups(name), self._frame.body_rect())

    def hide_peek(self) -> None:
        """Ctrl was let go."""
        if self._peek is not None:
            self._peek.hide()

    # -- manual --
    def open_manual(self) -> None:
        """The manual at the chapter of this page."""
        from counter.ui.help.places import place_of

        where, focus = self._frame.page_in_sight, QApplication.focusWidget()
        page = self._manual_page()
        if page is not None:
            if where != MANUAL:
                part = getattr(self._frame.page_named(where), "part_in_sight", "")
                page.open_at(place_of(self._profile.kind, where, focus, part))
            self._go(MANUAL)

    # -- settings --
    def open_settings(self) -> None:
        """What this PC does its own way."""
        if not self._frame.page_in_sight:
            return
        from counter.ui.help.settings_page import SettingsPage

        if self._frame.late_page(SETTINGS) is None:
            page = SettingsPage(self._profile, self._background, self._look, self._frame.prefer)
            page.backups_wanted.connect(self._frame.show_backups)
            page.self_test_wanted.connect(lambda: self._frame.open_page("self_test"))
            self._add(SETTINGS, self.tr("设置"), page)
        self._go(SETTINGS)

    def open_about(self) -> None:
        """Version, what is new, licences and the support file."""
        if not self._frame.page_in_sight:
            return
        from counter.ui.help.about_page import AboutPage

        if self._frame.late_page(ABOUT) is None:
            page = AboutPage(self._facade(), self._background, self._look)
            page.test.setVisible("self_test" in self._frame.page_titles())  # only a clerk's window has it
            page.self_test_wanted.connect(lambda: self._frame.open_page("self_test"))
            self._add(ABOUT, self.tr("关于"), page)
        self._go(ABOUT)

    # -- ways --
    def back(self) -> None:
        """To the page that help was opened from."""
        self._frame.open_page(self._from or next(iter(self._frame.page_titles())))

    def leave(self) -> None:
        """The window locks."""
        self.hold.end()
        self.hide_peek()

    def _go(self, name: str) -> None:
        if self._frame.page_in_sight not in self._doors:
            self._from = self._frame.page_in_sight
        self.hide_peek()
        self._frame.open_page(name)

    def _everywhere(self) -> tuple[BoundKey, ...]:
        from counter.ui.help.bound_keys import keys_of_frame

        return keys_of_frame(EVERYWHERE, self._window)

    def _keys_page(self) -> KeySheetPage | None:
        if not self._frame.page_in_sight:
            return None  # nobody is signed on
        from counter.ui.help.key_sheet_page import KeySheetPage

        page = self._frame.late_page(KEYS)
        if page is None:
            page = KeySheetPage(self, self._facade(), self._background, self._look)
            self._add(KEYS, self.tr("按键"), page)
        assert isinstance(page, KeySheetPage)
        return page

    def _manual_page(self) -> ManualPage | None:
        if not self._frame.page_in_sight:
            return None
        from counter.ui.help.manual_page import ManualPage

        page = self._frame.late_page(MANUAL)
        if page is None:
            page = ManualPage(self._facade(), self._background, self._look)
            self._add(MANUAL, self.tr("手册"), page)
        assert isinstance(page, ManualPage)
        return page

    def _add(self, name: str, words: str, page: HelpPage) -> None:
        page.wanted.connect(self.open_by_name)
        page.left.connect(self.back)
        page.announced.connect(self._frame.show_message)
        self._frame.add_late_page(name, words, page)

    def _facade(self) -> HelpFacade:
        from counter.ui.facades.help import HelpFacade

        return HelpFacade(self._profile)
