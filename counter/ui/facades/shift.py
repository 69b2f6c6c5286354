"""A shift handed over by another program: the window is the taker's, until the giver signs on again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from counter.ui.facades.base import ProfileFacade

if TYPE_CHECKING:
    from counter.services.context.app import AppContext
    from counter.ui.facades.clerk import Clerk


class ShiftFacade(ProfileFacade):
    """What a profile in which shifts are handed over knows of them; read with the people."""

    _given: Mapping[str, str] = {}

    def sign_on(self, code: str, pin: str) -> Clerk:
        """As for every profile; who gave the shift away has the window again."""
        clerk = super().sign_on(code, pin)
        self._know_shifts(self.app)
        return clerk

    def no_longer(self, clerk: Clerk) -> str:
        """Also who handed the shift over elsewhere."""
        return super().no_longer(clerk) or self._given.get(clerk.code, "")

    def _load_people(self, app: AppContext) -> None:
        super()._load_people(app)
        self._know_shifts(app)

    def _know_shifts(self, app: AppContext) -> None:
        from counter.services.day.given_shifts import given_shifts

        self._given = given_shifts(app)
