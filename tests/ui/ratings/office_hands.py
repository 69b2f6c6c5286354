"""The hands and eyes of somebody at the 差评处理室."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from counter.domain.ratings.pack import pack_text
from counter.domain.ratings.sealed_box import Boxed
from counter.ui.facades.office import OfficeFacade
from counter.ui.kit.charts.bar_list import BarList
from counter.ui.kit.controls.stroke_filter import StrokeFilter
from counter.ui.ratings.ledger_list import ROW_ROLE, LedgerList, LedgerRow
from counter.ui.ratings.office_shell import OfficeShell
from counter.ui.ratings.ratings_page import RatingsPage
from counter.ui.ratings.rectify_page import RectifyPage
from counter.ui.window.main_window import MainWindow
from tests.services.rating_office import Station
from tests.ui.fake_facade import FakeFacade
from tests.ui.hands import Hands, Key

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class OfficeHands(Hands):
    """Keys into the office's window; ``station`` is a window that sends packs."""

    def __init__(
        self,
        qtbot: QtBot,
        window: MainWindow,
        facade: OfficeFacade,
        folder: Path,
        station: Station,
        handler: str,
    ) -> None:
        super().__init__(qtbot, window, cast("FakeFacade", facade))
        self.office = facade
        self.folder = folder
        self.station = station
        self.handler = handler

    @property
    def shell(self) -> OfficeShell:
        return cast("OfficeShell", self.window.shell)

    @property
    def ratings(self) -> RatingsPage:
        assert self.shell.ratings is not None
        return self.shell.ratings

    @property
    def rectify(self) -> RectifyPage:
        assert self.shell.rectify is not None
        return self.shell.rectify

    def settle(self) -> None:
        """Nothing is on its way from the background, nor what it asked for in turn."""
        for strokes in self.window.findChildren(StrokeFilter, StrokeFilter.NAME):
            strokes.forget()
        self.qtbot.waitUntil(lambda: not self.shell.background.busy, timeout=15_000)

    def sign_on(self, code: str = "C01", pin: str = "8642") -> None:
        """Sit down."""
        self.write(code)
        self.key(Key.Key_Return)
        self.write(pin)
        self.key(Key.Key_Return)
        self.qtbot.waitUntil(lambda: self.ratings.isVisible())
        self.settle()

    def pack(self, *boxes: Boxed, name: str = "pack.json", **changes: object) -> Path:
        """A file as the window sends it."""
        file = self.folder / name
        file.write_text(pack_text(self.station.pack(self.handler, boxes, **changes)), encoding="utf-8")
        return file

    def take(self, file: Path) -> None:
        """The file was chosen in the dialog."""
        self.ratings.take_in.take(file)
        self.settle()

    def take_trusted(self, file: Path) -> None:
        """The same, and a supervisor answers for the window's key."""
        self.take(file)
        self.write("C01")
        self.key(Key.Key_Return)
        self.write("8642")
        self.key(Key.Key_Return)

    def press_form(self) -> None:
        """First press, wait until the button is armed, second press."""
        form = self.rectify.detail.acts.form
        assert form is not None
        self.key(Key.Key_F9)
        self.armed(form.confirm.objectName())
        self.key(Key.Key_F9)

    def rows(self, name: str = "rectifyList") -> list[LedgerRow]:
        """What stands in a list, without its heads."""
        model = self.see(LedgerList, name).model()
        found = [model.index(n, 0).data(ROW_ROLE) for n in range(model.rowCount())]
        return [row for row in found if isinstance(row, LedgerRow)]

    def bars(self, name: str) -> dict[str, str]:
        """Label → number of a chart."""
        return {bar.label: bar.number for bar in self.see(BarList, name).bars}

    def spoken(self, name: str) -> list[str]:
        """What a screen reader says of a chart's rows."""
        model = self.see(BarList, name).model()
        role = Qt.ItemDataRole.AccessibleTextRole
        return [str(model.index(n, 0).data(role)) for n in range(model.rowCount())]
