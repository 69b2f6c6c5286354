"""The smallest terms of a guide: yes/no/unknown, how well a fact is known, units of time, a law, an attached file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Tri(StrEnum):
    """Yes, no, or not stated by any authority yet (待部门核定)."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Evidence(StrEnum):
    """How well a fact is known (``guide_facts.yaml`` meta.status_words)."""

    FOUND = "FOUND"
    KNOWN = "KNOWN"
    TITLE_SEEN = "TITLE_SEEN"
    UNKNOWN_LOCAL = "UNKNOWN_LOCAL"

    @property
    def official(self) -> bool:
        """True only for what was read at its source; everything else is shown as 待部门核定."""
        return self is Evidence.FOUND


class TimeUnit(StrEnum):
    """Unit of a time limit: working days, natural days, or done at once."""

    WORKING = "working"
    NATURAL = "natural"
    AT_ONCE = "at_once"


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """设定依据: a law and, where read, its article."""

    law: str
    article: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A blank form, filled-in sample or result sample: ``name`` as the guide names it, ``digest`` SHA-256 (hex)."""

    name: str
    digest: str
    size: int
