"""What the part 撤窗 of 大厅 asks of an open profile; every member runs in the background (journal lane)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from counter.domain.hall.closing import Closing
    from counter.domain.hall.consent import Consent
    from counter.services.case.close_window import WindowLeft
    from counter.ui.facades.clerk import Clerk
    from counter.ui.facades.window import WindowFacade


@dataclass(frozen=True, slots=True)
class WindowClosingView:
    """``held``: what lies at this window, a line each; ``windows``: code → name of those that may get the cases;
    ``elsewhere``: code of another window → how many of its open cases are known here; ``closing``: None while open.
    """

    held: tuple[str, ...] = ()
    windows: Mapping[str, str] = field(default_factory=dict)
    elsewhere: Mapping[str, int] = field(default_factory=dict)
    closing: Closing | None = None
    station: str = ""


class HallClosing:
    """Members raise ``CounterError`` with one sentence; services are imported where they are used."""

    def __init__(self, profile: WindowFacade) -> None:
        self._profile = profile

    def view(self) -> WindowClosingView:
        """How it stands now."""
        from counter.services.case.claim_cases import claimable
        from counter.services.case.close_window import holdings_lines, window_holdings
        from counter.services.hall.closing import closing_here
        from counter.services.hall.other_windows import window_facts

        app = self._profile.followed()
        return WindowClosingView(
            holdings_lines(window_holdings(app)),
            window_facts(app).open,
            claimable(app),
            closing_here(app.journal),
            app.journal.station().code,
        )

    def close(
        self, to: str, reason: str, clerk: Clerk, consent: Consent, tell: Callable[[int, int], None]
    ) -> WindowLeft:
        """Close this window. Raises as ``services.case.close_window``."""
        from counter.services.case.close_window import close_window

        app, row = self._profile.followed(), self._profile.row(clerk)
        return close_window(app, to, reason, row, consent, tell)

    def claim(
        self, station: str, reason: str, clerk: Clerk, consent: Consent, tell: Callable[[int, int], None]
    ) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
        """Take over the cases of a window that is gone. Raises as ``services.case.claim_cases``."""
        from counter.services.case.claim_cases import claim_cases

        app, row = self._profile.followed(), self._profile.row(clerk)
        return claim_cases(app, station, reason, row, consent, tell)
