"""The message bar: one sentence, never modal, closed with Esc or its button; what was opened after it goes first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QSizePolicy, QWidget

from counter.ui.kit.announcement import announce
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_columns import LINE, widen_to
from counter.ui.kit.messages import Message, Tone
from counter.ui.kit.theme import Look, restyle

READ_MS = 20_000
"""How long a notice is shown."""

EARLIER_KEY = "Ctrl+Shift+N"
"""Shows what was said before."""

_NOTICES = (Tone.SAID, Tone.DONE)
LASTING = (Tone.WORLD, Tone.BUG)
"""Tones that require action: shown until closed or replaced."""


class MessageBar(QFrame):
    """Shows the newest message until it is closed or replaced; notices disappear after ``READ_MS``.

    Signals: ``said(message)`` for each that is shown; ``earlier_wanted``: the ones before, asked for by a click on it.

    One action may be offered beside the sentence. One Esc closes one thing, what came last: a panel that was opened
    after the message has the first Esc, otherwise the bar has it. A message that something is done stands in nobody's
    way: it goes with the Esc that does something else.
    """

    said = Signal(Message)
    earlier_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self.message: Message | None = None
        self._act: Callable[[], None] | None = None
        self._text = TextLabel(wrap=True)
        self._text.setObjectName("messageText")
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._text.installEventFilter(self)
        self._text.setToolTip(self.tr("点一下，看刚才说过的（{0}）").format(EARLIER_KEY))
        self._do = ActButton("messageAct", "", role="link")
        self._do.setAccessibleName(self.tr("按提示去办"))
        self._do.hide()
        self._do.clicked.connect(self._act_on_it)
        self._close = ActButton("messageClose", self.tr("知道了"), "Esc", role="quiet")
        self._close.clicked.connect(self.clear)
        for button in (self._do, self._close):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click does not take the focus
        self._key = QShortcut(QKeySequence("Esc"), self)  # before the focused widget: one Esc does one thing
        self._key.setAutoRepeat(False)
        self._key.activated.connect(self._escape)
        self._seen: list[QWidget] = []
        """What was visible when the message was said."""
        self._look = QTimer(self)  # after what is opened in the same act
        self._look.setSingleShot(True)
        self._look.setInterval(0)
        self._look.timeout.connect(self._see)
        self._timer = QTimer(self)
        self._timer.setObjectName("readTime")
        self._timer.setSingleShot(True)
        self._timer.setInterval(READ_MS)
        self._timer.timeout.connect(self.clear)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 6, 16, 6)
        line.setSpacing(12)
        line.addWidget(self._text, 700)
        line.addStretch(1)
        line.addWidget(self._do)
        line.addWidget(self._close)
        self.hide()

    def show_message(self, message: Message, act: str = "", do: Callable[[], None] | None = None) -> None:
        """Show a message, also to a screen reader, with an optional action."""
        self.message = message
        self._act = do
        if message.tone in _NOTICES:
            self._timer.start()
        else:
            self._timer.stop()
        self._text.setText(message.sentence)
        if act:
            self._do.say(act)
        self._do.setVisible(bool(act))
        restyle(self, tone=message.tone.value)
        self.setAccessibleName(message.sentence)
        self.show()
        self._look.start()
        self.said.emit(message)
        announce(self, message.sentence, urgent=message.tone in LASTING)

    def keep_lines(self, look: Look) -> None:
        """No line longer than is read: the second half of a long sentence stands under the first."""
        widen_to(look, self._text, LINE)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click on the words asks for the earlier ones; words that are being marked to be copied do not."""
        released = event.type() is QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent)
        if watched is self._text and released and not self._text.hasSelectedText():
            self.earlier_wanted.emit()
        return super().eventFilter(watched, event)

    def say(self, tone: Tone, sentence: str) -> None:
        """Show one sentence."""
        self.show_message(Message(tone, sentence))

    def clear(self) -> None:
        """Hide the bar."""
        self.message = None
        self._act = None
        self._timer.stop()
        self._look.stop()
        self._seen = []
        self.hide()

    def leave_page(self) -> None:
        """Another page is shown: hide the message unless somebody has to act on it."""
        if self.message is not None and self.message.tone not in LASTING:
            self.clear()

    def take_back(self, message: Message) -> None:
        """Hide this message if it is still shown."""
        if self.message == message:
            self.clear()

    def _see(self) -> None:
        self._seen = [part for part in self.window().findChildren(QWidget) if part.isVisible()]

    def _escape(self) -> None:
        """Esc goes to what was opened after the message; the bar is closed where that did nothing to be seen. What is
        done asks nobody for anything: it goes, and Esc does what it does there.
        """
        focus = QApplication.focusWidget()
        if self.message is not None and self.message.tone is Tone.DONE:
            self.clear()  # first: what Esc does may say something
            self._hand_on(focus)
            return
        if focus is not None and self._seen and not any(part is focus for part in self._seen):
            accepted = self._hand_on(focus)
            if accepted and QApplication.focusWidget() is not focus:
                return
        self.clear()

    def _hand_on(self, focus: QWidget | None) -> bool:
        """Let Esc act where the focus is. True where something took it."""
        if focus is None:
            return False
        escape = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
        self._key.setEnabled(False)  # or it would take the key again
        QApplication.sendEvent(focus, escape)
        self._key.setEnabled(True)
        return bool(escape.isAccepted())

    def _act_on_it(self) -> None:
        act = self._act
        self.clear()
        if act is not None:
            act()
