"""How an exchange stands: what waits to be reported, what was taken in, held, refused or missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from counter.domain.journal.exchange.batch import BatchRange


@dataclass(frozen=True, slots=True)
class WaitingEntries:
    """Own entries that the hub has not acknowledged: how many, and the time of the oldest (UTC)."""

    count: int = 0
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class StoredBatch:
    """A batch of the own or another stream as kept here. ``withheld``: numbers of entries whose content stays at their
    station; ``via``: how it came or goes; ``pos``: its place in the hub's order, None for an own one not acknowledged.
    """

    range: BatchRange
    hashes: bytes
    signature: bytes
    withheld: tuple[int, ...] = ()
    via: str = ""
    pos: int | None = None


class HeldReason(StrEnum):
    """Why a batch is kept and not taken in yet."""

    UNKNOWN_KEY = "unknown_key"
    REVOKED = "revoked"


HELD_SENTENCES = {
    HeldReason.UNKNOWN_KEY: "本机还没有这个窗口的证书，先留着待核实；证书一到就会收进来。",
    HeldReason.REVOKED: "签这一批的密钥已经作废，先留着待核实，请值班负责人查明。",
}


HELD_WORDS = {HeldReason.UNKNOWN_KEY: "本机还没有它的证书", HeldReason.REVOKED: "签它的密钥已经作废"}
"""The same in a list."""

HELD_TO_DO = {
    HeldReason.UNKNOWN_KEY: "本大厅的窗口换过电脑、恢复过的，请它写申请，在持有大厅密钥的窗口签证书（“大厅 → 密钥”）；"
    "别的大厅的，收它的登记册或公钥文件。证书一到自动收进来。",
    HeldReason.REVOKED: "请值班负责人查明这些记录是不是作废以后写的；是作废以前写的，两个人放行（上报页 Alt+R）。",
}
"""What to do about it."""


@dataclass(frozen=True, slots=True)
class HeldBatch:
    """A batch that was not taken in. ``why``: a ``HeldReason``, or a ``RefusedBatchReason``. ``kept``: its bytes are
    here and are tried again with every new key. ``range`` None: they could not be read. ``size``: of its bytes.
    """

    digest: bytes
    range: BatchRange | None
    why: str
    via: str
    since: datetime
    size: int
    kept: bool

    @property
    def waits(self) -> bool:
        """Held (待核实), and not refused."""
        return self.why in tuple(HeldReason)


@dataclass(frozen=True, slots=True)
class ForkSeen:
    """A second, validly signed entry of a number that another entry has already: two machines write one stream."""

    station: str
    epoch: int
    seq: int
    hash: bytes
    via: str
    since: datetime


@dataclass(frozen=True, slots=True)
class LackingEntries:
    """What a signed list says is there and the hub does not hand out. ``mark``: of the case (``outline.mark_of``), ""
    of entries or of a list itself; ``count``: how many there should be; ``sure``: a whole exchange later still.
    """

    range: BatchRange
    mark: str = ""
    count: int = 0
    sure: bool = False


class BatchOutcome(StrEnum):
    """What became of a batch that was taken in."""

    NEW = "new"
    KNOWN = "known"
    HELD = "held"
    REFUSED = "refused"
    FORK = "fork"


@dataclass(frozen=True, slots=True)
class BatchTakenIn:
    """What became of one batch. ``new``, ``known``: entries with content; ``missing``: the gap before it;
    ``unread``: cases whose rows could not be computed from what came. Where it was not taken in: ``why``
    (``HeldReason`` or ``RefusedBatchReason``) and ``sentence``; what is ``full`` has to be brought again.
    """

    outcome: BatchOutcome
    range: BatchRange | None = None
    new: int = 0
    known: int = 0
    missing: BatchRange | None = None
    unread: tuple[str, ...] = ()
    why: str = ""
    sentence: str = ""
