"""How far a running round is: its step in words, and a bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from counter.ui.kit.controls.labels import TextLabel

if TYPE_CHECKING:
    from counter.ui.exchange.reporting_runner import RoundProgress


class RoundBar(QWidget):
    """Hidden while no round runs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step = TextLabel("", "small")
        self._step.setObjectName("reportingStep")
        self.bar = QProgressBar()
        self.bar.setObjectName("reportingBar")
        self.bar.setTextVisible(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._step)
        row.addWidget(self.bar, 1)
        self.hide()

    def begin(self) -> None:
        """A round runs; what it said before stays."""
        if self.isHidden():
            self._step.setText(self.tr("正在连汇聚库…"))
            self.bar.setRange(0, 0)
        self.show()

    def advance(self, at: RoundProgress) -> None:
        """It came that far."""
        self.begin()
        steps = {
            "push": self.tr("正在上报"),
            "pull": self.tr("正在收别的窗口的"),
            "parcels": self.tr("正在收发文件"),
        }
        self._step.setText(steps.get(at.step, self.tr("正在连汇聚库…")))
        self.bar.setRange(0, at.of)  # of nothing: busy
        self.bar.setValue(at.done)
