"""The register's files: the workbook out and in, and the signed file out for other windows and in from them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from counter.domain.guide.rows.faults import GuideFault
from counter.ui.facades.hall import HallFacade
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.file_dialogs import ask_export_file, ask_given_file, ask_new_file
from counter.ui.kit.messages import Message, Tone
from counter.ui.kit.theme import Look

_MOST_FAULTS = 12

WriteFile = Callable[[Path, Callable[[], bytes]], None]
"""Writes a file completely or not at all (``ProfileFacade.write``)."""


class RegisterFiles(QWidget):
    """Four buttons. Signals: ``announced(message)``; ``was_read(read)`` a workbook; ``take_wanted(file)``."""

    announced = Signal(Message)
    was_read = Signal(object)
    take_wanted = Signal(object)

    def __init__(
        self, facade: HallFacade, write: WriteFile, background: Background, look: Look, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._facade, self._write, self._background, self._look = facade, write, background, look
        self._today: date | None = None
        self._number = 0
        self.bring = ActButton("importRegister", self.tr("导入 Excel…"), "Ctrl+I", role="quiet", enter=True)
        self.export = ActButton("exportRegister", self.tr("导出 Excel…"), "Ctrl+E", role="quiet", enter=True)
        self.carry = ActButton("carryRegister", self.tr("带到别的窗口…"), "Ctrl+U", role="quiet", enter=True)
        self.take = ActButton("takeRegister", self.tr("采用…"), "Ctrl+O", role="quiet", enter=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        for button, act in self.acts.values():
            button.clicked.connect(act)
            line.addWidget(button)

    @property
    def acts(self) -> dict[str, tuple[ActButton, Callable[[], None]]]:
        """Each key with its button and what it does."""
        return {
            "Ctrl+I": (self.bring, self._ask_workbook),
            "Ctrl+E": (self.export, self._export),
            "Ctrl+U": (self.carry, self._carry),
            "Ctrl+O": (self.take, self._ask_register),
        }

    def know(self, today: date, number: int, *, keeper: bool) -> None:
        """The day and number of the register shown, and whether it may be changed here."""
        self._today, self._number = today, number
        self.bring.setEnabled(keeper)

    def read(self, file: Path) -> None:
        """Check a workbook; nothing of it is taken."""
        day = self._today
        if day is not None:
            self._background.run(lambda: self._facade.read(file, day), self.was_read.emit, lane=Lane.FILES)

    def _export(self) -> None:
        day = "" if self._today is None else f" {self._today.isoformat()}"
        name = f"{self.tr('大厅登记册')}{day}"
        ask_export_file(self, self._look, name, lambda file: self._write_to(file, self._facade.workbook))

    def _carry(self) -> None:
        ask_new_file(
            self,
            self._look,
            "carryDialog",
            self.tr("带到别的窗口的登记册写到哪里"),
            self.tr("登记册第{0}号.json").format(self._number),
            lambda file: self._write_to(file, self._facade.signed_file),
        )

    def _write_to(self, file: Path, content: Callable[[], bytes]) -> None:
        self._background.run(
            lambda: self._write(file, content),
            lambda _: self.announced.emit(Message(Tone.DONE, self.tr("已写到：{0}").format(file))),
            lane=Lane.FILES,
        )

    def _ask_workbook(self) -> None:
        pattern = self.tr("Excel 工作簿 (*.xlsx)")
        ask_given_file(self, "importDialog", self.tr("打开登记册工作簿"), pattern, self.read)

    def _ask_register(self) -> None:
        pattern = self.tr("登记册 (*.json);;所有文件 (*)")
        title = self.tr("打开别的窗口带来的登记册")
        ask_given_file(self, "takeDialog", title, pattern, self.take_wanted.emit)


def fault_lines(faults: Sequence[GuideFault]) -> list[str]:
    """The faults of a workbook, each with its cell; beyond a dozen they are only counted."""
    lines = [fault.words for fault in faults[:_MOST_FAULTS]]
    if len(faults) > _MOST_FAULTS:
        more = QCoreApplication.translate("RegisterFiles", "……还有 {0} 处")
        lines.append(more.format(len(faults) - _MOST_FAULTS))
    return lines
