"""A supervisor's consent to an act (值班负责人同意): code and PIN as typed, checked by the service of the act."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Consent:
    """Code and PIN, not yet checked: a code alone agrees to nothing. The PIN is never stored and never shown."""

    code: str
    pin: str = field(repr=False)
