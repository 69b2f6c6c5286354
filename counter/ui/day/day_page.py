"""日结: close the window's day, print its sheet, and compare the journal with an old sheet, paper or file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.calendar.workdays import civil_time
from counter.domain.document.numbering import epoch_mark
from counter.domain.papers.verify.day_code import is_day_qr, looks_like_short_code
from counter.domain.papers.verify.evidence import ACCUSING, EvidenceFinding, EvidenceStanding
from counter.domain.papers.verify.signed_code import is_paper_code
from counter.ui.facades.clerk import Clerk
from counter.ui.facades.day import DayFacade, DayLine
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.file_dialogs import saving_folder
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look, restyle
from counter.ui.papers.paper_preview import PaperPreview

if TYPE_CHECKING:
    from counter.services.day.close_day import ClosedDay
    from counter.ui.facades.page_image import PageImage

_LONGEST = 4000
_LEFT = 600


class DayPage(QWidget):
    """Signals: ``announced(message)`` for the message bar."""

    announced = Signal(Message)

    def __init__(
        self, facade: DayFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._facade, self._background, self._look = facade, background, look
        self._clerk: Clerk | None = None
        self._lines: tuple[DayLine, ...] = ()
        self._day: date | None = None
        self._busy = False
        self._days = QHBoxLayout()
        self._state = TextLabel(self.tr("正在读取…"), wrap=True)
        self._state.setObjectName("dayState")
        self.print = ActButton("dayPrint", self.tr("日结并打印"), "F8", role="primary", writes=True)
        self.print.clicked.connect(lambda: self._close_then(self._print))
        self.anew = ActButton("dayAnew", self.tr("连同后来的另打一张"), "Shift+F8", writes=True)
        self.anew.clicked.connect(lambda: self._close_then(self._print, anew=True))
        self.anew.hide()
        self.save = ActButton("daySave", self.tr("存成 PDF…"), enter=True)
        self.save.clicked.connect(self._choose_place)
        self.preview = PaperPreview()
        hint = self.tr("扫旧单的二维码，或输短码、文件的位置，回车")
        self.field = Field("dayCode", self.tr("用来核对的短码、二维码或文件"), hint)
        self.field.setMaxLength(_LONGEST)
        self.field.returnPressed.connect(lambda: self.compare(self.field.text()))
        self._open = ActButton("dayOpen", self.tr("打开文件…"), "Ctrl+O")
        self._open.clicked.connect(self._choose_evidence)
        self._problem = ProblemLabel()
        self._problem.setObjectName("dayProblem")
        self._found = QVBoxLayout()
        self._arrange()

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Another clerk signed on: clear what was compared."""
        self._clerk = clerk
        self._show_findings(())

    def on_shown(self) -> None:
        """The page is shown: read the days anew."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._read()

    def take_code(self, text: str) -> bool:
        """Compare a scanned code; False for what is none of ours and belongs elsewhere."""
        if not (is_day_qr(text) or is_paper_code(text) or looks_like_short_code(text)):
            return False
        self.field.clear()
        self.compare(text)
        return True

    def compare(self, given: str) -> None:
        """Compare the journal with what was scanned, typed or named, in the background."""
        text = given.strip()
        if not text:
            return
        self._show_findings(())
        self._problem.say(self.tr("正在核对…"), blocks=False)
        self._background.run(
            lambda: self._facade.compare(text), self._answer, self._refuse_code, lane=Lane.PAPERS
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if event.isAutoRepeat():
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_F8:
            button = self.anew if shift else self.print
            if button.isVisible():
                button.click()
        elif event.key() == Qt.Key.Key_O and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._choose_evidence()
        elif event.key() == Qt.Key.Key_Escape:
            self.field.clear()
            self._show_findings(())
        else:
            super().keyPressEvent(event)

    # -- the day --
    def _read(self) -> None:
        self._background.run(self._facade.days, self._show_days, self._refuse)

    def _show_days(self, lines: Sequence[DayLine]) -> None:
        self._lines = tuple(lines)
        if self._day not in [line.day for line in self._lines]:
            self._day = self._lines[0].day if self._lines else None
        self._offer_days()
        self._show_day()

    def _offer_days(self) -> None:
        """A button for each day where there are two; the chosen one has an edge."""
        _clear(self._days)
        if len(self._lines) < 2:
            return
        for line in self._lines:
            words = self.tr("今天") if line.today else _day_words(line.day)
            role = "plain" if line.day == self._day else "link"
            choose = ActButton(f"day_{line.day.isoformat()}", words, role=role, enter=True)
            choose.clicked.connect(lambda _=False, day=line.day: self._choose(day))
            self._days.addWidget(choose)
        self._days.addStretch(1)

    def _choose(self, day: date) -> None:
        self._day = day
        self._offer_days()
        self._show_day()
        self.print.setFocus()

    @property
    def _line(self) -> DayLine | None:
        return next((line for line in self._lines if line.day == self._day), None)

    def _show_day(self) -> None:
        line = self._line
        closed = None if line is None else line.closed
        words = self.tr("日结并打印") if closed is None else self.tr("再打同样的一张")
        self.print.say(words)
        self.anew.setVisible(closed is not None)
        self._state.setText("" if line is None else self._state_words(line))
        if closed is None:
            self.preview.say(self.tr("日结以后，单子在这里。"))
            return
        self.preview.say(self.tr("正在准备预览…"))
        shown = closed
        self._background.run(
            lambda: self._facade.pages(shown),
            lambda pages: self._show_pages(shown, pages),
            self._refuse,
            lane=Lane.PAPERS,
        )

    def _show_pages(self, closed: ClosedDay, pages: Sequence[PageImage]) -> None:
        line = self._line
        if line is not None and line.closed is closed:
            self.preview.show_pages(pages)

    def _state_words(self, line: DayLine) -> str:
        day, closed = _day_words(line.day), line.closed
        if closed is None and line.today:
            return self.tr("{0}：下班前日结，打出来和当日文书一起归档。").format(day)
        if closed is None:
            return self.tr("{0}：办过件，还没有日结。现在补打，单上的链首是现在的。").format(day)
        at, head = civil_time(closed.at), closed.head
        when = f"{at:%H:%M}" if at.date() == line.day else f"{_day_words(at.date())} {at:%H:%M}"
        return self.tr("{0}：{1} 由 {2} 日结，日志到 {3} 期第 {4} 条。").format(
            day, when, closed.clerk, epoch_mark(head.epoch), f"{head.seq:,}"
        )

    def _close_then(self, then: Callable[[ClosedDay], None], *, anew: bool = False) -> None:
        day, clerk = self._day, self._clerk
        if day is None or clerk is None or self._busy:
            return
        self._busy = True

        def closed(done: ClosedDay) -> None:
            self._busy = False
            self._lines = tuple(
                DayLine(line.day, done, line.today) if line.day == day else line for line in self._lines
            )
            self._show_day()
            then(done)

        self._background.run(lambda: self._facade.close(day, clerk, anew=anew), closed, self._refuse)

    def _print(self, closed: ClosedDay) -> None:
        def sent(printer: str) -> None:
            words = self.tr("日结单已送 {0}。纸出来以后归档，不要放在这台电脑旁边。").format(printer)
            self.announced.emit(Message(Tone.DONE, words))

        self._background.run(lambda: self._facade.print(closed), sent, self._refuse, lane=Lane.PAPERS)

    def _choose_place(self) -> None:
        if self._day is None:
            return
        dialog = QFileDialog(self.window(), self.tr("存到哪里"))
        dialog.setObjectName("dayPlace")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.setDirectory(saving_folder(self._look))
        dialog.selectFile(self.tr("日结单 {0}.pdf").format(self._day.isoformat()))
        dialog.fileSelected.connect(lambda file: self._close_then(lambda done: self._save(done, Path(file))))
        dialog.open()

    def _save(self, closed: ClosedDay, file: Path) -> None:
        def saved(_: None) -> None:
            self.announced.emit(Message(Tone.DONE, self.tr("日结单已存到 {0}。").format(file)))

        self._background.run(lambda: self._facade.save(closed, file), saved, self._refuse, lane=Lane.PAPERS)

    # -- evidence --
    def _choose_evidence(self) -> None:
        dialog = QFileDialog(self.window(), self.tr("打开用来核对的文件"))
        dialog.setObjectName("dayEvidence")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(
            self.tr(
                "凭据 (*.pdf *.png *.jpg *.jpeg *.bmp *.tif *.tiff *.json *.txt *.head *.窗口备份 *.指南包 *.guide)"
            )
        )
        dialog.fileSelected.connect(self.compare)
        dialog.open()

    def _answer(self, findings: Sequence[EvidenceFinding]) -> None:
        self._problem.say("")
        self._show_findings(findings)
        if self.field.hasFocus():
            self.field.selectAll()

    def _show_findings(self, findings: Sequence[EvidenceFinding]) -> None:
        _clear(self._found)
        self._problem.say("")
        for number, one in enumerate(findings):
            self._found.addWidget(_card(one, number))

    def _refuse_code(self, error: Exception) -> None:
        self._problem.say(message_of(error).sentence)

    def _refuse(self, error: Exception) -> None:
        self._busy = False
        self.announced.emit(message_of(error))

    # -- arranging --
    def _arrange(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(TextLabel(self.tr("日结"), "title"))
        left.addWidget(self._day_card())
        left.addWidget(self._code_card())
        left.addLayout(self._found)
        left.addStretch(1)
        column = QWidget()
        column.setLayout(left)
        column.setFixedWidth(_LEFT)
        left.setContentsMargins(0, 0, 0, 0)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 16)
        whole.setSpacing(20)
        whole.addWidget(column)
        whole.addWidget(self.preview, 1)

    def _day_card(self) -> QFrame:
        card, inside = _framed()
        inside.addLayout(self._days)
        inside.addWidget(self._state)
        line = QHBoxLayout()
        line.setSpacing(12)
        for button in (self.print, self.anew, self.save):
            line.addWidget(button)
        line.addStretch(1)
        inside.addLayout(line)
        return card

    def _code_card(self) -> QFrame:
        card, inside = _framed()
        inside.addWidget(TextLabel(self.tr("用旧单核对日志"), "strong"))
        words = self.tr(
            "以前打出去的日结单、文书，别的窗口留下的链首，都能查出日志后来有没有被换过、截过。对上了，说明一致到哪一条。"
        )
        inside.addWidget(TextLabel(words, "second", wrap=True))
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.field, 1)
        line.addWidget(self._open)
        inside.addLayout(line)
        inside.addWidget(self._problem)
        return card


def _clear(line: QBoxLayout) -> None:
    while (item := line.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()


def _framed() -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setProperty("role", "card")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(16, 12, 16, 12)
    inside.setSpacing(10)
    return card, inside


def _card(found: EvidenceFinding, number: int) -> QFrame:
    """One answer: the sentence in its colour, then what to do."""
    tone = "received" if found.agrees else "correct" if found.standing in ACCUSING else "gap"
    tone = "correct" if found.standing is EvidenceStanding.BROKEN else tone
    card = QFrame()
    card.setObjectName(f"dayFinding{number}")
    restyle(card, role=f"note-{tone}")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(16, 10, 16, 10)
    inside.setSpacing(4)
    sentence = TextLabel(found.sentence, "strong", wrap=True)
    sentence.setObjectName(f"daySentence{number}")
    restyle(sentence, tone=tone)
    inside.addWidget(sentence)
    if found.advice:
        inside.addWidget(TextLabel(found.advice, wrap=True))
    card.setAccessibleName(found.sentence)
    return card


def _day_words(day: date) -> str:
    translate = QCoreApplication.translate
    name = translate("day", "一二三四五六日")[day.weekday()]
    return translate("day", "{0}月{1}日（星期{2}）").format(day.month, day.day, name)
