"""Layout of bar, rail and pages, shared by the empty first frame and the full window: they agree to the pixel."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget


def frame_column(frame: QWidget, bar: QWidget, rail: QWidget) -> QVBoxLayout:
    """Lay bar and rail out on the frame; returns the empty column beside the rail, for pages and messages."""
    beside = QVBoxLayout()
    beside.setSpacing(0)
    under = QHBoxLayout()
    under.setSpacing(0)
    under.addWidget(rail)
    under.addLayout(beside, 1)
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(bar)
    column.addLayout(under, 1)
    return beside
