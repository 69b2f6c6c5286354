"""The hall's register as the journal has it."""

from __future__ import annotations

from counter.domain.hall.register.issue import SUBJECT, RegisterIssued
from counter.domain.hall.register.register import Register
from counter.domain.journal.kinds import kind_of
from counter.services.context.ports import Journal, Transaction


def hall_register(journal: Journal | Transaction) -> Register:
    """Every issue that counts here, oldest first: one that was taken over others of its number and later ones
    (``take_in_register``) is in their place.
    """
    kind = kind_of(RegisterIssued)
    issued: list[RegisterIssued] = []
    for entry in journal.entries(SUBJECT):
        if (one := kind.read(entry)) is not None:
            del issued[one.issue.number - 1 :]
            issued.append(one)
    return Register(tuple(issued))
