"""Steps of a rating: grade, reasons and text, named or anonymous, confirmation. Pure: no widget, no clock.

Every path has the same pages and presses; declining leaves the first page and meets the same confirmation.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from counter.domain.ratings.rating import LONGEST_WORDS, Choice, Grade, Mode


class RatingStep(StrEnum):
    """The page that is shown."""

    GRADE = "grade"
    REASONS = "reasons"
    WORDS = "words"
    MODE = "mode"
    CONFIRM = "confirm"
    OVER = "over"


@dataclass(slots=True)
class RatingFlow:
    """Input so far; nothing is preselected, and after the end nothing changes.

    ``declined``: 不评价 was pressed. ``reasons``: codes in list order. ``words``: free text.
    """

    step: RatingStep = RatingStep.GRADE
    grade: Grade | None = None
    reasons: frozenset[str] = frozenset()
    words: str = ""
    mode: Mode | None = None
    declined: bool = False

    def choose_grade(self, grade: Grade) -> None:
        """Choose a grade; reasons and text of another grade are dropped."""
        if self.step is not RatingStep.GRADE:
            return
        if grade is not self.grade:
            self.reasons, self.words = frozenset(), ""
        self.grade, self.declined, self.step = grade, False, RatingStep.REASONS

    def toggle_reason(self, code: str) -> None:
        """A reason was pressed."""
        if self.step is RatingStep.REASONS:
            self.reasons ^= {code}

    def open_words(self) -> None:
        """写几句 was pressed beside the reasons."""
        if self.step is RatingStep.REASONS:
            self.step = RatingStep.WORDS

    def write(self, words: str) -> None:
        """Set the text, cut to the maximum length."""
        if self.step is RatingStep.WORDS:
            self.words = words[:LONGEST_WORDS]

    def go_on(self) -> None:
        """From reasons or text, with or without input, to the question of the name."""
        if self.step in (RatingStep.REASONS, RatingStep.WORDS):
            self.step = RatingStep.MODE

    def choose_mode(self, mode: Mode) -> None:
        """Named or anonymous was pressed."""
        if self.step is RatingStep.MODE:
            self.mode, self.declined, self.step = mode, False, RatingStep.CONFIRM

    def decline(self) -> None:
        """不评价 was pressed: drop all input."""
        if self.step in (RatingStep.GRADE, RatingStep.MODE):
            self._forget()
            self.declined, self.step = True, RatingStep.CONFIRM

    def go_back(self) -> None:
        """One page back; from the confirmation to the first page, nothing selected."""
        if self.step is RatingStep.CONFIRM:
            self._forget()
            self.step = RatingStep.GRADE
        elif self.step is RatingStep.MODE and self.words:
            self.step = RatingStep.WORDS
        elif self.step in (RatingStep.WORDS, RatingStep.MODE):
            self.step = RatingStep.REASONS
        elif self.step is RatingStep.REASONS:
            self.step = RatingStep.GRADE

    def confirm(self, offered: tuple[str, ...]) -> tuple[Choice | None] | None:
        """就这样: the choice in a 1-tuple, the first time; None after that, or without a choice.

        ``offered``: the grade's reasons in order.
        """
        if self.step is not RatingStep.CONFIRM:
            return None
        choice = None
        if not self.declined:
            if self.grade is None or self.mode is None:
                return None
            reasons = tuple(c for c in offered if c in self.reasons)
            choice = Choice(self.grade, self.mode, reasons, self.words)
        self.end()
        return (choice,)

    def end(self) -> None:
        """Ended with or without a choice; the input is dropped at once."""
        self._forget()
        self.step = RatingStep.OVER

    def _forget(self) -> None:
        self.grade, self.mode, self.declined = None, None, False
        self.reasons, self.words = frozenset(), ""
