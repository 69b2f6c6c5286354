"""What the page of a locked profile asks of the installation: ``bootstrap.unlock`` provides it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from counter.services.context.preferences import Preferences
    from counter.services.keys.slot_kinds import SlotKind
    from counter.services.keys.slots import SlotKeeper
    from counter.ui.facades.self_test import SelfTestTools


@dataclass(frozen=True, slots=True)
class LockedProfile:
    """``kinds``: what a person can open it with, the usual first; ``keeper`` belongs on a lane of the background."""

    profile: Path
    resources: Path
    preferences: Preferences
    self_test: SelfTestTools
    keeper: SlotKeeper
    kinds: tuple[SlotKind, ...]
