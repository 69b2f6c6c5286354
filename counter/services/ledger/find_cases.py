"""查件: find cases narrowed to an organ too, which the ledger knows, and what they can be narrowed to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from counter.services.ledger.up_to_date import current_ledger

if TYPE_CHECKING:
    from counter.services.context.app import AppContext
    from counter.services.context.case_search import CaseChoices, CaseFilter
    from counter.services.context.ports import FoundCases

MOST_FOUND = 200
"""Rows of a list; more are narrowed to, not scrolled through."""


def find_cases(app: AppContext, text: str, wanted: CaseFilter | None = None) -> FoundCases:
    """Cases by a text, all where it is empty. Only an organ needs the ledger, which is brought up to date for it.

    Raises WorldTrouble where that cannot be written.
    """
    if wanted is not None and wanted.organ:
        current_ledger(app)
    return app.journal.find_cases(text, MOST_FOUND, wanted)


def case_choices(app: AppContext) -> CaseChoices:
    """States and clerks that occur; organs of the guide and of older cases."""
    found = app.journal.case_choices()
    organs = dict.fromkeys(item.organ for item in app.guide.items.values())
    return replace(found, organs=tuple(sorted({*organs, *found.organs})))
