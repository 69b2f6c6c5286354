"""The part of the station's side of the hub that carries case keys (``services.exchange.hub_keys_port``)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Any

from counter.db.hub import answers
from counter.db.hub.answers import checked, nonsense
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
        self._refuse(row[3:])
        ((kept, forgotten, barred),) = checked([row[:3]], answers.WRAPS_PUT)
        return WrapsPut(kept, tuple(forgotten or ()), tuple(barred or ()))

    def wraps(self, recipient: str, after: int, limit: int = MOST_AT_ONCE) -> KeysPulled:
        """The wraps for a recipient."""
        columns = "number, subject, maker, wrapped, refusal, reason"
        rows = self._all(f"SELECT {columns} FROM hub.wraps(%s, %s, %s)", (recipient, after, limit))
        for row in rows:
            self._refuse(row[4:])
        listed = checked([row[:4] for row in rows], answers.WRAP)
        _go_on(listed, after)
        found = tuple(KeyWrap(row[1], row[2], recipient, row[3]) for row in listed)
        return KeysPulled(KeyParcel(found), rows[-1][0] if rows else after, len(rows) >= limit)

    def drop_wraps(self, recipients: Collection[str]) -> int:
        """Delete wraps for recipients that are none any more."""
        question = "SELECT dropped, refusal, reason FROM hub.drop_wraps(%b)"
        row = self._one(question, (packed(recipients, TEXT),))
        self._refuse(row[1:])
        return int(checked([row[:1]], answers.NUMBER)[0][0])

    def put_keys(self, keys: KeyParcel, held: Collection[str] = ()) -> None:
        """State public keys."""
        cards = key_cards(keys)
        columns = (packed(cards, TEXT), packed(cards.values(), BYTEA), packed(held, TEXT))
        self._refuse(self._one("SELECT refusal, reason FROM hub.put_key_cards(%b, %b, %b)", columns))

    def public_keys(self, after: int, limit: int = 100) -> KeysPulled:
        """Public keys of other stations."""
        rows = self._all("SELECT number, body FROM hub.key_cards(%s, %s)", (after, limit), answers.CARD)
        _go_on(rows, after)
        found = read_key_cards(body for _, body in rows)
        return KeysPulled(found, rows[-1][0] if rows else after, len(rows) >= limit)

    @abstractmethod
    def _all(self, question: str, given: Sequence[object] = (), shape: Any = None) -> list[tuple[Any, ...]]:
        """The rows of an answer, each of that shape where one is named."""

    def _one(self, question: str, given: Sequence[object] = (), shape: Any = None) -> tuple[Any, ...]:
        """The one row of an answer. Raises HubRefused where there is none."""
        rows = self._all(question, given, shape)
        if not rows:
            raise nonsense()
        return rows[0]

    def _refuse(self, said: tuple[Any, ...], *, upto: object = None) -> None:
        """Raise HubRefused for a refusal; ``said``: its code and reason."""
        ((code, reason),) = checked([said], answers.REFUSAL)
        refuse_as_said(code, reason, upto=upto if isinstance(upto, int) else None)


def _go_on(rows: Sequence[tuple[Any, ...]], after: int) -> None:
    """Raises HubRefused for rows that do not follow the number asked for: they would be asked for again and again."""
    numbers = [after, *(row[0] for row in rows)]
    if any(later <= before for before, later in pairwise(numbers)):
        raise nonsense()
