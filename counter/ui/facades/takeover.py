"""What the page 接转 asks of an open profile; every member but ``today`` runs in the background (journal lane)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from counter.services.spreadsheet.given_file import read_given

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from counter.domain.hall.consent import Consent
    from counter.services.case.check_take_over import CheckedTakeOver
    from counter.services.case.taken_batches import ForeseenCase, TakenBatch
    from counter.ui.facades.base import ProfileFacade
    from counter.ui.facades.clerk import Clerk


@dataclass(frozen=True, slots=True)
class GivenWorkbook:
    """A workbook as it was read and checked: what is taken over are these bytes, whatever becomes of the file."""

    name: str
    content: bytes
    checked: CheckedTakeOver


class TakeOverFacade(Protocol):
    """All the page needs."""

    def now(self) -> datetime:
        """Time of the clock that stamps entries; at once."""
        ...

    def write_template(self, file: Path) -> None:
        """Write the empty workbook. Raises WorldTrouble where the folder cannot be written."""
        ...

    def check(self, file: Path) -> GivenWorkbook:
        """Read and check a workbook. Raises BadInput with one sentence for what is none."""
        ...

    def take(self, given: GivenWorkbook, clerk: Clerk, consent: Consent) -> TakenBatch:
        """Take all of it over. Raises as ``services.case.take_over``."""
        ...

    def undo(self, batch: str, clerk: Clerk, consent: Consent, reason: str) -> TakenBatch:
        """Undo a batch on its own day. Raises as ``services.case.undo_take_over``."""
        ...

    def batches(self) -> Sequence[TakenBatch]:
        """Every batch, newest first."""
        ...

    def cases(self, batch: TakenBatch) -> Sequence[ForeseenCase]:
        """The cases of a batch as they stand now."""
        ...

    def export(self, batch: TakenBatch, file: Path) -> None:
        """Write the cases of a batch as Excel."""
        ...


class HallTakeOver:
    """``TakeOverFacade`` on an open profile; services are imported where they are used."""

    def __init__(self, profile: ProfileFacade) -> None:
        self._profile = profile

    def now(self) -> datetime:
        """Time of the clock that stamps entries."""
        return self._profile.now()

    def write_template(self, file: Path) -> None:
        """Write the empty workbook with the words of the guide in force."""
        from counter.services.case.take_over_workbook import template

        guide = self._profile.followed().guide
        self._profile.write(file, lambda: template(guide))

    def check(self, file: Path) -> GivenWorkbook:
        """Read and check a workbook."""
        from counter.services.case.check_take_over import check_take_over

        content = given_workbook(file)
        return GivenWorkbook(file.name, content, check_take_over(self._profile.followed(), content))

    def take(self, given: GivenWorkbook, clerk: Clerk, consent: Consent) -> TakenBatch:
        """Take all of it over."""
        from counter.services.case.take_over import take_over

        return take_over(self._profile.followed(), given.content, self._profile.row(clerk), consent)

    def undo(self, batch: str, clerk: Clerk, consent: Consent, reason: str) -> TakenBatch:
        """Undo a batch on its own day."""
        from counter.services.case.undo_take_over import undo_take_over

        return undo_take_over(self._profile.followed(), batch, self._profile.row(clerk), consent, reason)

    def batches(self) -> Sequence[TakenBatch]:
        """Every batch, newest first."""
        from counter.services.case.taken_batches import taken_batches

        return taken_batches(self._profile.app.journal)

    def cases(self, batch: TakenBatch) -> Sequence[ForeseenCase]:
        """The cases of a batch as they stand now."""
        from counter.services.case.taken_batches import cases_of_batch

        return cases_of_batch(self._profile.followed(), batch)

    def export(self, batch: TakenBatch, file: Path) -> None:
        """Write the cases of a batch as Excel."""
        from counter.services.case.taken_batches import batch_workbook

        app = self._profile.followed()
        self._profile.write(file, lambda: batch_workbook(app, batch))


def given_workbook(file: Path) -> bytes:
    from counter.domain.errors import BadInput
    from counter.domain.file_errors import unreadable
    from counter.services.case.take_over_workbook import MOST_BYTES

    try:
        content = read_given(file, MOST_BYTES)
    except (OSError, ValueError) as wrong:
        raise BadInput(unreadable(file.name, wrong)) from wrong
    if content is None:
        raise BadInput(f"{file.name} 太大，不像是接转的工作簿；请分成几个文件。")
    return content
