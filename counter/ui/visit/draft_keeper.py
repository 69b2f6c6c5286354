"""Saves the current visit as a draft within a second of the last change, off the UI thread (DESIGN §4); while somebody
answers without a pause, every two seconds.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from counter.domain.journal import codec
from counter.domain.visit.visit import Visit
from counter.services.context.ports import DraftRow
from counter.ui.facades.window import Clerk, WindowFacade
from counter.ui.kit.background import Background
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.visit.current_visit import CurrentVisit

SAVE_AFTER_MS = 600
AT_MOST_S = 2.0
AGAIN_AFTER_MS = 10_000


def visit_of(draft: DraftRow) -> Visit:
    """The visit of a draft. Raises BadInput for an unreadable one."""
    return codec.read(Visit, draft.body)


class DraftKeeper(QObject):
    """Listens to the current visit. What could not be saved (a full disk) is kept here, also of visits put away, and
    tried again until it is, or until the visit was filed or its draft erased: what ended so never comes back, however
    late the outcome of an earlier saving is told.

    Signals: ``announced(message)``; ``unsaved(why)`` when a draft could not be saved, empty once all are.
    """

    announced = Signal(Message)
    unsaved = Signal(str)

    def __init__(
        self, facade: WindowFacade, background: Background, visits: CurrentVisit, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._facade = facade
        self._background = background
        self._visits = visits
        self._clerk: Clerk | None = None
        self._saved: Visit | None = None
        self._being_filed: set[str] = set()
        self._ended: set[str] = set()  # filed or erased
        self._waiting: dict[str, DraftRow] = {}
        self.why = ""  # what could not be saved is waiting for
        self._again = QTimer(self)
        self._again.setObjectName("saveAgain")
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_AFTER_MS)
        self._again.timeout.connect(self._try_again)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_AFTER_MS)
        self._timer.timeout.connect(self.save_now)
        self.clock: Callable[[], float] = time.monotonic
        self._since = 0.0  # the first change that is not saved
        visits.changed.connect(self._on_changed)
        visits.ended.connect(self._forget)

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set the owner of the drafts."""
        self._clerk = clerk

    def waiting_of(self, clerk: Clerk) -> tuple[DraftRow, ...]:
        """That clerk's drafts that could not be saved yet, the newest first."""
        return tuple(
            row
            for row in reversed(self._waiting.values())
            if row.clerk == clerk.code and row.id not in self._being_filed
        )

    @property
    def is_waiting(self) -> bool:
        """Something would be lost if the program ended now."""
        return bool(self._waiting)

    def save_now(self) -> None:
        """Save the visit, if it changed and something was recorded."""
        self._timer.stop()
        visit = self._visits.visit
        clerk = self._clerk
        if visit is None or clerk is None or not self._visits.touched or visit == self._saved:
            return
        if self._visits.draft in self._being_filed:
            return
        self._saved = visit
        found = self._visits.assessment
        assert found is not None
        now = self._facade.now()
        row = DraftRow(
            id=self._visits.draft,
            clerk=clerk.code,
            guide_version=found.checklist.guide_version,
            saved_at=_text(now),
            begun_at=_text(visit.begun_at or now),
            body=codec.write(visit),
        )
        self._save(row)

    def _on_changed(self) -> None:
        now = self.clock()
        if not self._timer.isActive():
            self._since = now
        elif now - self._since >= AT_MOST_S:
            QTimer.singleShot(0, self, self.save_now)  # after what the key shows
            return
        self._timer.start()

    def hold(self, draft: str) -> None:
        """It is being filed, which erases its draft: not saved until that is told to have ended."""
        self._timer.stop()
        self._being_filed.add(draft)

    def release(self, draft: str) -> None:
        """Filing failed: saved again, where it was put away meanwhile too."""
        self._being_filed.discard(draft)
        if draft == self._visits.draft:
            self._saved = None
            self._timer.start()
        elif draft in self._waiting:
            self._again.start()

    def filed(self, draft: str) -> None:
        """Its draft went with the filing."""
        self._being_filed.discard(draft)
        self._end(draft)

    def erase(self, draft: str) -> None:
        """Delete a draft."""
        self._end(draft)
        self._background.run(lambda: self._facade.erase_draft(draft))

    def _end(self, draft: str) -> None:
        self._ended.add(draft)
        self._waiting.pop(draft, None)
        self._rest_if_saved()

    def _save(self, row: DraftRow, *, again: bool = False) -> None:
        if not again:
            self._ended.discard(row.id)  # somebody goes on with it
        if row.id in self._waiting:
            self._waiting[row.id] = row  # an older one tried again meanwhile would be written over it
        self._background.run(
            lambda: self._facade.save_draft(row),
            lambda _: self._on_saved(row),
            lambda error: self._on_failed(row, error, again=again),
        )

    def _on_saved(self, row: DraftRow) -> None:
        late = self._waiting.pop(row.id, None)
        if late is not None and self._rest_if_saved():
            self.announced.emit(Message(Tone.DONE, self.tr("刚才没有存上的来访，已经存好了。")))

    def _rest_if_saved(self) -> bool:
        if self._waiting:
            return False
        if self.why:
            self.why = ""
            self._again.stop()
            self.unsaved.emit("")
        return True

    def _on_failed(self, row: DraftRow, error: Exception, *, again: bool) -> None:
        if row.id in self._ended:
            return
        self._waiting[row.id] = row
        self._saved = None
        self._again.start()
        why = message_of(error)
        self.why = why.sentence
        if again or row.id in self._being_filed:
            return  # how the filing ends is told
        words = self.tr("{0}填的都还在，能存的时候会自己存上；存上以前不要关窗口。").format(why.sentence)
        self.announced.emit(Message(why.tone, words))
        self.unsaved.emit(why.sentence)

    def _try_again(self) -> None:
        """The draft of what is being filed goes with it, or is tried once that failed."""
        for row in tuple(self._waiting.values()):
            if row.id not in self._being_filed:
                self._save(row, again=True)

    def _forget(self) -> None:
        self._timer.stop()
        self._saved = None


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
