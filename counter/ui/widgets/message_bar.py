"""The bar where the program speaks: one sentence, never modal, closed with Esc or its button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from counter.ui.messages import Message, Tone
from counter.ui.theme import restyle
from counter.ui.widgets.act_button import ActButton
from counter.ui.widgets.text_label import TextLabel


class MessageBar(QFrame):
    """Shows the newest message until it is closed or replaced. One act may stand beside the sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self.message: Message | None = None
        self._act: Callable[[], None] | None = None
        self._text = TextLabel(wrap=True)
        self._text.setObjectName("messageText")
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._do = ActButton("messageAct", "", role="link")
        self._do.setAccessibleName(self.tr("按提示去办"))
        self._do.hide()
        self._do.clicked.connect(self._act_on_it)
        self._close = ActButton("messageClose", self.tr("知道了"), "Esc", role="quiet")
        self._close.clicked.connect(self.clear)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 6, 16, 6)
        line.setSpacing(12)
        line.addWidget(self._text, 1)
        line.addWidget(self._do)
        line.addWidget(self._close)
        self.hide()

    def show_message(self, message: Message, act: str = "", do: Callable[[], None] | None = None) -> None:
        """Say it, and read it out to a screen reader."""
        self.message = message
        self._act = do
        self._text.setText(message.sentence)
        if act:
            self._do.say(act)
        self._do.setVisible(bool(act))
        restyle(self, tone=message.tone.value)
        self.setAccessibleName(message.sentence)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def say(self, tone: Tone, sentence: str) -> None:
        """Say one sentence."""
        self.show_message(Message(tone, sentence))

    def clear(self) -> None:
        """Nothing to say any more."""
        self.message = None
        self._act = None
        self.hide()

    def leave_page(self) -> None:
        """Another page is shown: what was done on the one before need not stand beside it; what is wrong stays."""
        if self.message is not None and self.message.tone is Tone.DONE and self._act is None:
            self.clear()

    def _act_on_it(self) -> None:
        act = self._act
        self.clear()
        if act is not None:
            act()
