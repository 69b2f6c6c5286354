"""What the part 撤窗 of 大厅 asks of an open profile; every member runs in the background (journal lane)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from counter.domain.hall.closing import Closing
    from counter.domain.hall.consent import Consent
    from counter.services.case.close_window import WindowLeft
    from counter.services.case.list_window import ListedWindow
    from counter.ui.facades.clerk import Clerk
    from counter.ui.facades.window import WindowFacade


@dataclass(frozen=True, slots=True)
class WindowClosingView:
    """``held``: what lies at this window, a line each; ``windows``: code → name of those that may get the cases;
    ``elsewhere``: code of another window → how many of its open cases are known here; ``closing``: None while open;
    ``refused``: why this person is shown no list, and may do neither act; "" for who may.
    """

    held: tuple[str, ...] = ()
    windows: Mapping[str, str] = field(default_factory=dict)
    elsewhere: Mapping[str, int] = field(default_factory=dict)
    closing: Closing | None = None
    station: str = ""
    refused: str = ""


class HallClosing:
    """Members raise ``CounterError`` with one sentence; services are imported where they are used."""

    def __init__(self, profile: WindowFacade) -> None:
        self._profile = profile

    def view(self, clerk: Clerk) -> WindowClosingView:
        """How it stands now, for that person."""
        from counter.domain.errors import RuleRefused
        from counter.services.case.claim_cases import claimable
        from counter.services.case.window_holdings import holdings_lines, window_holdings
        from counter.services.hall.closing import closing_here
        from counter.services.hall.other_windows import window_facts

        app, row = self._profile.followed(), self._profile.row(clerk)
        try:
            held = window_holdings(app, row)
        except RuleRefused as error:
            return WindowClosingView(refused=error.sentence)
        return WindowClosingView(
            holdings_lines(held),
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

    def list_now(self, clerk: Clerk) -> ListedWindow:
        """The 移交清单 as it stands now. Raises as ``services.case.list_window``."""
        from counter.services.case.list_window import list_window

        return list_window(self._profile.followed(), self._profile.row(clerk))

    def print_list(self, found: ListedWindow) -> str:
        """Send the list to the printer; its label. Raises WorldTrouble where the queue did not take it."""
        from counter.services.case.list_window import print_list

        return print_list(self._profile.app, found, printer=self._profile.preferences.printer)

    def save_list(self, found: ListedWindow, file: Path) -> None:
        """Write the list as PDF."""
        from counter.services.case.list_window import list_pdf

        app = self._profile.app
        self._profile.write(file, lambda: list_pdf(app, found))
