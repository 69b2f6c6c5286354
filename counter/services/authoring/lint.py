"""Lint a guide (指南检查): read indicators and recorded evidence, run every check; record evidence (需人工确认)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from counter.domain.authoring.lint.catalogue import CONFIRMED
from counter.domain.authoring.lint.confirmations import confirmations_from
from counter.domain.authoring.lint.indicator import indicators_from
from counter.domain.authoring.lint.lint import LintReport, lint
from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput
from counter.domain.guide.library import guide_of
from counter.domain.guide.model import Guide
from counter.domain.guide.publication import VERSIONS, Evidenced, Versions
from counter.domain.journal.entries import NewEntry
from counter.services.authoring.draft import require_bureau
from counter.services.context.ports import StaffRow
from counter.services.guide.versions import guide_versions

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library
    from counter.services.context.app import AppContext


def lint_guide(
    guide: Guide, indicators: Mapping[str, object], evidence: object | None, today: date
) -> LintReport:
    """The report on a guide. ``evidence``: the parsed file of what people confirmed, or None.

    Raises BadInput where the evidence or the indicators cannot be read. Nothing is written anywhere.
    """
    listed = indicators_from(indicators)
    confirmed = () if evidence is None else confirmations_from(evidence, CONFIRMED, today)
    return lint(guide, listed, confirmed)


def lint_library(
    library: Library, indicators: Mapping[str, object], evidence: Iterable[Evidenced] = ()
) -> LintReport:
    """The report on a library that was checked (``files/read_and_check``), with the evidence recorded at the bureau."""
    listed = indicators_from(indicators)
    rows = [evidence_row(evidence_entry) for evidence_entry in evidence if evidence_entry.check in CONFIRMED]
    confirmed = confirmations_from({"evidence": rows}, CONFIRMED, date.max)
    return lint(guide_of(library), listed, confirmed)


def evidence_row(evidence_entry: Evidenced) -> dict[str, object]:
    """Recorded evidence as a row of an evidence file. Raises BadInput for a share that is no number."""
    row: dict[str, object] = {
        "check": evidence_entry.check,
        "reached": evidence_entry.reached,
        "text": evidence_entry.text,
        "by": evidence_entry.by,
        "on": evidence_entry.on,
    }
    if evidence_entry.share:
        try:
            row["share"] = float(evidence_entry.share)
        except ValueError:
            raise BadInput("达到的比例写百分数，如 48.7。", field="share") from None
    return row


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


def record_evidence(app: AppContext, evidence: Evidenced, clerk: StaffRow) -> Versions:
    """Append the evidence; it replaces what was recorded for the same check before.

    Raises BadInput for a check that is computed, words that are missing, or a day to come; RuleRefused at a window.
    """
    require_bureau(app)
    today = civil_date(app.clock.read().at)
    confirmations_from({"evidence": [evidence_row(evidence)]}, CONFIRMED, today)
    with app.journal.transaction() as tx:
        entry = NewEntry(VERSIONS, evidence, tx.last_id(VERSIONS))
        tx.append(entry, actor=clerk.code)
        tx.commit()
    return guide_versions(app.journal)
