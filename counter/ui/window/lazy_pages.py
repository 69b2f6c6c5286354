"""Pages of a clerk's window other than 受理, each built on first use, and what they want of the window."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from counter.ui.facades.window import Clerk, WindowFacade
from counter.ui.kit.background import Background
from counter.ui.kit.messages import Message, Tone
from counter.ui.kit.theme import Look
from counter.ui.window.clerk_pages import CLERK_PAGES
from counter.ui.window.page_host import PageHost

if TYPE_CHECKING:
    from counter.domain.guide.model import Guide
    from counter.ui.case.find_case import FindCasePage
    from counter.ui.frame.paged_frame import FramePage
    from counter.ui.guide.page import GuidePage
    from counter.ui.rounds.page import RoundsPage
    from counter.ui.tasks.page import TodoPage

ROWS = {row.name: row for row in CLERK_PAGES}


class LazyPages(PageHost):
    """Builds pages on first use.

    Signals: those of ``PageHost``; ``built(page)`` for each new page.
    """

    built = Signal(object)

    def __init__(
        self, facade: WindowFacade, background: Background, look: Look, stack: QStackedWidget
    ) -> None:
        super().__init__(facade, background, look, stack)
        self._stack = stack
        self._clerk: Clerk | None = None
        self._built: dict[str, QWidget] = {}
        self._aside: dict[str, dict[str, tuple[QWidget, Guide]]] = {}  # by clerk code

    def page(self, name: str) -> QWidget:
        """The page of that name, built now where it was not yet."""
        page = self._built.get(name)
        if page is None:
            page = self._built[name] = cast("QWidget", ROWS[name].build(self))
            self.relay(page)
            _page_of(page).set_clerk(self._clerk)
            self._stack.addWidget(page)
            self.built.emit(page)
        return page

    @property
    def room(self) -> QSize:
        """How large a page is."""
        return self._stack.size()

    @property
    def there(self) -> Mapping[str, QWidget]:
        """Pages already built, by name."""
        return self._built

    @property
    def find_case(self) -> FindCasePage:
        """查件, built now where it was not yet."""
        return cast("FindCasePage", self.page("find_case"))

    @property
    def guide(self) -> GuidePage:
        """指南, built now where it was not yet."""
        return cast("GuidePage", self.page("guide"))

    @property
    def rounds(self) -> RoundsPage:
        """流转, built now where it was not yet."""
        return cast("RoundsPage", self.page("rounds"))

    @property
    def shown_find_case(self) -> FindCasePage | None:
        """查件, once it was built."""
        return cast("FindCasePage | None", self._built.get("find_case"))

    @property
    def shown_guide(self) -> GuidePage | None:
        """指南, once it was built."""
        return cast("GuidePage | None", self._built.get("guide"))

    @property
    def shown_todo(self) -> TodoPage | None:
        """待办, once it was built."""
        return cast("TodoPage | None", self._built.get("todo"))

    def set_clerk(self, clerk: Clerk | None, *, same: bool) -> None:
        """Set the clerk of all pages; ``same``: the one before, whose pages stay as they were.

        A page with a started form is put aside whole for its clerk, and comes back when that clerk signs on.
        """
        before, self._clerk = self._clerk, clerk
        if same:
            return
        if before is not None:
            self._put_aside(before)
        for page in self._built.values():
            _page_of(page).set_clerk(clerk)
        if clerk is not None:
            self._bring_back(clerk)

    def stop(self) -> None:
        """The window closes: stop what pages do by themselves."""
        for page in self._built.values():
            if hasattr(page, "stop"):
                page.stop()

    @property
    def put_aside(self) -> tuple[str, ...]:
        """Titles of the started forms of clerks who are not signed on."""
        return tuple(_half_done(page) for pages in self._aside.values() for page, _ in pages.values())

    def _put_aside(self, clerk: Clerk) -> None:
        for name, page in tuple(self._built.items()):
            if ROWS[name].aside and _half_done(page):
                self._aside.setdefault(clerk.code, {})[name] = (self._built.pop(name), self.facade.guide)

    def _bring_back(self, clerk: Clerk) -> None:
        for name, (page, guide) in self._aside.pop(clerk.code, {}).items():
            other = self._built.get(name)
            if other is not None:  # the other clerk's, with nothing started
                self._stack.removeWidget(other)
                other.deleteLater()
            self._built[name] = page
            if hasattr(page, "renew") and guide is not self.facade.guide:
                page.renew()
            words = self.tr("您填到一半的“{0}”还在，在“{1}”页里。")
            self.announced.emit(Message(Tone.SAID, words.format(_half_done(page), ROWS[name].title)))


def _page_of(widget: QWidget) -> FramePage:
    return cast("FramePage", widget)


def _half_done(page: QWidget) -> str:
    return str(getattr(page, "half_done", ""))
