"""What the page 台账 asks of an open profile; every call but ``now`` reads the disk and belongs on ``Lane.PAPERS``.

``hand_in`` writes: ``Lane.JOURNAL``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from counter.domain.ledger.period import Period
    from counter.domain.ledger.template import Template
    from counter.services.context.app import AppContext
    from counter.services.context.ledger_ports import LedgerSpan
    from counter.services.ledger.read import LedgerView
    from counter.services.ledger.report import MonthlyReport
    from counter.services.ledger.trends import Trend
    from counter.services.ledger.up_to_date import CatchingUp
    from counter.ui.facades.base import ProfileFacade
    from counter.ui.facades.clerk import Clerk
    from counter.ui.facades.page_image import PageImage


class LedgerFacade:
    """Calls of one page, over the facade of a window or a supervisor's room; imports wait until it is first shown."""

    def __init__(self, profile: ProfileFacade) -> None:
        self._profile = profile
        self._template: Template | None = None

    def now(self) -> datetime:
        """Time of the clock that stamps entries; at once."""
        return self._profile.now()

    @property
    def template(self) -> Template:
        """The form of ledger and report. Raises BadInput where the installed file cannot be used."""
        if self._template is None:
            from counter.services.ledger.template_file import template_in

            self._template = template_in(self._profile.resources, self._profile.platform.read_toml)
        return self._template

    def months(self) -> tuple[Period, ...]:
        """The reporting periods that a page offers: the one that runs, and eleven before it."""
        from counter.domain.calendar.workdays import civil_date
        from counter.domain.ledger.period import periods_until
        from counter.services.ledger.scope import report_days
        from counter.services.ledger.trends import PERIODS

        return periods_until(civil_date(self.now()), report_days(self._app), PERIODS)[::-1]

    def catch_up(self) -> CatchingUp:
        """One step on the way to what was written since (``services.ledger.up_to_date``)."""
        from counter.services.ledger.up_to_date import catch_up

        return catch_up(self._app)

    def read(self, span: LedgerSpan, clerk: Clerk, behind: str = "") -> LedgerView:
        """The ledger of a span (``services.ledger.read``)."""
        from counter.services.ledger.read import read_ledger

        app, person = self._app, self._profile.row(clerk)
        asked = (person, span, behind)
        return self._profile.kept.read(
            app, "ledger", asked, lambda: read_ledger(app, person, span, self.template, behind)
        )

    def trends(self, span: LedgerSpan, clerk: Clerk, name: str = "") -> tuple[Trend, ...]:
        """The figures of burden over twelve periods; ``name``: only that one."""
        from counter.domain.ledger.finding import burden_lines
        from counter.services.ledger.trends import trends

        form = self.template.report
        lines = tuple(line for line in form.lines if line.behind == name)[:1] if name else burden_lines(form)
        app, person = self._app, self._profile.row(clerk)
        kind, asked = "trend" if name else "trends", (person, span, name)
        return self._profile.kept.read(app, kind, asked, lambda: trends(app, person, span, lines))

    def export(
        self, file: Path, span: LedgerSpan, clerk: Clerk, behind: str = "", *, full: bool = False
    ) -> int:
        """Write the rows as a workbook; how many. The folder is tried before it is logged."""
        from counter.services.ledger.export import export_ledger

        count = 0

        def content() -> bytes:
            nonlocal count
            person = self._profile.row(clerk)
            made = export_ledger(self._app, person, span, self.template, behind=behind, full=full)
            count = made.count
            return made.content

        self._profile.write(file, content)
        return count

    def export_weekly(self, file: Path, until: date, clerk: Clerk) -> None:
        """Write the weekly sheet."""
        from counter.services.ledger.export import export_weekly

        person = self._profile.row(clerk)
        self._profile.write(file, lambda: export_weekly(self._app, person, until, self.template).content)

    def report(self, month: str, clerk: Clerk) -> MonthlyReport:
        """The report of that month (``2026-11``)."""
        from counter.domain.ledger.period import read_month
        from counter.services.ledger.report import monthly_report

        return monthly_report(self._app, self._profile.row(clerk), *read_month(month), self.template)

    def hand_in(self, month: str, clerk: Clerk, texts: Mapping[str, str], reason: str) -> MonthlyReport:
        """Hand it in: its figures stay as they are counted now."""
        from counter.domain.ledger.period import read_month
        from counter.services.ledger.report import HandIn, hand_in

        said = HandIn(dict(texts), reason)
        return hand_in(self._app, self._profile.row(clerk), *read_month(month), self.template, said)

    def pages(self, found: MonthlyReport, clerk: Clerk) -> Sequence[PageImage]:
        """The paper for the preview."""
        from counter.services.ledger.export import report_sheet

        return self._profile.pages(report_sheet(self._app, self._profile.row(clerk), found, self.template))

    def print(self, found: MonthlyReport, clerk: Clerk) -> str:
        """Send the paper to the printer; its label. Raises WorldTrouble where the queue did not take it."""
        from counter.services.ledger.export import print_report

        person, printer = self._profile.row(clerk), self._profile.preferences.printer
        return print_report(self._app, person, found, self.template, printer=printer)

    def print_figures(self, span: LedgerSpan, clerk: Clerk) -> str:
        """Send the figures of a span to the printer; its label. Raises WorldTrouble."""
        from counter.services.ledger.figure_sheet import figure_sheet

        return self._profile.print_document(
            figure_sheet(self._app, self._profile.row(clerk), span, self.template)
        )

    def save_paper(self, file: Path, found: MonthlyReport, clerk: Clerk) -> None:
        """Write the paper as PDF."""
        from counter.services.ledger.export import report_pdf

        person = self._profile.row(clerk)
        self._profile.write(file, lambda: report_pdf(self._app, person, found, self.template))

    def save_workbook(self, file: Path, found: MonthlyReport, clerk: Clerk) -> None:
        """Write the report as a workbook."""
        from counter.services.ledger.export import export_report

        person = self._profile.row(clerk)
        self._profile.write(file, lambda: export_report(self._app, person, found, self.template).content)

    @property
    def _app(self) -> AppContext:
        return self._profile.followed()
