"""The part of the station's side of the hub that carries case keys (``services.exchange.hub_keys_port``)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from typing import Any

from counter.db.hub.arrays import BYTEA, TEXT, packed
from counter.db.hub.errors import refuse_as_said
from counter.domain.journal.exchange.key_wraps import KeyParcel, KeyWrap, key_cards, read_key_cards
from counter.services.exchange.hub_keys_port import MOST_AT_ONCE, KeysPulled, WrapsPut


class KeysOnHub(ABC):
    """``HubKeysPort`` over the connection of whoever inherits it."""

    def put_wraps(self, wraps: Sequence[KeyWrap]) -> WrapsPut:
        """Put wraps."""
        columns = (
            packed([one.subject for one in wraps], TEXT),
            packed([one.maker for one in wraps], TEXT),
            packed([one.recipient for one in wraps], TEXT),
            packed([one.wrapped for one in wraps], BYTEA),
        )
        question = "SELECT kept, forgotten, barred, refusal, reason FROM hub.put_wraps(%b, %b, %b, %b)"
        row = self._one(question, columns)
        refuse_as_said(row[3], row[4])
        return WrapsPut(row[0], tuple(row[1] or ()), tuple(row[2] or ()))

    def wraps(self, recipient: str, after: int, limit: int = MOST_AT_ONCE) -> KeysPulled:
        """The wraps for a recipient."""
        columns = "number, subject, maker, wrapped, refusal, reason"
        rows = self._all(f"SELECT {columns} FROM hub.wraps(%s, %s, %s)", (recipient, after, limit))
        for row in rows:
            refuse_as_said(row[4], row[5])
        found = tuple(KeyWrap(row[1], row[2], recipient, row[3]) for row in rows)
        return KeysPulled(KeyParcel(found), rows[-1][0] if rows else after, len(rows) >= limit)

    def drop_wraps(self, recipients: Collection[str]) -> int:
        """Delete wraps for recipients that are none any more."""
        question = "SELECT dropped, refusal, reason FROM hub.drop_wraps(%b)"
        row = self._one(question, (packed(recipients, TEXT),))
        refuse_as_said(row[1], row[2])
        return int(row[0])

    def put_keys(self, keys: KeyParcel, held: Collection[str] = ()) -> None:
        """State public keys."""
        cards = key_cards(keys)
        columns = (packed(cards, TEXT), packed(cards.values(), BYTEA), packed(held, TEXT))
        refuse_as_said(*self._one("SELECT refusal, reason FROM hub.put_key_cards(%b, %b, %b)", columns))

    def public_keys(self, after: int, limit: int = 100) -> KeysPulled:
        """Public keys of other stations."""
        rows = self._all("SELECT number, body FROM hub.key_cards(%s, %s)", (after, limit))
        found = read_key_cards(body for _, body in rows)
        return KeysPulled(found, rows[-1][0] if rows else after, len(rows) >= limit)

    @abstractmethod
    def _all(self, question: str, given: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of an answer."""

    @abstractmethod
    def _one(self, question: str, given: Sequence[object] = ()) -> tuple[Any, ...]:
        """The one row of an answer."""
