"""Bar above the form: the last edit with undo and redo, and whether the draft is saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from counter.domain.calendar.workdays import CHINA
from counter.ui.authoring.editor.draft import CurrentDraft, SaveState
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import TextLabel

_AROUND, _FEW, _MOST = 34, 5, 24
"""Letters of everything else in the bar; fewer say nothing of an edit; more nobody reads there."""


class EditorBar(QWidget):
    """Signals: ``undo_wanted``; ``redo_wanted``; ``preview_wanted`` to show or hide the preview."""

    undo_wanted = Signal()
    redo_wanted = Signal()
    preview_wanted = Signal()

    def __init__(self, draft: CurrentDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self.undo = ActButton("editorUndo", self.tr("撤销"), "Ctrl+Z", role="quiet")
        self.redo = ActButton("editorRedo", self.tr("重做"), "Ctrl+Y", role="quiet")
        self.preview = ActButton("editorPreview", self.tr("收起预览"), "F8", role="quiet")
        self.kept = TextLabel("", "small", wrap=True)
        self.kept.setObjectName("editorKept")
        self.kept.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.kept.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 6, 12, 2)
        line.setSpacing(12)
        line.addWidget(self.undo)
        line.addWidget(self.redo)
        line.addWidget(self.kept, 1)
        line.addWidget(self.preview)
        acts: tuple[tuple[ActButton, Callable[[], None]], ...] = (
            (self.undo, self.undo_wanted.emit),
            (self.redo, self.redo_wanted.emit),
            (self.preview, self.preview_wanted.emit),
        )
        for button, act in acts:
            button.clicked.connect(act)
        draft.kept.connect(self.tell)
        self.tell()

    def tell(self) -> None:
        """Show the state of the draft."""
        letters = self._letters()
        for button, verb, words in (
            (self.undo, self.tr("撤销"), self._draft.undo_words),
            (self.redo, self.tr("重做"), self._draft.redo_words),
        ):
            button.setEnabled(bool(words))
            short = words if len(words) <= letters else f"{words[:letters]}…"
            button.say(f"{verb}：{short}" if words and letters >= _FEW else verb)
            button.setToolTip(words)
            button.setAccessibleDescription(words)
        self.kept.setText(self._kept_words())
        self.kept.set_role("correct" if self._draft.state is SaveState.FAILED else "small")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.tell()

    def _letters(self) -> int:
        """How much of an edit there is room for, of each of the two."""
        letter = self.fontMetrics().horizontalAdvance("０")
        return min(_MOST, (self.width() // letter - _AROUND) // 2)

    def tell_preview(self, *, shown: bool) -> None:
        """Whether the preview is shown beside the form."""
        self.preview.say(self.tr("收起预览") if shown else self.tr("看预览"))

    def _kept_words(self) -> str:
        draft = self._draft
        if draft.state is SaveState.FAILED:
            return self.tr("没存上：{0}").format(draft.trouble)
        if draft.state is SaveState.WAITING:
            return self.tr("正在保存…")
        if not draft.saved_at:
            return ""
        at = datetime.fromisoformat(draft.saved_at).astimezone(CHINA)
        return self.tr("已保存 {0}").format(f"{at:%H:%M}")
