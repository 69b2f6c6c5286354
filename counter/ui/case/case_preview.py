"""Beside the found cases: the current one at a glance, masked as in the table, before anybody opens it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from counter.domain.case.stages import line_words, stages_of
from counter.domain.document.numbering import grouped
from counter.domain.tasks.delivery import delivered
from counter.ui.case.item_states import ItemStates
from counter.ui.facades.window import WindowFacade
from counter.ui.kit.background import Background
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import Badge, TextLabel
from counter.ui.kit.look_following import follow_look
from counter.ui.kit.theme import Look
from counter.ui.papers.paper_glance import PaperGlance
from counter.ui.words.case import case_state_word, day_and_time

if TYPE_CHECKING:
    from counter.domain.case.case import Case
    from counter.services.context.ports import CaseRow

_REST_MS = 120
"""A row that is come to alone is read at once; of rows passed with a key held down, the one where the hand rests."""
_LAST = 3
_WIDE = 700
"""Logical pixels."""


class CasePreview(QFrame):
    """Signals: ``opened`` for the case. Nothing of it is a look at personal data: what the table shows, and the state
    of items and papers.
    """

    opened = Signal()

    def __init__(
        self, facade: WindowFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("casePreview")
        self.setProperty("role", "card")
        self._facade, self._background, self._look = facade, background, look
        self._row: CaseRow | None = None
        self._read: CaseRow | None = None
        self._shown: Case | None = None
        self._passed = False
        self._number = TextLabel("", "small")
        self._who = TextLabel("", "title", wrap=True)
        self._who.setObjectName("casePreviewWho")
        self._bundle = TextLabel("", "second", wrap=True)
        self._state = Badge("", "shared")
        self._stages = TextLabel("", "small", wrap=True)
        self.items = ItemStates(look)
        self.items.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._papers = TextLabel("", "", wrap=True)
        self._papers.setObjectName("casePreviewPapers")
        self._story = TextLabel("", "small", wrap=True)
        self.open = ActButton("casePreviewOpen", self.tr("打开办件"), "Enter", role="primary")
        self.open.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its key works in box and table
        self.open.clicked.connect(self.opened)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._read_last)
        self._more: tuple[QWidget, ...] = (self._stages, self.items, self._papers, self._story)
        self.paper = PaperGlance(facade, background)
        self.paper.setObjectName("casePreviewPaper")
        self._wide = False
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        for part in (self._number, self._who, self._bundle):
            column.addWidget(part)
        column.addWidget(self._state, 0, Qt.AlignmentFlag.AlignLeft)
        for late in self._more:
            column.addWidget(late)
        column.addWidget(self.paper, 1)
        column.addStretch(0)
        column.addWidget(self.open)
        follow_look(look, self, self._fit)
        self._fit()
        self.show_row(None)

    def take_width(self, *, wide: bool) -> None:
        """Where there is room, the newest paper of the case stands under what is known of it."""
        if wide is not self._wide:
            self._wide = wide
            self._fit()

    def show_row(self, row: CaseRow | None, *, anew: bool = False) -> None:
        """Show what the row says at once, the rest as soon as it is read; ``anew``: even where it was read already."""
        same = row is not None and self._row is not None and row.case == self._row.case
        self._row = row
        known: tuple[QWidget, ...] = (self._number, self._who, self._bundle, self._state, self.open)
        for part in known:
            part.setVisible(row is not None)
        for part in () if same else self._more:
            part.hide()
        self.paper.show_paper(row.number if row is not None else "")
        if row is None:
            self._read = None
            return
        self._number.setText(grouped(row.number))
        self._who.setText(row.applicant)
        self._bundle.setText(row.bundle_name)
        self._state.show_word(case_state_word(row.state), "shared")
        if not self.isVisible() or (row is self._read and not anew):
            return
        self._read = row
        if self._rest.isActive():
            self._passed = True
        else:
            self._ask(row)
        self._rest.start()

    def _read_last(self) -> None:
        passed, self._passed = self._passed, False
        if passed and self._row is not None and self.isVisible():
            self._ask(self._row)

    def _ask(self, row: CaseRow) -> None:
        def show(case: Case | None) -> None:
            if case is not None and self._row is row:
                self._show(case)

        self._background.run(lambda: self._facade.case(row.case), show, lambda _: None, newest="casePreview")

    def _show(self, case: Case) -> None:
        if case == self._shown and not self._story.isHidden():
            return  # as it stands there
        self._shown = case
        if not case.loose:
            self._stages.setText(line_words(stages_of(case, delivered)))
            self.items.show_case(case)
        stages = Counter(paper.stage.label for paper in case.papers if paper.stage.binding)
        said = "、".join(f"{label} {number}" for label, number in stages.items())
        words = self.tr("文书 {0} 份：{1}") if stages else self.tr("没有文书")
        self._papers.setText(words.format(stages.total(), said))
        lines = [f"{day_and_time(one.at.isoformat())}　{one.text}" for one in case.history[-_LAST:]]
        self._story.setText("\n".join(reversed(lines)))
        for part in self._more:
            part.setVisible(not case.loose or part not in (self._stages, self.items))

    def _fit(self) -> None:
        self.paper.setVisible(self._wide)
        self.setFixedWidth(_WIDE if self._wide else self._look.px("right") + 20)
