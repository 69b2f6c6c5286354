"""导入新版: what a guide pack claims, its signing key, and a supervisor's import."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.errors import CounterError
from counter.domain.papers.verify.trusted_keys import readable_fingerprint
from counter.ui.facades.window import WindowFacade
from counter.ui.kit.acts.supervisor_fields import SupervisorFields
from counter.ui.kit.announcement import announce
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.refusals import Refusals
from counter.ui.kit.file_dialogs import ask_given_file
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import restyle
from counter.ui.words.versions import guide_tip, since_words, source_words

if TYPE_CHECKING:
    from counter.services.guide.preview_pack import PackPreview
    from counter.ui.facades.versions import GuideStatus


class PackPanel(QWidget):
    """Signals: ``opened`` when it is shown; ``taken`` after an import; ``announced(message)``; ``closed``."""

    opened = Signal()
    taken = Signal()
    announced = Signal(Message)
    closed = Signal()

    def __init__(self, facade: WindowFacade, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("packPanel")
        self._facade, self._background = facade, background
        self._pack: Path | None = None
        self._preview: PackPreview | None = None
        self._card: Path | None = None
        self._act: Callable[[str, str], None] | None = None
        self._asked = ""
        self._title = TextLabel("", "title", wrap=True)
        self._title.setObjectName("packTitle")
        self._words = TextLabel("", wrap=True)
        self._words.setObjectName("packWords")
        self._trust = TextLabel("", wrap=True)
        self._trust.setObjectName("packTrust")
        self._note = QFrame()
        self.open_card = ActButton("packCard", self.tr("打开公钥文件…"), enter=True)
        self.open_card.clicked.connect(self.choose_card)
        self._supervisor = SupervisorFields()
        self.go = ActButton("packGo", "", "Enter", role="primary", enter=True)
        self.go.clicked.connect(self._press)
        self._problem = ProblemLabel()
        self._problem.setObjectName("packProblem")
        self.refusals = Refusals(self._problem)
        self._supervisor.tell_at(self.refusals)
        self.back = ActButton("packBack", self.tr("回到指南"), "Esc", role="quiet", enter=True)
        self.back.clicked.connect(self.closed)
        self._supervisor.code.returnPressed.connect(
            lambda: self._supervisor.pin.setFocus(Qt.FocusReason.OtherFocusReason)
        )
        self._supervisor.pin.returnPressed.connect(self._press)
        self._arrange()

    def choose(self) -> None:
        """Choose the pack with a file dialog."""
        words = self.tr("打开指南编辑室发来的指南包")
        self._choose("packDialog", words, self.tr("指南包 (*.指南包 *.guide *.zip);;所有文件 (*)"), self.open)

    def choose_card(self) -> None:
        """Choose the bureau's card with a file dialog."""
        words = self.tr("打开指南编辑室的公钥文件")
        self._choose("cardDialog", words, self.tr("公钥文件 (*.json *.txt);;所有文件 (*)"), self.open_key)

    def open(self, pack: Path) -> None:
        """Show what a pack claims."""
        self._pack, self._card, self._preview = pack, None, None
        self.opened.emit()
        self._show(self.tr("正在看 {0} …").format(pack.name), "", "")
        self._background.run(
            lambda: self._facade.guide_versions.preview_pack(pack),
            lambda told: self._show_preview(pack, told),
            lambda error: self._refuse(pack, error),
            lane=Lane.FILES,
        )

    def open_key(self, card: Path) -> None:
        """Show the fingerprint of a card, to be compared with the bureau."""

        def show(fingerprint: str) -> None:
            preview = self._preview
            if preview is None:
                return
            if fingerprint != readable_fingerprint(preview.signed.public_key):
                words = self.tr("{0} 的指纹是 {1}，和包上的不是同一把公钥，没有采用。请换一个文件。")
                self._problem.say(words.format(card.name, fingerprint))
                return
            self._card = card
            words = self.tr(
                "公钥文件的指纹：{0}\n请当面或打电话请发布单位念它的指纹，一致了再由值班负责人输入工号和口令采用。"
            ).format(fingerprint)
            if preview.held is not None:
                words += self.tr("\n采用以后，原来那一把（{0}）签的新包就不再收了。").format(
                    readable_fingerprint(preview.held.public_key)
                )
            self._ask("gap", words, self.tr("指纹核对过，采用"), self._believe)
            announce(self, words)

        self._background.run(
            lambda: self._facade.guide_versions.fingerprint(card), show, self._fail, lane=Lane.FILES
        )

    def take_focus(self) -> None:
        """Focus the required field: after a wrong PIN the PIN field, not a field that shows input."""
        if not self.isVisible():
            return
        fields = self._supervisor
        asked = fields.pin if fields.code.text() else fields.code
        wanted = asked if fields.isVisible() else self.open_card
        (wanted if wanted.isVisible() else self.back).setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Clear all input."""
        self._supervisor.clear()
        self._pack = self._card = self._preview = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _choose(self, name: str, title: str, kinds: str, act: Callable[[Path], None]) -> None:
        ask_given_file(self.window(), name, title, kinds, act)

    # -- its claims --
    def _show_preview(self, pack: Path, preview: PackPreview) -> None:
        if pack != self._pack:
            return  # closed since, or another pack was chosen
        self._preview = preview
        publication, today = preview.signed.publication, self._facade.guide_versions.news.today
        lines = [publication.transition.words]
        if preview.changes is not None:
            from counter.domain.guide.diff.tally import in_bulk  # late: loads every sheet of a workbook

            lost = in_bulk(preview.tallies)
            if lost:
                words = "；".join(one.words for one in lost)
                lines.insert(0, self.tr("成批去掉了内容，请先问指南编辑室：{0}。").format(words))
            same = self.tr("和这里上一版一样。")
            changed = self.tr("和这里上一版比，变化 {0} 处。").format(preview.changes)
            lines.insert(0, changed if preview.changes else same)
        if publication.files:
            lines.append(self.tr("附空白表、样表和结果样本 {0} 个。").format(len(publication.files)))
        if publication.notes.strip():
            lines.append(self.tr("发布说明：{0}").format(publication.notes.strip()))
        lines.append(guide_tip(publication.version))
        self._show(source_words(publication, today), "\n".join(lines), "")
        if preview.believed:
            words = self.tr("签名核对无误。导入要值班负责人输入工号和口令。")
            button = self.tr("导入{0}").format(publication.title)
            if preview.already:
                words = self.tr(
                    "这一版以前导入过，不用再导入。文件丢了、坏了的，由值班负责人再导入一次补齐。"
                )
                button = self.tr("再导入一次，补齐文件")
            self._ask("received", words, button, self._take_in)
            if preview.already:
                self.back.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._doubt(preview)
            self.take_focus()
        self._tell()

    def _tell(self) -> None:
        """What the page says of the pack, for who hears only where the focus is."""
        shown = (part for part in (self._title, self._words, self._trust) if part.isVisibleTo(self))
        announce(self, "。".join(filter(None, (part.text().strip("。") for part in shown))))

    def _doubt(self, preview: PackPreview) -> None:
        """Why the import is impossible: an untrusted key, or content that differs from what was signed."""
        key, held = preview.signed.public_key, preview.held
        if held is not None and held.public_key == key:
            self._note_as(
                "correct", self.tr("签名不对：不是发布单位签发的，或被改过，不能导入。请马上告诉发布单位。")
            )
            return
        if held is None:
            words = self.tr(
                "这个包的公钥本窗口还没有采用，先不能导入。包上的指纹：{0}\n请向发布单位要公钥文件，再从这里打开它核对。"
            ).format(readable_fingerprint(key))
        else:
            words = self.tr(
                "这个包不是本窗口采用的那一把公钥签的，先不能导入。\n"
                "本窗口采用的：{0}（指纹 {1}）\n包上的指纹：{2}\n"
                "先问清是不是换了公钥；换了的，向发布单位要新的公钥文件，再从这里打开它核对。"
            ).format(held.bureau, readable_fingerprint(held.public_key), readable_fingerprint(key))
        self._note_as("gap", words)
        self.open_card.show()

    def _show(self, title: str, words: str, problem: str) -> None:
        self._title.setText(title)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.refusals.say(problem)
        self._act = None
        for part in (self._note, self.open_card, self._supervisor, self.go):
            part.hide()
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _note_as(self, tone: str, words: str) -> None:
        restyle(self._note, role=f"note-{tone}")
        self._trust.setText(words)
        self._note.show()

    def _ask(self, tone: str, words: str, button: str, act: Callable[[str, str], None]) -> None:
        self._note_as(tone, words)
        self.refusals.clear()
        self._act = act
        self.open_card.hide()
        self.go.say(button)
        for part in (self._supervisor, self.go):
            part.show()
        self.take_focus()

    # -- what is done --
    def _press(self) -> None:
        if self._act is None or not self.go.isEnabled():
            return
        try:
            code, pin = self._supervisor.take()
        except CounterError as error:
            self.refusals.refuse(error)
            return
        self._act(code, pin)

    def _take_in(self, code: str, pin: str) -> None:
        pack = self._pack
        if pack is None:
            return

        already = self._preview is not None and self._preview.already

        def done(news: GuideStatus) -> None:
            self._wait(False)
            self.taken.emit()
            self.closed.emit()
            last = news.versions.last
            if already:
                self.announced.emit(Message(Tone.DONE, self.tr("这一版的文件已补齐。")))
            elif last is not None:
                words = self.tr("已导入：{0}。").format(since_words(last.publication, news.today))
                if self._facade.guide_versions.news.waiting:  # put into use at once where no visit is open
                    words += self.tr("手上有一件的，办完就换上。")
                self.announced.emit(Message(Tone.DONE, words))

        self._wait(True)
        self._background.run(
            lambda: self._facade.guide_versions.take_in(pack, code, pin), done, self._fail, lane=Lane.FILES
        )

    def _believe(self, code: str, pin: str) -> None:
        card, pack = self._card, self._pack
        if card is None or pack is None:
            return

        def done(bureau: str) -> None:
            self._wait(False)
            self._supervisor.clear()
            self.announced.emit(Message(Tone.DONE, self.tr("已采用“{0}”的公钥。").format(bureau)))
            self.open(pack)

        self._wait(True)
        self._background.run(
            lambda: self._facade.guide_versions.trust(card, code, pin), done, self._fail, lane=Lane.FILES
        )

    def _fail(self, error: Exception) -> None:
        self._wait(False)
        self._supervisor.pin.clear()
        if self._pack is None:  # the panel was closed since
            self.announced.emit(message_of(error))
            return
        self.take_focus()
        self.refusals.refuse(error)

    def _refuse(self, pack: Path, error: Exception) -> None:
        """It is no pack at all."""
        if pack == self._pack:
            self._show(self.tr("没有导入。"), message_of(error).sentence, "")
            self._tell()

    def _wait(self, waiting: bool) -> None:
        self.go.setEnabled(not waiting)
        if waiting:
            self.refusals.clear()
            if self.isVisible():
                self.back.setFocus(Qt.FocusReason.OtherFocusReason)  # the fields wait too
            self._asked = self.go.words
            self.go.say(self.tr("正在核对和保存…"))
            announce(self, self.go.words)  # the focus is on the way back, which says nothing of it
        elif self._asked:
            self.go.say(self._asked)
        self._supervisor.setEnabled(not waiting)

    def _arrange(self) -> None:
        note = QVBoxLayout(self._note)
        note.setContentsMargins(12, 8, 12, 8)
        note.addWidget(self._trust)
        self._supervisor.end_with(self.go)
        card = QFrame()
        card.setProperty("role", "card")
        card.setMaximumWidth(760)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(24, 20, 24, 20)
        inside.setSpacing(12)
        for part in (self._title, self._words, self._note):
            inside.addWidget(part)
        inside.addWidget(self.open_card, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self._supervisor, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self._problem)
        inside.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(card, 100)  # as wide as possible, so that its text wraps there
        line.addStretch(1)
        column.addLayout(line)
        column.addStretch(1)
