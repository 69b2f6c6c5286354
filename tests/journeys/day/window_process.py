"""The real window of one profile with a person's hands in it: ``python -m … PROFILE``, told what to do line by line.

The window is the one that ``counter`` opens, in a process of its own that can be killed. A line of the input: JSON with
``do`` (a method of ``Person``) and ``what`` (its arguments); a line of the output, after ``@@``: what came of it.
"""

from __future__ import annotations

import json
import sys
import threading
import traceback
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counter.bootstrap.window import open_window
from counter.ui.window.main_window import MainWindow
from tests.journeys.day.hands_bot import Bot
from tests.journeys.day.person import Person
from tests.ui.fake_facade import FakeFacade


class Ear(QObject):
    """Passes on what the driver says, one act at a time."""

    told = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._person: Person | None = None
        self.told.connect(self._do)

    def listen(self) -> None:
        """Until the driver is gone; then the window is gone too."""
        for line in sys.stdin:
            self.told.emit(line)
        QTimer.singleShot(0, self, lambda: self.person.shut())

    @property
    def person(self) -> Person:
        """Whoever sits here."""
        if self._person is None:
            window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))
            bot = Bot()
            bot.waitUntil(lambda: window.sign_on is not None and window.sign_on.isVisible(), 30_000)
            window.activateWindow()
            bot.waitUntil(window.isActiveWindow)
            self._person = Person(cast("QtBot", bot), window, cast("FakeFacade", None))
        return self._person

    def _do(self, line: str) -> None:
        asked = json.loads(line)
        answer: dict[str, Any] = {"id": asked["id"]}
        try:
            answer["said"] = getattr(self.person, asked["do"])(**asked["what"])
        except Exception as wrong:  # noqa: BLE001  # told to the driver with what the window shows
            answer["wrong"] = "".join(traceback.format_exception(wrong))[-3000:]
            answer["sight"] = self._person.sight() if self._person else ""
        _say(answer)


def _say(answer: dict[str, Any]) -> None:
    _OUT.write("@@" + json.dumps(answer, ensure_ascii=False) + "\n")
    _OUT.flush()


_OUT = sys.stdout


def _main() -> int:
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    app = QApplication(sys.argv[:1])
    app.setApplicationName("counter")
    ear = Ear()
    threading.Thread(target=ear.listen, daemon=True).start()
    return open_window(Path(sys.argv[1]))


if __name__ == "__main__":
    sys.exit(_main())
