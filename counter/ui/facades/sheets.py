"""What a page asks of an open profile that makes sheets over several cases: print one, save one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from counter.ui.facades.base import ProfileFacade
    from counter.ui.facades.clerk import Clerk


class SheetFacade:
    """Both may take seconds: ``Lane.PAPERS``; imports wait until one is called."""

    def __init__(self, profile: ProfileFacade) -> None:
        self._profile = profile

    def print(self, case: str, paper: str, clerk: Clerk) -> None:
        """Send the sheet to the printer. Raises WorldTrouble where the queue did not take it."""
        from counter.services.papers.print_queueing import print_sheets

        app = self._profile.followed()
        print_sheets(app, case, paper, clerk.code, printer=self._profile.preferences.printer)

    def save(self, case: str, paper: str, file: Path, clerk: Clerk) -> None:
        """Write the sheet as PDF; counted as a print."""
        from counter.services.papers.copy_paper import copy_paper

        app = self._profile.followed()
        with self._profile.platform.whole_file(file) as half:
            copy_paper(
                app.journal,
                app.projector,
                app.papers,
                case_id=case,
                wanted=paper,
                clerk=clerk.code,
                keep=half.write,
            )
