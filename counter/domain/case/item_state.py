"""State of one item of a case (事项状态), from filing to the organ's result."""

from __future__ import annotations

from enum import StrEnum


class ItemState(StrEnum):
    """State of an item (事项状态): the result of its entries, not a verdict."""

    RECEIVED = "received"
    WAITING = "waiting"
    TO_PLEDGE = "to_pledge"
    TO_CORRECT = "to_correct"
    TO_REFUSE = "to_refuse"
    ACCEPTED = "accepted"
    GAPPED = "gapped"
    DEEMED = "deemed"
    DONE = "done"
    GRANTED = "granted"
    REJECTED = "rejected"
    REFUSED = "refused"
    REVOKED = "revoked"
    WITHDRAWN = "withdrawn"
    DROPPED = "dropped"
    RETURNED = "returned"
    LAPSED = "lapsed"
    CONFLICT = "conflict"

    @property
    def label(self) -> str:
        """The state in plain Chinese."""
        return _LABELS[self]

    @property
    def closed(self) -> bool:
        """True when nothing more is to be decided for the item."""
        return self in _CLOSED

    @property
    def accepted(self) -> bool:
        """True while the organ's clock runs: accepted, with gaps or not, or deemed to be."""
        return self in (ItemState.ACCEPTED, ItemState.GAPPED, ItemState.DEEMED)

    @property
    def open_here(self) -> bool:
        """True before acceptance, while this window has something to decide or to wait for."""
        return not self.closed and not self.accepted

    @property
    def finished(self) -> bool:
        """True when the item is completed in writing: items that depend on it may go on (DOMAIN §6)."""
        return self in (ItemState.DONE, ItemState.GRANTED)


_LABELS = {
    ItemState.RECEIVED: "已收件，待决定",
    ItemState.WAITING: "待前序",
    ItemState.TO_PLEDGE: "待签容缺承诺",
    ItemState.TO_CORRECT: "待补正",
    ItemState.TO_REFUSE: "待机关决定",
    ItemState.ACCEPTED: "已受理",
    ItemState.GAPPED: "容缺受理",
    ItemState.DEEMED: "视为受理",
    ItemState.DONE: "当场办结",
    ItemState.GRANTED: "已办结",
    ItemState.REJECTED: "不予批准",
    ItemState.REFUSED: "不予受理",
    ItemState.REVOKED: "已撤销受理",
    ItemState.WITHDRAWN: "已撤回",
    ItemState.DROPPED: "不再办理",
    ItemState.RETURNED: "已退件，可重新申请",
    ItemState.LAPSED: "按放弃处理",
    ItemState.CONFLICT: "记录有矛盾",
}

_CLOSED = frozenset(
    {
        ItemState.DONE,
        ItemState.GRANTED,
        ItemState.REJECTED,
        ItemState.REFUSED,
        ItemState.REVOKED,
        ItemState.WITHDRAWN,
        ItemState.DROPPED,
        ItemState.RETURNED,
        ItemState.LAPSED,
    }
)
