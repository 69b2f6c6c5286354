"""指南 before anything is found: what can be done here, and by which key."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.ui.kit.controls.page_columns import OneColumn
from counter.ui.kit.controls.start_note import StartNote
from counter.ui.kit.theme import Look


class GuideStart(QWidget):
    """A note at the top of the middle column; the list at the left has what was read last."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        note = StartNote("guideStart")
        note.show_steps(
            (
                (self.tr("在左边找：名称、拼音首字母或编号。最近看的和常办的排在前面。"), "Ctrl+F"),
                (self.tr("打开选中的“一件事”，看它的办事指南全文。"), "Enter"),
                (self.tr("在右边答情形，看这一位要带什么。"), "F8"),
                (self.tr("要带的印成告知单，交给来问的人。"), "Ctrl+G"),
            )
        )
        note.say(
            self.tr("看一件事怎么办、要带什么"),
            self.tr("这里答的情形不会记进办件。指南写得不对的，翻到那一行按 Ctrl+J 记下，再写信报主管局。"),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 12, 8)
        column.addWidget(OneColumn(look, note))
        column.addStretch(1)
