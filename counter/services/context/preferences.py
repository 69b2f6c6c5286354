"""How a station wants to work: one value for the window that shows it and the file that keeps it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Preferences:
    """How this station wants to work. ``theme``: light | dark; ``papers``: where PDFs were last saved.

    ``printer``: name of the printer for papers, empty: the system's default; ``print_after``: what is issued goes to
    it at once (出具后直接送打印). ``screen_mm``: width of the applicant's screen as measured, 0: as it says itself;
    ``screen_input``: auto | touch | mouse, what the applicant's hand may be.
    """

    theme: str = "light"
    large: bool = False
    papers: str = ""
    printer: str = ""
    print_after: bool = False
    screen_mm: int = 0
    screen_input: str = "auto"
