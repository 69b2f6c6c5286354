"""The light 上报, and what starts the exchange: the start of a window imports this, the page more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.ui.facades.light import Light, LightState

if TYPE_CHECKING:
    from counter.services.context.app import AppContext


@dataclass(frozen=True, slots=True)
class ExchangeTools:
    """``command``: program and arguments of the process that exchanges (``bootstrap.exchange_process``);
    ``is_joined``: whether the profile is joined to a hub, by a file beside the data.
    """

    command: Sequence[str]
    is_joined: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Stick:
    """A stick or disk that is plugged in. ``files``: how many courier files lie in its root."""

    folder: str
    files: int


@dataclass(frozen=True, slots=True)
class CourierTools:
    """``command``: program and arguments before the word of ``counter courier``, ``options`` after it; ``sticks``: what
    is plugged in, which may wait for a slow disk.
    """

    command: Sequence[str]
    options: Sequence[str]
    sticks: Callable[[], Sequence[Stick]]


def hub_light(app: AppContext) -> Light:
    """The light 上报: how far this window's records are on the hub."""
    from counter.services.exchange.reporting_standing import reporting_standing

    tone, words = reporting_standing(app).light(app.clock.read().at)
    return Light("hub", "上报", LightState(tone.value), words)
