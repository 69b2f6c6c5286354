"""The station's epochs: a code from the hall's register, and a run of the chain bound to one machine and folder.

A restored, cloned or moved profile opens the next epoch, with its own chain and its own number series, so that two
places can never give out one number (DESIGN §4).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from counter.db.heads import Signer, new_station_key, read_heads
from counter.db.machine import binding, still_bound
from counter.db.sealing import CaseKeys, seal, unseal
from counter.db.transaction import Desk, SqlTransaction
from counter.domain.entries import STATION_OPENED, Draft
from counter.domain.errors import WorldTrouble
from counter.services.ports import Clock, StationIdentity

SYSTEM = "system"
"""The actor of what no person does: opening an epoch."""

_COLUMNS = "SELECT code, epoch, identity, binding, public_key, signing FROM stations"
_EVERY = f"{_COLUMNS} ORDER BY epoch"
_LATEST = f"""
    {_COLUMNS} WHERE code = COALESCE((SELECT station FROM entries ORDER BY row LIMIT 1), code)
    ORDER BY epoch DESC LIMIT 1
"""  # the station that opened the file: whatever else lies in it, it is never taken for another
_INSERT = (
    "INSERT INTO stations (code, epoch, identity, binding, public_key, signing) VALUES (?, ?, ?, ?, ?, ?)"
)
_LAST_SEQ = "SELECT COALESCE(MAX(seq), 0) FROM entries WHERE station = ? AND epoch = ?"


@dataclass(frozen=True, slots=True, repr=False)
class Epoch:
    """One epoch of this station. Has no repr: it holds the sealed signing seed."""

    station: StationIdentity
    binding: str
    public_key: bytes
    signing: bytes


def latest(connection: Any) -> Epoch | None:
    """The newest epoch in the file, or None for a file that was never set up."""
    row = connection.execute(_LATEST).fetchone()
    return _read(row) if row else None


def every(connection: Any) -> list[Epoch]:
    """All epochs in the file, the oldest first."""
    return [_read(row) for row in connection.execute(_EVERY)]


def why_new(connection: Any, epoch: Epoch, folder: Path) -> str | None:
    """Why the next epoch must open here, or None: the folder is where it was and the file is not behind its heads."""
    heads, _ = read_heads(folder)  # read before the file: another program may be writing
    for signed in heads:
        head = signed.head
        if head.epoch == epoch.station.epoch and head.station == epoch.station.code:
            last = connection.execute(_LAST_SEQ, (head.station, head.epoch)).fetchone()[0]
            if last < head.seq:
                return "rolled_back"
    return None if still_bound(folder, epoch.binding) else "moved"


def prepare(identity: StationIdentity, folder: Path, keys: CaseKeys) -> Epoch:
    """A new epoch with a station key of its own, not yet written."""
    seed, public_key = new_station_key()
    signing = seal(keys.master(), seed, _bound_to(identity.code, identity.epoch))
    return Epoch(identity, binding(folder), public_key, signing)


def desk_of(epoch: Epoch, folder: Path, keys: CaseKeys, clock: Clock) -> Desk:
    """What transactions of this epoch work with."""
    try:
        seed = seed_of(keys, epoch.station.code, epoch.station.epoch, epoch.signing)
    except ValueError as error:
        raise WorldTrouble(
            "窗口的签名密钥打不开，密钥文件或数据文件有损，不能再办件。请先用恢复密钥恢复（counter recover），"
            "仍不行就从备份取回整个数据目录。"
        ) from error
    signer = Signer(folder, seed)
    return Desk(epoch.station.code, epoch.station.epoch, keys, clock, signer)


def seed_of(keys: CaseKeys, code: str, epoch: int, signing: bytes) -> bytes:
    """The seed of an epoch's station key. Raises ValueError where it does not open."""
    return unseal(keys.master(), signing, _bound_to(code, epoch))


def start(connection: Any, tx: SqlTransaction, epoch: Epoch, reason: str) -> None:
    """Write the epoch and the first entry of its chain. ``reason``: set_up | moved | rolled_back."""
    station = epoch.station
    words = json.dumps(_words(station), ensure_ascii=False)
    values = (station.code, station.epoch, words, epoch.binding, epoch.public_key, epoch.signing)
    connection.execute(_INSERT, values)
    payload: dict[str, object] = {
        "code": station.code,
        "epoch": station.epoch,
        **_words(station),
        "reason": reason,
        "binding": epoch.binding,
        "public_key": epoch.public_key.hex(),
    }
    subject = f"station:{station.code}"
    tx.append(Draft(STATION_OPENED, subject, payload, base=tx.last_id(subject)), actor=SYSTEM)


def following(station: StationIdentity) -> StationIdentity:
    """The same station in its next epoch."""
    return replace(station, epoch=station.epoch + 1)


def _read(row: tuple[Any, ...]) -> Epoch:
    try:
        station = StationIdentity(code=row[0], epoch=row[1], **json.loads(row[2]))
    except (ValueError, TypeError) as error:
        raise WorldTrouble(
            f"站点 {row[0]} 第 {row[1]} 期的登记读不出，数据文件有损。请停止使用，复制整个数据目录留存，再从备份恢复。"
        ) from error
    return Epoch(station, row[3], row[4], row[5])


def _words(identity: StationIdentity) -> dict[str, str | bool]:
    return {
        "hall": identity.hall,
        "window": identity.window,
        "region": identity.region,
        "jurisdiction": identity.jurisdiction,
        "demo": identity.demo,
    }


def _bound_to(code: str, epoch: int) -> str:
    return f"station key {code} {epoch}"
