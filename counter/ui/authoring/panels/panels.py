"""The panels above the form of the editor, one at a time, and the acts that open them."""

from __future__ import annotations

from collections.abc import Callable
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

    def show_panel(self, panel: QWidget) -> None:
        """Open this panel."""
        self.setCurrentWidget(panel)
        if isinstance(panel, EditorPanel):
            panel.begin()
        self.take_focus()

    def dismiss(self) -> None:
        """Close the panel and show the form."""
        self._give_up()
        self.setCurrentIndex(0)

    def _give_up(self) -> None:
        """Unsaved input of the open panel is discarded with a message, however it is left."""
        panel = self.currentWidget()
        if isinstance(panel, EditorPanel) and panel.begun:
            words = self.tr("“{0}”没有办完，填的没有留。").format(panel.title.text())
            panel.begin()
            self.announced.emit(Message(Tone.SAID, words))

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
        self._give_up()
        if way == "shared":
            shared = self._shared()
            shared.ask(like)
            self.opened.emit(shared)
            return
        panel = self._new()
        panel.ask(bundle, alone=way == "item")
        self.opened.emit(panel)

    def open_condition(self, node: Node, key: str, bundle: Node | None) -> None:
        """Open the condition builder for a row."""
        self._give_up()
        panel = self._condition()
        panel.ask(node, key, bundle)
        self.opened.emit(panel)

    def open_act(self, act: RowAct, node: Node, bundle: Node | None) -> None:
        """Open the panel of an act."""
        self._give_up()
        item = item_of(self._draft.library, node)
        match act:
            case RowAct.WHEN:
                self.open_condition(node, "when", bundle)
            case RowAct.SPLIT if bundle is not None:
                panel = self._split()
                panel.ask(bundle, node)
                self.opened.emit(panel)
            case RowAct.ITEM:
                self.open_new(bundle=node.root if node.root.sheet == BUNDLE else bundle)
            case RowAct.PASTE if item is not None:
                pasting = self._paste()
                pasting.ask(item, from_clipboard=True)
                self.opened.emit(pasting)
            case RowAct.MATERIAL if item is not None:
                adding = self._material()
                adding.ask(item)
                self.opened.emit(adding)
            case RowAct.REFUSAL | RowAct.HINT if bundle is not None:
                saying = self._saying()
                saying.ask(bundle, REFUSAL if act is RowAct.REFUSAL else HINT)
                self.opened.emit(saying)
            case RowAct.NUMBER if node.sheet == BUNDLE:
                numbering = self._number()
                numbering.ask(node)
                self.opened.emit(numbering)
            case RowAct.REMOVE:
                self.remove(node)

    def remove(self, node: Node) -> None:
        """Delete a row; where others use it, ask first. It can be undone."""
        try:
            edit = remove(self._draft.library, node)
        except RuleRefused:
            panel = self._remove()
            panel.ask(node)
            self.opened.emit(panel)
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
