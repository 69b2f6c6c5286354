"""验真: scan a paper's QR, paste its text or open its file; shows the result large, to compare with the sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.errors import BadInput
from counter.domain.papers.verify.given_code import is_given_code
from counter.ui.facades.window import Clerk, WindowFacade
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.card import at_top, hugging
from counter.ui.kit.controls.column_scroll_area import FittingScrollArea
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import follow, labelled
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.page_columns import TYPED, OneColumn, at_left, widen_to
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.controls.refusals import Refusals
from counter.ui.kit.dropped_file import DroppedFile
from counter.ui.kit.file_dialogs import Purpose, ask_given_file
from counter.ui.kit.messages import Message, message_of
from counter.ui.kit.theme import Look
from counter.ui.papers.proof_card import ProofCard

if TYPE_CHECKING:
    from counter.domain.papers.verify.proof import ProofReport

_LONGEST = 4000
_PROOF = 72
"""Letters of the essentials, which are large, beside what to do."""


class VerifyPage(QWidget):
    """Signals: ``announced(message)`` for the message bar."""

    announced = Signal(Message)

    def __init__(
        self, facade: WindowFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        DroppedFile(self, lambda file: self.open_file(str(file)), self.announced.emit)
        self._facade = facade
        self._background = background
        self._asked = ""
        hint = self.tr("扫文书右下角的二维码；或者粘贴内容、写PDF或照片的位置，回车")
        self.field = Field("verifyField", self.tr("要验的二维码或文件"), hint, keyed=True)
        self.field.setMaxLength(_LONGEST)
        self.field.returnPressed.connect(lambda: self.verify(self.field.text()))
        self._open = ActButton("verifyOpen", self.tr("打开文件…"), "Ctrl+O")
        self._open.clicked.connect(self.choose_file)
        self._problem = ProblemLabel()
        self._problem.setObjectName("verifyProblem")
        follow(self.field, self._problem)  # under the whole line: its button stays beside the field
        self.refusals = Refusals(self._problem)
        self.refusals.add(self.field, "code")
        self._waiting = TextLabel(self.tr("正在核对…"), "second")
        self._waiting.setObjectName("verifyWaiting")
        self._hint = TextLabel(self._before_words(), "second", wrap=True)
        self.card = ProofCard()
        self._arrange(look)
        bind_key(self, "Ctrl+O", self.choose_file)

    def set_clerk(self, _clerk: Clerk | None) -> None:
        """Another clerk signed on: clear the page."""
        self._put_away()

    def on_shown(self) -> None:
        """The page is shown: ready for a scan or typing."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def take_code(self, text: str) -> bool:
        """Verify a scanned code, whatever it is; the scan does not stay in the field."""
        self.field.clear()
        self.verify(text)
        return True

    def verify(self, text_or_file: str) -> None:
        """Verify in the background."""
        text = text_or_file.strip()
        if not text:
            return
        self._asked = text
        self._show(waiting=True)
        self._background.run(
            lambda: self._facade.verify(text),
            lambda report: self._answer(text, report),
            lambda error: self._fail(text, error),
            lane=Lane.JOURNAL if is_given_code(text) else Lane.FILES,
        )

    def choose_file(self) -> None:
        """Choose a file with a dialog that does not block."""
        title = self.tr("打开要验的文件")
        pattern = self.tr("文书 (*.pdf *.png *.jpg *.jpeg *.bmp *.tif *.tiff *.txt)")
        ask_given_file(
            self,
            "verifyDialog",
            title,
            pattern,
            lambda file: self.open_file(str(file)),
            purpose=Purpose.PAPERS,
        )

    def open_file(self, file: str) -> None:
        """Verify a file and show its path in the field."""
        self.field.setText(file)
        self.verify(file)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and (self.card.isVisible() or self._problem.text()):
            self._put_away()
            self.on_shown()
        else:
            super().keyPressEvent(event)

    def _before_words(self) -> str:
        return self.tr(
            "扫码验签名和要点，没有网络也能验；窗口生成的 PDF 还整份比对，改一处都看得出。"
            "别的大厅的文书，先请负责人在“大厅 → 密钥”按 Ctrl+O 采用那个大厅的公钥文件。"
        )

    def _arrange(self, look: Look) -> None:
        line = QHBoxLayout()
        line.setSpacing(12)
        typed = labelled(self.field)
        widen_to(look, typed, TYPED)
        line.addWidget(typed, 100)
        line.addWidget(self._open, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 16)
        page = QWidget()
        whole.addWidget(OneColumn(look, at_top(hugging(page, 20)), letters=_PROOF))
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(line)
        column.addWidget(self._problem)
        inside = QWidget()
        found = QVBoxLayout(inside)
        found.setContentsMargins(0, 4, 8, 0)
        found.setSpacing(12)
        found.addLayout(at_left(look, self._hint))
        for part in (self._waiting, self.card):
            found.addWidget(part)
        column.addWidget(FittingScrollArea("verifyScroll", inside))
        self._show()

    def _show(self, *, waiting: bool = False, problem: str = "", card: bool = False) -> None:
        self._hint.setVisible(not (waiting or problem or card))
        self._waiting.setVisible(waiting)
        self.refusals.say(problem, "code") if problem else self.refusals.clear()
        self.card.setVisible(card)

    def _put_away(self) -> None:
        self._asked = ""
        self.field.clear()
        self._show()

    def _answer(self, text: str, report: ProofReport) -> None:
        if text != self._asked:
            return  # another code was scanned since
        self.card.show_report(report)
        self._show(card=True)
        if self.field.hasFocus():
            self.field.selectAll()

    def _fail(self, text: str, error: Exception) -> None:
        if text != self._asked:
            return
        if isinstance(error, BadInput):
            self._show(problem=error.sentence)
        else:
            self._show()
            self.announced.emit(message_of(error))
