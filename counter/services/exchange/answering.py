"""Whether a holder of the hall ring answers by itself what other windows ask, in every round: off until somebody of the
hall switches it on.
"""

from __future__ import annotations

from counter.domain.hall.ring_events import RingAnsweringSet
from counter.domain.journal.entries import NewEntry
from counter.domain.journal.kinds import kind_of
from counter.services.context.app import AppContext
from counter.services.context.ports import Journal
from counter.services.exchange.grant_keys import check_answers
from counter.services.keys.trusted import SUBJECT


def answers_by_itself(journal: Journal) -> bool:
    """Whether it is on."""
    found = (kind_of(RingAnsweringSet).read(entry) for entry in reversed(journal.entries(SUBJECT)))
    return next((one.on for one in found if one is not None), False)


def set_answering(app: AppContext, *, on: bool, code: str, pin: str) -> bool:
    """Switch it; False where it was so already. Raises RuleRefused for who may not, BadInput where no ring is held."""
    by = check_answers(app, code=code, pin=pin)
    if answers_by_itself(app.journal) == on:
        return False
    with app.journal.transaction() as tx:
        tx.append(NewEntry(SUBJECT, RingAnsweringSet(on), tx.last_id(SUBJECT)), actor=by.code)
        tx.commit()
    return True
