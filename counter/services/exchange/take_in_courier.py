"""Take in a courier file: prove the whole of it first, then its batches one by one; what became of it, for people.

Twice, old ones, out of order: nothing changes. A file for somebody else passes through untouched. A window's entries
count as reported only by what its exchange place states in the order of a file that its hall's key has signed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, BinaryIO

from msgspec.structs import replace

from counter.domain.errors import BadInput, WorldTrouble
from counter.domain.file_errors import error_reason
from counter.domain.journal.exchange.batch import (
    BatchRange,
    BatchRefused,
    EntryBatch,
    RefusedBatchReason,
    range_of,
    unpack_batch,
)
from counter.domain.journal.exchange.courier import (
    BATCH,
    KEYS_PARCEL,
    NOTE,
    PARCEL,
    CourierDirection,
    CourierHead,
    CourierNote,
    CourierParcel,
    CourierPart,
    read_note,
    read_parcel,
)
from counter.domain.journal.exchange.standing import BatchOutcome, BatchTakenIn
from counter.services.exchange.courier_file import OpenedCourier
from counter.services.exchange.courier_keys import adopt_statements
from counter.services.exchange.courier_parcels import CourierFiles, take_courier_parcels
from counter.services.exchange.courier_partners import (
    PLACE_KNOWN,
    PlaceKnown,
    WindowKnown,
    halls_of_window,
    is_certified,
    of_window,
    opening_seeds,
    read_mark,
    trust_here,
    write_mark,
)
from counter.services.exchange.courier_wraps import KeysRead, take_keys_down, take_keys_up
from counter.services.exchange.give_order import give_order
from counter.services.exchange.own_batches import unorder_from
from counter.services.exchange.pack_courier import IN_TRAINING
from counter.services.exchange.take_in_batches import settle_held, take_in_batches

if TYPE_CHECKING:
    from counter.services.context.app import AppContext

Tell = Callable[[int, int], object]
"""(parts done, of how many)."""

_MIXED = "这份U盘交换件与本机一个是演示的、一个是正式的，不能混在一起。什么也没有收进来。"
_STRANGE_HALL = (
    "这份U盘交换件由本机不认识的大厅密钥签名。什么也没有收进来，请先采用大厅的公钥文件，再收一次。"
)
_OTHER_PLACE = (
    "本窗口的上报由窗口 {} 收，这一份是窗口 {} 写的。什么也没有收进来：请问大厅；收件的窗口确实换了的，"
    "请系统管理员用 counter courier take-in --new-place 再收一次。"
)
_TOO_MUCH = "U盘交换件里随带的文件太大，不是本程序写的。什么也没有收进来，请重新拷一份。"
MOST_PARCELS = 100_000_000
"""Bytes of all that a courier file may bring beside batches."""
_READ_HALF = "收到一半，盘读不了（{}）。已经收进来的留着；请插好盘再收一次，会接着收完。"


class CourierOutcome(StrEnum):
    """What became of a file."""

    NEW = "new"
    KNOWN = "known"
    HELD = "held"
    PASSED = "passed"
    OWN = "own"
    REFUSED = "refused"


@dataclass(slots=True)
class CourierTakenIn:
    """What became of a courier file. ``new``, ``known``: entries; ``acknowledged``: own ones that count as reported
    now; ``held``, ``refused``: one sentence for each batch; ``missing``: gaps; ``numbers``: files that never came;
    ``sentence``: why, where nothing was taken in; ``full``: a batch found no room and has to come again; ``files``:
    titles of those that travel beside the entries and are new here.
    """

    outcome: CourierOutcome
    head: CourierHead | None = None
    new: int = 0
    known: int = 0
    acknowledged: int = 0
    held: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    missing: list[BatchRange] = field(default_factory=list)
    numbers: tuple[int, ...] = ()
    sentence: str = ""
    full: bool = False
    files: list[str] = field(default_factory=list)


def take_in_courier(
    app: AppContext, file: BinaryIO, tell: Tell | None = None, *, new_place: bool = False
) -> CourierTakenIn:
    """Take in one file. ``new_place``: a person said that the exchange place is another one now.

    Never raises for what the file holds: the outcome tells. Raises WorldTrouble where a disk fails in the middle; what
    was taken in by then stays, and the same file adds the rest.
    """
    try:
        opened = OpenedCourier(file)
    except BadInput as refused:
        return CourierTakenIn(CourierOutcome.REFUSED, sentence=refused.sentence)
    except OSError as wrong:
        sentence = f"读不出这个文件：{error_reason(wrong)}。请插好U盘再收一次。"
        return CourierTakenIn(CourierOutcome.REFUSED, sentence=sentence)
    try:
        return _Reading(app, opened, tell or _silent, new_place=new_place).take()
    except BadInput as refused:
        return CourierTakenIn(CourierOutcome.REFUSED, opened.head, sentence=refused.sentence)
    except OSError as wrong:
        raise WorldTrouble(_READ_HALF.format(error_reason(wrong))) from wrong


class _Reading:
    """One file being taken in."""

    def __init__(self, app: AppContext, opened: OpenedCourier, tell: Tell, *, new_place: bool) -> None:
        self._app, self._opened, self._tell, self._new_place = app, opened, tell, new_place
        self._head = opened.head
        self._trust = trust_here(app)
        self._seeds = opening_seeds(app)
        self._parcels: list[CourierParcel] = []
        self._keys = KeysRead()

    def take(self) -> CourierTakenIn:
        """Judge, prove, take in. Raises BadInput for a file that is refused."""
        head, station = self._head, self._app.journal.station()
        down = head.direction is CourierDirection.DOWN
        if station.training:
            raise BadInput(IN_TRAINING, field="file")
        if head.demo != station.demo:
            raise BadInput(_MIXED, field="file")
        if not down and head.public_key in self._seeds:
            return CourierTakenIn(CourierOutcome.OWN, head)
        if not self._opened.is_for(self._seeds):
            return CourierTakenIn(CourierOutcome.PASSED, head)
        known = read_mark(self._app.journal.exchange(), PLACE_KNOWN, PlaceKnown)
        if down:
            self._check_place(known)
        count, notes = self._prove()
        if down:
            others = {run[:2] for run in head.runs if run[0] != station.code}
            for parcel in (one for one in self._parcels if one.kind == KEYS_PARCEL):
                adopt_statements(self._app, parcel.body, others)
        believed = down or is_certified(head, self._trust)
        files = take_courier_parcels(self._app, head, self._parcels, believed=believed)
        settle_held(self._app)
        taken = self._from_place(known, count, notes) if down else self._from_window(count)
        return _with_files(taken, files)

    def _check_place(self, known: PlaceKnown) -> None:
        if self._head.public_key not in halls_of_window(self._app, self._trust):
            raise BadInput(_STRANGE_HALL, field="file")
        if known.place not in ("", self._head.station) and not self._new_place:
            raise BadInput(_OTHER_PLACE.format(known.place, self._head.station), field="file")

    def _prove(self) -> tuple[int, list[CourierNote]]:
        """Read the whole file once: nothing counts before its end is proved."""
        count, notes = 0, []
        for part in self._opened.parts(self._seeds):
            count += part.kind == BATCH
            self._keys.add(part)
            if part.kind == NOTE:
                notes.append(read_note(part.content))
            elif part.kind == PARCEL:
                self._parcels.append(read_parcel(part.content))
                if sum(len(one.body) for one in self._parcels) > MOST_PARCELS:
                    raise BadInput(_TOO_MUCH, field="file")
        return count, notes

    def _from_window(self, count: int) -> CourierTakenIn:
        app, head = self._app, self._head
        taken = CourierTakenIn(CourierOutcome.KNOWN, head)
        self._add(taken, (part.content for part in self._batches()), count)
        give_order(app, reports=bool(halls_of_window(app, self._trust)))
        store, name = app.journal.exchange(), of_window(head.station)
        known = read_mark(store, name, WindowKnown)
        if is_certified(head, self._trust) and head.epoch >= known.epoch:
            numbers = (known.numbers if head.epoch == known.epoch else WindowKnown().numbers).with_number(
                head.number
            )
            if (head.epoch, head.number) >= (known.epoch, known.number):
                known = WindowKnown(head.epoch, head.number, head.window, head.own, head.seen)
            with app.journal.transaction() as tx:
                write_mark(tx.exchange(), name, replace(known, numbers=numbers))
                tx.commit()
            taken.numbers = numbers.missing
            take_keys_up(app, self._keys, head)
        taken.missing = [one for one in store.missing() if one.station == head.station]
        return _judged(taken)

    def _from_place(self, known: PlaceKnown, count: int, notes: list[CourierNote]) -> CourierTakenIn:
        app, head = self._app, self._head
        if known.place != head.station:
            known = PlaceKnown(head.station)
        waiting = app.journal.exchange().waiting().count
        this, last = (head.epoch, head.number), (known.epoch, known.number)
        if head.anew and this > last:
            unorder_from(app, 1)
            known = replace(known, pos=0)
        taken = CourierTakenIn(CourierOutcome.KNOWN, head)
        taken.refused = [note.sentence for note in notes]
        self._add(taken, self._in_order(old=this < last, other=head.epoch < known.epoch), count)
        self._keep(known, whole=not taken.full)
        take_keys_down(app, self._keys)
        taken.acknowledged = max(0, waiting - app.journal.exchange().waiting().count)
        taken.missing = list(app.journal.exchange().missing())
        taken.numbers = read_mark(app.journal.exchange(), PLACE_KNOWN, PlaceKnown).numbers.missing
        return _judged(taken)

    def _keep(self, known: PlaceKnown, *, whole: bool) -> None:
        """How far the order is known now; an older epoch of the place says nothing of it."""
        head = self._head
        if head.epoch < known.epoch:
            return
        numbers = (known.numbers if head.epoch == known.epoch else PlaceKnown().numbers).with_number(
            head.number
        )
        pos = known.pos
        if whole and head.after <= pos:
            pos = max(pos, head.upto)
        number = max(head.number, known.number if head.epoch == known.epoch else 0)
        with self._app.journal.transaction() as tx:
            write_mark(tx.exchange(), PLACE_KNOWN, PlaceKnown(head.station, head.epoch, number, pos, numbers))
            tx.commit()

    def _batches(self) -> Iterator[CourierPart]:
        return (part for part in self._opened.parts(self._seeds) if part.kind == BATCH)

    def _in_order(self, *, old: bool, other: bool) -> Iterator[EntryBatch | bytes]:
        """The batches; of an older file only such places of the order as are not known, of an older order none."""
        for part in self._batches():
            if not old:
                yield part.content
                continue
            batch = unpack_batch(part.content)
            kept = self._app.journal.exchange().batch(range_of(batch))
            placed = kept is not None and kept.pos is not None
            yield replace(batch, pos=None) if other or placed else batch

    def _add(self, taken: CourierTakenIn, batches: Iterator[EntryBatch | bytes], count: int) -> None:
        via = f"courier:{self._head.station}"
        for done, one in enumerate(take_in_batches(self._app, batches, via), 1):
            _count(taken, one)
            self._tell(done, count)


def _count(taken: CourierTakenIn, one: BatchTakenIn) -> None:
    taken.new += one.new
    taken.known += one.known
    if one.outcome is BatchOutcome.HELD:
        taken.held.append(one.sentence)
    elif one.outcome in (BatchOutcome.REFUSED, BatchOutcome.FORK):
        taken.refused.append(one.sentence)
        words = one.range.words if one.range is not None else ""
        taken.full |= one.sentence == BatchRefused(RefusedBatchReason.FULL, words).sentence


def _judged(taken: CourierTakenIn) -> CourierTakenIn:
    taken.held = list(dict.fromkeys(taken.held))
    taken.refused = list(dict.fromkeys(taken.refused))
    if taken.new or taken.acknowledged:
        taken.outcome = CourierOutcome.NEW
    elif taken.refused:
        taken.outcome = CourierOutcome.REFUSED
    elif taken.held:
        taken.outcome = CourierOutcome.HELD
    return taken


def _with_files(taken: CourierTakenIn, files: CourierFiles) -> CourierTakenIn:
    taken.files = files.new
    taken.full |= files.full
    taken.refused += files.refused
    if files.new and taken.outcome is CourierOutcome.KNOWN:
        taken.outcome = CourierOutcome.NEW
    return taken


def _silent(_done: int, _of: int) -> None:
    """Nobody watches."""
