"""The two offices behind the windows: 差评处理室 handles bad ratings, 指南编辑室 edits and publishes the guide.

Each makes its key at setup; the public half goes out to the windows as a card.
"""

from __future__ import annotations

from counter.domain.errors import RuleRefused
from counter.domain.guide.publication import BureauCard
from counter.domain.ratings.sealed_box import HandlerCard
from counter.services.context.ports import Journal
from counter.services.keys.trusted import station_keys

NO_OFFICE = "这里不是差评处理室，不能收评价、不能办整改；请在差评处理室的电脑上做。"
NO_BUREAU = "这里不是指南编辑室，不能改指南、发布指南；请在指南编辑室的电脑上做。"


def open_office(journal: Journal) -> None:
    """Make the handler's key of a new office; an existing key is kept: boxes sealed to it open nowhere else."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    if journal.handler_seed() is None:
        journal.keep_handler_seed(X25519PrivateKey.generate().private_bytes_raw())


def handler_seed(journal: Journal) -> bytes:
    """The handler's private key. Raises RuleRefused (L10) at a window: ratings are never opened there."""
    seed = journal.handler_seed()
    if seed is None:
        raise RuleRefused(NO_OFFICE, rule="L10", field="office")
    return seed


def handler_card(journal: Journal) -> HandlerCard:
    """The public half with the office's name, for the windows that seal to it. Raises RuleRefused at a window."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    public = X25519PrivateKey.from_private_bytes(handler_seed(journal)).public_key().public_bytes_raw()
    station = journal.station()
    return HandlerCard(station.hall, station.region, public.hex(), _since(journal), station.demo)


def open_bureau(journal: Journal) -> None:
    """Make the key of a new bureau; one that has its key keeps it: windows believe no other."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    if journal.bureau_seed() is None:
        journal.keep_bureau_seed(Ed25519PrivateKey.generate().private_bytes_raw())


def bureau_seed(journal: Journal) -> bytes:
    """The private half. Raises RuleRefused (L1) at a window: there nothing is published."""
    seed = journal.bureau_seed()
    if seed is None:
        raise RuleRefused(NO_BUREAU, rule="L1", field="bureau")
    return seed


def bureau_public_key(journal: Journal) -> str:
    """The public half, hex. Raises RuleRefused (L1) at a window."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(bureau_seed(journal)).public_key().public_bytes_raw().hex()


def bureau_card(journal: Journal) -> BureauCard:
    """The public half with the bureau's name, for the windows that believe it. Raises RuleRefused at a window."""
    public, station = bureau_public_key(journal), journal.station()
    return BureauCard(station.hall, station.region, public, _since(journal), station.demo)


def _since(journal: Journal) -> str:
    """The first day of the station's first key."""
    return min(key.since for key in station_keys(journal))
