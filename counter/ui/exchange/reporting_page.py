"""上报: what the hub has of this window, what waits, is held, refused or in doubt, and what to do about each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.services.exchange.reporting_matters import MatterKind
from counter.ui.exchange.act_keys import connect_acts
from counter.ui.exchange.matter_rows import MatterRows
from counter.ui.exchange.parcel_rows import ParcelRows
from counter.ui.exchange.reporting_forms import ReportingForms
from counter.ui.exchange.round_bar import RoundBar
from counter.ui.exchange.waiting_kinds import DECLINE
from counter.ui.facades.light import LightState
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.card import at_top, hugging
from counter.ui.kit.controls.column_scroll_area import FittingScrollArea
from counter.ui.kit.controls.labels import Badge, TextLabel
from counter.ui.kit.controls.page_columns import LINE, TABLE, OneColumn, at_left
from counter.ui.kit.file_dialogs import ask_given_file
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.services.parcels.parcel_lines import ParcelLine
    from counter.ui.exchange.reporting_runner import ReportingRunner, RoundProgress
    from counter.ui.facades.clerk import Clerk
    from counter.ui.facades.reporting import ReportingFacade, ReportingView


class ReportingPage(ReportingForms):
    """``runner``: None where this installation exchanges nothing.

    Signals: ``announced(message)``; ``courier_wanted`` for the page that copies to a stick; ``joined``.
    """

    courier_wanted = Signal()
    joined = Signal()

    def __init__(
        self, facade: ReportingFacade, background: Background, look: Look, runner: ReportingRunner | None
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAccessibleName(self.tr("上报"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._facade, self._background, self._runner = facade, background, runner
        self._asked = False  # for the round that is under way
        self._once_more = False  # while one was: what was written meanwhile may have missed it
        self._build()
        self._arrange(look)
        self._connect()

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Nothing begun by one person is finished by another; it waits for who began it."""
        self._put_away()
        self._work_for(clerk.code if clerk else "")

    def on_shown(self) -> None:
        """The page was shown: read how it stands."""
        self.refresh()
        self.rows_area.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read it anew."""
        self._background.run(self._facade.view, self._show)

    def offer_courier(self) -> None:
        """There is a page that copies to a stick and takes in from one."""
        self.courier.show()

    def join_by(self, file: Path) -> None:
        """Ask for the passphrase and the person of an enrolment file, where it is one of this window."""
        self._put_away()

        self._background.run(
            lambda: self._facade.hall_of_enrolment(file),
            lambda found: self.form.ask(file, *found),
            lambda error: self.announced.emit(message_of(error)),
            lane=Lane.FILES,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._put_away()
            self.rows_area.setFocus()
        else:
            super().keyPressEvent(event)

    # -- acts --
    def _exchange(self) -> None:
        if self._runner is None or self.now.isHidden():
            self.announced.emit(Message(Tone.SAID, self._words.text()))
            return
        if self._runner.working:
            self._once_more = True
            words = self.tr("正在上报，这一轮完了马上再报一次，报完了会说。")
            self.announced.emit(Message(Tone.SAID, words))
            return
        self._asked = True
        self._begun()
        self._runner.exchange_now()

    def _join(self) -> None:
        if self.form.isHidden():
            return
        file, passphrase, by = self.form.file, self.form.passphrase.text(), self.form.by.consent()

        def done(host: str) -> None:
            self.form.dismiss()
            words = self.tr("已接上汇聚库 {0}，正在第一次上报。").format(host)
            self.announced.emit(Message(Tone.DONE, words))
            self.joined.emit()
            self.refresh()

        self.form.begin()
        self._background.run(
            lambda: self._facade.join(file, passphrase, by), done, self.form.refuse, lane=Lane.FILES
        )

    def _ask_files(self) -> None:
        if self.take.isEnabled() and not self.take.isHidden():
            self._put_away()
            self._background.run(self._facade.waiting_files, self.files.ask)

    def _ask_resend(self) -> None:
        if self.again.isHidden():
            words = self.tr("没有从这里发过文件，不用再发。")
            self.announced.emit(Message(Tone.REFUSED, words))
            return
        self._put_away()
        self._background.run(self._facade.sent_files, self._offer_resend)

    def _offer_resend(self, sent: tuple[ParcelLine, ...]) -> None:
        if not sent:
            words = self.tr("从这里发的文件，内容都已经不留了；请重新导出，导出以后自动发。")
            self.announced.emit(Message(Tone.REFUSED, words))
        self.resend.ask(sent)

    def _send_again(self) -> None:
        line, (by, _) = self.resend.one, self.resend.people()
        if line is None:
            return

        def done(_: None) -> None:
            self.resend.done()
            self.resend.dismiss()
            said = self.tr("“{0}”下一次上报或拷U盘时再发一次。").format(line.title)
            self.announced.emit(Message(Tone.DONE, said))
            self.refresh()

        self._background.run(lambda: self._facade.send_again(line.id, by), done, self.resend.refuse)

    def _ask_let_in(self) -> None:
        if self.release.isHidden():
            words = self.tr("没有因为密钥作废而没收进来的记录，不用放行。")
            self.announced.emit(Message(Tone.REFUSED, words))
            return
        self._put_away()
        self._background.run(self._facade.revoked_batches, self.let_in.ask)

    def _admit(self) -> None:
        batch, reason = self.let_in.one, self.let_in.why
        if batch is None:
            return
        by, second = self.let_in.people()

        def done(words: str) -> None:
            self.let_in.done()
            self.announced.emit(Message(Tone.DONE, words))
            self._background.run(self._facade.revoked_batches, self.let_in.ask)
            self.refresh()

        self._background.run(
            lambda: self._facade.let_in(batch.id, reason, by, second), done, self.let_in.refuse
        )

    def _on_file(self, act: str) -> None:
        line, (by, _) = self.files.one, self.files.people()
        if line is None:
            return

        def done(said: Message) -> None:
            self.announced.emit(said)
            self.files.done()
            self._background.run(self._facade.waiting_files, self.files.ask)
            self.refresh()

        def take() -> Message:
            return Message(Tone.DONE, f"{self._facade.take_file(line.id, by)}。")

        def decline() -> Message:
            self._facade.decline_file(line.id, by)
            return Message(Tone.SAID, self.tr("“{0}”没有收，留在列表里。").format(line.title))

        self._background.run(decline if act == DECLINE else take, done, self.files.refuse)

    def _ask_file(self) -> None:
        title, pattern = self.tr("打开汇聚库的登记文件"), self.tr("登记文件 (*.json);;所有文件 (*)")
        ask_given_file(self, "enrolmentDialog", title, pattern, self.join_by)

    # -- showing --
    def _show(self, view: ReportingView) -> None:
        tones = {LightState.GOOD: "received", LightState.WARN: "gap", LightState.BAD: "correct"}
        words = {
            LightState.GOOD: self.tr("正常"),
            LightState.WARN: amber_word(view),
            LightState.BAD: self.tr("要处理"),
            LightState.ABSENT: self.tr("没有接"),
        }
        self._state.show_word(words[view.light.state], tones.get(view.light.state, "shared"))
        self._words.setText(view.light.words)
        is_joined = bool(view.hub)
        last = view.exchanged or self.tr("还没有过")
        self._hub.setText(
            self.tr("汇聚库 {0}　上一次完整的交换：{1}").format(view.hub, last) if is_joined else ""
        )
        self._hub.setVisible(is_joined)
        self.now.setVisible(view.reachable and self._runner is not None)
        self._note.setText(self._note_words(is_joined=is_joined, files_only=view.files_only))
        self._note.setVisible(view.reachable or not is_joined)
        waits = sum(one.waits for one in view.files)
        self.take.setVisible(bool(waits))
        self.take.say(self.tr("收文件（{0}）…").format(waits))
        self.again.setVisible(any(one.sent for one in view.files))
        self.release.setVisible(bool(view.revoked))
        self.release.say(self.tr("放行（{0}）…").format(view.revoked))
        self.parcels.show_lines(view.files)
        self.join.say(self.tr("换登记文件…") if is_joined else self.tr("收登记文件…"))
        self.rows.show_matters(view.matters)
        if self._runner is not None and not self._runner.working:
            self._idle()

    def _note_words(self, *, is_joined: bool, files_only: bool) -> str:
        if is_joined and files_only:
            return self.tr("每分钟自动收发一次文件；这里的记录不上报，只有签了名的文件来去。")
        if is_joined:
            return self.tr(
                "每分钟自动上报一次，办完一件也会马上报；断网时照常办件，记录存在本机，接通就补报。"
            )
        return self.tr(
            "没有接汇聚库：别的窗口看不到这里的办件，这里也看不到别的窗口的。向汇聚库的管理员要本窗口的登记文件和它的密语，在这里收。"
        )

    def _progress(self, at: RoundProgress) -> None:
        self.now.setEnabled(False)
        self.working.advance(at)

    def _begun(self) -> None:
        self.now.setEnabled(False)
        self.working.begin()

    def _idle(self) -> None:
        self.now.setEnabled(True)
        self.working.hide()

    def _ended(self, sentence: str) -> None:
        self._idle()
        asked, self._asked = self._asked or self._once_more, False
        once_more, self._once_more = self._once_more, False
        if once_more and not sentence:
            self._exchange()
        elif asked:
            words = sentence or self.tr("上报做完了。")
            self.announced.emit(Message(Tone.SAID if sentence else Tone.DONE, words))

    # -- building --
    def _build(self) -> None:
        self._state = Badge("", "shared")
        self._state.setObjectName("reportingState")
        self._words = TextLabel("", "strong", wrap=True)
        self._words.setObjectName("reportingWords")
        self._hub = TextLabel("", "second", wrap=True)
        self._hub.setObjectName("reportingHub")
        self._note = TextLabel("", "small", wrap=True)
        self.now = ActButton("reportNow", self.tr("现在上报"), "Alt+S", enter=True)
        self.take = ActButton("takeFiles", self.tr("收文件…"), "Alt+P", enter=True)
        self.take.hide()
        self.again = ActButton("sendAgain", self.tr("再发…"), "Alt+G", role="quiet", enter=True)
        self.again.setToolTip(self.tr("从这里发的文件，对方没有收、丢了的，再发一次"))
        self.again.hide()
        self.release = ActButton("letIn", self.tr("放行…"), "Alt+R", role="quiet", enter=True)
        self.release.setToolTip(self.tr("签名的密钥作废了，查明是作废以前写的记录，两个人签名收进来"))
        self.release.hide()
        self.join = ActButton("joinHub", self.tr("收登记文件…"), "Alt+J", role="quiet", enter=True)
        self.courier = ActButton(
            "courierPage", self.tr("拷到U盘 / 收U盘…"), "Alt+U", role="quiet", enter=True
        )
        self.courier.hide()
        self.working = RoundBar()
        self.rows, self.parcels = MatterRows(), ParcelRows()
        lists = QWidget()
        column = QVBoxLayout(lists)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.rows)
        column.addWidget(self.parcels)
        column.addStretch(1)
        self.rows_area = FittingScrollArea("reportingRows", lists, reads=True)
        self.rows_area.setAccessibleName(self.tr("要办的和等人收的"))

    def _connect(self) -> None:
        acts = {
            self.now: self._exchange,
            self.join: self._ask_file,
            self.courier: self._open_courier,
            self.take: self._ask_files,
            self.release: self._ask_let_in,
            self.again: self._ask_resend,
        }
        connect_acts(self, acts)
        if self._runner is not None:
            self._runner.progressed.connect(self._progress)
            self._runner.ended.connect(self._ended)
            self._runner.ended.connect(lambda _: self.refresh() if self.isVisible() else None)

    def _open_courier(self) -> None:
        if not self.courier.isHidden():
            self.courier_wanted.emit()

    def _arrange(self, look: Look) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(TextLabel(self.tr("上报"), "title"))
        head.addStretch(1)
        for button in (self.take, self.release, self.again, self.now, self.courier, self.join):
            head.addWidget(button)
        state = QHBoxLayout()
        state.setSpacing(10)
        state.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        state.addWidget(self._words, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 16)
        page = self._inside = QWidget()
        whole.addWidget(OneColumn(look, at_top(hugging(page, 20)), letters=TABLE))
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(state)
        for words in (self._hub, self._note):
            column.addLayout(at_left(look, words, LINE - 4))
        column.addWidget(self.working)
        column.addLayout(self._forms)
        column.addWidget(self.rows_area, 1)
        column.addStretch(1)


def amber_word(view: ReportingView) -> str:
    """What is amber in a word; 没有做完 only of what did not come to its end."""
    kinds = {one.kind for one in view.matters}
    translate = QCoreApplication.translate
    if MatterKind.WAITING in kinds:
        return translate("ReportingPage", "待上报")
    if MatterKind.TROUBLE in kinds:
        return translate("ReportingPage", "没有做完")
    if any(one.waits for one in view.files):
        return translate("ReportingPage", "等人收")
    return translate("ReportingPage", "待上报")
