"""Fonts installed on the machine: its 仿宋 and 小标宋 for official papers, large sets for the rarest characters.

They may not be redistributed (DOMAIN §9), so they are looked for, never bundled; a font whose licence bits forbid
embedding is skipped. Only TrueType outlines in a plain file can be embedded by the PDF writer.
"""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

FANGSONG = (
    "simfang.ttf",
    "stfangso.ttf",
    "仿宋_gb2312.ttf",
    "fangsong_gb2312.ttf",
    "方正仿宋_gbk.ttf",
    "fzfsk.ttf",
    "fzfsjw.ttf",
)
XIAOBIAOSONG = ("方正小标宋_gbk.ttf", "方正小标宋简体.ttf", "fzxbsk.ttf", "fzxbsjw.ttf", "小标宋.ttf")
_LAST_RESORTS = (
    "simsunb.ttf",
    "simsunextg.ttf",
    "hanaminb.ttf",
    "babelstonehan.ttf",
    "plangothicp1-regular.ttf",
    "plangothicp2-regular.ttf",
)


def _folders() -> list[Path]:
    """Where fonts are installed: Windows' two folders, else the folders fontconfig reads by default."""
    home = Path.home()
    if sys.platform == "win32":
        windows = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        return [windows, home / "AppData/Local/Microsoft/Windows/Fonts"]
    shared = os.environ.get("XDG_DATA_DIRS", "/usr/local/share:/usr/share").split(":")
    own = Path(os.environ.get("XDG_DATA_HOME", home / ".local/share"))
    return [*(Path(folder) / "fonts" for folder in shared if folder), own / "fonts", home / ".fonts"]


@cache
def installed() -> dict[str, Path]:
    """Lower-case file name → path of every .ttf installed; read once."""
    found: dict[str, Path] = {}
    for folder in _folders():
        for root, _, names in os.walk(folder):
            for name in sorted(names):
                if name.lower().endswith(".ttf"):
                    found.setdefault(name.lower(), Path(root) / name)
    return found


def embeddable(path: Path) -> bool:
    """True for a TrueType-outline file whose OS/2 licence bits (fsType) do not forbid embedding."""
    try:
        with path.open("rb") as file:
            head = file.read(12)
            if head[:4] not in (b"\0\1\0\0", b"true"):
                return False
            directory = file.read(16 * struct.unpack(">H", head[4:6])[0])
            tables = {directory[i : i + 4]: directory[i + 8 : i + 12] for i in range(0, len(directory), 16)}
            if b"glyf" not in tables or b"OS/2" not in tables:
                return False
            file.seek(struct.unpack(">L", tables[b"OS/2"])[0] + 8)
            licence: int = struct.unpack(">H", file.read(2))[0]
    except (OSError, struct.error):
        return False
    return licence & 0x0002 == 0 and licence & 0x0100 == 0


def find(names: Sequence[str]) -> Path | None:
    """The first of these files that is installed and may be embedded."""
    for name in names:
        path = installed().get(name)
        if path is not None and embeddable(path):
            return path
    return None


@cache
def last_resorts() -> tuple[Path, ...]:
    """Installed fonts with the rarest characters, tried only when every bundled face has failed."""
    paths = (find([name]) for name in _LAST_RESORTS)
    return tuple(path for path in paths if path is not None)
