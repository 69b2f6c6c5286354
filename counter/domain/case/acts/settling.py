"""The act that settles contradicting records of several windows (处理矛盾), as data."""

from __future__ import annotations

from dataclasses import dataclass

from counter.domain.hall.consent import Consent


@dataclass(frozen=True, slots=True)
class Settle:
    """A conflict is settled (处理矛盾): the record ``stands`` (id of a claim) holds, for ``reason``.

    ``taken_back``: ids of papers of the other records that are withdrawn in writing. ``consent``: of a supervisor of
    the owner, whose PIN the service checks; None where the person acting is one.
    """

    stands: str
    reason: str
    taken_back: tuple[str, ...] = ()
    consent: Consent | None = None
