"""Keeps the window on the guide in force: checked between two visits, announced in one line, changes marked.

A visit keeps the guide it began with to the end: it is filed by the guide its checklist was shown with.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from counter.ui.facades.window import Clerk, WindowFacade
from counter.ui.guide.files import BlankForms
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.messages import Message, Tone
from counter.ui.words.versions import since_words

if TYPE_CHECKING:
    from counter.domain.guide.diff.change import GuideDiff
    from counter.domain.guide.publication import KnownVersion
    from counter.ui.facades.versions import GuideStatus
    from counter.ui.guide.change_strip import ChangeStrip
    from counter.ui.visit.intake_page import IntakePage
    from counter.ui.window.lazy_pages import LazyPages

EVERY_MS = 60_000


class GuideVersionWatch(QObject):
    """``above``: the column that the line is put on top of. Signals: ``page_wanted(name)``."""

    page_wanted = Signal(str)

    def __init__(
        self,
        facade: WindowFacade,
        background: Background,
        intake: IntakePage,
        pages: LazyPages,
        above: QVBoxLayout,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._facade, self._background, self._intake, self._above = facade, background, intake, above
        self._pages = pages
        self._clerk: Clerk | None = None
        self._put_off: tuple[str, int] | None = None
        self._counted: tuple[int, GuideDiff | None] = (0, None)  # the version whose changes are loaded here
        self.strip: ChangeStrip | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.ask)
        intake.visits.ended.connect(self.apply_waiting_version)
        intake.left.situation.changes_wanted.connect(self._read_bundle)
        pages.built.connect(self._know_page)
        if pages.shown_guide is not None:
            self._know_page(pages.shown_guide)
        self.forms = BlankForms(facade, background, intake.middle.why, self)
        self.forms.files.announced.connect(intake.announced)
        key = QShortcut(QKeySequence("Ctrl+B"), parent)
        key.setAutoRepeat(False)
        key.activated.connect(self._read)

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Another clerk signed on, or left: each clerk confirms changes for himself."""
        if clerk != self._clerk:
            self._put_off = None
            if self._counted[1] is None:
                self._counted = 0, None  # retry what could not be loaded
        self._clerk = clerk
        self.forms.set_clerk(clerk)
        if clerk is None:
            self._timer.stop()
            self._hide()
        else:
            self._timer.start()
            self.ask()

    def ask(self) -> None:
        """Check which version is in force: another program may have imported one, or midnight has passed."""
        self._background.run(self._facade.guide_versions.renew, lambda _: self.apply_waiting_version())

    def apply_waiting_version(self) -> None:
        """Between two visits: put the waiting version into use and announce it."""
        versions = self._facade.guide_versions
        if versions.news.waiting and self._free():
            versions.use()
            self._renew()
        self._announce(versions.news)

    def _know_page(self, page: object) -> None:
        guide = self._pages.shown_guide
        if guide is not None and page is guide:
            guide.versions.changed.connect(self.apply_waiting_version)
            guide.versions.left.connect(self.apply_waiting_version)
            guide.versions.line_wanted.connect(lambda *_: self.apply_waiting_version())

    def _free(self) -> bool:
        """No visit is open or being filed, and no checklist of 指南 is being explained."""
        page, intake = self._pages.shown_guide, self._intake
        asked = page is not None and page.isVisible() and page.visits.touched
        return intake.visits.visit is None and not intake.filing.running and not asked

    def _renew(self) -> None:
        """Show the new guide in lists and pages."""
        self._intake.left.refresh()
        self._intake.offers.offer(self._clerk)
        guide, cases = self._pages.shown_guide, self._pages.shown_find_case
        if guide is not None:
            guide.renew()
        if cases is not None and cases.shown_detail is not None:
            cases.detail.renew()

    def stop(self) -> None:
        """The window closes."""
        self._timer.stop()

    def _announce(self, news: GuideStatus) -> None:
        """Show announcement and marks; changes are computed once per version, in the background."""
        known = news.unread(self._clerk) or news.recent
        if known is None or self._clerk is None:
            self._hide()
            self._intake.left.situation.mark_changes({})
            return
        number = known.publication.number
        if self._counted[0] == number:
            self._show(news)
            return
        self._counted = number, None

        def ready(diff: GuideDiff) -> None:
            if self._counted[0] == number:
                self._counted = number, diff
                self._show(self._facade.guide_versions.news)

        def fail(_: Exception) -> None:
            """Announce the version without a count; opening the changes shows the error."""
            self._show(self._facade.guide_versions.news, counted=False)

        self._background.run(
            lambda: self._facade.guide_versions.changes_of(number), ready, fail, lane=Lane.PAPERS
        )

    def _show(self, news: GuideStatus, *, counted: bool = True) -> None:
        number, diff = self._counted
        if diff is None and counted:
            return
        recent = news.recent is not None and news.recent.publication.number == number
        self._intake.left.situation.mark_changes(self._counts(diff) if recent and diff else {})
        unread = news.unread(self._clerk)
        if unread is None or self._put_off == self._mine(unread) or self._reads():
            self._hide()
            return
        words = self.tr("办事指南{0}").format(since_words(unread.publication, news.today))
        if diff is not None and diff.changes:
            words = self.tr("{0}，变化 {1} 处").format(words, len(diff.changes))
        self._line().say(words)

    def _counts(self, diff: GuideDiff) -> Mapping[int, int]:
        every = sum(not (change.bundles or change.nowhere) for change in diff.changes)
        counts = dict.fromkeys(self._facade.guide.bundles, every)
        for change in diff.changes:
            for bundle in change.bundles:
                counts[bundle] = counts.get(bundle, every) + 1
        return counts

    def _reads(self) -> bool:
        """The changes are already shown: no announcement needed."""
        page = self._pages.shown_guide
        return page is not None and page.isVisible() and page.versions.shows_changes

    def _line(self) -> ChangeStrip:
        if self.strip is None:
            from counter.ui.guide.change_strip import ChangeStrip

            self.strip = ChangeStrip()
            self._above.insertWidget(0, self.strip)
            self.strip.wanted.connect(self._read)
            self.strip.put_off.connect(self._postpone)
        return self.strip

    def _mine(self, known: KnownVersion) -> tuple[str, int]:
        return (self._clerk.code if self._clerk else "", known.publication.number)

    def _hide(self) -> None:
        if self.strip is not None:
            self.strip.hide()

    def _postpone(self) -> None:
        """Hide until this clerk signs on again; page 指南 keeps it."""
        unread = self._facade.guide_versions.news.unread(self._clerk)
        self._put_off = None if unread is None else self._mine(unread)
        focused = QApplication.focusWidget()
        held = focused is not None and self.strip is not None and self.strip.isAncestorOf(focused)
        self._hide()
        if held and self._intake.isVisible():
            self._intake.left.box.setFocus()

    def _read(self) -> None:
        news = self._facade.guide_versions.news
        known = news.unread(self._clerk) or news.in_use or news.coming
        if self._clerk is None:
            return
        if known is None:
            self._intake.announced.emit(
                Message(Tone.SAID, self.tr("这里还没有导入过指南的新版，没有变化可看。"))
            )
        else:
            self._open(known.publication.number, None)

    def _read_bundle(self) -> None:
        known, visit = self._facade.guide_versions.news.in_use, self._intake.visits.visit
        if known is not None and visit is not None:
            self._open(known.publication.number, visit.bundle)

    def _open(self, number: int, bundle: int | None) -> None:
        self.page_wanted.emit("guide")
        self._pages.guide.versions.open(number, bundle)
        self._hide()  # shown in full there; left unread, the line comes back
