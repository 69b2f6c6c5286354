"""Preferences of a station, shown by the window and stored in its configuration file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

PAGES = ("A4", "A5", "80mm")
"""Page forms that may be preferred for small papers (``domain.document.document``)."""

AS_SYSTEM = ""
"""Theme of a profile that never chose one: high contrast where the system asks for it, else light."""
THEMES = ("light", "dark", "contrast")
"""In the order in which F11 goes through them."""

LETTERS = (90, 100, 115, 130, 150)
"""Sizes of letters in percent of the usual one."""
USUAL, LARGE = 100, 115
"""What F12 goes between. Programs before these steps knew these two only, as ``large``."""


@dataclass(frozen=True, slots=True)
class WindowPlace:
    """Where the window stood when it was closed: pixels of the desktop, before it was maximised."""

    x: int
    y: int
    width: int
    height: int
    maximised: bool = False


@dataclass(frozen=True, slots=True)
class Preferences:
    """Preferences of a station. ``theme``: of ``THEMES``, or ``AS_SYSTEM``; ``letters``: of ``LETTERS``; ``papers``:
    folder where PDFs were last saved.

    ``printer``: name of the printer for papers, empty: the system's default; ``print_after``: print issued papers at
    once (出具后直接送打印). ``screen_mm``: measured width of the applicant's screen, 0: as the screen reports;
    ``screen_input``: auto | touch | mouse, what the applicant points with. ``screen_full``: on an only display the
    applicant's screen covers all of it (a window else). ``backups``: folder on another disk where
    backups go by themselves. ``page``: of ``PAGES``, for papers that may be small. ``sound``: a tone where something
    went wrong. ``place``: of the window, None: never closed yet. ``columns``: widths in pixels by name of the table,
    as a person set them. ``hints``: pages whose first-visit hint was put away; None: no hints, as for who knew
    the program before there were any. ``folders``: last folder of a file dialog by its purpose.
    """

    theme: str = "light"
    letters: int = USUAL
    papers: str = ""
    printer: str = ""
    print_after: bool = False
    screen_mm: int = 0
    screen_input: str = "auto"
    screen_full: bool = False
    backups: str = ""
    page: str = "A4"
    sound: bool = False
    place: WindowPlace | None = None
    columns: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    hints: tuple[str, ...] | None = None
    folders: Mapping[str, str] = field(default_factory=dict)
