"""The station's epochs: a code from the hall's register, and a run of the chain bound to one machine and folder.

A restored, cloned or moved profile opens the next epoch, with its own chain and its own number series, so that two
places can never give out one number (DESIGN §4). The next one is drawn at random: two copies of one disk that each
open their next epoch get different ones (docs/decisions/0016).
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from counter.db.file.errors import explained
from counter.db.file.machine_binding import binding, still_bound
from counter.db.journal import stream
from counter.db.journal.file_guard import FileGuard
from counter.db.journal.heads import Head, HeadSigner, SignedHead, new_station_key, read_heads, signed_by
from counter.db.journal.restore_card import read_card
from counter.db.journal.transaction import JournalContext, SqlTransaction
from counter.db.journal.witnesses import Claim, Witnesses, epochs_seen
from counter.db.keys.key_folder import Keys
from counter.db.keys.sealing import CaseKeys, seal, unseal
from counter.domain.document.numbering import following_epoch
from counter.domain.errors import WorldTrouble
from counter.domain.hall.station_events import EarlierEpoch, StationOpened
from counter.domain.journal.entries import NewEntry
from counter.services.context.ports import Clock, StationIdentity

SYSTEM = "system"
"""The actor of events without a person: opening an epoch that nobody requested."""

_COLUMNS = "SELECT code, epoch, identity, binding, public_key, signing FROM stations"
_EVERY = f"{_COLUMNS} ORDER BY epoch"
_LATEST = f"""
    {_COLUMNS} WHERE code = COALESCE((SELECT station FROM entries ORDER BY row LIMIT 1), code)
    ORDER BY epoch DESC LIMIT 1
"""  # the station that opened the file: no other station's file is mistaken for this one
_INSERT = (
    "INSERT INTO stations (code, epoch, identity, binding, public_key, signing) VALUES (?, ?, ?, ?, ?, ?)"
)
_LAST_SEQ = "SELECT COALESCE(MAX(seq), 0) FROM entries WHERE station = ? AND epoch = ?"
_HASH_AT = "SELECT hash FROM entries WHERE station = ? AND epoch = ? AND seq = ?"
_GIVEN = """
    SELECT 1 FROM numbers UNION ALL SELECT 1 FROM entries CROSS JOIN taken_entries USING (subject)
    UNION ALL SELECT 1 FROM batches WHERE via = 'own' LIMIT 1
"""
"""Whether others may know of this file: a number of it, an act on a case of theirs, entries in a batch.

CROSS JOIN walks the own entries, few where no number was given; to walk a million of others takes 150 ms and 8 MB.
"""


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


def all_epochs(connection: Any) -> list[Epoch]:
    """All epochs in the file, the oldest first."""
    return [_read(row) for row in connection.execute(_EVERY)]


def why_new(connection: Any, epoch: Epoch, folder: Path, witnesses: Witnesses) -> str | None:
    """Why the next epoch must open here: rolled_back | forked | moved; None where the folder is unmoved and no head
    and no witness knows more than the file, or something else.
    """
    # these and the witnesses are read before the file: another program may be writing
    heads, _ = read_heads(folder)
    claims = witnesses.claims()
    found = {_of_signed(connection, epoch, signed) for signed in heads}
    if "rolled_back" in found:
        return "rolled_back"
    if not still_bound(folder, epoch.binding):
        return "moved"
    found |= {_of_claim(connection, epoch, claim, witnesses.here) for claim in claims}
    return next((reason for reason in ("rolled_back", "forked") if reason in found), None)


def compare_head(connection: Any, head: Head) -> str | None:
    """Compare the file with a known head: ``rolled_back`` (the file ends before it), ``forked``, None (it contains
    it).
    """
    stored = connection.execute(_HASH_AT, (head.station, head.epoch, head.seq)).fetchone()
    if stored is not None:
        return None if stored[0] == head.hash else "forked"
    last = connection.execute(_LAST_SEQ, (head.station, head.epoch)).fetchone()[0]
    return "rolled_back" if last < head.seq else "forked"


def _of_signed(connection: Any, epoch: Epoch, signed: SignedHead) -> str | None:
    """Only the current epoch's own head: numbers of an earlier one are given out no more."""
    head = signed.head
    if (head.station, head.epoch) != (epoch.station.code, epoch.station.epoch):
        return None
    found = compare_head(connection, head)
    return None if found == "forked" and not signed_by(signed, epoch.public_key) else found


def _of_claim(connection: Any, epoch: Epoch, claim: Claim, here: str) -> str | None:
    """A claim about the current epoch, or about one opened in this very folder as the successor of the current one: a
    file that does not know it was put back. A copy elsewhere has an epoch of its own and is not considered.
    """
    head, station = claim.head, epoch.station
    if head.station != station.code:
        return None
    if head.epoch == station.epoch:
        return compare_head(connection, head)
    lost = claim.parent == station.epoch and claim.here == here
    return "rolled_back" if lost else None


def settle(connection: Any, witnesses: Witnesses, epoch: Epoch) -> None:
    """Switch the witnesses to this epoch."""
    before = (one.station.epoch for one in all_epochs(connection) if one.station.code == epoch.station.code)
    parent = max((number for number in before if number < epoch.station.epoch), default=0)
    witnesses.begin(parent, given=connection.execute(_GIVEN).fetchone() is not None)


def prepare(identity: StationIdentity, folder: Path, keys: CaseKeys) -> Epoch:
    """A new epoch with a station key of its own, not yet written."""
    seed, public_key = new_station_key()
    signing = seal(keys.master(), seed, bound_to(identity.code, identity.epoch))
    return Epoch(identity, binding(folder), public_key, signing)


def context_of(
    epoch: Epoch,
    folder: Path,
    keys: CaseKeys,
    clock: Clock,
    witnesses: Witnesses | None = None,
    kept: FileGuard | None = None,
) -> JournalContext:
    """The context of this epoch's transactions. Without witnesses for a profile that is being made."""
    signer = _signer(epoch, folder, keys)
    return JournalContext(epoch.station.code, epoch.station.epoch, keys, clock, signer, witnesses, kept)


def _signer(epoch: Epoch, folder: Path, keys: CaseKeys) -> HeadSigner:
    try:
        seed = seed_of(keys, epoch.station.code, epoch.station.epoch, epoch.signing)
    except ValueError as error:
        raise WorldTrouble(
            "窗口的签名密钥打不开，密钥文件或数据文件损坏，不能再办件。请先用恢复密钥恢复（counter recover），"
            "仍不行就从备份取回整个资料文件夹。"
        ) from error
    return HeadSigner(folder, seed)


def signer_of(connection: Any, folder: Path, keys: CaseKeys, number: int | None) -> HeadSigner:
    """What signs with the key of that epoch of this station. Raises ValueError where it is not in the file,
    WorldTrouble where it is damaged.
    """
    return _signer(_own_epoch(connection, number), folder, keys)


def own_seed(connection: Any, keys: CaseKeys, number: int | None) -> bytes:
    """The seed of this station's key in that epoch, or the present one. Raises ValueError where it is not here."""
    one = _own_epoch(connection, number)
    return seed_of(keys, one.station.code, one.station.epoch, one.signing)


def _own_epoch(connection: Any, number: int | None) -> Epoch:
    with explained():
        own, every = latest(connection), all_epochs(connection)
    for one in every:
        if own is not None and (one.station.code, one.station.epoch) == (
            own.station.code,
            number or own.station.epoch,
        ):
            return one
    raise ValueError(f"no epoch {number} here")


def seed_of(keys: CaseKeys, code: str, epoch: int, signing: bytes) -> bytes:
    """The seed of an epoch's station key. Raises ValueError where it does not open."""
    return unseal(keys.master(), signing, bound_to(code, epoch))


def start(connection: Any, tx: SqlTransaction, epoch: Epoch, reason: str, *, actor: str = SYSTEM) -> None:
    """Write the epoch and the first entry of its chain. ``reason``: set_up | moved | rolled_back | forked | seen |
    restored | rotated | new_key.
    """
    station = epoch.station
    words = json.dumps(_words(station), ensure_ascii=False)
    values = (station.code, station.epoch, words, epoch.binding, epoch.public_key, epoch.signing)
    connection.execute(_INSERT, values)
    opened = StationOpened(
        code=station.code,
        epoch=station.epoch,
        hall=station.hall,
        window=station.window,
        region=station.region,
        jurisdiction=station.jurisdiction,
        demo=station.demo,
        training=station.training,
        reason=reason,
        binding=epoch.binding,
        public_key=epoch.public_key.hex(),
        follows=tuple(
            EarlierEpoch(head.epoch, head.seq, head.hash.hex())
            for head in stream.heads_of(connection, station.code)
            if head.epoch != station.epoch
        ),
    )
    subject = f"station:{station.code}"
    tx.append(NewEntry(subject, opened, tx.last_id(subject)), actor=actor)


def first(station: StationIdentity, folder: Path) -> StationIdentity:
    """The station in the first epoch of a new profile: 1, or drawn at random where another profile of this station
    gave out numbers on this machine (it was lost, and the station is set up again). A training profile never begins
    with 1: the code on a sheet that was practised must open no case at the window it was made of.
    """
    real = not station.demo or station.training
    seen = epochs_seen(folder, station.code) if real else frozenset[int]()
    epoch, taken = 1, seen | {1} if seen or station.training else seen
    while epoch in taken:
        epoch = following_epoch(1, secrets.randbelow)
    return replace(station, epoch=epoch)


def following(station: StationIdentity, folder: Path, witnesses: Witnesses) -> StationIdentity:
    """The station in its next epoch, drawn at random. Raises WorldTrouble where all are used up.

    Never one that a head or a witness knows: the file may have lost it.
    """
    heads = [signed.head for signed in read_heads(folder)[0]] + [claim.head for claim in witnesses.claims()]
    taken = {head.epoch for head in heads}
    epoch = following_epoch(station.epoch, secrets.randbelow)
    while epoch in taken:
        epoch = following_epoch(epoch, secrets.randbelow)
    return replace(station, epoch=epoch)


def _read(row: tuple[Any, ...]) -> Epoch:
    try:
        station = StationIdentity(code=row[0], epoch=row[1], **json.loads(row[2]))
    except (ValueError, TypeError, RecursionError) as error:
        raise WorldTrouble(
            f"窗口 {row[0]} 第 {row[1]} 期的登记读不出，数据文件损坏。"
            "请停止使用，复制整个资料文件夹留存，再从备份恢复。"
        ) from error
    return Epoch(station, row[3], row[4], row[5])


def _words(identity: StationIdentity) -> dict[str, str | bool]:
    return {
        "hall": identity.hall,
        "window": identity.window,
        "region": identity.region,
        "jurisdiction": identity.jurisdiction,
        "demo": identity.demo,
        **({"training": True} if identity.training else {}),
    }


def bound_to(code: str, epoch: int) -> str:
    """What the sealed seed of an epoch's station key is bound to."""
    return f"station key {code} {epoch}"


def mark_rotated(connection: Any, schema: str, epoch: int) -> None:
    """Note in a file's header that a change of keys wrote it while that epoch was the newest (``application_id``)."""
    connection.execute(f"PRAGMA {schema}.application_id = {epoch}")


def _reason_in_words(connection: Any, newest: Epoch, reason: str) -> str:
    """``rotated`` instead of ``moved`` where a change of keys wrote the file, and no epoch began since."""
    (marked,) = connection.execute("PRAGMA application_id").fetchone()
    return "rotated" if (reason, marked) == ("moved", newest.station.epoch) else reason


@dataclass(frozen=True, slots=True, repr=False)
class Opening:
    """The opened folder, with what an epoch of it needs. Has no repr: it holds the keys."""

    profile: Path
    keys: Keys
    case_keys: CaseKeys
    clock: Clock


def current_epoch(connection: Any, opening: Opening) -> tuple[Epoch, Witnesses]:
    """The epoch to work in, and the witnesses that follow it.

    The next one opens where the folder is not the one the file's newest epoch is bound to, or a witness knows more
    than the file. Raises WorldTrouble where the file has no station.
    """
    epoch = latest(connection)
    if epoch is None:
        raise WorldTrouble(
            "数据文件里没有本窗口的登记，文件损坏。请停止使用，复制整个资料文件夹留存，再从备份恢复。"
        )
    keys, demo = opening.keys, epoch.station.demo
    witnesses = Witnesses(opening.profile, keys.profile_id, keys.master, demo=demo)
    witnesses.take_over()
    if _reason(connection, epoch, opening, witnesses) is not None:
        epoch = _next_epoch(connection, epoch, opening, witnesses)
    settle(connection, witnesses, epoch)
    witnesses.catch_up(stream.head_of(connection, epoch.station.code, epoch.station.epoch))
    return epoch, witnesses


def _reason(connection: Any, epoch: Epoch, opening: Opening, witnesses: Witnesses) -> str | None:
    """As ``why_new``; ``restored`` at the first opening of a profile that came out of a backup of this epoch."""
    note = read_card(opening.profile, opening.keys.master)
    if note is not None and (note.head.station, note.head.epoch) == (epoch.station.code, epoch.station.epoch):
        return "restored"
    return why_new(connection, epoch, opening.profile, witnesses)


def open_next(
    connection: Any, opening: Opening, witnesses: Witnesses, actor: str, reason: str = "seen"
) -> Epoch:
    """Open the next epoch, because a witness knows of numbers given out that the file does not know, or for a new
    station key (``new_key``).
    """
    epoch = latest(connection)
    assert epoch is not None  # the file is open
    fresh, context = _prepare(epoch, opening, witnesses)
    with SqlTransaction(connection, context) as tx:
        start(connection, tx, fresh, reason, actor=actor)
        settle(connection, witnesses, fresh)
        tx.commit()
    return fresh


def _next_epoch(connection: Any, epoch: Epoch, opening: Opening, witnesses: Witnesses) -> Epoch:
    fresh, context = _prepare(epoch, opening, witnesses)
    with SqlTransaction(connection, context) as tx:
        newest = latest(connection) or epoch
        reason = _reason(connection, newest, opening, witnesses)
        if reason is None:  # another program, started at the same moment, has just opened it
            return newest
        if newest.station == epoch.station:
            start(connection, tx, fresh, _reason_in_words(connection, newest, reason))
            settle(connection, witnesses, fresh)
            tx.commit()
            return fresh
    return _next_epoch(connection, newest, opening, witnesses)


def _prepare(epoch: Epoch, opening: Opening, witnesses: Witnesses) -> tuple[Epoch, JournalContext]:
    """The epoch after this one, not yet written, and the context of its transactions."""
    folder, keys = opening.profile, opening.case_keys
    fresh = prepare(following(epoch.station, folder, witnesses), folder, keys)
    return fresh, context_of(fresh, folder, keys, opening.clock, witnesses)
