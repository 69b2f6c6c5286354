"""A button that shows its key beside its caption."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from counter.ui.kit.announcement import announce
from counter.ui.kit.controls.labels import SAYS_NOTHING, KeyCap, TextLabel
from counter.ui.kit.theme import repolish, restyle

_PRESSING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Select)


class ActButton(QPushButton):
    """``role``: primary, plain, link or quiet. ``name``: object name.

    ``enter``: Enter presses it too; default for links, quiet buttons and those showing Enter as key. Buttons of a
    choice do not accept it: a surplus Enter, typed or from a scanner, may reach them.

    ``writes``: it records an entry or prints a paper and cannot be undone. Only its own key or the mouse presses it;
    Enter and Space, which press any focused button, only show which key to use. A double click on it, or on a button
    whose next press acts, is one press, however slow the hand.

    ``prints``: it only prints, and Enter may press it: of it too a double click is one press.
    """

    def __init__(
        self,
        name: str,
        words: str,
        key: str = "",
        role: str = "plain",
        parent: QWidget | None = None,
        *,
        enter: bool | None = None,
        writes: bool = False,
        prints: bool = False,
    ) -> None:
        super().__init__(parent)
        if writes and not key:
            raise ValueError(f"{name} could not be reached by the keyboard")
        self._writes = writes
        self._once = writes or prints
        self._enter = role in ("link", "quiet") or key == "Enter" if enter is None else enter
        self.setObjectName(name)
        self.setProperty("role", role)
        self.setAutoDefault(False)
        # Parts of the button from the beginning: Qt gives what is made alone a style of its own and takes it off again.
        self._label = TextLabel(words, parent=self)
        self._cap = KeyCap(key, self) if key else None
        # Few buttons ever say more than their caption, and a window has two hundred buttons: made when first needed.
        self._extra: TextLabel | None = None
        self._below: TextLabel | None = None
        edge = _edge_of(role)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(edge, 0, edge, 0)
        column.setSpacing(0)
        column.addStretch(1)
        line = self._line = QHBoxLayout()
        column.addLayout(line)
        column.addStretch(1)
        line.setSpacing(6)
        line.addStretch(1)
        for part in (self._label, self._cap):
            if part is not None:
                part.leave_reading_to_parent()
                line.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addStretch(1)
        self._key = key
        self._hinting = False
        self._armed = self._leads = False
        self._clicked_at = 0  # by the pointer's own clock
        self._name_for_reader()

    @property
    def key(self) -> str:
        """Name of the key it shows."""
        return self._key

    @property
    def words(self) -> str:
        """The caption."""
        return self._label.text()

    @property
    def extra(self) -> str:
        """The second, quieter sentence on the button."""
        return self._extra.text() if self._extra else ""

    @property
    def below(self) -> str:
        """The second line under the caption."""
        return self._below.text() if self._below else ""

    def say(self, words: str, extra: str = "", below: str = "") -> None:
        """Set the caption; ``below`` is shown as a second line. What it says already has nothing laid out anew."""
        if (words, extra, below) == (self.words, self.extra, self.below) and not self._hinting:
            return
        if self._hinting:  # what the button says now is news: the hint is over, and its key shows again
            self._hinting = False
            self.show_key(True)
            self._label.show()
        self._say_below(below)
        self._label.setText(words)
        self._say_extra(extra)
        self._name_for_reader()
        layout = self._column
        edges = layout.contentsMargins()
        air = 6 if below else 0
        layout.setContentsMargins(edges.left(), air, edges.right(), air)
        for part in (self._line, layout):  # else a caller asking at once gets the width of the old caption
            part.invalidate()
        self.updateGeometry()

    def _say_extra(self, words: str) -> None:
        if self._extra is None:
            if not words:
                return
            self._extra = TextLabel("", "small")
            self._extra.leave_reading_to_parent()
            after_label = self._line.indexOf(self._label) + 1
            self._line.insertWidget(after_label, self._extra, 0, Qt.AlignmentFlag.AlignVCenter)
        self._extra.setText(words)
        self._extra.setVisible(bool(words))

    def _say_below(self, words: str) -> None:
        if self._below is None:
            if not words:
                return
            self._below = TextLabel("", "small", wrap=True)
            sides = Qt.AlignmentFlag
            self._below.setAlignment(sides.AlignLeft if self._leads else sides.AlignCenter)
            self._below.leave_reading_to_parent()
            self._column.insertWidget(2, self._below)
        self._below.setText(words)
        self._below.setVisible(bool(words))

    @property
    def key_room(self) -> int:
        """Width that its key takes, while it shows it; 0 where it has none."""
        return 0 if self._cap is None else self._cap.sizeHint().width() + self._line.spacing()

    @property
    def bare_width(self) -> int:
        """Width that it asks for without its key."""
        return self.sizeHint().width() - (self.key_room if self.shows_key else 0)

    @property
    def shows_key(self) -> bool:
        """True while its key stands beside its words."""
        return self._cap is not None and not self._cap.isHidden()

    def show_key(self, shown: bool) -> None:
        """Show or hide the key cap, e.g. while ``extra`` already names the key."""
        if self._cap is not None:
            self._cap.setVisible(shown)

    def read_from_left(self) -> None:
        """As one of a list of choices: its words begin at the left edge, the key stands at the right."""
        self._leads = True
        self._line.removeItem(self._line.itemAt(0))
        if self._cap is not None:
            self._line.removeWidget(self._cap)
            self._line.addWidget(self._cap, 0, Qt.AlignmentFlag.AlignVCenter)
        if self._below is not None:
            self._below.setAlignment(Qt.AlignmentFlag.AlignLeft)

    def arm(self, armed: bool, *, aloud: bool = True) -> None:
        """Show that the next press acts, or no longer does; a screen reader says it wherever the focus is."""
        restyle(self, armed=armed)
        changed, self._armed = armed is not self._armed, armed
        if changed and aloud:
            QTimer.singleShot(0, self, self._tell)  # the caption changes in the same act

    def be_quiet(self, quiet: bool) -> None:
        """Style of a primary button that cannot act yet."""
        self._restyle(quiet=quiet)

    def take_role(self, role: str) -> None:
        """Change the role: the same button, more or less prominent."""
        edges = self._column.contentsMargins()
        edge = _edge_of(role)
        self._column.setContentsMargins(edge, edges.top(), edge, edges.bottom())
        self._restyle(role=role)

    def _restyle(self, **properties: object) -> None:
        if not restyle(self, **properties):
            return
        for part in (self._label, self._extra, self._cap, self._below):
            if part is not None:
                repolish(part)  # their colours follow the button's

    def changeEvent(self, event: QEvent) -> None:
        """A link that cannot be followed is not underlined: Qt keeps the letters of a caption whatever its state."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.EnabledChange and self.property("role") == "link":
            restyle(self._label, shut=not self.isEnabled())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._hinting:
            self._hint(shown=False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        before, self._clicked_at = self._clicked_at, event.timestamp()
        again = 0 < before <= self._clicked_at < before + QApplication.doubleClickInterval()
        if again and (self._once or self._armed):
            event.accept()
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enters = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat()
        if self._writes and event.key() in _PRESSING:
            if not self.extra:  # else the caption of the next press is already shown
                self._hint(shown=True)
        elif self._enter and enters:
            self.click()
        else:
            super().keyPressEvent(event)

    def _hint(self, *, shown: bool) -> None:
        """Say that Enter does not count; where the button has no room for that, only which key does."""
        key = self._key
        self.say(self.words, self.tr("回车不算，请按 {0}").format(key) if shown else "", self.below)
        self.show_key(not shown)
        if shown and self.sizeHint().width() > self.maximumWidth():
            self._label.hide()
            self.say(self.words, self.tr("请按 {0}").format(key), self.below)
        self._hinting = shown

    def setToolTip(self, words: str) -> None:
        super().setToolTip(words)
        named = words == self._key  # its name has the key; Qt would read the tip too
        self.setAccessibleDescription(SAYS_NOTHING if named else "")

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(self._column.sizeHint())

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().expandedTo(self._column.minimumSize())

    def _tell(self) -> None:
        if self.isVisible():  # else it did what it was armed for, and its page is gone
            announce(self, self.accessibleName())

    def _name_for_reader(self) -> None:
        key = f"，{self._key}" if self._key and self._key not in self.extra else ""  # read once
        extra = f"，{self.extra}" if self.extra else ""
        below = f"：{self.below}" if self.below else ""
        self.setAccessibleName(f"{self._label.text()}{below}{extra}{key}")


def _edge_of(role: str) -> int:
    """Room beside the words: of what is framed, and of what is not."""
    return 12 if role in ("primary", "plain") else 2
