"""采用: what a file of keys from elsewhere says, and whoever agrees to trust it, before anything is trusted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from counter.domain.errors import CounterError
from counter.domain.hall.consent import Consent
from counter.ui.facades.keys import GivenKeys, KeysFacade
from counter.ui.hall.register_taker import RegisterTaker
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.code_field import CodeField
from counter.ui.kit.controls.field_row import follow
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.refusals import Refusals
from counter.ui.kit.messages import message_of
from counter.ui.kit.theme import Look


class TrustPanel(QFrame):
    """For a file that replaces a stolen hall key it asks which hall's, and the fingerprint as read out on the
    telephone; for another only who agrees. Signals: ``trusted(words)``; ``refused(sentence)`` for a file that is none.
    """

    trusted = Signal(str)
    refused = Signal(str)

    def __init__(self, facade: KeysFacade, taker: RegisterTaker, background: Background, look: Look) -> None:
        super().__init__()
        self.setObjectName("trustPanel")
        self.setProperty("role", "card")
        self._facade, self._taker, self._background = facade, taker, background
        self._given: GivenKeys | None = None
        self._says = TextLabel("", "gap", wrap=True)
        self._says.setObjectName("stolenSays")
        self.which = Choices(look, "stolenHalls", self.tr("哪个大厅"))
        self.heard = CodeField("heardFingerprint", self.tr("电话里念的新指纹"), self.tr("四组，每组四个字符"))
        self._problem = ProblemLabel()
        self._problem.setObjectName("heardProblem")
        follow(self.heard, self._problem)
        self.refusals = Refusals(self._problem)
        self.refusals.add(self.heard, "read_out")
        self.go = ActButton("trustOnward", self.tr("往下，两个人签"), "Enter", role="primary")
        self.go.clicked.connect(self._sign)
        self.heard.returnPressed.connect(self._sign)
        self.which.changed.connect(self._show)
        self.which.left.connect(lambda: self.heard.setFocus(Qt.FocusReason.OtherFocusReason))
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(TextLabel(self.heard.accessibleName(), "second"))
        line.addWidget(self.heard, 1)
        line.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.which)
        column.addWidget(self._says)
        column.addLayout(line)
        column.addWidget(self._problem)
        self.hide()

    def read(self, file: Path) -> None:
        """Read a file; ask what has to be asked of it."""
        self._background.run(
            lambda: self._facade.given_keys(file),
            self._ask,
            lambda error: self.refused.emit(message_of(error).sentence),
            lane=Lane.FILES,
        )

    def dismiss(self) -> bool:
        """Hide it; whether it was shown."""
        shown = not self.isHidden()
        self._given = None
        self.heard.clear()
        self.hide()
        return shown

    def _ask(self, given: GivenKeys) -> None:
        self.dismiss()
        self._given = given
        if given.stolen:
            self.which.show_options([(one.old, one.hall) for one in given.stolen], {given.stolen[0].old})
            self.which.setVisible(len(given.stolen) > 1)
            self._show()
            self.show()
            self.heard.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        halls = "；".join(given.halls)
        words = (
            self.tr("采用 {0}：{1}。指纹和打电话听到的一样，再由值班负责人或系统管理员签").format(
                given.name, halls
            )
            if halls
            else self.tr("采用 {0}：来自已信任的大厅，值班负责人或系统管理员签").format(given.name)
        )
        self._taker.ask_for(
            words, self.tr("采用"), lambda by, _: self._facade.trust(given, by), self.trusted.emit
        )

    def _show(self) -> None:
        given = self._given
        one = next((s for s in given.stolen if (s.old,) == self.which.chosen), None) if given else None
        if one is None:
            return
        self.refusals.clear()
        self._says.setText(
            self.tr(
                "“{0}”说它的大厅密钥 {1} 失窃，换了新的。用自己本子上的号码打电话过去（不用文件、邮件里写的），"
                "请对方念新指纹，听到的写在下面。采用以后：只有失窃密钥签发过的证书都不认，重新签发过的照认，旧文书照旧有效。"
            ).format(one.hall, one.old)
        )

    def _sign(self) -> None:
        given, heard = self._given, self.heard.text()
        one = next((s for s in given.stolen if (s.old,) == self.which.chosen), None) if given else None
        if given is None or one is None:
            return
        try:
            self._facade.check_heard(one, heard)
        except CounterError as wrong:
            self.refusals.say(wrong.sentence, "read_out")
            return
        self.refusals.clear()

        def work(by: Consent, second: Consent | None) -> str:
            return self._facade.replace_stolen(given, one, heard, by, second)

        title = self.tr("用新的大厅密钥代替“{0}”失窃的：核对过新指纹的两个人各输工号和口令").format(one.hall)
        self._taker.ask_for(title, self.tr("采用"), work, self._replaced, two=True)

    def _replaced(self, words: str) -> None:
        self.dismiss()
        self.trusted.emit(words)
