"""The bar across the top of the 差评处理室."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.ui.facades.window import Clerk
from counter.ui.frame.top_bar import TopBar

if TYPE_CHECKING:
    from counter.services.context.ports import StationIdentity


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
