"""密钥: certificates of windows with their state; certify from a request, revoke with a reason, confirm as the second
person.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.errors import CounterError
from counter.domain.hall.consent import Consent
from counter.ui.facades.clerk import Clerk
from counter.ui.facades.hall import HallFacade
from counter.ui.facades.keys import KeyRow, KeysFacade, KeysView
from counter.ui.hall.register_files import WriteFile
from counter.ui.hall.register_list import RegisterList, RegisterRow
from counter.ui.hall.register_taker import RegisterTaker
from counter.ui.kit.acts.day_field import DayField
from counter.ui.kit.background import Background
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.column_scroll_area import ColumnScrollArea
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.file_dialogs import saving_folder
from counter.ui.kit.messages import Message, Tone
from counter.ui.kit.theme import Look


class KeysPage(QWidget):
    """Signals: ``announced(message)``; ``changed`` after a key was certified, revoked or confirmed."""

    announced = Signal(Message)
    changed = Signal()

    def __init__(
        self,
        facade: KeysFacade,
        hall: HallFacade,
        write: WriteFile,
        background: Background,
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._facade, self._write, self._background, self._look = facade, write, background, look
        self._view: KeysView | None = None
        self.taker = RegisterTaker(hall, background, self)
        self.taker.announced.connect(self.announced)
        self._build()
        self._arrange()
        self._connect()

    @property
    def half_done(self) -> str:
        """Name of what is not done yet; else empty."""
        return self.tr("密钥的事项") if not self.taker.isHidden() or self.reason.text() else ""

    @property
    def row(self) -> KeyRow | None:
        """The current certificate."""
        current = self.list.record
        rows = () if self._view is None else self._view.rows
        return next((row for row in rows if current is not None and row.fingerprint == current.key), None)

    def set_clerk(self, _clerk: Clerk | None) -> None:
        """Nothing begun by one person is finished by another."""
        self.taker.dismiss()
        self.reason.clear()

    def on_shown(self) -> None:
        """The page was shown: read the keys."""
        self._background.run(self._facade.view, self._show)
        self.list.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if not self.taker.dismiss():
                self.reason.clear()
            self.list.setFocus()
        else:
            super().keyPressEvent(event)

    # -- acts --
    def certify_from(self, request: Path, out: Path) -> None:
        """Ask the two people, then certify the window and write its file."""
        self.taker.ask(
            self.tr("给申请 {0} 签发证书，写到 {1}").format(request.name, out.name),
            self.tr("签发证书"),
            lambda by, second: self._write(out, lambda: self._facade.certify(request, by, second)),
            lambda: self._done(
                self.tr("证书已签发，写到 {0}。拿到那个窗口，用 counter keys trust 采用。").format(out)
            ),
            two=True,
        )

    def write_list(self, out: Path) -> None:
        """Write the certificates and revocations for other windows."""
        self._background.run(
            lambda: self._write(out, self._facade.trusted_file),
            lambda _: self.announced.emit(Message(Tone.DONE, self.tr("已写到：{0}").format(out))),
        )

    def _revoke(self) -> None:
        row, view = self.row, self._view
        if row is None or view is None or not self.revoke.isEnabled() or self._form.isHidden():
            return
        self._problem.say("")
        if not self.reason.text().strip():
            self._problem.say(self.tr("请写明作废的原因，别的窗口会看到。"))
            self.reason.setFocus()
            return
        try:
            since = self.since.day(view.today, "since")
        except CounterError as wrong:
            self._problem.say(wrong.sentence)
            self.since.setFocus()
            return
        reason = self.reason.text()

        def work(by: Consent, second: Consent | None) -> object:
            return self._facade.revoke(row.name, reason, since, by, second)

        words = self.tr("{0} 的密钥自 {1} 起作废。按 Ctrl+U 写出名单，带到别的窗口和大厅。")
        self.taker.ask(
            self.tr("作废 {0}号窗口的密钥 {1}：以后验真会显示密钥作废").format(row.window, row.name),
            self.tr("作废"),
            work,
            lambda: self._done(words.format(row.name, since.isoformat())),
            two=True,
        )

    def _confirm(self) -> None:
        if self.confirm.isHidden():
            return
        self.taker.ask(
            self.tr("第二个人确认密钥事项：输入自己的工号和口令"),
            self.tr("确认"),
            lambda by, _: self._facade.confirm(by),
            lambda: self._done(self.tr("密钥事项已由第二个人确认。")),
        )

    def _done(self, words: str) -> None:
        self.reason.clear()
        self.announced.emit(Message(Tone.DONE, words))
        self._background.run(self._facade.view, self._show)
        self.changed.emit()
        self.list.setFocus()

    # -- showing --
    def _show(self, view: KeysView) -> None:
        self._view = view
        notes = [
            self.tr("这个窗口持有大厅密钥。") if view.holds else self.tr("这个窗口没有大厅密钥，只能看。")
        ]
        if view.fingerprint:
            notes.append(self.tr("大厅指纹，别的窗口来电话核对时念：{0}").format(view.fingerprint))
        if not view.certified:
            notes.append(
                self.tr("本窗口的密钥还没有大厅证书：文书照常签名，别处验真会显示“不认识的窗口密钥”。")
            )
        self._notes.setText("\n".join(notes))
        codes = "、".join(dict.fromkeys(view.waiting))
        self._waiting.setText(
            self.tr("有 {0} 项由 {1} 一人签的，等第二个人确认").format(len(view.waiting), codes)
        )
        for part in (self._waiting, self.confirm):
            part.setVisible(bool(view.waiting))
        self.certify.setEnabled(view.holds)
        self.since.show_day(view.today)
        self.list.show_rows([self._listed(row) for row in view.rows])
        self._none.setVisible(not view.rows)
        self._show_row()

    def _listed(self, row: KeyRow) -> RegisterRow:
        tag, tone = ("", "shared")
        if row.revoked:
            tag, tone = self.tr("已作废"), "correct"
        elif row.own:
            tag, tone = self.tr("本窗口"), "received"
        title = self.tr("{0}号窗口　{1}").format(row.window, row.name)
        about = self.tr("{0} 起").format(row.since) if row.ours else f"{row.hall}　{row.since}"
        return RegisterRow("key", row.fingerprint, title, row.revoked or about, tag, tone)

    def _show_row(self) -> None:
        row, view = self.row, self._view
        self._detail.setVisible(row is not None)
        if row is None or view is None:
            return
        self._name.setText(self.tr("{0}号窗口的密钥 {1}").format(row.window, row.name))
        lines = [row.hall, self.tr("证书自 {0} 起").format(row.since)]
        lines.append(self.tr("指纹 {0}").format(row.fingerprint))
        if row.revoked:
            lines.append(row.revoked)
        self._about.setText("\n".join(lines))
        self._form.setVisible(view.holds and row.ours and not row.revoked)
        self._own.setVisible(row.own)
        self._problem.say("")

    # -- building --
    def _build(self) -> None:
        self._notes = TextLabel("", "second", wrap=True)
        self._notes.setObjectName("keysNotes")
        self._waiting = TextLabel("", "gap", wrap=True)
        self._waiting.setObjectName("keysWaiting")
        self._none = TextLabel(self.tr("还没有证书。"), "second", wrap=True)
        self.list = RegisterList(self._look, "keysList", self.tr("窗口证书"))
        self.certify = ActButton("certifyKey", self.tr("签发证书…"), "Alt+J", enter=True)
        self.carry = ActButton("carryKeys", self.tr("带到别的窗口…"), "Ctrl+U", role="quiet", enter=True)
        self.confirm = ActButton("confirmKeys", self.tr("确认"), "Alt+C", enter=True)
        self.revoke = ActButton("revokeKey", self.tr("作废这把密钥…"), "Ctrl+Del", enter=True)
        self.reason = Field(
            "revokeReason", self.tr("作废的原因"), self.tr("例如：电脑被盗（别的窗口会看到）")
        )
        self.since = DayField("revokeSince", self.tr("从哪天起不可信"))
        self._name = TextLabel("", "strong", wrap=True)
        self._about = TextLabel("", "second", wrap=True)
        self._about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._own = TextLabel(
            self.tr(
                "这是本窗口正在用的密钥：作废以后出的文书也会显示密钥作废。把资料文件夹搬到新位置再打开，就会启用新的密钥。"
            ),
            "gap",
            wrap=True,
        )
        self._problem = ProblemLabel()
        self._problem.setObjectName("keysProblem")

    def _connect(self) -> None:
        acts: dict[str, tuple[ActButton | None, Callable[[], object]]] = {
            "Alt+J": (self.certify, self._ask_request),
            "Ctrl+U": (self.carry, self._ask_list),
            "Alt+C": (self.confirm, self._confirm),
            "Ctrl+Del": (self.revoke, self._revoke),
            "F8": (None, self.taker.press),
        }
        for key, (button, act) in acts.items():
            if button is not None:
                button.clicked.connect(act)
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(act)
        self.list.current.connect(lambda _: self._show_row())
        self.list.opened.connect(lambda _: self.reason.setFocus())
        self.reason.returnPressed.connect(self.since.setFocus)

    def _ask_request(self) -> None:
        if self._view is None or not self._view.holds:
            return
        dialog = QFileDialog(self, self.tr("打开那个窗口的密钥申请"))
        dialog.setObjectName("requestDialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("密钥申请 (*.json);;所有文件 (*)"))
        dialog.fileSelected.connect(
            lambda file: self._ask_out(
                self.tr("证书写到哪里"), self.tr("证书.json"), lambda out: self.certify_from(Path(file), out)
            )
        )
        dialog.open()

    def _ask_list(self) -> None:
        self._ask_out(self.tr("证书和作废名单写到哪里"), self.tr("大厅公钥.json"), self.write_list)

    def _ask_out(self, title: str, name: str, use: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self, title)
        dialog.setObjectName("keysDialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDirectory(saving_folder(self._look))
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda file: use(Path(file)))
        dialog.open()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(TextLabel(self.tr("密钥"), "title"))
        head.addStretch(1)
        head.addWidget(self.certify)
        head.addWidget(self.carry)
        waiting = QHBoxLayout()
        waiting.addWidget(self._waiting, 1)
        waiting.addWidget(self.confirm)
        self._form = QWidget()
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 8, 0, 0)
        form.setSpacing(6)
        for field in (self.reason, self.since):
            form.addWidget(TextLabel(field.accessibleName(), "small"))
            form.addWidget(field)
        form.addWidget(self._own)
        form.addWidget(self._problem)
        button = QHBoxLayout()
        button.addWidget(self.revoke)
        button.addStretch(1)
        form.addLayout(button)
        self._detail = QWidget()
        detail = QVBoxLayout(self._detail)
        detail.setContentsMargins(0, 0, 8, 0)
        detail.setSpacing(8)
        detail.addWidget(self._name)
        detail.addWidget(self._about)
        detail.addWidget(self._form)
        detail.addStretch(1)
        left = QVBoxLayout()
        left.addWidget(self._none)
        left.addWidget(self.list, 1)
        body = QHBoxLayout()
        body.setSpacing(20)
        body.addLayout(left, 5)
        body.addWidget(ColumnScrollArea("keysDetail", self._detail), 7)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 16, 16)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._notes)
        column.addLayout(waiting)
        column.addWidget(self.taker)
        column.addLayout(body, 1)
