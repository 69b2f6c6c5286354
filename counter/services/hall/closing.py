"""Whether this window takes anything new, or was closed for good (撤窗)."""

from __future__ import annotations

from counter.domain.hall.closing import Closing, closing_of, refuse_closed
from counter.domain.hall.closing_events import SUBJECT
from counter.services.context.ports import Journal, Transaction


def closing_here(source: Journal | Transaction) -> Closing | None:
    """The closing of this window; None while it is open."""
    return closing_of(source.entries(SUBJECT))


def check_open(source: Journal | Transaction) -> None:
    """Raises RuleRefused where this window is closed."""
    refuse_closed(closing_here(source))
