"""The invented windows in which sample papers are made: the demo hall, and a hall that is none."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from counter.bootstrap.opening import create_profile, open_app
from counter.domain.guide.library import guide_of, library_of
from counter.domain.hall.hall import HallConfig, staff_from
from tests.printing.shown import Showing
from tests.services.office import FRIDAY, Office, SetClock
from tests.settings import RESOURCES, demo_hall


@contextmanager
def window(folder: Path, showing: Showing, at: datetime = FRIDAY) -> Iterator[Office]:
    """A throw-away window: the demo hall, or one that is none, with a published guide that lets papers come later."""
    file = RESOURCES / "halls" / "demo.toml"
    people = staff_from(tomllib.loads(file.read_text(encoding="utf-8")))
    clock = SetClock(at)
    real = showing is Showing.REAL
    if real:
        people = tuple(replace(p, name=p.name.removeprefix("演示")) for p in people)
    create_profile(folder, real_hall() if real else demo_hall(), people, clock)
    with open_app(folder, clock) as app:
        if real:
            library = library_of(app.guide)
            for material in library["items"]["epidemic_cond"]["materials"][-1:]:
                material["deferrable"] = "yes"
                material["main"] = "no"
            app = replace(app, guide=guide_of(library))
        yield Office(app, clock)


def real_hall() -> HallConfig:
    """A hall that is no demo: nothing of the demo overlay, agreements with numbers of their own."""
    hall = demo_hall()
    numbers = {a.number: f"乌政服委〔2026〕{n}号" for n, a in enumerate(hall.agreements, 1)}
    return replace(
        hall,
        hall="乌兰浩特市政务服务中心",
        demo=False,
        overlay=None,
        phone="0482-0000000",
        address="乌兰浩特市示例路1号一层",
        hours="工作日 9:00—12:00，14:30—17:30",
        agreements=tuple(replace(a, number=numbers[a.number]) for a in hall.agreements),
    )
