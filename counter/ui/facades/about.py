"""What the page 关于 needs of the installation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from counter.domain.reading.news import VersionNews


@dataclass(frozen=True, slots=True)
class UsedLibrary:
    """A library or font that the program contains; ``licence`` as its publisher names it."""

    name: str
    version: str
    licence: str


@dataclass(frozen=True, slots=True)
class AboutTools:
    """Reads files: on a lane. ``version``: of the program, ``platform``: what it runs on; ``support``: the text of the
    support file, without anything of a person; takes seconds.
    """

    version: Callable[[], str]
    platform: Callable[[], str]
    libraries: Callable[[], Sequence[UsedLibrary]]
    news: Callable[[], Sequence[VersionNews]]
    support: Callable[[], str]
