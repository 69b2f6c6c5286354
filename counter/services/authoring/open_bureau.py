"""The room where the guide is edited and published (指南编辑室): its key is made at setup, the public half goes out."""

from __future__ import annotations

from counter.domain.errors import RuleRefused
from counter.domain.guide.publication import BureauCard
from counter.services.context.ports import Journal
from counter.services.keys.trusted import station_keys

NO_BUREAU = "这里不是指南编辑室，不能改指南、发布指南；请在指南编辑室的电脑上做。"


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
    public = bureau_public_key(journal)
    station = journal.station()
    since = min(key.since for key in station_keys(journal))
    return BureauCard(station.hall, station.region, public, since, station.demo)
