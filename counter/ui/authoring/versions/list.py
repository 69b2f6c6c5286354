"""All publications, newest first, with their exports; and the history of acts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QAbstractItemView, QFrame, QStackedWidget, QVBoxLayout, QWidget

from counter.domain.guide.publication import KnownVersion
from counter.ui.authoring.versions.version_state import VersionState, history_lines, publication_words
from counter.ui.kit.announcement import announce
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.flow_layout import FlowLayout
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_turn import show_part, turn_to
from counter.ui.kit.theme import Look
from counter.ui.kit.whole_rows import WholeRowItems

_PUBLISHED, _ACTS = "published", "acts"
_MOST_ACTS = 300


class VersionList(QWidget):
    """Signals, each with the publication's number: ``changes_wanted``, ``pack_wanted``, ``workbook_wanted``."""

    changes_wanted = Signal(int)
    pack_wanted = Signal(int)
    workbook_wanted = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("versionList")
        self._known: Sequence[KnownVersion] = ()
        self.which = Choices(look, "versionWhich", self.tr("看哪些"))
        self.which.changed.connect(self._switch)
        self.which.left.connect(self.take_focus)
        self.published = self._list("publishedList", self.tr("已发布的版本"))
        self.published.itemActivated.connect(lambda _: self._ask(self.changes_wanted))
        self.acts = self._list("actList", self.tr("办理经过"))
        self._none = TextLabel("", "second", wrap=True)
        self._none.setObjectName("noVersions")
        self.changes = ActButton("versionChangesOf", self.tr("看变化"), "Enter", enter=True)
        self.pack = ActButton("versionPack", self.tr("存指南包…"), "Ctrl+P", enter=True)
        self.workbook = ActButton("versionWorkbook", self.tr("导出工作簿…"), enter=True)
        self._arrange()

    @property
    def number(self) -> int:
        """The current publication; 0 where there is none."""
        row = self.published.currentRow()
        return self._known[row].publication.number if 0 <= row < len(self._known) else 0

    def show_now(self, current: VersionState) -> None:
        """Show these; the current one stays current, a new one becomes current."""
        held, newest = self.number, not self._known or len(current.versions.known) > len(self._known)
        self._known = tuple(reversed(current.versions.known))
        self.published.clear()
        self.published.addItems([publication_words(known, current) for known in self._known])
        numbers = [known.publication.number for known in self._known]
        self.published.setCurrentRow(numbers.index(held) if held in numbers and not newest else 0)
        history = history_lines(current)
        self.acts.clear()
        self.acts.addItems(history[:_MOST_ACTS])
        self.acts.setCurrentRow(0)
        chosen = (*self.which.chosen, _PUBLISHED)[0].partition(" ")[0]
        options = [
            (f"{_PUBLISHED} {len(self._known)}", self.tr("已发布 {0}").format(len(self._known))),
            (f"{_ACTS} {len(history)}", self.tr("办理经过 {0}").format(len(history))),
        ]
        self.which.show_options(options, [o for o, _ in options if o.partition(" ")[0] == chosen])
        self._switch()

    def take_focus(self) -> None:
        """Focus the visible list; where it is empty, what else can be listed, and say why it is."""
        if self._stack.isHidden():
            self.which.take_focus()
            announce(self, self._none.text())
            return
        target = self._stack.currentWidget()
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_pack(self) -> None:
        """Request the pack of the current one."""
        self._ask(self.pack_wanted)

    def _ask(self, signal: SignalInstance) -> None:
        if self.number:
            signal.emit(self.number)

    def _switch(self) -> None:
        acts = (*self.which.chosen, _PUBLISHED)[0].startswith(_ACTS)
        turn_to(self._stack, self.acts if acts else self.published)
        empty = not self.acts.count() if acts else not self._known
        held = self.acts.hasFocus() or self.published.hasFocus()
        show_part(self._stack, shown=not empty)
        self._none.setVisible(empty)
        self._none.setText(
            self.tr("还没有做过什么。")
            if acts
            else self.tr(
                "还没有发布过。改好草稿，提交核对，由另一位值班负责人核对、发布；窗口在那以前用随程序带的指南。"
            )
        )
        for button in (self.changes, self.pack, self.workbook):
            button.setVisible(not acts and bool(self._known))
        if held and empty:
            self.take_focus()

    def _list(self, name: str, title: str) -> WholeRowItems:
        made = WholeRowItems()
        made.setObjectName(name)
        made.setProperty("ledger", True)
        made.setAccessibleName(title)
        made.setWordWrap(True)
        made.setSpacing(4)
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        made.setTabKeyNavigation(False)
        return made

    def _arrange(self) -> None:
        self._stack = QStackedWidget()
        for part in (self.published, self.acts):
            self._stack.addWidget(part)
        for button, signal in (
            (self.changes, self.changes_wanted),
            (self.pack, self.pack_wanted),
            (self.workbook, self.workbook_wanted),
        ):
            button.clicked.connect(lambda _=False, signal=signal: self._ask(signal))
        acts = QWidget()
        flow = FlowLayout(acts, gap=8)
        for button in (self.changes, self.pack, self.workbook):
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.which)
        column.addWidget(self._none)
        column.addWidget(self._stack, 1)
        column.addWidget(acts)
        column.addStretch(0)
