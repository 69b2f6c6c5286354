"""The form in hand on the draft (check, send back, publish), the work behind it, and what becomes of both."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.domain.errors import StaleBase
from counter.domain.guide.publication import Publication
from counter.ui.authoring.versions.forms import CheckForm, PublishForm, SendBackForm
from counter.ui.authoring.versions.now import VersionNow
from counter.ui.authoring.versions.state import CHECK, PUBLISH, SEND_BACK
from counter.ui.desks.bureau import BureauDesk
from counter.ui.kit.background import Background
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look


class VersionActs(QWidget):
    """Shows at most one form. Signals: ``done(words)`` after an act; ``outdated`` where another draft stands by now;
    ``opened``, ``closed`` with the form; ``said``."""

    done = Signal(str)
    outdated = Signal()
    opened = Signal()
    closed = Signal()
    said = Signal(Message)

    def __init__(
        self, desk: BureauDesk, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._background = background
        self.check = CheckForm(look)
        self.send_back = SendBackForm(look)
        self.publish = PublishForm(look)
        self._forms: dict[str, CheckForm | SendBackForm | PublishForm] = {
            CHECK: self.check,
            SEND_BACK: self.send_back,
            PUBLISH: self.publish,
        }
        self.form: CheckForm | SendBackForm | PublishForm | None = None
        self._running = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for form in self._forms.values():
            form.hide()
            form.wanted.connect(self._perform)
            form.closed.connect(self.give_up)
            form.unseen.connect(self.said)
            column.addWidget(form)
        column.addStretch(1)  # a short form is as tall as its fields, in a high window too
        self.hide()

    @property
    def unfinished(self) -> bool:
        """Something is typed or being written."""
        return self.form is not None and (self.form.touched or self._running)

    def open_form(self, act: str, now: VersionNow) -> None:
        """Begin this act."""
        if self._running:
            return
        self.close_form()
        form = self.form = self._forms[act]
        self.check.seen = now.draft.digest
        self.publish.number = now.last.publication.number + 1 if now.last is not None else 1
        form.begin(self._why(act, now), now.today)
        self.show()
        form.show()
        self.opened.emit()
        form.take_focus()

    def close_form(self) -> None:
        """Put the form away; nothing was done, and no PIN stays in it."""
        if self.form is None or self._running:
            return
        form, self.form = self.form, None
        form.disarm()
        form.forget()
        form.hide()
        self.hide()
        self.closed.emit()

    def give_up(self) -> None:
        """The form is not wanted after all; what was typed into it is gone, and that is said."""
        lost = self.form.lost if self.form is not None else ""
        self.close_form()
        if lost and self.form is None:
            self.said.emit(Message(Tone.SAID, lost))

    def press(self) -> None:
        """One press of the form's button."""
        if self.form is not None:
            self.form.press()

    def _why(self, act: str, now: VersionNow) -> str:
        editors = "、".join(now.person(code) for code in now.draft.editors)
        if act == CHECK:
            return self.tr("看过全部变化再核对。改过草稿的人（{0}）不能自己核对。").format(
                editors or self.tr("没有")
            )
        if act == SEND_BACK:
            return self.tr("退回以后草稿又是“编辑中”，改好再提交。")
        return self.tr("发布以后这一版不能再改；要改就发下一版。窗口要收到指南包才用得上。")

    def _perform(self) -> None:
        form = self.form
        if form is None or self._running:
            return
        self._running = True
        work = form.work(self._desk)
        form.wait(True)
        self._background.run(work, self._on_done, self._on_failed)

    def _on_done(self, made: object) -> None:
        self._running = False
        form = self.form
        assert form is not None
        form.wait(False)
        words = self._told(made)
        self.close_form()
        self.done.emit(words)

    def _on_failed(self, error: Exception) -> None:
        self._running = False
        message = message_of(error)
        if isinstance(error, StaleBase) and self.form is not None:
            self.form.wait(False)
            self.close_form()
            self.said.emit(message)
            self.outdated.emit()
            return
        if self.form is not None:
            self.form.wait(False)
            self.form.refuse(message)
        if message.tone in (Tone.BUG, Tone.WORLD):
            self.said.emit(message)

    def _told(self, made: object) -> str:
        if isinstance(made, Publication):
            return self.tr("已发布{0}，{1}起用。现在把指南包存进优盘，拿到窗口去。").format(
                made.title, made.effective.isoformat()
            )
        if self.form is self.send_back:
            return self.tr("已退回，草稿又是“编辑中”。")
        return self.tr("已核对通过，可以发布了。")
