"""Where the parts of 台账 stand: figures at the left, the finding, the tiles and the rows beside them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.act_row import ActRow
from counter.ui.kit.controls.card import on_card
from counter.ui.kit.controls.labels import ElidedLabel, TextLabel
from counter.ui.kit.controls.page_columns import FieldBeside, in_one_line
from counter.ui.kit.theme import Look


@dataclass(frozen=True, slots=True)
class LedgerParts:
    """``listed``: the rows on their card; ``filters``: the line where the filters will stand."""

    scope: ElidedLabel
    acts: tuple[ActButton, ...]
    filters: QHBoxLayout
    figures: QWidget
    finding: TextLabel
    tile_note: TextLabel
    tiles: QWidget
    listed: QWidget
    note: TextLabel


def ledger_view(look: Look, title: str, parts: LedgerParts) -> QWidget:
    """The page without its report."""
    view = QWidget()
    right = QVBoxLayout()
    right.setSpacing(8)
    right.addLayout(over := QHBoxLayout())
    over.setSpacing(12)
    over.addWidget(parts.finding, 1)
    over.addWidget(parts.tile_note, 0, Qt.AlignmentFlag.AlignBottom)
    right.addWidget(parts.tiles)
    right.addWidget(parts.listed, 1)
    right.addWidget(parts.note)
    right.addStretch(0)
    columns = QHBoxLayout()
    columns.setSpacing(16)
    columns.addWidget(on_card(parts.figures))
    columns.addLayout(right, 1)
    column = QVBoxLayout(view)
    column.setContentsMargins(24, 16, 24, 16)
    column.setSpacing(12)
    head = in_one_line(TextLabel(title, "title"), parts.scope, None)
    column.addWidget(FieldBeside(look, head, in_one_line(None, ActRow(parts.acts))))
    column.addLayout(parts.filters)
    column.addLayout(columns, 1)
    return view
