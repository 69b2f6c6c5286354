"""Over the paper: what can be done with it alone, and behind 更多 what is seldom changed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.document.document import A4, A5, ROLL
from counter.domain.papers.parts.page_forms import ACCEPTANCE
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.flow_layout import FlowLayout
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.theme import Look
from counter.ui.papers.paper_steps import PaperSteps
from counter.ui.papers.print_session import PrintSession
from counter.ui.papers.save_line import SaveLine
from counter.ui.words.printing import log_line, press_words

_MORE_KEY, _MORE_SHOWN = "Alt+Right", "Alt+→"


class PaperTools(QWidget):
    """Of the current paper of the list. What is folded is named on 更多 where it is not as usual; the printers are in
    sight while one has to be chosen.
    """

    turned = Signal(bool)

    def __init__(
        self,
        printing: PrintSession,
        look: Look,
        steps: PaperSteps,
        saves: SaveLine,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("paperTools")
        self._round, self._look, self._steps, self._saves = printing, look, steps, saves
        self._paper = ""
        self._unfolded = False
        self._one = ActButton("printOne", self.tr("打印这份"), "P", role="link", writes=True)
        self._more = ActButton("paperMore", self.tr("更多"), _MORE_SHOWN, role="quiet", enter=True)
        self._page = Choices(look, "printPage", self.tr("纸型"))
        self._page.show_options(
            [(p, p if p != ROLL else self.tr("80mm 凭条")) for p in (A4, A5, ROLL)],
            (printing.preferences.page,),
        )
        self._printer = Choices(look, "printPrinter", self.tr("打印机"))
        self._at_once = ActButton("printAtOnce", "", role="plain", enter=True)
        self._log = TextLabel("", "small", wrap=True)
        self._log.setObjectName("printLogLines")
        self._arrange()
        self._connect()
        self._render()

    def follow(self, paper: str) -> None:
        """Show what can be done with another paper."""
        if paper != self._paper:
            self._page.choose((self._round.preferences.page,))
        self._paper = paper
        self._render()

    def print_current(self) -> None:
        """Send the due sheets of the current paper; one no longer in force is refused with a message.

        While sending, further presses are ignored, against unintended 重打.
        """
        if self._paper and not self._round.sending:
            self._round.send((self._paper,), self._chosen_page)

    @property
    def _current(self) -> IssuedPaper | None:
        case = self._round.case
        paper = case.paper(self._paper) if case is not None else None
        return paper if paper is not None and paper.stage.binding else None

    @property
    def _is_small(self) -> bool:
        """Whether the paper also goes on smaller sheets."""
        return self._current is not None and self._current.kind in ACCEPTANCE

    @property
    def _chosen_page(self) -> str:
        return self._page.chosen[0] if self._is_small and self._page.chosen else A4

    def _arrange(self) -> None:
        flow = FlowLayout(gap=12)
        for part in (self._one, *self._steps.buttons, self._saves.save, self._more):
            flow.addWidget(part)
        self._saves.save.take_role("link")
        self._folded = QFrame()
        self._folded.setObjectName("paperOptions")
        self._folded.setProperty("role", "card")
        grid = self._grid = QGridLayout(self._folded)
        grid.setContentsMargins(14, 10, 14, 10)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        self._rows: dict[QWidget, TextLabel] = {}
        self._add_row(self.tr("打印机"), self._printer)
        self._add_row(self.tr("纸型"), self._page)
        self._add_row(self.tr("出具后"), self._at_once)
        self._add_row(self.tr("PDF"), self._saves)
        self._add_row(self.tr("打印记录"), self._log)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(flow)
        column.addWidget(self._folded)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a very narrow column its words stay whole and its key goes."""
        super().resizeEvent(event)
        self._fit_key()

    def _fit_key(self) -> None:
        one = self._one
        one.show_key(one.bare_width + one.key_room <= self.width())

    def _add_row(self, words: str, part: QWidget) -> None:
        label = TextLabel(words, "small")
        row = self._grid.rowCount()
        upright = Qt.AlignmentFlag.AlignTop if part is self._log else Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(label, row, 0, upright)
        if part is self._at_once:
            self._grid.addWidget(part, row, 1, Qt.AlignmentFlag.AlignLeft)
        else:
            self._grid.addWidget(part, row, 1)
        self._rows[part] = label

    def _connect(self) -> None:
        self._one.clicked.connect(self.print_current)
        here = QShortcut(QKeySequence("P"), self._one)  # also where the button has the focus, not the list
        here.setContext(Qt.ShortcutContext.WidgetShortcut)
        here.setAutoRepeat(False)
        here.activated.connect(self.print_current)
        bind_key(self, _MORE_KEY, self._turn)
        self._more.clicked.connect(self._turn)
        self._page.changed.connect(self._render)
        self._printer.changed.connect(lambda: self._round.prefer(printer=self._printer.chosen[0]))
        self._at_once.clicked.connect(self._switch_at_once)
        self._round.updated.connect(self._render)

    def _switch_at_once(self) -> None:
        self._round.prefer(at_once=not self._round.preferences.print_after)

    def _turn(self) -> None:
        """Show what is behind 更多, or put it away."""
        self._unfolded = not self._unfolded
        self._render()
        self.turned.emit(self._unfolded)

    # -- rendering --
    def _render(self) -> None:
        paper, unfolded = self._current, self._unfolded
        free = bool(self._round.sending == 0)
        self._one.setVisible(paper is not None and free)
        if paper is not None:
            self._one.say(press_words(paper, self._chosen_page))
            self._fit_key()
        on = self._round.preferences.print_after
        self._at_once.say(self.tr("直接送打印：开") if on else self.tr("直接送打印：关"))
        sheets = paper.sheets if paper is not None else ()
        self._log.setText("\n".join(log_line(sheet) for sheet in sheets))
        asks = self._render_printers()
        several = len(self._round.printers) > 1
        self._show_row(self._printer, asks or (unfolded and several))
        self._show_row(self._page, unfolded and self._is_small)
        self._show_row(self._at_once, unfolded)
        self._show_row(self._saves, unfolded)
        self._show_row(self._log, unfolded and bool(sheets))
        self._folded.setVisible(unfolded or asks)
        self._more.say(self.tr("收起") if unfolded else self.tr("更多"), "" if unfolded else self._unusual())
        self.updateGeometry()

    def _show_row(self, part: QWidget, shown: bool) -> None:
        for one in (part, self._rows[part]):
            one.setVisible(shown)

    def _render_printers(self) -> bool:
        """True where one has to be chosen: none is, or the one that was is gone."""
        printers = self._round.printers
        preferred = self._round.preferences.printer
        chosen = preferred or next((p.name for p in printers if p.default), "")
        self._printer.show_options([(p.name, p.label) for p in printers], (chosen,))
        gone = bool(preferred) and not any(p.name == preferred for p in printers)
        return bool(printers) and (gone or (not chosen and len(printers) > 1))

    def _unusual(self) -> str:
        """What is folded and not as usual."""
        printers, preferred = self._round.printers, self._round.preferences.printer
        label = next((p.label for p in printers if p.name == preferred), "") if len(printers) > 1 else ""
        page = self._chosen_page
        parts = (
            label,
            "" if page == A4 else page,
            self.tr("出具后直接送打印") if self._round.preferences.print_after else "",
        )
        return " · ".join(part for part in parts if part)
