"""Where heads are written down outside the profile, so that whatever puts the profile back leaves them as they are.

Each place is one that another kind of restore reaches: the folder above the profile (not by a restore of the profile),
the user's state folder (not by a restore of the disk or folder the profile lies on), and one that belongs to no user's
home. A demo leaves nothing outside its own parent folder.
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
_MACHINE = Path("/var/tmp")  # kept over a restart; what lies there is authenticated
_NAME = "counter-witness"
_BESIDE = ".witness-of-counter"
_SHORT = 12


@dataclass(frozen=True, slots=True)
class WitnessFolder:
    """A folder for the heads of one profile. ``label``: what a supervisor calls it."""

    label: str
    folder: Path


def places_of(profile: Path, profile_id: str, *, demo: bool) -> tuple[WitnessFolder, ...]:
    """The places of a profile, by its identity: two profiles never share one. Nothing is made here."""
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
    """The folders, this user's, where a real profile that lay or lies here would have its heads, whichever it is."""
    shared = _of_machine()
    among = [(profile.resolve().parent, f"{_BESIDE}-*"), (_of_user(), "*")]
    among += [] if shared is None else [(shared, f"{_NAME}-*")]
    for above, pattern in among:
        with suppress(OSError):
            yield from (folder for folder in sorted(above.glob(pattern)) if is_own(folder))


def _of_user() -> Path:
    from platformdirs import user_state_path  # a demo does without it

    return user_state_path(_NAME, appauthor=False)


def _of_machine() -> Path | None:
    shared = os.environ.get(FURTHER) or (str(_MACHINE) if sys.platform == "linux" else "")
    return Path(shared).absolute() if shared else None


def make(folder: Path) -> None:
    """Make a place's folder, for its owner alone. Raises OSError where another user has taken its name."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not is_own(folder):
        raise PermissionError(f"{folder} belongs to another user")


def is_own(folder: Path) -> bool:
    """Whether a folder is really one, and this user's: in a folder that all may write to, anybody may take a name."""
    state = folder.lstat()
    return (
        folder.is_dir() and not folder.is_symlink() and (os.name != "posix" or state.st_uid == os.geteuid())
    )
