"""检查 (F2): the draft linted by the standard: by check, by bundle, by finding."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from counter.domain.calendar.workdays import civil_date
from counter.ui.authoring.lint.about import LintAbout
from counter.ui.authoring.lint.bars import BarLegend, CheckBars
from counter.ui.authoring.lint.evidence_panel import EvidencePanel
from counter.ui.authoring.lint.pane import FindingPane
from counter.ui.authoring.lint.rows import LintFilter, LintView
from counter.ui.authoring.lint.tables import PartTable
from counter.ui.facades.bureau import BureauFacade
from counter.ui.facades.window import Clerk
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.controls.page_turn import turn_to
from counter.ui.kit.file_dialogs import ask_export_file
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look
from counter.ui.words.case import day_and_time

if TYPE_CHECKING:
    from counter.domain.authoring.lint.finding import Flaw
    from counter.services.authoring.draft import GuideDraft

CHECKS, BUNDLES, ITEMS = "checks", "bundles", "items"
_BY_ORGAN = ("i01", "i02")
"""Indicators that every department must meet (各部门)."""


class LintPage(QWidget):
    """Signals: ``announced(message)``; ``location_wanted(where)`` to edit the location of a finding."""

    announced = Signal(Message)
    location_wanted = Signal(object)

    def __init__(
        self, facade: BureauFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # holds the focus while nothing else can
        self.setAccessibleName(self.tr("检查"))
        self._facade = facade
        self._background = background
        self._look = look
        self._clerk: Clerk | None = None
        self._digest = ""
        self._version = ""
        self._as_of = ""
        self._running = self._once_more = False
        self.view: LintView | None = None
        self._state = TextLabel("", "second")
        self._state.setObjectName("lintState")
        self._none = TextLabel("", "second", wrap=True)
        self._none.setObjectName("noFindings")
        self.which = Choices(look, "lintWhich", self.tr("怎么看"))
        self.bars = CheckBars(look)
        words = self.tr("每一件事的检查结果"), self.tr("每个事项的检查结果")
        self.bundles = PartTable(look, "lintBundles", words[0], self._heads(self.tr("事项")), beside=5)
        self.items = PartTable(look, "lintItems", words[1], self._heads(self.tr("部门")), beside=8)
        self.about = LintAbout()
        self.pane = FindingPane(look)
        self.evidence = EvidencePanel(facade, background, look)
        self._again = ActButton("lintAgain", self.tr("重新检查"), "F5", role="quiet", enter=True)
        self._export = ActButton("lintExport", self.tr("导出 Excel…"), "Ctrl+E", enter=True)
        self._arrange()
        self._connect()
        self.which.show_options(
            [(CHECKS, self.tr("按检查")), (BUNDLES, self.tr("按一件事")), (ITEMS, self.tr("按事项"))],
            (CHECKS,),
        )
        self._show_view()

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set the person looking."""
        self._clerk = clerk
        self.evidence.set_clerk(clerk)

    def on_shown(self) -> None:
        """The page was shown: lint the current draft where it changed."""
        self.refresh()
        self._take_focus()

    def refresh(self, *, anyway: bool = False) -> None:
        """Lint the draft where it changed; ``anyway``: in any case. A call during a run causes one more run."""
        if self._clerk is None:
            return
        if anyway:
            self._digest = ""
        if self._running:
            self._once_more = True
            return
        self._running = True
        self._state.setText(self.tr("正在检查…"))
        known = self._digest

        def got(draft: GuideDraft) -> None:
            if draft.digest == known:
                self._end()
                return
            self._background.run(
                lambda: LintView(self._facade.lint(draft.library)),
                lambda view: self._take(draft, view),
                self._fail,
                lane=Lane.PAPERS,  # saving and signing on do not wait for it
            )

        def ask() -> GuideDraft:
            draft = self._facade.draft()
            draft.digest  # noqa: B018 - computed here, not on the UI thread
            return draft

        self._background.run(ask, got, self._fail)

    def export(self, *, these: bool = False) -> None:
        """Write the result as a workbook to a file chosen by the person; ``these``: with only the listed findings."""
        view = self.view
        if view is None:
            return
        flaws: Sequence[Flaw] = self.pane.list.flaws if these else view.report.flaws

        def write(file: Path) -> None:
            done = self.tr("已导出 {0} 处：{1}").format(f"{len(flaws):,}", file)
            self._background.run(
                lambda: self._facade.export_lint(file, view.report, flaws),
                lambda _: self.announced.emit(Message(Tone.DONE, done)),
                lane=Lane.FILES,
            )

        day = civil_date(self._facade.now()).isoformat()
        ask_export_file(self, self._look, self.tr("办事指南检查 {0}").format(day), write)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        left = self._left.currentWidget()
        if event.key() == Qt.Key.Key_Escape and not left.hasFocus() and self.view is not None:
            left.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    # -- showing --
    def _show_view(self) -> None:
        view = self.view
        empty = self._is_empty
        self._none.setText(
            self.tr("草稿里还没有事项。按 F1 自己写，或在“版本”（F3）里导入一份工作簿。") if empty else ""
        )
        self._none.setVisible(empty)
        self._body.setVisible(view is not None and not empty)
        self._export.setVisible(view is not None and not empty)
        if view is None or empty:
            return
        self.bars.show_rows(view.checks)
        self.bundles.show_rows(view.bundles)
        self.items.show_rows(view.items)
        self.pane.show_view(view)
        self._show_chosen()

    def _show_chosen(self) -> None:
        """Show the selection of the left side: its description, and its findings or evidence."""
        view = self.view
        if view is None:
            return
        which, report = self._which, view.report
        result = view.results.get(self.bars.check) if which == CHECKS else None
        if which != CHECKS:
            row = (self.bundles if which == BUNDLES else self.items).row
            if row is not None:
                self.about.show_part(row)
        elif result is None:
            self.about.show_all(self._version, len(report.bundles), len(report.items), as_of=self._as_of)
        else:
            organs = report.by_organ(result.check.id) if result.check.id in _BY_ORGAN else {}
            self.about.show_check(result, organs)
        asks = result is not None and not result.check.computed
        if asks and result is not None:
            self.evidence.show_check(result)
        turn_to(self._right, self.evidence if asks else self.pane)
        self.pane.show_chosen(self._chosen())

    def _take(self, draft: GuideDraft, view: LintView) -> None:
        self._digest, self._version, self.view = draft.digest, draft.version, view
        self._as_of = day_and_time(self._facade.now())
        self._show_view()
        if self.hasFocus():
            self._take_focus()
        self._end()

    def _end(self) -> None:
        self._none.setVisible(self._is_empty)
        self._state.setText(self._state_words())
        self._after()

    def _fail(self, error: Exception) -> None:
        """A draft with faults cannot be linted; the previous result stays, marked as such."""
        message = message_of(error)
        self._digest = ""
        old = self.tr("没有检查成，下面是 {0} 的结果。").format(self._as_of)
        self._state.setText(old if self.view is not None else self.tr("没有检查成。"))
        if message.tone is Tone.REFUSED:
            self._none.setText(self.tr("草稿改对了才能检查。{0}").format(message.sentence))
            self._none.show()
        else:
            self.announced.emit(message)
        self._after()

    def _after(self) -> None:
        self._running = False
        if self._once_more:
            self._once_more = False
            self.refresh()

    def _chosen(self) -> LintFilter:
        """The filter of the left side's selection."""
        if self._which == CHECKS:
            return LintFilter(check=self.bars.check)
        if self._which == BUNDLES:
            return LintFilter(bundle=int(self.bundles.key) if self.bundles.key else None)
        return LintFilter(item=self.items.key)

    @property
    def _is_empty(self) -> bool:
        view = self.view
        return view is not None and not view.report.items and not view.report.bundles

    @property
    def _which(self) -> str:
        return (*self.which.chosen, CHECKS)[0]

    def _state_words(self) -> str:
        if self.view is None or not self._as_of:
            return ""
        return self.tr("{0} 检查 · 草稿 {1}").format(self._as_of, self._version)

    def _switch(self) -> None:
        table = {CHECKS: self.bars, BUNDLES: self.bundles, ITEMS: self.items}[self._which]
        turn_to(self._left, table)
        self._legend.setVisible(table is self.bars)
        self._show_chosen()

    # -- focus --
    def _take_focus(self) -> None:
        if self._body.isVisibleTo(self):
            self._left.currentWidget().setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _go_right(self) -> None:
        if self._right.currentWidget() is self.evidence:
            self.evidence.take_focus()
        else:
            self.pane.take_focus()

    def _find(self) -> None:
        if self._right.currentWidget() is self.pane:
            self.pane.seek()

    def _connect(self) -> None:
        self.which.changed.connect(self._switch)
        self.which.left.connect(self._take_focus)
        for table in (self.bars, self.bundles, self.items):
            table.chosen.connect(lambda _: self._show_chosen())
            table.entered.connect(self._go_right)
        self.pane.location_wanted.connect(self.location_wanted)
        self.pane.export_wanted.connect(lambda: self.export(these=True))
        self.evidence.announced.connect(self.announced)
        self.evidence.recorded.connect(lambda: self.refresh(anyway=True))
        self.evidence.recorded.connect(self._take_focus)
        self.evidence.closed.connect(self._take_focus)
        self._again.clicked.connect(lambda: self.refresh(anyway=True))
        self._export.clicked.connect(lambda: self.export())
        for key, act in (
            ("F5", lambda: self.refresh(anyway=True)),
            ("F9", self.evidence.press),
            ("Ctrl+E", self.export),
            ("Ctrl+Shift+E", lambda: self.export(these=True)),
            ("Ctrl+F", self._find),
        ):
            bind_key(self, key, act)

    # -- building --
    def _heads(self, beside: str) -> tuple[str, ...]:
        counts = (self.tr("必改"), self.tr("待补"), self.tr("提示"), self.tr("做到的检查"))
        return (self.tr("名称"), beside, *counts)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        for words in (TextLabel(self.tr("检查"), "title"), self._state):
            head.addWidget(words)
        head.addStretch(1)
        for button in (self._again, self._export):
            head.addWidget(button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 16, 16, 12)
        outer.setSpacing(12)
        outer.addLayout(head)
        outer.addWidget(self._none)
        self._body = QWidget()
        line = QHBoxLayout(self._body)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        line.addWidget(self._left_side(), 6)
        line.addWidget(self._right_side(), 5)
        outer.addWidget(self._body, 1)
        outer.addStretch(0)

    def _left_side(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.which)
        self._left = QStackedWidget()
        for table in (self.bars, self.bundles, self.items):
            self._left.addWidget(table)
        column.addWidget(self._left, 1)
        self._legend = BarLegend(self._look)
        column.addWidget(self._legend, 0, Qt.AlignmentFlag.AlignRight)
        return left

    def _right_side(self) -> QWidget:
        self._right = QStackedWidget()
        self._right.addWidget(self.pane)
        self._right.addWidget(self.evidence)
        right = QWidget()
        whole = QVBoxLayout(right)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self.about)
        whole.addWidget(self._right, 1)
        return right
