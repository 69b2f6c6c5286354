"""Compute a report, hand it in, and set what was handed in beside what the records say now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.journal.entries import Entry, NewEntry
from counter.domain.journal.kinds import kind_of
from counter.domain.ledger.events import (
    REPORTS,
    CountedGroup,
    CountedStream,
    ReportHandedIn,
    ReportHandedInSealed,
)
from counter.domain.ledger.measures import MEASURES
from counter.domain.ledger.period import Period, compared_with, report_period
from counter.domain.ledger.report import (
    FigureChange,
    LedgerReport,
    ReportRow,
    differences,
    digest_of,
    groups_of,
    names_of,
    told,
)
from counter.domain.ledger.template import By, Template
from counter.services.context.app import AppContext
from counter.services.context.ledger_ports import LedgerReading, LedgerSpan
from counter.services.context.ports import Journal, StaffRow, Transaction
from counter.services.ledger.access import require_reviewer
from counter.services.ledger.scope import Scope, report_days, scope_of, window_names
from counter.services.ledger.up_to_date import current_in, current_ledger
from counter.services.oversight.in_room import said, short


class HandedInBefore(BadInput):
    """The report was handed in, and would be the same again: no figure and no text is another."""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A report as it was handed in: nothing in it moves. ``at``: when; ``by``: the code of who did it."""

    said: ReportHandedIn
    sealed: ReportHandedInSealed | None
    at: datetime
    by: str

    @property
    def report(self) -> LedgerReport:
        """Its figures in the form of a report."""
        tables: dict[str, list[ReportRow]] = {}
        for one in self.said.groups:
            tables.setdefault(one.table, []).append(ReportRow(one.key, one.name, one.figures))
        return LedgerReport(
            Period(self.said.first, self.said.last),
            self.said.counted_to,
            self.said.figures,
            {title: tuple(rows) for title, rows in tables.items()},
            self.said.before,
        )

    @property
    def whole(self) -> bool:
        """Whether its figures are those that its digest was made of."""
        return digest_of(self.report) == self.said.digest


@dataclass(frozen=True, slots=True)
class MonthlyReport:
    """A month's report. ``report``: what counts, as handed in or, before that, as of now; ``now``: as of now.

    ``handed_in``: every version, the last one counts; ``moved``: what is another number now than in the last version.
    """

    month: str
    report: LedgerReport
    now: LedgerReport
    scope: Scope
    handed_in: tuple[HandedIn, ...] = ()
    moved: tuple[FigureChange, ...] = ()

    @property
    def frozen(self) -> HandedIn | None:
        """The last version that was handed in."""
        return self.handed_in[-1] if self.handed_in else None


@dataclass(frozen=True, slots=True)
class HandIn:
    """What the reviewer says at handing in. ``texts``: paragraphs by name; ``reason``: of a further version."""

    texts: dict[str, str] = field(default_factory=dict)
    reason: str = ""


def monthly_report(
    app: AppContext, person: StaffRow, year: int, month: int, template: Template
) -> MonthlyReport:
    """The report of that month. Raises RuleRefused for who may not count the whole, BadInput for a month to come."""
    require_reviewer(app, person)
    period = report_period(year, month, report_days(app))
    _begun(app, period)
    now = compute(app, current_ledger(app), period, template)
    versions = handed_in(app.journal, _name(year, month))
    last = versions[-1] if versions else None
    return MonthlyReport(
        _name(year, month),
        now if last is None else last.report,
        now,
        scope_of(app),
        versions,
        () if last is None else differences(template.report, last.report, now),
    )


def hand_in(
    app: AppContext, person: StaffRow, year: int, month: int, template: Template, words: HandIn
) -> MonthlyReport:
    """Freeze the report as it is counted in this very transaction, and return it.

    Raises RuleRefused before its last day, and for who may not; BadInput where a further version has no reason,
    HandedInBefore where it would be the last one again.
    """
    require_reviewer(app, person)
    period = report_period(year, month, report_days(app))
    today = civil_date(app.clock.read().at)
    if today < period.last:
        raise RuleRefused(
            f"这一期到{period.last.isoformat()}为止，到那一天才能报送；现在可以看、可以打印核对。",
            rule="report",
            field="month",
        )
    month_name, texts = _name(year, month), _texts(template, words)
    with app.journal.transaction() as tx:
        report = compute(app, current_in(tx, app.projector), period, template)
        earlier = handed_in(tx, month_name)
        reason = _reason(earlier, words, report, texts)
        event = _event(app, month_name, report, template, len(earlier) + 1)
        sealed = ReportHandedInSealed(person.name, texts, reason)
        tx.append(NewEntry(REPORTS, event, tx.last_id(REPORTS), sealed), actor=person.code)
        tx.commit()
    return monthly_report(app, person, year, month, template)


def handed_in(journal: Journal | Transaction, month: str) -> tuple[HandedIn, ...]:
    """Every version of that month's report, oldest first."""
    return tuple(one for one in _every(journal.entries(REPORTS)) if one.said.month == month)


def compute(app: AppContext, stored: LedgerReading, period: Period, template: Template) -> LedgerReport:
    """The report as the records say now."""
    today = civil_date(app.clock.read().at)
    span = LedgerSpan(period.first, min(period.last, max(today, period.first)))
    earlier = compared_with(period, span.last, report_days(app)).period
    measures = [MEASURES[name] for name in names_of(template.report)]
    windows = window_names(app)
    tables = {}
    wanted = [(by, [MEASURES[name] for name in names]) for by, names in groups_of(template.report)]
    counted = stored.tables(wanted, span, app.calendar)
    for table, (by, _), found in zip(template.report.tables, wanted, counted, strict=True):
        rows = [
            ReportRow(key, windows.get(key, name) if by is By.STATION else name, counts)
            for key, (name, counts) in found.items()
        ]
        tables[table.title] = tuple(sorted(rows, key=lambda row: (-row.figures[0], row.name)))
    before = stored.figures(measures, LedgerSpan(earlier.first, earlier.last), app.calendar)
    return LedgerReport(
        period,
        span.last,
        told(stored.figures(measures, span, app.calendar)),
        tables,
        told(before),
    )


def _event(
    app: AppContext, month: str, report: LedgerReport, template: Template, version: int
) -> ReportHandedIn:
    return ReportHandedIn(
        month=month,
        first=report.period.first,
        last=report.period.last,
        counted_to=report.counted_to,
        version=version,
        streams=tuple(_streams(app)),
        figures=dict(report.figures),
        before=dict(report.before),
        groups=tuple(
            CountedGroup(title, row.key, row.name, row.figures)
            for title, rows in report.tables.items()
            for row in rows
        ),
        digest=digest_of(report),
        template=template.version,
        calendar=app.calendar.version,
        scope=scope_of(app).words,
    )


def _streams(app: AppContext) -> Sequence[CountedStream]:
    """How far this station's records are, and those of every other that came here."""
    station = app.journal.station()
    seq, _ = app.journal.place()
    others = app.journal.exchange().streams_here()
    return (
        CountedStream(station.code, station.epoch, seq),
        *(CountedStream(one.station, one.epoch, one.last) for one in others),
    )


def _reason(earlier: Sequence[HandedIn], words: HandIn, report: LedgerReport, texts: dict[str, str]) -> str:
    if not earlier:
        return short(words.reason, "reason")
    last = earlier[-1]
    before = last.sealed.texts if last.sealed is not None else {}
    if digest_of(report) == last.said.digest and texts == before:
        raise HandedInBefore("这一期已经报送，数字和文字都没有变，不用再报。", field="month")
    return said(words.reason, "reason", "这一期已经报送过；再报一份要写明为什么（至少四个字）。")


def _texts(template: Template, words: HandIn) -> dict[str, str]:
    known = {one.name for one in template.report.texts}
    for name in words.texts:
        if name not in known:
            raise BadInput(f"月报没有“{name[:20]}”这一段；有：{'、'.join(sorted(known))}。", field="texts")
    return {name: short(text, name) for name, text in words.texts.items() if text.strip()}


def _every(entries: Sequence[Entry]) -> list[HandedIn]:
    kind = kind_of(ReportHandedIn)
    found = []
    for entry in entries:
        if kind.knows(entry):
            event, sealed = kind.both(entry)
            found.append(HandedIn(event, sealed, entry.at, entry.actor))
    return found


def _begun(app: AppContext, period: Period) -> None:
    if period.first > civil_date(app.clock.read().at):
        raise BadInput(f"这一期从{period.first.isoformat()}起，还没有开始。", field="month")


def _name(year: int, month: int) -> str:
    return f"{year:04d}-{month:02d}"
