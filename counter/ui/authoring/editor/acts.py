"""The acts that a chosen row offers, as buttons over its form with their keys."""

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


class Act(StrEnum):
    """What can be done with a row beyond filling it in."""

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


_OF: dict[str, tuple[Act, ...]] = {
    BUNDLE: (Act.SPLIT, Act.ITEM, Act.REFUSAL, Act.HINT, Act.NUMBER, Act.REMOVE),
    PLACING: (Act.PASTE, Act.MATERIAL, Act.WHEN, Act.SPLIT, Act.UP, Act.DOWN, Act.REMOVE),
    ITEM: (Act.PASTE, Act.MATERIAL, Act.REMOVE),
    MATERIAL: (Act.WHEN, Act.MATERIAL, Act.UP, Act.DOWN, Act.REMOVE),
    ASKING: (Act.WHEN, Act.SPLIT, Act.UP, Act.DOWN, Act.REMOVE),
    REFUSAL: (Act.WHEN, Act.REMOVE),
    HINT: (Act.WHEN, Act.REMOVE),
    COMMON: (Act.WHEN, Act.UP, Act.DOWN, Act.REMOVE),
    COMMON_HINT: (Act.WHEN, Act.UP, Act.DOWN, Act.REMOVE),
    SWITCH: (Act.REMOVE,),
}


class EditorActs(QWidget):
    """Signals: ``wanted(act)``."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._buttons: dict[Act, ActButton] = {}
        flow = FlowLayout(self, 10)
        for act, words, key in (
            (Act.SPLIT, self.tr("分情形…"), "Ctrl+G"),
            (Act.PASTE, self.tr("粘贴材料清单…"), "Ctrl+Shift+V"),
            (Act.ITEM, self.tr("加事项…"), "Ctrl+I"),
            (Act.MATERIAL, self.tr("加材料"), "Ctrl+M"),
            (Act.WHEN, self.tr("只在某情形…"), "Ctrl+T"),
            (Act.REFUSAL, self.tr("加“不能办”"), ""),
            (Act.HINT, self.tr("加提示"), ""),
            (Act.NUMBER, self.tr("改序号…"), ""),
            (Act.UP, self.tr("上移"), "Alt+Up"),
            (Act.DOWN, self.tr("下移"), "Alt+Down"),
            (Act.REMOVE, self.tr("删去"), "Ctrl+Delete"),
        ):
            button = ActButton(f"act_{act.value}", words, _shown(key), role="link", enter=True)
            button.clicked.connect(lambda _=False, what=act: self.wanted.emit(what))
            self._buttons[act] = button
            flow.addWidget(button)
            if key:
                shortcut = QShortcut(QKeySequence(key), parent)
                shortcut.setAutoRepeat(act in (Act.UP, Act.DOWN))
                shortcut.activated.connect(lambda what=act: self._press(what))
        self.offer("")

    def offer(self, sheet: str) -> None:
        """Offer what a row of that sheet can have done to it."""
        offered = _OF.get(sheet, ())
        for act, button in self._buttons.items():
            button.setVisible(act in offered)
        out = self.tr("从这件事拿出") if sheet == PLACING else self.tr("删去")
        self._buttons[Act.REMOVE].say(out)
        self.updateGeometry()

    def _press(self, act: Act) -> None:
        if self._buttons[act].isVisible():
            self.wanted.emit(act)


def _shown(key: str) -> str:
    return key.replace("Up", "↑").replace("Down", "↓").replace("Delete", "Del")
