"""What is new for those who work with the program: the Chinese lists of the changelog, by version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HEADING = "给用的人"
"""Title of the lists in CHANGELOG.md that a clerk reads; everything else there is for who maintains the program."""


@dataclass(frozen=True, slots=True)
class VersionNews:
    """``version``: as the changelog's heading says it; ``lines``: one sentence each."""

    version: str
    lines: tuple[str, ...]


def news(changelog: str) -> tuple[VersionNews, ...]:
    """Versions that have such a list, the newest first as in the file; commands in plain quotation marks."""
    found: list[VersionNews] = []
    version, inside, lines = "", False, list[str]()

    def close() -> None:
        if lines:
            found.append(VersionNews(version, tuple(lines)))
            lines.clear()

    for line in changelog.replace("`", '"').splitlines():
        if line.startswith("## "):
            close()
            version, inside = line[3:].strip(), False
        elif line.startswith("### "):
            inside = line[4:].strip() == HEADING
        elif inside and line.startswith("- "):
            lines.append(line[2:].strip())
        elif inside and lines and line.startswith("  "):
            lines[-1] += line.strip()
    close()
    return tuple(found)


def newest(versions: Sequence[VersionNews], most: int) -> tuple[tuple[VersionNews, ...], int]:
    """The first ``most`` lines in the changelog's own order, and how many are left out."""
    found: list[VersionNews] = []
    room = most
    for one in versions:
        if room:
            found.append(VersionNews(one.version, one.lines[:room]))
        room -= min(room, len(one.lines))
    return tuple(found), sum(len(one.lines) for one in versions) - (most - room)
