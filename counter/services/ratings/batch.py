"""Write the anonymous boxes of days gone by into the journal, in the order of their bytes: sealed, that is chance."""

from __future__ import annotations

import base64
from datetime import date

from counter.domain.calendar.workdays import civil_date
from counter.domain.journal.entries import NewEntry
from counter.domain.ratings.sealed_box import RatingsBatched
from counter.services.context.services import AppContext
from counter.services.ratings.close import SYSTEM
from counter.services.ratings.refuse import SUBJECT


def batch_ratings(app: AppContext) -> tuple[date, ...]:
    """One entry for each civil day before today; its buffer is erased with it. Answers the days.

    Afterwards the file forgets in which order the boxes came (``Journal.forget_order``): before that a thief of the
    file might still have learned it from the log of pages.
    """
    today = civil_date(app.clock.read().at).isoformat()
    with app.journal.transaction() as tx:
        buffered = tx.anonymous_boxes(today)
        for day, boxes in sorted(buffered.items()):
            texts = tuple(base64.b64encode(box).decode() for box in sorted(boxes))
            event = RatingsBatched(date.fromisoformat(day), texts)
            tx.append(NewEntry(SUBJECT, event, tx.last_id(SUBJECT)), actor=SYSTEM)
            tx.erase_anonymous_boxes(day)
        if buffered:
            tx.commit()
    if buffered:
        app.journal.forget_order()
    return tuple(date.fromisoformat(day) for day in sorted(buffered))
