"""Prove a hub from outside: every chain, signature, place and delivery, recomputed here and not by the hub."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import msgspec

from counter.domain.errors import BadInput
from counter.domain.journal.chain import GENESIS, Fault
from counter.domain.journal.exchange.batch import BatchRange, BatchRefused, SentEntry, VerifySignature, prove
from counter.domain.journal.exchange.parcels import is_newer, unpack_parcel
from counter.domain.papers.verify.trusted_keys import Certificate, Trust
from counter.domain.shapes import whole
from counter.services.exchange.hub_port import EpochOnHub
from counter.services.exchange.hub_server import BatchOnHub, HubServer, OrderOnHub, StoredParcel, StreamOnHub

_UUID = 36


@dataclass(slots=True)
class HubReport:
    """What a check read and found. ``notes``: worth knowing, but no fault of what is stored."""

    batches: int = 0
    entries: int = 0
    stations: int = 0
    parcels: int = 0
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def fault(self, kind: str, place: str, sentence: str) -> None:
        """Add a fault."""
        self.faults.append(Fault(kind, place, sentence))


def check_hub(server: HubServer, verify: VerifySignature, trust: Trust | None = None) -> HubReport:
    """Walk the whole hub. ``trust``: halls whose certificates count; None: a certificate is only proved to be signed by
    the hall it names.
    """
    report = HubReport()
    with server.one_picture():
        _read(server, report, verify, trust)
    return report


def _read(server: HubServer, report: HubReport, verify: VerifySignature, trust: Trust | None) -> None:
    for sentence in server.settings():
        report.fault("setting", "", sentence)
    streams = {(one.epoch.station, one.epoch.epoch): one for one in server.streams()}
    report.stations = len({station for station, _ in streams})
    for stream in streams.values():
        _certificate(stream, report, verify, trust)
    walk = _Walk(report, streams, server.follows(), verify)
    for batch in server.batches():
        walk.take(batch)
    walk.end(server.orders())
    for parcel in server.parcels():
        report.parcels += 1
        _parcel(parcel, streams, report, verify)
    _incidents(server, report)


@dataclass(slots=True)
class _Walk:
    report: HubReport
    streams: Mapping[tuple[str, int], StreamOnHub]
    follows: Mapping[str, frozenset[int]]
    verify: VerifySignature
    order: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    heads: dict[tuple[str, int], tuple[int, bytes]] = field(default_factory=dict)
    counted: dict[tuple[str, int], int] = field(default_factory=dict)

    def take(self, stored: BatchOnHub) -> None:
        """Prove one batch, in its place in order and stream."""
        self.report.batches += 1
        self._place(stored)
        where, listed = stored.listed.words, stored.listed
        name = (listed.station, listed.epoch)
        seq, hash_ = self.heads.get(name, (0, GENESIS))
        if listed.first != seq + 1:
            self.report.fault("gap", where, f"汇聚库缺记录：{where}之前应是第 {seq + 1} 条。")
        self.heads[name] = (listed.last, stored.hashes[-32:])
        batch = stored.batch
        if batch is None:
            self.report.fault("changed", where, f"汇聚库的记录被改动过：{where}读不出。")
            return
        self.report.entries += len(batch.entries)
        self.counted[name] = self.counted.get(name, 0) + len(batch.entries)
        if len(batch.entries) != len(batch.listed):
            there = {entry.seq for entry in batch.entries}
            lost = [seq for seq in range(batch.first, batch.last + 1) if seq not in there]
            more = f"等 {len(lost)} 条" if len(lost) > 1 else ""
            self.report.fault("missing", where, f"汇聚库缺记录：{where}里没有第 {lost[0]} 条{more}。")
        if batch.entries and batch.entries[0].seq == seq + 1 and batch.entries[0].prev != hash_:
            self.report.fault("broken", where, f"汇聚库的链断开：{where}没有接在前一条之后。")
        if name not in self.streams:
            self.report.fault("epoch", where, f"{where}没有登记的密钥，不能证明。")
        else:
            self._signature(stored, self.streams[name].epoch.public_key)
        self._delivered(stored)

    def _place(self, stored: BatchOnHub) -> None:
        pos, link = self.order.get(stored.county, (0, bytes(32)))
        if stored.pos != pos + 1:
            sentence = f"旗县 {stored.county} 的次序缺第 {pos + 1} 批：有一批被删去了。"
            self.report.fault("order", f"{stored.county}/{stored.pos}", sentence)
        elif next_link(link, stored.pos, stored.listed, stored.hashes) != stored.link:
            sentence = f"旗县 {stored.county} 的第 {stored.pos} 批不是当时排在这里的，次序被改动过。"
            self.report.fault("order", f"{stored.county}/{stored.pos}", sentence)
        self.order[stored.county] = (stored.pos, stored.link)

    def _signature(self, stored: BatchOnHub, public_key: bytes) -> None:
        assert stored.batch is not None
        try:
            prove(stored.batch, public_key, self.verify)
        except BatchRefused as refused:
            self.report.fault(
                refused.reason.value, stored.listed.words, _as_stored(refused.sentence, stored.listed)
            )

    def _delivered(self, stored: BatchOnHub) -> None:
        assert stored.batch is not None
        for entry in stored.batch.entries:
            if not isinstance(entry, SentEntry) or len(entry.subject) != _UUID:
                continue
            halls = self.follows.get(entry.subject, frozenset())
            at = entry.seq - stored.listed.first
            lost = [hall for hall in halls if stored.delivered.get(hall, "")[at : at + 1] != "1"]
            if lost or stored.hall not in halls:
                where = f"{stored.listed.station}-{stored.listed.epoch} 第 {entry.seq} 条"
                self.report.fault("delivery", where, f"{where}没有发给该收的大厅。")

    def end(self, orders: Iterable[OrderOnHub]) -> None:
        """What the totals say against what was read."""
        for order in orders:
            if (order.pos, order.link) != self.order.get(order.county, (0, bytes(32))):
                sentence = f"旗县 {order.county} 的次序应到第 {order.pos} 批，末尾的被删去或改动过。"
                self.report.fault("order", order.county, sentence)
        for name, stream in self.streams.items():
            where = f"{name[0]}-{name[1]}"
            if (stream.seq, stream.hash) != self.heads.get(name, (0, GENESIS)):
                sentence = f"{where} 应到第 {stream.seq} 条，末尾的被删去或改动过。"
                self.report.fault("head", where, sentence)
            elif stream.entries != self.counted.get(name, 0):
                sentence = f"{where} 有 {stream.entries} 条记录，各批里是 {self.counted.get(name, 0)} 条。"
                self.report.fault("outside", where, sentence)


def next_link(link: bytes, pos: int, listed: BatchRange, hashes: bytes) -> bytes:
    """The order's chain after one more batch (``hub.push`` computes the same)."""
    station = listed.station.encode()
    place = struct.pack(">qI", pos, len(station)) + station + struct.pack(">iq", listed.epoch, listed.first)
    return hashlib.sha256(link + place + hashes).digest()


def _as_stored(sentence: str, listed: BatchRange) -> str:
    """The sentence of a reader, without what a reader does then."""
    return f"汇聚库里{listed.words}：{sentence.split('没有收进来')[0].rstrip('。整批')}。"


def _certificate(
    stream: StreamOnHub, report: HubReport, verify: VerifySignature, trust: Trust | None
) -> None:
    one = stream.epoch
    where = f"{one.station}-{one.epoch}"
    if stream.revoked:
        report.notes.append(f"{where} 的登记已作废。")
    if not one.certificate:
        report.notes.append(f"{where} 还没有大厅的证书，别的窗口收到它的记录会列为待核实。")
        return
    certificate = certificate_on_hub(one)
    if certificate is None or not verify(
        bytes.fromhex(certificate.hall_key), certificate.message(), bytes.fromhex(certificate.signature)
    ):
        report.fault("certificate", where, f"{where} 的证书不是它的，或者大厅签名不对。")
    elif trust is not None and certificate.hall_key not in trust.halls:
        report.fault("certificate", where, f"{where} 的证书是别的大厅签发的，那个大厅不在给出的公钥文件里。")
    elif trust is not None and certificate.public_key in trust.revocations:
        report.notes.append(f"{where} 的密钥已由大厅作废。")


def certificate_on_hub(one: EpochOnHub) -> Certificate | None:
    """The certificate of a stream, if it is its key's; its signature is not proved here."""
    try:
        read = msgspec.json.decode(one.certificate, type=whole(Certificate))
        bytes.fromhex(read.hall_key), bytes.fromhex(read.signature)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    own = (read.station, read.epoch, read.public_key) == (one.station, one.epoch, one.public_key.hex())
    return read if own else None


def _parcel(
    stored: StoredParcel,
    streams: Mapping[tuple[str, int], StreamOnHub],
    report: HubReport,
    verify: VerifySignature,
) -> None:
    """A file that travels: its bytes as they came, its cover signed by the station that the hub names."""
    where = f"往来文件第 {stored.pos} 号（{stored.county}，窗口 {stored.station}）"
    if hashlib.sha256(stored.body).digest() != stored.digest:
        report.fault("parcel", where, f"{where}被改动过：和登记的摘要对不上。")
        return
    try:
        parcel = unpack_parcel(stored.body)
    except BadInput:
        if is_newer(stored.body):
            report.notes.append(f"{where}是更新的程序发的，这里不能证明。")
        else:
            report.fault("parcel", where, f"{where}读不出：不是本程序写的。")
        return
    stream = streams.get((parcel.station, parcel.epoch))
    known = parcel.public_key if stream is None else stream.epoch.public_key
    if (parcel.station, parcel.kind) != (stored.station, stored.kind) or parcel.public_key != known:
        report.fault("parcel", where, f"{where}不是写在封面上的窗口发的那一种。")
    elif not verify(parcel.public_key, parcel.message(), parcel.signature):
        report.fault("parcel", where, f"{where}封面的签名不对。")


def _incidents(server: HubServer, report: HubReport) -> None:
    for one in server.incidents():
        if one.is_fork:
            report.fault("fork", one.station, f"{one.reason}（{one.login}，{one.address}）。")
        else:
            where = f"{one.login} {one.address}".strip()
            report.notes.append(f"拒绝过 {one.times} 次（{one.code}，{where}）：{one.reason}。")
