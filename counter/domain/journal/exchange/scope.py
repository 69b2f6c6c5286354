"""What of a journal other stations get, and what of theirs belongs together with the own entries."""

from __future__ import annotations

import re

UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
"""An id of an entry or a case, as a regular expression."""
_JOINT = re.compile(UUID)


WITHHELD = ("rating", "rectification.", "clerks.", "totals.")
"""How kinds of entries begin that are about ratings: invitations, boxes, accounts, and the work of the office."""


def is_withheld(kind: str) -> bool:
    """Whether the content of entries of this kind stays at their station: everything about ratings (decision 0012)."""
    return kind.startswith(WITHHELD)


def is_joint(subject: str) -> bool:
    """Whether entries of several stations about this subject belong together: only a case, named by its UUID."""
    return _JOINT.fullmatch(subject) is not None
