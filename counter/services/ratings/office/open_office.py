"""The office that handles bad ratings (差评处理室): its key is made at setup, the public half goes out."""

from __future__ import annotations

from counter.domain.errors import RuleRefused
from counter.domain.ratings.sealed_box import HandlerCard
from counter.services.context.ports import Journal
from counter.services.keys.trusted import station_keys

NO_OFFICE = "这里不是差评处理室，不能收评价、不能办整改；请在差评处理室的电脑上做。"


def open_office(journal: Journal) -> None:
    """Make the handler's key of a new office; one that has its key keeps it: boxes sealed to it open nowhere else."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    if journal.handler_seed() is None:
        journal.keep_handler_seed(X25519PrivateKey.generate().private_bytes_raw())


def handler_seed(journal: Journal) -> bytes:
    """The private half. Raises RuleRefused (L10) at a window: what was rated there is never opened there."""
    seed = journal.handler_seed()
    if seed is None:
        raise RuleRefused(NO_OFFICE, rule="L10", field="office")
    return seed


def handler_card(journal: Journal) -> HandlerCard:
    """The public half with the office's name, for the windows that seal to it. Raises RuleRefused at a window."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    public = X25519PrivateKey.from_private_bytes(handler_seed(journal)).public_key().public_bytes_raw()
    station = journal.station()
    since = min(key.since for key in station_keys(journal))
    return HandlerCard(station.hall, station.region, public.hex(), since, station.demo)
