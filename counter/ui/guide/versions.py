"""Guide versions on the reading page: changes of the one in use, the coming one, and the clerk's confirmation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from counter.ui.facades.window import Clerk, WindowFacade
from counter.ui.guide.changes_view import GuideChangesView
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.lazy_part import LazyPart
from counter.ui.kit.controls.page_turn import turn_to
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look
from counter.ui.words.versions import shipped_words, since_words, source_words

if TYPE_CHECKING:
    from counter.domain.guide.diff.change import GuideDiff
    from counter.domain.guide.publication import KnownVersion
    from counter.ui.facades.versions import GuideStatus
    from counter.ui.guide.pack_panel import PackPanel


class GuideVersions(QObject):
    """Signals: ``left`` to return to the guide; ``line_wanted(bundle, line)`` to read a line there; ``changed`` after
    changes were read or a version was imported; ``announced(message)``.
    """

    left = Signal()
    line_wanted = Signal(int, str)
    changed = Signal()
    announced = Signal(Message)

    def __init__(self, facade: WindowFacade, background: Background, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._facade, self._background = facade, background
        self._clerk: Clerk | None = None
        self._known: KnownVersion | None = None
        self._stack: QStackedLayout | None = None
        self._under: QWidget | None = None
        self._look = look
        self._view = LazyPart(self._make_view, self)
        self.panel: PackPanel | None = None
        self.take_in = ActButton("guideTakeIn", self.tr("导入新版…"), role="quiet")
        self.take_in.clicked.connect(self.open_pack)
        self.button = ActButton("guideVersionOpen", "", "Ctrl+B", role="quiet")
        self.button.clicked.connect(self._open_next)

    @property
    def view(self) -> GuideChangesView:
        """What changed, over the guide."""
        return self._view()

    def _make_view(self) -> GuideChangesView:
        view = GuideChangesView(self._look, self._name)
        view.closed.connect(self._leave)
        view.read.connect(self._see)
        view.other_wanted.connect(self._open_other)
        view.line_wanted.connect(self._read_there)
        if self._stack is not None:
            self._stack.addWidget(view)
        return view

    @property
    def shows_changes(self) -> bool:
        """What changed is on show."""
        return self._view.made is not None and self._view.made.isVisible()

    def source_words(self) -> str:
        """Publisher of the guide in use, for a subtitle; the button names the coming version."""
        news = self._facade.guide_versions.news
        current, coming = news.in_use, news.coming
        self.button.setVisible(bool(current or coming))
        if coming is not None:
            self.button.say(since_words(coming.publication, news.today))
        else:
            self.button.say(self.tr("看变化"))
        self.button.show_key(coming is None)
        return shipped_words() if current is None else source_words(current.publication, news.today)

    @property
    def is_open(self) -> bool:
        """Changes or a pack are shown over the guide."""
        over = [part for part in (self._view.made, self.panel) if part is not None]
        return self._stack is not None and self._stack.currentWidget() in over

    def add_to_stack(self, stack: QStackedLayout, under: QWidget) -> None:
        """Views come to the page's stack as they are opened."""
        self._stack, self._under = stack, under

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set the reading clerk."""
        self._clerk = clerk
        self.close()

    def open(self, number: int | None = None, bundle: int | None = None) -> None:
        """Show the changes of a version (None: the one in use, else the next one), all or those of a bundle."""
        news = self._facade.guide_versions.news
        known = next((v for v in news.versions.known if v.publication.number == number), None)
        known = known or news.in_use or news.coming
        if known is None or self._stack is None:
            return
        self._known = known
        turn_to(self._stack, self.view)
        self.view.wait(known, news.today)
        self._offer(news)
        self.view.take_focus()
        chosen = known.publication.number

        def show(diff: GuideDiff) -> None:
            if self._known is not None and self._known.publication.number == chosen:
                self.view.show_changes(self._known, diff, news.today, bundle)

        def fail(error: Exception) -> None:
            self.view.refuse(message_of(error).sentence)

        self._background.run(
            lambda: self._facade.guide_versions.changes_of(chosen), show, fail, lane=Lane.PAPERS
        )

    def open_pack(self) -> None:
        """Import a version, by a supervisor: choose its file."""
        self._get_panel().choose()

    def take_pack(self, file: Path) -> None:
        """Show what a pack claims that was dragged here."""
        self._get_panel().open(file)

    def _get_panel(self) -> PackPanel:
        assert self._stack is not None
        if self.panel is None:
            from counter.ui.guide.pack_panel import PackPanel

            self.panel = PackPanel(self._facade, self._background)
            self.panel.closed.connect(self._leave_pack)
            self.panel.taken.connect(self.changed)
            self.panel.announced.connect(self.announced)
            self.panel.opened.connect(self._show_pack)
            self._stack.addWidget(self.panel)
        return self.panel

    def take_focus(self) -> None:
        """Restore the focus."""
        if self.panel is not None and self.panel.isVisible():
            self.panel.take_focus()
        else:
            self.view.take_focus()

    def seek(self) -> None:
        """Focus the filter of the changes."""
        if self.shows_changes:
            self.view.seek()

    def close(self) -> None:
        """Show the guide again."""
        if self.panel is not None:
            self.panel.forget()
        if self.is_open and self._stack is not None and self._under is not None:
            turn_to(self._stack, self._under)
        self._known = None

    def _show_pack(self) -> None:
        if self._stack is not None and self.panel is not None:
            turn_to(self._stack, self.panel)

    def _leave(self) -> None:
        self.close()
        self.left.emit()

    def _leave_pack(self) -> None:
        """After an import or cancel: go back, unless another view is shown by then."""
        panel, stack = self.panel, self._stack
        if panel is not None and stack is not None and stack.currentWidget() is panel:
            shown = panel.isVisible()
            self.close()
            if shown:
                self.left.emit()

    def _read_there(self, bundle: int, line: str) -> None:
        self.close()
        self.line_wanted.emit(bundle, line)

    def _name(self, bundle: int) -> str:
        found = self._facade.guide.bundles.get(bundle)
        return self.tr("（现行指南里没有）") if found is None else found.name

    def _other(self, news: GuideStatus) -> KnownVersion | None:
        """Of the versions in use and coming, the one not shown."""
        pair = [v for v in (news.in_use, news.coming) if v is not None and v is not self._known]
        return pair[0] if pair else None

    def _offer(self, news: GuideStatus) -> None:
        other = self._other(news)
        words = (
            self.tr("看{0}的变化").format(since_words(other.publication, news.today))
            if other is not None
            else ""
        )
        unread = self._known is not None and news.unread(self._clerk) is self._known
        self.view.offer(unread=unread, other=words)

    def _open_other(self) -> None:
        other = self._other(self._facade.guide_versions.news)
        if other is not None:
            self.open(other.publication.number)

    def _open_next(self) -> None:
        """Open the version named on the button: the coming one, else the one in use."""
        coming = self._facade.guide_versions.news.coming
        self.open(None if coming is None else coming.publication.number)

    def _see(self) -> None:
        clerk, known = self._clerk, self._known
        if clerk is None or known is None:
            return
        self.view.seen.setEnabled(False)

        def done(news: GuideStatus) -> None:
            self.view.seen.setEnabled(True)
            self.changed.emit()
            words = self.tr("已记下：{0}看过{1}的变化。").format(clerk.name, known.publication.title)
            self.announced.emit(Message(Tone.DONE, words))
            self._leave()

        def fail(error: Exception) -> None:
            self.view.seen.setEnabled(True)
            self.announced.emit(message_of(error))

        number = known.publication.number
        self._background.run(lambda: self._facade.guide_versions.see(number, clerk), done, fail)
