"""Record what is wrong with the guide (问题反映, L1): nobody adds to the guide or drops from it on his own."""

from __future__ import annotations

from counter.domain.errors import BadInput
from counter.domain.guide.problems import (
    MOST_SHORT,
    SUBJECT,
    Problem,
    ProblemKind,
    ProblemReported,
    Report,
    check_free,
    fold_problems,
)
from counter.domain.journal.entries import NewEntry
from counter.services.context.services import AppContext


def report_problem(app: AppContext, report: Report, *, clerk: str) -> Problem:
    """Append it with the version of the guide it was found in; the problem with its number comes back.

    Raises BadInput for an unknown bundle, for no reason given, and for words that hold personal numbers (L11).
    """
    bundle = app.guide.bundles.get(report.bundle)
    if bundle is None:
        raise BadInput(f"没有第{report.bundle}件事。", field="bundle")
    reason = check_free(report.reason, "reason", needed="哪里不对")
    law = check_free(report.law, "law", MOST_SHORT, needed="依据" if report.kind is ProblemKind.BASIS else "")
    suggestion = check_free(report.suggestion, "suggestion")
    where = check_free(report.where, "where", needed="是哪一处")
    with app.journal.transaction() as tx:
        known = fold_problems(tx.entries(SUBJECT)).problems
        event = ProblemReported(
            number=max((p.number for p in known), default=0) + 1,
            bundle=bundle.number,
            bundle_name=bundle.name,
            guide_version=app.guide.version,
            overlay=app.guide.overlay,
            line=report.line,
            where=where,
            kind=report.kind,
            reason=reason,
            law=law,
            suggestion=suggestion,
        )
        entry = tx.append(NewEntry(SUBJECT, event, tx.last_id(SUBJECT)), actor=clerk)
        tx.commit()
    return Problem(event, entry.at, clerk)
