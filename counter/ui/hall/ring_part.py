"""钥匙环: the hall ring is opened, made anew, taken to the one other window that may hold it; two people sign."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.hall.consent import Consent
from counter.services.keys.files import LEAST_PASSPHRASE
from counter.ui.facades.keys import KeysView
from counter.ui.facades.ring import RingFacade, RingView
from counter.ui.hall.keys_part import KeysPart
from counter.ui.hall.register_taker import RegisterTaker
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.column_scroll_area import ColumnScrollArea
from counter.ui.kit.controls.field import PinField
from counter.ui.kit.controls.field_row import FieldRow
from counter.ui.kit.controls.labels import Badge, ProblemLabel, TextLabel
from counter.ui.kit.controls.page_columns import FORM, at_left
from counter.ui.kit.controls.refusals import Refusals
from counter.ui.kit.file_dialogs import Purpose, ask_given_file, ask_new_file
from counter.ui.kit.theme import Look


class RingPart(KeysPart):
    """What the passphrase protects is said before it is asked; it is read once."""

    def __init__(self, facade: RingFacade, taker: RegisterTaker, background: Background, look: Look) -> None:
        super().__init__()
        self._facade, self._taker = facade, taker
        self._background, self._look = background, look
        self._view: RingView | None = None
        self._file: Path | None = None
        self._state = Badge("", "shared")
        self._state.setObjectName("ringState")
        self._words = TextLabel("", wrap=True)
        self._words.setObjectName("ringWords")
        self._rows = TextLabel("", "second", wrap=True)
        self._rows.setObjectName("ringRows")
        self.make = ActButton("openRing", "", "Alt+R", enter=True)
        self.out = ActButton("exportRing", self.tr("导出…"), "Alt+S", enter=True)
        self.bring = ActButton("importRing", self.tr("带入…"), "Ctrl+O", enter=True)
        self._card = QFrame()
        self._card.setProperty("role", "card")
        self._title = TextLabel("", "strong", wrap=True)
        self.phrase = PinField("ringPhrase", self.tr("钥匙环的密语"))
        self.again = PinField("ringPhraseAgain", self.tr("再输一次"))
        self.on = ActButton("ringOn", "", "Enter", role="primary")
        self.drop = ActButton("ringDrop", self.tr("放下"), "Esc", role="quiet", enter=True)
        self._problem = ProblemLabel()
        self._problem.setObjectName("ringProblem")
        self.refusals = Refusals(self._problem)
        self.refusals.add(self.phrase, "passphrase")
        self.refusals.add(self.again, "again")
        self._arrange()
        self.make.clicked.connect(self._ask_open)
        self.out.clicked.connect(self._ask_phrase)
        self.bring.clicked.connect(self._choose_file)
        self.on.clicked.connect(self._go_on)
        self.drop.clicked.connect(self.step_back)
        self.phrase.returnPressed.connect(self._after_phrase)
        self.again.returnPressed.connect(self._go_on)

    @property
    def half_done(self) -> bool:
        return not self._card.isHidden()

    @property
    def acts(self) -> Mapping[str, ActButton]:
        return {"Alt+R": self.make, "Alt+S": self.out, "Ctrl+O": self.bring}

    def come(self) -> None:
        first = next((one for one in (self.make, self.out, self.bring) if one.isEnabled()), self.bring)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_keys(self, view: KeysView) -> None:
        self._background.run(self._facade.view, self._show)

    def step_back(self) -> bool:
        if self._card.isHidden():
            return False
        self.dismiss()
        self.come()
        return True

    def dismiss(self) -> None:
        self._card.hide()  # which clears both fields
        self._file = None
        self.refusals.clear()

    # -- opened, or made anew --
    def _ask_open(self) -> None:
        view = self._view
        if view is None or not view.hall_key:
            return
        rotate = bool(view.rows)

        def work(by: Consent, second: Consent | None) -> int:
            return self._facade.open(by, second, rotate=rotate)

        def after(generation: int) -> None:
            words = self.tr(
                "第 {0} 期钥匙环开好了，在本窗口。各窗口下一次上报或收U盘以后，新办的件封给它；请导出一份锁好。"
            )
            self.tell(words.format(generation))

        title = self.tr("换新一期钥匙环") if rotate else self.tr("开钥匙环")
        self._sign(title, self.tr("换新") if rotate else self.tr("开"), work, after)

    # -- taken out --
    def _ask_phrase(self) -> None:
        if self._view is None or not self._view.held or self._view.exported:
            return
        words = self.tr("导出钥匙环：先定一个密语，至少 {0} 个字符，和文件分开保管；忘了打不开。")
        self._open_card(words.format(LEAST_PASSPHRASE), self.tr("选存到哪里…"), twice=True)

    def _choose_out(self) -> None:
        title, proposed = self.tr("钥匙环存到哪里"), self.tr("大厅钥匙环.json")
        ask_new_file(self, self._look, "ringOutDialog", title, proposed, self.export_to)

    def export_to(self, out: Path) -> None:
        """Ask the two people, then write the file."""
        passphrase = self.phrase.text()
        self.on.be_quiet(True)  # what comes next is signed above

        def after(generation: int) -> None:
            words = self.tr("第 {0} 期钥匙环已写到 {1}，和密语分开锁好。")
            self._done(words.format(generation, out))

        self._taker.ask_for(
            self._who(self.tr("导出钥匙环")),
            self.tr("导出"),
            lambda by, second: self._facade.export(by, second, passphrase, out),
            after,
            two=True,
            lane=Lane.FILES,
        )

    # -- brought --
    def _choose_file(self) -> None:
        title = self.tr("打开导出的钥匙环文件")
        pattern = self.tr("钥匙环 (*.json);;所有文件 (*)")
        ask_given_file(
            *(self, "ringDialog", title, pattern, self.open_file), purpose=Purpose.STICK, look=self._look
        )

    def open_file(self, file: Path) -> None:
        """Ask for the passphrase of that file."""
        words = self.tr("带入 {0}：本窗口从此看得到全大厅的件，只放在值班主管室，乡镇窗口不放。")
        self._open_card(words.format(file.name), self.tr("两个人签名"), twice=False)
        self._file = file

    def _bring_from(self, file: Path) -> None:
        passphrase = self.phrase.text()
        self.on.be_quiet(True)  # what comes next is signed above

        def after(generation: int) -> None:
            self._done(self.tr("本窗口现在持有第 {0} 期大厅钥匙环。").format(generation))

        self._taker.ask_for(
            self._who(self.tr("带入钥匙环")),
            self.tr("带入"),
            lambda by, second: self._facade.bring(by, second, passphrase, file),
            after,
            two=True,
            lane=Lane.FILES,
        )

    # -- the passphrase --
    def _open_card(self, title: str, button: str, *, twice: bool) -> None:
        self.dismiss()
        self._title.setText(title)
        self.on.say(button)
        self.on.be_quiet(False)
        self._again_row.setVisible(twice)
        self._card.show()
        self.phrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _after_phrase(self) -> None:
        if self._file is None:
            self.again.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._go_on()

    def _go_on(self) -> None:
        if self._file is not None:
            if not self.phrase.text():
                self.refusals.say(self.tr("请输入钥匙环的密语。"), "passphrase")
                return
            self._bring_from(self._file)
        elif len(self.phrase.text()) < LEAST_PASSPHRASE:
            words = self.tr("密语至少要 {0} 个字符。").format(LEAST_PASSPHRASE)
            self.refusals.say(words, "passphrase")
        elif self.phrase.text() != self.again.text():
            self.again.clear()
            self.refusals.say(self.tr("两次输入的不一样，请再输一次。"), "again")
        else:
            self._choose_out()

    def _done(self, words: str) -> None:
        self.dismiss()
        self.tell(words)

    def _sign(
        self,
        what: str,
        act: str,
        work: Callable[[Consent, Consent | None], int],
        after: Callable[[int], None],
    ) -> None:
        self._taker.ask_for(self._who(what), act, work, after, two=True)

    def _who(self, what: str) -> str:
        return self.tr("{0}：两个人各输工号和口令（只有一位负责人的，第二个空着）").format(what)

    # -- showing --
    def _show(self, view: RingView) -> None:
        self._view = view
        newest = view.rows[-1] if view.rows else None
        if newest is None:
            self._state.show_word(self.tr("还没有"), "shared")
            self._words.setText(
                self.tr("有了钥匙环，值班主管室看得到全大厅各窗口的姓名和证件号；在持有大厅密钥的窗口开。")
            )
        elif view.held:
            self._state.show_word(self.tr("在这里"), "received")
            self._words.setText(
                self.tr("第 {0} 期在用，本窗口持有：看得到全大厅的件。").format(newest.generation)
            )
        else:
            self._state.show_word(self.tr("不在这里"), "shared")
            self._words.setText(
                self.tr("第 {0} 期在用，在窗口 {1} 开的；这里看不到别的窗口的姓名。").format(
                    newest.generation, newest.station
                )
            )
        self.make.say(self.tr("换新一期…") if view.rows else self.tr("开钥匙环…"))
        self.make.setEnabled(view.hall_key)
        self.out.setEnabled(view.held and not view.exported)
        self._rows.setText("\n".join(self._lines(view)))

    def _lines(self, view: RingView) -> list[str]:
        lines = [
            self.tr("第 {0} 期　{1} 在窗口 {2} 开").format(one.generation, one.since, one.station)
            + (self.tr("　在用") if one.in_force else self.tr("　已换新"))
            + (self.tr("　本窗口持有") if one.held else "")
            for one in view.rows
        ]
        if view.rows and not view.hall_key:
            lines.append(self.tr("换新一期在持有大厅密钥的窗口做。"))
        if view.exported:
            lines.append(self.tr("这一期已经导出过一次；那一份丢了，换新一期。"))
        return lines

    def _arrange(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(14)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        for button in (self.make, self.out, self.bring):
            buttons.addWidget(button)
        buttons.addStretch(1)
        card = QVBoxLayout(self._card)
        card.setContentsMargins(16, 12, 16, 12)
        card.setSpacing(8)
        fields = QHBoxLayout()
        fields.setSpacing(12)
        self._again_row = FieldRow(self.again.accessibleName(), self.again)
        for row in (FieldRow(self.phrase.accessibleName(), self.phrase), self._again_row):
            fields.addWidget(row, 1, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.on)
        foot.addWidget(self.drop)
        foot.addStretch(1)
        card.addWidget(self._title)
        card.addLayout(fields)
        card.addWidget(self._problem)
        card.addLayout(foot)
        self._card.hide()
        column.addLayout(head)
        column.addLayout(buttons)
        column.addLayout(at_left(self._look, self._card, FORM))
        column.addWidget(self._rows)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        area = ColumnScrollArea("ringScroll", inside, reads=True)
        area.setAccessibleName(self.tr("大厅钥匙环"))
        whole.addWidget(area)
