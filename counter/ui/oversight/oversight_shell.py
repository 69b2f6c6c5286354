"""The window of the 值班主管室: the pages of ``room_pages`` in the frame shared with the clerk's window."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from counter.ui.facades.window import Clerk
from counter.ui.frame.frame import Frame
from counter.ui.frame.preloading import Step
from counter.ui.frame.sign_on import SignOnPage
from counter.ui.frame.top_bar import TopBar
from counter.ui.kit.theme import Look
from counter.ui.oversight.room_pages import FIND_CASE, HALL, LEDGER, ROOM_PAGES

if TYPE_CHECKING:
    from counter.domain.papers.verify.scan import Scan
    from counter.services.context.ports import StationIdentity
    from counter.ui.case.find_case import FindCasePage
    from counter.ui.exchange.courier_page import CourierPage
    from counter.ui.exchange.reporting_page import ReportingPage
    from counter.ui.exchange.window_reporting import WindowReporting
    from counter.ui.facades.oversight import OversightFacade
    from counter.ui.frame.scanner import Scanner
    from counter.ui.hall.page import HallPage

REPORTING, COURIER = "reporting", "courier"


class OversightBar(TopBar):
    """The bar across the top, with the room's wording."""

    def show_station(self, station: StationIdentity) -> None:
        """Show whose room it is."""
        super().show_station(station)
        self._call_window(self.tr("值班主管室"))

    def show_clerk(self, clerk: Clerk | None) -> None:
        """Show who is signed on."""
        super().show_clerk(clerk)
        if clerk is not None:
            self._clerk.say(f"{clerk.name} · {self.tr('值班负责人')}")


class OversightSignOn(SignOnPage):
    """上岗, with the room's note."""

    def ask(self, before: Clerk | None, *, locked: bool) -> None:
        """Ask for code and PIN."""
        super().ask(before, locked=locked)
        if locked:
            self._note.setText(self.tr("这里只看不办，没有要存的；本人解锁接着看。"))


class OversightShell(Frame):
    """Its pages, each built when it is first opened, and the signals between them."""

    def __init__(self, facade: OversightFacade, look: Look) -> None:
        self._facade = facade
        self._built: dict[str, QWidget] = {}
        self._rows = {row.name: row for row in ROOM_PAGES}
        self.scanner: Scanner | None = None
        self.reporting: WindowReporting | None = None
        super().__init__(facade, look)

    @property
    def find_case(self) -> FindCasePage:
        """查件, built when it is first asked for."""
        from counter.ui.case.find_case import FindCasePage

        page = self._page(FIND_CASE)
        assert isinstance(page, FindCasePage)
        return page

    def open_case(self, number: str) -> None:
        """Open a case by its number or id, as a line of any page asks for."""
        self.open_page(FIND_CASE)
        self.find_case.open_case(number)

    # -- building --
    def _make_bar(self) -> TopBar:
        return OversightBar(self._look)

    def _make_sign_on(self) -> SignOnPage:
        return OversightSignOn(self._facade, self.background)

    def _add_pages(self) -> None:
        from counter.ui.exchange.window_reporting import WindowReporting
        from counter.ui.frame.scan_route import ScanRoute
        from counter.ui.frame.scanner import Scanner

        for row in ROOM_PAGES:
            self._offer(row.name, QCoreApplication.translate("oversight", row.words), row.key)
        self._offer(REPORTING, self.tr("上报"), "Ctrl+Shift+U")
        self._page_words[COURIER] = self.tr("上报")
        route = ScanRoute(self.show_message, self._take_party, self._open_scanned, lambda _: False)
        self.scanner = Scanner(route.take, lambda: self._clerk is not None)
        self.scanner.install()
        tools = self._facade.exchange
        if tools is not None:
            self.reporting = WindowReporting(tools, self.lights, self)
            self.reporting.runner.brought.connect(self._look_again)

    def _page(self, name: str) -> QWidget:
        page = self._built.get(name)
        if page is None:
            page = self._built[name] = self._build(name)
            page.announced.connect(self.show_message)  # type: ignore[attr-defined]  # every page has it
            if hasattr(page, "case_wanted"):
                page.case_wanted.connect(self.open_case)
            if hasattr(page, "part_turned"):
                page.part_turned.connect(self.message_bar.leave_page)
            page.set_clerk(self._clerk)  # type: ignore[attr-defined]
            self._stack.addWidget(page)
        return page

    @property
    def _there(self) -> Mapping[str, QWidget]:
        return self._built

    def _build(self, name: str) -> QWidget:
        if name == REPORTING:
            return self._build_reporting()
        if name == COURIER:
            return self._build_courier()
        return self._rows[name].build(self._facade, self.background, self._look)

    def _build_reporting(self) -> ReportingPage:
        from counter.ui.exchange.reporting_page import ReportingPage
        from counter.ui.facades.reporting import ReportingFacade

        runner = None if self.reporting is None else self.reporting.runner
        page = ReportingPage(ReportingFacade(self._facade), self.background, self._look, runner)
        if runner is not None:
            page.joined.connect(runner.exchange_now)
        page.courier_wanted.connect(lambda: self.open_page(COURIER))
        if self._facade.courier is not None:
            page.offer_courier()
        return page

    def _build_courier(self) -> CourierPage:
        from counter.ui.exchange.courier_page import CourierPage
        from counter.ui.facades.courier import CourierFacade

        tools = self._facade.courier
        assert tools is not None  # its door is shown only then
        page = CourierPage(CourierFacade(self._facade), tools, self.background, self._look)
        page.left.connect(lambda: self.open_page(REPORTING))
        page.exchanged.connect(self.lights.ask)
        page.exchanged.connect(self._look_again)
        return page

    def _look_again(self) -> None:
        """Something came, perhaps of the case that is open: it was looked at with a reason already; a search, which is
        recorded, is not made again.
        """
        if not self._in_sight(self._built.get(FIND_CASE)):
            super()._look_again()
        if self._clerk is not None and FIND_CASE in self._built:
            self.find_case.detail.look_again()

    # -- people --
    def _hand_over(self, clerk: Clerk, *, same: bool) -> None:
        if not same:
            for page in self._built.values():
                page.set_clerk(clerk)  # type: ignore[attr-defined]

    def _begin(self) -> None:
        self.open_page(ROOM_PAGES[0].name)
        self.lights.ask()

    def _preloads(self) -> Iterable[Step]:
        for row in ROOM_PAGES:
            yield partial(self._page, row.name)
        yield lambda: cast("HallPage", self._page(HALL)).build_first()

    def _readings_ahead(self) -> Iterable[Step]:
        for name in (LEDGER, HALL):  # the others look at cases, which is recorded
            yield from self._filled(self._page(name))

    def _put_down(self) -> None:
        if self.reporting is not None:
            self.reporting.stop()
        courier = self._built.get(COURIER)
        if courier is not None:
            courier.stop()  # type: ignore[attr-defined]
        if self.scanner is not None:
            self.scanner.remove()

    # -- scans --
    def _take_party(self, scan: Scan) -> None:
        self.open_page(FIND_CASE)
        self.find_case.take_scan(scan)

    def _open_scanned(self, scan: Scan) -> None:
        self.open_page(FIND_CASE)
        self.find_case.open_scanned(scan)
