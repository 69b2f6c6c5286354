"""查件: find a case by number, name, initials, id number or phone; its history and open work."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.paper_events import PaperStage
from counter.domain.document.numbering import grouped
from counter.domain.errors import BadInput
from counter.domain.papers.verify.scan import ScanKind
from counter.domain.people.identity import mask_id
from counter.services.context.ports import FoundCases
from counter.ui.case.case_filters import CaseFilters
from counter.ui.case.case_preview import CasePreview
from counter.ui.case.case_table import CaseTable
from counter.ui.case.slip_line import SlipLine
from counter.ui.facades.window import Clerk, WindowFacade
from counter.ui.kit.announcement import announce
from counter.ui.kit.background import Background
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.lazy_part import LazyPart
from counter.ui.kit.controls.page_columns import FieldBeside, at_left
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.controls.page_turn import turn_to
from counter.ui.kit.lists.find_box import FindBox
from counter.ui.kit.messages import Message, Tone
from counter.ui.kit.theme import Look
from counter.ui.words.case import case_state_word

if TYPE_CHECKING:
    from counter.domain.case.acts.acts import CaseAct
    from counter.domain.case.case import Case
    from counter.domain.papers.verify.scan import Scan
    from counter.domain.tasks.task import TaskKind
    from counter.ui.case.case_detail import CaseDetail

_ECHOED = 30
"""So many letters of what was searched are said back."""
_WITH_PREVIEW, _WITH_PAPER = 84, 117
"""Letters that the page is wide: large ones need a wider screen for the same columns."""
_LIST = 100
"""Letters of a table that stands alone: wider, its columns would lie apart."""


class FindCasePage(QWidget):
    """Signals: ``announced(message)`` for the message bar; ``detail_made(detail)`` when the first case is opened.
    ``previews``: whether the current case is shown beside the table.
    """

    announced = Signal(Message)
    detail_made = Signal(object)
    previews = True

    def __init__(
        self, facade: WindowFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._facade, self._background, self._sizes = facade, background, look
        self._clerk: Clerk | None = None
        self._answer: TaskKind | None = None  # what is opened beside the acts of the case asked for
        self._scanned, self._steps = "", 0  # what the box shows masked; rows walked before their list came
        self._away = False  # another page may be shown by then
        self._listed: str | None = None
        """The text whose cases the table shows; None while they are looked for."""
        self.box = FindBox()
        self.box.setObjectName("caseFindBox")
        self.box.setPlaceholderText(self.tr("编号或尾号、姓名、拼音首字母、证件号、电话尾号；也可以扫凭证"))
        self.box.setAccessibleName(self.tr("查办件"))
        self.filters = CaseFilters()
        self.table = CaseTable(look)
        self.preview = CasePreview(facade, background, look)
        self._none = TextLabel("", "second", wrap=True)
        self._none.setObjectName("noCases")
        self._more = TextLabel("", "small", wrap=True)
        self._more.setObjectName("moreCases")
        self._more.hide()
        self._detail = LazyPart(partial(self._make_detail, look), self)
        self.slip = SlipLine()
        self._arrange()
        self._connect()

    @property
    def detail(self) -> CaseDetail:
        """The open case; its hundred widgets are made with the first."""
        return self._detail()

    @property
    def shown_detail(self) -> CaseDetail | None:
        """The same, where a case was opened."""
        return self._detail.made

    @property
    def half_done(self) -> str:
        """Title of a started form on this page; else empty."""
        return (self.detail.unfinished or self.detail.side.half_done) if self._is_open else ""

    @property
    def put_aside(self) -> tuple[str, ...]:
        """Titles of started forms that wait for their clerks."""
        detail = self.shown_detail
        return () if detail is None else (*detail.acts.put_aside, *detail.side.put_aside)

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set the clerk who views and copies."""
        self._clerk = clerk
        if self.shown_detail is not None:
            self.detail.set_clerk(clerk)
        self.box.clear()
        self.filters.put_back()
        self.slip.dismiss()
        self._scanned, self._steps = "", 0
        self._close()
        if self.shown_detail is not None and (number := self.detail.acts.waits):
            self._background.run(lambda: self._facade.case(number), self._go_on)

    def on_shown(self) -> None:
        """The page is shown: the open case or the search as left; chosen again, the list."""
        away, self._away = self._away, False
        if self._is_open:
            if away:
                self.detail.take_focus()
                return
            if self._holds():
                return
            self._close()
        self._search()
        self._ask_choices()  # after it: the list is what the eye waits for
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def read_ahead(self) -> None:
        """The newest cases and what they can be narrowed to, before the page is opened first."""
        if self._clerk is not None and self._listed is None:
            self._search()
            self._ask_choices()

    def look_again(self) -> None:
        """Something was written elsewhere: the open case, and the list behind it, as they are now."""
        if self.shown_detail is not None:
            self.detail.look_again()
        if self._listed is not None:
            self._search(keep=True)

    def open_case(
        self, number: str, acts: Sequence[type[CaseAct]] = (), answer: TaskKind | None = None
    ) -> None:
        """Show one case, unless the open form has input; ``acts``: open the first of these that it offers; ``answer``:
        open what is answered beside them.
        """
        self._answer = answer
        self._open(number, None, acts)

    def open_scanned(self, scan: Scan) -> None:
        """The code of a case or of one of its papers was scanned: open its act for missing papers."""
        self._open(scan.number, scan)

    def _open(self, number: str, scan: Scan | None, acts: Sequence[type[CaseAct]] = ()) -> None:
        answer, self._answer = self._answer, None
        if self._holds():
            return

        def show(case: Case | None) -> None:
            if self._holds():
                return
            if case is None:
                sentence = self.tr("这个窗口没有编号为 {0} 的办件，请核对编号，或到收件的窗口查。")
                self.announced.emit(Message(Tone.WORLD, sentence.format(number)))
                return
            self._turn_to_case(case)
            self.detail.open_first(acts)
            self.detail.side.open_answer(answer)
            said = (grouped(case.number), case.opened.bundle_name, case_state_word(case.state))
            announce(self.detail, "，".join(said))
            if scan is not None:
                self.detail.open_at_missing(scan.paper, scan.asks)
                self._say_of_sheet(case, scan.paper)

        if scan is not None and scan.code:
            self._background.run(lambda: self._facade.scanned_case(scan.code), show)
        else:
            self._background.run(lambda: self._facade.case(number), show)

    def _go_on(self, case: Case | None) -> None:
        """Reopen the clerk's kept form, unless another is open."""
        listed = not self._is_open and not self.box.text()
        if case is not None and listed and self.detail.acts.waits == case.number:
            self._turn_to_case(case)

    def _turn_to_case(self, case: Case) -> None:
        """Filled before it comes on show: then every part that appears would have the whole page laid out anew."""
        self.detail.show_case(case)
        turn_to(self._stack, self.detail)
        self.detail.take_focus()

    def take_scan(self, scan: Scan) -> None:
        """A person's or organisation's code was scanned: find all their cases."""
        if self._holds():
            return
        self.filters.put_back()
        self._close()
        self._scanned = scan.number
        person = scan.kind is ScanKind.PERSON
        self.box.setText(mask_id(scan.number) if person else scan.number)
        self._search()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._is_open:
            if not self.detail.put_away_form():
                self._close()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._away = True

    def _arrange(self) -> None:
        found = QWidget()
        column = QVBoxLayout(found)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        listed = QVBoxLayout()
        listed.setSpacing(12)
        listed.addWidget(self._none)
        listed.addLayout(self._table_line(), 1)
        listed.addWidget(self._more)
        listed.addWidget(self.slip)
        listed.addStretch(0)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addLayout(listed, 1)
        body.addWidget(self.preview)
        column.addWidget(FieldBeside(self._sizes, self.box, self.filters))
        column.addLayout(body, 1)
        self.slip.setVisible(self._facade.serves)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(found)

    def _make_detail(self, look: Look) -> CaseDetail:
        from counter.ui.case.case_detail import CaseDetail

        detail = CaseDetail(self._facade, self._background, look)
        detail.set_clerk(self._clerk)
        detail.closed.connect(lambda: None if self._holds() else self._close())
        detail.papers.announced.connect(lambda tone, words: self.announced.emit(Message(tone, words)))
        detail.acts.announced.connect(self.announced)
        self._stack.addWidget(detail)
        self.detail_made.emit(detail)
        return detail

    @property
    def _is_open(self) -> bool:
        """A case is open, not the list."""
        return self.shown_detail is not None and self._stack.currentWidget() is self.shown_detail

    def _table_line(self) -> QHBoxLayout:
        """All of the width where a preview takes its share, else no wider than the eye follows a row."""
        if not self.previews:
            return at_left(self._sizes, self.table, _LIST)
        line = QHBoxLayout()
        line.addWidget(self.table)
        return line

    def _connect(self) -> None:
        self.box.textEdited.connect(self._on_typed)
        self.box.walked.connect(self._walk)
        self.box.chosen.connect(self._choose)
        self.table.opened.connect(self.open_case)
        self.table.ordered.connect(self.filters.order_by)
        self.table.moved.connect(self.preview.show_row)
        self.preview.opened.connect(self.table.open_current)
        self.filters.changed.connect(self._search)
        self.filters.refused.connect(lambda words: self.announced.emit(Message(Tone.REFUSED, words)))
        bind_key(self, "Ctrl+S", self._save_paper)

    def _on_typed(self, _: str) -> None:
        self._scanned, self._steps = "", 0
        self._search()

    def _walk(self, step: int) -> None:
        """A row down or up, in the list for what is typed by now: while it is read, once it is there."""
        if self._listed == self._sought():
            self.table.walk(step)
        else:
            self._steps += step

    def _sought(self) -> str:
        return self._scanned or self.box.text().strip()

    def _choose(self) -> None:
        """Open the current case, of the list for what is typed by now."""
        if self._listed == self._sought():
            self.table.open_current()
        else:
            self._search(then_open=True)

    def _search(self, *, then_open: bool = False, keep: bool = False) -> None:
        text = self._sought()
        self.filters.today = civil_date(self._facade.now())
        try:
            wanted = self.filters.wanted()
        except BadInput:
            return  # said at its field

        def show(found: FoundCases) -> None:
            if self._sought() != text:
                return
            rows = found.rows
            self._listed = text
            self.table.show_order(wanted.order, descending=wanted.descending)
            steps, self._steps = self._steps, 0
            others = self.table.show_rows(rows, self._facade.now(), self._names(), keep=keep, ahead=steps)
            self._note_more(len(rows), text, more=found.more)
            sentence = self.tr("没有找到“{0}”。").format(self.box.text().strip()[:_ECHOED])
            words = sentence if text else self.tr("这个窗口还没有办件。")
            self._none.setText(self.tr("没有这样的办件。把上面的条件放宽再看。") if wanted.narrows else words)
            self._none.setVisible(not rows)
            self.table.setVisible(bool(rows))
            self._fit_preview(anew=not others)
            if then_open and rows:
                self.table.open_current()

        self._listed = None
        self._background.run(lambda: self._facade.find_cases(text, wanted), show, newest="caseSearch")

    def _ask_choices(self) -> None:
        people = self._names()
        self._background.run(
            self._facade.case_choices, lambda choices: self.filters.show_choices(choices, people)
        )

    def _names(self) -> dict[str, str]:
        return {one.code: one.name for one in self._facade.staff()}

    def _fit_preview(self, *, anew: bool = False) -> None:
        """Only where there is room for it beside the table, and where a case may be seen without a reason."""
        letters = self.width() // self._sizes.px("text")
        shown = self.previews and letters >= _WITH_PREVIEW and bool(self.table.current_case())
        self.preview.take_width(wide=letters >= _WITH_PAPER)
        if shown is not self.preview.isVisibleTo(self):
            self.preview.setVisible(shown)
        self.preview.show_row(self.table.current_case() if shown else None, anew=anew)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_preview()

    def _note_more(self, shown: int, text: str, *, more: bool) -> None:
        """Note that the list is cut, and how to narrow it."""
        words = self.tr("只显示最近的{0}件，更早的没有列出。") if shown else self.tr("更早的办件没有查。")
        narrower = self.tr("要找更早的，请多输几个字或数字。")
        first = self.tr("要找别的，请在上面输入编号、姓名或电话。")
        self._more.setText(words.format(shown) + (narrower if text else first))
        self._more.setVisible(more)

    def _holds(self) -> bool:
        """True, with a message, while the open form has input: a scan or key must not discard it."""
        if not self._is_open or not self.detail.unfinished:
            return False
        words = self.tr("眼前这件的“{0}”还没有办完，没有换到别的：先按 F9 两次记下，或者按 Esc 放下。")
        self.announced.emit(Message(Tone.REFUSED, words.format(self.detail.unfinished)))
        return True

    def _say_of_sheet(self, case: Case, number: str) -> None:
        """Warn at once about a scanned sheet that no longer counts."""
        paper = next((p for p in case.papers if number and p.number == number), None)
        if paper is None or paper.stage.binding:
            return
        words = self.tr("扫到的{0} {1} 已经{2}，不能作凭证；要用的是现在这件的文书。")
        stage_words = {PaperStage.VOID: self.tr("作废"), PaperStage.SUPERSEDED: self.tr("被后来的代替")}
        self.announced.emit(
            Message(Tone.REFUSED, words.format(paper.title, number, stage_words[paper.stage]))
        )

    def _close(self) -> None:
        if self.shown_detail is not None:
            self.detail.put_away_form()
        turn_to(self._stack, self._stack.widget(0))
        if self.isVisible():  # else a screen reader says the box of a page that nobody opened
            self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save_paper(self) -> None:
        if self._is_open:
            self.detail.papers.save_current()
        else:
            words = self.tr("先打开一件，再按 Ctrl+S 存它的文书。")
            self.announced.emit(Message(Tone.SAID, words))
