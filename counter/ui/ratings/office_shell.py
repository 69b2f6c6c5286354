"""The window of the 差评处理室: its two pages in the frame shared with the clerk's window."""

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
    """The bar across the top, with the office's wording."""

    def show_station(self, station: StationIdentity) -> None:
        """Show the office's name."""
        super().show_station(station)
        self._call_window(self.tr("评价与整改"))

    def show_clerk(self, clerk: Clerk | None) -> None:
        """Show who is signed on."""
        super().show_clerk(clerk)
        if clerk is not None:
            duty = self.tr("值班负责人") if clerk.supervisor else self.tr("处理人员")
            self._clerk.say(f"{clerk.name} · {duty}")


class OfficeSignOn(SignOnPage):
    """上岗, with the office's note about unsaved input."""

    def ask(self, before: Clerk | None, *, locked: bool) -> None:
        """Ask for code and PIN."""
        super().ask(before, locked=locked)
        if locked:
            self._note.setText(
                self.tr("填到一半的还在：本人解锁接着填；换人上岗先留着，您下次上岗再接着填。")
            )


class OfficeShell(Frame):
    """Its pages and the signals between them."""

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
        self.ratings.announced.connect(self.show_message)
        self.ratings.message_cleared.connect(self.message_bar.clear)
        self.ratings.taken.connect(self.rectify.refresh)
        self.ratings.rectify_wanted.connect(self._open_rating)
        self.rectify.announced.connect(self.show_message)
        self.rectify.counted.connect(lambda n: self.rail.show_count("rectify", n))
        self._add_page("ratings", self.ratings, self.tr("评价"), "F1")
        self._add_page("rectify", self.rectify, self.tr("整改"), "F2")

    def _begin(self) -> None:
        assert self.rectify is not None
        self.open_page("ratings")
        self.rectify.refresh()  # the rail shows the number of urgent ones from the start
        self.lights.ask()

    def _open_rating(self, rating: str) -> None:
        assert self.rectify is not None
        self.rectify.open_rating(rating)
        self.open_page("rectify")
