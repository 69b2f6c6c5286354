"""Ways of restoring a backup: onto which PC, which backup, in what order, with what left beside it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from counter.db.journal.restore_card import RESTORE_CARD
from counter.domain.hall.backup.loss import KnownEnd
from tests.db import toy
from tests.db.backing_up import back_up, open_restored, restore
from tests.db.putting_back import World


@dataclass
class Hall:
    """A window with a past: ``older`` and ``newer`` backups, cases before, between and after them."""

    world: World
    key: str
    older: Path
    newer: Path
    given: set[str]

    @property
    def profile(self) -> Path:
        return self.world.profile

    @property
    def new(self) -> Path:
        """A folder on a new PC."""
        return self.world.root / "new-pc" / "profile"

    def back(self, file: Path, folder: Path | None = None, *known: KnownEnd) -> Path:
        """Restore into a folder (the new PC's), over what lies there."""
        where = folder or self.new
        restore(file, self.key, where, move_aside=where.exists(), known=known)
        return where

    def work(self, folder: Path, *cases: str) -> Path:
        """Serve people in that folder; their numbers join those that were given."""
        journal = open_restored(folder)
        fresh = {number for case in cases for number in toy.accept(journal, case)}
        journal.close()
        assert not fresh & self.given
        self.given |= fresh
        return folder

    def burn(self) -> None:
        """The PC with everything that was on it."""
        for place in (self.world.parent, self.world.state, self.world.machine):
            shutil.rmtree(place, ignore_errors=True)


Way = Callable[[Hall], Path]
"""Restores somehow; the folder where work goes on."""
WAYS: dict[str, Way] = {}


def way(words: str) -> Callable[[Way], Way]:
    def named(function: Way) -> Way:
        WAYS[words] = function
        return function

    return named


def _burnt(hall: Hall, restored: Way) -> Path:
    hall.burn()
    return restored(hall)


def kept_witness(hall: Hall, name: str, file: Path) -> Path:
    """Everything burnt but one witness; restored at the old path."""
    keep = hall.world.root / "kept"
    places = {
        "above": next(hall.world.parent.glob(".witness-of-*")),
        "state": hall.world.state,
        "machine": hall.world.machine,
    }
    place = places[name]
    shutil.copytree(place, keep)
    hall.burn()
    shutil.copytree(keep, place)
    return hall.back(file, hall.profile)


def _to_other_path(hall: Hall, file: Path) -> Path:
    return hall.back(file, hall.world.root / "new-pc" / "another name" / "p")


def _other(hall: Hall, file: Path) -> Path:
    """The other backup alone: without its neighbours in the folder."""
    alone = hall.world.root / "alone"
    alone.mkdir()
    return Path(shutil.move(file, alone))


for _name, _of in (("older", lambda h: h.older), ("newer", lambda h: h.newer)):
    WAYS |= {
        f"{_name}, on a new PC": lambda h, of=_of: _burnt(h, lambda b: b.back(of(b))),
        f"{_name}, on a new PC, the old one still there": lambda h, of=_of: h.back(of(h)),
        f"{_name}, in place": lambda h, of=_of: h.back(of(h), h.profile),
        f"{_name}, at the old path of a burnt PC": lambda h, of=_of: _burnt(
            h, lambda b: b.back(of(b), b.profile)
        ),
        f"{_name}, at another path": lambda h, of=_of: _to_other_path(h, of(h)),
        f"{_name}, without the other one beside it": lambda h, of=_of: h.back(_other(h, of(h))),
        f"{_name}, in place, without the other one beside it": lambda h, of=_of: h.back(
            _other(h, of(h)), h.profile
        ),
        f"{_name}, the witness above is left": lambda h, of=_of: kept_witness(h, "above", of(h)),
        f"{_name}, the user's witness is left": lambda h, of=_of: kept_witness(h, "state", of(h)),
        f"{_name}, the machine's witness is left": lambda h, of=_of: kept_witness(h, "machine", of(h)),
        f"{_name}, where a 日结单 knows the end": lambda h, of=_of: h.back(
            of(h), None, KnownEnd(1, 16, (("case|2026", 5), ("受|2026", 10)))
        ),
        f"{_name}, twice in place": lambda h, of=_of: h.back(of(h), h.back(of(h), h.profile)),
        f"{_name}, twice in place, with work between": lambda h, of=_of: h.back(
            of(h), h.work(h.back(of(h), h.profile), "x1", "x2")
        ),
        f"{_name}, three times on a new PC, with work between": lambda h, of=_of: h.back(
            of(h), h.work(h.back(of(h), h.work(h.back(of(h)), "x1")), "x2")
        ),
        f"{_name}, the data file copied over the profile": lambda h, of=_of: _data_file_over(h, of(h)),
        f"{_name}, the restored folder copied over the profile": lambda h, of=_of: _folder_over(h, of(h)),
        f"{_name}, restored and moved before it is opened": lambda h, of=_of: Path(
            shutil.move(h.back(of(h)), h.world.root / "moved")
        ),
        f"{_name}, restored, cloned before it is opened, the clone works too": lambda h, of=_of: _cloned(
            h, h.back(of(h)), opened=False
        ),
        f"{_name}, restored, cloned after work, the clone works too": lambda h, of=_of: _cloned(
            h, h.back(of(h)), opened=True
        ),
        f"{_name}, on two new PCs": lambda h, of=_of: _two(h, of(h)),
        f"{_name}, after a half one": lambda h, of=_of: _after_a_half(h, of(h)),
    }


def _data_file_over(hall: Hall, file: Path) -> Path:
    """Half of it: the data file alone is taken out of a restored profile."""
    restored = hall.back(file)
    shutil.copy2(restored / "counter.db", hall.profile / "counter.db")
    return hall.profile


def _folder_over(hall: Hall, file: Path) -> Path:
    restored = hall.back(file)
    shutil.copytree(restored, hall.profile, dirs_exist_ok=True)
    return hall.profile


def _cloned(hall: Hall, restored: Path, *, opened: bool) -> Path:
    if opened:
        hall.work(restored, "x1")
    clone = shutil.copytree(restored, hall.world.root / "clone-pc" / "profile")
    hall.work(clone, "x2", "x3")
    return restored


def _two(hall: Hall, file: Path) -> Path:
    hall.work(hall.back(file, hall.world.root / "second-pc" / "profile"), "x1", "x2")
    return hall.back(file)


def _after_a_half(hall: Hall, file: Path) -> Path:
    """What a killed program left lies beside the new folder."""
    left = hall.new.parent / f".{hall.new.name}.恢复中"
    (left / "heads").mkdir(parents=True)
    (left / "counter.db").write_bytes(b"half")
    (left / "key.secret").write_bytes(b"half")
    return hall.back(file)


@way("older after newer, in place")
def _older_after_newer(hall: Hall) -> Path:
    hall.work(hall.back(hall.newer, hall.profile), "x1")
    return hall.back(hall.older, hall.profile)


@way("newer after older, in place")
def _newer_after_older(hall: Hall) -> Path:
    hall.work(hall.back(hall.older, hall.profile), "x1")
    return hall.back(hall.newer, hall.profile)


@way("a backup of a restored window")
def _of_a_restored_one(hall: Hall) -> Path:
    hall.burn()
    restored = hall.work(hall.back(hall.newer), "x1")
    again = back_up(restored, hall.older.parent, 9)
    hall.work(restored, "x2")
    return hall.back(again, restored)


@way("the oldest, although the window was restored and backed up since")
def _oldest_of_three(hall: Hall) -> Path:
    restored = hall.work(hall.back(hall.newer), "x1")
    back_up(restored, hall.older.parent, 9)
    hall.work(restored, "x2")
    return hall.back(hall.older, restored)


@way("what was moved aside, brought back after work on the restored one")
def _moved_aside_and_back(hall: Hall) -> Path:
    hall.work(hall.back(hall.older, hall.profile), "x1")
    aside = hall.profile.with_name(f"{hall.profile.name}.移开-1")
    shutil.move(hall.profile, hall.world.root / "away")
    shutil.move(aside, hall.profile)
    return hall.profile


@way("what was moved aside, opened where it lies")
def _aside_opened(hall: Hall) -> Path:
    hall.work(hall.back(hall.newer, hall.profile), "x1")
    return hall.profile.with_name(f"{hall.profile.name}.移开-1")


@way("restored, killed before the first opening has settled it")
def _killed_before_settling(hall: Hall) -> Path:
    restored = hall.back(hall.newer)
    toy.open_journal(restored).close()  # the epoch is open, and the program is killed
    assert (restored / RESTORE_CARD).exists()
    return restored


@way("a backup of a window that was put back before")
def _of_a_put_back_one(hall: Hall) -> Path:
    copy = hall.world.root / "copy"
    shutil.copytree(hall.profile, copy)
    hall.work(hall.profile, "x1")
    for name in ("counter.db", "heads/1.head"):
        shutil.copy(copy / name, hall.profile / name)
    hall.work(hall.profile, "x2")
    return hall.back(back_up(hall.profile, hall.older.parent, 9))
