"""The editor of the 指南编辑室: tree, form and live preview of the draft, every act an edit that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from counter.domain.authoring.changed_bundles import adds_or_removes, bundles_changed_by
from counter.domain.authoring.editing.edits import add_row, move, moved_to, set_cell
from counter.domain.authoring.editing.node import BUNDLE, Node, exists, node_at
from counter.domain.errors import CounterError
from counter.ui.authoring.editor.acts import RowAct
from counter.ui.authoring.editor.bar import EditorBar
from counter.ui.authoring.editor.changed_bundles import shared_words
from counter.ui.authoring.editor.draft import CurrentDraft
from counter.ui.authoring.editor.files import EditorFiles
from counter.ui.authoring.editor.form import EditorForm
from counter.ui.authoring.editor.head import EditorHead
from counter.ui.authoring.editor.marks import EditorMarks
from counter.ui.authoring.editor.order import leave_whole, next_stop
from counter.ui.authoring.editor.preview_pane import PreviewPane
from counter.ui.authoring.editor.rows import RowCard
from counter.ui.authoring.editor.sections import sections_of
from counter.ui.authoring.editor.side import EditorSide
from counter.ui.authoring.panels.panels import EditorPanels
from counter.ui.kit.acts.unfinished_input import KeepingPage
from counter.ui.kit.controls.page_turn import turn_to
from counter.ui.kit.messages import Message, Tone, message_of

if TYPE_CHECKING:
    from counter.domain.authoring.editing.patch import Edit
    from counter.domain.authoring.lint.finding import Where
    from counter.domain.guide.entries import Library
    from counter.domain.guide.terms import AttachedFile
    from counter.ui.facades.bureau import BureauFacade
    from counter.ui.facades.window import Clerk
    from counter.ui.kit.background import Background
    from counter.ui.kit.theme import Look


class EditorPage(KeepingPage):
    """Signals: ``announced(message)`` to the message bar; ``changed`` after the draft changed."""

    announced = Signal(Message)
    changed = Signal()

    def __init__(
        self, facade: BureauFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._facade = facade
        self._wanted: list[Callable[[], None]] = []
        self.draft = CurrentDraft(facade, background, self)
        self.side = EditorSide(facade.resources, look, self.draft)
        self.form = EditorForm(look, self.draft)
        self.bar = EditorBar(self.draft)
        self.preview = PreviewPane(look, self.draft)
        self.files = EditorFiles(facade, background, look, self.draft, self)
        self.marks = EditorMarks(facade, background, self.draft, self)
        self.panels = EditorPanels(look, self.draft)
        self.keeping = (self.panels,)
        self.head = EditorHead(self)
        self._arrange()
        self._connect()

    # -- for the shell --
    def set_clerk(self, clerk: Clerk | None) -> None:
        """Change the person editing."""
        self._close_panel()
        self.panels.set_clerk(clerk.code if clerk else "")
        self.draft.set_clerk(clerk)

    def on_shown(self) -> None:
        """The page was shown."""
        self.draft.come()
        (self.panels if self.panels.is_open else self.side).take_focus()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab and Shift+Tab follow the layout, including widgets built after start."""
        stop = next_stop(self, forward=forward)
        if stop is None:
            leave_whole(self)
            return super().focusNextPrevChild(forward)
        stop.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page is shown: it uses the draft as of this moment."""
        self.save_work()
        super().hideEvent(event)

    def save_work(self) -> None:
        """The window locks or closes: commit the focused field and save everything."""
        self.form.settle()
        self.draft.save_work()

    def library(self) -> Library:
        """The library, with the text being typed."""
        return self.draft.shown

    def replace_library(self, library: Library, files: Sequence[AttachedFile] | None, words: str) -> None:
        """Replace the library in one edit that can be undone; ``files``: its attached files."""
        if not self.draft.is_open:
            self._wanted.append(lambda: self.replace_library(library, files, words))
            return
        message = self.tr("{0}。按 Ctrl+Z 可以撤销。").format(words)
        if begun := self.panels.in_hand:
            message += self.tr("“{0}”没有办完，填的没有留。").format(begun)
        self.panels.forget()
        self._close_panel()
        self.draft.replace_library(library, files or (), words)
        self.side.begin()
        self._show(None)
        self.announced.emit(Message(Tone.DONE, message))

    def go_to(self, where: Where) -> None:
        """Open the location of a lint finding."""
        from counter.ui.authoring.editor.where import node_of_where

        if not self.draft.is_open:
            self._wanted.append(lambda: self.go_to(where))
            return
        self._close_panel()
        node = node_of_where(self.draft.library, where)
        bundle = Node(BUNDLE, (where.bundle,)) if where.bundle is not None else None
        if node is None or not self.side.go_to(node, bundle):
            words = self.tr("草稿里已经没有这个地方：{0}").format(where.words)
            self.announced.emit(Message(Tone.SAID, words))
            return
        self.form.focus_first()

    # -- selection --
    def _show(self, node: Node | None) -> None:
        library = self.draft.library
        if node is not None and not exists(library, node):
            node = None
        sheet = self.side.sheet if node is not None else ""
        if node is None or sheet:
            self.head.show_head(sheet, str(self.side.tree.currentIndex().data() or "") if sheet else "")
            self.form.show_sections([], None)
        else:
            self.head.show_row(library, node, self.side.bundle)
            self.form.show_sections(sections_of(library, node), self.side.bundle)
            self._on_marks()
        bundle = self.side.bundle
        self.marks.look_at(bundle or (node.root if node is not None else None))
        self.preview.show_bundle(bundle)

    def _on_picked(self, node: Node | None, _sheet: str) -> None:
        self._close_panel()
        self._show(node)

    # -- editing --
    def _set(self, node: Node, key: str, cell: str) -> None:
        try:
            self.draft.do(set_cell(self.draft.library, node, key, cell))
        except CounterError as wrong:
            self.draft.try_out(None)
            self.form.say(node, key, self.tr("{0}没有采用。").format(wrong.sentence))

    def _try(self, node: Node, key: str, cell: str) -> None:
        try:
            self.draft.try_out(set_cell(self.draft.library, node, key, cell))
        except CounterError:
            self.draft.try_out(None)

    def _add(self, sheet: str, above: Node, values: Mapping[str, str]) -> None:
        try:
            edit, node = add_row(self.draft.library, sheet, above, values, spent=self.draft.spent)
        except CounterError as wrong:
            self.form.show_fault(sheet, wrong.field or "", wrong.sentence)
            return
        self.form.after_new(node)
        self.draft.do(edit)
        self.form.go_to(node, "")

    def _move(self, node: Node, step: int) -> None:
        try:
            edit, there = move(self.draft.library, node, step), moved_to(self.draft.library, node, step)
        except CounterError as wrong:
            self.announced.emit(message_of(wrong))
            return
        self.draft.do(edit)
        if node == self.side.node:
            self.side.go_to(there, self.side.bundle)

    def _undo(self, *, redo: bool = False) -> None:
        self.form.settle()
        edit = self.draft.redo() if redo else self.draft.undo()
        if edit is None:
            words = self.tr("没有可以恢复的了。") if redo else self.tr("没有可以撤销的了。")
            self.announced.emit(Message(Tone.SAID, words))
            return
        verb = self.tr("已恢复：{0}") if redo else self.tr("已撤销：{0}")
        self.announced.emit(Message(Tone.SAID, verb.format(edit.words)))
        self._close_panel()
        self._follow(edit)

    def _follow(self, edit: Edit) -> None:
        """Show the row of an undone edit; where it no longer exists, stay."""
        for patch in edit.patches:
            found = node_at(patch.path)
            if found is None:
                continue
            node, key = found
            if not exists(self.draft.library, node):
                node, key = node.parent or node, ""
            if not exists(self.draft.library, node):
                continue
            shown = node
            while shown.parent is not None and not self.side.go_to(shown, self.side.bundle):
                shown = shown.parent
            if self.side.go_to(shown, self.side.bundle):
                self.form.go_to(node, key)
                return

    def _act(self, act: RowAct) -> None:
        card = _focused_card() if act in (RowAct.UP, RowAct.DOWN, RowAct.REMOVE) else None
        node = self.side.node if card is None else card.node
        if node is None:
            return
        self.form.settle()
        if act in (RowAct.UP, RowAct.DOWN):
            self._move(node, -1 if act is RowAct.UP else 1)
            return
        self.panels.open_act(act, node, self.side.bundle)

    def _on_changed(self, edit: Edit) -> None:
        self.side.follow(edit)
        if not self.panels.is_open:
            self._show(self.side.node)
        self.preview.follow()
        self.bar.tell()
        shared = shared_words(self.draft.library, bundles_changed_by(self.draft.library, edit))
        if shared and adds_or_removes(edit):
            words = self.tr("“{0}”改的是{1}，全都变了。按 Ctrl+Z 撤销。")
            self.announced.emit(Message(Tone.SAID, words.format(edit.words, shared)))
        self.changed.emit()

    def _on_renewed(self) -> None:
        words = self.tr("草稿在别处改过（导入或命令行），这里已经换成新的。")
        self.announced.emit(Message(Tone.SAID, words))

    def _on_joined(self, twice: int) -> None:
        words = self.tr("草稿在别处也改过（导入或命令行），那边改的已经并进来。")
        if twice:
            words += self.tr("有 {0} 处两边都改过，留下的是这里的，请核对。").format(twice)
        self.announced.emit(Message(Tone.SAID, words))

    def _on_marks(self) -> None:
        node = self.side.node
        self.form.show_faults(self.marks.faults)
        shown = node is not None and not self.side.sheet and exists(self.draft.library, node)
        self.head.show_finding_count(self.marks.sentences(node) if node is not None and shown else ())

    def _on_opened(self) -> None:
        self.side.begin()
        self._show(None)
        self.preview.show_now()
        self.bar.tell()
        self.side.focus_search()
        wanted, self._wanted = self._wanted, []
        for act in wanted:
            act()

    # -- panels --
    def _open_panel(self, panel: QWidget) -> None:
        turn_to(self._middle, self.panels)
        self.panels.show_panel(panel)

    def _close_panel(self) -> None:
        if self.panels.is_open:
            self.panels.dismiss()
        turn_to(self._middle, self._middle.widget(0))

    def _after_panel(self, node: Node | None) -> None:
        """A panel finished or was closed: show the form again, at the new row."""
        self._close_panel()
        if node is not None:
            self.side.go_to(node, self.side.bundle)
            self.side.open_branch(node)
            self.side.centre()
        self._show(self.side.node)
        self.side.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_condition(self, node: Node, key: str) -> None:
        self.panels.open_condition(node, key, self.side.bundle)

    # -- building --
    def _arrange(self) -> None:
        formed = QWidget()
        column = QVBoxLayout(formed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.head)
        column.addWidget(self.form, 1)
        self._middle = QStackedWidget()
        self._middle.addWidget(formed)
        self._middle.addWidget(self.panels)
        middle = QFrame()
        middle.setObjectName("middle")
        whole = QVBoxLayout(middle)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.bar)
        whole.addWidget(self._middle, 1)
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        self._columns.setChildrenCollapsible(False)
        self._columns.setHandleWidth(4)
        columns: tuple[tuple[QWidget, int], ...] = ((self.side, 210), (middle, 430), (self.preview, 240))
        for column_part, least in columns:
            column_part.setMinimumWidth(least)
            self._columns.addWidget(column_part)
        for place, share in enumerate((1, 2, 2)):  # of what a wider screen gives
            self._columns.setStretchFactor(place, share)
        self._columns.setSizes([290, 660, 340])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._columns)

    def _connect(self) -> None:
        draft, form = self.draft, self.form
        draft.opened.connect(self._on_opened)
        draft.changed.connect(self._on_changed)
        draft.renewed.connect(self._on_renewed)
        draft.joined.connect(self._on_joined)
        draft.tried.connect(self.preview.follow)
        self.marks.told.connect(self.side.model.refresh_marks)
        self.marks.told.connect(self._on_marks)
        self.side.model.mark_of = self.marks.mark_of
        self.side.picked.connect(self._on_picked)
        self.side.chosen.connect(form.focus_first)
        self.side.new_wanted.connect(lambda: self.panels.open_new(self.side.way, like=self.side.node))
        form.committed.connect(self._set)
        form.typed.connect(self._try)
        form.added.connect(self._add)
        form.moved.connect(self._move)
        form.removed.connect(lambda node: self.panels.remove(node))
        form.condition_wanted.connect(self._build_condition)
        form.file_wanted.connect(self.files.act)
        self.files.announced.connect(self.announced)
        self.head.acts.wanted.connect(self._act)
        self.panels.opened.connect(self._open_panel)
        self.panels.left.connect(self._after_panel)
        self.panels.announced.connect(self.announced)
        self.preview.chosen.connect(self._go_from_preview)
        self.bar.undo_wanted.connect(self._undo)
        self.bar.redo_wanted.connect(lambda: self._undo(redo=True))
        self.bar.preview_wanted.connect(self._toggle_preview)
        for key, act in (
            ("Ctrl+F", self.side.focus_search),
            ("Ctrl+N", lambda: self.panels.open_new(self.side.way, like=self.side.node)),
            ("Ctrl+Z", self._undo),
            ("Ctrl+Shift+Z", lambda: self._undo(redo=True)),
            ("Ctrl+Y", lambda: self._undo(redo=True)),
            ("Ctrl+S", self.draft.save_now),
            ("F6", self._next_column),
            ("F8", self._toggle_preview),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setAutoRepeat(key in ("Ctrl+Z", "Ctrl+Y", "Ctrl+Shift+Z"))
            shortcut.activated.connect(act)

    def _go_from_preview(self, node: Node) -> None:
        self._close_panel()
        if self.side.go_to(node, self.side.bundle):
            self._show(self.side.node)

    def _toggle_preview(self) -> None:
        self.preview.setVisible(not self.preview.isVisible())
        self.bar.tell_preview(shown=self.preview.isVisibleTo(self))
        self.preview.follow()

    def _next_column(self) -> None:
        """F6: tree, form, preview, tree."""
        focus: QWidget | None = QApplication.focusWidget()
        if focus is not None and self.side.isAncestorOf(focus):
            if self.panels.is_open:
                self.panels.take_focus()
            else:
                self.form.focus_first()
        elif focus is not None and not self.preview.isAncestorOf(focus) and self.preview.isVisible():
            self.preview.take_focus()
        else:
            self.side.tree.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _focused_card() -> RowCard | None:
    """The card of a child row that has the focus: its keys apply."""
    focus: QWidget | None = QApplication.focusWidget()
    while focus is not None and not isinstance(focus, RowCard):
        focus = focus.parentWidget()
    return focus
