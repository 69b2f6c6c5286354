"""The epoch an opened file works in: its newest, or the next one where the file was restored, copied or moved."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from counter.db.journal import epochs, stream
from counter.db.journal.transaction import JournalContext, SqlTransaction
from counter.db.journal.witnesses import Witnesses
from counter.db.keys.key_folder import Keys
from counter.db.keys.sealing import CaseKeys
from counter.domain.errors import WorldTrouble
from counter.services.context.ports import Clock


@dataclass(frozen=True, slots=True, repr=False)
class Opening:
    """The opened folder, with what an epoch of it needs. Has no repr: it holds the keys."""

    profile: Path
    keys: Keys
    case_keys: CaseKeys
    clock: Clock


def present_epoch(connection: Any, opening: Opening) -> tuple[epochs.Epoch, Witnesses]:
    """The epoch to work in, and the witnesses that follow it.

    The next one opens where the folder is not the one the file's newest epoch is bound to, or a witness knows more
    than the file. Raises WorldTrouble where the file has no station.
    """
    epoch = epochs.latest(connection)
    if epoch is None:
        raise WorldTrouble(
            "数据文件里没有本站点的登记，文件有损。请停止使用，复制整个数据目录留存，再从备份恢复。"
        )
    keys, demo = opening.keys, epoch.station.demo
    witnesses = Witnesses(opening.profile, keys.profile_id, keys.master, demo=demo)
    if epochs.why_new(connection, epoch, opening.profile, witnesses) is not None:
        epoch = _next_epoch(connection, epoch, opening, witnesses)
    epochs.settle(connection, witnesses, epoch)
    witnesses.catch_up(stream.head_of(connection, epoch.station.code, epoch.station.epoch))
    return epoch, witnesses


def open_next(connection: Any, opening: Opening, witnesses: Witnesses, actor: str) -> epochs.Epoch:
    """Open the next epoch, because a witness knows of numbers given out that the file does not know."""
    epoch = epochs.latest(connection)
    assert epoch is not None  # the file is open
    fresh, context = _prepare(epoch, opening, witnesses)
    with SqlTransaction(connection, context) as tx:
        epochs.start(connection, tx, fresh, "seen", actor=actor)
        epochs.settle(connection, witnesses, fresh)
        tx.commit()
    return fresh


def _next_epoch(connection: Any, epoch: epochs.Epoch, opening: Opening, witnesses: Witnesses) -> epochs.Epoch:
    fresh, context = _prepare(epoch, opening, witnesses)
    with SqlTransaction(connection, context) as tx:
        now = epochs.latest(connection) or epoch
        reason = epochs.why_new(connection, now, opening.profile, witnesses)
        if reason is None:  # another program, started at the same moment, has just opened it
            return now
        if now.station == epoch.station:
            epochs.start(connection, tx, fresh, reason)
            epochs.settle(connection, witnesses, fresh)
            tx.commit()
            return fresh
    return _next_epoch(connection, now, opening, witnesses)


def _prepare(
    epoch: epochs.Epoch, opening: Opening, witnesses: Witnesses
) -> tuple[epochs.Epoch, JournalContext]:
    """The epoch after this one, not yet written, and the context of its transactions."""
    folder, keys = opening.profile, opening.case_keys
    fresh = epochs.prepare(epochs.following(epoch.station, folder, witnesses), folder, keys)
    return fresh, epochs.context_of(
        fresh, folder, keys, opening.clock, witnesses
    )  # no number given out in it yet
