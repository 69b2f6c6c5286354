"""Preferences of a station, shown by the window and stored in its configuration file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

PAGES = ("A4", "A5", "80mm")
"""Page forms that may be preferred for small papers (``domain.document.document``)."""


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
    """Preferences of a station. ``theme``: light | dark; ``papers``: folder where PDFs were last saved.

    ``printer``: name of the printer for papers, empty: the system's default; ``print_after``: print issued papers at
    once (出具后直接送打印). ``screen_mm``: measured width of the applicant's screen, 0: as the screen reports;
    ``screen_input``: auto | touch | mouse, what the applicant points with. ``backups``: folder on another disk where
    backups go by themselves. ``page``: of ``PAGES``, for papers that may be small. ``sound``: a tone where something
    went wrong. ``place``: of the window, None: never closed yet. ``columns``: widths in pixels by name of the table,
    as a person set them. ``hints``: pages whose first-visit hint was put away; None: no hints, as for who knew
    the program before there were any. ``folders``: last folder of a file dialog by its purpose.
    """

    theme: str = "light"
    large: bool = False
    papers: str = ""
    printer: str = ""
    print_after: bool = False
    screen_mm: int = 0
    screen_input: str = "auto"
    backups: str = ""
    page: str = "A4"
    sound: bool = False
    place: WindowPlace | None = None
    columns: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    hints: tuple[str, ...] | None = None
    folders: Mapping[str, str] = field(default_factory=dict)
