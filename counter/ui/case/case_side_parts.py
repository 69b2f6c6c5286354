"""Cards beside the acts of a case, each where it has something to say; one form at a time is open in them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.domain.tasks.task import TaskKind
from counter.ui.case.case_finding_part import CaseFindingPart
from counter.ui.case.case_forget_part import CaseForgetPart
from counter.ui.case.case_key_part import CaseKeyPart
from counter.ui.case.case_lost_part import CaseLostPart
from counter.ui.kit.messages import Message

if TYPE_CHECKING:
    from counter.domain.case.case import Case
    from counter.ui.case.case_side_part import CaseSidePart
    from counter.ui.facades.clerk import Clerk
    from counter.ui.facades.window import WindowFacade
    from counter.ui.kit.background import Background
    from counter.ui.kit.theme import Look


class CaseSideParts(QWidget):
    """``keys``: where their keys work. Signals: ``announced(message)``; ``answered`` after an entry was recorded."""

    announced = Signal(Message)
    answered = Signal()

    def __init__(self, facade: WindowFacade, background: Background, look: Look, keys: QWidget) -> None:
        super().__init__()
        self._keys = keys
        self.lost = CaseLostPart(facade, background)
        self.reading = CaseKeyPart(facade, background, look)
        self._parts: list[CaseSidePart] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        finding = CaseFindingPart(facade, background, look)
        self._answers = {TaskKind.FINDING: finding, TaskKind.KEY_REQUEST: self.reading}
        for part in (self.lost, finding, self.reading, CaseForgetPart(facade, background, look)):
            self.add(part)

    def add(self, part: CaseSidePart) -> None:
        """Another card, as the room over the windows has one."""
        self._parts.append(part)
        self._column.addWidget(part)
        part.announced.connect(self.announced)
        part.answered.connect(self.answered)
        part.opened.connect(partial(self._dismiss_but, part))
        shortcut = QShortcut(QKeySequence(part.open.key), self._keys)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(part.open_form)

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Who acts; what another one began is put away."""
        for part in self._parts:
            part.set_clerk(clerk)

    @property
    def half_done(self) -> str:
        """Title of the form in which something is typed; else empty."""
        return next((part.half_done for part in self._parts if part.half_done), "")

    @property
    def put_aside(self) -> tuple[str, ...]:
        """Titles of forms put away with something in them."""
        return tuple(title for part in self._parts for title in part.words.titles)

    def show_case(self, case: Case) -> None:
        """Show how it stands with this case."""
        for part in self._parts:
            part.show_case(case)

    def open_answer(self, kind: TaskKind | None) -> None:
        """Open the form that answers such a task of the case shown; None: none, and none that was still to come."""
        for one, part in self._answers.items():
            part.open_when_known(wanted=one is kind)

    def dismiss(self) -> bool:
        """Put the open form away; False where there is none."""
        return any(part.dismiss() for part in self._parts)  # one of them at most is open

    def _dismiss_but(self, opened: CaseSidePart) -> None:
        """They are sent by one key."""
        for part in self._parts:
            if part is not opened:
                part.dismiss()
