"""Lint the guide in force: read the indicators and the evidence given, and run every check."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from counter.domain.guide import Guide
from counter.domain.guide_lint.catalogue import CONFIRMED
from counter.domain.guide_lint.confirming import confirmations_from
from counter.domain.guide_lint.indicator import indicators_from
from counter.domain.guide_lint.linting import LintReport, lint


def lint_guide(
    guide: Guide, indicators: Mapping[str, object], evidence: object | None, today: date
) -> LintReport:
    """The report on a guide. ``evidence``: the parsed file of what people confirmed, or None.

    Raises BadInput where the evidence or the indicators cannot be read. Nothing is written anywhere.
    """
    listed = indicators_from(indicators)
    confirmed = () if evidence is None else confirmations_from(evidence, CONFIRMED, today)
    return lint(guide, listed, confirmed)
