"""窗口证书: certificates of windows with their state; certify from a request, revoke with a reason, take a file of keys
from elsewhere, write one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.errors import CounterError
from counter.domain.hall.consent import Consent
from counter.ui.facades.keys import KeyRow, KeysFacade, KeysView
from counter.ui.hall.keys_part import KeysPart
from counter.ui.hall.register_files import WriteFile
from counter.ui.hall.register_list import RegisterList, RegisterRow
from counter.ui.hall.register_taker import RegisterTaker
from counter.ui.hall.trust_panel import TrustPanel
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.column_scroll_area import ColumnScrollArea
from counter.ui.kit.controls.day_field import DayField
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import labelled
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.page_columns import FORM, ListAndDetail, widen_to
from counter.ui.kit.controls.refusals import Refusals, tell_unreadable
from counter.ui.kit.file_dialogs import ask_given_file, ask_new_file
from counter.ui.kit.messages import Message, Tone
from counter.ui.kit.theme import Look

_STOLEN = "stolen"


class CertificatesPart(KeysPart):
    """The list at the left, the current certificate at the right with what its revocation asks."""

    def __init__(
        self,
        facade: KeysFacade,
        write: WriteFile,
        taker: RegisterTaker,
        background: Background,
        look: Look,
    ) -> None:
        super().__init__()
        self._facade, self._write, self._background, self._look = facade, write, background, look
        self._taker = taker
        self._view: KeysView | None = None
        self.trust = TrustPanel(facade, taker, background, look)
        self._build()
        self._arrange()
        self._connect()

    @property
    def half_done(self) -> bool:
        return bool(self.reason.text()) or not self.trust.isHidden()

    @property
    def acts(self) -> Mapping[str, ActButton]:
        return {
            "Alt+J": self.certify,
            "Ctrl+U": self.carry,
            "Ctrl+O": self.take,
            "Ctrl+Del": self.revoke,
        }

    @property
    def fingerprint(self) -> str:
        """Of the hall's key in force here; "" without one."""
        return "" if self._view is None else self._view.fingerprint

    @property
    def row(self) -> KeyRow | None:
        """The current certificate."""
        current = self.list.record
        rows = () if self._view is None else self._view.rows
        return next((row for row in rows if current is not None and row.fingerprint == current.key), None)

    def come(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def step_back(self) -> bool:
        begun = self.half_done
        self.dismiss()
        if begun:
            self.come()
        return begun

    def dismiss(self) -> None:
        self.trust.dismiss()
        self.reason.clear()
        self.stolen.choose(())
        self._problem.say("")

    # -- acts --
    def certify_from(self, request: Path, out: Path) -> None:
        """Ask the two people, then certify the window and write its file."""
        told = self.tr("证书已签发，写到 {0}。拿到那个窗口，在“大厅 → 密钥”按 Ctrl+O 采用。").format(out)
        self._taker.ask(
            self.tr("给申请 {0} 签发证书，写到 {1}").format(request.name, out.name),
            self.tr("签发证书"),
            lambda by, second: self._write(out, lambda: self._facade.certify(request, by, second)),
            lambda: self._done(told),
            two=True,
            lane=Lane.FILES,
        )

    def write_list(self, out: Path) -> None:
        """Write the halls, certificates and revocations for other windows."""
        self._background.run(
            lambda: self._write(out, self._facade.trusted_file),
            lambda _: self.announced.emit(Message(Tone.DONE, self.tr("已写到：{0}").format(out))),
            lane=Lane.FILES,
        )

    def _revoke(self) -> None:
        row, view = self.row, self._view
        if row is None or view is None or self._form.isHidden():
            return
        if tell_unreadable(self._form):
            return
        if not self.reason.text().strip():
            self.refusals.say(self.tr("请写明作废的原因，别的窗口会看到。"), "reason")
            return
        try:
            since = self.since.day(view.today, "since")
        except CounterError as wrong:
            self.refusals.refuse(wrong, self.since)
            return
        self.refusals.clear()
        reason, stolen = self.reason.text(), bool(self.stolen.chosen)

        def work(by: Consent, second: Consent | None) -> None:
            self._facade.revoke(row.name, reason, since, by, second, stolen=stolen)

        told = self.tr(
            "{0} 的密钥自 {1} 起作废。按 Ctrl+U 写出名单，带到别的窗口、认本大厅的大厅和差评处理室。"
        )
        what = self.tr("连同更早各期的") if stolen else ""
        self._taker.ask(
            self.tr(
                "作废 {0}的密钥 {1}{2}：它签的文书，以后验真说“密钥已作废，未能证明是在此之前出具的”"
            ).format(row.window, row.name, what),
            self.tr("作废"),
            work,
            lambda: self._done(told.format(row.name, since.isoformat())),
            two=True,
        )

    def _done(self, words: str) -> None:
        self.dismiss()
        self.tell(words)

    # -- showing --
    def show_keys(self, view: KeysView) -> None:
        """Show the certificates."""
        self._view = view
        notes = [self._holding(view)]
        if view.fingerprint:
            notes.append(self.tr("大厅指纹，别的窗口来电话核对时念：{0}").format(view.fingerprint))
        if not view.certified:
            notes.append(
                self.tr("本窗口的密钥还没有大厅证书：文书照常签名，别处验真会显示“不认识的窗口密钥”。")
            )
        self._notes.setText("\n".join(notes))
        self.certify.setEnabled(view.holds)
        self.since.today = view.today
        self.since.show_day(view.today)
        self.list.show_rows([self._listed(row) for row in view.rows])
        self._none.setVisible(not view.rows)
        self._show_row()

    def _holding(self, view: KeysView) -> str:
        if view.holds:
            return self.tr("这个窗口持有大厅密钥。")
        if view.retired:
            return self.tr("大厅密钥在别的窗口换过了，这个窗口的那一把已停用，只能看。")
        return self.tr("这个窗口没有大厅密钥，只能看和采用。")

    def _listed(self, row: KeyRow) -> RegisterRow:
        tag, tone = ("", "shared")
        if row.revoked:
            tag, tone = self.tr("已作废"), "correct"
        elif row.own:
            tag, tone = self.tr("本窗口"), "received"
        title = f"{row.window}　{row.name}"
        about = self.tr("{0} 起").format(row.since) if row.ours else f"{row.hall}　{row.since}"
        return RegisterRow("key", row.fingerprint, title, row.revoked or about, tag, tone)

    def _show_row(self) -> None:
        row, view = self.row, self._view
        self._detail.setVisible(row is not None)
        if row is None or view is None:
            return
        self._name.setText(self.tr("{0}的密钥 {1}").format(row.window, row.name))
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
        self._none = TextLabel(self.tr("还没有证书。"), "second", wrap=True)
        self.list = RegisterList(self._look, "keysList", self.tr("窗口证书"))
        self.certify = ActButton("certifyKey", self.tr("签发证书…"), "Alt+J", enter=True)
        self.take = ActButton("trustKeys", self.tr("采用…"), "Ctrl+O", role="quiet", enter=True)
        self.carry = ActButton("carryKeys", self.tr("带到别的窗口…"), "Ctrl+U", role="quiet", enter=True)
        self.revoke = ActButton("revokeKey", self.tr("作废这把密钥…"), "Ctrl+Del", enter=True)
        self.reason = Field(
            "revokeReason", self.tr("作废的原因"), self.tr("例如：电脑被盗（别的窗口会看到）")
        )
        self.since = DayField("revokeSince", self.tr("从哪天起不可信"))
        self.stolen = Choices(self._look, "revokeStolen", self.tr("电脑被偷"), many=True, optional=True)
        self.stolen.show_options([(_STOLEN, self.tr("电脑被偷、被拷走：更早各期的密钥也在里面，一起作废"))])
        self._name = TextLabel("", "strong", wrap=True)
        self._about = TextLabel("", "second", wrap=True)
        self._about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        follows = self.tr(
            "作废以后：它签的文书，验真说“密钥已作废，未能证明是在此之前出具的，请核对”；真的没有因此撤回，"
            "打电话和出具的大厅核对底档。它送来的登记册、评价包、申请都不收。"
            "名单要带到别的窗口、认本大厅的大厅和差评处理室采用。"
        )
        self._follows = TextLabel(follows, "small", wrap=True)
        own = self.tr(
            "这是本窗口正在用的密钥：作废以后出的文书也会显示密钥作废。先到“换新”换一把，再作废旧的。"
        )
        self._own = TextLabel(own, "gap", wrap=True)
        self._problem = ProblemLabel()
        self._problem.setObjectName("keysProblem")
        self.refusals = Refusals(self._problem)
        self.refusals.add(self.reason, "reason")
        self.refusals.add(self.since, "since")

    def _connect(self) -> None:
        self.certify.clicked.connect(self._ask_request)
        self.take.clicked.connect(self._ask_keys)
        self.carry.clicked.connect(self._ask_list)
        self.revoke.clicked.connect(self._revoke)
        self.list.current.connect(lambda _: self._show_row())
        self.list.opened.connect(lambda _: self.reason.setFocus())
        self.reason.returnPressed.connect(self.since.setFocus)
        self.since.returnPressed.connect(self.stolen.take_focus)
        self.stolen.left.connect(self.revoke.setFocus)
        self.trust.trusted.connect(self._done)
        self.trust.refused.connect(lambda sentence: self.announced.emit(Message(Tone.REFUSED, sentence)))

    def _ask_request(self) -> None:
        pattern = self.tr("密钥申请 (*.json);;所有文件 (*)")
        title = self.tr("打开那个窗口的密钥申请")
        ask_given_file(self, "requestDialog", title, pattern, self._ask_certificate)

    def _ask_certificate(self, request: Path) -> None:
        self._ask_out(
            self.tr("证书写到哪里"), self.tr("证书.json"), lambda out: self.certify_from(request, out)
        )

    def _ask_keys(self) -> None:
        pattern = self.tr("大厅公钥、证书 (*.json);;所有文件 (*)")
        title = self.tr("打开别的窗口、别的大厅带来的公钥或证书")
        ask_given_file(self, "trustDialog", title, pattern, self.trust.read)

    def _ask_list(self) -> None:
        self._ask_out(self.tr("证书和作废名单写到哪里"), self.tr("大厅公钥.json"), self.write_list)

    def _ask_out(self, title: str, name: str, use: Callable[[Path], None]) -> None:
        ask_new_file(self, self._look, "keysDialog", title, name, use)

    def _arrange(self) -> None:
        self._form = QWidget()
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 8, 0, 0)
        form.setSpacing(6)
        for field in (self.reason, self.since):
            form.addWidget(labelled(field))
        for part in (self.stolen, self._follows, self._own, self._problem):
            form.addWidget(part)
        button = QHBoxLayout()
        button.addWidget(self.revoke)
        button.addStretch(1)
        form.addLayout(button)
        self._detail = QWidget()
        detail = QVBoxLayout(self._detail)
        detail.setContentsMargins(0, 0, 8, 0)
        detail.setSpacing(8)
        for shown in (self._name, self._about, self._form):
            detail.addWidget(shown)
        detail.addStretch(1)
        listed = QWidget()
        left = QVBoxLayout(listed)
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self._none)
        left.addWidget(self.list, 1)
        left.addStretch(0)  # a short list begins where its detail begins
        detail_area = ColumnScrollArea("keysDetail", self._detail)
        widen_to(self._look, detail_area, FORM - 2)
        body = ListAndDetail(self._look, listed, detail_area, letters=FORM)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._notes, 1)
        acts = QHBoxLayout()  # links in the middle of the button's height
        acts.setSpacing(16)
        for act in (self.certify, self.take, self.carry):
            acts.addWidget(act)
        at_top = QVBoxLayout()
        at_top.addLayout(acts)
        at_top.addStretch(1)
        head.addLayout(at_top)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.trust)
        column.addWidget(body, 1)
