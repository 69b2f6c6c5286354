"""What the page 出件 asks of an open profile. All of it reads or writes the journal: ``Lane.JOURNAL``; ``print``,
``save``, ``pages`` and ``write_blank_list`` may take seconds: ``Lane.PAPERS``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.ui.facades.sheets import SheetFacade

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from counter.domain.case.acts.hand_out import Chosen, Collector
    from counter.domain.case.acts.sending import SendingAct
    from counter.domain.case.results.certificate import PreparedHandOut
    from counter.services.results.day_list import CheckedRow
    from counter.services.results.hand_out import ProofMade
    from counter.services.results.shelf import PickUp, Shelf, ShelfPerson
    from counter.ui.facades.clerk import Clerk
    from counter.ui.facades.page_image import PageImage


class HandOutFacade(SheetFacade):
    """Calls of one page; imports wait until it is first shown."""

    def shelf(self) -> Shelf:
        """Everybody who has something to collect here (``services.results.shelf``)."""
        from counter.services.results.shelf import shelf

        return shelf(self._profile.followed())

    def find(self, text: str) -> tuple[ShelfPerson, ...]:
        """People found by a number of a case, of a document, or a part of the name."""
        from counter.domain.document.numbering import is_case_number, normalise_number
        from counter.services.results.shelf import find_people

        number = normalise_number(text)
        return find_people(self._profile.followed(), number if is_case_number(number) else text.strip())

    def look_up(self, text: str) -> tuple[tuple[ShelfPerson, ...], str]:
        """As ``find``, and where it is nobody why, with what to do."""
        from counter.services.results.shelf import why_nobody

        people = self.find(text)
        return people, "" if people else why_nobody(self._profile.followed(), text)

    def pick_up(self, key: str) -> PickUp | None:
        """Everything of one person, of all cases."""
        from counter.services.results.shelf import pick_up

        return pick_up(self._profile.followed(), key)

    def prepare(self, chosen: Sequence[Chosen], who: Collector, clerk: Clerk) -> ProofMade:
        """Issue one 送达回证 over all that is chosen."""
        from counter.services.results.hand_out import prepare_hand_out

        return prepare_hand_out(self._profile.followed(), chosen, who, self._profile.row(clerk))

    def pages(self, case: str, paper: str) -> Sequence[PageImage]:
        """The sheet as it will be printed, for the preview; no copy, not logged."""
        from counter.services.context.projection import read_case
        from counter.services.papers.copy_paper import content_of, find_paper
        from counter.services.papers.sign_sheet import as_preview

        journal = self._profile.followed().journal
        known = find_paper(read_case(journal, case), paper)
        return self._profile.pages(as_preview(journal, content_of(known)))

    def record(self, made: PreparedHandOut, clerk: Clerk) -> None:
        """The sheet is signed and everything on it was given."""
        from counter.services.results.hand_out import record_hand_out

        record_hand_out(self._profile.followed(), made.cases[0], made.id, self._profile.row(clerk))

    def now(self) -> datetime:
        """The time of the clock that stamps entries. At once."""
        return self._profile.now()

    def carry_out(
        self, wanted: Mapping[str, SendingAct], bases: Mapping[str, str], clerk: Clerk
    ) -> tuple[tuple[str, str, str], ...]:
        """By post, through a platform, a call, or back to the organ: id of a case → what was done.

        The sheets to be signed that came of it: id of the case, of the paper, its number.
        """
        from counter.domain.case.acts.sending import ReturnToOrgan
        from counter.services.results.sending import carry_out

        cases = carry_out(self._profile.followed(), wanted, self._profile.row(clerk), bases)
        slips = ((case.id, case.papers[-1]) for case in cases if isinstance(wanted[case.id], ReturnToOrgan))
        return tuple((case, paper.id, paper.number) for case, paper in slips)

    def check_list(self, file: Path, clerk: Clerk) -> tuple[bytes, Sequence[CheckedRow]]:
        """An organ's list of the day as it was read, and what taking it in would do; nothing is written.

        Raises BadInput for a file that cannot be read or used.
        """
        from counter.domain.errors import BadInput
        from counter.domain.file_errors import unreadable
        from counter.services.results.day_list import MOST_BYTES, check_list
        from counter.services.spreadsheet.given_file import read_given

        try:
            content = read_given(file, MOST_BYTES)
        except (OSError, ValueError) as wrong:
            raise BadInput(unreadable(file.name, wrong), field="file") from wrong
        if content is None:
            raise BadInput(f"{file.name} 太大，不像是一天的结果清单。", field="file")
        return content, check_list(self._profile.followed(), content, self._profile.row(clerk))

    def take_list(self, content: bytes, clerk: Clerk) -> Sequence[CheckedRow]:
        """Take that list in (``services.results.day_list``)."""
        from counter.services.results.day_list import take_list

        return take_list(self._profile.followed(), content, self._profile.row(clerk))

    def write_blank_list(self, file: Path) -> None:
        """Write the empty list. Raises WorldTrouble where the folder cannot be written."""
        from counter.services.results.day_list import template

        self._profile.write(file, template)

    def drop(self, made: PreparedHandOut, clerk: Clerk) -> None:
        """Nothing was given on it: the sheet is void."""
        from counter.services.results.hand_out import drop_hand_out

        drop_hand_out(self._profile.followed(), made.cases[0], made.id, self._profile.row(clerk))
