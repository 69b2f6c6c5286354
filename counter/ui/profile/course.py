"""State of a set-up by hand, shared by its steps: answers (kept as a draft), PINs and cards (in memory only)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from counter.services.profile.first_answers import NO_ANSWERS, FirstAnswers, ProfileKind

if TYPE_CHECKING:
    from counter.services.keys.slot_kinds import NewSlot
    from counter.services.profile.join_card import ReadCard
    from counter.ui.facades.first_start import BegunSetUp, FirstStartFacade
    from counter.ui.kit.background import Background
    from counter.ui.kit.theme import Look


class SetUpCourse:
    """``pins`` by staff code; ``file_values``: of the hall file; ``card``: of a window that joins a hall, with the file
    it was read from; ``open_with``: how its keys are opened.
    """

    def __init__(self, facade: FirstStartFacade, background: Background, look: Look) -> None:
        self.facade, self.background, self.look = facade, background, look
        self.kind = ProfileKind.WINDOW
        self.answers: FirstAnswers = NO_ANSWERS
        self.pins: dict[str, str] = {}
        self.file_values: Mapping[str, object] = {}
        self.card: ReadCard | None = None
        self.card_file = Path()
        self.station = self.first = ""
        self.open_with: NewSlot | None = None
        self.begun: BegunSetUp | None = None

    def answer(self, **values: Any) -> None:
        """Take answers over and keep the draft."""
        self.keep(msgspec.structs.replace(self.answers, **values))

    def keep(self, answers: FirstAnswers) -> None:
        """Replace the answers and keep the draft, on the journal lane."""
        if answers != self.answers:
            self.answers = answers
            self.background.run(lambda: self.facade.keep_draft(answers))
