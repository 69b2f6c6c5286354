"""How the parcels of a station stand: what was sent and to whom it came, what came and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from counter.domain.journal.exchange.parcels import ParcelSpec, spec_of


class ParcelWay(StrEnum):
    """What this station has to do with a parcel: it sent it, it is for it, it carries it for others."""

    SENT = "sent"
    HERE = "here"
    CARRIED = "carried"


class ParcelState(StrEnum):
    """Where it is. Of a sent one: to be sent, sent, received by somebody, not taken by the hub. Of one that is for this
    station: waits for a person, in force, known already, waits for a key, of a newer program, refused, for others.
    """

    TO_SEND = "to_send"
    SENT = "sent"
    RECEIVED = "received"
    NOT_TAKEN = "not_taken"
    WAITS = "waits"
    TAKEN = "taken"
    KNOWN = "known"
    HELD = "held"
    NEWER = "newer"
    REFUSED = "refused"
    NOT_OURS = "not_ours"

    @property
    def open(self) -> bool:
        """Whether something can still become of it here."""
        return self in (ParcelState.WAITS, ParcelState.HELD, ParcelState.NEWER)


STATE_WORDS: dict[ParcelState, str] = {
    ParcelState.TO_SEND: "待发出",
    ParcelState.SENT: "已发出",
    ParcelState.RECEIVED: "已收到",
    ParcelState.NOT_TAKEN: "没有发出",
    ParcelState.WAITS: "等人收",
    ParcelState.TAKEN: "已采用",
    ParcelState.KNOWN: "本机已有",
    ParcelState.HELD: "待核实",
    ParcelState.NEWER: "需升级",
    ParcelState.REFUSED: "没有收",
    ParcelState.NOT_OURS: "不是给本机的",
}
"""For people."""


@dataclass(frozen=True, slots=True)
class KeptParcel:
    """A parcel as it is known here. ``id``: its row; ``digest``: SHA-256 of the parcel; ``readers``: its address;
    ``since``: when it was made or came; ``changed``: when its state last changed; ``why``: the reason in one sentence,
    with how to mend it; ``by``: code of who took it in; ``receipts``: stations that have it; ``kept``: its bytes are
    still here; ``via``: how it came.
    """

    id: int
    digest: bytes
    way: ParcelWay
    state: ParcelState
    kind: str
    station: str
    readers: str
    number: int
    title: str
    size: int
    since: datetime
    changed: datetime
    why: str = ""
    by: str = ""
    via: str = ""
    receipts: tuple[str, ...] = ()
    kept: bool = True

    @property
    def spec(self) -> ParcelSpec | None:
        """What holds for its kind; None for one of a newer program."""
        return spec_of(self.kind)

    @property
    def name(self) -> str:
        """Its kind, for people."""
        return self.spec.name if self.spec is not None else "更新的程序才认得的文件"

    @property
    def state_words(self) -> str:
        """Where it is, for people."""
        return STATE_WORDS[self.state]
