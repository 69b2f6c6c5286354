"""Saves the current visit as a draft within a second of the last change, off the UI thread (DESIGN §4)."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from counter.domain.journal import codec
from counter.domain.visit.visit import Visit
from counter.services.context.ports import DraftRow
from counter.ui.facades.window import Clerk, WindowFacade
from counter.ui.kit.background import Background
from counter.ui.visit.current_visit import CurrentVisit

SAVE_AFTER_MS = 600


def visit_of(draft: DraftRow) -> Visit:
    """The visit of a draft. Raises BadInput for an unreadable one."""
    return codec.read(Visit, draft.body)


class DraftKeeper(QObject):
    """Listens to the current visit. Save errors go to the background's error handler, the message bar."""

    def __init__(
        self, facade: WindowFacade, background: Background, visits: CurrentVisit, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._facade = facade
        self._background = background
        self._visits = visits
        self._clerk: Clerk | None = None
        self._saved: Visit | None = None
        self._held = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_AFTER_MS)
        self._timer.timeout.connect(self.save_now)
        visits.changed.connect(self._timer.start)
        visits.ended.connect(self._forget)

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set the owner of the drafts."""
        self._clerk = clerk

    def save_now(self) -> None:
        """Save the visit, if it changed and something was recorded."""
        self._timer.stop()
        visit = self._visits.visit
        clerk = self._clerk
        if self._held or visit is None or clerk is None or not self._visits.touched or visit == self._saved:
            return
        self._saved = visit
        found = self._visits.assessment
        assert found is not None
        time = self._facade.now()
        row = DraftRow(
            id=self._visits.draft,
            clerk=clerk.code,
            guide_version=found.checklist.guide_version,
            saved_at=_text(time),
            begun_at=_text(visit.begun_at or time),
            body=codec.write(visit),
        )
        self._background.run(lambda: self._facade.save_draft(row))

    def hold(self) -> None:
        """The visit is being filed, which erases its draft: do not save until ``release``."""
        self._timer.stop()
        self._held = True

    def release(self) -> None:
        """Filing failed: save again."""
        self._held = False
        self._saved = None
        self._timer.start()

    def erase(self, draft: str) -> None:
        """Delete a draft."""
        self._background.run(lambda: self._facade.erase_draft(draft))

    def _forget(self) -> None:
        self._timer.stop()
        self._held = False
        self._saved = None


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
