"""收文件: the files that wait for a person, one after the other, with code and PIN of who takes them in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from counter.domain.errors import BadInput
from counter.services.parcels.parcel_lines import ParcelLine
from counter.ui.kit.acts.supervisor_fields import SupervisorFields
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.messages import message_of


class ParcelForm(QFrame):
    """Signals: ``taken`` and ``declined`` once code and PIN of that act are given. The PIN is read once."""

    taken = Signal()
    declined = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("parcelForm")
        self.setProperty("role", "card")
        self.line: ParcelLine | None = None
        self._left: tuple[ParcelLine, ...] = ()
        self._title = TextLabel("", "strong", wrap=True)
        self._title.setObjectName("parcelTitle")
        self._words = TextLabel("", "second", wrap=True)
        self._words.setObjectName("parcelWords")
        self.by = FileSignerFields(self.tr("收的人的工号"), self.tr("还缺收的人的工号和口令。"))
        self._problem = ProblemLabel()
        self._problem.setObjectName("parcelProblem")
        self.take = ActButton("parcelTake", self.tr("收"), "F8", role="primary", enter=True)
        self.decline = ActButton("parcelDecline", self.tr("不收"), "Alt+N", role="quiet", enter=True)
        self.later = ActButton("parcelNext", self.tr("先看下一个"), "Alt+X", role="quiet", enter=True)
        self._drop = ActButton("parcelDrop", self.tr("以后再收"), "Esc", role="quiet", enter=True)
        self.take.clicked.connect(lambda: self._press(self.taken))
        self.decline.clicked.connect(lambda: self._press(self.declined))
        self.later.clicked.connect(self._next)
        self._drop.clicked.connect(self.dismiss)
        for button, key in ((self.take, "F8"), (self.decline, "Alt+N"), (self.later, "Alt+X")):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(button.click)
        self.by.code.returnPressed.connect(self.by.pin.setFocus)
        self.by.pin.returnPressed.connect(lambda: self._press(self.taken))
        buttons = QHBoxLayout()
        for button in (self.take, self.decline, self.later, self._drop):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for part in (self._title, self._words, self.by, self._problem):
            column.addWidget(part)
        column.addLayout(buttons)
        self.hide()

    @property
    def begun(self) -> bool:
        """Whether something is asked that is not done yet."""
        return not self.isHidden()

    def ask(self, waiting: Sequence[ParcelLine]) -> None:
        """Ask for the first of these; the others follow. None: put the form away."""
        if not waiting:
            self.dismiss()
            return
        self.line, self._left = waiting[0], tuple(waiting)
        self._title.setText(self.tr("收文件：{0}").format(self.line.words))
        self._words.setText(self.line.standing)
        self.later.setVisible(len(waiting) > 1)
        self._problem.say("")
        self.show()
        (self.by.pin if self.by.code.text() else self.by.code).setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, error: Exception) -> None:
        """Say why it was not done; the file goes on waiting."""
        self.by.pin.clear()
        self._problem.say(message_of(error).sentence)
        self.by.pin.setFocus()

    def dismiss(self) -> None:
        """Put it away; nothing is lost."""
        self.line, self._left = None, ()
        self.by.clear()
        self.hide()

    def _next(self) -> None:
        self.ask((*self._left[1:], *self._left[:1]))

    def _press(self, signal: SignalInstance) -> None:
        try:
            self.by.check()
        except BadInput as missing:
            self._problem.say(missing.sentence)
            (self.by.pin if self.by.code.text().strip() else self.by.code).setFocus()
            return
        signal.emit()


class FileSignerFields(SupervisorFields):
    """Of whoever acts: the service says who may. ``code``: what the first field asks for; ``missing``: told where one
    is empty.
    """

    def __init__(self, code: str, missing: str) -> None:
        super().__init__()
        self.setObjectName("parcelBy")
        self._missing = missing
        self.call(code, QCoreApplication.translate("ParcelForm", "口令"))

    def check(self) -> None:
        """Raises BadInput when one of them is empty."""
        if not all(self.credentials()):
            raise BadInput(self._missing, field="parcelBy")
