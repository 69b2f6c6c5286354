"""List and count the ledger: rows of a span, the figures over them, and the rows behind a figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput
from counter.domain.ledger.cells import LedgerLine, Shown
from counter.domain.ledger.measures import MEASURES, LedgerMeasure
from counter.domain.ledger.period import Compared, Period, compared_with, year_before
from counter.domain.ledger.report import told
from counter.domain.ledger.template import Template
from counter.services.context.app import AppContext
from counter.services.context.ledger_ports import LedgerChoices, LedgerSpan
from counter.services.context.ports import StaffRow
from counter.services.ledger.access import allowed
from counter.services.ledger.scope import Scope, report_days, scope_of, shown
from counter.services.ledger.up_to_date import current_ledger

MOST = 2_000
"""Most rows listed at once; a file holds all of them."""


@dataclass(frozen=True, slots=True)
class LedgerView:
    """What a page shows. ``lines``: the first of ``total``, of ``everything`` in the span.

    ``before``: figures of ``compared``; ``year_ago``: of the same days a year before, None where
    the ledger has nothing from then.
    """

    span: LedgerSpan
    lines: Sequence[LedgerLine]
    total: int
    everything: int
    figures: Mapping[str, int]
    before: Mapping[str, int]
    compared: Compared
    year_ago: Mapping[str, int] | None
    choices: LedgerChoices
    scope: Scope
    shown: Shown


def read_ledger(
    app: AppContext, person: StaffRow, span: LedgerSpan, template: Template, behind: str = ""
) -> LedgerView:
    """The ledger of a span. ``behind``: the name of a figure whose rows alone are listed, "" for all.

    Raises RuleRefused as ``access.allowed``, BadInput where the days are the wrong way round.
    """
    asked = Period(span.first, span.last)
    span = until_today(app, allowed(app, person, span))
    stored, names = current_ledger(app), figures_of(template)
    compared = compared_with(asked, span.last, report_days(app))
    earlier = replace(span, first=compared.period.first, last=compared.period.last)
    measure, everything = measure_of(behind), stored.count(None, span, app.calendar)
    last_year, begins = year_before(Period(span.first, span.last), report_days(app)), stored.begins()
    known = begins is not None and last_year.last.isoformat() >= begins
    ago = replace(span, first=last_year.first, last=last_year.last)
    return LedgerView(
        span=span,
        lines=stored.lines(measure, span, app.calendar, MOST),
        total=everything if measure is None else stored.count(measure, span, app.calendar),
        everything=everything,
        figures=told(stored.figures(names, span, app.calendar)),
        before=told(stored.figures(names, earlier, app.calendar)),
        compared=compared,
        year_ago=told(stored.figures(names, ago, app.calendar)) if known else None,
        choices=stored.choices(replace(span, organ="", bundle=None, station="", state="")),
        scope=scope_of(app),
        shown=shown(app),
    )


def until_today(app: AppContext, span: LedgerSpan) -> LedgerSpan:
    """The span without the days that have not come: on them nothing is late yet. Raises BadInput."""
    if span.first > span.last:
        raise BadInput(
            f"起始日期 {span.first.isoformat()} 晚于截止日期 {span.last.isoformat()}，请对调。", field="since"
        )
    today = civil_date(app.clock.read().at)
    return replace(span, last=min(span.last, max(today, span.first)))


def figures_of(template: Template) -> tuple[LedgerMeasure, ...]:
    """The measures that the report's lines name, each once."""
    names = dict.fromkeys(name for line in template.report.lines for name in line.figures)
    return tuple(MEASURES[name] for name in names)


def measure_of(name: str) -> LedgerMeasure | None:
    """The measure of that name; None for "". Raises BadInput for one that does not exist."""
    if not name:
        return None
    found = MEASURES.get(name)
    if found is None:
        raise BadInput(f"没有“{name[:30]}”这个数；可以用：{'、'.join(MEASURES)}。", field="figure")
    return found
