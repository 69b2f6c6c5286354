"""看变化: changes of a guide version by bundle, filtered by text, and their effect on open cases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from counter.domain.guide.diff.change import GuideChange, GuideDiff
from counter.domain.guide.publication import KnownVersion
from counter.ui.guide.outline import GuideSearchField
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.field_row import labelled
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.lists.change_lines import ChangeLines, change_lines, counts_of
from counter.ui.kit.lists.change_lines_view import ChangeLinesView
from counter.ui.kit.theme import Look
from counter.ui.kit.whole_rows import WholeRowItems
from counter.ui.words.versions import counted, key_words, since_words

_ALL = -1


class GuideChangesView(QWidget):
    """Signals: ``read`` when the clerk has read them; ``other_wanted`` for the version before or after; ``closed``;
    ``line_wanted(bundle, line)`` to open the line in the guide.
    """

    read = Signal()
    other_wanted = Signal()
    closed = Signal()
    line_wanted = Signal(int, str)

    def __init__(self, look: Look, name: Callable[[int], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guideChanges")
        self._look, self._name = look, name
        self._diff = GuideDiff("", "", ())
        self._usable = False
        self._title = TextLabel("", "title", wrap=True)
        self._title.setObjectName("changesTitle")
        self._about = TextLabel("", "second", wrap=True)
        self._about.setObjectName("changesAbout")
        self.field = GuideSearchField("changesFind", self.tr("在变化里找"), self.tr("Ctrl+F"))
        self.bundles = WholeRowItems()
        self.list = ChangeLinesView(look)
        self._none = TextLabel("", "second", wrap=True)
        self._none.setObjectName("noChanges")
        self.seen = ActButton("changesSeen", self.tr("我已看过"), "F9", role="primary", writes=True)
        self.other = ActButton("changesOther", "", "Ctrl+E", role="quiet", enter=True)
        self.back = ActButton("changesBack", self.tr("回到指南"), "Esc", role="quiet", enter=True)
        self._arrange()
        self._connect()

    @property
    def lines(self) -> ChangeLines:
        """The lines shown."""
        return self.list.shown

    def wait(self, known: KnownVersion, today: date) -> None:
        """Show that changes are being loaded."""
        self._show_head(known, today)
        self._diff = GuideDiff("", "", ())
        self.list.show_nothing()
        self.bundles.clear()
        self._say_none(self.tr("正在比较两版指南…"))

    def show_changes(self, known: KnownVersion, diff: GuideDiff, today: date, bundle: int | None) -> None:
        """Show all changes, or those of a bundle; lines of a coming version cannot be opened."""
        self._usable = known.publication.effective <= today
        self._show_head(known, today)
        self._title.setText(f"{since_words(known.publication, today)}，{counted(diff.changes)}")
        self._diff = diff
        self.field.clear()
        self._fill_bundles(bundle)
        self._fill()

    def refuse(self, sentence: str) -> None:
        """Show that the changes are unavailable: a file of one of the versions is missing."""
        self._say_none(sentence)

    def offer(self, *, unread: bool, other: str) -> None:
        """``unread``: the clerk has not confirmed having read it; ``other``: caption of the button to the other
        version.
        """
        self.seen.setVisible(unread)
        self.other.say(other)
        self.other.setVisible(bool(other))

    def seek(self) -> None:
        """Focus the filter."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def take_focus(self) -> None:
        """Focus the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _show_head(self, known: KnownVersion, today: date) -> None:
        publication = known.publication
        self._title.setText(since_words(known.publication, today))
        about = [key_words(known), publication.transition.words]
        if publication.notes.strip():
            about.append(self.tr("发布说明：{0}").format(publication.notes.strip()))
        self._about.setText("\n".join(about))

    def _fill_bundles(self, bundle: int | None) -> None:
        counts = counts_of(self._diff)
        if bundle is not None:
            counts.setdefault(bundle, len(self._diff.of(bundle)))
        self.bundles.blockSignals(True)
        self.bundles.clear()
        self._add_bundle(_ALL, self.tr("全部"), len(self._diff.changes))
        for number in sorted(counts):
            self._add_bundle(number, f"{number} {self._name(number)}", len(self._diff.of(number)))
        bundles = [self._bundle_at(row) for row in range(self.bundles.count())]
        self.bundles.setCurrentRow(bundles.index(bundle) if bundle in bundles else 0)
        self.bundles.blockSignals(False)

    def _add_bundle(self, number: int, words: str, count: int) -> None:
        item = QListWidgetItem(self.tr("{0}　{1}\u00a0处").format(words, count))
        item.setData(Qt.ItemDataRole.UserRole, number)
        self.bundles.addItem(item)

    def _bundle_at(self, row: int) -> int:
        return int(self.bundles.item(row).data(Qt.ItemDataRole.UserRole)) if row >= 0 else _ALL

    @property
    def _bundle(self) -> int | None:
        chosen = self._bundle_at(self.bundles.currentRow())
        return None if chosen == _ALL else chosen

    def _fill(self) -> None:
        asked = self._diff, self._name, self._bundle, self.field.text()
        self.list.show_changes(lambda unfolded: change_lines(*asked, unfolded))
        if self.lines.count:
            self._say_none("")
        elif self.field.text():
            self._say_none(self.tr("变化里没有“{0}”。").format(self.field.text()))
        else:
            self._say_none(self.tr("没有变化。"))

    def _say_none(self, words: str) -> None:
        self._none.setText(words)
        self._none.setVisible(bool(words))  # the empty list stays visible: it has the focus, and handles Esc

    def _open_line(self, change: GuideChange) -> None:
        """Enter on a change: open its line, where the guide in use has it."""
        if change.removed or not self._usable:
            return
        bundle = self._bundle if self._bundle is not None else next(iter(change.bundles), None)
        if bundle is None:
            return
        line = (
            f"material:{change.material}" if change.material else f"item:{change.item}" if change.item else ""
        )
        self.line_wanted.emit(bundle, line)

    def _connect(self) -> None:
        self.field.textEdited.connect(lambda _: self._fill())
        self.field.walked.connect(lambda step: self.list.go_to(self.list.place + step))
        self.field.chosen.connect(self.take_focus)
        self.field.given_up.connect(self._give_up)
        self.bundles.currentRowChanged.connect(lambda _: self._fill())
        self.bundles.itemActivated.connect(lambda _: self.take_focus())
        self.list.left.connect(self.closed)
        self.list.chosen.connect(self._open_line)
        self.seen.clicked.connect(self.read)
        self.other.clicked.connect(self.other_wanted)
        self.back.clicked.connect(self.closed)
        for key, act in (
            ("F9", self._say_read),
            ("Ctrl+E", self._ask_other),
        ):
            bind_key(self, key, act)

    def _give_up(self) -> None:
        if self.field.text():
            self.field.clear()
            self._fill()
        else:
            self.closed.emit()

    def _say_read(self) -> None:
        if not self.seen.isHidden():
            self.read.emit()

    def _ask_other(self) -> None:
        if not self.other.isHidden():
            self.other_wanted.emit()

    def _arrange(self) -> None:
        self.list.setLayoutMode(QListView.LayoutMode.Batched)
        self.bundles.setObjectName("changeBundles")
        self.bundles.setAccessibleName(self.tr("哪件事"))
        self.bundles.setFrameShape(QFrame.Shape.NoFrame)
        self.bundles.setWordWrap(True)
        self.bundles.setResizeMode(QListView.ResizeMode.Adjust)
        self.bundles.setSpacing(1)
        self.bundles.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(labelled(self.field))
        left.addWidget(self.bundles, 1)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self._none)
        right.addWidget(self.list, 1)
        right.addStretch(0)
        under = QHBoxLayout()
        under.setSpacing(24)
        under.addLayout(left, 3)
        under.addLayout(right, 8)
        acts = QHBoxLayout()
        acts.setSpacing(16)
        for button in (self.seen, self.other, self.back):
            acts.addWidget(button)
        acts.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addLayout(under, 1)
        column.addLayout(acts)
