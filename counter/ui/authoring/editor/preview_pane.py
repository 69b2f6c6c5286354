"""The right of the editor: live preview of the checklist in a window, for any answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from counter.domain.authoring.editing.node import Node
from counter.domain.authoring.editing.preview import Preview, preview
from counter.ui.authoring.editor.preview_rows import PreviewRow, asking_of, rows_of, rules_of, summary_of
from counter.ui.authoring.editor.tree import TreeRole
from counter.ui.authoring.editor.tree_view import WordsDelegate, node_of
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.column_scroll_area import ColumnScrollArea
from counter.ui.kit.controls.labels import Rule, TextLabel
from counter.ui.kit.controls.laid_out_once import laid_out_once
from counter.ui.kit.controls.question_box import QuestionBox
from counter.ui.kit.controls.stroke_filter import StrokeFilter
from counter.ui.kit.theme import Look
from counter.ui.kit.whole_rows import WholeRowList

if TYPE_CHECKING:
    from counter.domain.visit.situation import Asked
    from counter.ui.authoring.editor.draft import CurrentDraft

SHOW_MS = 80


class PreviewList(WholeRowList):
    """Rows that lead to the row of the guide that causes them: click or Enter. Signals: ``chosen(node)``."""

    chosen = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("previewList")
        self.setAccessibleName(self.tr("清单预览：回车到这一行的出处"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(WordsDelegate(look, self))
        self.clicked.connect(self._choose)
        look.changed.connect(self.scheduleDelayedItemsLayout)

    def show_rows(self, rows: tuple[PreviewRow, ...]) -> None:
        """Show these."""
        row_index = self.currentIndex().row()
        self._rows.clear()
        for row in rows:
            item = QStandardItem(row.words)
            item.setData(row.more, TreeRole.WHEN)
            item.setData(row.warns, TreeRole.MARK)
            item.setData(row.node, TreeRole.NODE)
            item.setData(row.node is None and not row.more, TreeRole.HEAD)
            spoken = "，".join(part for part in (row.words, row.warns, row.more) if part)
            item.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
            item.setToolTip(spoken)
            self._rows.appendRow(item)
        if 0 <= row_index < len(rows):
            self.setCurrentIndex(self._rows.index(row_index, 0))

    def words(self) -> list[str]:
        """The text of the rows."""
        return [self._rows.item(row).text() for row in range(self._rows.rowCount())]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _choose(self, index: QModelIndex) -> None:
        node = node_of(index) if index.isValid() else None
        if node is not None:
            self.chosen.emit(node)


class PreviewPane(QWidget):
    """Signals: ``chosen(node)``: a row was pressed."""

    chosen = Signal(object)

    def __init__(self, look: Look, draft: CurrentDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._draft = draft
        self._bundle: Node | None = None
        self._answers: dict[str, tuple[str, ...]] = {}
        self._boxes: dict[str, QuestionBox] = {}
        self._strokes = StrokeFilter(self)
        self.found = Preview(0)
        self._update_timer = QTimer(self)
        self._update_timer.setSingleShot(True)
        self._update_timer.setInterval(SHOW_MS)
        self._update_timer.timeout.connect(self.show_now)
        self._clear = ActButton("previewClear", self.tr("重新选"), role="quiet", enter=True)
        self._clear.clicked.connect(self._answer_anew)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 8, 0)
        head.addWidget(TextLabel(self.tr("窗口会看到的"), "strong"))
        head.addStretch(1)
        head.addWidget(self._clear)
        self.summary = TextLabel("", "second", wrap=True)
        self.summary.setObjectName("previewSummary")
        self._questions = QVBoxLayout()
        self._questions.setSpacing(10)
        self._rules_label = TextLabel(self.tr("本地规定（各地不同，这里只为预览）"), "small", wrap=True)
        self._rules = Choices(look, "previewRules", self.tr("预览时有哪些本地规定"), many=True, optional=True)
        self._rules.changed.connect(self.show_now)
        self._rules.left.connect(lambda: self.list.setFocus(Qt.FocusReason.OtherFocusReason))
        self.list: PreviewList = PreviewList(look)
        self.list.chosen.connect(self.chosen)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 8)
        column.setSpacing(10)
        column.addLayout(self._questions)
        column.addWidget(self._rules_label)
        column.addWidget(self._rules)
        column.addStretch(1)
        self.area = ColumnScrollArea("previewScroll", inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 12, 4, 8)
        whole.setSpacing(8)
        whole.addLayout(head)
        whole.addWidget(self.area, 1)
        whole.addWidget(Rule())
        whole.addWidget(self.summary)
        whole.addWidget(self.list, 1)

    def show_bundle(self, bundle: Node | None) -> None:
        """Show this bundle; None keeps the last one."""
        if bundle is not None and bundle != self._bundle:
            self._bundle = bundle
            self._answers = {}
            self._rules.show_options(())
            self.area.verticalScrollBar().setValue(0)
            self.show_now()

    def make_ready(self, bundle: Node) -> None:
        """Make the questions of a bundle while none is shown; what is in sight stays."""
        inside = self.area.widget()
        if self._bundle is not None or inside is None:
            return
        for number, one in enumerate(preview(self._draft.shown, bundle, {}).questions, 1):
            if one.id not in self._boxes:
                box = self._make_box(one)
                box.hide()  # before it has a parent that may come on show
                box.setParent(inside)
                box.show_asked(number, one)

    def follow(self) -> None:
        """The draft changed: update shortly."""
        self._update_timer.start()

    def show_now(self) -> None:
        """Update from the current draft."""
        self._update_timer.stop()
        if not self._draft.is_open or self.isHidden():
            return
        bundle = self._bundle
        if bundle is None or str(bundle.key[0]) not in self._draft.library["bundles"]:
            self._bundle = None
            self.found = Preview(0, troubles=(self.tr("选一件事，这里就照现在的草稿列出材料清单。"),))
            for part in (self._rules, self._rules_label):
                part.hide()
        else:
            self.found = preview(self._draft.shown, bundle, self._answers, self._current_rules(bundle))
        with laid_out_once(self.area.widget()):
            self._show_questions()
        self.summary.setText(summary_of(self.found))
        self.list.show_rows(tuple(rows_of(self._draft.shown, self.found)))
        self._clear.setVisible(bool(self._answers))

    def _current_rules(self, bundle: Node) -> dict[str, bool]:
        """The local rules that this bundle depends on, as ticked; new ones as preset."""
        library = self._draft.shown
        before = {key: key in self._rules.chosen for key in self._rules.options}
        held = {key: library["switches"][key] for key in rules_of(library, bundle)}
        now = {key: before.get(key, bool(rule.get("default"))) for key, rule in held.items()}
        offered = [(key, str(rule.get("text", key))) for key, rule in held.items()]
        self._rules.show_options(offered, [key for key, on in now.items() if on])
        self._rules.setVisible(bool(now))
        self._rules_label.setVisible(bool(now))
        return now

    def take_focus(self) -> None:
        """The first question, else the list."""
        if self.found.questions:
            self._boxes[self.found.questions[0].id].take_focus()
        else:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_questions(self) -> None:
        asked = self.found.questions
        current = {one.id for one in asked}
        for gone in [key for key in self._boxes if key not in current]:
            old = self._boxes.pop(gone)
            self._questions.removeWidget(old)
            old.hide()
            old.deleteLater()
        while self._questions.count():
            self._questions.takeAt(0)
        for number, one in enumerate(asked, 1):
            box = self._boxes.get(one.id) or self._make_box(one)
            box.show_asked(number, one)
            self._questions.addWidget(box)
            box.show()
        self.area.setVisible(bool(asked) or self._rules.isVisibleTo(self.area.widget()))
        QTimer.singleShot(0, self, self._fit)

    def _make_box(self, asked: Asked) -> QuestionBox:
        box = self._boxes[asked.id] = QuestionBox(self._look, asked, self._strokes)
        box.answered.connect(self._answer)
        box.left.connect(self._go_on)
        box.installEventFilter(self)
        return box

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The questions get no more height than they need."""
        inside = self.area.widget()
        layout = inside.layout()
        if layout is not None:
            self.area.setMaximumHeight(max(40, layout.totalHeightForWidth(inside.width())))

    def _answer(self, question: str, options: tuple[str, ...]) -> None:
        self._answers = {key: answer for key, answer in self._answers.items() if key != question}
        if options:
            self._answers[question] = tuple(options)
        self.show_now()

    def _answer_anew(self) -> None:
        self._answers = {}
        self.show_now()
        self.take_focus()

    def _go_on(self, question: str) -> None:
        """After a question the next one, finally the list."""
        ids = [one.id for one in self.found.questions]
        later = ids[ids.index(question) + 1 :] if question in ids else []
        if later:
            self._boxes[later[0]].take_focus()
        else:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click on a question's text selects the question in the tree."""
        if event.type() is QEvent.Type.MouseButtonRelease and self._bundle is not None:
            node = asking_of(self._draft.library, self._bundle, watched.objectName())
            if node is not None:
                self.chosen.emit(node)
        return super().eventFilter(watched, event)
