"""What is new for those who work with the program: the Chinese lists of the changelog, by version."""

from __future__ import annotations

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
