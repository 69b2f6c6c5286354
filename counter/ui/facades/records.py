"""What the supervisor's page of records (记录) asks of an open profile; all but ``now`` and ``people`` read the disk.

``reveal`` writes: ``Lane.JOURNAL``. The others may take seconds and belong on ``Lane.PAPERS``, where no act waits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from counter.domain.tasks.records.record import AuditRecord
    from counter.services.tasks.records import FoundRecords, RecordFilter
    from counter.services.tasks.reveal_applicant import RevealedApplicant
    from counter.ui.facades.base import ProfileFacade
    from counter.ui.facades.clerk import Clerk


class RecordsFacade:
    """Calls of one page, over the facade of any kind of profile; imports wait until the page is first shown."""

    def __init__(self, profile: ProfileFacade) -> None:
        self._profile = profile

    def now(self) -> datetime:
        """Time of the clock that stamps entries; at once."""
        return self._profile.now()

    def people(self) -> dict[str, str]:
        """Code → name of who may sign on here; at once."""
        return {one.code: one.name for one in self._profile.staff()}

    def find(self, wanted: RecordFilter, clerk: Clerk) -> FoundRecords:
        """The records that match, unusual first. Raises as ``services.tasks.records.find_records``."""
        from counter.services.tasks.records import find_records

        return find_records(self._profile.followed(), wanted, by=clerk.code)

    def neighbours(self, record: AuditRecord, clerk: Clerk) -> tuple[AuditRecord, ...]:
        """What else happened in the half hour around it."""
        from counter.services.tasks.records import neighbours

        return neighbours(self._profile.followed(), record, by=clerk.code)

    def reveal(self, record: AuditRecord, reason: str, clerk: Clerk, pin: str) -> RevealedApplicant:
        """Whom it is about, once this look is on record. Raises as ``services.tasks.reveal_applicant``."""
        from counter.services.tasks.reveal_applicant import reveal_applicant

        app = self._profile.followed()
        return reveal_applicant(
            app, subject=record.subject, entry=record.entry, reason=reason, code=clerk.code, pin=pin
        )

    def export(self, file: Path, wanted: RecordFilter, clerk: Clerk) -> int:
        """Write all records that match to a workbook; the number of rows. The folder is tried before it is logged."""
        from counter.services.tasks.export_records import export_records

        count = 0

        def content() -> bytes:
            nonlocal count
            done = export_records(self._profile.followed(), wanted, by=clerk.code)
            count = done.count
            return done.content

        self._profile.write(file, content)
        return count
