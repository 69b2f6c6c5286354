"""The hall ring (大厅钥匙环) as it is known here: which generation is in force, and whether this profile holds it.

A ring counts that a key of the own hall signed, and that was not reported stolen; the newest generation is in force.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from counter.domain.hall.ring_events import RingFollowed, RingImported, RingOpened
from counter.domain.journal.entries import NewEntry
from counter.domain.journal.exchange.key_cards import RingCard
from counter.domain.journal.kinds import KINDS
from counter.domain.papers.verify.trusted_keys import Trust
from counter.services.context.ports import Journal
from counter.services.keys.public_sealing import public_half
from counter.services.keys.trusted import SUBJECT, SYSTEM, sign_with, trusted_keys, verify


def known_rings(journal: Journal) -> tuple[RingCard, ...]:
    """Every generation that counts here, the oldest first; two of one number are in the same order everywhere."""
    trust = trusted_keys(journal)
    found = [card for card in _cards(journal) if is_of_own_hall(journal, trust, card)]
    return tuple(sorted(set(found), key=lambda card: (card.generation, card.public_key)))


def ring_in_force(journal: Journal) -> RingCard | None:
    """The generation that case keys are wrapped to; None where the hall has none, or this station belongs to none."""
    rings = known_rings(journal)
    return rings[-1] if rings else None


def retired_rings(journal: Journal) -> tuple[RingCard, ...]:
    """Generations that another one follows."""
    return known_rings(journal)[:-1]


def held_rings(journal: Journal) -> dict[str, bytes]:
    """Recipient → private half, of the generations that this profile holds."""
    held = {public_half(key): key for key in journal.ring_keys()}
    return {card.recipient: held[card.public_key] for card in known_rings(journal) if card.public_key in held}


def holds_ring(journal: Journal) -> bool:
    """Whether its entries say that this profile holds the ring, or a generation of it."""
    events = (KINDS.read(entry) for entry in journal.entries(SUBJECT))
    return any(isinstance(event, RingOpened | RingImported) for event in events)


def follow_rings(journal: Journal, cards: tuple[RingCard, ...]) -> tuple[RingCard, ...]:
    """Note generations that came from elsewhere; returns what was new. What the own hall's key did not sign is left."""
    trust, known = trusted_keys(journal), set(_cards(journal))
    fresh = tuple(
        card for card in dict.fromkeys(cards) if card not in known and is_of_own_hall(journal, trust, card)
    )
    if fresh:
        with journal.transaction() as tx:
            for card in fresh:
                tx.append(NewEntry(SUBJECT, RingFollowed(card), tx.last_id(SUBJECT)), actor=SYSTEM)
            tx.commit()
    return fresh


def is_of_own_hall(journal: Journal, trust: Trust, card: RingCard) -> bool:
    """Whether a key of the hall that certified this station, in any epoch, signed the card, and was not reported
    stolen.
    """
    own = {key.hex() for _, key, _ in journal.exchange().own_epochs()}  # the newest may not be certified yet
    certified = {line for c in trust.certificates if c.public_key in own for line in trust.line(c.hall_key)}
    return (
        card.demo == journal.station().demo
        and card.hall_key in certified
        and card.hall_key in trust.halls
        and verify(bytes.fromhex(card.hall_key), card.message(), bytes.fromhex(card.signature))
    )


def signed_card(card: RingCard, hall_seed: bytes) -> RingCard:
    """The card with the hall key's signature."""
    return replace(card, signature=sign_with(hall_seed, card.message()))


def _cards(journal: Journal) -> Iterator[RingCard]:
    for entry in journal.entries(SUBJECT):
        event = KINDS.read(entry)
        if isinstance(event, RingOpened | RingImported | RingFollowed):
            yield event.card
