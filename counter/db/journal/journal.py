"""The station's journal in one encrypted file: the real ``services.context.ports.Journal`` (DESIGN §4)."""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from counter.db.file import schema
from counter.db.file.clock import is_untimely, reckoned
from counter.db.file.connection import DATABASE, NOTHING_IN_IT, Connections, refuse_foreign_log, require_file
from counter.db.file.errors import explained
from counter.db.file.page_log import empty_log, is_emptied
from counter.db.journal import across_cases, epochs, stream
from counter.db.journal.computed_rows import Projector, catch_up, forget
from counter.db.journal.file_guard import FileGuard
from counter.db.journal.heads import FOLDER, Head, read_heads, rename_obstacle
from counter.db.journal.held_seeds import HeldSeeds
from counter.db.journal.read_models import ReadModels
from counter.db.journal.restore_card import read_card
from counter.db.journal.transaction import JournalContext, SqlTransaction
from counter.db.keys.key_folder import Keys, opens_with
from counter.db.keys.sealing import CaseKeys
from counter.db.rows import drafts, rating_rows, rows, search, task_rows
from counter.db.rows.held_rows import StoredHeld
from counter.domain.case.key_events import ForgottenHere
from counter.domain.case.person_events import PersonForgotten
from counter.domain.errors import WorldTrouble
from counter.domain.hall.backup.loss import RestoreNote
from counter.domain.journal.chain import verify_links
from counter.domain.journal.entries import ClockReading, Entry
from counter.services.context.ports import (
    CaseRow,
    Clock,
    DraftRow,
    PaperRow,
    RatingFilter,
    RatingRow,
    StaffRow,
    StationIdentity,
    TaskLine,
    TaskNumbers,
    TaskSpan,
    UnemptiedLog,
)

if TYPE_CHECKING:
    from counter.db.exchange.tables import ExchangeTables
    from counter.services.context.written_elsewhere import Revision

_PAPERS = f"SELECT {rows.PAPER_COLUMNS} FROM paper_rows WHERE case_id = ? ORDER BY row"
_STAFF = f"SELECT {rows.STAFF_COLUMNS} FROM staff_rows ORDER BY code"
_GIVEN = "SELECT last FROM numbers WHERE station = ? AND epoch = ? AND series = ?"
_USAGE = "SELECT bundle, filed FROM bundle_rows ORDER BY last_row DESC"


class SqlJournal(HeldSeeds, ReadModels):
    """One open profile. Thread-safe (each thread gets its connection) and safe with several programs at once."""

    def __init__(self, profile: Path, keys: Keys, clock: Clock, projector: Projector) -> None:
        """Open an existing file. Opens a new epoch when the folder is a copy, was moved, or was put back."""
        super().__init__(profile, CaseKeys(keys.master))
        self.projector = projector
        self._clock = clock
        require_file(profile)
        refuse_foreign_log(profile / DATABASE, keys.data)
        self._connections = Connections(profile, keys.data)
        try:
            with explained():
                if schema.version_of(self.connection()) is None:
                    raise WorldTrouble(NOTHING_IN_IT.format(profile, DATABASE))
                schema.ensure(self.connection())
                (profile / FOLDER).mkdir(exist_ok=True)
                self._kept = FileGuard(profile)
                self._opening = epochs.Opening(profile, keys, self.case_keys, clock)
                self._epoch, self.witnesses = epochs.current_epoch(self.connection(), self._opening)
        except BaseException:
            self._connections.close()
            raise
        self._context_of_epoch: JournalContext | None = None
        self._noticed = threading.local()

    def connection(self) -> Any:
        """This thread's connection; for this package only."""
        return self._connections.mine()

    def transaction(self) -> SqlTransaction:
        """Begin one transaction."""
        return SqlTransaction(self.connection(), self._context())

    def station(self) -> StationIdentity:
        """The station's identity as set up, in its present epoch."""
        return self._epoch.station

    def has_given(self, epoch: int, series: str, number: int) -> bool:
        """Whether this station gave out that number of a series in that epoch, as far as the file knows."""
        with explained():
            row = self.connection().execute(_GIVEN, (self._epoch.station.code, epoch, series)).fetchone()
        return row is not None and number <= row[0]

    def open_next_epoch(self, actor: str, reason: str = "seen") -> None:
        """Work in the next epoch from here on; other programs at this profile have to reopen it."""
        with explained():
            self._epoch = epochs.open_next(self.connection(), self._opening, self.witnesses, actor, reason)
        self._context_of_epoch, self._kept = None, FileGuard(self.profile)

    def restore_note(self) -> RestoreNote | None:
        """What a profile that came out of a backup has still to settle."""
        return read_card(self.profile, self._opening.keys.master)

    def public_key(self) -> bytes:
        """The public half of the current epoch's station key (Ed25519)."""
        return self._epoch.public_key

    def sign(self, message: bytes, epoch: int | None = None) -> bytes:
        """Sign with the key of this or that epoch; the caller puts a purpose in front. ValueError for an unknown."""
        if epoch in (None, self._epoch.station.epoch):
            return self._context().signer.sign(message)
        return epochs.signer_of(self.connection(), self.profile, self.case_keys, epoch).sign(message)

    def station_seed(self, epoch: int) -> bytes:
        """The private seed of that epoch's station key, to open what is sealed to it. ValueError as ``sign``."""
        return epochs.signer_of(self.connection(), self.profile, self.case_keys, epoch).seed

    def place(self, epoch: int | None = None) -> tuple[int, bytes]:
        """Number and hash of the last entry of the current epoch, or of that one; (0, zeros) before the first."""
        station = self._epoch.station
        with explained():
            head = stream.head_of(self.connection(), station.code, epoch or station.epoch)
        return head.seq, head.hash

    def witness(self) -> None:
        """Note outside the profile how far the stream is: others are about to get entries of it."""
        station = self._epoch.station
        self.witnesses.write(Head(station.code, station.epoch, *self.place()), given=True)

    def chain_holds(self, epoch: int, seq: int) -> bool:
        """Whether the chain of that epoch is whole up to that entry: computed anew from the stored fields."""
        with explained():
            links = stream.links(self.connection(), self._epoch.station.code, epoch, seq)
            return next(verify_links(links), None) is None

    def hash_at(self, epoch: int, seq: int) -> bytes | None:
        """Hash of an entry of this station's own chain as stored in this file; None where it has none there."""
        with explained():
            return stream.hash_at(self.connection(), self._epoch.station.code, epoch, seq)

    def is_recovery_key(self, typed: str) -> bool:
        """Whether that is the recovery key of this profile or of the hall."""
        return opens_with(self.profile, typed, self._opening.keys)

    def ratings(self, wanted: RatingFilter, limit: int = 2000) -> tuple[RatingRow, ...]:
        """Ratings of the office, newest day first."""
        with explained():
            return rating_rows.ratings(self.connection(), wanted, limit)

    def rating_counts(self, by: Sequence[str], wanted: RatingFilter) -> rating_rows.Counts:
        """Grouped by columns of ``RatingRow`` (also ``month``, ``reason``). Raises ValueError for any other."""
        with explained():
            return rating_rows.counts(self.connection(), by, wanted)

    def sign_heads(self) -> None:
        """Write signed heads that are missing or unreadable; every commit writes the current one."""
        connection = self.connection()
        with explained():
            signed, _ = read_heads(self.profile)
            there = {(one.head.station, one.head.epoch) for one in signed}
            for epoch in epochs.all_epochs(connection):
                station = epoch.station
                if (station.code, station.epoch) not in there:
                    rename_obstacle(self.profile, station.epoch)
                    context = epochs.context_of(epoch, self.profile, self.case_keys, self._clock)
                    context.signer.write(stream.head_of(connection, station.code, station.epoch))

    def case_row(self, number_or_id: str) -> CaseRow | None:
        """The row of one case by its number (any spacing) or id."""
        with explained():
            return search.case_row(self.connection(), number_or_id)

    def open_cases_of(
        self, bundle: int, id_numbers: Sequence[str], names: Sequence[str]
    ) -> tuple[CaseRow, ...]:
        """Open cases of the same bundle by any of these id numbers or names, for showing; see Transaction."""
        with explained():
            return search.open_cases_of(self.connection(), bundle, id_numbers, names)

    def open_cases_due_by(self, day: str) -> tuple[CaseRow, ...]:
        """Open cases whose nearest date is that day (ISO) or an earlier one, nearest first."""
        with explained():
            return search.open_cases_due_by(self.connection(), day)

    def longest_silence(self, since: datetime) -> timedelta:
        """The longest time without an entry from that moment until now."""
        with explained():
            return across_cases.longest_silence(self.connection(), since, self._clock.read().at)

    def open_cases(self) -> dict[str, tuple[str, ...]]:
        """Owner's code ("" this window) → ids of its open cases, oldest first."""
        with explained():
            return search.open_cases(self.connection())

    def closed_cases(self) -> tuple[str, ...]:
        """Ids of the cases in which nothing is open, oldest first."""
        with explained():
            return search.closed_cases(self.connection())

    def tasks(self, span: TaskSpan, limit: int) -> tuple[TaskLine, ...]:
        """Tasks of that span, the nearest date first."""
        with explained():
            return task_rows.tasks(self.connection(), span, limit)

    def task_counts(self, until: str | None, whose: TaskSpan | None = None) -> TaskNumbers:
        """How many tasks, by that day (ISO; None: ever) or without a day; ``whose``: windows and clerks."""
        with explained():
            return task_rows.task_counts(self.connection(), until, whose or TaskSpan())

    def catch_up(self, basis: str) -> None:
        """Recompute the tasks where they were computed by another ``basis``, or never (an older file).

        ``basis``: version of the rules, then ``|`` and what else they depend on (region, calendar). In batches,
        computed before the file is locked: another program at this profile is not blocked while thousands are
        recomputed. If interrupted, it resumes at the next opening.
        """
        catch_up(self, basis)

    def follow(self, projector: Projector, basis: str) -> None:
        """Compute rows by another projector from here on, and anew where they were computed by another basis."""
        self.projector = projector
        self.catch_up(basis)

    def entries(self, subject: str) -> tuple[Entry, ...]:
        """All entries of one subject in order, opened."""
        with explained():
            return stream.entries_of(self.connection(), self.case_keys, subject)

    def last_entries(self, subject: str, after: int) -> tuple[Entry, ...]:
        """Entries of one subject with a seq above ``after`` in this epoch, in order."""
        station = self._epoch.station
        with explained():
            return stream.entries_after(
                self.connection(), self.case_keys, subject, (station.code, station.epoch, after)
            )

    def entries_of_kinds(self, kinds: Collection[str], after: tuple[int, int]) -> tuple[Entry, ...]:
        """Entries of these kinds after (epoch, seq), in order; sealed parts stay closed."""
        position = (self._epoch.station.code, *after)
        with explained():
            return tuple(stream.entries_of_kinds(self.connection(), position, kinds))

    def entries_between(
        self, kinds: Collection[str], since: datetime, until: datetime, *, actor: str = "", subject: str = "",
        by: str = "",
    ) -> tuple[Entry, ...]:  # fmt: skip
        """Entries of these kinds from ``since`` to before ``until``, in no order, without their sealed bytes."""
        which: dict[str, str] = {"actor": actor, "subject": subject, **({"ending": by} if by else {})}
        with explained():
            find = across_cases.taken_between if by else across_cases.entries_between
            return tuple(find(self.connection(), kinds, since, until, **which))

    def closed_entries(self, subjects: Collection[str], kinds: Collection[str] = ()) -> tuple[Entry, ...]:
        """Entries of these subjects, one after the other in order of arrival, without their sealed bytes."""
        with explained():
            return tuple(across_cases.closed_entries(self.connection(), subjects, kinds))

    def with_act(self, looks: Collection[str], within: timedelta) -> frozenset[str]:
        """Which of these entries have one of another kind beside them, by the same actor about the same subject."""
        with explained():
            return across_cases.with_act(self.connection(), looks, within)

    def case_numbers(self, cases: Collection[str]) -> Mapping[str, str]:
        """Case id → number, for those of these ids that are cases."""
        with explained():
            return across_cases.case_numbers(self.connection(), cases)

    def papers_of(self, case: str) -> tuple[PaperRow, ...]:
        """Papers of one case in order of issue."""
        with explained():
            return tuple(rows.read_paper(row) for row in self.connection().execute(_PAPERS, (case,)))

    def staff(self) -> tuple[StaffRow, ...]:
        """People on duty at this station."""
        with explained():
            return tuple(rows.read_staff(row) for row in self.connection().execute(_STAFF))

    def reading(self) -> ClockReading:
        """The current reading of the clock that timestamps entries."""
        return self._clock.read()

    def drafts_of(self, clerk: str) -> tuple[DraftRow, ...]:
        """That clerk's drafts, newest first."""
        with explained():
            return drafts.of_clerk(self.connection(), clerk)

    def drafts(self) -> tuple[DraftRow, ...]:
        """Every clerk's drafts, oldest first."""
        with explained():
            return drafts.every(self.connection())

    def bundle_usage(self) -> tuple[Mapping[int, int], tuple[int, ...]]:
        """(bundle → how often filed here, bundles most recently filed first)."""
        with explained():
            usage = self.connection().execute(_USAGE).fetchall()
        return dict(usage), tuple(bundle for bundle, _ in usage)

    def untimely(self) -> bool:
        """True while the clock is behind, or surely ahead of, the trusted time and was not confirmed (时间待核)."""
        return is_untimely(self._clock.read(), self._trusted())

    def reckoned(self) -> datetime:
        """The time that a number may name: the clock's, or while it is doubted what the last trusted one leads to."""
        return reckoned(self._clock.read(), self._trusted())

    def last_time(self) -> datetime | None:
        """The newest undoubted time of an entry (UTC)."""
        return trusted.at if (trusted := self._trusted()) else None

    def _trusted(self) -> ClockReading | None:
        with explained():
            return stream.trusted_reading(self.connection(), self._epoch.station.code)

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
        """Destroy the subject's keys and the personal part of its rows, in one transaction with ``person.forgotten``.

        ``reason`` stays in the open for ever. ``base``: last entry looked at; raises StaleBase where another followed.
        """
        return forget(self, subject, PersonForgotten(reason, document, agreed_by), actor, base)

    def forget_too(self, subject: str, entry: str, *, actor: str) -> Entry:
        """The same after the owner of the case, whose ``person.forgotten`` has that id: ``person.forgotten_here``."""
        return forget(self, subject, ForgottenHere(entry), actor)

    def is_shared(self) -> bool:
        """Whether others know entries of this epoch, and entries of others are here; asked at every start."""
        return stream.is_shared(self.connection(), self._epoch.station.code, self._epoch.station.epoch)

    def exchange(self) -> ExchangeTables:
        """The tables of the exchange with other stations, for reading."""
        from counter.db.exchange.tables import ExchangeTables  # not at a start

        return ExchangeTables(self.connection())

    def held(self) -> StoredHeld:
        """What lies at this window."""
        return StoredHeld(self.connection())

    def clear_page_log(self) -> bool:
        """Empty the log of pages, which reveals in what order they were written; after a commit, in no transaction.

        False where another program was reading or the disk refused: it stays until the next time.
        """
        return is_emptied(self.connection(), self._connections.path)

    def try_clear_page_log(self, patience_ms: int, *, probe: bool = False) -> UnemptiedLog | None:
        """Empty the log, waiting that long at most; what is left of it and which programs prevent it, or None.

        ``probe``: write something first, because a reader beside an empty log blocks only what comes after.
        """
        if probe:
            with self.transaction() as tx:
                tx.rewrite_rating_slots()
                tx.commit()
        with explained():
            return empty_log(self.connection(), self._connections.path, patience_ms)

    def changed(self) -> bool:
        """True if another window or command has written since the last call in this thread."""
        _, version, _ = self.revision()
        before = getattr(self._noticed, "version", None)
        self._noticed.version = version
        return before is not None and before != version

    def revision(self) -> Revision:
        """Equal in one thread as long as nothing was written, by whomever."""
        with explained():
            return self._connections.revision()

    def close(self) -> None:
        """Close the file."""
        self._connections.close()

    def _context(self) -> JournalContext:
        if self._context_of_epoch is None:
            of = (self.profile, self.case_keys, self._clock, self.witnesses, self._kept)
            self._context_of_epoch = epochs.context_of(self._epoch, *of)
        return self._context_of_epoch
