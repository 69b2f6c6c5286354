"""Events of the archive (归档): the hall's approved retention schedule, and a finished case that went into it."""

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
