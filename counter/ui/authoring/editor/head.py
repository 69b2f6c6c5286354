"""Head above the form: the selected row, its path, its lint findings, and its acts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.domain.authoring.changed_bundles import bundles_of_item
from counter.domain.authoring.editing.node import ASKING, BUNDLE, HINT, REFUSAL, Node, described, name_of
from counter.ui.authoring.editor.acts import EditorActs
from counter.ui.authoring.editor.changed_bundles import shared_words
from counter.ui.authoring.editor.tree import item_of
from counter.ui.kit.controls.labels import TextLabel

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library

MOST_FLAWS = 3


class EditorHead(QWidget):
    """``page``: receives the keys of the acts."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._title = TextLabel("", "title", wrap=True)
        self._title.setObjectName("editorTitle")
        self._path = TextLabel("", "small", wrap=True)
        self._path.setObjectName("editorPath")
        self._shared = TextLabel("", "gap", wrap=True)
        self._shared.setObjectName("editorShared")
        self._flaws = TextLabel("", "correct", wrap=True)
        self._flaws.setObjectName("editorFlaws")
        self.acts = EditorActs(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 12, 0)
        column.setSpacing(4)
        for part in (self._title, self._path, self._shared, self._flaws, self.acts):
            column.addWidget(part)
        self.show_head("", "")

    def show_row(self, library: Library, node: Node, bundle: Node | None) -> None:
        """A row was selected, in this bundle."""
        self._title.setText(name_of(library, node))
        above = node.parent or bundle
        self._show_path(described(library, above) if above is not None and above != node else "")
        item = item_of(library, node)
        shared = shared_words(library, bundles_of_item(library, str(item.key[0]))) if item else ""
        self._show_shared(self.tr("这个事项{0}，在这里改，全都变。").format(shared) if shared else "")
        self.acts.offer(node.sheet)

    def show_head(self, sheet: str, words: str) -> None:
        """A heading of a bundle was selected, or nothing."""
        self._title.setText(words)
        self._title.setVisible(bool(words))
        self._show_shared("")
        self._show_path(
            {
                ASKING: self.tr("窗口依次问的题。按 Ctrl+G 分情形：写下问题和几种回答，一次就加好。"),
                REFUSAL: self.tr("依法不能办、不用办、不在这里办的情形。"),
                HINT: self.tr("某种情形下给窗口人员的提示。"),
            }.get(sheet, "")
        )
        self.acts.offer(BUNDLE if sheet else "")
        self.show_finding_count(())

    def show_finding_count(self, sentences: Sequence[str]) -> None:
        """Show the lint findings of the selected row."""
        lines = [self.tr("● 必改：{0}").format(one) for one in sentences[:MOST_FLAWS]]
        if len(sentences) > MOST_FLAWS:
            lines.append(self.tr("……还有 {0} 处，见“检查”页").format(len(sentences) - MOST_FLAWS))
        self._flaws.setText("\n".join(lines))
        self._flaws.setVisible(bool(lines))

    def _show_shared(self, words: str) -> None:
        self._shared.setText(words)
        self._shared.setVisible(bool(words))

    def _show_path(self, words: str) -> None:
        self._path.setText(words)
        self._path.setVisible(bool(words))
        self._title.setVisible(bool(self._title.text()))
