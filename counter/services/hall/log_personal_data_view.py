"""Somebody looked at a person's full data: the case says who and when (L11)."""

from __future__ import annotations

from counter.domain.journal import codec
from counter.domain.journal.entries import Draft
from counter.services.context.ports import Journal


def log_look(journal: Journal, *, case_id: str, clerk: str, place: str = "case") -> None:
    """Append ``person.viewed``. ``place``: where the full values were shown."""
    with journal.transaction() as tx:
        viewed = codec.write(codec.PersonViewed(place))
        tx.append(Draft("person.viewed", case_id, viewed, base=tx.last_id(case_id)), actor=clerk)
        tx.commit()
