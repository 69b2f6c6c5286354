"""Preferences of a station, shown by the window and stored in its configuration file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Preferences:
    """Preferences of a station. ``theme``: light | dark; ``papers``: folder where PDFs were last saved.

    ``printer``: name of the printer for papers, empty: the system's default; ``print_after``: print issued papers at
    once (出具后直接送打印). ``screen_mm``: measured width of the applicant's screen, 0: as the screen reports;
    ``screen_input``: auto | touch | mouse, what the applicant points with. ``backups``: folder on another disk where
    backups go by themselves.
    """

    theme: str = "light"
    large: bool = False
    papers: str = ""
    printer: str = ""
    print_after: bool = False
    screen_mm: int = 0
    screen_input: str = "auto"
    backups: str = ""
