"""Desks on real profiles: as a window has them, with papers made in this process."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from counter import config
from counter.bootstrap.opening import build_app
from counter.bootstrap.platform import platform
from counter.printing.press.press import DirectPress
from counter.services.context.app import AppContext
from counter.services.context.ports import Clock
from counter.services.context.print_queue import PrintQueue
from counter.ui.facades.base import ProfileFacade
from counter.ui.facades.window import WindowFacade

D = TypeVar("D", bound=ProfileFacade)


def facade_of(kind: type[D], profile: Path, clock: Clock | None = None, queue: PrintQueue | None = None) -> D:
    """A desk that opens its house when it is made ready. ``queue``: where it prints."""
    press = DirectPress(config.resources_folder() / "fonts")

    def opened() -> AppContext:
        app = build_app(profile, press, clock)
        return app if queue is None else replace(app, queue=queue)

    return kind(platform(profile, opened))


def facade_on(app: AppContext) -> WindowFacade:
    """A window's desk on a house that is open already."""
    facade = WindowFacade(platform(app.journal.profile, lambda: app))  # type: ignore[attr-defined]
    facade.ready()
    return facade
