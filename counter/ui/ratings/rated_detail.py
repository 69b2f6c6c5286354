"""One rating in detail: its acts, its text, its progress; beside it the form or the answer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from counter.services.ratings.office.reveal_rater import reveal_rater
from counter.ui.facades.office import OfficeFacade
from counter.ui.facades.window import Clerk
from counter.ui.kit.background import Background
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.column_scroll_area import BAR, ColumnScrollArea
from counter.ui.kit.controls.fitted_to_width import FittedToWidth
from counter.ui.kit.controls.page_turn import turn_to
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look
from counter.ui.ratings.answer_pane import AnswerPane
from counter.ui.ratings.rated_card import RatedCard
from counter.ui.ratings.rectification_history import RectificationHistory
from counter.ui.ratings.rectify_acts import RectifyActs, RectifyBar
from counter.ui.ratings.rectify_words import RECTIFY_ACTS, rectify_word

if TYPE_CHECKING:
    from counter.domain.ratings.office.acts import Offer
    from counter.domain.ratings.office.rated import Rated

_STORY, _FORM, _ANSWER = range(3)
_HALF, _TALL = 17, 240
"""Letters of the rating, and of what is done about it, side by side; logical pixels of each where they are not."""


class RatedDetail(FittedToWidth):
    """What is done about a rating lies beside it, or under it where both have no room.

    Signals: ``announced(message)``; ``changed(rated)`` after an act; ``left`` when the focus returns to the list."""

    announced = Signal(Message)
    changed = Signal(object)
    left = Signal()

    def __init__(
        self, facade: OfficeFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("ratedDetail")
        self._facade, self._look = facade, look
        self._background = background
        self._clerk: Clerk | None = None
        self._rated: Rated | None = None
        self.rating = ""
        self.before: QWidget | None = None  # the widget that Tab leaves
        self.bar = RectifyBar()
        self.card = RatedCard()
        self.acts = RectifyActs(facade, background, look)
        self.answer = AnswerPane(facade, background, look)
        self._story = RectificationHistory()
        self._show_answer = ActButton("showAnswer", self.tr("看反馈单"), "Ctrl+B", role="link", enter=True)
        self._arrange()
        self._connect()

    @property
    def unfinished(self) -> str:
        """Name of the open form with input or being written; else empty."""
        return self.acts.unfinished

    def fit(self) -> None:
        beside = self.width() >= 2 * _HALF * self._look.px("text")
        directions = QBoxLayout.Direction
        self._line.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        for part in (self._scroll, self._right):
            part.setMinimumHeight(0 if beside else self._look.grown(_TALL))

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set the person acting."""
        self._clerk = clerk
        self.acts.set_clerk(clerk)
        self.answer.set_clerk(clerk)
        self.show_rating("")

    def show_rating(self, rating: str) -> None:
        """Show another rating; empty: none."""
        self.rating = rating
        if not rating:
            self._rated = None
            self._inside.hide()
            self._right.hide()
            return

        def show(rated: Rated | None) -> None:
            if rated is not None and rated.id == self.rating:
                self._show(rated)

        self._background.run(lambda: self._facade.rated(rating), show)

    def take_focus(self) -> None:
        """Focus the open form, else the next act, else the text."""
        if not self.take_form_focus() and not self.bar.take_focus():
            self._scroll.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_form_focus(self) -> bool:
        """Focus the open form; False where there is none."""
        if self.acts.form is None:
            return False
        self.acts.form.take_focus()
        return True

    def dismiss(self) -> bool:
        """Close the open form; False where there is none."""
        if self.acts.form is None:
            return False
        self.acts.close_form()
        return True

    def _show(self, rated: Rated) -> None:
        same = self._rated is not None and self._rated.id == rated.id
        self._rated = rated
        offers = self.acts.show_matter(rated)
        self._render(rated, offers)
        if not same:
            turn_to(self._right, self._right.widget(_STORY))
        if self.acts.waits == rated.id:
            self.acts.take_up(rated)

    def _render(self, rated: Rated, offers: Sequence[Offer]) -> None:
        self._inside.show()
        self._right.show()
        self.bar.show_offers(offers)
        self._chain()
        self.card.show_rated(rated, self._facade.reasons)
        self._story.show_rated(rated, self._people())
        answered = rated.rectification is not None and bool(rated.rectification.answers)
        self._show_answer.setVisible(answered)

    def _chain(self) -> None:
        if self.before is not None:
            self.bar.chain(self.before)

    def _people(self) -> dict[str, str]:
        return {person.code: person.name for person in self._facade.staff()}

    def _after_act(self, rated: Rated) -> None:
        before = self._rated
        answers = len(before.rectification.answers) if before and before.rectification else 0
        self._show(rated)
        loop = rated.rectification
        if loop is not None and len(loop.answers) > answers:
            self._open_answer()
        if not self.bar.take_focus():
            self.left.emit()
        self.changed.emit(rated)

    def _open_answer(self) -> None:
        if self._rated is not None and self._rated.rectification and self._rated.rectification.answers:
            self.answer.show_rated(self._rated)
            turn_to(self._right, self._right.widget(_ANSWER))

    def _toggle_answer(self) -> None:
        if self._right.currentIndex() == _ANSWER:
            turn_to(self._right, self._right.widget(_STORY))
        elif self._right.currentIndex() == _STORY:
            self._open_answer()

    def _save_answer(self) -> None:
        if self._right.currentIndex() == _ANSWER:
            self.answer.save()

    def _print_answer(self) -> None:
        if self._right.currentIndex() == _ANSWER:
            self.answer.print_sheet()

    def _open_by(self, letter: str) -> None:
        offer = self.bar.offer_of(letter)
        if offer is not None:
            self.acts.open_form(offer)
        elif self._rated is not None:
            act = next(w.label for w in map(rectify_word, RECTIFY_ACTS) if w.letter == letter)
            words = self.tr("这件现在不能“{0}”，能办的都在上方列着。").format(act)
            self.announced.emit(Message(Tone.REFUSED, words))

    def _on_form_opened(self) -> None:
        self.bar.rest(True)
        turn_to(self._right, self._right.widget(_FORM))

    def _on_form_closed(self) -> None:
        self.bar.rest(False)
        turn_to(self._right, self._right.widget(_STORY))
        if self.isVisible() and not self.bar.take_focus():
            self.left.emit()

    def _refresh(self) -> None:
        """The same rating after a view or a copy; an open form stays."""
        rating = self.rating

        def show(rated: Rated | None) -> None:
            if rated is None or rated.id != self.rating or self.acts.form is not None:
                return
            focus = QApplication.focusWidget()
            held = focus is not None and self.bar.isAncestorOf(focus)
            self._rated = rated
            self.bar.show_offers(self.acts.show_matter(rated))
            self._chain()
            self._story.show_rated(rated, self._people())
            if held:
                self.bar.take_focus()

        self._background.run(lambda: self._facade.rated(rating), show)

    def _log_look(self) -> None:
        rated, clerk = self._rated, self._clerk
        if rated is None or clerk is None:
            return

        def noted(_: Rated) -> None:
            self.card.reveal(rated.id)
            self._refresh()

        def refused(error: Exception) -> None:
            self.announced.emit(message_of(error))

        self._background.run(lambda: reveal_rater(self._facade.app, rated.id, clerk.code), noted, refused)

    def _connect(self) -> None:
        self.card.looked.connect(self._log_look)
        self.bar.chosen.connect(self.acts.open_form)
        self.acts.opened.connect(self._on_form_opened)
        self.acts.closed.connect(self._on_form_closed)
        self.acts.changed.connect(self._after_act)
        self.acts.announced.connect(self.announced)
        self.answer.announced.connect(self.announced)
        self.answer.copied.connect(self._refresh)
        self.answer.closed.connect(self._toggle_answer)
        self._show_answer.clicked.connect(self._toggle_answer)
        for kind in RECTIFY_ACTS:
            word = rectify_word(kind)
            self._add_key(f"Alt+{word.letter}", partial(self._open_by, word.letter), word.label)
        for key, act in (
            ("Ctrl+B", self._toggle_answer),
            ("Ctrl+S", self._save_answer),
            ("Ctrl+P", self._print_answer),
        ):
            self._add_key(key, act)
        self._add_key("F9", self.acts.press, self.tr("办这一步，按两次"))

    def _add_key(self, key: str, act: object, words: str = "") -> None:
        """``words``: for the sheet of keys; empty where a button says it."""
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setWhatsThis(words)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(act)

    def _arrange(self) -> None:
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 8, 16)
        column.setSpacing(10)
        column.addWidget(self.bar)
        column.addWidget(self.card)
        column.addWidget(self._show_answer, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._scroll = ColumnScrollArea("ratedScroll", self._inside, reads=True)
        self._scroll.setAccessibleName(self.tr("评价详情"))
        form = QWidget()
        under = QVBoxLayout(form)
        under.setContentsMargins(0, 0, BAR, 0)
        under.addWidget(self.acts)
        under.addStretch(1)
        story = ColumnScrollArea("loopScroll", self._story, reads=True)
        story.setAccessibleName(self.tr("办理经过"))
        self._right = QStackedWidget()
        for page in (story, form, self.answer):
            self._right.addWidget(page)
        line = self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        line.addWidget(self._scroll, 1)
        line.addWidget(self._right, 1)
        self._inside.hide()
        self._right.hide()
