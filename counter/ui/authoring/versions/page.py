"""版本 (F3): state of the draft and its next act, its changes, all publications, import and export."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from counter.ui.authoring.versions.acts import VersionActs
from counter.ui.authoring.versions.changes import VersionChanges
from counter.ui.authoring.versions.draft_card import CHECK, PACK, PUBLISH, SEND_BACK, SUBMIT, DraftStateCard
from counter.ui.authoring.versions.files import ask_open
from counter.ui.authoring.versions.form import CheckDraft, Publish, SendBack, VersionAct
from counter.ui.authoring.versions.import_panel import ImportPanel
from counter.ui.authoring.versions.list import VersionList
from counter.ui.authoring.versions.publish_files import FilesOut, KeyCardNote
from counter.ui.authoring.versions.version_state import VersionState, change_words, compare_draft, query_state
from counter.ui.facades.bureau import BureauFacade
from counter.ui.facades.window import Clerk
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.card import at_top
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_columns import LINE, widen_to
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.controls.page_turn import turn_to
from counter.ui.kit.dropped_file import DroppedFile
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look
from counter.ui.words.versions import counted

if TYPE_CHECKING:
    from counter.domain.guide.diff.change import GuideDiff
    from counter.domain.guide.publication import Versions
    from counter.services.authoring.draft import GuideDraft

_KINDS: dict[str, type[VersionAct]] = {CHECK: CheckDraft, SEND_BACK: SendBack, PUBLISH: Publish}

_LEFT = LINE + 3
"""Letters: the words on its cards end where they are read."""


class VersionsPage(QWidget):
    """Signals: ``announced(message)``; ``library_wanted(library, words)``: an import, to become one edit of the
    editor's;    ``location_wanted(where)`` from a change of the draft.
    """

    announced = Signal(Message)
    library_wanted = Signal(object, str)
    location_wanted = Signal(object)

    def __init__(
        self, facade: BureauFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        DroppedFile(self, self.read, self.announced.emit)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._facade = facade
        self._background = background
        self._look = look
        self._clerk: Clerk | None = None
        self._asked = 0
        self.half_edited: Callable[[], str] = lambda: ""
        """Unsaved input of the editor that is no edit of the draft yet."""
        self.now: VersionState | None = None
        self.stand = DraftStateCard()
        self.acts = VersionActs(facade, background, look)
        self.card = KeyCardNote()
        self.changes = VersionChanges(look)
        self.list = VersionList(look)
        self.panel = ImportPanel(facade, background, look)
        self.files = FilesOut(facade, background, look)
        self._state = TextLabel("", "second")
        self._state.setObjectName("versionsState")
        self._arrange()
        self._connect()

    @property
    def half_done(self) -> str:
        """Name of the form with unsaved input; else empty."""
        return self.acts.unfinished

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Change the person acting: open forms of another person are closed."""
        self._clerk = clerk
        self.acts.set_clerk(clerk)
        self.card.dismiss()
        if self._stack.currentWidget() is self.panel:
            self.panel.dismiss()

    def on_shown(self) -> None:
        """The page was shown: query the current state."""
        self.refresh()
        self._take_focus()

    def refresh(self) -> None:
        """Query the state; an answer to an older query is dropped."""
        if self._clerk is None:
            return
        self._asked += 1
        asked, before = self._asked, self.now
        self._state.setText(self.tr("正在比较…"))

        def show(now: VersionState) -> None:
            if asked == self._asked:
                self._show(now)

        def failed(error: Exception) -> None:
            if asked == self._asked:
                self._state.setText("")
                self._report(error)

        def got(first: tuple[Versions, GuideDraft]) -> None:
            if asked == self._asked:
                self._background.run(
                    lambda: compare_draft(self._facade, *first, before), show, failed, lane=Lane.PAPERS
                )

        self._background.run(lambda: query_state(self._facade), got, failed)

    # -- import --
    def choose_import(self) -> None:
        """Ask which file to import."""
        kinds = self.tr("指南工作簿和库文件 (*.xlsx *.json *.yaml *.yml);;所有文件 (*)")
        ask_open(self, self._look, self.tr("导入哪个文件"), kinds, self.read)

    def read(self, file: Path) -> None:
        """Read that file; changes nothing."""
        if self._clerk is None or self.acts.unfinished:
            return
        turn_to(self._stack, self.panel)
        self.panel.read(file)

    # -- showing --
    def _show(self, now: VersionState) -> None:
        self.now = now
        self._state.setText("")
        self._main.setVisible(True)
        self.stand.show_now(now)
        self.list.show_now(now)
        if not self.acts.unfinished:
            self.acts.close_form()
        self._show_draft()
        if self.hasFocus():
            self._take_focus()

    def _show_draft(self) -> None:
        now = self.now
        if now is not None:
            nothing = self.tr("{0}在“编辑”页（F1）改，或者导入一份工作簿（Ctrl+O）。").format(
                change_words(now)
            )
            self.changes.show_diff(self.tr("草稿的变化"), now.diff, now.name, nothing)

    def _show_version(self, number: int) -> None:
        now = self.now
        if now is None:
            return

        def show(diff: GuideDiff) -> None:
            title = self.tr("第{0}版：{1}").format(number, counted(diff.changes))
            self.changes.show_diff(title, diff, now.name, self.tr("没有变化，只换了附件。"), other=True)
            self.changes.take_focus()

        self._background.run(lambda: self._facade.changes_of(number), show, self._report, lane=Lane.PAPERS)

    def _close_version(self) -> None:
        if self.changes.back.isVisible():
            self._show_draft()
            self.list.take_focus()
        else:
            self.stand.take_focus()

    # -- acts --
    def _act(self, act: str) -> None:
        now, clerk = self.now, self._clerk
        if now is None or clerk is None:
            return
        if act == PACK and now.last is not None:
            self.files.write_pack(now.last.publication.number)
        elif act == SUBMIT:
            if begun := self.half_edited():
                words = self.tr(
                    "“编辑”页里“{0}”还没有办完，提交不会带上它：先回“编辑”（F1）办完，或者按 Esc 放下。"
                )
                self.stand.refuse(words.format(begun))
                return
            self.stand.wait(True)

            def done(_: object) -> None:
                self._acted(self.tr("已提交核对。请没有改过它的值班负责人来核对。"))

            self._background.run(lambda: self._facade.submit(clerk), done, self._refuse)
        else:
            self.acts.open_act(_KINDS[act], now)

    def _acted(self, words: str) -> None:
        self.announced.emit(Message(Tone.DONE, words))
        self.refresh()

    def _refuse(self, error: Exception) -> None:
        message = message_of(error)
        self.stand.refuse(message.sentence)
        if message.tone in (Tone.BUG, Tone.WORLD):
            self.announced.emit(message)

    def _report(self, error: Exception) -> None:
        self.announced.emit(message_of(error))

    def _press(self) -> None:
        if self._stack.currentWidget() is self.panel:
            self.panel.press()
        elif self.acts.form is not None:
            self.acts.press()
        else:
            self.stand.press()

    def _send_back(self) -> None:
        if self.acts.form is None and self.stand.send_back.isVisible():
            self.stand.send_back.click()

    def _pack(self) -> None:
        if self._stack.currentWidget() is not self.panel:
            self.list.ask_pack()

    def _save_faults(self) -> None:
        if self._stack.currentWidget() is self.panel:
            self.panel.save_faults()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.files.work.runs:
            self.files.stop()
        elif event.key() == Qt.Key.Key_Escape and self.card.isVisible():
            self.card.dismiss()
        else:
            super().keyPressEvent(event)

    def _take_focus(self) -> None:
        if self._stack.currentWidget() is self.panel:
            self.panel.take_focus()
            return
        if self.acts.form is not None:
            self.acts.form.take_focus()
        elif self.now is None:
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self.stand.act.isEnabled():
            self.stand.take_focus()
        else:
            self.list.take_focus()

    def _show_form(self, shown: bool) -> None:
        """A form replaces the card's buttons; the changes stay beside it."""
        self.stand.show_acts(not shown)
        self.list.setVisible(not shown)
        if not shown:
            self._take_focus()

    def _close_import(self) -> None:
        turn_to(self._stack, self._stack.widget(0))
        self._take_focus()

    def _connect(self) -> None:
        self.stand.wanted.connect(self._act)
        self.acts.changed.connect(lambda _: self.refresh())
        self.acts.announced.connect(self.announced)
        self.acts.opened.connect(lambda: self._show_form(True))
        self.acts.closed.connect(lambda: self._show_form(False))
        self.card.closed.connect(self._take_focus)
        self.changes.closed.connect(self._close_version)
        self.changes.location_wanted.connect(self.location_wanted)
        self.list.changes_wanted.connect(self._show_version)
        self.list.pack_wanted.connect(self.files.write_pack)
        self.list.workbook_wanted.connect(self.files.export_version)
        self.panel.closed.connect(self._close_import)
        self.panel.other_wanted.connect(self.choose_import)
        self.panel.announced.connect(self.announced)
        self.panel.library_wanted.connect(self.library_wanted)
        self.files.announced.connect(self.announced)
        self.files.card_written.connect(self.card.tell)
        self.files.import_wanted.connect(self.choose_import)
        self.files.over.connect(self._take_focus)
        for key, act in (
            ("F9", self._press),
            ("F8", self._send_back),
            ("Ctrl+O", self.choose_import),
            ("Ctrl+E", self.files.export_draft),
            ("Ctrl+K", self.files.write_card),
            ("Ctrl+P", self._pack),
            ("Ctrl+S", self._save_faults),
        ):
            bind_key(self, key, act)

    # -- building --
    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        for words in (TextLabel(self.tr("版本"), "title"), self._state):
            head.addWidget(words)
        head.addWidget(self.files, 1)
        self._main = QWidget()
        line = QHBoxLayout(self._main)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        line.addWidget(self._left_side(), 5)
        line.addWidget(at_top(self.changes), 6)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 16, 16, 12)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.card)
        column.addWidget(self._main, 1)
        self._main.hide()
        column.addStretch(0)
        self._stack = QStackedWidget()
        self._stack.addWidget(page)
        self._stack.addWidget(self.panel)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _left_side(self) -> QWidget:
        """The draft, under it the form of an act or the publications, each scrolling by itself."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        column.addWidget(self.stand)
        column.addWidget(self.acts)
        column.addWidget(self.list, 1)
        column.addStretch(0)
        widen_to(self._look, inside, _LEFT)
        return inside
