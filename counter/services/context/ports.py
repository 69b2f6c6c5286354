"""What the services need from outer layers, as Protocols: clock and journal.

``bootstrap`` passes the implementations in; tests use the same ones on a temporary folder, or small fakes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol, Self

from counter.services.context.across_cases import EntriesAcrossCases
from counter.services.context.board_ports import HasBoard, HasBoardStore
from counter.services.context.case_search import FindsCases
from counter.services.context.clock_ports import Clock as Clock
from counter.services.context.clock_ports import NumbersByClock, TimesEntries
from counter.services.context.exchange_ports import ExchangeReading, ExchangeStore
from counter.services.context.held_ports import HasHeld
from counter.services.context.key_ports import HeldKeys, SharedKeysStore
from counter.services.context.ledger_ports import HasLedger, HasLedgerStore
from counter.services.context.paper_files import PaperMaker as PaperMaker
from counter.services.context.rating_ports import RatingSlotStore
from counter.services.context.result_ports import HasResults, HasResultStore
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
    LogReader as LogReader,
)
from counter.services.context.rows import (
    NearDays as NearDays,
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
    TaskNumbers as TaskNumbers,
)
from counter.services.context.rows import (
    TaskRow as TaskRow,
)
from counter.services.context.rows import (
    TaskSpan as TaskSpan,
)
from counter.services.context.rows import (
    UnemptiedLog as UnemptiedLog,
)
from counter.services.context.task_ports import ReadsTasks
from counter.services.context.written_elsewhere import FollowsWriting

if TYPE_CHECKING:  # a start opens a journal without papers
    from counter.domain.hall.pin_lock import WrongPins
    from counter.domain.journal.entries import Entry, NewEntry


class Transaction(
    HasBoardStore, HasHeld, HasLedgerStore, HasResultStore, RatingSlotStore, NumbersByClock, Protocol
):
    """One ``BEGIN IMMEDIATE``: chain head and numbers are read inside it; leaving without ``commit`` rolls back."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *exc: object) -> None: ...

    def commit(self) -> None:
        """Make everything durable (synchronous=FULL). Raises WorldTrouble when disk or file prevents it."""
        ...

    def append(self, new: NewEntry, *, actor: str) -> Entry:
        """Append one event: seq, time, seal, chain. A payload that is not of its declared shape is a bug and raises.

        Raises StaleBase when ``previous_entry_id`` is not what ``last_id`` says. Entries of this transaction count as
        seen: a second one may repeat the base that the first one named.
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
        """What the next entry about the subject names as its base: the id of the last one, of a case all heads of what
        travels; None for a new subject.
        """
        ...

    def exchange(self) -> ExchangeStore:
        """The tables of the exchange with other stations."""
        ...

    def shared_keys(self) -> SharedKeysStore:
        """Case keys here, and the wraps by which they travel."""
        ...

    def put_case(self, row: CaseRow) -> None:
        """Write the read-model row of a case (computed from its fold)."""
        ...

    def put_paper(self, row: PaperRow) -> None:
        """Write the read-model row of a paper."""
        ...

    def put_papers(self, case: str, papers: Sequence[PaperRow]) -> None:
        """Replace the papers of a case, in this order; unchanged ones are not written."""
        ...

    def put_tasks(self, case: str, rows: Sequence[TaskRow]) -> None:
        """Replace the task rows of a case; unchanged rows are not written."""
        ...

    def erase_case(self, case: str) -> None:
        """Take a case off every list; its entries stay."""
        ...

    def put_staff(self, row: StaffRow) -> None:
        """Write the read-model row of a person on duty."""
        ...

    def put_rating(self, row: RatingRow) -> None:
        """Write the read-model row of a rating (office)."""
        ...

    def wrong_pins(self, key: str) -> WrongPins | None:
        """Consecutive wrong PINs of the staff code that ``key`` is derived from."""
        ...

    def put_wrong_pins(self, tries: WrongPins, staying: Collection[str]) -> None:
        """Store them (no journal entry); of too many codes the longest untried are dropped, but none of ``staying``."""
        ...

    def forget_wrong_pins(self, key: str) -> None:
        """Erase those of one code."""
        ...

    def open_cases_of(
        self, bundle: int, id_numbers: Sequence[str], names: Sequence[str]
    ) -> tuple[CaseRow, ...]:
        """Open cases of the same bundle by any of these id numbers, or by exact name where one side has none."""
        ...

    def save_draft(self, row: DraftRow) -> None:
        """Insert or replace a draft (no journal entry)."""
        ...

    def erase_draft(self, draft: str) -> None:
        """Erase a draft, if it is there."""
        ...


class Journal(
    EntriesAcrossCases,
    FindsCases,
    FollowsWriting,
    ReadsTasks,
    HasBoard,
    HasHeld,
    HasLedger,
    HasResults,
    HeldKeys,
    TimesEntries,
    Protocol,
):
    """The station's journal and its read models (DESIGN §4)."""

    def transaction(self) -> Transaction:
        """Begin one transaction."""
        ...

    def is_shared(self) -> bool:
        """Whether others know entries of this epoch, and entries of others are here."""
        ...

    def exchange(self) -> ExchangeReading:
        """What is known of the exchange with other stations."""
        ...

    def station(self) -> StationIdentity:
        """The station's identity as set up."""
        ...

    def has_given(self, epoch: int, series: str, number: int) -> bool:
        """Whether this station gave out that number of a series in that epoch, as far as the journal knows."""
        ...

    def open_next_epoch(self, actor: str, reason: str = "seen") -> None:
        """Begin the next epoch: numbers were given out that the journal does not know."""
        ...

    def public_key(self) -> bytes:
        """The public half of the current epoch's station key (Ed25519)."""
        ...

    def sign(self, message: bytes, epoch: int | None = None) -> bytes:
        """Sign with the station key of the current epoch, or of that one; the caller puts a purpose in front of the
        message. ValueError for an epoch that is not in this file.
        """
        ...

    def station_seed(self, epoch: int) -> bytes:
        """The private seed of that epoch's station key, to open what is sealed to it. ValueError as ``sign``."""
        ...

    def place(self, epoch: int | None = None) -> tuple[int, bytes]:
        """Number and hash of the last entry of the current epoch, or of that one; (0, zeros) before the first."""
        ...

    def witness(self) -> None:
        """Note outside the profile how far the stream is: an older file that is put back then opens the next epoch."""
        ...

    def chain_holds(self, epoch: int, seq: int) -> bool:
        """Whether the station's chain of that epoch is whole up to that entry: computed anew from the stored fields."""
        ...

    def hash_at(self, epoch: int, seq: int) -> bytes | None:
        """Hash of an entry of this station's own chain in this file; None where there is no such entry."""
        ...

    def hall_seed(self) -> bytes | None:
        """The private seed of the hall key, where this profile holds it."""
        ...

    def keep_hall_seed(self, seed: bytes) -> None:
        """Store the private seed of the hall key, sealed, beside the journal and never in an entry."""
        ...

    def is_recovery_key(self, typed: str) -> bool:
        """Whether that is the recovery key of this profile or, where it has one, of the hall. Raises BadInput for one
        that was copied wrongly.
        """
        ...

    def keep_coming_hall_seed(self, seed: bytes) -> None:
        """Store the seed of the hall key that follows, before the entry that puts it in force."""
        ...

    def handler_seed(self) -> bytes | None:
        """The private half of the handler's key (X25519), where this profile is the office; else None."""
        ...

    def keep_handler_seed(self, seed: bytes) -> None:
        """Store it, sealed, beside the journal and never in an entry."""
        ...

    def bureau_seed(self) -> bytes | None:
        """The private half of the bureau's key (Ed25519), where this profile is the 指南编辑室; else None."""
        ...

    def keep_bureau_seed(self, seed: bytes) -> None:
        """Store it, sealed, beside the journal and never in an entry."""
        ...

    def hub_secret(self) -> bytes | None:
        """How this station reaches its hub (``services.exchange.enrolment``); None where it is not joined to one."""
        ...

    def keep_hub_secret(self, secret: bytes | None) -> None:
        """Store it, sealed, beside the journal and never in an entry; None takes it away."""
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
        """Entries of one subject with a seq above ``after`` in this epoch, in order: those no pack has sent yet."""
        ...

    def entries_of_kinds(self, kinds: Collection[str], after: tuple[int, int]) -> tuple[Entry, ...]:
        """Entries of these kinds after (epoch, seq) in the station's chains, in order; sealed parts are not opened."""
        ...

    def open_cases_of(
        self, bundle: int, id_numbers: Sequence[str], names: Sequence[str]
    ) -> tuple[CaseRow, ...]:
        """``Transaction.open_cases_of`` outside a transaction, for display only."""
        ...

    def case_row(self, number_or_id: str) -> CaseRow | None:
        """The row of one case by its number (any spacing) or id."""
        ...

    def open_cases_due_by(self, day: str) -> tuple[CaseRow, ...]:
        """Open cases whose nearest date is that day (ISO) or an earlier one, nearest first."""
        ...

    def longest_silence(self, since: datetime) -> timedelta:
        """The longest time without an entry from that moment until now."""
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

    def drafts_of(self, clerk: str) -> tuple[DraftRow, ...]:
        """That clerk's drafts, newest first."""
        ...

    def drafts(self) -> tuple[DraftRow, ...]:
        """Every clerk's drafts, oldest first."""
        ...

    def bundle_usage(self) -> tuple[Mapping[int, int], tuple[int, ...]]:
        """(bundle → how often filed here, bundles most recently filed first)."""
        ...

    def forget(
        self,
        subject: str,
        *,
        actor: str,
        reason: str,
        document: str = "",
        agreed_by: str = "",
        base: str = "",
    ) -> Entry:
        """Destroy the subject's key and read-model rows; the chain stays whole (``person.forgotten``).

        ``base``: last entry looked at; raises StaleBase where another followed.
        """
        ...

    def forget_too(self, subject: str, entry: str, *, actor: str) -> Entry:
        """The same after the owner of the case, whose ``person.forgotten`` has that id: ``person.forgotten_here``."""
        ...

    def clear_page_log(self) -> bool:
        """Empty the page log, which reveals in what order boxes came; after the commit, never inside a transaction.

        False where another process was reading; the next call empties it then.
        """
        ...

    def try_clear_page_log(self, patience_ms: int, *, probe: bool = False) -> UnemptiedLog | None:
        """Empty the page log, waiting at most that long for readers; what is left and who prevents it, or None.

        ``probe``: write something first, because a reader of an empty log only keeps what comes after.
        """
        ...

    def close(self) -> None:
        """Close the file."""
        ...
