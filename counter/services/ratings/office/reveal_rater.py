"""Show who gave a rating (评价人) to a person at the office who was not rated, and log it (L11)."""

from __future__ import annotations

from counter.domain.errors import BadInput
from counter.domain.ratings.office.rated import Rated, fold
from counter.domain.ratings.office.rules import may_see_rater
from counter.services.context.app import AppContext
from counter.services.hall.station_log import log_view
from counter.services.ratings.office.ledger import office_of


def reveal_rater(app: AppContext, rating: str, clerk: str) -> Rated:
    """The rating, with this access in its history.

    Raises RuleRefused (L10) for the rated clerk, by code or name, and BadInput where there is no such rating.
    """
    rated = fold(app.journal.entries(rating))
    if rated is None:
        raise BadInput("没有这条评价。", field="rating")
    may_see_rater(rated, office_of(app, clerk))
    log_view(app.journal, case_id=rating, clerk=clerk, place="rating")
    seen = fold(app.journal.entries(rating))
    assert seen is not None
    return seen
