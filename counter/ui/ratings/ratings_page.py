"""评价 (F1): figures of the ratings, and the single ratings of a group that is large enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput
from counter.domain.journal.kinds import kind_of
from counter.domain.ratings.office.events import RatingsTakenIn
from counter.services.context.ports import RatingFilter
from counter.services.ratings.office.compare_accounts import window_accounts
from counter.services.ratings.office.export_ratings import export_figures
from counter.services.ratings.office.figure_sheet import ratings_sheet
from counter.services.ratings.office.figures import OFFICE, figures, rights_of
from counter.ui.facades.office import OfficeFacade
from counter.ui.facades.window import Clerk
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.column_scroll_area import BAR, ColumnScrollArea
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.controls.page_turn import turn_to
from counter.ui.kit.dropped_file import DroppedFile
from counter.ui.kit.file_dialogs import ask_export_file
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look
from counter.ui.ratings.accounts_card import AccountsCard
from counter.ui.ratings.figure_charts import FigureCharts
from counter.ui.ratings.head_figures import HeadFigures
from counter.ui.ratings.rating_filters import RatingFilters
from counter.ui.ratings.rating_group import RatingGroup
from counter.ui.ratings.take_in_panel import TakeInPanel

if TYPE_CHECKING:
    from counter.domain.ratings.figures import Figures
    from counter.services.ratings.office.compare_accounts import WindowAccounts


class RatingsPage(QWidget):
    """Signals: ``announced(message)``, ``message_cleared``; ``taken`` after a pack; ``rectify_wanted(rating)``."""

    announced = Signal(Message)
    message_cleared = Signal()
    taken = Signal()
    rectify_wanted = Signal(str)

    def __init__(
        self, facade: OfficeFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        DroppedFile(self, self.take, self.announced.emit, self.take_all)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._facade = facade
        self._background = background
        self._look = look
        self._clerk: Clerk | None = None
        self._asked = 0
        self._packs = 0
        self.figures: Figures | None = None
        self.filters = RatingFilters()
        self.heads = HeadFigures()
        self.charts = FigureCharts(look)
        self.take_in = TakeInPanel(facade, background)
        self.accounts = AccountsCard()
        self.group = RatingGroup(facade, background, look)
        self._none = TextLabel("", "second", wrap=True)
        self._none.setObjectName("noRatings")
        self._open = ActButton("takeInButton", self.tr("收评价包…"), "Ctrl+O", enter=True)
        self._export = ActButton("exportRatings", self.tr("导出 Excel…"), "Ctrl+E", enter=True)
        self._print = ActButton("printRatings", self.tr("打印"), "Ctrl+P", enter=True, prints=True)
        self._arrange()
        self._connect()

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set the person looking."""
        self._clerk = clerk
        self.take_in.set_clerk(clerk)
        self.group.set_clerk(clerk)
        self._close_group()

    def on_shown(self) -> None:
        """The page was shown: query the current figures."""
        self._close_group()
        self.refresh()
        self._take_focus()

    def refresh(self) -> None:
        """Query the figures; an answer to an older query is dropped."""
        clerk = self._clerk
        self.filters.today = civil_date(self._facade.now())
        try:
            wanted = self.filters.wanted()
        except BadInput as error:
            self.announced.emit(message_of(error))
            return
        if clerk is None:
            return
        self._asked += 1
        asked = self._asked

        def ask() -> tuple[Figures, Figures, int, Sequence[WindowAccounts]]:
            app, rights = self._facade.followed(), rights_of(self._facade.row(clerk))
            found = figures(app, wanted, rights, self._facade.reasons)
            whole = found
            if wanted != RatingFilter():
                whole = figures(app, RatingFilter(), rights, self._facade.reasons)
            packs = sum(entry.kind == kind_of(RatingsTakenIn).name for entry in app.journal.entries(OFFICE))
            return found, whole, packs, window_accounts(app.journal)

        def show(answer: tuple[Figures, Figures, int, Sequence[WindowAccounts]]) -> None:
            if asked == self._asked:
                found, whole, packs, windows = answer
                self._show(found, whole, packs)
                self.accounts.show_accounts(windows)
                self._position_accounts()

        self._background.run(ask, show)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._stack.currentWidget() is self.group:
            self._close_group()
        elif event.key() == Qt.Key.Key_Escape and self.take_in.isVisible():
            self.take_in.dismiss()
        else:
            super().keyPressEvent(event)

    def take(self, file: Path) -> None:
        """Import a pack; the result is shown above the figures."""
        self.take_all([file])

    def take_all(self, files: Sequence[Path]) -> None:
        """Import packs one after another, with one summary above the figures."""
        self._close_group()
        self.take_in.take_all(files)

    def export(self) -> None:
        """Write the ratings shown as a workbook, to a file chosen by the person."""
        clerk = self._clerk
        try:
            wanted = self.filters.wanted()
        except BadInput as error:
            self.announced.emit(message_of(error))
            return
        if clerk is None:
            return

        def content() -> bytes:
            app, rights = self._facade.followed(), rights_of(self._facade.row(clerk))
            return export_figures(app, wanted, rights, self._facade.reasons, by=clerk.code).content

        def write(file: Path) -> None:
            self._background.run(
                lambda: self._facade.write(file, content),
                lambda _: self.announced.emit(Message(Tone.DONE, self.tr("已导出：{0}").format(file))),
                lane=Lane.FILES,
            )

        ask_export_file(
            self, self._look, self.tr("评价统计 {0}").format(self.filters.today.isoformat()), write
        )

    def print_charts(self) -> None:
        """Send the charts of what is chosen to the printer."""
        clerk = self._clerk
        try:
            wanted = self.filters.wanted()
        except BadInput as error:
            self.announced.emit(message_of(error))
            return
        if clerk is None or not self._print.isVisibleTo(self):
            return
        words = self.filters.words()

        def printed() -> str:
            app, rights = self._facade.followed(), rights_of(self._facade.row(clerk))
            return self._facade.print_document(
                ratings_sheet(app, wanted, rights, self._facade.reasons, words)
            )

        self._background.run(
            printed,
            lambda printer: self.announced.emit(
                Message(Tone.DONE, self.tr("评价统计已送 {0}").format(printer))
            ),
            lambda error: self.announced.emit(message_of(error)),
            lane=Lane.PAPERS,
            once="ratings",
        )

    def _show(self, figures: Figures, whole: Figures, packs: int) -> None:
        self.figures, self._packs = figures, packs
        visible = not figures.total.hidden
        self.filters.show_choices(
            [(g.key, g.label) for g in whole.halls if not g.hidden],
            [(g.key, g.label) for g in whole.bundles if not g.hidden],
        )
        self.heads.setVisible(visible)
        self.filters.setVisible(packs > 0)
        self.heads.show_figures(figures)
        if visible:
            self.charts.show_figures(figures)
        self.charts.setVisible(visible)
        self._export.setVisible(packs > 0)
        self._print.setVisible(visible)
        self._none.setText("" if visible else self._nothing())
        self._none.setVisible(not visible)
        if visible and self._open.hasFocus():
            self._take_focus()

    def _nothing(self) -> str:
        from counter.domain.ratings.figures import HIDDEN_WHY

        if not self._packs:
            return self.tr(
                "还没有收到评价包。窗口点右上的“申请人屏”，按“导出评价包”，存进U盘送来；"
                "在这里按 Ctrl+O 打开，或把文件拖进来。"
            )
        return self.tr(
            "这个范围里计入的评价太少，或者没有。{0}\n差评不在此限：每一件都在整改台账（F2）。"
        ).format(HIDDEN_WHY)

    def _open_group(self, what: str, key: str) -> None:
        clerk = self._clerk
        if clerk is None:
            return
        wanted = self.filters.wanted()
        chosen = {
            "grade": lambda: replace(wanted, grade=key),
            "hall": lambda: replace(wanted, hall=key),
            "bundle": lambda: replace(wanted, bundle=int(key)),
        }[what]()
        self.group.open(replace(chosen, standing="counted"), self._title_of(what, key))
        turn_to(self._stack, self.group)

    def _title_of(self, what: str, key: str) -> str:
        chart = {"grade": self.charts.grades, "hall": self.charts.halls, "bundle": self.charts.bundles}[what]
        label = next((bar.label for bar in chart.bars if bar.key == key), key)
        return f"{label} · {self.filters.words()}"

    def _refuse(self, label: str) -> None:
        from counter.domain.ratings.figures import HIDDEN_WHY

        figures = self.figures
        if figures is not None and not figures.drill:
            words = self.tr("逐件看评价要由值班负责人来做。")
        else:
            words = self.tr("“{0}”不能逐件看。{1}").format(label, HIDDEN_WHY)
        self.announced.emit(Message(Tone.SAID, words))

    def _close_group(self) -> None:
        if self._stack.currentWidget() is self.group:
            turn_to(self._stack, self._stack.widget(0))
            self._take_focus()

    def _take_focus(self) -> None:
        first = (
            self.charts.grades if self.charts.isVisibleTo(self) and self.charts.grades.bars else self._open
        )
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_taken(self) -> None:
        self.refresh()
        self.taken.emit()

    def _position_accounts(self) -> None:
        """At the bottom; but differences are shown where they are visible without scrolling."""
        beside = self.heads if self.accounts.urgent else self.charts
        self._column.removeWidget(self.accounts)
        self._column.insertWidget(self._column.indexOf(beside) + (not self.accounts.urgent), self.accounts)

    def _connect(self) -> None:
        self.filters.changed.connect(self.refresh)
        self.filters.refused.connect(lambda words: self.announced.emit(Message(Tone.REFUSED, words)))
        self.filters.mended.connect(self.message_cleared)
        self.charts.opened.connect(self._open_group)
        self.charts.refused.connect(self._refuse)
        self.take_in.taken.connect(self._on_taken)
        self.take_in.announced.connect(self.announced)
        self.take_in.closed.connect(self._take_focus)
        self.group.closed.connect(self._close_group)
        self.group.announced.connect(self.announced)
        self.group.rectify_wanted.connect(self.rectify_wanted)
        self._open.clicked.connect(self.take_in.choose_file)
        self._export.clicked.connect(self.export)
        self._print.clicked.connect(self.print_charts)
        keys = (("Ctrl+O", self.take_in.choose_file), ("Ctrl+E", self.export), ("Ctrl+P", self.print_charts))
        for key, act in keys:
            bind_key(self, key, act)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(TextLabel(self.tr("评价"), "title"))
        head.addStretch(1)
        head.addWidget(self._print)
        head.addWidget(self._export)
        head.addWidget(self._open)
        inside = QWidget()
        self._column = column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 16)
        column.setSpacing(12)
        for part in (self.take_in, self.heads, self._none, self.charts, self.accounts):
            column.addWidget(part)
        column.addStretch(1)
        figures = QWidget()
        whole = QVBoxLayout(figures)
        whole.setContentsMargins(24, 16, 24 - BAR, 0)
        head.setContentsMargins(0, 0, BAR, 0)
        whole.setSpacing(12)
        whole.addLayout(head)
        whole.addWidget(self.filters)
        whole.addWidget(ColumnScrollArea("figureScroll", inside), 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(figures)
        self._stack.addWidget(self.group)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
