"""Whoever has every backup of a day, and every key of the window, learns no more of ratings than from the journal.

Decision 0012 calls a program that sees many copies of the file a watcher; hourly backups must not be one.
``COUNTER_RATING_VISITS=200`` plays a longer day.
"""

from __future__ import annotations

import base64
import os
import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest

from counter.db.backup import copy
from counter.db.backup.copy import copy_data_file, reading
from counter.db.file.connection import DATABASE
from counter.db.journal.journal import SqlJournal
from counter.db.keys.key_folder import load_keys
from counter.domain.ratings.rating import Choice, Grade, Mode
from tests.db.page_map import PageMap, map_of
from tests.db.pages import in_file
from tests.services.rated import Rated, rated_on

VISITS = int(os.environ.get("COUNTER_RATING_VISITS", "10"))
SEED = 20261123
PIECE = 32
ANSWERS: dict[str, Choice | None] = {
    "named": Choice(Grade.VERY_DISSATISFIED, Mode.NAMED, ("108", "115"), "太慢了" * 60),
    "anonymous": Choice(Grade.VERY_SATISFIED, Mode.ANONYMOUS, ("510",), "好"),
    "declined": None,
}


@dataclass(frozen=True)
class Generation:
    """The data file of one backup, in a folder with the window's keys: what a thief of stick and PC makes of it."""

    profile: Path

    @property
    def pages(self) -> list[bytes]:
        return in_file(cast("SqlJournal", self))

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        with reading(self.profile / DATABASE, load_keys(self.profile).data) as opened:
            names = [n for (n,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {name: opened.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}

    def map(self) -> PageMap:
        with reading(self.profile / DATABASE, load_keys(self.profile).data) as opened:
            return map_of(cast("SqlJournal", _Opened(self.profile, opened)))


@dataclass(frozen=True)
class _Opened:
    profile: Path
    held: Any

    def connection(self) -> Any:
        return self.held


def generation(rated: Rated, folder: Path) -> Generation:
    """What a backup made now would hold, also in the middle of an invitation."""
    journal = rated.app.journal
    assert isinstance(journal, SqlJournal)
    folder.mkdir(parents=True)
    for name in ("keys.json", "key.secret"):
        shutil.copy(journal.profile / name, folder)
    data = load_keys(journal.profile).data
    copy_data_file(journal.profile / DATABASE, folder / DATABASE, data, lambda done, total: None, patience=0)
    return Generation(folder)


@pytest.mark.parametrize("answer", ANSWERS)
def test_that_a_backup_after_a_choice_is_the_one_before_it(tmp_path: Path, answer: str) -> None:
    with rated_on(tmp_path / "profile") as rated:
        rated.rate(ANSWERS["anonymous"])
        invitation = rated.invite(rated.case())
        before = generation(rated, tmp_path / "before")
        rated.cast(invitation, ANSWERS[answer])
        after = generation(rated, tmp_path / "after")
    assert after.rows() == before.rows()
    assert after.map() == before.map()


@dataclass(frozen=True)
class Day:
    """``truth``: anonymous box → the visit it came with; each of these generations was made after so many visits."""

    boxes: tuple[bytes, ...]
    truth: dict[bytes, int]
    kept: tuple[Generation, ...]
    careless: tuple[Generation, ...]


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    """A backup in the middle of each invitation and after it; beside it one that leaves nothing out."""
    chance, folder = random.Random(SEED), tmp_path_factory.mktemp("generations")
    kept, careless = [], []
    with rated_on(folder / "profile") as rated, pytest.MonkeyPatch.context() as patch:
        for number in range(VISITS):
            invitation = rated.invite(rated.case())
            words = f"第{number}位" + "话" * chance.randint(0, 90)
            rated.cast(invitation, Choice(chance.choice(list(Grade)), Mode.ANONYMOUS, (), words))
            kept.append(generation(rated, folder / f"in-{number}"))
            rated.wait()
            kept.append(generation(rated, folder / f"after-{number}"))
            patch.setattr(copy, "LEFT_OUT", ())
            careless.append(generation(rated, folder / f"careless-{number}"))
            patch.undo()
        rated.next_day()
        kept.append(generation(rated, folder / "next-day"))
        (batch,) = (e for e in rated.entries() if e.kind == "ratings.batched")
        boxes = tuple(base64.b64decode(box) for box in cast("list[str]", batch.read()["boxes"]))
        truth = {
            box: int(str(words).split("位")[0].removeprefix("第"))
            for box in boxes
            if (words := getattr(rated.opened(box), "words", ""))
        }
    return Day(boxes, truth, tuple(kept), tuple(careless))


def first_seen(day: Day, generations: Sequence[Generation]) -> dict[bytes, int]:
    """The first generation that holds any piece of a box, in any page."""
    seen: dict[bytes, int] = {}
    for number, one in enumerate(generations):
        everything = b"\0".join(one.pages)
        for box in day.boxes:
            if box not in seen and any(
                box[at : at + PIECE] in everything for at in range(0, len(box) - PIECE, 200)
            ):
                seen[box] = number
    return seen


def test_that_no_backup_of_the_day_holds_a_piece_of_any_anonymous_box(day: Day) -> None:
    assert len(day.truth) == VISITS
    assert first_seen(day, day.kept[:-1]) == {}
    assert all(not one.rows()[table] for one in day.kept for table in copy.LEFT_OUT)


def test_that_all_backups_together_tell_only_the_order_of_the_batch(day: Day) -> None:
    """The next day's backup holds the boxes as one entry, sorted by their bytes: dealt out, chance alone is right."""
    named = [row for row in day.kept[-1].rows()["entries"] if "ratings.batched" in row]
    assert len(named) == 1
    assert list(day.boxes) == sorted(day.boxes)
    right = sum(day.truth[box] == number for number, box in enumerate(day.boxes))
    assert right <= max(6, VISITS // 10)


def test_that_backups_that_left_nothing_out_would_join_every_box_to_its_visit(day: Day) -> None:
    """The thief would find a leak."""
    assert first_seen(day, day.careless) == {box: day.truth[box] for box in day.boxes}
