"""Record what somebody found out about a check that no guide can show (需人工确认)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.domain.authoring.lint.catalogue import CONFIRMED
from counter.domain.authoring.lint.confirmations import confirmations_from
from counter.domain.calendar.workdays import civil_date
from counter.domain.guide.publication import VERSIONS, Evidenced, Versions
from counter.domain.journal.entries import NewEntry
from counter.services.authoring.draft import require_bureau
from counter.services.authoring.lint import evidence_row
from counter.services.context.ports import StaffRow
from counter.services.guide.versions import guide_versions

if TYPE_CHECKING:
    from counter.services.context.services import AppContext


def evidence_in(app: AppContext, raw: object) -> tuple[Evidenced, ...]:
    """The evidence of a parsed file. Raises BadInput for anything in it that cannot be used."""
    found = confirmations_from(raw, CONFIRMED, civil_date(app.clock.read().at))
    return tuple(
        Evidenced(
            one.check,
            one.reached,
            one.text,
            one.by,
            one.day,
            "" if one.share is None else f"{round(one.share * 100, 4):g}",
        )
        for one in found
    )


def record_evidence(app: AppContext, said: Evidenced, clerk: StaffRow) -> Versions:
    """Note it; what was said of the same check before no longer counts.

    Raises BadInput for a check that is computed, words that are missing, or a day to come; RuleRefused at a window.
    """
    require_bureau(app)
    today = civil_date(app.clock.read().at)
    confirmations_from({"evidence": [evidence_row(said)]}, CONFIRMED, today)
    with app.journal.transaction() as tx:
        entry = NewEntry(VERSIONS, said, tx.last_id(VERSIONS))
        tx.append(entry, actor=clerk.code)
        tx.commit()
    return guide_versions(app.journal)
