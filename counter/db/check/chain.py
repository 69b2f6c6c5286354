"""Check of the journal itself: chains, numbers, signed heads, stations, keys."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from counter.db.journal import epochs, stream
from counter.db.journal.heads import SignedHead, public_half, signed_by
from counter.db.keys.sealing import CaseKeys
from counter.domain.hall.station_events import StationOpened
from counter.domain.journal.chain import Fault, Link, fields_hash, verify_links
from counter.domain.journal.check_progress import CheckStage, ReportProgress
from counter.domain.journal.codec import Unreadable
from counter.domain.journal.entries import FORGOTTEN, FORGOTTEN_HERE, STATION_OPENED, Entry, read_bytes
from counter.domain.journal.kinds import kind_of

_CHAINS = "SELECT DISTINCT station, epoch FROM entries ORDER BY station, epoch"
_STATIONS = "SELECT code, epoch, binding, public_key, identity FROM stations"
_SEEDS = "SELECT code, epoch, public_key, signing FROM stations"
_NUMBERS = "SELECT series, last FROM numbers WHERE station = ? AND epoch = ?"
_HASH_AT = "SELECT hash FROM entries WHERE station = ? AND epoch = ? AND seq = ?"
_LAST = "SELECT COALESCE(MAX(seq), 0) FROM entries WHERE station = ? AND epoch = ?"
_SEALED = f"""
    SELECT e.subject, MAX(e.kind IN ('{FORGOTTEN}', '{FORGOTTEN_HERE}')), MAX(e.sealed IS NOT NULL),
        MIN(k.subject IS NULL), MIN(k.wrapped IS NULL)
    FROM entries e LEFT JOIN case_keys k
        ON k.subject = e.subject AND k.maker IN (e.station, e.station || '-' || e.epoch) GROUP BY e.subject
"""
_OUT_OF_ORDER = """
    SELECT station, epoch, seq FROM (
        SELECT station, epoch, seq, LAG(seq) OVER (PARTITION BY station, epoch ORDER BY row) AS before FROM entries
    ) WHERE before > seq
"""
_ENTRIES = "SELECT COALESCE(SUM(last), 0) FROM (SELECT MAX(seq) AS last FROM entries GROUP BY station, epoch)"
_HASH, _ROW = len(stream.COLUMNS.split(", ")) - 1, len(stream.COLUMNS.split(", "))
_EVERY = 512
"""Entries between two progress reports."""
_NUMBER_OF = """
    SELECT payload FROM entries WHERE subject = ?1 AND +kind = 'case.opened'
    UNION ALL SELECT payload FROM taken_entries WHERE subject = ?1 AND +kind = 'case.opened' LIMIT 1
"""
_ORPHANS = """
    SELECT DISTINCT subject FROM case_keys AS k WHERE NOT EXISTS (SELECT 1 FROM entries WHERE subject = k.subject)
    AND NOT EXISTS (SELECT 1 FROM taken_entries WHERE subject = k.subject)
"""
_LEFT_OVER = """
    SELECT DISTINCT subject FROM case_keys AS k WHERE wrapped IS NULL AND (
        EXISTS (SELECT 1 FROM case_keys AS o WHERE o.subject = k.subject AND o.wrapped IS NOT NULL)
        OR EXISTS (SELECT 1 FROM key_wraps AS w WHERE w.subject = k.subject)
    )
"""
"""Forgotten subjects of which a key, or a wrap of one, is still here."""


class Count:
    """Progress of a check: entries checked, and the last number of each series per chain."""

    def __init__(self, tell: ReportProgress) -> None:
        self.entries = 0
        self.given: dict[tuple[str, int], dict[str, int]] = {}
        self.tell = tell


def check_chains(connection: Any, count: Count) -> Iterator[Fault]:
    """Check every chain of the file: no gap, no changed byte, every number given out once and in order."""
    known = {(code, epoch): rest for code, epoch, *rest in connection.execute(_STATIONS)}
    (total,) = connection.execute(_ENTRIES).fetchone()
    in_order = True
    for station, epoch in connection.execute(_CHAINS).fetchall():
        numbers = _Numbers(station, epoch)
        stored = stream.rows_of_chain(connection, station, epoch)
        yield from verify_links(numbers.watch(stored, count, total))
        yield from numbers.faults
        yield from numbers.compare(dict(connection.execute(_NUMBERS, (station, epoch))))
        yield from _station(numbers.first, known.pop((station, epoch), None))
        yield from _earlier(connection, numbers.first)
        count.given[station, epoch] = numbers.last
        in_order = in_order and numbers.in_order
    for code, epoch in known:
        yield Fault("missing", f"{code}-{epoch}", f"日志缺记录：窗口 {code} 第 {epoch} 期连一条记录也没有。")
    if in_order:  # which one is out of order is looked for only then: that sorts the whole file
        return
    for station, epoch, seq in connection.execute(_OUT_OF_ORDER):
        where = f"{station}-{epoch} 第 {seq} 条"
        yield Fault("order", where, f"日志次序被调换：{where}排到了在它之后写下的记录后面。")


def _earlier(connection: Any, first: Entry | None) -> Iterator[Fault]:
    """The chains of earlier epochs end, or pass, where the epoch's opening entry says."""
    if first is None or first.kind != STATION_OPENED:
        return
    try:
        opened = kind_of(StationOpened).read(first)
    except (Unreadable, ValueError):  # its bytes were changed: check_chains reports it
        return
    for end in () if opened is None else opened.follows:
        stored = connection.execute(_HASH_AT, (first.station, end.epoch, end.seq)).fetchone()
        if stored is None or stored[0].hex() != end.hash:
            where = f"{first.station}-{end.epoch} 第 {end.seq} 条"
            then = f"{first.station}-{first.epoch}"
            yield Fault("replaced", where, f"日志被替换：{where}与 {then} 启用时记下的不是同一条。")


def check_heads(connection: Any, signed: Iterable[SignedHead], unread: Iterable[str]) -> Iterator[Fault]:
    """Every chain reaches at least its signed head and has the same hash there."""
    keys = {(code, epoch): key for code, epoch, _, key, _ in connection.execute(_STATIONS)}
    seen = set()
    for one in signed:
        head = one.head
        where = f"{head.station}-{head.epoch}"
        seen.add((head.station, head.epoch))
        key = keys.get((head.station, head.epoch))
        if key is None or not signed_by(one, key):
            yield Fault(
                "signature",
                where,
                f"链首签名不符：{where} 的签名不是本窗口所签。",
            )
            continue
        last = connection.execute(_LAST, (head.station, head.epoch)).fetchone()[0]
        if last < head.seq:
            sentence = f"日志尾部被截去：{where} 已签名到第 {head.seq} 条，现在只有 {last} 条。"
            yield Fault("cut", where, sentence)
            continue
        stored = connection.execute(_HASH_AT, (head.station, head.epoch, head.seq)).fetchone()
        if stored is None or stored[0] != head.hash:
            yield Fault("replaced", where, f"日志被替换：{where} 第 {head.seq} 条与已签名的不是同一条。")
    for name in unread:
        yield Fault("head", name, f"链首签名文件 {name} 读不出（断电或改动所致）。")
    for code, epoch in sorted(set(keys) - seen):
        if connection.execute(_LAST, (code, epoch)).fetchone()[0] > 1 and f"{epoch}.head" not in set(unread):
            yield Fault("head", f"{code}-{epoch}", f"缺少窗口 {code} 第 {epoch} 期的链首签名文件。")


def check_keys(connection: Any, keys: CaseKeys) -> Iterator[Fault]:
    """Every sealed part has its key, a forgotten one has none, and every epoch can sign with its own."""
    for code, epoch, public_key, signing in connection.execute(_SEEDS):
        try:
            whole = public_half(epochs.seed_of(keys, code, epoch, signing)) == public_key
        except ValueError:
            whole = False
        if not whole:
            yield Fault(
                "station", f"{code}-{epoch}", f"窗口签名密钥打不开：{code} 第 {epoch} 期的签名密钥损坏。"
            )
    for subject, forgotten, sealed, unplaced, no_key in connection.execute(_SEALED):
        if forgotten and not no_key:
            yield Fault("key", subject, f"{named(connection, subject)}的个人信息已登记清除，但密钥还在。")
        elif sealed and no_key and not forgotten:
            how = "不见了" if unplaced else "已被销毁，却没有清除登记"
            yield Fault("key", subject, f"{named(connection, subject)}的个人信息密钥{how}，密封内容打不开。")
    for (subject,) in connection.execute(_LEFT_OVER):
        yield Fault(
            "key", subject, f"{named(connection, subject)}的个人信息已登记清除，但别的窗口的密钥还在。"
        )
    for (subject,) in connection.execute(_ORPHANS):
        yield Fault("key", subject, f"有一把密钥找不到日志记录（对象 {subject}）。")


def named(connection: Any, subject: str) -> str:
    """A subject in words: a case by its number, anything else by its id."""
    row = connection.execute(_NUMBER_OF, (subject,)).fetchone()
    with suppress(ValueError, TypeError):
        number = read_bytes(row[0]).get("number") if row else None
        if number:
            return f"办件 {number} "
    return f"对象 {subject} "


class _Numbers:
    """Follows the number series along a chain."""

    def __init__(self, station: str, epoch: int) -> None:
        self._where = f"{station}-{epoch}"
        self.last: dict[str, int] = {}
        self.faults: list[Fault] = []
        self.first: Entry | None = None
        self.in_order = True
        """Whether the entries lie in the file as they were written."""

    def watch(self, rows: Iterable[tuple[Any, ...]], count: Count, total: int) -> Iterator[Link]:
        """The links of these rows, observed while they pass; hashed as stored, byte for byte."""
        before: int | None = None
        for row in rows:
            if count.entries % _EVERY == 0:
                count.tell(CheckStage.CHAINS, count.entries, total)
            count.entries += 1
            if self.first is None:
                self.first = stream.closed_entry(row)
            if before is not None and row[_ROW] < before:
                self.in_order = False
            before = row[_ROW]
            for series, number in stream.taken_of(row):
                self._follow(series, number)
            prev, stored = row[_HASH - 1], row[_HASH]
            yield Link(row[0], row[1], row[2], prev, stored, fields_hash(row[:_HASH]) == stored)

    def _follow(self, series: str, number: int) -> None:
        last = self.last.get(series, 0)
        if number <= last:
            self._found("number", f"号码重复：{self._where} 的“{series}”第 {number} 号给出了不止一次。")
        elif number > last + 1:
            self._found("number", f"号码缺失：{self._where} 的“{series}”第 {last + 1} 号没有对应的记录。")
        self.last[series] = max(last, number)

    def compare(self, stored: dict[str, int]) -> Iterator[Fault]:
        """Compare the stored number series with the ones in the chain."""
        for series in sorted(stored.keys() | self.last.keys()):
            given, kept = self.last.get(series, 0), stored.get(series, 0)
            if given != kept:
                sentence = (
                    f"号码序列不符：{self._where} 的“{series}”已用到 {given} 号，序列上记的是 {kept} 号。"
                )
                yield Fault("series", self._where, sentence)

    def _found(self, what: str, sentence: str) -> None:
        self.faults.append(Fault(what, self._where, sentence))


def _equals(payload: dict[str, object], binding: str, public_key: bytes, identity: str) -> bool:
    """Whether a station's row equals its opening entry: hall, window and the demo mark (L14)."""
    try:
        words = json.loads(identity)
        return (payload.get("binding"), payload.get("public_key")) == (binding, public_key.hex()) and all(
            payload.get(name) == word for name, word in words.items()
        )
    except (ValueError, AttributeError):
        return False


def _station(first: Entry | None, known: list[Any] | None) -> Iterator[Fault]:
    """An epoch's chain begins with its opening entry, and that entry equals the station's row."""
    if first is None:
        return
    where = f"{first.station}-{first.epoch}"
    try:
        payload = first.read() if first.kind == STATION_OPENED and first.seq == 1 else {}
    except ValueError:  # its bytes were changed: check_chains reports it
        return
    if known is None:
        yield Fault("station", where, f"窗口登记缺失：{where} 有日志而没有登记。")
    elif payload and not _equals(payload, *known):
        yield Fault("station", where, f"窗口登记被改动：{where} 的登记与启用记录不符。")
    elif not payload and first.seq == 1:
        yield Fault("station", where, f"日志开头不对：{where} 的第一条不是启用记录。")
