"""What the applicant's screen shows (镜屏): the clerk's page in the applicant's own words, personal data masked (L11).

Pure values; ``mirroring`` builds them, ``ui/screen`` paints them. Sentences of our own have at most
20 characters from the 3,500 common ones; names of bundles, items and materials are the guide's.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from counter.domain.document.signature import Drawing as Drawing
from counter.domain.visit.visit import ApplicantReply as ApplicantReply


class Mark(StrEnum):
    """The sign before a line: here, still missing, follows later, nothing to bring."""

    HERE = "here"
    MISSING = "missing"
    LATER = "later"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class WindowCard:
    """Who serves here (办法 37): shown while waiting and small above everything else. Empty: not given, not shown.

    ``emblem`` (统一标识) and ``photo``: picture files of the register.
    """

    hall: str
    window: str
    clerk: str = ""
    clerk_code: str = ""
    duty: str = ""
    contact: str = ""
    complaint: str = ""
    demo: bool = False
    training: bool = False
    emblem: bytes = b""
    photo: bytes = b""


@dataclass(frozen=True, slots=True)
class Masked:
    """A piece of personal data: what is shown, and what pressing shows."""

    label: str
    masked: str
    full: str


@dataclass(frozen=True, slots=True)
class MirrorLine:
    """One line of a part: its sign, the thing, and one plain sentence about it."""

    mark: Mark
    name: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class MirrorPart:
    """A titled part, e.g. 您交来的（8 份）."""

    title: str
    lines: tuple[MirrorLine, ...]


@dataclass(frozen=True, slots=True)
class MirrorQuestion:
    """A situation question that the applicant may answer on the screen. ``chosen``: option ids.

    ``most``: a number of people from ``least`` to it is asked for, and ``chosen`` is that number.
    """

    id: str
    words: str
    options: tuple[tuple[str, str], ...]  # (id, words)
    several: bool
    chosen: tuple[str, ...] = ()
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Mirror:
    """The whole screen. ``digest``: of everything shown, so that a confirmation (对) is of exactly this.

    ``left``: what was brought and what is not needed; ``right``: what is missing, then what follows and when.
    ``questions``: open ones first. ``filed``: it is recorded already, and nothing is asked any more.
    """

    title: str
    people: tuple[Masked, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    questions: tuple[MirrorQuestion, ...] = ()
    left: tuple[MirrorPart, ...] = ()
    right: tuple[MirrorPart, ...] = ()
    filed: bool = False
    digest: str = ""


@dataclass(frozen=True, slots=True)
class PledgeText:
    """A pledge to read and sign on the screen (容缺受理承诺书): the paper's own words, paragraph by paragraph.

    ``table``: rows of what follows later, under ``head``.
    """

    paper: str
    title: str
    organ: str
    before: tuple[str, ...]
    head: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    after: tuple[str, ...] = ()
