"""Events of the archive (归档): the hall's approved retention schedule, a finished case that went into it, its
package (归档信息包) and the handing over to the archive.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from counter.domain.journal.kinds import HistoryOf, Meeting, Slot, event


@dataclass(frozen=True, slots=True)
class RetentionRow:
    """How long cases of a bundle are kept. ``bundle`` 0: every one without a row; ``years`` 0: for ever (永久)."""

    bundle: int
    years: int
    clause: str = ""


@event("retention.approved", slot=Slot.NONE)
@dataclass(frozen=True, slots=True)
class RetentionApproved:
    """``retention.approved``: the hall's 归档范围和保管期限表, as the archives authority approved it.

    档案法实施条例 19: each unit draws up its own and the 档案主管部门 approves it. ``approved_by``, ``document``,
    ``day``: of that approval; ``agreed_by``: the second person who signed for it here.
    """

    title: str
    approved_by: str
    document: str
    day: date
    rows: tuple[RetentionRow, ...]
    agreed_by: str


@event("case.archived", slot=Slot.ALL, of=HistoryOf.CASE, meets=Meeting.DECIDES)
@dataclass(frozen=True, slots=True)
class CaseArchived:
    """``case.archived``: a finished case went into the archive, kept for ``years`` (0: for ever) by ``schedule``.

    ``schedule``: document number of the approval; ``finished``: the day on which nothing was left to do; ``until``: the
    last day of the period, None for ever; ``file_number``: 档号, where the archive gave one.
    """

    schedule: str
    years: int
    finished: date
    until: date | None
    file_number: str = ""

    LATER: ClassVar = ("file_number",)


@dataclass(frozen=True, slots=True)
class CaseUnarchivedSealed:
    """Why, in the person's own words."""

    reason: str


@event(
    "case.unarchived",
    sealed=CaseUnarchivedSealed,
    slot=Slot.ALL,
    of=HistoryOf.CASE,
    meets=Meeting.DECIDES,
    same=(),
)
@dataclass(frozen=True, slots=True)
class CaseUnarchived:
    """``case.unarchived``: taken out of the archive, because something is to be done in it again.

    ``supervisor``: who agreed.
    """

    supervisor: str


@event("archive.packed", slot=Slot.NONE, of=HistoryOf.CASE)
@dataclass(frozen=True, slots=True)
class CasePacked:
    """``archive.packed``: everything about the case left the program in plain words, as one package.

    ``version``: from 1, one more where the case was changed since the last; ``digest``: SHA-256 of the package's list
    of files, in hex; ``acts``: how many acts of the case it covers; ``files``: how many it holds; ``box``: 盒号 of what
    is on paper only.
    """

    version: int
    digest: str
    acts: int
    files: int
    box: str


@dataclass(frozen=True, slots=True)
class ArchiveHandedOverSealed:
    """Who took it over there."""

    received_by: str


@event("archive.handed_over", sealed=ArchiveHandedOverSealed, slot=Slot.NONE, of=HistoryOf.CASE)
@dataclass(frozen=True, slots=True)
class ArchiveHandedOver:
    """``archive.handed_over``: a package was handed over by a list that both sides signed (移交清册).

    ``to``: the archive; ``list_number``: of the signed list; ``day``: civil day of the signatures; ``agreed_by``: code
    of the second person here; ``version``, ``digest``: as in ``CasePacked``.
    """

    to: str
    list_number: str
    day: date
    version: int
    digest: str
    agreed_by: str
