"""评价往来: files sent to and received from the office, and a clerk's own published totals."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.ui.facades.window import Clerk, WindowFacade
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.file_dialogs import Purpose, ask_given_file, ask_new_file
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look

_DIALOG = "ratingFileDialog"


class RatingFiles(QWidget):
    """Signals: ``announced(message)`` for the message bar."""

    announced = Signal(Message)

    def __init__(
        self, facade: WindowFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("ratingExchange")
        self._facade, self._background, self._look = facade, background, look
        self._clerk: Clerk | None = None
        self._own = TextLabel("", "second", wrap=True)
        self._own.setObjectName("ownTotals")
        self.pack = ActButton("ratingPack", self.tr("导出评价包…"), enter=True)
        self.pack.clicked.connect(self._ask_where)
        self.totals = ActButton("ratingTotals", self.tr("收评价合计…"), role="quiet", enter=True)
        self.totals.clicked.connect(self._ask_which)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.pack)
        line.addWidget(self.totals)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._own)
        column.addLayout(line)

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set the clerk whose own totals are shown."""
        self._clerk = clerk
        self._own.setText("")
        if clerk is not None:
            self._background.run(lambda: self._facade.pad.own_totals(clerk), self._own.setText)

    def pack_to(self, file: Path) -> None:
        """Write the ratings not yet sent to the office."""
        clerk = self._clerk
        if clerk is not None:
            self._background.run(
                lambda: self._facade.pad.pack(file, clerk), self._done, self._show_error, lane=Lane.FILES
            )

    def take_totals(self, file: Path) -> None:
        """Import the totals published by the office."""
        clerk = self._clerk
        if clerk is not None:
            self._background.run(
                lambda: self._facade.pad.take_totals(file, clerk),
                self._done,
                self._show_error,
                lane=Lane.FILES,
            )

    def _done(self, words: str) -> None:
        self.announced.emit(Message(Tone.DONE, words))
        self.set_clerk(self._clerk)

    def _show_error(self, error: Exception) -> None:
        self.announced.emit(message_of(error))

    def _ask_where(self) -> None:
        day = self._facade.now().strftime("%Y%m%d")
        name = self.tr("评价包-{0}-{1}.json").format(self._facade.station.code, day)
        ask_new_file(
            self.window(),
            self._look,
            _DIALOG,
            self.tr("评价包写到哪里"),
            name,
            self.pack_to,
            pattern=self._kinds(),
            purpose=Purpose.STICK,
        )

    def _ask_which(self) -> None:
        title = self.tr("打开差评处理室公布的合计")
        ask_given_file(self.window(), _DIALOG, title, self._kinds(), self.take_totals, look=self._look)

    def _kinds(self) -> str:
        return self.tr("评价文件 (*.json);;所有文件 (*)")
