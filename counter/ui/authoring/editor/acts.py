"""The acts on the selected row, as buttons above its form with their keys."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from counter.domain.authoring.editing.node import (
    ASKING,
    BUNDLE,
    COMMON,
    COMMON_HINT,
    HINT,
    ITEM,
    MATERIAL,
    PLACING,
    REFUSAL,
    SWITCH,
)
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.flow_layout import FlowLayout


class RowAct(StrEnum):
    """An act on a row other than editing its fields."""

    NEW = "new"
    SPLIT = "split"
    PASTE = "paste"
    ITEM = "item"
    MATERIAL = "material"
    WHEN = "when"
    REFUSAL = "refusal"
    HINT = "hint"
    NUMBER = "number"
    UP = "up"
    DOWN = "down"
    REMOVE = "remove"


_OF: dict[str, tuple[RowAct, ...]] = {
    BUNDLE: (RowAct.SPLIT, RowAct.ITEM, RowAct.REFUSAL, RowAct.HINT, RowAct.NUMBER, RowAct.REMOVE),
    PLACING: (
        RowAct.PASTE,
        RowAct.MATERIAL,
        RowAct.WHEN,
        RowAct.SPLIT,
        RowAct.UP,
        RowAct.DOWN,
        RowAct.REMOVE,
    ),
    ITEM: (RowAct.PASTE, RowAct.MATERIAL, RowAct.REMOVE),
    MATERIAL: (RowAct.WHEN, RowAct.MATERIAL, RowAct.UP, RowAct.DOWN, RowAct.REMOVE),
    ASKING: (RowAct.WHEN, RowAct.SPLIT, RowAct.UP, RowAct.DOWN, RowAct.REMOVE),
    REFUSAL: (RowAct.WHEN, RowAct.REMOVE),
    HINT: (RowAct.WHEN, RowAct.REMOVE),
    COMMON: (RowAct.WHEN, RowAct.UP, RowAct.DOWN, RowAct.REMOVE),
    COMMON_HINT: (RowAct.WHEN, RowAct.UP, RowAct.DOWN, RowAct.REMOVE),
    SWITCH: (RowAct.REMOVE,),
}


class EditorActs(QWidget):
    """Signals: ``wanted(act)``."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._buttons: dict[RowAct, ActButton] = {}
        flow = FlowLayout(self, 10)
        for act, words, key in (
            (RowAct.SPLIT, self.tr("分情形…"), "Ctrl+G"),
            (RowAct.PASTE, self.tr("粘贴材料清单…"), "Ctrl+Shift+V"),
            (RowAct.ITEM, self.tr("加事项…"), "Ctrl+I"),
            (RowAct.MATERIAL, self.tr("加材料"), "Ctrl+M"),
            (RowAct.WHEN, self.tr("只在某情形…"), "Ctrl+T"),
            (RowAct.REFUSAL, self.tr("加“不能办”"), ""),
            (RowAct.HINT, self.tr("加提示"), ""),
            (RowAct.NUMBER, self.tr("改序号…"), ""),
            (RowAct.UP, self.tr("上移"), "Alt+Up"),
            (RowAct.DOWN, self.tr("下移"), "Alt+Down"),
            (RowAct.REMOVE, self.tr("删去"), "Ctrl+Delete"),
        ):
            button = ActButton(f"act_{act.value}", words, _shown(key), role="link", enter=True)
            button.clicked.connect(lambda _=False, what=act: self.wanted.emit(what))
            self._buttons[act] = button
            flow.addWidget(button)
            if key:
                shortcut = QShortcut(QKeySequence(key), parent)
                shortcut.setAutoRepeat(act in (RowAct.UP, RowAct.DOWN))
                shortcut.activated.connect(lambda what=act: self._press(what))
        self.offer("")

    def offer(self, sheet: str) -> None:
        """Show the acts for a row of that sheet."""
        offered = _OF.get(sheet, ())
        for act, button in self._buttons.items():
            button.setVisible(act in offered)
        out = self.tr("从这件事拿出") if sheet == PLACING else self.tr("删去")
        self._buttons[RowAct.REMOVE].say(out)
        self.updateGeometry()

    def _press(self, act: RowAct) -> None:
        if self._buttons[act].isVisible():
            self.wanted.emit(act)


def _shown(key: str) -> str:
    return key.replace("Up", "↑").replace("Down", "↓").replace("Delete", "Del")
