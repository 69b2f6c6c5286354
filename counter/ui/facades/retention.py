"""What the part 保管期限 of the hall's page asks of an open profile; everything but ``now`` runs in the background."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.services.spreadsheet.given_file import read_given

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from counter.domain.case.archive_events import RetentionApproved, RetentionRow
    from counter.domain.guide.rows.faults import GuideFault
    from counter.domain.hall.consent import Consent
    from counter.services.case.retention_schedule import Approval
    from counter.ui.facades.base import ProfileFacade
    from counter.ui.facades.clerk import Clerk

SheetRows = tuple[tuple[str, str, str], ...]
"""The bundle, its period, the clause: each in words."""


@dataclass(frozen=True, slots=True)
class ScheduleInForce:
    """The schedule that the hall goes by, with its rows in words."""

    approved: RetentionApproved
    shown: SheetRows


@dataclass(frozen=True, slots=True)
class GivenSchedule:
    """A workbook as it was read: what is taken are these rows, whatever becomes of the file. With a fault no rows."""

    name: str
    rows: tuple[RetentionRow, ...]
    shown: SheetRows
    faults: Sequence[GuideFault]


class RetentionFacade:
    """Calls of one page; imports wait until it is first shown."""

    def __init__(self, profile: ProfileFacade) -> None:
        self._profile = profile

    def now(self) -> datetime:
        """The time of the clock that stamps entries. At once."""
        return self._profile.now()

    def in_force(self) -> ScheduleInForce | None:
        """The schedule that the hall goes by, None before the first."""
        from counter.services.case.archive_case import schedule_in_force
        from counter.services.case.retention_schedule import schedule_rows

        app = self._profile.followed()
        approved = schedule_in_force(app.journal)
        return (
            None if approved is None else ScheduleInForce(approved, schedule_rows(approved.rows, app.guide))
        )

    def write_template(self, file: Path) -> None:
        """Write the empty workbook. Raises WorldTrouble where the folder cannot be written."""
        from counter.services.case.retention_schedule import schedule_template

        self._profile.write(file, schedule_template)

    def read(self, file: Path) -> GivenSchedule:
        """Read a filled workbook; nothing is written. Raises BadInput with one sentence for what is none."""
        from counter.domain.errors import BadInput
        from counter.domain.file_errors import unreadable
        from counter.services.case.retention_schedule import MOST_BYTES, read_schedule, schedule_rows

        try:
            content = read_given(file, MOST_BYTES)
        except (OSError, ValueError) as wrong:
            raise BadInput(unreadable(file.name, wrong)) from wrong
        if content is None:
            raise BadInput(f"{file.name} 太大，不像是保管期限表。")
        guide = self._profile.followed().guide
        rows, faults = read_schedule(content, guide)
        return GivenSchedule(file.name, rows, schedule_rows(rows, guide), faults)

    def take(self, given: GivenSchedule, approval: Approval, clerk: Clerk, agreed: Consent) -> None:
        """Take the schedule into force."""
        from counter.services.case.retention_schedule import take_schedule

        take_schedule(self._profile.followed(), given.rows, approval, self._profile.row(clerk), agreed)
