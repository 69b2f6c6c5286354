"""The hub in memory, its part about case keys: what ``counter/db/hub/sql/keys.sql`` promises."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from counter.domain.journal.exchange.batch import SentEntry
from counter.domain.journal.exchange.key_wraps import KeyParcel, KeyWrap, key_cards, read_key_cards
from counter.services.exchange.hub_keys_port import MOST_AT_ONCE, KeysPulled, WrapsPut
from counter.services.exchange.hub_port import NOT_REGISTERED

if TYPE_CHECKING:
    from tests.services.exchange.memory_hub import Cuts, MemoryHub


class MemoryKeys:
    """``services.exchange.hub_keys_port.HubKeysPort`` of one station. Owner of a case: who opened it."""

    hub: MemoryHub
    code: str
    cuts: Cuts

    def put_wraps(self, wraps: Sequence[KeyWrap]) -> WrapsPut:
        return self.cuts.call(lambda: self._put_wraps(wraps))  # type: ignore[no-any-return]

    def wraps(self, recipient: str, after: int, limit: int = MOST_AT_ONCE) -> KeysPulled:
        return self.cuts.call(lambda: self._wraps(recipient, after, limit))  # type: ignore[no-any-return]

    def drop_wraps(self, recipients: Collection[str]) -> int:
        return self.cuts.call(lambda: self._drop(recipients))  # type: ignore[no-any-return]

    def put_keys(self, keys: KeyParcel, held: Collection[str] = ()) -> None:
        self.cuts.call(lambda: self._put_keys(keys, held))

    def public_keys(self, after: int, limit: int = 100) -> KeysPulled:
        return self.cuts.call(lambda: self._public_keys(after, limit))  # type: ignore[no-any-return]

    def _put_wraps(self, wraps: Sequence[KeyWrap]) -> WrapsPut:
        hub = self.hub
        if any(one.maker.partition("-")[0] != self.code for one in wraps) and self.code not in hub.holders:
            self._refuse(NOT_REGISTERED, "没有登记为钥匙环的持有者")
        gone = self._forgotten()
        for one in wraps:
            hub.key_number += 1
            if one.subject not in gone:
                hub.wraps.setdefault(one, (hub.key_number, self.code))
        left = tuple(dict.fromkeys(one.subject for one in wraps if one.subject in gone))
        return WrapsPut(sum(one in hub.wraps for one in wraps), left)

    def _wraps(self, recipient: str, after: int, limit: int) -> KeysPulled:
        hub, gone = self.hub, self._forgotten()
        holds, is_ring = self.code in hub.holders, recipient.startswith("ring:")
        recovery = hub.gives_recovery and recipient.startswith("recovery:")
        if not recovery and not (
            holds and recipient in hub.rings
            if is_ring
            else holds or recipient.rpartition("-")[0] == self.code
        ):
            self._refuse(NOT_REGISTERED, f"不能取给 {recipient} 的钥匙")
        found = sorted((number, one) for one, (number, _) in hub.wraps.items() if one.recipient == recipient)
        own = [(n, one) for n, one in found if not recovery or one.maker.partition("-")[0] == self.code]
        given = [(n, one) for n, one in own if n > after and one.subject not in gone][:limit]
        parcel = KeyParcel(tuple(one for _, one in given))
        return KeysPulled(parcel, given[-1][0] if given else after, len(given) >= limit)

    def _drop(self, recipients: Collection[str]) -> int:
        hub = self.hub
        old = [
            one
            for one, (_, by) in hub.wraps.items()
            if one.recipient in recipients and (self.code in (one.maker, by) or self.code in hub.holders)
        ]
        for one in old:
            del hub.wraps[one]
        return len(old)

    def _put_keys(self, keys: KeyParcel, held: Collection[str]) -> None:
        for name, body in key_cards(keys).items():
            if self.hub.cards.get((name, self.code), (0, b""))[1] != body:
                self.hub.key_number += 1
                self.hub.cards[name, self.code] = (self.hub.key_number, body)
        if held and self.code not in self.hub.holders:
            self._refuse(NOT_REGISTERED, "没有登记为钥匙环的持有者")
        self.hub.rings.update(held)

    def _public_keys(self, after: int, limit: int) -> KeysPulled:
        cards = [
            (number, body)
            for (_, by), (number, body) in self.hub.cards.items()
            if by != self.code and number > after
        ]
        given = sorted(cards)[:limit]
        parcel = read_key_cards(body for _, body in given)
        return KeysPulled(parcel, given[-1][0] if given else after, len(given) >= limit)

    def _forgotten(self) -> set[str]:
        """Cases whose person their owner forgot."""
        entries = [
            (batch.station, one)
            for batch in self.hub.batches
            for one in batch.entries
            if isinstance(one, SentEntry)
        ]
        openers = {(at, one.subject) for at, one in entries if one.kind == "case.opened"}
        return {
            one.subject
            for at, one in entries
            if one.kind == "person.forgotten" and (at, one.subject) in openers
        }

    def _refuse(self, code: str, reason: str) -> Any:
        raise NotImplementedError
