"""Windows of one county on real files: prepared once, put back for every machine, and what people do at them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

from counter.bootstrap.opening import create_profile, open_app
from counter.db.check.check import check
from counter.db.journal.journal import SqlJournal
from counter.domain.case.acts.ownership import barred
from counter.domain.case.case import Case
from counter.domain.case.fold import fold
from counter.domain.errors import CounterError
from counter.domain.journal.entries import Entry, NewEntry
from counter.domain.journal.exchange.batch import BatchRange, EntryBatch, SentEntry, range_of
from counter.domain.journal.exchange.scope import is_joint, is_withheld
from counter.domain.journal.exchange.standing import BatchOutcome, BatchTakenIn
from counter.domain.papers.verify.trusted_keys import Certificate, HallCard, KeysTrusted
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.exchange.own_batches import acknowledge, own_batches
from counter.services.exchange.project_cases import project_cases
from counter.services.exchange.take_in_batches import settle_held, take_in_batches
from counter.services.keys.trusted import append, settled_keys, trusted_keys
from tests.journeys.convergence.county_hub import CountyHub
from tests.journeys.convergence.folder_images import FolderImage, KilledWithin, image_of, put_back
from tests.journeys.convergence.who_saw_what import Truth
from tests.services.office import FRIDAY, PEOPLE, Office, SetClock
from tests.settings import demo_hall

CODES = ("15220103", "15220104", "15220105")
PROFILE = "profile"
"""Below a folder of its own, where what watches it from outside lies too."""
MARK = "pulled_to"


@dataclass
class Known:
    """What a window has: ids of entries about cases that travel; the streams whose keys it trusts."""

    ids: set[str] = field(default_factory=set)
    trusted: set[tuple[str, int]] = field(default_factory=set)

    def copy(self) -> Known:
        """As of now."""
        return Known(set(self.ids), set(self.trusted))


@dataclass
class Backup:
    """A copy of a profile, and what the window knew when it was made."""

    image: FolderImage
    known: Known


@dataclass
class Window:
    """A window that is open. ``known``: by the model; the program is asked only to compare. ``ends``: epoch →
    number of its last entry, as a restoring undid it.
    """

    folder: Path
    clock: SetClock
    truth: Truth
    known: Known
    app: AppContext = field(init=False)
    ends: dict[int, int] = field(default_factory=dict)
    _open: ExitStack = field(default_factory=ExitStack)

    def open(self) -> None:
        """Open the profile; the model learns what was written while it was open before."""
        self.app = self._open.enter_context(open_app(self.folder, self.clock))

    def close(self) -> None:
        """Close it."""
        self._open.close()

    @property
    def journal(self) -> SqlJournal:
        """Its journal."""
        return cast("SqlJournal", self.app.journal)

    @property
    def code(self) -> str:
        """Of its station."""
        return self.journal.station().code

    @property
    def clerk(self) -> StaffRow:
        """Who acts here."""
        return next(s for s in self.journal.staff() if s.code == "S01")

    @property
    def office(self) -> Office:
        """What files visits and does acts."""
        return Office(self.app, self.clock)

    def stored(self) -> dict[str, Entry]:
        """Every entry about a case that the file has and that travels."""
        run = self.journal.connection().execute
        found = run("SELECT DISTINCT subject FROM entries UNION SELECT subject FROM taken_entries")
        subjects = sorted(row[0] for row in found if is_joint(row[0]))
        entries = [e for s in subjects for e in self.journal.entries(s) if not is_withheld(e.kind)]
        assert len({e.id for e in entries}) == len(entries)
        return {e.id: e for e in entries}

    def case(self, case_id: str) -> Case | None:
        """The case as it is here."""
        return fold(self.journal.entries(case_id))

    # ── writing ──────────────────────────────────────────────────────────────────────────────────────

    def act(self, do: Callable[[], object]) -> bool:
        """Something a person does; False where it was refused, and then nothing is written."""
        before = self._own_end()
        try:
            do()
        except CounterError:
            assert self._own_end() == before
            return False
        finally:
            self.learn_own(before)
        return True

    def _own_end(self) -> tuple[int, int]:
        return self.journal.station().epoch, self.journal.place()[0]

    def learn_own(self, before: tuple[int, int]) -> list[str]:
        """The model learns what was written after that place of the own stream; the ids of it."""
        epoch, last = self._own_end()
        assert epoch == before[0]
        written = self.journal.exchange().own_entries(BatchRange(self.code, epoch, before[1] + 1, last))
        found = []
        for sent in written:
            if isinstance(sent, SentEntry) and is_joint(sent.subject):
                entry = next(e for e in self.journal.entries(sent.subject) if e.id == sent.id)
                self.truth.write(entry, self.known.ids)
                self.known.ids.add(entry.id)
                found.append(entry.id)
        return found

    def write(self, case_id: str, event: object, *, careless: bool = False) -> None:
        """An event as an act at this window writes it. ``careless``: without asking whose case it is."""
        with self.journal.transaction() as tx:
            case = fold(tx.entries(case_id))
            bar = None if case is None or careless else barred(case, self.code)
            if bar is not None:
                bar.check(event)
            tx.append(NewEntry(case_id, event, tx.last_id(case_id)), actor="S01")
            project_cases(self.app, tx, [case_id])
            tx.commit()

    # ── exchange ─────────────────────────────────────────────────────────────────────────────────────

    def keys(self) -> tuple[tuple[HallCard, ...], tuple[Certificate, ...]]:
        """What it states of its own keys; a new epoch is certified first."""
        trust = settled_keys(self.journal, self.clock.at.date())
        return tuple(trust.halls.values()), trust.certificates

    def learn_keys(self, halls: Iterable[HallCard], certificates: Iterable[Certificate]) -> None:
        """Keys come; what was held for them goes in."""
        trust = trusted_keys(self.journal)
        new = tuple(c for c in certificates if c not in trust.certificates)
        if new:
            append(self.journal, KeysTrusted("imported", tuple(halls), new), actor="S01")
        self.known.trusted |= {(c.station, c.epoch) for c in new}
        for result in settle_held(self.app):
            assert result.outcome in (BatchOutcome.NEW, BatchOutcome.KNOWN, BatchOutcome.HELD), result
        self.known.ids = set(self.stored())

    def batches(self) -> list[EntryBatch]:
        """What it has to report."""
        return list(own_batches(self.app))

    def push(self, hub: CountyHub, most: int, *, answered: bool = True) -> None:
        """Report up to so many batches; ``answered``: else the line is cut before the last answer."""
        hub_halls, certificates = self.keys()
        hub.halls |= {h.public_key: h for h in hub_halls}
        hub.certificates |= {c.public_key: c for c in certificates}
        for number, batch in enumerate(self.batches()[:most], 1):
            pos = hub.push(batch)
            if pos is None:  # the hub has more of this stream, or in other cuts: it is taken back first
                self.take_in(hub.own(batch.station, batch.epoch), "hub")
                return
            if answered or number < most:
                acknowledge(self.app, range_of(batch), pos)

    def pull(self, hub: CountyHub, most: int) -> None:
        """Take in the next batches of the hub's order."""
        after = int(self.journal.exchange().mark(MARK) or 0)
        pulled = list(hub.pull(after, most))
        self.take_in(pulled, "hub")
        if pulled:
            with self.journal.transaction() as tx:
                tx.exchange().set_mark(MARK, str(pulled[-1].pos))
                tx.commit()

    def take_in(self, batches: Iterable[EntryBatch | bytes], via: str) -> list[BatchTakenIn]:
        """Take batches in; what is here afterwards is what the model says."""
        found = []
        given = list(batches)
        for batch, result in zip(given, take_in_batches(self.app, given, via, rest=0.0), strict=True):
            found.append(result)
            self._learn(batch, result)
        return found

    def _learn(self, batch: EntryBatch | bytes, result: BatchTakenIn) -> None:
        assert not result.unread, result
        if isinstance(batch, bytes):
            return  # compared with the file by whoever gave it
        stream = (batch.station, batch.epoch)
        own = batch.station == self.code and any(
            epoch == batch.epoch for epoch, _, _ in self.journal.exchange().own_epochs()
        )
        if own or stream in self.known.trusted:
            assert result.outcome in (BatchOutcome.NEW, BatchOutcome.KNOWN), result
            self.known.ids |= ids_of(batch)
        else:
            assert result.outcome is BatchOutcome.HELD, result

    # ── breaking ─────────────────────────────────────────────────────────────────────────────────────

    def back_up(self) -> Backup:
        """A copy of the folder."""
        self.close()
        found = Backup(image_of(self.folder), self.known.copy())
        self.open()
        return found

    def restore(self, backup: Backup) -> None:
        """The copy is put back over the folder; what watches from outside notices, and the next epoch opens."""
        for epoch, _, last in self.journal.exchange().own_epochs():
            self.ends[epoch] = max(last, self.ends.get(epoch, 0))
        self.close()
        put_back(self.folder, backup.image)
        self.known = backup.known.copy()
        self.open()

    def kill_in(self, steps: int, do: Callable[[], object]) -> None:
        """Something is done, and the program is killed in the middle: it is there wholly or not at all."""
        before, known = self._own_end(), set(self.known.ids)
        killed = KilledWithin(self.journal.connection(), steps, self.folder.parent)
        with suppress(CounterError):
            killed(do)
        written = self.learn_own(before) if self._own_end()[0] == before[0] else []
        if not killed.images:
            return
        self.close()
        killed.put_back()
        self.open()
        here = set(self.stored())
        assert not written or here & {*written} in (set(), {*written}), "half an act"
        assert known <= here <= self.known.ids | here
        for lost in {*written} - here:
            self.truth.unwrite(lost)
        self.known.ids = here

    def faults(self) -> list[str]:
        """What ``counter check`` finds, but for entries that a restoring undid and that nobody else has."""
        undone = {
            f"{self.code}-{epoch}"
            for epoch, last in self.ends.items()
            if len(self.journal.exchange().known_hashes(BatchRange(self.code, epoch, 1, last))) < last
        }
        found = check(self.journal).faults
        return [f.sentence for f in found if f.kind != "cut" or f.place not in undone]


def ids_of(batch: EntryBatch) -> set[str]:
    """Ids of its entries about cases."""
    return {e.id for e in batch.entries if isinstance(e, SentEntry) and is_joint(e.subject)}


@dataclass
class County:
    """Three windows that trust each other, closed, and the folder as it then is."""

    folder: Path
    image: FolderImage

    @classmethod
    def prepared(cls, folder: Path) -> County:
        """Set up once: about a second."""
        clock, stated = SetClock(FRIDAY), {}
        for code in CODES:
            profile = folder / code / PROFILE
            create_profile(
                profile, replace(demo_hall(), station=code, window=f"{code[-2:]}号窗口"), PEOPLE, clock
            )
            with open_app(folder / code / PROFILE, clock) as app:
                trust = settled_keys(app.journal, clock.at.date())
                stated[code] = KeysTrusted("imported", tuple(trust.halls.values()), trust.certificates)
        for code in CODES:
            with open_app(folder / code / PROFILE, clock) as app:
                for other in CODES:
                    if other != code:
                        append(app.journal, stated[other], actor="S01")
        return cls(folder, image_of(folder))

    def windows(self, truth: Truth) -> list[Window]:
        """The windows as they were set up, open."""
        put_back(self.folder, self.image)
        trusted = {(code, 1) for code in CODES}
        found = [
            Window(self.folder / code / PROFILE, SetClock(FRIDAY), truth, Known(set(), set(trusted)))
            for code in CODES
        ]
        for one in found:
            one.open()
        return found

    def double(self, of: Window) -> Window:
        """The whole folder of a window is copied and opened elsewhere."""
        of.close()
        folder = self.folder / "elsewhere" / PROFILE
        shutil.copytree(of.folder, folder)
        of.open()
        double = Window(folder, SetClock(of.clock.at), of.truth, of.known.copy())
        double.open()
        return double


def year(clock: SetClock, by: int) -> None:
    """The clock is set."""
    clock.at += timedelta(days=365 * by, minutes=1)


def public(entries: Iterable[Entry]) -> Case | None:
    """The case without what only its own window can open, and without what does not travel."""
    bare: list[Any] = [
        replace(e, personal=None, forgotten=False, records=None) for e in entries if not is_withheld(e.kind)
    ]
    return fold(bare)
