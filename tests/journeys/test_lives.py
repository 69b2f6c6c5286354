"""Twenty cases of thirteen bundles lived to their end: every list is right on every day, every paper tells the truth.

What must be seen is said by an oracle that shares no code with the program (``lives/oracle.py``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from counter.bootstrap.opening import create_profile, open_app
from counter.db.check.check import check
from counter.domain.case.stages import line_words, stages_of
from counter.domain.hall.hall import StaffSeed, staff_from
from counter.domain.tasks.delivery import delivered
from tests.journeys.lives import oracle
from tests.journeys.lives.deeds import Life
from tests.journeys.lives.hard_lives import HARD
from tests.journeys.lives.living import Years, lived
from tests.journeys.lives.long_lives import LONG
from tests.journeys.lives.mended_lives import MENDED
from tests.journeys.lives.plain_lives import PLAIN
from tests.journeys.lives.todo import todo
from tests.journeys.lives.window import Window
from tests.printing.pages import bare, text_of
from tests.services.archive.archived_case import profile_of_hall
from tests.services.case.test_archive import scheduled
from tests.services.office import Office, SetClock
from tests.services.reminders.reminded import texts
from tests.settings import RESOURCES, demo_hall

LIVES = (*PLAIN, *HARD, *MENDED, *LONG)
MISSED = frozenset({"11-25", "12-16"})


@contextmanager
def hall(folder: Path, lives: tuple[Life, ...]) -> Iterator[Years]:
    """A window of the demo hall with its people and an approved schedule of retention, on the first morning."""
    clock = SetClock(datetime.fromisoformat("2026-11-20T08:00:00+08:00"))
    file = RESOURCES / "halls" / "demo.toml"
    people = staff_from(tomllib.loads(file.read_text(encoding="utf-8")))
    create_profile(folder, demo_hall(), (*people, StaffSeed("S02", "哈斯", "supervisor", "5926")), clock)
    with open_app(folder, clock) as app:
        office = Office(app, clock)
        scheduled(office)
        yield Years(Window(office, {life.name: life for life in lives}), profile_of_hall(), texts())


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Years]:
    with hall(tmp_path_factory.mktemp("lives") / "p", LIVES) as found:
        lived(found, LIVES, MISSED)
        yield found


def test_that_every_list_is_right_on_every_day(years: Years) -> None:
    assert years.wrong == []
    assert years.looked == 138
    assert len(LIVES) == 20
    assert len({step.deeds[0].bundle for life in LIVES for step in life.steps[:1]}) >= 10  # type: ignore[attr-defined]


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.name)
def test_that_at_its_end_nothing_is_left_to_do(years: Years, life: Life) -> None:
    now = years.lives[life.name]
    assert oracle.stages(now) == life.end
    assert now.over
    assert not todo(now, years.window.today)
    case = years.window.case(life.name)
    assert line_words(stages_of(case, delivered)) == life.end


def test_that_the_sheet_of_each_day_says_what_was_counted(years: Years) -> None:
    assert len(years.sheets) == len(years.closed) > 20
    for day, originals, certificates, pdf in years.sheets:
        words = bare(text_of(pdf))
        assert f"{day.year}年{day.month}月{day.day}日" in words
        assert f"原件（份）{originals}{originals}相符" in words
        assert f"在柜的证照（件）{certificates}{certificates}相符" in words


def test_that_the_journal_of_a_winter_is_whole(years: Years) -> None:
    assert check(years.window.app.journal).faults == ()  # type: ignore[arg-type]
