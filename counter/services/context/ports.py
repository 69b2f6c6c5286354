"""What the services need from the rooms above them, as Protocols: clock, journal, guide shelf, paper maker.

``bootstrap`` hands the real parts in; tests hand in the same parts on a temporary folder or small real fakes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, Self

from counter.services.context.rows import (
    CaseRow as CaseRow,
)
from counter.services.context.rows import (
    DraftRow as DraftRow,
)
from counter.services.context.rows import (
    FoundCases as FoundCases,
)
from counter.services.context.rows import (
    KeptLog as KeptLog,
)
from counter.services.context.rows import (
    LogReader as LogReader,
)
from counter.services.context.rows import (
    PaperRow as PaperRow,
)
from counter.services.context.rows import (
    RatingFilter as RatingFilter,
)
from counter.services.context.rows import (
    RatingRow as RatingRow,
)
from counter.services.context.rows import (
    RatingSlot as RatingSlot,
)
from counter.services.context.rows import (
    StaffRow as StaffRow,
)
from counter.services.context.rows import (
    StationIdentity as StationIdentity,
)
from counter.services.context.rows import (
    TaskLine as TaskLine,
)
from counter.services.context.rows import (
    TaskRow as TaskRow,
)
from counter.services.context.rows import (
    TaskSpan as TaskSpan,
)
from counter.services.context.sheet_reader import PaperMaker as PaperMaker

if TYPE_CHECKING:  # a start opens a journal without papers
    from counter.domain.guide.model import Guide
    from counter.domain.hall.pin_lock import WrongPins
    from counter.domain.journal.entries import ClockReading, Entry, NewEntry
    from counter.domain.text.name_initials import NameTable


class Clock(Protocol):
    """The station's clock."""

    def read(self) -> ClockReading:
        """Wall time (UTC), boot id and monotonic time, read together."""
        ...


class Transaction(Protocol):
    """One ``BEGIN IMMEDIATE``: chain head and numbers are read inside it; leaving without ``commit`` undoes all."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *exc: object) -> None: ...

    def commit(self) -> None:
        """Make everything durable (synchronous=FULL). Raises WorldTrouble when disk or file is in the way."""
        ...

    def append(self, new: NewEntry, *, actor: str) -> Entry:
        """Append one event: seq, time, seal, chain. What is no event of its declared shape is refused as our bug.

        Raises StaleBase when ``previous_entry_id`` is not the subject's last entry. What this transaction itself
        appended counts as seen: a second entry may repeat the one that the first names.
        """
        ...

    def next_number(self, series: str) -> int:
        """Next number of a series (1, 2, 3 …) of this station and epoch; given back only if the transaction fails.

        The next entry appended carries it (``Entry.taken``): a number without an entry cannot be committed.
        """
        ...

    def entries(self, subject: str) -> tuple[Entry, ...]:
        """All entries of one subject in order, opened."""
        ...

    def last_id(self, subject: str) -> str | None:
        """Id of the subject's last entry, or None."""
        ...

    def put_case(self, row: CaseRow) -> None:
        """Write the read-model row of a case (computed from its fold)."""
        ...

    def put_paper(self, row: PaperRow) -> None:
        """Write the read-model row of a paper."""
        ...

    def put_tasks(self, case: str, rows: Sequence[TaskRow]) -> None:
        """Write what is still to be done in a case, instead of what stands there; the same rows are left alone."""
        ...

    def put_staff(self, row: StaffRow) -> None:
        """Write the read-model row of a person on duty."""
        ...

    def put_rating(self, row: RatingRow) -> None:
        """Write the read-model row of a rating (office)."""
        ...

    def put_rating_slot(self, slot: RatingSlot) -> None:
        """Keep an open invitation, or what was sealed for it; replaces the case's own."""
        ...

    def rating_slot(self, case: str) -> RatingSlot | None:
        """The open invitation of a case."""
        ...

    def rating_slots(self) -> tuple[RatingSlot, ...]:
        """All open invitations, in no order that tells anything."""
        ...

    def fill_rating_slot(self, slot: RatingSlot, named: bytes, anonymous: bytes) -> bool:
        """Put what was chosen where the two sealed nothings of an open invitation lie; no page comes or goes by it.

        False, and nothing is written, where the anonymous one is no longer in the buffer. ``Journal.forget_order``
        after the commit: the log of pages would tell which box came last.
        """
        ...

    def erase_rating_slot(self, case: str) -> None:
        """The invitation is closed."""
        ...

    def put_anonymous_box(self, day: str, box: bytes) -> None:
        """Drop a sealed box into the day's buffer: stored by a random key, without case, time or order.

        ``Journal.forget_order`` after the commit: the log of pages would tell which box came last.
        """
        ...

    def anonymous_boxes(self, before: str) -> Mapping[str, tuple[bytes, ...]]:
        """Days before that one (ISO) with their boxes, in the order of their bytes."""
        ...

    def erase_anonymous_boxes(self, day: str) -> None:
        """The day's batch is written: its buffer is overwritten, not only unlinked (``Journal.forget_order``)."""
        ...

    def wrong_pins(self, key: str) -> WrongPins | None:
        """Wrong PINs in a row of the code that ``key`` stands for."""
        ...

    def put_wrong_pins(self, tries: WrongPins, staying: Collection[str]) -> None:
        """Keep them (no journal entry); of too many codes the longest untried go, but never those ``staying``."""
        ...

    def forget_wrong_pins(self, key: str) -> None:
        """Forget those of one code."""
        ...

    def open_cases_of(
        self, bundle: int, id_numbers: Sequence[str], names: Sequence[str]
    ) -> tuple[CaseRow, ...]:
        """Open cases of the same bundle by any of these id numbers (or, where none is known, exact names)."""
        ...

    def save_draft(self, row: DraftRow) -> None:
        """Insert or replace a draft (no journal entry)."""
        ...

    def erase_draft(self, draft: str) -> None:
        """Erase a draft, if it is there."""
        ...


class Journal(Protocol):
    """The station's journal and its read models (DESIGN §4)."""

    def transaction(self) -> Transaction:
        """Begin one transaction."""
        ...

    def station(self) -> StationIdentity:
        """The station's identity as set up."""
        ...

    def has_given(self, epoch: int, series: str, number: int) -> bool:
        """Whether this station gave out that number of a series in that epoch, as far as the journal knows."""
        ...

    def open_next_epoch(self, actor: str) -> None:
        """Work in the next epoch from here on: numbers were given out that the journal does not know."""
        ...

    def public_key(self) -> bytes:
        """The public half of the present epoch's station key (Ed25519)."""
        ...

    def sign(self, message: bytes) -> bytes:
        """Sign with the present epoch's station key; the caller puts a purpose in front of the message."""
        ...

    def place(self) -> tuple[int, bytes]:
        """Number and hash of the present epoch's last entry; (0, zeros) before the first."""
        ...

    def hash_at(self, epoch: int, seq: int) -> bytes | None:
        """Hash of an entry of this station's own chain as it stands in this file; None where it has none there."""
        ...

    def hall_seed(self) -> bytes | None:
        """The private seed of the hall key, where this profile holds it."""
        ...

    def keep_hall_seed(self, seed: bytes) -> None:
        """Keep the private seed of the hall key, sealed, beside the journal and never in an entry."""
        ...

    def handler_seed(self) -> bytes | None:
        """The private half of the handler's key (X25519), where this profile is the office; else None."""
        ...

    def keep_handler_seed(self, seed: bytes) -> None:
        """Keep it, sealed, beside the journal and never in an entry."""
        ...

    def bureau_seed(self) -> bytes | None:
        """The private half of the bureau's key (Ed25519), where this profile is the 指南编辑室; else None."""
        ...

    def keep_bureau_seed(self, seed: bytes) -> None:
        """Keep it, sealed, beside the journal and never in an entry."""
        ...

    def ratings(self, wanted: RatingFilter, limit: int = 2000) -> tuple[RatingRow, ...]:
        """Ratings of the office, newest day first."""
        ...

    def rating_counts(
        self, by: Sequence[str], wanted: RatingFilter
    ) -> tuple[tuple[tuple[str, ...], int], ...]:
        """Grouped by columns of ``RatingRow`` (also ``month``; ``reason``: one count for each reason given)."""
        ...

    def last_entries(self, subject: str, after: int) -> tuple[Entry, ...]:
        """Entries of one subject with a seq above ``after`` in this epoch, in order: what a pack has not sent yet."""
        ...

    def entries_of_kinds(self, kinds: Collection[str], after: tuple[int, int]) -> tuple[Entry, ...]:
        """Entries of these kinds after (epoch, seq) in the station's chains, in order; sealed parts stay closed."""
        ...

    def find_cases(self, text: str, limit: int = 50) -> FoundCases:
        """Cases by number or its tail, part of a name, pinyin initials, id number or phone tail; newest first."""
        ...

    def open_cases_of(
        self, bundle: int, id_numbers: Sequence[str], names: Sequence[str]
    ) -> tuple[CaseRow, ...]:
        """The same as in a transaction, for showing only."""
        ...

    def case_row(self, number_or_id: str) -> CaseRow | None:
        """The row of one case by its number (any spacing) or id."""
        ...

    def open_cases_due_by(self, day: str) -> tuple[CaseRow, ...]:
        """Open cases whose nearest date is that day (ISO) or an earlier one, nearest first."""
        ...

    def tasks(self, span: TaskSpan, limit: int) -> tuple[TaskLine, ...]:
        """What is to be done in that span, the nearest day first."""
        ...

    def task_counts(self, until: str | None) -> Mapping[tuple[str, str | None], int]:
        """(kind, day) → how many tasks, by that day (ISO; None: ever) or without a day."""
        ...

    def entries(self, subject: str) -> tuple[Entry, ...]:
        """All entries of one subject in order, opened."""
        ...

    def papers_of(self, case: str) -> tuple[PaperRow, ...]:
        """Papers of one case in order of issue."""
        ...

    def staff(self) -> tuple[StaffRow, ...]:
        """People on duty at this station."""
        ...

    def reading(self) -> ClockReading:
        """What the clock that times entries says now."""
        ...

    def drafts_of(self, clerk: str) -> tuple[DraftRow, ...]:
        """That clerk's drafts, newest first."""
        ...

    def drafts(self) -> tuple[DraftRow, ...]:
        """Every clerk's drafts, oldest first."""
        ...

    def bundle_usage(self) -> tuple[Mapping[int, int], tuple[int, ...]]:
        """(bundle → how often filed here, bundles most recently filed first)."""
        ...

    def untimely(self) -> bool:
        """True while the clock is earlier than the last entry and nobody has confirmed it (时间待核)."""
        ...

    def last_time(self) -> datetime | None:
        """The newest time an entry bears that nobody doubts (UTC)."""
        ...

    def forget(self, subject: str, *, actor: str, reason: str) -> Entry:
        """Destroy the subject's key and read-model rows; the chain stays whole (``person.forgotten``)."""
        ...

    def forget_order(self) -> bool:
        """Empty the log of pages, which tells in what order boxes came; after the commit, never inside a transaction.

        False where another program was reading just then: what it tells goes with the next time.
        """
        ...

    def kept_log(self, patience_ms: int, *, probe: bool = False) -> KeptLog | None:
        """The same, waiting that long at most for others; what is left of the log and who is in the way, or None.

        ``probe``: write something first, for who reads beside an empty log keeps only what comes after.
        """
        ...

    def changed(self) -> bool:
        """True if another window or command wrote since this was last asked in this thread."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...


class ShippedGuides(Protocol):
    """Where compiled guides lie."""

    def guide(self, overlay: str | None) -> Guide:
        """The guide in force, with the overlay of that name laid over it (``demo``) or none."""
        ...

    def names(self) -> NameTable:
        """Readings of characters and surnames; read once."""


class GuideStore(Protocol):
    """The guides of one profile, beside its journal: published libraries and attached files by hash, and the draft.

    What is named by its hash is written once and never changed; the hash stands in a signed entry. A guide is public:
    nothing here is sealed, and nothing personal ever lies here (L11).
    """

    def keep(self, library: bytes) -> str:
        """Keep a canonical library durably; its SHA-256 (hex)."""
        ...

    def library(self, digest: str) -> bytes:
        """A kept library. Raises WorldTrouble where it is gone or no longer what its name says."""
        ...

    def keep_file(self, content: bytes) -> str:
        """Keep an attached file durably; its SHA-256 (hex)."""
        ...

    def file(self, digest: str) -> bytes:
        """A kept file. Raises WorldTrouble where it is gone or no longer what its name says."""
        ...

    def save_draft(self, draft: bytes) -> None:
        """Keep the bureau's draft durably, instead of what was there."""
        ...

    def draft(self) -> bytes | None:
        """The bureau's draft as last saved; None where there is none yet."""
        ...

    def compile(self, library: bytes) -> None:
        """Lay a kept library out in the fast form that a start reads (``db.guide.shelf``)."""
        ...
