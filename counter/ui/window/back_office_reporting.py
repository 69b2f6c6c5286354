"""Page 上报 in the windows of 差评处理室 and 指南编辑室: packs and guides come and go there as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from counter.ui.exchange.window_reporting import WindowReporting

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStackedWidget

    from counter.ui.exchange.reporting_page import ReportingPage
    from counter.ui.facades.base import ProfileFacade
    from counter.ui.facades.exchange import ExchangeTools
    from counter.ui.frame.lights import Lights
    from counter.ui.kit.background import Background
    from counter.ui.kit.theme import Look

PAGE, KEY = "reporting", "Ctrl+Shift+U"


def page_words() -> str:
    """The page's name on the rail."""
    return QCoreApplication.translate("BackOfficeReporting", "上报")


class BackOfficeReporting(QObject):
    """The exchange of an office: its process runs with the window; the page is built when it is first opened."""

    def __init__(
        self,
        facade: ProfileFacade,
        tools: ExchangeTools,
        background: Background,
        look: Look,
        lights: Lights,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._facade, self._background, self._look = facade, background, look
        self.running = WindowReporting(tools, lights, self)
        self.page: ReportingPage | None = None

    def get_page(self, stack: QStackedWidget) -> ReportingPage:
        """The page, built on first use."""
        if self.page is None:
            from counter.ui.exchange.reporting_page import ReportingPage
            from counter.ui.facades.reporting import ReportingFacade

            facade = ReportingFacade(self._facade)
            self.page = ReportingPage(facade, self._background, self._look, self.running.runner)
            self.page.joined.connect(self.running.runner.exchange_now)
            stack.addWidget(self.page)
        return self.page
