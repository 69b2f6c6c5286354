"""交接不符: what is wrong with the current paper and who saw it; once it is on record, how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.domain.case.acts.rounds import SeenMismatch
from counter.domain.case.rounds.events import MismatchEnd, MismatchKind
from counter.ui.kit.acts.field_grid import FieldGrid
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.services.rounds.holders import HeldPaper


class MismatchCard(FieldGrid):
    """``held``: the paper it is about."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "mismatchCard", "")
        self.setAccessibleName(self.tr("交接不符"))
        self.held: HeldPaper | None = None
        self._title = TextLabel("", "second", wrap=True)
        self.what = self._choices("mismatchWhat", self.tr("怎样"))
        self.seen_by = Field("mismatchSeenBy", self.tr("谁看到的"), for_name=True)
        self.words = Field("mismatchWords", self.tr("具体情况"), self.tr("例如 左上角撕了"))
        for field in (self.seen_by, self.words):
            field.setMaxLength(120)
        self._head(self._title)
        self._add(self.tr("怎样"), self.what, "line")
        self._widen(self.what)
        self._add(self.tr("谁看到的"), self.seen_by, "seen_by")
        self._add(self.tr("情况"), self.words, "words", beside=True)
        self._end()

    @property
    def settles(self) -> bool:
        """True where the current paper has an open mismatch."""
        return self.held is not None and bool(self.held.mismatch_id)

    def show_paper(self, held: HeldPaper | None) -> None:
        """Begin for that paper."""
        self.held = held
        self.seen_by.clear()
        self.words.clear()
        self.say("")
        self.setVisible(held is not None)
        options = MismatchEnd if self.settles else MismatchKind
        self.what.show_options([(one.value, one.label) for one in options])
        self.seen_by.setVisible(not self.settles)
        example = self.tr("和谁核对的、怎样处理的") if self.settles else self.tr("例如 左上角撕了")
        self.words.setPlaceholderText(example)
        title = self.tr("不符的怎样了结：") if self.settles else self.tr("交接不符（没有的不用填）：")
        self._title.setText(title + (held.name if held is not None else ""))

    def seen(self) -> SeenMismatch | None:
        """As chosen and typed; None where it is not said what is wrong."""
        if self.held is None or not self.what.chosen:
            return None
        fault = MismatchKind(self.what.chosen[0])
        name = "" if self.held.line else self.held.name
        return SeenMismatch(
            self.held.line, self.held.partner, fault, self.seen_by.text(), self.words.text(), name
        )

    def end(self) -> MismatchEnd | None:
        """How it ended; None where that is not chosen."""
        return MismatchEnd(self.what.chosen[0]) if self.what.chosen else None
