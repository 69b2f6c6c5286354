"""Events as another program may write them: of any kind, shape and version; ``append`` refuses such of this program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import make_dataclass
from functools import cache
from typing import Any

from counter.domain.journal.entries import NewEntry
from counter.domain.journal.kinds import KINDS, EventKind, Facts


def foreign(
    kind: str,
    subject: str,
    said: Mapping[str, Any],
    *,
    version: int = 1,
    sealed: Mapping[str, Any] | None = None,
    previous: str | None = None,
) -> NewEntry:
    """An entry to append with exactly these values."""
    payload, personal = _shapes(kind, tuple(said), tuple(sealed or ()), version)
    return NewEntry(subject, payload(**said), previous, None if sealed is None else personal(**sealed))


@cache
def _shapes(kind: str, said: tuple[str, ...], sealed: tuple[str, ...], version: int) -> tuple[type, type]:
    payload, personal = (make_dataclass("Elsewhere", [(name, object) for name in n]) for n in (said, sealed))
    KINDS.by_payload[payload] = EventKind(kind, payload, personal, lifts=(_left,) * (version - 1))
    return payload, personal


def _left(facts: Facts) -> Facts:
    return facts
