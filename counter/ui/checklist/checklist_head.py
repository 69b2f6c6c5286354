"""Head of the checklist: title and the acts, in one line or in few lines; in a very narrow one without their keys."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.fitted_to_width import FittedToWidth
from counter.ui.kit.controls.flow_layout import FlowLayout
from counter.ui.kit.controls.labels import TextLabel

_MOST_LINES = 2
"""Of acts with their keys: what they take in height the list has not."""
_GAP = 8


class ChecklistHead(FittedToWidth):
    """Signals, one per act: ``all_received``, ``rest_missing``, ``original_seen``, ``originals_seen``,
    ``without_paper``, ``why``.
    """

    all_received = Signal()
    rest_missing = Signal()
    original_seen = Signal()
    originals_seen = Signal()
    without_paper = Signal()
    why = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self._title = TextLabel(self.tr("材料清单"), "title")
        line.addWidget(self._title)
        line.addStretch(1)
        self._one = QHBoxLayout()
        self._many = FlowLayout(gap=_GAP)
        for acts in (self._one, self._many):
            line.addLayout(acts)
        self._one.setSpacing(_GAP)
        self._placed: tuple[bool, tuple[str, ...]] = (True, ())
        self._acts: list[ActButton] = []
        for name, words, key, signal in (
            ("actAll", self.tr("全部已收"), "A", self.all_received),
            ("actRest", self.tr("其余都没带"), "Ctrl+0", self.rest_missing),
            ("actSeen", self.tr("原件已核"), self.tr("空格"), self.original_seen),
            ("actSeenAll", self.tr("原件都已看过"), "Y", self.originals_seen),
            ("actOther", self.tr("承诺、电子证照"), "M", self.without_paper),
            ("actWhy", self.tr("为什么要"), "?", self.why),
        ):
            enter = False if name == "actRest" else None  # a surplus Enter must not record sixteen papers
            button = ActButton(name, words, key, role="quiet", parent=self, enter=enter)
            button.clicked.connect(signal)
            self._acts.append(button)
        self._rest = self._acts[1]
        self._shown = list(self._acts)
        self._lay_out(beside=True)

    def enable(self, enabled: bool, originals: int = 0) -> None:
        """Show the buttons only with a list; ``originals``: number that one key may record as seen."""
        for act in self._acts:
            act.setVisible(enabled)
            if act.objectName() == "actSeenAll":
                act.say(self.tr("原件都已看过（{0}份）").format(originals))
                act.setEnabled(originals > 0)

    def show_unmarked(self, untouched: int, covered: int) -> None:
        """Number of lines 其余都没带 would mark; with none left, the number it marked and would reset."""
        if untouched:
            self._rest.say(self.tr("其余都没带（{0}份）").format(untouched))
        elif covered:
            self._rest.say(self.tr("收回“其余都没带”（{0}份）").format(covered))
        spoken = bool(untouched or covered)
        self._rest.setVisible(spoken)
        self._shown = [act for act in self._acts if spoken or act is not self._rest]
        self.fit()

    def minimumSizeHint(self) -> QSize:
        """May become narrow: the buttons wrap into rows."""
        return QSize(0, super().minimumSizeHint().height())

    def fit(self) -> None:
        """Beside the title where all fit with their keys; else in lines under it, without keys where these are many."""
        bare = [act.sizeHint().width() - (act.key_room if act.shows_key else 0) + _GAP for act in self._shown]
        whole = [width + act.key_room for width, act in zip(bare, self._shown, strict=True)]
        beside = sum(whole) + self._title.sizeHint().width() + _GAP <= self.width()
        keys = _lines(whole, self.width()) <= _MOST_LINES
        turned = [act for act in self._shown if act.shows_key is not keys]
        for act in turned:
            act.show_key(keys)
            act.setToolTip("" if keys else act.key)
        if turned:  # keys may take a line more: whoever lays out the column in this moment has asked before
            QTimer.singleShot(0, self, self.updateGeometry)
        self._lay_out(beside=beside)

    def _lay_out(self, *, beside: bool) -> None:
        """In one line beside the title, or in lines under it."""
        layout = (beside, tuple(act.objectName() for act in self._shown))
        if layout == self._placed:
            return
        self._placed = layout
        for act in self._acts:
            self._one.removeWidget(act)
            self._many.removeWidget(act)
        for act in self._shown:
            (self._one if beside else self._many).addWidget(act)
        directions = QBoxLayout.Direction
        self._line.setDirection(directions.LeftToRight if beside else directions.TopToBottom)


def _lines(widths: list[int], room: int) -> int:
    """How many lines these take, one after the other."""
    lines, at = 1, 0
    for width in widths:
        if at and at + width > room:
            lines, at = lines + 1, 0
        at += width
    return lines
