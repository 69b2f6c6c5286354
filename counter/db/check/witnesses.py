"""What the witnesses outside the profile know about the file, for ``check`` and ``doctor``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from counter.db.exchange import batches
from counter.db.journal import epochs
from counter.db.journal.heads import Head
from counter.db.journal.witnesses import WitnessState
from counter.domain.document.numbering import epoch_mark
from counter.domain.errors import CounterError
from counter.domain.hall.backup.events import ProfileRestored
from counter.domain.journal import codec
from counter.domain.journal.chain import Fault
from counter.domain.journal.entries import read_bytes
from counter.domain.journal.exchange.batch import BatchRange

_RESTORED = "SELECT payload FROM entries WHERE kind = 'profile.restored'"
_GIVEN = "SELECT 1 FROM numbers LIMIT 1"
_LAST = "SELECT COALESCE(MAX(seq), 0) FROM entries WHERE station = ? AND epoch = ?"


def check_witnesses(connection: Any, here: str, states: Sequence[WitnessState]) -> Iterator[Fault]:
    """What a witness of this very folder knows and the file does not: entries cut off or replaced.

    A copy working elsewhere, or the folder this one was copied from, is no fault here.
    """
    station = epochs.latest(connection)
    if station is None:
        return
    code, known = station.station.code, {one.station.epoch for one in epochs.all_epochs(connection)}
    told = _told_when_restored(connection)
    for epoch, heads in _by_epoch(code, here, states):
        where = f"{code}-{epoch}"
        furthest = heads[0].seq
        if furthest <= told.get(epoch, 0) or _came_back(connection, code, heads[0]):
            continue
        if epoch not in known:
            named = f"{where}（编号里的 {epoch_mark(epoch)}）"
            yield Fault("cut", where, f"日志尾部被截去：{named}整期不见了，见证记到第 {furthest} 条。")
            continue
        found = {epochs.compare_head(connection, head): head for head in reversed(heads)}
        if "rolled_back" in found:
            (last,) = connection.execute(_LAST, (code, epoch)).fetchone()
            yield Fault(
                "cut", where, f"日志尾部被截去：{where} 的见证记到第 {furthest} 条，现在只有 {last} 条。"
            )
        elif "forked" in found:
            seq = found["forked"].seq
            yield Fault("replaced", where, f"日志被替换：{where} 第 {seq} 条与见证记下的不是同一条。")


def _came_back(connection: Any, code: str, head: Head) -> bool:
    """Whether an older file that was put back has got again from others all that it lacked up to that head."""
    (last,) = connection.execute(_LAST, (code, head.epoch)).fetchone()
    lost = BatchRange(code, head.epoch, last + 1, head.seq)
    listed = batches.listed_hashes(connection, lost)
    return listed.get(head.seq) == head.hash and len(listed) == head.seq - last


def _told_when_restored(connection: Any) -> dict[int, int]:
    """Epoch → up to which entry a restoring has recorded the loss: that is named in the chain, and no fault."""
    told: dict[int, int] = {}
    for (payload,) in connection.execute(_RESTORED):
        with suppress(ValueError, CounterError):
            event = codec.read(ProfileRestored, read_bytes(payload))
            for lost in event.entries:
                told[lost.epoch] = max(lost.last, told.get(lost.epoch, 0))
    return told


def restoring_notes(connection: Any) -> tuple[str, ...]:
    """One line for each restoring that knew of lost entries."""
    told = sorted(_told_when_restored(connection).items())
    return tuple(
        f"由备份恢复过：编号字母 {epoch_mark(epoch)} 的记录到第 {last} 条为止有过、现在没有的，恢复时已记明。"
        for epoch, last in told
    )


def unknown_epochs(connection: Any, here: str, states: Sequence[WitnessState]) -> frozenset[int]:
    """Epochs opened in this folder that the file does not know."""
    known = {one.station.epoch for one in epochs.all_epochs(connection)}
    return frozenset(c.head.epoch for one in states for c in one.claims if c.here == here) - known


@dataclass(frozen=True, slots=True)
class WitnessLine:
    """State of one witness. ``sound``: it can be written and agrees with the file."""

    words: str
    sound: bool


def witness_lines(connection: Any, states: Iterable[WitnessState]) -> tuple[WitnessLine, ...]:
    """One line per witness; the witnesses are read before the file."""
    epoch = epochs.latest(connection)
    return () if epoch is None else tuple(_line(connection, epoch, one) for one in states)


def _line(connection: Any, epoch: epochs.Epoch, state: WitnessState) -> WitnessLine:
    station, folder = epoch.station, f"{state.place.label}（{state.place.folder}）"
    mine = [c.head for c in state.claims if (c.head.station, c.head.epoch) == (station.code, station.epoch)]
    if state.trouble:
        return WitnessLine(f"{folder}{state.trouble}", sound=False)
    if state.unread and not mine:
        return WitnessLine(f"{folder}里的记录读不出", sound=False)
    if not mine:
        given = connection.execute(_GIVEN).fetchone() is not None  # then opening has tried to write it
        return WitnessLine(f"{folder}写不进去" if given else f"{folder}等第一个号给出后才记", sound=not given)
    (last,) = connection.execute(_LAST, (station.code, station.epoch)).fetchone()
    words = f"{folder}记到第 {mine[0].seq} 条（编号里的 {epoch_mark(station.epoch)}），数据文件里是 {last} 条"
    if epochs.compare_head(connection, mine[0]) is None:
        return WitnessLine(words, sound=True)
    return WitnessLine(f"{words}，不一致", sound=False)


def _by_epoch(code: str, here: str, states: Iterable[WitnessState]) -> Iterator[tuple[int, list[Head]]]:
    """Each epoch opened here with every head the witnesses know of it, the furthest first."""
    claims = (claim for one in states for claim in one.claims)
    heads = {claim.head for claim in claims if claim.head.station == code and claim.here == here}
    for epoch in sorted({head.epoch for head in heads}):
        yield epoch, sorted((h for h in heads if h.epoch == epoch), key=lambda h: h.seq, reverse=True)
