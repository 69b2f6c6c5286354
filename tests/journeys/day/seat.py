"""Somebody who sits at a window of the day: sign on, save papers, put a form away, read what is in sight."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from counter.ui.papers.paper_list import PaperList
from counter.ui.window.main_window import MainWindow
from tests.journeys.day.hands_bot import NotSeen
from tests.ui.fake_facade import FakeFacade
from tests.ui.hands import Hands, Key
from tests.ui.told import words_of

Said = dict[str, object]
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


PRESS_AGAIN = 10_000
"""After how many ms a person presses again where nothing happened."""

OTHERS = "由那个窗口打印、存成文件"
"""Of a paper that another window issued."""


class Seat(Hands):
    """Hands and eyes at a window. ``heard``: every message since it was opened: a notice goes after a while, and the
    next takes its place at once.
    """

    def __init__(self, qtbot: QtBot, window: MainWindow, facade: FakeFacade) -> None:
        super().__init__(qtbot, window, facade)
        self.heard: list[str] = []
        window.shell.message_bar.said.connect(lambda message: self.heard.append(message.sentence))

    def heard_since(self, before: int, *words: str) -> str:
        """The last message since then that says one of these words; any message where none are given."""
        found = (one for one in reversed(self.heard[before:]) if not words or any(w in one for w in words))
        return next(found, "")

    def focus(self) -> QWidget:
        """Where the next key goes. After a dialog there is no window manager that gives the focus back."""
        if QApplication.focusWidget() is None:
            self.window.activateWindow()
        return super().focus()

    def sit_down(self, code: str, pin: str) -> Said:
        """Sign on."""
        self.sign_on(code, pin)
        return {"station": self.window.shell.top_bar.accessibleName()}

    def shut(self) -> None:
        """Close the window."""
        self.window.shut()

    def put_down(self) -> str:
        """Whatever was begun is left: back to 受理 with nobody."""
        said = self.sight()
        for _ in range(4):
            self.key(Key.Key_Escape)
        self.key(Key.Key_F1)
        self.key(Key.Key_N, self.CONTROL)
        for _ in range(3):
            if self.focus().objectName() == "findBox":
                break
            self.key(Key.Key_Escape)
        return said

    def sight(self) -> str:
        """Everything that can be read now, for a report of what went wrong."""
        at = (QApplication.focusWidget(), QApplication.activeWindow(), QApplication.activePopupWidget())
        heard = f"focus {at}｜said {self.heard[-4:]}｜"
        return (
            heard
            + "｜".join(w.text() for w in self.window.findChildren(QLabel) if w.isVisible() and w.text())[
                :3000
            ]
        )

    def _name_folder(self, folder: str) -> None:
        """Behind 更多, where it is another one than last time."""
        self.key(Key.Key_Right, Qt.KeyboardModifier.AltModifier)
        field = next((w for w in self.window.findChildren(QLineEdit, "saveFolder") if w.isVisible()), None)
        if field is not None and field.text() != folder:
            field.setFocus()
            self.key(Key.Key_A, self.CONTROL)
            self.write(folder)
        self.key(Key.Key_Right, Qt.KeyboardModifier.AltModifier)

    def save_papers(self, folder: str, *, newest: int = 0) -> list[list[str]]:
        """Every paper in sight is saved as a file: [its row, the file]; ``newest``: the last ones only."""
        self.qtbot.waitUntil(lambda: self.shows("paperList"))
        listed = self.see(PaperList, "paperList")
        self.qtbot.waitUntil(lambda: listed.count() > 0)
        self._name_folder(folder)
        found = []
        first = max(0, listed.count() - newest) if newest else 0
        for row in range(first, listed.count()):
            listed.setFocus()
            self.key(Key.Key_Home)
            for _ in range(row):
                self.key(Key.Key_Down)
            if self.message():
                self.key(Key.Key_Escape)
                listed.setFocus()
            before, answers = len(self.heard), ("已存为", "没能", "没有", OTHERS)
            said_of_it = partial(self.heard_since, before, *answers)
            self._press_until(Key.Key_S, self.CONTROL, lambda said=said_of_it: bool(said()))  # type: ignore[misc]
            said = said_of_it()
            if OTHERS in said:  # it came from another window meanwhile
                continue
            if "已存为 " not in said:
                raise AssertionError(said)
            file = said.split("已存为 ", 1)[1].split(".pdf", 1)[0] + ".pdf"
            found.append([listed.item(row).text(), file])
        return found

    def put_form_away(self) -> None:
        """Messages, forms and the open case are closed."""
        for _ in range(4):
            if not self.message() and not self.shows("caseDetail"):
                return
            self.key(Key.Key_Escape)

    def confirm(self, form: str) -> None:
        """Both presses of the form's button; what stands in the way is left in sight."""
        self._press_until(Key.Key_F9, Qt.KeyboardModifier.NoModifier, lambda: self._answered(form))
        if self.problem() or not self.shows(form):
            return
        self.key(Key.Key_F9)
        self.settle()

    def _press_until(self, key: Qt.Key, modifier: Qt.KeyboardModifier, answered: Callable[[], bool]) -> None:
        """Press a key, and again as a person does where nothing happened: what arrives meanwhile may undo a press."""
        for patience in (*[PRESS_AGAIN] * 4, 150_000):
            self.key(key, modifier)
            with suppress(NotSeen):
                self.qtbot.waitUntil(answered, timeout=patience)
            if answered():
                return
            at = (QApplication.focusWidget(), QApplication.focusWindow(), QApplication.activePopupWidget())
            print(f"pressed {key.name} again, the focus was at {at}", file=sys.stderr, flush=True)
        raise NotSeen(f"nothing came of {key.name}")

    def _answered(self, form: str) -> bool:
        """Whether the first press was taken, both were, or something stands in the way."""
        return (
            not self.shows(form) or self.button(f"{form}Do").property("armed") is True or bool(self.problem())
        )

    def problem(self) -> str:
        """What the form in sight says stands in the way."""
        return next((w.text() for w in self.window.findChildren(QLabel, "actProblem") if w.isVisible()), "")

    def text(self, name: str) -> str:
        """Words of a label in sight; empty where there is none."""
        found = (w for w in self.window.findChildren(QWidget, name) if w.isVisible())
        return words_of(next(found, None))

    def text_within(self, name: str) -> str:
        """All words within a part in sight."""
        part = next((w for w in self.window.findChildren(QWidget, name) if w.isVisible()), None)
        labels = [] if part is None else part.findChildren(QLabel)
        return "\n".join(w.text() for w in labels if w.isVisible() and w.text())

    def rows(self, name: str) -> list[str]:
        """Rows of a list in sight."""
        view = self.see(QAbstractItemView, name)
        model = view.model()
        columns = model.columnCount() if isinstance(model, QAbstractTableModel) else 1
        return [
            " ".join(str(model.index(row, column).data() or "") for column in range(columns))
            for row in range(model.rowCount())
        ]

    def picture(self, file: str) -> Said:
        """What the window looks like."""
        self.look().save(file)
        return {"file": Path(file).name}
