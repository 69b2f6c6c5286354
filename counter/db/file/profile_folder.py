"""Recognise a profile's folder by its content, whole or damaged, opened by this program or not."""

from __future__ import annotations

import os
import re
from pathlib import Path

_ONLY_THERE = ("counter.db", "key.secret", "station.mark", "window.lock")
"""Names unique to a profile. Written out: a command without a database must not import one for a name."""

_HEAD = re.compile(r"\d+\.head")
_CARD, _IN_CARD, _LONGEST_CARD = "keys.json", b'"wrapped"', 100_000


def profile_around(path: Path) -> Path | None:
    """The profile folder that ``path`` is or lies in, at any depth; None where there is none.

    A folder with signed heads counts too, wherever it lies: they reveal an older file that was put back.

    ``path`` is resolved, links and ``..`` included. Raises OSError, RuntimeError (a cycle of links) and ValueError (an
    invalid name).
    """
    real = path.resolve()
    if _holds_heads(real):
        return real
    return next((folder for folder in (real, *real.parents) if is_profile_folder(folder)), None)


def is_profile_folder(folder: Path) -> bool:
    """Whether the folder holds a profile or what is left of one.

    A file called ``keys.json`` alone may be the user's own: its content decides.
    """
    return any(os.path.lexists(folder / name) for name in _ONLY_THERE) or _is_card(folder / _CARD)


def _holds_heads(folder: Path) -> bool:
    try:
        with os.scandir(folder) as entries:
            return any(_HEAD.fullmatch(entry.name) for entry in entries)
    except OSError:
        return False


def _is_card(file: Path) -> bool:
    try:
        if not file.is_file():
            return False
        with file.open("rb") as source:
            return _IN_CARD in source.read(_LONGEST_CARD)
    except OSError:
        return False
