"""One round with the hub for window and command line: the kept enrolment, the connection, one program at a time."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from counter.db.file.machine_binding import machine_id, wired_addresses
from counter.db.file.window_lock import take_window_lock
from counter.services.exchange.hub_port import HubUnreachable
from counter.services.exchange.join_hub import kept_enrolment
from counter.services.exchange.round import RoundDone, TellRound, exchange_round
from counter.services.parcels.send_files import send_what_changed
from counter.services.parcels.take_parcel import settle_known

if TYPE_CHECKING:
    from counter.services.context.app import AppContext
    from counter.services.exchange.enrolment import Enrolment
    from counter.services.exchange.hub_port import HubPort

EXCHANGE_LOCK = "exchange.lock"
NOT_JOINED = "本窗口还没有接汇聚库：先收登记文件（counter sync join 文件，或窗口里“上报”页），再上报。"
AT_WORK = "另一个程序正在上报，请等它做完。"
_NO_CLIENT = (
    "这里没有装 psycopg（counter[hub]），不能连汇聚库；记录都存在本机。请系统管理员用完整的安装包重新安装。"
)


def exchange_now(profile: Path, app: AppContext, tell: TellRound = lambda *_: None) -> RoundDone:
    """Exchange once. Where another program at this profile does so already, nothing is done and said so.

    Raises WorldTrouble for the own disk alone.
    """
    lock = take_window_lock(profile, EXCHANGE_LOCK)
    if lock is None:
        return RoundDone(sentence=AT_WORK)
    try:
        enrolment = kept_enrolment(app.journal)
        if enrolment is None:
            return RoundDone(sentence=NOT_JOINED)
        send_what_changed(app)
        done = exchange_round(app, partial(_connect, enrolment), machine_mark(profile), tell)
        settle_known(app)
        return done
    finally:
        lock.release()


def machine_mark(profile: Path) -> str:
    """Tells this machine and folder from any other, and names neither."""
    parts = ("counter-machine", machine_id(), *wired_addresses(), str(profile.resolve()))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _connect(enrolment: Enrolment) -> HubPort:
    try:
        from counter.db.hub.client import connect_hub
    except ImportError as missing:
        if (missing.name or "").split(".")[0] != "psycopg":
            raise
        raise HubUnreachable(_NO_CLIENT) from missing
    return connect_hub(enrolment)
