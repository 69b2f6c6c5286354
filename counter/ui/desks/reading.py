"""What the page 指南 knows of the house (``Desk.reading``, built by bootstrap), in the kinds of ``ui.desks.window``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from counter.domain.guide.problems import Letter, Problem, ProblemAnswered, Problems, Report
    from counter.domain.reading.lines import Reading
    from counter.domain.reading.text_search import GuideSearch
    from counter.ui.desks.clerk import Clerk
    from counter.ui.desks.page_image import PageImage


class ReadingDesk(Protocol):
    """Everything the reading page gets besides finding and assessing."""

    # -- at once --
    def read(self, bundle: int) -> Reading:
        """A whole bundle to read."""
        ...

    # -- background (journal) --
    def problems(self) -> Problems:
        """What was reported about the guide, its letters and answers."""
        ...

    def report(self, report: Report, clerk: Clerk) -> Problem:
        """Record what is wrong with the guide. BadInput for no reason given, or personal numbers in it."""
        ...

    def answer(self, answer: ProblemAnswered, clerk: Clerk) -> Problem:
        """Record what the bureau answered."""
        ...

    def write_letter(self, clerk: Clerk) -> Letter:
        """Number a letter about everything that is in no letter yet. RuleRefused where there is nothing."""
        ...

    # -- papers --
    def spell_out(self, reading: Reading) -> GuideSearch:
        """The reading ready to be searched by pinyin too."""
        ...

    def letter_pages(self, number: str) -> Sequence[PageImage]:
        """The pages of a letter, for the preview."""
        ...

    def save_letter(self, number: str, file: Path) -> None:
        """Write a letter as PDF."""
        ...

    def print_letter(self, number: str, printer: str = "") -> str:
        """Send a letter to the queue; the printer's own name comes back."""
        ...
