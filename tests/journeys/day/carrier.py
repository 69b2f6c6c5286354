"""Somebody who reports and carries the stick: 上报 and 拷到U盘 / 收U盘 by keys, and what the window says of it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from tests.journeys.day.seat import Said, Seat
from tests.ui.hands import Key

ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Carrier(Seat):
    """Hands at the pages of the exchange."""

    def report(self, *, patient: bool = True) -> Said:
        """现在上报, until the round has ended; not ``patient``: somebody will kill it."""
        self.put_form_away()
        self.key(Key.Key_U, self.CONTROL | SHIFT)
        self.qtbot.waitUntil(lambda: self.shows("reportNow"))
        if self.message():
            self.key(Key.Key_Escape)
        before = len(self.heard)
        self.key(Key.Key_S, ALT)
        self.qtbot.waitUntil(lambda: bool(self._end_of_round(before)), timeout=300_000 if patient else 3_000)
        said = self._end_of_round(before)
        self.settle()
        return {
            "said": said,
            "state": self.text("reportingState"),
            "words": self.text("reportingWords"),
            "rows": [
                w.accessibleName()
                for w in self.window.findChildren(QWidget)
                if w.isVisible() and w.objectName().startswith("matter") and w.accessibleName()
            ],
        }

    def _end_of_round(self, before: int) -> str:
        """What was said of the round; empty while it goes on."""
        said = self.heard_since(before)
        return "" if said.startswith("正在上报") else said

    def courier(self, folder: str, keys: str) -> Said:
        """The page of the stick in that folder: K copies, R takes in, in this order."""
        self.put_form_away()
        self.key(Key.Key_U, self.CONTROL | SHIFT)
        self.qtbot.waitUntil(lambda: self.shows("courierPage"))
        self.key(Key.Key_U, ALT)
        self.qtbot.waitUntil(lambda: self.shows("courierCopy"))
        self.key(Key.Key_O, ALT)
        self.qtbot.waitUntil(lambda: bool(self.window.findChildren(QFileDialog, "courierFolder")))
        dialog = self.see(QFileDialog, "courierFolder")
        dialog.findChildren(QLineEdit, "fileNameEdit")[0].setText(folder)
        dialog.accept()
        self.qtbot.waitUntil(lambda: not self.window.findChildren(QFileDialog, "courierFolder"))
        said = []
        for letter in keys:
            self.qtbot.waitUntil(lambda: self.button("courierCopy").isEnabled())
            if self.message():
                self.key(Key.Key_Escape)
            before = len(self.heard)
            self.alt(letter)
            answer = partial(self._courier_answer, before)
            self.qtbot.waitUntil(lambda answer=answer: bool(answer()), timeout=180_000)  # type: ignore[misc]
            said.append(answer())
        return {"said": said, "words": self.text("courierWords"), "table": self.text_within("page")}

    def _courier_answer(self, before: int) -> str:
        """What came of copying or taking in; empty while it goes on."""
        if not self.button("courierCopy").isEnabled():
            return ""
        return self.heard_since(before, "拔盘", "没有要拷") or self.text("courierProblem")
