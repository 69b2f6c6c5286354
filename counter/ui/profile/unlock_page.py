"""资料锁着: what opens it is typed once after power-on; the derivation runs in the background."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.services.keys.slot_kinds import TITLES, SlotKind
from counter.ui.facades.unlocking import LockedProfile
from counter.ui.kit.announcement import announce
from counter.ui.kit.background import Background
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.field import Field, PinField
from counter.ui.kit.controls.field_row import follow
from counter.ui.kit.controls.inactivity_timer import InactivityTimer
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.refusals import Refusals
from counter.ui.kit.file_dialogs import choose_folder, typed_path
from counter.ui.kit.messages import message_of
from counter.ui.kit.theme import Look
from counter.ui.profile.step import WIDTH

_SECRETS = ("phrase", "pin", "recovery_key")
"""What refusals call the one field for whatever opens it."""


class UnlockPage(QWidget):
    """Signals: ``opened``; ``checking``: the self-test is wanted."""

    opened = Signal()
    checking = Signal()

    def __init__(self, locked: LockedProfile, background: Background, look: Look) -> None:
        super().__init__()
        self.setObjectName("unlockPage")
        self.setMaximumWidth(WIDTH)
        self._locked, self._background, self._look = locked, background, look
        self._kind = locked.kinds[0]
        self._waiting = self._recovered = self._shown = False
        self.title = TextLabel(self.tr("资料锁着，请打开"), "title")
        self._why = TextLabel("", "second", wrap=True)
        self.ways = Choices(look, "unlockWays", self.tr("用什么打开"))
        self.secret = PinField("unlockSecret", self.tr("开机口令词"))
        self.stick = Field("unlockStick", self.tr("钥匙盘在哪里"), self.tr("空着就自动找"))
        self.choose = ActButton("unlockChooseStick", self.tr("选文件夹…"), role="link")
        self.show_letters = ActButton("unlockShow", self.tr("看一下输了什么"), "F2", role="link")
        self.problem = ProblemLabel()
        self.problem.setObjectName("unlockProblem")
        self._unfound = ProblemLabel()
        follow(self.secret, self.problem)
        follow(self.stick, self._unfound)
        self.refusals = Refusals(self.problem)
        self.refusals.add(self.secret, *_SECRETS)
        self.refusals.add(self.stick, "stick")
        self.go = ActButton("unlockGo", self.tr("打开"), "Enter", role="primary")
        self.recovery = ActButton("unlockRecovery", self.tr("都不行：用恢复密钥打开"), "F7", role="link")
        self.back = ActButton("unlockBack", self.tr("回去"), "Esc", role="link")
        self.check = ActButton("unlockSelfTest", self.tr("自检"), "Ctrl+Shift+D", role="link")
        self._arrange()
        self.ways.show_options([(kind.value, TITLES[kind]) for kind in locked.kinds], {self._kind.value})
        self.ways.setVisible(len(locked.kinds) > 1)
        self.ways.changed.connect(lambda: self._use(SlotKind(self.ways.chosen[0])))
        self.ways.left.connect(lambda: self.secret.setFocus(Qt.FocusReason.OtherFocusReason))
        self.secret.returnPressed.connect(self._try)
        self.stick.returnPressed.connect(lambda: self.secret.setFocus(Qt.FocusReason.OtherFocusReason))
        self.go.clicked.connect(self._go_on)
        self.choose.clicked.connect(self._choose_stick)
        self.show_letters.clicked.connect(self._turn_over)
        self.recovery.clicked.connect(self._turn_to_recovery)
        self.back.clicked.connect(self._turn_back)
        self.check.clicked.connect(self.checking)
        self._alone = InactivityTimer(self, (self.secret,), self._forget)

    def come(self) -> None:
        """The page is shown."""
        self._use(self._kind)

    # -- arrangement --
    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.title)
        column.addWidget(self._why)
        column.addSpacing(8)
        column.addWidget(self.ways)
        self._place = QWidget()
        place = QHBoxLayout(self._place)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(12)
        place.addWidget(TextLabel(self.tr("钥匙盘"), "second"))
        place.addWidget(self.stick, 1)
        place.addWidget(self.choose)
        column.addWidget(self._place)
        column.addWidget(self._unfound)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.secret, 1)
        line.addWidget(self.show_letters)
        column.addLayout(line)
        column.addWidget(self.problem)
        buttons = QHBoxLayout()
        self.go.setMinimumWidth(220)
        buttons.addWidget(self.go)
        buttons.addStretch(1)
        column.addSpacing(8)
        column.addLayout(buttons)
        column.addSpacing(24)
        links = QHBoxLayout()
        links.setSpacing(28)
        links.addWidget(self.recovery)
        links.addWidget(self.back)
        links.addWidget(self.check)
        links.addStretch(1)
        column.addLayout(links)
        column.addStretch(1)

    def _use(self, kind: SlotKind) -> None:
        self._kind = kind
        words = {
            SlotKind.PHRASE: self.tr(
                "开机以后打开一次，到关机或睡眠为止。照抄下的词输拼音，空格、大小写不要紧，不用输入法。"
            ),
            SlotKind.STICK: self.tr(
                "插上钥匙盘，输入它的口令。打开一次，到关机或睡眠为止；下班把盘拔下来锁好。"
            ),
            SlotKind.TPM: self.tr(
                "输入安全芯片的口令。打开一次，到关机或睡眠为止；输错太多次，芯片自己停几个小时。"
            ),
            SlotKind.RECOVERY: self.tr(
                "请大厅负责人拿出锁着的恢复密钥（自己的或大厅的），八组照着输，空格和横线不要紧。"
            ),
        }
        self._why.setText(words[kind])
        self.secret.clear()
        self.secret.setAccessibleName(TITLES[kind])
        hints = {
            SlotKind.PHRASE: self.tr("例如 tianqi dianhua …"),
            SlotKind.RECOVERY: self.tr("八组，每组五个字符"),
        }
        self.secret.setPlaceholderText(hints.get(kind, self.tr("口令")))
        self._place.setVisible(kind is SlotKind.STICK)
        self._show(kind is SlotKind.RECOVERY)
        self.show_letters.setVisible(kind is not SlotKind.RECOVERY)
        self.recovery.setVisible(kind is not SlotKind.RECOVERY)
        self.back.setVisible(kind is SlotKind.RECOVERY)
        self.refusals.clear()
        self.secret.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, shown: bool) -> None:
        self._shown = shown
        self.show_letters.say(self.tr("遮住输过的") if shown else self.tr("看一下输了什么"))
        self.secret.show_typed(shown)

    def _turn_over(self) -> None:
        self._show(not self._shown)
        announce(self, self.tr("输过的字看得见了") if self._shown else self.tr("输过的字遮住了"))
        self.secret.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn_to_recovery(self) -> None:
        self.ways.choose(())
        self._use(SlotKind.RECOVERY)

    def _turn_back(self) -> None:
        self.ways.choose({self._locked.kinds[0].value})
        self._use(self._locked.kinds[0])

    def _choose_stick(self) -> None:
        choose_folder(self, self._look, self.stick.setText)

    def _forget(self) -> None:
        """Nobody typed on: a recovery key half typed is not left in sight."""
        if self._waiting:
            self._alone.start()
        elif self.secret.text():
            self._use(self._kind)
            self.problem.say(self.tr("放了2分钟没有动，输过的已清掉，请再输。"), blocks=False)

    # -- opening --
    def _go_on(self) -> None:
        if self._recovered:
            self.opened.emit()
        else:
            self._try()

    def _try(self) -> None:
        if self._waiting:
            return
        kind, typed, named = self._kind, self.secret.text(), self.stick.text().strip()
        if not typed.strip():
            self.refusals.say(self.tr("还没有输入。"), "phrase")
            return
        keeper = self._locked.keeper
        stick = typed_path(named) if named and kind is SlotKind.STICK else None
        self._wait(True)
        self._background.run(lambda: keeper.unlock(kind, typed, stick), self._succeed, self._refuse)

    def _wait(self, waiting: bool) -> None:
        self._waiting = waiting
        self.secret.setReadOnly(
            waiting
        )  # not disabled: the focus, and what a screen reader says, would leave it
        for part in (self.go, self.stick, self.ways, self.recovery):
            part.setEnabled(not waiting)
        self.go.say(self.tr("正在打开…") if waiting else self.tr("打开"))
        if waiting:
            announce(self, self.tr("正在打开…"))

    def _succeed(self, _held: bool) -> None:
        self._wait(False)
        self.secret.clear()
        if self._kind is not SlotKind.RECOVERY:
            self.opened.emit()
            return
        self._recovered = True
        words = self.tr(
            "恢复密钥是对的，已打开，到关机或睡眠为止。忘了口令词的、丢了钥匙盘的，请负责人马上到"
            "“大厅 → 密钥 → 怎样打开”（没有这一页的用 counter keys phrase、counter keys remove）"
            "换一组词，或去掉那个盘。恢复密钥请锁回去。"
        )
        self.problem.say(words, blocks=False)
        self.secret.hide()
        self.back.hide()
        self.go.say(self.tr("知道了，打开窗口"))
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refuse(self, error: Exception) -> None:
        self._wait(False)
        message = message_of(error)
        if message.field != "phrase":
            self.secret.clear()
        at_stick = message.field == "stick" and self.stick.text()
        self.refusals.say(message.sentence, "stick" if at_stick else "phrase")
        self.secret.end(False)  # a slip is mended where it is

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_F2 and self.show_letters.isVisible():
            self._turn_over()
        elif event.key() == Qt.Key.Key_F7 and self.recovery.isVisible():
            self._turn_to_recovery()
        elif event.key() == Qt.Key.Key_D and event.modifiers() == control:
            self.checking.emit()
        elif event.key() == Qt.Key.Key_Escape and self.back.isVisible():
            self._turn_back()
        else:
            super().keyPressEvent(event)
