"""What a desk needs of the installation and the machine: ``bootstrap.platform`` fills it in, tests fill in theirs.

With it a desk is written once, here, although ``ui`` may import neither configuration nor database nor printing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from counter.domain.guide.terms import AttachedFile
    from counter.services.context.file_ports import Writing
    from counter.services.context.ports import GuideStore
    from counter.services.context.preferences import Preferences
    from counter.services.context.print_queue import PrintQueue
    from counter.services.context.services import AppContext
    from counter.services.ratings.slip import SlipMaker


class FileCopies(Protocol):
    """Read-only copies of a guide's files for the system's own programs."""

    def copy_of(self, guides: GuideStore, file: AttachedFile) -> Path:
        """The copy. Raises WorldTrouble where the file is gone or damaged, or nothing can be written."""
        ...

    def close(self) -> None:
        """Take the copies away."""
        ...


@dataclass(frozen=True, slots=True)
class Installation:
    """``open_app`` is called once, on the journal's lane. ``follow_calendar`` and ``follow_guide`` answer the house
    by what other programs changed, or the same house. ``brief_queue``: a print queue that answers at once or gives up.
    ``mirror_speech``: the mirror's words in the installed translation.
    """

    resources: Path
    open_app: Callable[[], AppContext]
    follow_calendar: Callable[[AppContext], AppContext]
    follow_guide: Callable[[AppContext], AppContext]
    read_preferences: Callable[[], Preferences]
    save_preferences: Callable[[Preferences], None]
    read_toml: Callable[[Path], dict[str, object]]
    whole_file: Writing
    file_copies: Callable[[], FileCopies]
    brief_queue: Callable[[], PrintQueue]
    slip_press: Callable[[], SlipMaker]
    mirror_speech: Callable[[], Mapping[str, str]]
