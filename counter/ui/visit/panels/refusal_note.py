"""A combination the law excludes: reason, source, and 申请人坚持提交 beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.text_label import TextLabel

if TYPE_CHECKING:
    from counter.domain.guide.model import GuideRefusal


class RefusalNote(QFrame):
    """Signals: ``insisted(target, on)``; the target is an item id or ``bundle``."""

    insisted = Signal(str, bool)

    def __init__(
        self, refusal: GuideRefusal, item_name: str, *, insists: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        target = refusal.item or "bundle"
        self.setObjectName(f"refusal_{target}")
        official = refusal.evidence.official
        self.setProperty("role", "note-correct" if official else "note-gap")
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(4)
        head = self.tr("不能办") if official and not insists else self.tr("请留意")
        if insists:
            head = self.tr("申请人坚持提交，将收件并由部门书面决定")
        if item_name:
            head = f"{head}：{item_name}"
        column.addWidget(TextLabel(head, "strong", wrap=True))
        column.addWidget(TextLabel(refusal.reason, wrap=True))
        source = refusal.basis or self.tr("尚未读到条文")
        grade = "" if official else self.tr("（待部门核定，只作提醒）")
        column.addWidget(TextLabel(self.tr("依据：{0}{1}").format(source, grade), "small", wrap=True))
        if official:
            words = self.tr("不再坚持") if insists else self.tr("申请人坚持提交")
            button = ActButton(f"insist_{target}", words, role="link")
            button.clicked.connect(lambda: self.insisted.emit(target, not insists))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
