"""Offers drafts between two visits, two at a time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from counter.domain.errors import CounterError
from counter.domain.people.identity import mask_name
from counter.domain.visit.material import held_at_window
from counter.domain.visit.visit import Visit
from counter.ui.facades.window import Clerk, WindowFacade
from counter.ui.kit.background import Background
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.visit.draft_keeper import DraftKeeper, visit_of
from counter.ui.visit.panels.draft_strip import DraftStrip
from counter.ui.visit.panels.find_column import FindColumn
from counter.ui.words.case import day_and_time

if TYPE_CHECKING:
    from counter.services.context.ports import DraftRow

AT_ONCE = 2


class DraftOffers(QObject):
    """Signals: ``resumed(visit, draft)`` when a draft is opened; ``announced(message)`` for the message bar."""

    resumed = Signal(Visit, str)
    announced = Signal(Message)

    def __init__(
        self,
        facade: WindowFacade,
        background: Background,
        drafts: DraftKeeper,
        left: FindColumn,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._facade = facade
        self._background = background
        self._drafts = drafts
        self._left = left
        self._clerk: Clerk | None = None
        self._found: list[tuple[Visit, DraftRow]] = []
        self._from = 0
        left.more_drafts.connect(self._turn)

    def offer(self, clerk: Clerk | None) -> None:
        """Offer that clerk's drafts, the newest first."""
        self._clerk = clerk
        self._left.show_drafts((), 0)
        if clerk is not None:
            self._background.run(lambda: self._facade.drafts(clerk), self._show)

    def _show(self, rows: Sequence[DraftRow]) -> None:
        if self._left.has_visit:
            return
        self._found, self._from = [], 0
        waiting = self._drafts.waiting_of(self._clerk) if self._clerk is not None else ()
        known = {row.id for row in waiting}
        for row in (*waiting, *(row for row in rows if row.id not in known)):
            try:
                self._found.append((visit_of(row), row))
            except CounterError as error:
                self.announced.emit(message_of(error))
        self._show_some()

    def _turn(self) -> None:
        self._from = self._from + AT_ONCE if self._from + AT_ONCE < len(self._found) else 0
        self._show_some()

    def _show_some(self) -> None:
        strips = []
        for visit, row in self._found[self._from : self._from + AT_ONCE]:
            bundle = self._facade.guide.bundles.get(visit.bundle)
            missing = self.tr("第 {0} 件（现行指南里没有了）").format(visit.bundle)
            name = missing if bundle is None else bundle.name
            strip = DraftStrip(row.id, name, self._draft_text(visit, row), partial(self._held, visit))
            strip.resumed.connect(lambda _, visit=visit, row=row: self._resume(visit, row))
            strip.dropped.connect(self._drop)
            strips.append(strip)
        self._left.show_drafts(strips, len(self._found))

    def _resume(self, visit: Visit, row: DraftRow) -> None:
        if row.guide_version == self._facade.guide.version:
            self.resumed.emit(visit, row.id)
            return
        from counter.domain.visit.refit import refit  # rarely needed: imported on use

        fitted = refit(visit, self._facade.guide, lambda one: self._facade.assess(one).checklist)
        if fitted is None:
            words = self.tr("第 {0} 件在现行指南里没有了，不能接着办；草稿留着，已收的材料请退还申请人。")
            self.announced.emit(Message(Tone.REFUSED, words.format(visit.bundle)))
            return
        self.resumed.emit(fitted.visit, row.id)
        then, current = (self._version_words(v) for v in (row.guide_version, self._facade.guide.version))
        if then == current:  # both shipped with the program
            words = self.tr("办事指南已经换了新的，请核对清单。{0}").format("".join(fitted.told))
        else:
            words = self.tr("办事指南已由{0}换成{1}，请核对清单。{2}").format(
                then, current, "".join(fitted.told)
            )
        self.announced.emit(Message(Tone.WORLD, words))

    def _version_words(self, version: str) -> str:
        known = self._facade.guide_versions.news.versions.of_version(version)
        return self.tr("随程序带的") if known is None else known.publication.title

    def _draft_text(self, visit: Visit, row: DraftRow) -> str:
        name = visit.applicant.name.strip() if visit.applicant else ""
        who = mask_name(name) if name else self.tr("还没登记姓名")
        count = len(visit.brought)
        papers = self.tr("已记 {0} 份材料").format(count) if count else self.tr("还没有记材料")
        return f"{who} · {day_and_time(row.begun_at)} · {papers}"

    def _held(self, visit: Visit) -> tuple[str, ...]:
        """Names of papers received for a draft, which must be returned when it is dropped."""
        known = visit.bundle in self._facade.guide.bundles
        checklist = self._facade.assess(visit).checklist if known else None
        names = [paper.name for paper in visit.unasked.values() if not paper.returned]
        for line_id, mine in visit.brought.items():
            line = None if checklist is None else checklist.line(line_id)
            if held_at_window(mine, never_kept=line is not None and line.never_kept):
                names.append(self.tr("清单里没有了的 {0}").format(line_id) if line is None else line.name)
        return tuple(names)

    def _drop(self, draft: str) -> None:
        self._drafts.erase(draft)
        self.offer(self._clerk)
        self._left.box.setFocus(Qt.FocusReason.OtherFocusReason)
