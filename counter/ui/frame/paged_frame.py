"""Pages of a window by name: their place on the rail, the one in sight, the focus each was left with, what is begun."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

from counter.ui.frame.kept_focus import keep_focus
from counter.ui.frame.navigation_rail import NavigationRail
from counter.ui.frame.page_area import PageArea
from counter.ui.kit.controls.reading_order import parts_of

if TYPE_CHECKING:
    from counter.ui.facades.window import Clerk
    from counter.ui.kit.theme import Look


class FramePage(Protocol):
    """Interface of every page. One with forms also has ``half_done``: title of a started form, else empty; one that
    keeps them for clerks who are not signed on ``put_aside``: their titles.
    """

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Another clerk signed on."""
        ...

    def on_shown(self) -> None:
        """The page is shown (again): refresh it and take the focus."""
        ...


@runtime_checkable
class FollowsNews(Protocol):
    """A page, or a part of one, that shows what another program wrote while it is in sight."""

    def look_again(self) -> None:
        """Show what is so by now. What is typed, chosen or pressed once stays; where nothing changed, nothing moves."""
        ...


@runtime_checkable
class ReadsAhead(Protocol):
    """A page, or a part of one, that is filled before it is opened first: nothing is said, nobody's focus moves."""

    def read_ahead(self) -> None:
        """Read what it shows first, where somebody is signed on; never what would be a look at personal data."""
        ...


class PagedFrame(QWidget):
    """A stack of named pages; knows nothing of who is signed on."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.rail = NavigationRail(look)
        self._stack = QStackedWidget()
        self._stack.setObjectName("body")
        self._area = PageArea(look, self._stack)
        self._pages: dict[str, QWidget] = {}
        self._page_words: dict[str, str] = {}
        self._focus_of_page: dict[QWidget, QWidget] = {}  # page → focused widget when it was left
        self._late: dict[str, QWidget] = {}  # help and settings, built when they are first asked for

    def body_rect(self) -> QRect:
        """Where pages are shown, in the frame."""
        return QRect(self._area.mapTo(self, QPoint(0, 0)), self._area.size())

    # -- which pages there are --
    def _page(self, name: str) -> QWidget:
        """The page of that name on the rail."""
        return self._pages[name]

    @property
    def _there(self) -> Mapping[str, QWidget]:
        """The pages already built, by name."""
        return self._pages

    def _add_page(self, name: str, page: QWidget, words: str, key: str) -> None:
        """Add a page built at the start."""
        self._pages[name] = page
        self._stack.addWidget(page)
        self._offer(name, words, key)

    def _offer(self, name: str, words: str, key: str) -> None:
        """Add a page to the rail, with its key."""
        self._page_words[name] = words
        self.rail.add_page(name, words, key)
        self._on_key(key, lambda: self.open_page(name), words)

    def add_late_page(self, name: str, words: str, page: QWidget) -> None:
        """Add a page of help or settings, which is not among the shell's own."""
        self._late[name] = page
        self._page_words[name] = words
        self._stack.addWidget(page)

    def _on_key(self, key: str, act: Callable[[], object], words: str = "") -> None:
        """``words``: what it does, for the sheet of keys; empty where a button says it."""
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setWhatsThis(words)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(act)

    def open_page(self, page: str) -> None:
        """Show a page."""
        raise NotImplementedError

    # -- what is in sight --
    def _in_sight(self, page: QWidget | None) -> bool:
        return page is not None and self._stack.currentWidget() is page

    def _look_again(self) -> None:
        """Something was written elsewhere: the page in sight shows it, where it follows such news."""
        page = self._stack.currentWidget()
        if isinstance(page, FollowsNews):
            page.look_again()

    @property
    def page_in_sight(self) -> str:
        """Name of the page that is shown; empty for none of them (signing on, closing)."""
        every = {**self._there, **self._late}
        return next((name for name, page in every.items() if self._in_sight(page)), "")

    def page_titles(self) -> Mapping[str, str]:
        """Pages by name with their words on the rail; not those of help and settings."""
        return {name: words for name, words in self._page_words.items() if name not in self._late}

    def page_named(self, name: str) -> QWidget:
        """That page, built now where it was not yet."""
        return self._late.get(name) or self._page(name)

    def late_page(self, name: str) -> QWidget | None:
        """A page of help or settings, once it was opened."""
        return self._late.get(name)

    def built_pages(self) -> Iterable[str]:
        """Names of the shell's pages that exist already."""
        return self._there.keys()

    def _remember_focus(self) -> None:
        page = self._stack.currentWidget()
        focus: QWidget | None = page.focusWidget()  # the last one there, also after a click on the rail
        if focus not in (None, page):
            self._focus_of_page[page] = focus

    def _restore_focus(self, page: QWidget) -> None:
        """Restore the focus the page had, where that widget is still usable."""
        focus = self._focus_of_page.pop(page, None)
        if focus is not None and isValid(focus):
            _unfold(focus)
        if focus is not None and isValid(focus) and focus.isVisible() and focus.isEnabled():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep_focus(self, held: QWidget) -> None:
        """What has the focus was disabled or hidden: it does not leave its page, nor its panel."""
        page = self._stack.currentWidget()
        inside = (part for part in parts_of(self) if part is held or part.isAncestorOf(held))
        part = next((part for part in inside if part not in self._around), page)
        keep_focus(held, page if page.isAncestorOf(held) else part, page)

    @property
    def _around(self) -> tuple[QWidget, ...]:
        """What lies around the pages, where no hand is that did not go there."""
        return (self.rail,)

    # -- what is begun --
    def _begun(self) -> str:
        """Titles of all started forms."""
        pages = self._there.values()
        kept = (form for page in pages for form in getattr(page, "put_aside", ()))
        return self._named([*(getattr(page, "half_done", "") for page in pages), *kept, *self._put_aside])

    @property
    def _put_aside(self) -> tuple[str, ...]:
        """Titles of started forms on pages that wait as a whole for their clerks."""
        return ()

    def _named(self, forms: Iterable[str]) -> str:
        return "、".join(self.tr("“{0}”").format(form) for form in forms if form)

    def _half_done(self) -> str:
        """Sentence about a started form of the page being left; the form is kept."""
        words = self.tr("“{0}”填到一半，还没有记下，留在“{1}”页里。")
        left = (
            (name, getattr(page, "half_done", ""))
            for name, page in self._there.items()
            if self._in_sight(page)
        )
        return next((words.format(form, self._page_words[name]) for name, form in left if form), "")


def _unfold(focus: QWidget) -> None:
    """Open what folded when the focus left it, such as the applicant's form: such a part has ``unfold_for``."""
    part = focus.parentWidget()
    while part is not None:
        getattr(part, "unfold_for", lambda _: None)(focus)
        part = part.parentWidget()


def page_of(widget: QWidget) -> FramePage:
    """A widget of the stack as the page it is."""
    return widget  # type: ignore[return-value]  # no other is ever put on the rail
