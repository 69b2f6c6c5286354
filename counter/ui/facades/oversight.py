"""Facade of the 值班主管室: the cases of the hall's windows, read from the room's own file; nothing is done to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.ui.facades.window import WindowFacade

if TYPE_CHECKING:
    from collections.abc import Sequence

    from counter.domain.case.acts.acts import Possible
    from counter.domain.case.case import Case
    from counter.ui.facades.clerk import Clerk
    from counter.ui.facades.light import Light


class OversightFacade(WindowFacade):
    """A window's calls, of which only those that read are left; threads as in ``ui.facades.base``."""

    kind = "oversight"

    def lights(self) -> Sequence[Light]:
        """A room has neither scanner nor second screen of its own to watch."""
        return tuple(light for light in super().lights() if light.id not in ("scanner", "screen"))

    def sign_on(self, code: str, pin: str) -> Clerk:
        """As at a window. Raises RuleRefused for anyone but a supervisor of the register."""
        from counter.services.oversight.access import check_overseer

        signed = super().sign_on(code, pin)
        check_overseer(self.row(signed))
        return signed

    def staff(self) -> Sequence[Clerk]:
        """The supervisors, who alone sign on here."""
        return tuple(clerk for clerk in super().staff() if clerk.supervisor)

    def possible(self, case: Case, *, incomplete: bool = False) -> Sequence[Possible]:
        """Nothing: acts belong to windows."""
        return ()
