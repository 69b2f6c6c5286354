"""Whether the county's other windows know this one's cases, so that papers may say 任一窗口."""

from __future__ import annotations

from counter.domain.hall.any_window import sharing
from counter.domain.hall.jurisdiction import Jurisdiction
from counter.services.context.ports import Journal


def place_of(journal: Journal, rules: Jurisdiction) -> Jurisdiction:
    """The rules of the place, as they stand for a window that shares its cases or not.

    Shared: own entries of this epoch were acknowledged and other windows' entries have come, so that it works both
    ways. A place without hub or courier, or the only window of one, stays as it is.
    """
    return sharing(rules) if journal.is_shared() else rules
