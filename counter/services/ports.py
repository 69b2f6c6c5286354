"""What the services need from the rooms above them, as Protocols: clock, journal, guide shelf, paper maker.

``bootstrap`` hands the real parts in; tests hand in the same parts on a temporary folder or small real fakes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, Self

from counter.domain.entries import Draft, Entry, Reading
from counter.domain.guide import Guide
from counter.domain.mirror import Drawing
from counter.domain.papers import Document
from counter.domain.pin_lock import WrongPins


class Clock(Protocol):
    """The station's clock."""

    def read(self) -> Reading:
        """Wall time (UTC), boot id and monotonic time, read together."""
        ...


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One row of the case read model. Personal fields stand in the encrypted file only (DESIGN §4).

    ``names``: the names to find the case by; ``initials``: their pinyin initials; ``id_numbers``: normalised.
    ``open``: something is still to be done in it (an open case of the same person is shown before a second is filed).
    """

    case: str
    number: str
    bundle: int
    bundle_name: str
    state: str
    opened_at: str
    updated_at: str
    due: str | None
    clerk: str
    applicant: str
    names: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()
    id_numbers: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    open: bool = True


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One row of the paper read model: every number ever given, and how often it was copied out."""

    paper: str
    case: str
    kind: str
    number: str
    organ: str
    issued_at: str
    copies: int
    state: str  # domain.paper_record.PaperStage


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One row of the 待办 read model: what is still to be done in a case. ``day``: ISO, None where none is set.

    Nothing in it depends on today; the applicant's name stands in the case's row only.
    """

    case: str
    item: str
    item_name: str
    paper: str
    kind: str  # domain.tasks.TaskKind
    day: str | None
    provisional: bool
    words: str


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task with what its case's row says."""

    task: TaskRow
    number: str
    bundle_name: str
    applicant: str
    clerk: str


@dataclass(frozen=True, slots=True)
class RatingSlot:
    """An invitation that is open: no journal entry, it lives minutes. ``invitation``: SHA-256 of its secret, hex.

    ``box``: the sealed named box (or a sealed nothing) once the applicant has chosen or declined, of one size always.
    """

    case: str
    invitation: str
    stage: str
    clerk: str
    opened_at: str
    closes_at: str
    box: bytes | None = None


@dataclass(frozen=True, slots=True)
class RatingRow:
    """One row of the office's ratings read model. No personal data of the rater; the clerk's code only.

    ``day``: civil day of the rating (ISO); ``station``, ``window``, ``clerk``, ``case`` empty for an anonymous one.
    ``standing``: counted | proxy (代录, not yet called back) | doubtful | set_aside (误评、恶意、不是本人): only the
    first counts in rates. ``loop``: none | open | answered | closed, with ``due`` and ``owner`` of the rectification.
    ``again``: the second rating given at the call-back. ``answered``: civil day of the first answer (ISO) or "".
    """

    rating: str
    mode: str
    channel: str
    hall: str
    station: str
    window: str
    clerk: str
    case: str
    bundle: int
    bundle_name: str
    stage: str
    day: str
    grade: str
    reasons: tuple[str, ...]
    standing: str
    loop: str = "none"
    due: str | None = None
    owner: str = ""
    finding: str = ""
    again: str = ""
    answered: str = ""


@dataclass(frozen=True, slots=True)
class RatingFilter:
    """Which ratings: days from ``since`` to ``until`` (ISO, inclusive); None and "" leave a part open."""

    since: str | None = None
    until: str | None = None
    hall: str = ""
    bundle: int | None = None
    clerk: str = ""
    grade: str = ""
    mode: str = ""
    standing: str = ""
    loop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A person on duty. ``pin_hash`` is an argon2 string; ``role``: clerk | supervisor."""

    code: str
    name: str
    role: str
    pin_hash: str
    active: bool


@dataclass(frozen=True, slots=True)
class DraftRow:
    """Unfinished input, encrypted at rest like everything else; ``body`` is the page's own JSON."""

    id: str
    clerk: str
    guide_version: str
    saved_at: str
    begun_at: str
    body: Mapping[str, object]


class Transaction(Protocol):
    """One ``BEGIN IMMEDIATE``: chain head and numbers are read inside it; leaving without ``commit`` undoes all."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *exc: object) -> None: ...

    def commit(self) -> None:
        """Make everything durable (synchronous=FULL). Raises WorldTrouble when disk or file is in the way."""
        ...

    def append(self, draft: Draft, *, actor: str) -> Entry:
        """Append one entry: seq, time, seal, chain. Raises StaleBase when ``draft.base`` is not the subject's last.

        What this transaction itself appended counts as seen: a second entry may repeat the base of the first.
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


@dataclass(frozen=True, slots=True)
class StationIdentity:
    """Who this station is: the code from the hall's register and its epoch, with everything papers need."""

    code: str
    epoch: int
    hall: str
    window: str
    region: str
    jurisdiction: str
    demo: bool


class Journal(Protocol):
    """The station's journal and its read models (DESIGN §4)."""

    def transaction(self) -> Transaction:
        """Begin one transaction."""
        ...

    def station(self) -> StationIdentity:
        """The station's identity as set up."""
        ...

    def public_key(self) -> bytes:
        """The public half of the present epoch's station key (Ed25519)."""
        ...

    def sign(self, message: bytes) -> bytes:
        """Sign with the present epoch's station key; the caller puts a purpose in front of the message."""
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

    def find_cases(self, text: str, limit: int = 50) -> tuple[CaseRow, ...]:
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

    def tasks(self, until: str | None, limit: int, kinds: Sequence[str] = ()) -> tuple[TaskLine, ...]:
        """What is to be done by that day (ISO; None: ever), nearest day first, then what has no day.

        ``kinds``: only these; none named: all.
        """
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

    def reading(self) -> Reading:
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

    def changed(self) -> bool:
        """True if another window or command wrote since this was last asked in this thread."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...


class GuideShelf(Protocol):
    """Where compiled guides lie."""

    def guide(self, overlay: str | None) -> Guide:
        """The guide in force, with the overlay of that name laid over it (``demo``) or none."""
        ...


class PaperMaker(Protocol):
    """Makes a PDF of a document. Raises WorldTrouble when a glyph is missing in every font."""

    def warm(self) -> None:
        """Begin to get ready, without waiting for it."""
        ...

    def make(self, document: Document, drawing: Drawing | None = None) -> bytes:
        """PDF bytes of one document; ``drawing``: the signature drawn for it, an aid beside the pen's own place."""
        ...

    def pages(
        self, document: Document, width_px: int, drawing: Drawing | None = None
    ) -> Sequence[tuple[int, int, bytes]]:
        """Its pages for a preview: width, height and grey bytes, one a pixel."""
        ...

    def close(self) -> None:
        """Let go of whatever was started."""
        ...
