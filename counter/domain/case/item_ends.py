"""Days of an item that follow from its entries: accepted, answered, ended."""

from __future__ import annotations

from datetime import date

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.case_item import CaseItem
from counter.domain.case.item_state import ItemState

BY_APPLICANT = (ItemState.WITHDRAWN, ItemState.DROPPED, ItemState.RETURNED)
"""Ended without the organ's decision; the values are those of ``Ending``."""


def ended_on(item: CaseItem) -> date | None:
    """The day that ended it; a contradiction between windows ends nothing.

    The state says how: a filing that was returned and brought again keeps its ``ending``.
    """
    if not item.state.closed:
        return None
    if item.state in BY_APPLICANT:
        at = item.ended_at or item.changed_at
        return None if at is None else civil_date(at)
    if item.conclusion is not None and item.state is not ItemState.DONE:
        return item.conclusion.day
    return None if item.at is None else civil_date(item.at)


def known_to_end(item: CaseItem) -> date | None:
    """The day on which its end was recorded here: an organ's decision may be days older."""
    if item.state.finished and item.conclusion is not None:
        return civil_date(item.conclusion.at)
    return ended_on(item)


def accepted_from(item: CaseItem) -> date | None:
    """Since when it is accepted: here, by its organ, or by silence. A decision that refuses to accept is none."""
    if item.organ_accepted is not None or item.deemed_on is not None:
        return item.organ_accepted or item.deemed_on
    return civil_date(item.at) if item.decided and item.at is not None else None


def answered_on(item: CaseItem) -> date | None:
    """The first answer; silence is none."""
    accepted, days = accepted_from(item), [civil_date(one.at) for one in item.told]
    if accepted is not None and item.deemed_on is None:
        days.append(accepted)
    if item.conclusion is not None and item.state not in BY_APPLICANT and accepted is None:
        days.append(item.conclusion.day)
    return min(days, default=None)
