"""A paper of a case that is not open, beside a list: read when the hand rests on a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from counter.ui.facades.window import PageImage, WindowFacade
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.messages import message_of
from counter.ui.papers.paper_preview import PaperPreview

if TYPE_CHECKING:
    from counter.domain.case.case import Case

_REST_MS = 250
"""Longer than for words: a page is made for it."""


class PaperGlance(PaperPreview):
    """Shows what opening the case would show, and asks for nothing while it is out of sight."""

    def __init__(self, facade: WindowFacade, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facade, self._background = facade, background
        self._wanted: tuple[str, str] | None = None
        self._rest = QTimer(self)
        self._rest.setObjectName("rest")
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._read)

    def show_paper(self, number: str, paper: str = "") -> None:
        """That paper of the case of that number, else the newest in force; "" for no case."""
        wanted = (number, paper) if number else None
        if wanted == self._wanted:
            return
        self._wanted = wanted
        self._rest.stop()
        self.say("")
        if wanted is not None and self.isVisible():
            self._rest.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._wanted is not None and not self.page_count:
            self._rest.start()

    def _read(self) -> None:
        wanted = self._wanted
        if wanted is None:
            return

        def read() -> Sequence[PageImage]:
            case = self._facade.case(wanted[0])
            paper = "" if case is None else wanted[1] or _newest(case)
            return self._facade.pages_of(paper) if paper else ()

        def show(pages: Sequence[PageImage]) -> None:
            if self._wanted != wanted:
                return
            self.show_pages(pages)
            if not pages:
                self.say(self.tr("这一件在本窗口没有文书。"))

        def fail(error: Exception) -> None:
            if self._wanted == wanted:
                self.say(message_of(error).sentence)

        self._background.run(read, show, fail, lane=Lane.PAPERS, newest="paperGlance")


def _newest(case: Case) -> str:
    """The newest paper in force that was made at this window; "" for none."""
    here = (
        p.id for p in reversed(case.papers) if p.stage.binding and not p.earlier and not p.sealed_elsewhere
    )
    return next(here, "")
