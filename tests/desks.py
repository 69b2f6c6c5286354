"""Desks on real profiles: as a window has them, with papers made in this process."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from counter import config
from counter.bootstrap.opening import build_house
from counter.bootstrap.platform import platform
from counter.printing.press.press import DirectPress
from counter.services.context.ports import Clock
from counter.services.context.services import House
from counter.ui.desks.base import ProfileDesk
from counter.ui.desks.window import Desk

D = TypeVar("D", bound=ProfileDesk)


def desk_of(kind: type[D], profile: Path, clock: Clock | None = None) -> D:
    """A desk that opens its house when it is made ready."""
    press = DirectPress(config.resources_folder() / "fonts")
    return kind(platform(profile, lambda: build_house(profile, press, clock)))


def desk_on(house: House) -> Desk:
    """A window's desk on a house that is open already."""
    desk = Desk(platform(house.journal.profile, lambda: house))  # type: ignore[attr-defined]
    desk.ready()
    return desk
