"""The two back offices' windows with page 上报, which their own packages do not know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from counter.ui.frame.frame import Frame
from counter.ui.frame.preloading import Step

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from counter.ui.facades.clerk import Clerk
    from counter.ui.window.back_office_reporting import BackOfficeReporting


class WithReporting(Frame):
    """Mixed into a shell: one more page, and the exchange's process with the window. Nothing where the profile
    exchanges nothing.
    """

    exchange: BackOfficeReporting | None = None

    def _add_pages(self) -> None:
        super()._add_pages()
        tools = self._profile.exchange
        if tools is None:
            return
        from counter.ui.window.back_office_reporting import KEY, PAGE, BackOfficeReporting, page_words

        self.exchange = BackOfficeReporting(
            self._profile, tools, self.background, self._look, self.lights, self
        )
        self._offer(PAGE, page_words(), KEY)

    def _page(self, name: str) -> QWidget:
        if name in self._pages or self.exchange is None:
            return super()._page(name)
        fresh = self.exchange.page is None
        page = self.exchange.get_page(self._stack)
        if fresh:
            page.announced.connect(self.show_message)
            page.set_clerk(self._clerk)
        return page

    @property
    def _there(self) -> Mapping[str, QWidget]:
        page = None if self.exchange is None else self.exchange.page
        return super()._there if page is None else {**super()._there, "reporting": page}

    def _hand_over(self, clerk: Clerk, *, same: bool) -> None:
        super()._hand_over(clerk, same=same)
        if self.exchange is not None and self.exchange.page is not None and not same:
            self.exchange.page.set_clerk(clerk)

    def _preloads(self) -> Iterable[Step]:
        yield from super()._preloads()
        if self.exchange is not None:
            for module in ("counter.ui.facades.reporting", "counter.ui.exchange.reporting_page"):
                yield partial(import_module, module)

    def _put_down(self) -> None:
        super()._put_down()
        if self.exchange is not None:
            self.exchange.running.stop()
