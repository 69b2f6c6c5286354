"""Rectifications to be done (整改台账), as of today: overdue first, each with its next step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter.domain.calendar.workdays import civil_date
from counter.domain.hall.rights import Capability, may
from counter.domain.ratings.office.acts import Offer
from counter.domain.ratings.office.offers import next_step
from counter.domain.ratings.office.rated import Rated, fold
from counter.domain.ratings.office.rules import Office, contact_by
from counter.domain.tasks.urgency import Today, Urgency, working_days_left
from counter.domain.text.day_words import near_day_text
from counter.services.context.app import AppContext
from counter.services.context.ports import RatingFilter, RatingRow
from counter.services.hall.people import people_today

_OPEN = ("open", "answered")
_EVERY = 10_000_000
"""What is still to be put right is never cut off, however old it is."""

MOST = 2_000
"""How many that are over are listed, the newest ratings first."""


@dataclass(frozen=True, slots=True)
class RectificationView:
    """One rectification in the words of lists. ``urgency`` None: it is closed. Names nobody but the owner.

    ``day``: by when it has to be done, None where this region has no number of days; ``step``: the next thing to do;
    ``contact_late``: the rater was not called and the day for it is over; ``taken_in_on``: the day from which the days
    count, ``rated_on``: the day of the rating itself.
    """

    rating: str
    row: RatingRow
    urgency: Urgency | None
    day: date | None
    provisional: bool
    settled: bool
    day_words: str
    left_words: str
    step: Offer | None
    contact_late: bool
    owner_name: str
    rated_on: date
    taken_in_on: date
    closed_on: date | None


def list_rectifications(
    app: AppContext, *, owner: str | None = None, open_only: bool = True
) -> tuple[RectificationView, ...]:
    """Rectifications, the nearest day first, closed ones last and newest first. ``owner``: only that one's."""
    reference = Today(today_of(app), app.calendar, app.jurisdiction.remind_days)
    office = office_of(app, "", reference.day)
    rows = app.journal.ratings(RatingFilter(loop=_OPEN), _EVERY)
    if not open_only:
        rows += app.journal.ratings(RatingFilter(loop=("closed",)), MOST)
    found = [
        _view(rated, row, office, reference)
        for row in rows
        if owner is None or row.owner == owner
        if (rated := fold(app.journal.entries(row.rating))) is not None
    ]
    return tuple(sorted(found, key=_order))


def rated_of(app: AppContext, rating: str) -> Rated | None:
    """One rating with everything that was done about it."""
    return fold(app.journal.entries(rating))


def office_of(app: AppContext, actor: str, today: date | None = None) -> Office:
    """The staff and the day, as the rules need them."""
    staff = [row for row in people_today(app.journal) if row.active and not row.organ]
    return Office(
        today=today or today_of(app),
        calendar=app.calendar,
        people={row.code: row.name for row in staff},
        supervisors=frozenset(row.code for row in staff if may(row.role, Capability.CORRECT)),
        actor=actor,
    )


def today_of(app: AppContext) -> date:
    """Today's civil day."""
    return civil_date(app.clock.read().at)


def _view(rated: Rated, row: RatingRow, office: Office, today: Today) -> RectificationView:
    loop = rated.rectification
    assert loop is not None  # only rated rows with a rectification are queried
    closed_on = civil_date(loop.closed_at) if loop.closed_at else None
    due = loop.opened.due
    first = contact_by(rated, office.calendar)
    return RectificationView(
        rating=rated.id,
        row=row,
        urgency=None if closed_on else _urgency(loop.due, today),
        day=loop.due,
        provisional=bool(due and due.provisional),
        settled=loop.opened.settled,
        day_words=_day_words(loop.due, today.day),
        left_words=_left_words(loop.due, closed_on, today),
        step=next_step(rated, office),
        contact_late=first is not None and first < today.day,
        owner_name=office.people.get(loop.owner, ""),
        rated_on=rated.day,
        taken_in_on=civil_date(loop.opened_at),
        closed_on=closed_on,
    )


def _urgency(day: date | None, today: Today) -> Urgency:
    """Without a day it counts as due today."""
    if day is None or day == today.day:
        return Urgency.TODAY
    if day < today.day:
        return Urgency.OVERDUE
    near = working_days_left(day, today, most=today.remind_days + 1) <= today.remind_days
    return Urgency.SOON if near else Urgency.LATER


def _day_words(day: date | None, today: date) -> str:
    if day is None:
        return "时限待部门核定"
    return f"{near_day_text(day, today)}（含当日）前"


def _left_words(day: date | None, closed_on: date | None, today: Today) -> str:
    if closed_on is not None:
        late = f"，晚了{(closed_on - day).days}天" if day is not None and closed_on > day else ""
        return f"{near_day_text(closed_on, today.day)}办结{late}"
    if day is None:
        return ""
    if day < today.day:
        return f"已超期{(today.day - day).days}天"
    left = (day - today.day).days
    return f"还剩{left}天" if left else "今天到期"


def _order(view: RectificationView) -> tuple[bool, int, str]:
    if view.closed_on is not None:
        return True, -view.closed_on.toordinal(), view.rating
    return False, (view.day or date.max).toordinal(), view.rating
