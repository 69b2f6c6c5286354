"""Check of what came from other stations: signed lists, and each entry at its place in one of them.

The own stream is proved by ``check_chains``, whole from its first entry. Of others a part may be here: what is here is
proved, what is missing is named and no fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from counter.db.exchange import batches, held_batches, taken_entries
from counter.domain.journal.chain import CHANGED, Fault, fields_hash
from counter.domain.journal.exchange.batch import HASH, MOST_ENTRIES, batch_message
from counter.domain.journal.exchange.scope import is_withheld
from counter.domain.journal.exchange.standing import StoredBatch
from counter.domain.papers.verify.trusted_keys import Trust
from counter.services.keys.trusted import verify

_STREAM = f"SELECT {taken_entries.LISTED} FROM taken_entries WHERE station = ? AND epoch = ? ORDER BY seq"
_STREAMS = "SELECT DISTINCT station, epoch FROM taken_entries"
_TWICE = """
    SELECT t.station, t.epoch, t.seq FROM taken_entries AS t JOIN entries AS e
    ON e.station = t.station AND e.epoch = t.epoch AND e.seq = t.seq
    UNION SELECT t.station, t.epoch, t.seq FROM taken_entries AS t JOIN entries AS e ON e.id = t.id
"""
_OWN_HASHES = "SELECT seq, hash FROM entries WHERE station = ? AND epoch = ? AND seq BETWEEN ? AND ?"
_SEQ, _KIND = taken_entries.COLUMNS.index("seq"), taken_entries.COLUMNS.index("kind")
_MOST_NOTED = 20
"""Gaps named one by one."""


def check_taken(connection: Any, read_trust: Callable[[], Trust]) -> Iterator[Fault]:
    """Every list is signed by its station, no number has two hashes, and every entry is the one that was signed.

    ``read_trust``: the keys trusted here, read where anything came or was cut.
    """
    if not batches.any_kept(connection) and connection.execute(_STREAMS).fetchone() is None:
        return
    trust = read_trust()
    own, own_keys = batches.own_station(connection), _own_keys(connection)
    left = set(connection.execute(_STREAMS))
    for (station, epoch), lists in groupby(batches.every(connection), key=lambda one: one.range[:2]):
        left.discard((station, epoch))
        keys = [bytes.fromhex(c.public_key) for c in trust.named(station, epoch)]
        if station == own and epoch in own_keys:
            keys.append(own_keys[epoch])
        stream = _Stream(connection, station, epoch, own=station == own)
        for one in lists:
            yield from _signature(one, keys)
            yield from stream.follow(one)
        yield from stream.end()
    for station, epoch in sorted(left):
        yield from _Stream(connection, station, epoch, own=False).end()
    for station, epoch, seq in connection.execute(_TWICE):
        where = f"{station}-{epoch} 第 {seq} 条"
        yield Fault("taken", where, f"收来的记录与本机自己的重复：{where}。")
    for fork in held_batches.forks(connection):
        where = f"{fork.station}-{fork.epoch} 第 {fork.seq} 条"
        yield Fault("fork", where, f"记录分叉：{where}收到过两份不同的，都有那个窗口的签名。")


def taken_notes(connection: Any) -> Iterator[str]:
    """What has not come yet, and what waits to be taken in."""
    missing = batches.missing(connection)
    for gap in missing[:_MOST_NOTED]:
        yield f"还没有收到：窗口 {gap.words}。"
    if len(missing) > _MOST_NOTED:
        yield f"还没有收到的另有 {len(missing) - _MOST_NOTED} 段。"
    held = [one for one in held_batches.every(connection) if one.waits]
    if held:
        yield f"有 {len(held)} 批收来的记录待核实，证书到了才收进来。"


def _own_keys(connection: Any) -> dict[int, bytes]:
    return {epoch: key for epoch, key, _ in batches.own_epochs(connection)}


def _signature(one: StoredBatch, keys: list[bytes]) -> Iterator[Fault]:
    message = batch_message(*one.range[:3], one.hashes, one.withheld)
    if keys and not any(verify(key, message, one.signature) for key in keys):
        yield Fault("taken", one.range.words, f"收来的一批记录签名不符：{one.range.words}。")
    elif not keys:  # its hall's key was replaced since because it was stolen
        yield Fault("taken_signature", one.range.words, f"签 {one.range.words}的密钥现在不受信任。")


class _Stream:
    """The entries of one stream beside its lists, both in order of their numbers."""

    def __init__(self, connection: Any, station: str, epoch: int, *, own: bool) -> None:
        self._connection = connection
        self._name = (station, epoch)
        self._own = own
        self._rows: Iterator[tuple[Any, ...]] = connection.execute(_STREAM, self._name)
        self._row = next(self._rows, None)
        self._listed: dict[int, bytes] = {}

    def follow(self, one: StoredBatch) -> Iterator[Fault]:
        """The next list, and the entries up to its end."""
        first = one.range.first
        yield from self._entries(first)
        self._listed = {seq: h for seq, h in self._listed.items() if seq >= first - MOST_ENTRIES}
        for seq in range(first, one.range.last + 1):
            given = bytes(one.hashes[(seq - first) * HASH : (seq - first + 1) * HASH])
            if self._listed.setdefault(seq, given) != given:
                yield self._fault(seq, "两批记录里的{}不是同一条。")
        if self._own:
            for seq, stored in self._connection.execute(_OWN_HASHES, tuple(one.range)):
                if self._listed[seq] != stored:
                    yield self._fault(seq, "本窗口报出去的{}与现在的不是同一条。")

    def end(self) -> Iterator[Fault]:
        """No list remains."""
        yield from self._entries(None)

    def _entries(self, before: int | None) -> Iterator[Fault]:
        while self._row is not None and (before is None or self._row[_SEQ] < before):
            row = self._row
            self._row = next(self._rows, None)
            seq, prev, stored = row[_SEQ], bytes(row[-2]), bytes(row[-1])
            if self._listed.get(seq) is None:
                yield self._fault(seq, "收来的{}不在任何一批签过的清单里。")
            elif self._listed[seq] != stored:
                yield self._fault(seq, "收来的{}与签过的清单不是同一条。")
            if fields_hash(row[:-1]) != stored:
                yield self._fault(seq, CHANGED)
            elif self._listed.get(seq - 1, prev) != prev:
                yield self._fault(seq, "收来的{}没有接在前一条之后。")
            if is_withheld(row[_KIND]):
                yield self._fault(seq, "收来的{}是评价方面的，内容不该在这里。")

    def _fault(self, seq: int, sentence: str) -> Fault:
        where = "{}-{} 第 {} 条".format(*self._name, seq)
        return Fault("taken", where, sentence.format(where))
