"""The panels above the form of the editor, one at a time, and the acts that open them."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from counter.domain.authoring.changed_bundles import bundles_changed_by
from counter.domain.authoring.editing.edits import remove
from counter.domain.authoring.editing.node import BUNDLE, HINT, REFUSAL, Node
from counter.domain.errors import CounterError, RuleRefused
from counter.ui.authoring.editor.acts import RowAct
from counter.ui.authoring.editor.changed_bundles import shared_words
from counter.ui.authoring.editor.tree import item_of
from counter.ui.authoring.panels.condition_panel import ConditionPanel
from counter.ui.authoring.panels.new_panel import NewPanel
from counter.ui.authoring.panels.panel import EditorPanel
from counter.ui.authoring.panels.paste_panel import PastePanel
from counter.ui.authoring.panels.remove_panel import RemovePanel
from counter.ui.authoring.panels.row_panel import MaterialPanel, NumberPanel, SayingPanel
from counter.ui.authoring.panels.shared_panel import SharedPanel
from counter.ui.authoring.panels.split_panel import SplitPanel
from counter.ui.kit.acts.unfinished_input import Place, UnfinishedInput, put_away, taken_up
from counter.ui.kit.controls.page_turn import turn_to
from counter.ui.kit.messages import Message, Tone, message_of

if TYPE_CHECKING:
    from counter.ui.authoring.editor.draft import CurrentDraft
    from counter.ui.kit.theme import Look

Panel = TypeVar("Panel", bound=EditorPanel)


class EditorPanels(QStackedWidget):
    """Signals: ``opened(panel)``; ``left(node)`` when it is done (the row to go to) or closed (None); ``said``."""

    opened = Signal(QWidget)
    left = Signal(object)
    announced = Signal(Message)

    def __init__(self, look: Look, draft: CurrentDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._draft = draft
        self._made: dict[type[EditorPanel], EditorPanel] = {}
        self._clerk = ""
        self._place: Place = ()  # of the open panel
        self._begun: UnfinishedInput[EditorPanel] = UnfinishedInput(self._drop)
        self.addWidget(QWidget())

    @property
    def is_open(self) -> bool:
        """Whether a panel is open."""
        return self.currentIndex() > 0

    @property
    def in_hand(self) -> str:
        """Title of the open panel and its unsaved input; else empty."""
        panel = self.currentWidget()
        return panel.title.text() if isinstance(panel, EditorPanel) and panel.begun else ""

    @property
    def titles(self) -> tuple[str, ...]:
        """Titles of panels put away with something in them."""
        return tuple(panel.title.text() for panel in self._begun.kept)

    def set_clerk(self, clerk: str) -> None:
        """Code of who edits now, whose panels come back."""
        self._clerk = clerk

    def show_panel(self, panel: QWidget) -> None:
        """Open this panel."""
        turn_to(self, panel)
        self.take_focus()

    def dismiss(self) -> None:
        """Close the panel and show the form."""
        self._put_away()
        turn_to(self, self.widget(0))

    def forget(self) -> None:
        """Another guide takes the place of the one that the panels are about."""
        panel = self.currentWidget()
        if isinstance(panel, EditorPanel):
            panel.begin()
        self.dismiss()
        self._begun.forget()

    def _put_away(self) -> None:
        """Whatever way a panel is left, its input waits until it is opened again at the same row."""
        panel = self.currentWidget()
        if not isinstance(panel, EditorPanel) or not panel.begun or not self._place:
            return
        place, self._place = self._place, ()
        self._made.pop(type(panel), None)
        self.announced.emit(put_away(panel.title.text()))
        self._begun.keep(place, panel)

    def _drop(self, panel: EditorPanel) -> None:
        self.removeWidget(panel)
        panel.deleteLater()

    def take_focus(self) -> None:
        """Focus the first field."""
        panel = self.currentWidget()
        if hasattr(panel, "take_focus"):
            panel.take_focus()

    def open_new(self, way: str = "bundle", bundle: Node | None = None, *, like: Node | None = None) -> None:
        """Open for a new bundle, item or shared row, by the tree's listing (of the kind of ``like``); or a new item
        of a bundle.
        """
        if not self._draft.is_open:
            return
        if way == "shared":
            self._open(self._shared, lambda panel: panel.ask(like), SharedPanel, like)
            return
        alone = way == "item"
        self._open(self._new, lambda panel: panel.ask(bundle, alone=alone), NewPanel, bundle, alone)

    def open_condition(self, node: Node, key: str, bundle: Node | None) -> None:
        """Open the condition builder for a row."""
        asking = (node, key, bundle)
        self._open(self._condition, lambda panel: panel.ask(*asking), ConditionPanel, *asking)

    def open_act(self, act: RowAct, node: Node, bundle: Node | None) -> None:
        """Open the panel of an act."""
        item = item_of(self._draft.library, node)
        match act:
            case RowAct.WHEN:
                self.open_condition(node, "when", bundle)
            case RowAct.SPLIT if bundle is not None:
                splits = bundle
                self._open(self._split, lambda panel: panel.ask(splits, node), SplitPanel, bundle, node)
            case RowAct.ITEM:
                self.open_new(bundle=node.root if node.root.sheet == BUNDLE else bundle)
            case RowAct.PASTE if item is not None:
                of = item
                self._open(self._paste, lambda panel: panel.ask(of, from_clipboard=True), PastePanel, of)
            case RowAct.MATERIAL if item is not None:
                of = item
                self._open(self._material, lambda panel: panel.ask(of), MaterialPanel, of)
            case RowAct.REFUSAL | RowAct.HINT if bundle is not None:
                asking = bundle, REFUSAL if act is RowAct.REFUSAL else HINT
                self._open(self._saying, lambda panel: panel.ask(*asking), SayingPanel, *asking)
            case RowAct.NUMBER if node.sheet == BUNDLE:
                self._open(self._number, lambda panel: panel.ask(node), NumberPanel, node)
            case RowAct.REMOVE:
                self.remove(node)

    def remove(self, node: Node) -> None:
        """Delete a row; where others use it, ask first. It can be undone."""
        try:
            edit = remove(self._draft.library, node)
        except RuleRefused:
            self._open(self._remove, lambda panel: panel.ask(node), RemovePanel, node)
            return
        except CounterError as wrong:
            self.announced.emit(message_of(wrong))
            return
        shared = shared_words(self._draft.library, bundles_changed_by(self._draft.library, edit))
        self._draft.do(edit)
        message = (
            self.tr("已{0}，{1}，全都变了。按 Ctrl+Z 撤销。")
            if shared
            else self.tr("已{0}。按 Ctrl+Z 撤销。")
        )
        self.announced.emit(Message(Tone.DONE, message.format(edit.words, shared)))

    def _open(
        self,
        build: Callable[[], Panel],
        ask: Callable[[Panel], None],
        kind: type[Panel],
        *about: Hashable,
    ) -> None:
        """Open a panel about these, or the one that was begun about them and put away."""
        self._put_away()
        self._place = (self._clerk, kind.__name__, *about)
        begun = self._begun.take(self._place)
        if isinstance(begun, kind):
            other = self._made.pop(kind, None)
            if other is not None:
                self._drop(other)
            self._made[kind] = begun
            self.opened.emit(begun)
            self.announced.emit(taken_up(begun.title.text()))
            return
        panel = build()
        ask(panel)
        panel.begin()
        self.opened.emit(panel)

    # -- built on first use --
    def _new(self) -> NewPanel:
        return self._get(NewPanel, lambda: NewPanel(self._look, self._draft))

    def _condition(self) -> ConditionPanel:
        return self._get(ConditionPanel, lambda: ConditionPanel(self._look, self._draft))

    def _split(self) -> SplitPanel:
        return self._get(SplitPanel, lambda: SplitPanel(self._look, self._draft))

    def _paste(self) -> PastePanel:
        return self._get(PastePanel, lambda: PastePanel(self._look, self._draft))

    def _material(self) -> MaterialPanel:
        return self._get(MaterialPanel, lambda: MaterialPanel(self._look, self._draft))

    def _saying(self) -> SayingPanel:
        return self._get(SayingPanel, lambda: SayingPanel(self._look, self._draft))

    def _shared(self) -> SharedPanel:
        return self._get(SharedPanel, lambda: SharedPanel(self._look, self._draft))

    def _number(self) -> NumberPanel:
        return self._get(NumberPanel, lambda: NumberPanel(self._draft))

    def _remove(self) -> RemovePanel:
        return self._get(RemovePanel, lambda: RemovePanel(self._draft))

    def _done(self, panel: EditorPanel, node: Node | None) -> None:
        panel.begin()
        self.left.emit(node)

    def _get(self, kind: type[Panel], build: Callable[[], Panel]) -> Panel:
        found = self._made.get(kind)
        if isinstance(found, kind):
            return found
        panel = self._made[kind] = build()
        panel.closed.connect(lambda: self.left.emit(None))
        panel.done.connect(lambda node: self._done(panel, node))
        self.addWidget(panel)
        return panel
