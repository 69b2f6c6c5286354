"""The reading page's desk: answers ``ui.desks.reading`` from one open house."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from counter import config
from counter.ui.desks.window import Clerk, PageImage

if TYPE_CHECKING:
    from counter.domain.guide.problems import Letter, Problem, ProblemAnswered, Problems, Report
    from counter.domain.reading.lines import Reading
    from counter.domain.reading.text_search import GuideSearch
    from counter.domain.text.match import Sign
    from counter.services.context.services import House

PREVIEW_WIDTH = 900


class StationReading:
    """The guide as one window reads it. ``house``: the open house, as ``StationDesk`` has it."""

    def __init__(self, house: Callable[[], House]) -> None:
        self._house = house
        self._signs: dict[str, Sign] = {}

    # -- at once --
    def read(self, bundle: int) -> Reading:
        """A whole bundle to read."""
        from counter.domain.reading.document import reading_of

        house = self._house()
        return reading_of(house.guide, bundle, house.hall.switches_for(house.guide), house.jurisdiction)

    # -- background (journal) --
    def problems(self) -> Problems:
        """What was reported about the guide, its letters and answers."""
        from counter.services.guide.list_problems import list_problems

        return list_problems(self._house().journal)

    def report(self, report: Report, clerk: Clerk) -> Problem:
        """Record what is wrong with the guide."""
        from counter.services.guide.report_problem import report_problem

        return report_problem(self._house(), report, clerk=clerk.code)

    def answer(self, answer: ProblemAnswered, clerk: Clerk) -> Problem:
        """Record what the bureau answered."""
        from counter.services.guide.answer_problem import answer_problem

        return answer_problem(self._house(), answer, clerk=clerk.code)

    def write_letter(self, clerk: Clerk) -> Letter:
        """Number a letter about everything that is in no letter yet."""
        from counter.services.guide.write_problem_letter import write_problem_letter

        return write_problem_letter(self._house(), clerk=clerk.code)

    # -- papers --
    def spell_out(self, reading: Reading) -> GuideSearch:
        """The reading ready to be searched by pinyin too; characters are remembered from one to the next."""
        from counter.db.guide.shelf import GuideShelf
        from counter.domain.reading.text_search import spelled_out

        names = GuideShelf(config.resources_folder() / "guides").names()
        return spelled_out(reading, names.characters, self._signs)

    def letter_pages(self, number: str) -> Sequence[PageImage]:
        """The pages of a letter, for the preview."""
        from counter.services.guide.list_problems import letter_document

        house = self._house()
        pages = house.papers.pages(letter_document(house.journal, number), PREVIEW_WIDTH)
        return tuple(PageImage(*page) for page in pages)

    def save_letter(self, number: str, file: Path) -> None:
        """Write a letter as PDF."""
        from counter.bootstrap.atomic_file import whole_file
        from counter.services.guide.write_problem_letter import letter_pdf

        with whole_file(file) as half:
            half.write(letter_pdf(self._house(), number))

    def print_letter(self, number: str, printer: str = "") -> str:
        """Send a letter to the queue."""
        from counter.services.guide.write_problem_letter import print_letter

        return print_letter(self._house(), number, printer=printer)
