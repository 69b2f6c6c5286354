"""Folders outside the profile for copies of the heads, which a restore of the profile does not touch.

Each survives another kind of restore: the folder above the profile (a restore of the profile), the user's state folder
(a restore of the disk or folder the profile lies on), and one outside every user's home. A demo leaves nothing outside
its own parent folder.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

FURTHER = "COUNTER_WITNESS"
"""Environment variable: a folder instead of the machine's own, e.g. on another disk."""
_MACHINE = Path("/var/tmp")  # survives a restart; its content is authenticated
_NAME = "counter-witness"
_BESIDE = ".witness-of-counter"
_SHORT = 12


@dataclass(frozen=True, slots=True)
class WitnessFolder:
    """A folder for the heads of one profile. ``label``: its name for a supervisor."""

    label: str
    folder: Path


def places_of(profile: Path, profile_id: str, *, demo: bool) -> tuple[WitnessFolder, ...]:
    """The folders of a profile, by its identity: two profiles never share one. Creates nothing."""
    home = profile.resolve()
    short = profile_id[:_SHORT]
    places = [WitnessFolder("上一级目录", home.parent / f"{_BESIDE}-{short}")]
    if not demo:
        places.append(WitnessFolder("用户目录", _of_user() / profile_id))
        shared = _of_machine()
        if shared is not None:
            places.append(WitnessFolder("本机目录", shared / f"{_NAME}-{short}"))
    outside = [place for place in places if home not in place.folder.resolve().parents]
    return tuple({place.folder: place for place in outside}.values())


def places_of_any(profile: Path) -> Iterator[Path]:
    """The folders, this user's, of any real profile that lay or lies here."""
    shared = _of_machine()
    among = [(profile.resolve().parent, f"{_BESIDE}-*"), (_of_user(), "*")]
    among += [] if shared is None else [(shared, f"{_NAME}-*")]
    for above, pattern in among:
        with suppress(OSError):
            yield from (folder for folder in sorted(above.glob(pattern)) if is_own(folder))


def _of_user() -> Path:
    from platformdirs import user_state_path  # a demo has none

    return user_state_path(_NAME, appauthor=False)


def _of_machine() -> Path | None:
    shared = os.environ.get(FURTHER) or (str(_MACHINE) if sys.platform == "linux" else "")
    return Path(shared).absolute() if shared else None


def make(folder: Path) -> None:
    """Make the folder, accessible to its owner alone. Raises OSError where another user has taken its name."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not is_own(folder):
        raise PermissionError(f"{folder} belongs to another user")


def is_own(folder: Path) -> bool:
    """Whether the path is really a folder and this user's: in a folder writable by all, others may take a name."""
    state = folder.lstat()
    return (
        folder.is_dir() and not folder.is_symlink() and (os.name != "posix" or state.st_uid == os.geteuid())
    )
