"""What was reported about the guide, in which letters it went, and what the bureau answered."""

from __future__ import annotations

from counter.domain.document.document import Document, from_json
from counter.domain.guide.problems import SUBJECT, Problems, fold_problems
from counter.services.context.ports import Journal


def list_problems(journal: Journal) -> Problems:
    """Everything, newest first."""
    return fold_problems(journal.entries(SUBJECT))


def letter_document(journal: Journal, number: str) -> Document:
    """A letter's own words as it was issued. BadInput where there is no such letter."""
    return from_json(list_problems(journal).letter(number).said.content)
