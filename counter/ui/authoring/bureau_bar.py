"""The bar across the top of the 指南编辑室."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.ui.facades.window import Clerk
from counter.ui.frame.top_bar import TopBar

if TYPE_CHECKING:
    from counter.services.context.ports import StationIdentity


class BureauBar(TopBar):
    """As a window's, with the bureau's own words."""

    def show_station(self, station: StationIdentity) -> None:
        """Say which bureau this is."""
        super().show_station(station)
        self._window.setText(self.tr("指南编辑与发布"))

    def show_clerk(self, clerk: Clerk | None) -> None:
        """Say who is signed on."""
        super().show_clerk(clerk)
        if clerk is not None:
            duty = self.tr("负责人") if clerk.supervisor else self.tr("编辑人员")
            self._clerk.say(f"{clerk.name} · {duty}")
