"""上岗: sign-on page of the window, also its lock screen; never a dialog. Further steps set a PIN or give a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.errors import BadInput
from counter.domain.hall.roles import ROLE_TITLES, StaffRole
from counter.ui.facades.base import ProfileFacade
from counter.ui.facades.window import Clerk
from counter.ui.kit.background import Background
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.field import Field, PinField
from counter.ui.kit.controls.field_row import labelled
from counter.ui.kit.controls.inactivity_timer import InactivityTimer
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.lazy_part import LazyPart
from counter.ui.kit.controls.refusals import Refusals, field_of
from counter.ui.kit.controls.staff_code_field import StaffCodeField
from counter.ui.kit.messages import message_of

if TYPE_CHECKING:
    from counter.ui.frame.new_pin import NewPinStep
    from counter.ui.frame.one_time_code import OneTimeCodeStep


class SignOnPage(QWidget):
    """Signals: ``signed_on(clerk)``."""

    signed_on = Signal(Clerk)

    def __init__(self, facade: ProfileFacade, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAccessibleName(self.tr("正在核对…"))  # it has the focus only meanwhile
        self._facade = facade
        self._background = background
        self._title = TextLabel(self.tr("上岗"), "title")
        self._note = TextLabel("", "second", wrap=True)
        self._note.setObjectName("signOnNote")
        self.code = StaffCodeField("clerkCode", self.tr("工号"), self.tr("例如 W01"))
        self.pin = PinField("clerkPin", self.tr("口令"))
        self._problem = ProblemLabel()
        self._problem.setObjectName("signOnProblem")
        self.refusals = Refusals(self._problem)
        self.enter = ActButton("signOnButton", self.tr("上岗"), "Enter", role="primary")
        self.change = ActButton("changePinButton", self.tr("改口令"), role="quiet")
        self.forgot = ActButton("forgotPinButton", self.tr("忘了口令"), role="quiet")
        self.new_pin = LazyPart(self._make_new_pin, self)
        self.once = LazyPart(self._make_once, self)
        self._first = (self.code, self.pin, self.enter, self.change, self.forgot)
        self._signed: Clerk | None = None  # signed on, and still to be asked for another PIN
        self._proof = ("", "")  # code, and the PIN or one-time code, while a new PIN is being asked for
        self._locked = False
        self._known = ""  # the code that stands there by itself
        self._doubted = False  # digits that are nobody's code were cleared once
        self._arrange()
        self.code.returnPressed.connect(self._leave_code_field)
        self.pin.returnPressed.connect(self._try)
        self.enter.clicked.connect(self._try)
        self.change.clicked.connect(lambda: self._try(changing=True))
        self.forgot.clicked.connect(self._ask_for_code)
        self.refusals.add(self.code, "code")
        self.refusals.add(self.pin, "pin")
        self._alone = InactivityTimer(self, (self.code, self.pin), self._give_up_step)

    def ask(self, before: Clerk | None, *, locked: bool) -> None:
        """Ask for code and PIN; ``before``: the clerk signed on last."""
        self._locked = locked
        self._known = before.code if before else ""
        self.code.setText(self._known or self.code.text())
        self._begin()

    def tell(self, why: str, *, another: bool = False) -> None:
        """Say why the window was locked, before what became of the work. ``another``: who was signed on may not come
        back, and ``why`` says what became of it.
        """
        if another:
            self._known = ""
            self.code.clear()
            self.code.setFocus(Qt.FocusReason.OtherFocusReason)
        if why:
            self._note.setText(why if another else why + self._note.text())

    def tell_unsaved(self, why: str) -> None:
        """What is said of visits was too early: one could not be saved; with an empty ``why`` it has been since."""
        self._note.setText(self.tr("有来访还没有存上：{0}").format(why) if why else self._saved_words())

    def _begin(self) -> None:
        """The first step: code and PIN."""
        self._title.setText(self.tr("已锁屏") if self._locked else self.tr("上岗"))
        self._note.setText(
            self._saved_words() if self._locked else self.tr("输入工号和口令。") + self._demo_words()
        )
        self._signed, self._proof, self._doubted = None, ("", ""), False
        self._show_step(None)
        if self.once.made is not None:
            self.once.made.show_code("")
        self.pin.clear()
        self.refusals.clear()
        self._wait(False)
        (self.pin if self.code.text() else self.code).setFocus(Qt.FocusReason.OtherFocusReason)

    def _saved_words(self) -> str:
        return self.tr("眼前的来访已存好。本人解锁接着办，换人上岗另起一件。")

    def _demo_words(self) -> str:
        """The first clerk and the first supervisor of a demo hall, for who has nobody to ask."""
        firsts = {role: (code, pin) for role, code, pin in reversed(self._facade.demo_people)}
        said = [
            self.tr("{0} {1} 口令 {2}").format(ROLE_TITLES[role], *firsts[role])
            for role in (StaffRole.CLERK, StaffRole.EDITOR, StaffRole.SUPERVISOR)
            if role in firsts
        ]
        return self.tr("\n演示设好时：\n{0}").format("\n".join(said)) if said else ""

    def _arrange(self) -> None:
        card = QFrame()
        card.setObjectName("signOnCard")
        card.setProperty("role", "card")
        card.setFixedWidth(360)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(28, 24, 28, 28)
        inside.setSpacing(12)
        code, pin = labelled(self.code), labelled(self.pin)
        for part in (self._title, self._note, code, pin, self._problem, self.enter):
            inside.addWidget(part)
        others = QHBoxLayout()
        for button in (self.change, self.forgot):
            others.addWidget(button)
        inside.addLayout(others)
        self._inside = inside
        column = QVBoxLayout(self)
        column.addStretch(2)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(3)

    def _make_new_pin(self) -> NewPinStep:
        from counter.ui.frame.new_pin import NewPinStep

        made = NewPinStep()
        made.given.connect(self._set_pin)
        made.left.connect(self._leave_new_pin)
        self._add_step(made)
        return made

    def _make_once(self) -> OneTimeCodeStep:
        from counter.ui.frame.one_time_code import OneTimeCodeStep

        made = OneTimeCodeStep()
        made.asked.connect(self._make_code)
        made.left.connect(self._leave_code)
        self._add_step(made)
        return made

    def _add_step(self, step: QWidget) -> None:
        step.hide()
        self._inside.addWidget(step)
        self._alone.heed(step.findChildren(Field))

    def _show_step(self, step: QWidget | None) -> None:
        """Show one of the further steps; None: code and PIN."""
        for part in self._first:
            part.setVisible(step is None)
        for other in (self.new_pin.made, self.once.made):
            if other is not None:
                other.setVisible(other is step)
        self.refusals.clear()
        self._alone.start() if step is not None else self._alone.stop()

    def _give_up_step(self) -> None:
        """Nobody is there: no code, no half-typed key, and no step that a right PIN had opened stays in sight."""
        if not self.enter.isEnabled():
            self._alone.start()
        elif self.enter.isHidden():
            self._begin()
            words = self.tr("放了2分钟没有动，已收起。没记下一次性口令的，请值班负责人另给一个。")
            self.refusals.say(words)
        else:
            self.pin.clear()
            self.code.setText(self._known)  # a PIN typed into the wrong field

    def _leave_code_field(self) -> None:
        """Enter behind the code. A PIN typed there is cleared; digits entered once more are meant as a code."""
        if self.code.is_covered and not self._doubted:
            self._doubted = True
            self.code.clear()
            words = self.tr("没有这个工号，已清掉，没有显示。先输工号，再输口令。")
            self.refusals.say(words, "code")
        else:
            self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _try(self, *, changing: bool = False) -> None:
        code, pin = self.code.text().strip(), self.pin.text()
        self.pin.clear()
        if not code or not pin:
            self.refusals.say(self.tr("请输入工号和口令。"), "pin" if code else "code")
            return
        if self._was_scanned(pin):
            self.refusals.say(self.tr("扫到的不是口令：先输口令上岗，再扫。"), "pin")
            return
        self._wait(True)
        self._proof = (code, pin)
        self._background.run(
            lambda: self._facade.sign_on(code, pin),
            lambda clerk: self._welcome(clerk, changing=changing),
            self._refuse,
        )

    @staticmethod
    def _was_scanned(pin: str) -> bool:
        """A card or notice scanned into a locked window is not a failed PIN attempt: no delay follows."""
        from counter.domain.papers.verify.scan import ScanKind, read_scan

        scan = read_scan(pin)
        return scan.kind is not ScanKind.UNKNOWN or scan.damaged

    def _wait(self, waiting: bool) -> None:
        if waiting:
            # else it goes on to each button before that one is disabled, and each is said aloud
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        for part in self._first:
            part.setEnabled(not waiting)
        self.enter.say(self.tr("正在核对…") if waiting else self.tr("上岗"))
        for step in (self.new_pin.made, self.once.made):
            if step is not None:
                step.wait(waiting)

    def _welcome(self, clerk: Clerk, *, changing: bool = False) -> None:
        self._wait(False)
        self.pin.clear()
        self.refusals.clear()
        if changing or clerk.better_pin:
            self._signed = clerk
            self._ask_new_pin(clerk.better_pin or self.tr("输入两次新口令。"), forced=False)
            return
        self._signed, self._proof = None, ("", "")
        self._alone.stop()
        self.signed_on.emit(clerk)

    def _ask_new_pin(self, words: str, *, forced: bool) -> None:
        self._title.setText(self.tr("设口令"))
        self._note.setText(words)
        self._show_step(self.new_pin())
        self.new_pin().ask(forced=forced)

    def _leave_new_pin(self) -> None:
        clerk = self._signed
        self._begin()
        if clerk is not None:
            self.signed_on.emit(clerk)
        else:
            self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_pin(self) -> None:
        code, proof = self._proof
        try:
            new = self.new_pin().take()
        except BadInput as error:
            self.new_pin().refusals.refuse(error)
            return
        self._wait(True)
        self._background.run(
            lambda: self._facade.set_pin(code, proof, new), self._welcome, self._refuse_new_pin
        )

    def _refuse_new_pin(self, error: Exception) -> None:
        self._wait(False)
        self.new_pin().begin()
        self.new_pin().refusals.refuse(error)

    def _ask_for_code(self) -> None:
        self._title.setText(self.tr("忘了口令"))
        self._note.setText(self.tr("请值班负责人来，输入自己的工号和口令，给本人一次性口令。"))
        self._show_step(self.once())
        self.once().ask(self.code.text().strip())

    def _leave_code(self) -> None:
        self._begin()
        (self.pin if self.code.text() else self.code).setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_code(self) -> None:
        try:
            code, by, pin = self.once().take()
            agreed, key = self.once().take_proof()
        except BadInput as error:
            self.once().refusals.refuse(error)
            return
        self.code.setText(code)
        self._wait(True)
        self._background.run(
            lambda: self._facade.give_code(code, by, pin, agreed, key), self._show_code, self._refuse_code
        )

    def _show_code(self, once: str) -> None:
        self._wait(False)
        self._note.setText(
            self.tr(
                "这是一次性口令，只显示这一次，今天有效。记下来，按“回去”，在“口令”里输入，再设自己的口令。"
            )
        )
        self.once().show_code(once)
        self._alone.start()
        self.once().back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refuse_code(self, error: Exception) -> None:
        self._wait(False)
        step = self.once()
        if step.ask_proof(field_of(error)):  # nothing is wrong yet: one more is asked for
            self._note.setText(message_of(error).sentence)
            step.supervisor.pin.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            step.refusals.refuse(error, step.supervisor.pin)

    def _refuse(self, error: Exception) -> None:
        self._wait(False)
        if getattr(error, "field", None) == "new_pin":
            self._ask_new_pin(self.tr("一次性口令对。请设自己的口令，4到12位数字。"), forced=True)
            return
        self._proof = ("", "")
        self.pin.clear()
        self.refusals.refuse(error, self.pin)
