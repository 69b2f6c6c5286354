"""The guide in force as a paper names it: by number and day, never by the hash of its content (0059)."""

from __future__ import annotations

from counter.domain.guide.publication import Publication, Versions
from counter.domain.text.day_words import day_text
from counter.domain.visit.visit import Setting


def guide_version(setting: Setting) -> str:
    """``第3版（2026年12月1日起）``: whoever comes back later asks at the window whether it is still the same."""
    if setting.publication is not None:
        return _numbered(setting.publication)
    return version_named(setting.versions, setting.guide.version)


def version_named(versions: Versions | None, version: str) -> str:
    """The same of a guide by its name: of one that nobody has published, that it came with the program."""
    known = versions.of_version(version) if versions is not None else None
    return _numbered(known.publication) if known is not None else "随程序带的示范指南，不是部门正式发布的"


def _numbered(said: Publication) -> str:
    day = said.effective
    return f"{said.title}（{day_text(day)}起）"
