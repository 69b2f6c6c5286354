"""What facades need of the installation and the machine: ``bootstrap.platform`` provides it, tests provide their own.

It keeps facades in ``ui``, which may import neither configuration nor database nor printing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from counter.domain.guide.terms import AttachedFile
    from counter.services.context.app import AppContext
    from counter.services.context.file_ports import Writing
    from counter.services.context.guide_ports import GuideStore
    from counter.services.context.ports import Journal
    from counter.services.context.preferences import Preferences
    from counter.services.context.print_queue import PrintQueue
    from counter.services.keys.slots import SlotKeeper
    from counter.services.papers.desk_card import DeskCardMaker
    from counter.services.papers.key_list import KeyListMaker
    from counter.services.ratings.slip import SlipMaker
    from counter.ui.facades.about import AboutTools
    from counter.ui.facades.backups import BackupTools
    from counter.ui.facades.exchange import CourierTools, ExchangeTools
    from counter.ui.facades.self_test import SelfTestTools


class FileCopies(Protocol):
    """Read-only copies of a guide's files for the system's own programs."""

    def copy_of(self, guides: GuideStore, file: AttachedFile) -> Path:
        """Path of the copy. Raises WorldTrouble where the file is missing or damaged, or the copy cannot be written."""
        ...

    def close(self) -> None:
        """Take the copies away."""
        ...


@dataclass(frozen=True, slots=True)
class Installation:
    """``open_app`` is called once, on the journal lane. ``follow_settings`` and ``follow_guide`` return the app
    context updated by other programs' changes, or the same one. ``brief_queue``: a print queue with a short
    timeout. ``mirror_speech``: texts of the applicant's summary in the installed translation. ``key_slots``: the
    ways to open this profile. ``backups``, ``exchange`` and ``courier``: None where this installation has none.
    ``old_card``: what to say where an older card of the keys was put back, "" once that is mended, else None.
    """

    resources: Path
    open_app: Callable[[], AppContext]
    follow_settings: Callable[[AppContext], AppContext]
    follow_guide: Callable[[AppContext], AppContext]
    read_preferences: Callable[[], Preferences]
    save_preferences: Callable[[Preferences], None]
    read_toml: Callable[[Path], dict[str, object]]
    whole_file: Writing
    file_copies: Callable[[], FileCopies]
    brief_queue: Callable[[], PrintQueue]
    slip_press: Callable[[], SlipMaker]
    card_press: Callable[[], DeskCardMaker]
    key_press: Callable[[], KeyListMaker]
    mirror_speech: Callable[[], Mapping[str, str]]
    self_test: Callable[[], SelfTestTools]
    key_slots: Callable[[], SlotKeeper]
    about: AboutTools
    backups: BackupTools | None = None
    exchange: ExchangeTools | None = None
    courier: CourierTools | None = None
    old_card: Callable[[Journal], str | None] = lambda _: None
