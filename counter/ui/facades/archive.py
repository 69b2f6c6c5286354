"""What the part 归档 of the hall's page asks of an open profile. ``archive``, ``unarchive``, ``hand_over`` and
``forget`` write: ``Lane.JOURNAL``; everything else takes long: ``Lane.PAPERS``.
"""

from __future__ import annotations

import tomllib
from contextlib import ExitStack
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from pathlib import Path

    from counter.domain.case.archive.profile import ArchiveProfile
    from counter.domain.hall.consent import Consent
    from counter.services.archive.hand_over import SignedList
    from counter.services.archive.list_files import ArchiveRow
    from counter.services.archive.pack_case import PackedCase
    from counter.services.archive.package import Package
    from counter.services.context.ports import StaffRow
    from counter.ui.facades.base import ProfileFacade
    from counter.ui.facades.clerk import Clerk


class ArchiveFacade:
    """Calls of one page; imports wait until it is first shown."""

    def __init__(self, profile: ProfileFacade) -> None:
        self._profile = profile

    def now(self) -> datetime:
        """The time of the clock that stamps entries. At once."""
        return self._profile.now()

    def finished(self) -> tuple[str, ...]:
        """Ids of the cases in which nothing is open."""
        return tuple(self._profile.followed().journal.closed_cases())

    def rows(self, case_ids: Sequence[str], *, every: bool = False) -> tuple[ArchiveRow, ...]:
        """Of these the ones in which something can be done (``services.archive.list_files``). ``every``: what was
        handed over and is kept too.
        """
        from counter.domain.case.archive.missing import ArchiveStage
        from counter.services.archive.list_files import file_rows

        stages = tuple(ArchiveStage) if every else None
        return file_rows(self._profile.followed(), self._archive, case_ids, stages)

    def archive(self, case: str, clerk: Clerk, file_number: str = "") -> None:
        """Archive one case by the schedule in force."""
        from counter.services.case.archive_case import archive_case

        days = self._archive.wait_days
        archive_case(self._profile.followed(), case, self._profile.row(clerk), file_number, wait_days=days)

    def unarchive(self, case: str, clerk: Clerk, agreed: Consent, reason: str) -> None:
        """Take one case out of the archive."""
        from counter.services.case.archive_case import unarchive_case

        unarchive_case(self._profile.followed(), case, self._profile.row(clerk), agreed, reason)

    def packer(self, clerk: Clerk, pin: str) -> StaffRow:
        """Who packs, by the own PIN. Raises RuleRefused for a wrong one, and for who may not."""
        from counter.services.archive.pack_case import packer

        return packer(self._profile.followed(), clerk.code, pin)

    def pack(self, case: str, by: StaffRow, folder: Path, box: str) -> PackedCase:
        """Pack one archived case into that folder. ``box``: 盒号, "" as before."""
        from counter.services.archive.pack_case import pack_case

        with ExitStack() as opened:

            def keep(package: Package) -> None:
                file = folder / f"{package.name}.zip"
                half = opened.enter_context(self._profile.platform.whole_file(file, replace=True))
                half.complete(package.zipped())

            return pack_case(self._profile.followed(), self._archive, case, by, keep, box.strip() or None)

    def save_list(self, cases: Sequence[str], number: str, to: str, file: Path) -> int:
        """Write the list to be signed, a workbook where the name ends so, else a PDF; how many cases."""
        from counter.services.archive.hand_over import hand_over_of, list_pdf, list_workbook

        app = self._profile.followed()
        listed = hand_over_of(app, cases, number, to)
        as_workbook = file.suffix.lower() == ".xlsx"
        self._profile.write(file, lambda: list_workbook(listed) if as_workbook else list_pdf(app, listed))
        return len(listed.rows)

    def hand_over(self, cases: Sequence[str], signed: SignedList, clerk: Clerk, agreed: Consent) -> int:
        """Record that the list was signed by both sides; how many cases."""
        from counter.services.archive.hand_over import hand_over

        return len(hand_over(self._profile.followed(), cases, signed, self._profile.row(clerk), agreed))

    def forget(self, cases: Sequence[str], document: str, clerk: Clerk, agreed: Consent) -> tuple[int, date]:
        """Destroy the personal data of these cases; how many, and the last day on which an earlier backup has them."""
        from counter.domain.calendar.workdays import civil_date
        from counter.domain.hall.backup.generations import backups_until
        from counter.services.case.forget_cases import forget_cases

        app = self._profile.followed()
        done = forget_cases(app, cases, self._profile.row(clerk), agreed, document)
        return len(done), backups_until(civil_date(app.clock.read().at))

    @cached_property
    def _archive(self) -> ArchiveProfile:
        from counter.domain.case.archive.profile import archive_profile_from

        file = self._profile.resources / "archive" / "archive.toml"
        return archive_profile_from(tomllib.loads(file.read_text(encoding="utf-8")))
