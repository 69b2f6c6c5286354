"""The hall's register as the journal has it."""

from __future__ import annotations

from counter.domain.hall.register.issue import SUBJECT, RegisterIssued
from counter.domain.hall.register.register import Register
from counter.domain.journal.kinds import kind_of
from counter.services.context.ports import Journal, Transaction


def hall_register(journal: Journal | Transaction) -> Register:
    """Every issue known here, oldest first."""
    kind = kind_of(RegisterIssued)
    read = (kind.read(entry) for entry in journal.entries(SUBJECT))
    return Register(tuple(issued for issued in read if issued is not None))
