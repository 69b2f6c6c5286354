"""What the applicant said of a mirror; apart from it, as every visit may hold it and no start waits for a mirror."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ApplicantReply:
    """What the applicant said of a mirror: right, or that something is not; ``digest`` of what was shown.

    ``pages_shown`` of ``pages``: so many were on the screen before 对 was pressed; both 0 where all of them were.
    """

    right: bool
    digest: str
    about: tuple[str, ...] = field(default_factory=tuple)
    pages_shown: int = 0
    pages: int = 0
