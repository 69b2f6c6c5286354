"""Facade of the 值班主管室: the cases of the hall's windows, read from the room's own file; nothing is done to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.ui.facades.window import WindowFacade

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from counter.domain.case.acts.acts import Possible
    from counter.domain.case.case import Case
    from counter.domain.hall.consent import Consent
    from counter.domain.tasks.board import BoardBy, BoardColumn
    from counter.services.context.result_ports import ResultLine
    from counter.services.ledger.room_overview import Overview, RowsBehind
    from counter.services.oversight.board import BehindCount, Board
    from counter.ui.facades.clerk import Clerk
    from counter.ui.facades.light import Light


class OversightFacade(WindowFacade):
    """A window's calls, of which only those that read are left; threads as in ``ui.facades.base``."""

    kind = "oversight"
    serves = False

    def lights(self) -> Sequence[Light]:
        """A room has neither scanner nor second screen of its own to watch."""
        return tuple(light for light in super().lights() if light.id not in ("scanner", "screen"))

    def sign_on(self, code: str, pin: str) -> Clerk:
        """As at a window. Raises RuleRefused for anyone but a supervisor of the register."""
        from counter.services.oversight.access import check_overseer

        signed = super().sign_on(code, pin)
        check_overseer(self.row(signed))
        return signed

    def board(self, by: BoardBy) -> Board:
        """The board by one thing, as of now."""
        from counter.services.oversight.board import board

        return board(self.followed(), by)

    def behind(self, column: BoardColumn, by: BoardBy | None, key: str) -> BehindCount:
        """The cases behind a number of the board; ``by`` None: of all."""
        from counter.services.oversight.board import behind_count

        return behind_count(self.app, column, by, key)

    def overview(self) -> Overview:
        """Today's figures, what waits, organs' pace, as of now."""
        from counter.services.ledger.room_overview import overview

        return overview(self.followed())

    def rows_behind(self, measure: str, clerk: Clerk, *, organ: str = "", station: str = "") -> RowsBehind:
        """The rows behind a figure of the overview."""
        from counter.services.ledger.room_overview import rows_behind

        return rows_behind(self.followed(), self.row(clerk), measure, organ=organ, station=station)

    def waiting_results(self, clerk: Clerk) -> tuple[tuple[ResultLine, ...], Mapping[str, str]]:
        """Results that wait to be collected, and the windows' names."""
        from counter.services.keys.window_names import window_names
        from counter.services.ledger.room_overview import waiting_results

        app = self.followed()
        return waiting_results(app, self.row(clerk)), window_names(app)

    def print_board(self, by: BoardBy) -> str:
        """Send the board as it is now to the printer; its label. Raises WorldTrouble."""
        from counter.services.ledger.room_sheet import board_sheet

        return self.print_document(board_sheet(self.followed(), by))

    def export_board(self, file: Path, clerk: Clerk) -> int:
        """Write the board as a workbook; the number of its rows. The folder is tried before it is on record."""
        from counter.services.ledger.room_workbook import export_board

        rows = 0

        def content() -> bytes:
            nonlocal rows
            made = export_board(self.followed(), self.row(clerk))
            rows = made.rows
            return made.content

        self.write(file, content)
        return rows

    def look(self, number: str, reason: str, clerk: Clerk) -> Case:
        """A case by its number or id, once the look and its reason are on record. Raises as ``look_at_case``."""
        from counter.services.oversight.look import look_at_case

        return self.remember(look_at_case(self.followed(), number, reason, self.row(clerk)))

    def order_reassign(self, case: Case, to: str, reason: str, clerk: Clerk, consent: Consent) -> None:
        """Order the owner of a case, as it is shown, to hand it over to the window ``to``. Raises as the service."""
        from counter.services.oversight.order_reassign import order_reassign

        self.remember(
            order_reassign(self.followed(), case.id, to, reason, self.row(clerk), consent, case.owner)
        )

    def staff(self) -> Sequence[Clerk]:
        """The supervisors, who alone sign on here."""
        return tuple(clerk for clerk in super().staff() if clerk.supervisor)

    def possible(self, case: Case, *, incomplete: bool = False) -> Sequence[Possible]:
        """Nothing: acts belong to windows."""
        return ()
