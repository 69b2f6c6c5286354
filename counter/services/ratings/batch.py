"""Write the anonymous boxes of past days into the journal, sorted by their bytes: they are sealed, so the order is
random.
"""

from __future__ import annotations

import base64
from datetime import date

from counter.domain.calendar.workdays import civil_date
from counter.domain.journal.entries import NewEntry
from counter.domain.ratings.sealed_box import RatingsBatched
from counter.services.context.app import AppContext
from counter.services.ratings.close import SYSTEM
from counter.services.ratings.refuse import SUBJECT

_ALL = "9999-12-31"


def batch_ratings(app: AppContext) -> tuple[date, ...]:
    """Append one entry for each civil day but today and erase its buffer. Returns the days; none while the clock is
    doubted. A day to come was a clock's that stood ahead: it is over like the others.

    Afterwards the order in which the boxes came is erased from the file (``Journal.clear_page_log``); until then the
    page log would reveal it.
    """
    if app.journal.untimely():
        return ()
    today = civil_date(app.clock.read().at).isoformat()
    with app.journal.transaction() as tx:
        buffered = {day: boxes for day, boxes in tx.anonymous_boxes(_ALL).items() if day != today}
        for day, boxes in sorted(buffered.items()):
            texts = tuple(base64.b64encode(box).decode() for box in sorted(boxes))
            event = RatingsBatched(date.fromisoformat(day), texts)
            tx.append(NewEntry(SUBJECT, event, tx.last_id(SUBJECT)), actor=SYSTEM)
            tx.erase_anonymous_boxes(day)
        if buffered:
            tx.commit()
    if buffered:
        app.journal.clear_page_log()
    return tuple(date.fromisoformat(day) for day in sorted(buffered))
