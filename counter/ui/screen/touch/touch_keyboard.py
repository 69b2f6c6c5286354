"""On-screen pinyin keyboard, since no key of the clerk's may reach this screen (L9).

With space for three rows of ten targets it has a key for every letter, else the eight of a telephone (九宫格): keys are
never smaller than 15 mm. Candidates are shown above; while nothing is spelled, punctuation and digits.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from counter.ui.screen.screen_look import ScreenLook
from counter.ui.screen.screen_scale import ScreenScale
from counter.ui.screen.touch.buttons import ROW_MM, LastPressed, QuickButton
from counter.ui.screen.touch.spelling import FULL, LONGEST, NINE, SIGNS, Candidates, spelling_of

GAP_MM = 1
SIDE_MM = 2
MOST_COLUMNS = 14
TURNS = 2
"""Columns of the two keys that turn the candidates' pages."""
GROWN = 1.25
WIDEST = 1.7
"""Maximum key size as a multiple of the minimum; further space goes to the text."""


class TouchKeyboard(QWidget):
    """``hand``: last pressed button of the page, for quick taps.

    Signals: ``wrote(str)`` chosen text · ``spelled(str)`` letters awaiting a choice.
    """

    wrote = Signal(str)
    spelled = Signal(str)

    def __init__(
        self, look: ScreenLook, reach: ScreenScale, hand: LastPressed, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._reach = reach
        self._last_pressed = hand
        self._spelled: list[str] = []
        self._offers: tuple[Candidates, ...] = ()
        self._page = 0
        self._rows: tuple[tuple[str, ...], ...] = ()
        self._lines = 1
        self.letters: dict[str, QuickButton] = {}
        self.choices: list[QuickButton] = []
        self.before = self._key(self.tr("上一页"), size="text", again=True)
        self.after = self._key(self.tr("下一页"), size="text", again=True)
        self.before.clicked.connect(lambda: self._turn(-1))
        self.after.clicked.connect(lambda: self._turn(1))

    @property
    def waiting(self) -> bool:
        """Letters wait for a choice."""
        return bool(self._spelled)

    @property
    def page(self) -> int:
        """Index of the page of candidates, from 0."""
        return self._page

    def press(self, key: str) -> None:
        """A key with these letters."""
        if len(self._spelled) < LONGEST:
            self._spelled.append(key)
        self._offer()

    def erase(self) -> None:
        """Remove the last letter."""
        if self._spelled:
            self._spelled.pop()
            self._offer()

    def clear(self) -> None:
        """Clear the spelling and the keys' memory of it."""
        self._spelled.clear()
        self._offer()

    def fit(self, reach: ScreenScale) -> None:
        """Lay out for another screen or mode; the spelling is kept where the keys stay the same."""
        self._reach = reach
        for key in (*self.letters.values(), *self.choices, self.before, self.after):
            key.fit(reach)

    def least_height(self, width: int) -> int:
        """The lowest it is with a line of candidates and a key for every letter, if the width allows that."""
        rows = len(_letter_rows(self._reach, width, self._reach.mm(10 * ROW_MM))) + 1
        return rows * (self._reach.mm(ROW_MM) + self._reach.mm(GAP_MM)) - self._reach.mm(GAP_MM)

    def plan(self, width: int, most: int, wanted: int) -> int:
        """Height for that width: at most ``most``, and above the minimum only up to ``wanted``.

        The extra height gives a second line of candidates and larger keys.
        """
        least, gap = self._reach.mm(ROW_MM), self._reach.mm(GAP_MM)
        rows = _letter_rows(self._reach, width, most)
        self._lines = 2 if wanted >= (len(rows) + 2) * (least + gap) - gap else 1
        count = len(rows) + self._lines
        smallest, largest = count * (least + gap) - gap, count * (round(GROWN * least) + gap) - gap
        if rows != self._rows:
            self._lay_keys(rows)
        return max(smallest, min(largest, wanted))

    # -- what is offered ------------------------------------------------------------------------------------

    def _offer(self) -> None:
        self._page = 0
        if self._spelled:
            self._offers = spelling_of(self._look.resources).offers(self._spelled)
        else:
            self._offers = tuple(Candidates(sign, 0) for sign in SIGNS)
        self._show_page()
        self.spelled.emit(self._read())

    def _read(self) -> str:
        """Letters as read by the likeliest candidate; further keys by their first letter."""
        if not self._spelled:
            return ""
        letters = self._offers[0].letters if self._offers else ""
        return letters + "".join(key[0] for key in self._spelled[len(letters) :])

    def _turn(self, by: int) -> None:
        self._page = max(0, min(self._page + by, self._pages - 1))
        self._show_page()

    @property
    def _pages(self) -> int:
        return max(1, -(-len(self._offers) // max(1, len(self.choices))))

    def _show_page(self) -> None:
        first = self._page * len(self.choices)
        for at, key in enumerate(self.choices, first):
            key.say(self._offers[at].text if at < len(self._offers) else "")
            key.setVisible(at < len(self._offers))
        self.before.setVisible(self._page > 0)
        self.after.setVisible(self._page < self._pages - 1)

    def _choose(self, index: int) -> None:
        at = self._page * len(self.choices) + index
        if at < len(self._offers):
            found = self._offers[at]
            del self._spelled[: found.keys]
            self._offer()
            self.wrote.emit(found.text)

    # -- layout -------------------------------------------------------------------------------------------

    def arrange(self) -> None:
        """Lay out as planned: candidates above beside the two paging keys, letter keys of equal height below."""
        width, rows, lines = self.width(), self._rows, self._lines
        least, gap = self._reach.mm(ROW_MM), self._reach.mm(GAP_MM)
        tall = (self.height() + gap) // (len(rows) + lines) - gap
        self._lay_out_choices(lines, tall)
        columns = max(len(row) for row in rows)
        wide = min((width + gap) // columns - gap, round(WIDEST * least) if rows == FULL_ROWS else width)
        for line, row in enumerate(rows, lines):
            left = (width - len(row) * (wide + gap) + gap) // 2
            for at, letters in enumerate(row):
                self.letters[letters].setGeometry(left + at * (wide + gap), line * (tall + gap), wide, tall)

    def _lay_out_choices(self, lines: int, tall: int) -> None:
        """One grid with the letters where each has a key; the last two columns turn the pages."""
        gap = self._reach.mm(GAP_MM)
        least = max(self._choice_width(), self._turn_width())
        full = max(len(row) for row in self._rows)
        grid = (self.width() + gap) // full - gap
        columns = full
        if self._rows != FULL_ROWS or grid < least:
            columns = max(TURNS + 1, min(MOST_COLUMNS, (self.width() + gap) // (least + gap)))
        wide = (self.width() + gap) // columns - gap
        if self._rows == FULL_ROWS:
            wide = min(wide, round(WIDEST * self._reach.mm(ROW_MM)))
        left = (self.width() - columns * (wide + gap) + gap) // 2
        places = [QRect(left + at * (wide + gap), 0, wide, tall) for at in range(columns)]
        self._have_choices(lines * (columns - TURNS))
        for at, key in enumerate(self.choices):
            line, column = divmod(at, columns - TURNS)
            key.setGeometry(places[column].translated(0, line * (tall + gap)))
        high = lines * (tall + gap) - gap
        for place, key in zip(places[-TURNS:], (self.before, self.after), strict=True):
            key.setGeometry(place.x(), 0, wide, high)

    def _have_choices(self, count: int) -> None:
        if count == len(self.choices):
            return
        for key in self.choices:
            _drop(key)
        self.choices = [self._key("", size="big") for _ in range(count)]
        for at, key in enumerate(self.choices):
            key.clicked.connect(lambda _=False, at=at: self._choose(at))
        self._last_pressed.lift()
        self._offer()

    def _lay_keys(self, rows: tuple[tuple[str, ...], ...]) -> None:
        """Replace the keys; the spelling typed on the old ones is dropped."""
        for key in self.letters.values():
            _drop(key)
        self.letters = {}
        for letters in (letters for row in rows for letters in row):
            key = self._key(letters.upper(), again=True)
            key.clicked.connect(lambda _=False, letters=letters: self.press(letters))
            key.show()
            self.letters[letters] = key
        self._rows = rows
        self._last_pressed.lift()
        self.clear()

    def _key(self, words: str, *, size: str = "strong", again: bool = False) -> QuickButton:
        return QuickButton(words, self._look, self._reach, self._last_pressed, self, size=size, again=again)

    def _choice_width(self) -> int:
        """Two characters wide, with a margin."""
        return max(self._reach.mm(ROW_MM), 2 * self._reach.big + 2 * self._reach.mm(SIDE_MM))

    def _turn_width(self) -> int:
        metrics = QFontMetrics(self._look.font(self._reach.text, strong=True))
        words = metrics.horizontalAdvance(self.after.text())
        return max(self._reach.mm(ROW_MM), words + 2 * self._reach.mm(1))


FULL_ROWS = tuple(tuple(row) for row in FULL)


def _letter_rows(reach: ScreenScale, width: int, height: int) -> tuple[tuple[str, ...], ...]:
    """A key per letter where a row of candidates and three rows of ten fit; else the eight keys of a telephone."""
    least, gap = reach.mm(ROW_MM), reach.mm(GAP_MM)
    if width >= 10 * (least + gap) - gap and height >= 4 * (least + gap) - gap:
        return FULL_ROWS
    if width >= len(NINE) * (least + gap) - gap:
        return (NINE,)
    return (NINE[:4], NINE[4:])


def _drop(key: QuickButton) -> None:
    key.hide()
    key.deleteLater()
