"""Facade of the page 指南 (``WindowFacade.reading``); threads as in ``ui.facades.base``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from counter.domain.guide.problems import Letter, Problem, ProblemAnswered, Problems, Report
    from counter.domain.reading.lines import Reading
    from counter.domain.reading.text_search import GuideSearch
    from counter.domain.text.match import Sign
    from counter.ui.facades.base import ProfileFacade
    from counter.ui.facades.clerk import Clerk
    from counter.ui.facades.page_image import PageImage


class ReadingFacade:
    """What the page 指南 needs besides finding and assessing."""

    def __init__(self, facade: ProfileFacade) -> None:
        self._facade = facade
        self._signs: dict[str, Sign] = {}

    # -- at once --
    def read(self, bundle: int) -> Reading:
        """A whole bundle to read."""
        from counter.domain.reading.document import reading_of

        app = self._facade.app
        return reading_of(app.guide, bundle, app.hall.switches_for(app.guide), app.jurisdiction)

    # -- journal --
    def problems(self) -> Problems:
        """Reported problems of the guide with letters and answers."""
        from counter.services.guide.problems import list_problems

        return list_problems(self._facade.app.journal)

    def report(self, report: Report, clerk: Clerk) -> Problem:
        """Record a problem of the guide. BadInput without a reason, or with personal numbers in it."""
        from counter.services.guide.problems import report_problem

        return report_problem(self._facade.app, report, clerk=clerk.code)

    def answer(self, answer: ProblemAnswered, clerk: Clerk) -> Problem:
        """Record the bureau's answer."""
        from counter.services.guide.problems import answer_problem

        return answer_problem(self._facade.app, answer, clerk=clerk.code)

    def write_letter(self, clerk: Clerk) -> Letter:
        """Number a letter with all problems not yet in one. RuleRefused where there are none."""
        from counter.services.guide.problems import write_problem_letter

        return write_problem_letter(self._facade.app, clerk=clerk.code)

    # -- papers --
    def spell_out(self, reading: Reading) -> GuideSearch:
        """The reading prepared for search by pinyin; readings of characters are cached."""
        from counter.domain.reading.text_search import spelled_out

        return spelled_out(reading, self._facade.app.shipped.names().characters, self._signs)

    def letter_pages(self, number: str) -> Sequence[PageImage]:
        """Pages of a letter, for the preview."""
        from counter.services.guide.problems import letter_document

        return self._facade.pages(letter_document(self._facade.app.journal, number))

    def save_letter(self, number: str, file: Path) -> None:
        """Write a letter as PDF."""
        from counter.services.guide.problems import letter_pdf

        with self._facade.platform.whole_file(file) as half:
            half.write(letter_pdf(self._facade.app, number))

    def print_letter(self, number: str, printer: str = "") -> str:
        """Print a letter; returns the printer's name."""
        from counter.services.guide.problems import print_letter

        return print_letter(self._facade.app, number, printer=printer)
