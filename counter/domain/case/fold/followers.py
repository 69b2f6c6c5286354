"""The step of the fold about who follows the case."""

from __future__ import annotations

from counter.domain.case.case import Case
from counter.domain.case.fold.changed_fields import with_fields
from counter.domain.case.fold.changing import CASE
from counter.domain.case.follow_events import FollowerChanged, FollowerChangedSealed, followed_words
from counter.domain.journal.entries import Entry


@CASE.on(FollowerChanged, followed_words)
def _follow(case: Case, entry: Entry, event: FollowerChanged, sealed: FollowerChangedSealed | None) -> Case:
    return with_fields(case, passed_to=event.to)
