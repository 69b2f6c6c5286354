"""台账: the rows of a period, its figures beside them, and the monthly report behind a key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput
from counter.domain.ledger.finding import finding
from counter.ui.kit.acts.unfinished_input import KeepingPage, put_away
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.charts.small_multiples import SmallMultiples, compared_words
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.card import on_card
from counter.ui.kit.controls.labels import ElidedLabel, TextLabel
from counter.ui.kit.controls.lazy_part import LazyPart
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.controls.page_stack import PageStack
from counter.ui.kit.controls.page_turn import turn_to
from counter.ui.kit.controls.reading_order import read_as_laid_out, tab_through
from counter.ui.kit.file_dialogs import ask_export_file
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look
from counter.ui.ledger.burden_tiles import tiles_of
from counter.ui.ledger.figure_list import FigureList, figure_rows
from counter.ui.ledger.ledger_filters import LedgerFilters
from counter.ui.ledger.ledger_table import LedgerTable
from counter.ui.ledger.page_layout import LedgerParts, ledger_view

if TYPE_CHECKING:
    from counter.domain.ledger.period import Period
    from counter.services.context.ledger_ports import LedgerSpan
    from counter.services.ledger.read import LedgerView
    from counter.services.ledger.trends import Trend
    from counter.services.ledger.up_to_date import CatchingUp
    from counter.ui.facades.clerk import Clerk
    from counter.ui.facades.ledger import LedgerFacade
    from counter.ui.ledger.report_view import ReportView

_FIGURES = 300


class LedgerPage(KeepingPage):
    """Signals: ``announced(message)``, ``message_cleared``; ``case_wanted(number)`` from a row; ``caught_up(percent)``
    while a reading after a long time computes its rows.
    """

    announced = Signal(Message)
    message_cleared = Signal()
    case_wanted = Signal(str)
    caught_up = Signal(int)

    def __init__(
        self, facade: LedgerFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAccessibleName(self.tr("台账"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # receives the keys while the table is empty
        self._facade, self._background, self._look = facade, background, look
        self._clerk: Clerk | None = None
        self._asked, self._behind = 0, ""
        self._shown: tuple[LedgerView, str] | None = None
        self.filters: LedgerFilters | None = None
        self._finding = TextLabel(self.tr("正在读…"), "title", wrap=True)
        self._finding.setObjectName("ledgerFinding")
        self._scope = ElidedLabel("", "second")
        self._scope.setObjectName("ledgerScope")
        self._tile_note = TextLabel("", "small")
        self._note = TextLabel("", "small", wrap=True)
        self._note.setObjectName("ledgerNote")
        self.figures = FigureList(look)
        self.figures.setFixedWidth(_FIGURES)
        self._trends: tuple[Trend, ...] = ()
        self._burden: tuple[Trend, ...] = ()
        self._burden_of: LedgerSpan | None = None
        self.tiles = SmallMultiples(look, "burdenTiles", self.tr("减负和时限，近12期"))
        self.table = LedgerTable(look, facade.template.ledger)
        self.export = ActButton("ledgerExport", self.tr("导出 Excel…"), "Ctrl+E", enter=True)
        self.print = ActButton("ledgerPrint", self.tr("打印"), "Ctrl+P", enter=True, prints=True)
        self.weekly = ActButton("ledgerWeekly", self.tr("周调度表…"), "Ctrl+G", enter=True)
        self.monthly = ActButton("ledgerReport", self.tr("月报…"), "F8", enter=True)
        self._report = LazyPart(self._make_report, self)
        self._arrange()
        self._connect()

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Another person: what was listed for somebody else goes."""
        self._asked += 1
        self._clerk, self._shown, self._behind, self._burden_of = clerk, None, "", None
        self.monthly.setVisible(self._sees_others)
        turn_to(self._stack, self._stack.widget(0))
        if self._report.made is not None:
            self.report.set_clerk(clerk)

    @property
    def report(self) -> ReportView:
        """The report of a month, which only a supervisor opens."""
        return self._report()

    def on_shown(self) -> None:
        """The page was shown: read anew."""
        if self.filters is None:
            self._background.run(self._facade.months, self._begin, self._refuse, lane=Lane.PAPERS)
        elif self._stack.currentIndex() == 1:
            self.report.on_shown()
        else:
            self._read_anew()
        self._focus()

    def read_ahead(self) -> None:
        """The filters alone, before the page is opened first: its figures would keep a paper waiting."""
        if self._clerk is not None and self.filters is None:
            self._background.run(self._facade.months, self._build_filters, self._refuse, lane=Lane.PAPERS)

    def refresh(self) -> None:
        """Read what is shown anew, where no act waits; an answer to an older question is dropped."""
        if self.filters is not None:
            self.filters.today = civil_date(self._facade.now())
        if (wanted := self._wanted()) is None:
            return
        self._asked += 1
        (span, clerk), asked, behind = wanted, self._asked, self._behind

        def show(view: LedgerView) -> None:
            if asked == self._asked:
                if self._shown != (view, behind):
                    self._show(view)
                self._ask_trends(asked, span, clerk, behind)

        def read() -> LedgerView:
            return self._facade.read(span, clerk, behind)

        self._catch_up(asked, lambda: self._background.run(read, show, self._refuse, lane=Lane.PAPERS))

    def _ask_trends(self, asked: int, span: LedgerSpan, clerk: Clerk, behind: str) -> None:
        """Twelve periods after the page: those of burden once for a span, of another figure that one alone."""

        def show(chosen: tuple[Trend, ...]) -> None:
            if asked == self._asked:
                self._show_trends((*chosen, *self._burden)[: len(self._burden)])

        def go_on() -> None:
            if not behind or any(one.line.behind == behind for one in self._burden):
                show(())
                return
            self._background.run(
                lambda: self._facade.trends(span, clerk, behind), show, self._refuse, lane=Lane.PAPERS
            )

        def keep(found: tuple[Trend, ...]) -> None:
            if asked == self._asked:
                self._burden, self._burden_of = found, span
                go_on()

        if self._burden_of == span:
            go_on()
            return
        self._background.run(lambda: self._facade.trends(span, clerk), keep, self._refuse, lane=Lane.PAPERS)

    def look_again(self) -> None:
        """Another program wrote: rows and figures as they are by now, where one of them changed."""
        if self._stack.currentIndex() == 1:
            self.report.look_again()
        elif self.filters is not None and self.filters.settled:
            self._burden_of = None
            self.refresh()

    def _read_anew(self) -> None:
        """Of all twelve periods too; what is so by now as it stands there stays as it is painted."""
        self._burden_of = None
        self.refresh()

    def _wanted(self) -> tuple[LedgerSpan, Clerk] | None:
        """What is chosen, by whom; None before the page is built, and where a date is none, which is said."""
        if self._clerk is None or self.filters is None:
            return None
        try:
            return self.filters.wanted(), self._clerk
        except BadInput as error:
            self.announced.emit(message_of(error))
            return None

    def _catch_up(self, asked: int, then: Callable[[], None]) -> None:
        """Step by step what was written since the ledger was read last: other work comes in between."""

        def told(now: CatchingUp) -> None:
            if asked != self._asked:
                return
            if now.complete:
                then()
                return
            self._shown = None
            words = self.tr("正在把办件补进台账，已到 {0}%。可以先办别的，补好了自己显示。")
            self._finding.setText(words.format(now.percent))
            self.caught_up.emit(now.percent)
            self._catch_up(asked, then)

        self._background.run(self._facade.catch_up, told, self._refuse, lane=Lane.PAPERS)

    def show_behind(self, name: str) -> None:
        """List only the rows of that figure; "" for all."""
        self._behind = name
        self.refresh()

    def show_trend_rows(self, name: str, place: int) -> None:
        """List the rows of that figure in the period at that place of its tile."""
        trend = next((one for one in self._trends if one.line.behind == name), None)
        if trend is not None and self.filters is not None:
            self.filters.show_period(trend.periods[place])
            self.show_behind(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._stack.currentIndex() == 1:
            self._leave_report()
        elif event.key() == Qt.Key.Key_Escape and self._behind:
            self.show_behind("")
        else:
            super().keyPressEvent(event)

    # -- showing --
    def _begin(self, months: Sequence[Period]) -> None:
        self._build_filters(months)
        self.refresh()

    def _build_filters(self, months: Sequence[Period]) -> None:
        if self.filters is not None:
            return  # asked for ahead, and again by the key that opened the page
        filters = self.filters = LedgerFilters(months)
        filters.changed.connect(self.message_cleared)
        filters.changed.connect(self.refresh)
        filters.refused.connect(lambda words: self.announced.emit(Message(Tone.REFUSED, words)))
        filters.mended.connect(self.message_cleared)
        self._filter_line.addWidget(filters)
        read_as_laid_out(self._stack.widget(0))
        tab_through(self.monthly, filters, self.figures)

    def _show(self, view: LedgerView) -> None:
        self._shown = view, self._behind
        form = self._facade.template.report
        lines, than = form.lines, view.compared.name
        self._finding.setText(finding(lines, view.figures, view.before, view.year_ago, than=than))
        whose = "" if self._sees_others else self.tr("；只列自己办的")
        days = self.tr("{0} 至 {1}").format(view.span.first.isoformat(), view.span.last.isoformat())
        self._scope.say(f"{days} · {view.scope.words}{whose}")
        rows = figure_rows(form, view.figures, view.before, view.everything, view.year_ago, than=than)
        self.figures.show_figures(rows, self._behind)
        self.table.show_lines(view.lines, view.shown)
        self._listed.setVisible(bool(view.lines))
        notes = [self.tr("细条是{0}（{1}）。").format(than, view.compared.period.words)]
        if self._behind:
            notes.insert(0, self.tr("只列这个数后面的{0}行，Esc 回到全部。").format(view.total))
        if view.total > len(view.lines):
            notes.append(self.tr("只列出前{0}行；全部请导出 Excel。").format(len(view.lines)))
        if not view.total:
            notes.insert(0, self.tr("这个范围里没有事项。"))
        self._note.setText(" ".join(notes))
        if self.filters is not None:
            self.filters.show_choices(
                view.choices, view.shown.windows, view.shown.people, others=self._sees_others
            )

    def _show_trends(self, trends: tuple[Trend, ...]) -> None:
        if trends == self._trends:
            return
        self._trends = trends
        tiles = tiles_of(trends)
        self.tiles.show_tiles(tiles)
        self._tile_note.setText(compared_words([tile.points for tile in tiles]))
        for part in (self.tiles, self._tile_note):
            part.setVisible(bool(tiles))

    @property
    def _sees_others(self) -> bool:
        return self._clerk is not None and self._clerk.supervisor

    def _refuse(self, error: Exception) -> None:
        self._shown = None
        self._finding.setText("")
        self.announced.emit(message_of(error))

    # -- acts --
    def _export(self) -> None:
        if self._stack.currentIndex() == 1:
            self.report.save_workbook()
            return
        if (wanted := self._wanted()) is None:
            return
        (span, clerk), behind = wanted, self._behind

        def write(file: Path) -> None:
            def done(count: int) -> None:
                words = self.tr("台账{0}行已导出（姓名掩着）：{1}").format(count, file)
                self.announced.emit(Message(Tone.DONE, words))

            self._background.run(
                lambda: self._facade.export(file, span, clerk, behind), done, self._refuse, lane=Lane.FILES
            )

        name = self.tr("台账 {0} 至 {1}").format(span.first.isoformat(), span.last.isoformat())
        ask_export_file(self, self._look, name, write)

    def _export_weekly(self) -> None:
        clerk = self._clerk
        if clerk is None or self._stack.currentIndex() == 1:
            return
        today = civil_date(self._facade.now())

        def write(file: Path) -> None:
            def done(_: None) -> None:
                self.announced.emit(Message(Tone.DONE, self.tr("周调度表已写到 {0}").format(file)))

            self._background.run(
                lambda: self._facade.export_weekly(file, today, clerk), done, self._refuse, lane=Lane.FILES
            )

        ask_export_file(self, self._look, self.tr("周调度表 {0}").format(today.isoformat()), write)

    def _print(self) -> None:
        """The figures of what is chosen on paper; from the report, the report."""
        if self._stack.currentIndex() == 1:
            self.report.print_paper()
            return
        if (wanted := self._wanted()) is None:
            return
        span, clerk = wanted

        def sent(printer: str) -> None:
            self.announced.emit(Message(Tone.DONE, self.tr("台账统计已送 {0}").format(printer)))

        self._background.run(
            lambda: self._facade.print_figures(span, clerk), sent, self._refuse, lane=Lane.PAPERS, once="all"
        )

    def _open_report(self) -> None:
        if self.filters is None or not self._sees_others:
            return
        if self._stack.currentIndex() == 1:
            self.report.print_paper()
            return
        turn_to(self._stack, self.report)
        self.report.show_month(self.filters.month)

    def _leave_report(self) -> None:
        if self.half_done:
            self.announced.emit(put_away(self.half_done))
        turn_to(self._stack, self._stack.widget(0))
        self.refresh()
        self._focus()

    def _focus(self) -> None:
        if self._stack.currentIndex() == 1:
            self.report.take_focus()
        else:
            self.figures.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- building --
    def _connect(self) -> None:
        self.figures.chosen.connect(self.show_behind)
        self.tiles.opened.connect(self.show_trend_rows)
        self.table.opened.connect(self.case_wanted)
        self.export.clicked.connect(self._export)
        self.print.clicked.connect(self._print)
        self.weekly.clicked.connect(self._export_weekly)
        self.monthly.clicked.connect(self._open_report)
        for key, act in (
            ("Ctrl+E", self._export),
            ("Ctrl+P", self._print),
            ("Ctrl+G", self._export_weekly),
            ("F8", self._open_report),
            ("Ctrl+F", lambda: self.filters.take_focus() if self.filters is not None else None),
            ("F5", self._read_anew),
        ):
            bind_key(self, key, act)

    def _arrange(self) -> None:
        self._filter_line = QHBoxLayout()
        self._listed = on_card(self.table)
        acts = (self.print, self.export, self.weekly, self.monthly)
        above = (self._scope, acts, self._filter_line, self.figures, self._finding)
        parts = LedgerParts(*above, self._tile_note, self.tiles, self._listed, self._note)
        self._stack = PageStack(self)
        self._stack.addWidget(ledger_view(self._look, self.tr("台账"), parts))

    def _make_report(self) -> ReportView:
        from counter.ui.ledger.report_view import ReportView

        made = ReportView(self._facade, self._background, self._look)
        made.announced.connect(self.announced)
        made.left.connect(self._leave_report)
        made.set_clerk(self._clerk)
        self.keeping = (made.words,)
        self._stack.addWidget(made)
        return made
