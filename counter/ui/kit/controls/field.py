"""Input fields: one line, PIN, long text. Pasted text is cleaned as a person means it, text being composed by an input
method is left alone, and what is wrong is said at the field (decision 0063).
"""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QHideEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
)
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from counter.domain.text.pasted import joined, one_line, several_lines, visible_only
from counter.ui.kit.controls.field_end import paint_elided
from counter.ui.kit.controls.field_note import FieldNote, say_limit
from counter.ui.kit.controls.labels import SAYS_NOTHING
from counter.ui.kit.theme import restyle

_LONGEST = 200
_BREAKS = "\r\n"


def _is_act_of_another_page(event: QKeyEvent) -> bool:
    """A letter with Alt that nothing here is bound to: Qt would write it. Digits of the number pad with Alt are those
    of a character's code.
    """
    letter = event.text()
    return event.modifiers() == Qt.KeyboardModifier.AltModifier and letter != "" and letter.isprintable()


class Field(QLineEdit):
    """``label``: accessible name. ``for_name``: a name is entered here; ``keyed``: letters and digits as the keys give
    them, no input method composes there; ``code``: that, in half width and without blanks. ``named_by``: the words
    beside it; ``told``: a label says what is wrong with it, ``told_at``.

    Signals: ``said(sentence)``: what is wrong with it, empty: nothing, for the label beside it; ``appeared(bool)`` when
    it is shown or hidden, for its label too.
    """

    said = Signal(str)
    appeared = Signal(bool)

    def __init__(
        self,
        name: str,
        label: str,
        placeholder: str = "",
        parent: QWidget | None = None,
        *,
        for_name: bool = False,
        code: bool = False,
        keyed: bool = False,
    ) -> None:
        super().__init__(parent)
        self._keyed = code or keyed
        self.for_name = for_name
        self.named_by: QLabel | None = None
        self.told = False
        self.told_at: QLabel | None = None
        self._code = code
        self._composed = ""
        self._waiting: str | None = None
        self._left_at: int | None = None
        """Where the cursor was when the hand left."""
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setPlaceholderText(placeholder)
        self._beside = ""
        self._describe("")
        self.setMaxLength(_LONGEST)
        self.setAcceptDrops(False)  # a file dropped here would leave its path as text; the page may want it
        self.textChanged.connect(self._clean)
        self.inputRejected.connect(self._say_limit)

    @property
    def composing(self) -> bool:
        """An input method is at work: its letters are not yet text."""
        return bool(self._composed)

    @property
    def composing_letters(self) -> str:
        """What is composed and no text yet."""
        return self._composed

    def say_beside(self, words: str) -> None:
        """What stands beside the field for the eye is read with it: that it must be filled in, its hint."""
        self._beside = words
        self._describe("")

    def show_problem(self, sentence: str) -> None:
        """Colour the border while ``sentence`` is shown beside the field; empty: valid."""
        if self.property("problem") != bool(sentence):
            restyle(self, problem=bool(sentence))
        self._describe(sentence)
        self.said.emit(sentence)
        if sentence and not self.told:
            FieldNote.show_at(self, sentence)

    def paste_text(self, text: str) -> None:
        """Put a text in place of the selection, cleaned; what has no room is left out, and said."""
        self._go_on()
        clean = self.cleaned(text)
        room = self.maxLength() - len(self.text()) + len(self.selectedText())
        self.insert(clean[:room])
        if len(clean) > room:
            self._say_limit()

    def cleaned(self, text: str) -> str:
        """A text from a clipboard as it is meant here."""
        line = one_line(joined(text) if self.for_name else text)  # a name goes on, a sentence begins anew
        return "".join(unicodedata.normalize("NFKC", line).split()) if self._code else line

    def setText(self, text: str | None) -> None:
        """A text from the program waits while a person composes: the person's word counts, if there is one."""
        if not self.composing:
            super().setText(text)
            self._show_beginning()
        elif (text or "") != self.text():
            self._waiting = text or ""

    def clear(self) -> None:
        """Nothing stays, also of what was being composed."""
        self._composed, self._waiting = "", None
        super().clear()

    def setVisible(self, visible: bool) -> None:
        super().setVisible(visible)
        self.appeared.emit(visible)

    def inputMethodQuery(self, query: Qt.InputMethodQuery, *argument: object) -> object:
        """Qt asks here whether an input method may compose, not by ``WA_InputMethodEnabled``."""
        if self._keyed and query == Qt.InputMethodQuery.ImEnabled:
            return False
        return super().inputMethodQuery(query, *argument)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        was, self._composed = self.composing, event.preeditString()
        super().inputMethodEvent(event)
        if was and not self.composing:
            waiting, self._waiting = self._waiting, None
            if waiting is not None and (not event.commitString() or not waiting):
                super().setText(waiting + event.commitString())
            self._clean(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_act_of_another_page(event):
            event.ignore()
        elif event.matches(QKeySequence.StandardKey.Paste) and not self.isReadOnly():
            self.paste_text(QGuiApplication.clipboard().text())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's menu; its paste is ours."""
        menu = self.createStandardContextMenu()
        if menu is None:
            return
        for action in menu.actions():
            if action.objectName() == "edit-paste" and action.isEnabled():
                action.triggered.disconnect()
                action.triggered.connect(lambda: self.paste_text(QGuiApplication.clipboard().text()))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Preset text is selected: typing replaces it. Who comes back by a key goes on where the hand left."""
        by_hand = event.reason() in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.PopupFocusReason)
        if not by_hand:
            self._go_on()
        self._left_at = None
        super().focusInEvent(event)
        if not by_hand and not self.isModified():
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was being composed becomes text where the input method itself has not settled it."""
        if self.composing and event.reason() is not Qt.FocusReason.PopupFocusReason:
            settled = QInputMethodEvent()
            settled.setCommitString(self._composed)
            QCoreApplication.sendEvent(self, settled)
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._show_beginning()

    def paintEvent(self, event: QPaintEvent) -> None:
        """What has no room ends in …, as long as nobody is in it."""
        is_read = not self.hasFocus() and self.echoMode() is QLineEdit.EchoMode.Normal
        if not (is_read and paint_elided(self)):
            super().paintEvent(event)

    def _show_beginning(self) -> None:
        """A text that nobody is in is read from its beginning, as Qt shows it where the cursor stands."""
        if not self.hasFocus() and self.echoMode() is QLineEdit.EchoMode.Normal:
            self._left_at = self.cursorPosition()
            self.setCursorPosition(0)

    def _go_on(self) -> None:
        if self._left_at is not None:
            self.setCursorPosition(self._left_at)

    def _describe(self, sentence: str) -> None:
        """What is wrong, else what stands beside it, else Qt takes the placeholder; one that only repeats the label is
        not read.
        """
        repeats = self.placeholderText() == self.accessibleName()
        self.setAccessibleDescription(sentence or self._beside or (SAYS_NOTHING if repeats else ""))

    def _clean(self, text: str) -> None:
        """Whatever way a text came in, nothing unseen stays; a trailing blank does, for somebody is typing."""
        if self.composing or (text.isascii() and text.isprintable()):
            return
        clean = self._as_typed(text)
        if clean != text:
            before = len(self._as_typed(text[: self.cursorPosition()]))
            modified = self.isModified()
            super().setText(clean)
            self.setCursorPosition(before)
            self.setModified(modified)

    def _as_typed(self, text: str) -> str:
        line = text if text.isprintable() else one_line(f"|{self._on_one_line(text)}|")[1:-1]
        return "".join(unicodedata.normalize("NFKC", line).split()) if self._code else visible_only(line)

    def _on_one_line(self, text: str) -> str:
        return joined(text) if self.for_name and any(c in text for c in _BREAKS) else text.strip(_BREAKS)

    def _say_limit(self) -> None:
        say_limit(self, self.maxLength())


class PinField(Field):
    """Read once: callers clear it after every use and refusal; hiding clears it.

    A PIN left in the field would let the next person act in the name of its owner.
    """

    def __init__(self, name: str, label: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, label, placeholder, parent, keyed=True)
        self.setEchoMode(QLineEdit.EchoMode.Password)

    def show_typed(self, shown: bool) -> None:
        """Show the letters, or hide them again: for long secrets that nobody else is to see."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def hideEvent(self, event: QHideEvent) -> None:
        """Closed, locked or another page."""
        super().hideEvent(event)
        self.clear()


_LINES, _MOST_LINES = 4, 14
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LongField(QPlainTextEdit):
    """``most``: maximum length; ``grows_from``: so many lines high while it is empty, and higher with its text. Enter
    begins a new line; Tab, or Enter with Ctrl, goes on.

    Signals: ``edited`` when the text changed; ``left`` with Ctrl+Enter; ``said`` and ``appeared`` as ``Field``.
    """

    edited = Signal()
    left = Signal()
    said = Signal(str)
    appeared = Signal(bool)

    def __init__(
        self,
        name: str,
        label: str,
        hint: str = "",
        most: int = 500,
        parent: QWidget | None = None,
        *,
        grows_from: int = 0,
    ) -> None:
        super().__init__(parent)
        self.setAcceptDrops(False)  # as ``Field``
        self.named_by: QLabel | None = None
        self.told = False
        self.told_at: QLabel | None = None
        self._most = most
        self._grows_from = grows_from
        self._composing = False
        self._before = ""
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setToolTip(QCoreApplication.translate("Field", "回车换行；按 Tab 或者 Ctrl+Enter 往下走"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.textChanged.connect(self._on_changed)
        if grows_from:
            self.document().documentLayout().documentSizeChanged.connect(lambda _: self._measure())
        self._measure()

    def text(self) -> str:
        """The text as one paragraph, as papers print it."""
        return joined(self.toPlainText())

    def show_problem(self, sentence: str) -> None:
        """As ``Field``."""
        if self.property("problem") != bool(sentence):
            restyle(self, problem=bool(sentence))
        self.setAccessibleDescription(sentence)
        self.said.emit(sentence)

    def setVisible(self, visible: bool) -> None:
        super().setVisible(visible)
        self.appeared.emit(visible)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_act_of_another_page(event):
            event.ignore()
        elif event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not event.isAutoRepeat():
                self.left.emit()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if not self._composing:
            self._on_changed()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Pasted or dropped: cleaned, and no more than there is room for."""
        clean = several_lines(source.text())
        room = self._most - len(self.toPlainText()) + len(self.textCursor().selectedText())
        self.insertPlainText(clean[:room])
        if len(clean) > room:
            self._say_limit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()

    def _on_changed(self) -> None:
        """What an input method composes is no text yet: nothing is cut or told before it is."""
        text = self.toPlainText()
        if self._composing or text == self._before:
            return
        if len(text) > self._most:
            at = min(self.textCursor().position(), self._most)
            self.setPlainText(text[: self._most])
            cursor = self.textCursor()
            cursor.setPosition(at)
            self.setTextCursor(cursor)
            self._say_limit()
            return
        self._before = text
        self.edited.emit()

    def _say_limit(self) -> None:
        say_limit(self, self._most)

    def _measure(self) -> None:
        lines = self._grows_from or _LINES
        if self._grows_from:  # the size of a plain text document is counted in lines
            lines = min(max(lines, round(self.document().size().height())), _MOST_LINES)
        height = self.fontMetrics().lineSpacing() * lines + 16
        if self.minimumHeight() != height:
            self.setFixedHeight(height)
