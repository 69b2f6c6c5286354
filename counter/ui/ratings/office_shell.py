"""The window of the 差评处理室: its two pages in the frame of every room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.ui.facades.window import Clerk
from counter.ui.frame.frame import Frame
from counter.ui.frame.sign_on import SignOnPage
from counter.ui.frame.top_bar import TopBar
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.services.context.ports import StationIdentity
    from counter.ui.facades.office import OfficeFacade
    from counter.ui.frame.sign_on import SignOnPage
    from counter.ui.ratings.ratings_page import RatingsPage
    from counter.ui.ratings.rectify_page import RectifyPage


class OfficeBar(TopBar):
    """As a window's, with the office's own words."""

    def show_station(self, station: StationIdentity) -> None:
        """Say which office this is."""
        super().show_station(station)
        self._window.setText(self.tr("评价与整改"))

    def show_clerk(self, clerk: Clerk | None) -> None:
        """Say who is signed on."""
        super().show_clerk(clerk)
        if clerk is not None:
            duty = self.tr("值班负责人") if clerk.supervisor else self.tr("处理人员")
            self._clerk.say(f"{clerk.name} · {duty}")


class OfficeSignOn(SignOnPage):
    """As at a window, with the office's own word about what was in hand."""

    def ask(self, before: Clerk | None, *, locked: bool) -> None:
        """Ask who it is."""
        super().ask(before, locked=locked)
        if locked:
            self._note.setText(self.tr("填到一半的还在，本人解锁接着填；换人上岗就放下，没有记的要重填。"))


class OfficeShell(Frame):
    """Which pages there are and how they hang together."""

    def __init__(self, facade: OfficeFacade, look: Look) -> None:
        self._facade = facade
        self.ratings: RatingsPage | None = None
        self.rectify: RectifyPage | None = None
        super().__init__(facade, look)

    def _make_bar(self) -> TopBar:
        return OfficeBar(self._look)

    def _make_sign_on(self) -> SignOnPage:
        return OfficeSignOn(self._facade, self.background)

    def _add_pages(self) -> None:
        from counter.ui.ratings.ratings_page import RatingsPage
        from counter.ui.ratings.rectify_page import RectifyPage

        self.ratings = RatingsPage(self._facade, self.background, self._look)
        self.rectify = RectifyPage(self._facade, self.background, self._look)
        self.ratings.said.connect(self.show_message)
        self.ratings.hushed.connect(self.message_bar.clear)
        self.ratings.taken.connect(self.rectify.refresh)
        self.ratings.rectify_wanted.connect(self._open_rating)
        self.rectify.said.connect(self.show_message)
        self.rectify.counted.connect(lambda n: self.rail.show_count("rectify", n))
        self._add_page("ratings", self.ratings, self.tr("评价"), "F1")
        self._add_page("rectify", self.rectify, self.tr("整改"), "F2")

    def _begin(self) -> None:
        assert self.rectify is not None
        self.open_page("ratings")
        self.rectify.refresh()  # how much presses stands on the rail from the first moment
        self.lights.ask()

    def _open_rating(self, rating: str) -> None:
        assert self.rectify is not None
        self.rectify.open_rating(rating)
        self.open_page("rectify")
