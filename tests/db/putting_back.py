"""A real window's world for putting backups back: profile, the folder above it, the user's state folder, the machine's.

Each way is what one tool does to the files; where the tool is on this machine it is the tool itself.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from counter.db.file.connection import DATABASE
from counter.db.file.machine_binding import MARK_FILE
from counter.db.journal.heads import FOLDER
from counter.db.journal.journal import SqlJournal
from counter.db.keys.key_stores import FileStore
from counter.db.profile import profile as profiles
from tests.db import toy

BLOCK = 4096


@dataclass(frozen=True)
class World:
    """``parent`` holds the profile; ``state`` and ``machine`` are where the other witnesses are."""

    root: Path

    @property
    def parent(self) -> Path:
        return self.root / "hall"

    @property
    def profile(self) -> Path:
        return self.parent / "profile"

    @property
    def state(self) -> Path:
        return self.root / "state"

    @property
    def machine(self) -> Path:
        return self.root / "machine"

    def make(self, *, demo: bool = False) -> None:
        """Set up a window; not a demo, for a demo has one witness only."""
        profiles.create(
            self.profile, replace(toy.IDENTITY, demo=demo), toy.FakeClock(), FileStore(self.profile)
        )

    def open(self) -> SqlJournal:
        """Its journal."""
        return toy.open_journal(self.profile)

    def work(self, *cases: str) -> set[str]:
        """Open, file these cases, close: the numbers given out."""
        journal = self.open()
        try:
            return {number for case in cases for number in toy.accept(journal, case)}
        finally:
            journal.close()

    def keep(self, name: str) -> World:
        """A copy of everything, times and all."""
        copy = World(self.root.parent / name)
        shutil.copytree(self.root, copy.root, symlinks=True)
        return copy


Way = Callable[[World, World], None]
"""(the world, the copy that is put back)"""


def over(target: Path, source: Path) -> None:
    """``cp``: the same file, other bytes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("r+b" if target.exists() else "wb") as file:
        file.truncate()
        file.write(source.read_bytes())


def blocks_over(target: Path, source: Path) -> None:
    """``rsync --inplace --times``: only the blocks that differ, then the dates."""
    old, new = target.read_bytes() if target.exists() else b"", source.read_bytes()
    if old == new:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("r+b" if target.exists() else "wb") as file:
        for at in range(0, len(new), BLOCK):
            if old[at : at + BLOCK] != new[at : at + BLOCK]:
                file.seek(at)
                file.write(new[at : at + BLOCK])
        file.truncate(len(new))
    dates_over(target, source)


def beside(target: Path, source: Path) -> None:
    """``rsync``: another file under the same name, where the content differs."""
    if target.exists() and target.read_bytes() == source.read_bytes():
        return
    fresh = target.with_name(f".{target.name}.Xy12")
    fresh.write_bytes(source.read_bytes())
    dates_over(fresh, source)
    fresh.replace(target)


def dates_over(target: Path, source: Path) -> None:
    state = source.stat()
    os.utime(target, ns=(state.st_atime_ns, state.st_mtime_ns))


def files(folder: Path) -> Iterable[Path]:
    return sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())


def each(put: Callable[[Path, Path], None], *names: str) -> Way:
    """These files of the profile (all where none is named)."""

    def way(world: World, copy: World) -> None:
        for name in names or files(copy.profile):
            if (copy.profile / name).exists():
                put(world.profile / name, copy.profile / name)

    return way


def tree(put: Callable[[Path, Path], None], *parts: str) -> Way:
    """Whole folders of the world: hall, state, machine."""

    def way(world: World, copy: World) -> None:
        for part in parts:
            for name in files(copy.root / part):
                put(world.root / part / name, copy.root / part / name)

    return way


def both(*ways: Way) -> Way:
    """One after the other."""

    def way(world: World, copy: World) -> None:
        for one in ways:
            one(world, copy)

    return way


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def dd(world: World, copy: World) -> None:
    for name in (DATABASE, f"{FOLDER}/1.head"):
        run("dd", f"if={copy.profile / name}", f"of={world.profile / name}", "conv=notrunc", "bs=4k")


def tar(*options: str) -> Way:
    def way(world: World, copy: World) -> None:
        archive = copy.root / "backup.tar"
        run("tar", "-C", str(copy.parent), "-cpf", str(archive), "profile")
        run("tar", "-C", str(world.parent), "-xpf", str(archive), *options)

    return way


def cp(*options: str) -> Way:
    def way(world: World, copy: World) -> None:
        run("cp", *options, f"{copy.profile}/.", str(world.profile))

    return way


def rsync(*options: str) -> Way:
    def way(world: World, copy: World) -> None:
        run("rsync", *options, f"{copy.profile}/", f"{world.profile}/")

    return way


def swapped(world: World, copy: World) -> None:
    """``mv`` both folders."""
    world.profile.rename(world.parent / "profile.old")
    copy.profile.rename(world.profile)


def removed_first(world: World, copy: World) -> None:
    shutil.rmtree(world.profile)
    shutil.copytree(copy.profile, world.profile)


def there_and_back(world: World, copy: World) -> None:
    """The copy works at another place for a while and comes back over the original."""
    elsewhere = world.root / "elsewhere"
    shutil.copytree(copy.profile, elsewhere)
    journal = toy.open_journal(elsewhere)
    toy.accept(journal, "there")
    journal.close()
    for name in files(elsewhere):
        over(world.profile / name, elsewhere / name)


def unopened_there_and_back(world: World, copy: World) -> None:
    """The copy lay at another place, unopened, and comes back over the original."""
    elsewhere = world.root / "elsewhere"
    shutil.copytree(copy.profile, elsewhere)
    for name in files(elsewhere):
        blocks_over(world.profile / name, elsewhere / name)


WAYS: dict[str, Way] = {
    "cp of the data file": each(over, DATABASE),
    "cp of the data file and its log": each(over, DATABASE, f"{DATABASE}-wal"),
    "cp of data file and head": each(over, DATABASE, f"{FOLDER}/1.head"),
    "cp of data file, head and mark": each(over, DATABASE, f"{FOLDER}/1.head", MARK_FILE),
    "cp of everything in the folder": each(over),
    "cp -r": cp("-r"),
    "cp -a": cp("-a"),
    "cp --remove-destination": cp("-a", "--remove-destination"),
    "rsync --inplace, as it writes": each(blocks_over),
    "rsync --inplace of data file and head, as it writes": each(blocks_over, DATABASE, f"{FOLDER}/1.head"),
    "rsync -a, as it writes": each(beside),
    "rsync -a of the data file alone, as it writes": each(beside, DATABASE),
    "tar, unpacked over it": tar(),
    "tar --overwrite": tar("--overwrite"),
    "tar --recursive-unlink": tar("--recursive-unlink"),
    "mv of both folders": swapped,
    "removed and copied": removed_first,
    "dd conv=notrunc": dd,
    "written into by a program": each(blocks_over, DATABASE, f"{FOLDER}/1.head", "keys.json"),
    "the whole folder above it": tree(over, "hall"),
    "the whole folder above it, blocks that differ": tree(blocks_over, "hall"),
    "folder above it and the user's state folder": tree(blocks_over, "hall", "state"),
    "folder above it and the machine's folder": tree(blocks_over, "hall", "machine"),
    "worked at another place, and back": there_and_back,
    "lay at another place, and back": unopened_there_and_back,
    "twice in a row": both(each(blocks_over), each(blocks_over)),
}
if shutil.which("rsync"):
    WAYS |= {
        "rsync -a": rsync("-a"),
        "rsync -a --inplace": rsync("-a", "--inplace"),
        "rsync -a --inplace --checksum --delete": rsync("-a", "--inplace", "--checksum", "--delete"),
    }

EVERYTHING = tree(blocks_over, "hall", "state", "machine")
"""No witness is left that knows more: the exception that docs/decisions/0016 and the manual name."""
