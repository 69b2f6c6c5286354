"""Base of act forms: reason of the offer, fields, what blocks it, and the button, which never scrolls away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from counter.domain.case.acts.available_act import AvailableAct
from counter.domain.errors import CounterError
from counter.domain.hall.consent import Consent
from counter.ui.kit.acts.body_field import BodyField
from counter.ui.kit.acts.confirm_button import ConfirmButton, day_said
from counter.ui.kit.announcement import announce
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.card import FittingFrame
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.column_scroll_area import BAR, FittingScrollArea
from counter.ui.kit.controls.day_field import DayField
from counter.ui.kit.controls.field import Field, LongField, PinField
from counter.ui.kit.controls.field_row import FieldRow, fields_of
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.page_columns import TYPED, at_left, widen_to
from counter.ui.kit.controls.refusals import tell_unreadable
from counter.ui.kit.controls.two_press import TwoPress, changed_caption, expired_caption
from counter.ui.kit.messages import Message, message_of
from counter.ui.kit.theme import Look

_NO_FOCUS = Qt.FocusPolicy.NoFocus
Matter = TypeVar("Matter")
Offer = TypeVar("Offer", bound=AvailableAct[Any])
Made = TypeVar("Made")


class ActForm(FittingFrame, Generic[Matter, Offer, Made]):
    """Generic over the matter (a case, a rating, a draft), the offer, and the act built from the fields.

    A subclass adds its fields in ``_fill`` and builds the act in ``build``; forms decide nothing. ``touched``: a
    person changed something since it was opened. ``clerk``: name of the acting clerk.

    Signals: ``wanted`` at the second press; ``closed`` when given up; ``unseen(message)``: what blocks it, where a
    long form has scrolled it out of sight.
    """

    wanted = Signal()
    closed = Signal()
    unseen = Signal(Message)

    def __init__(self, look: Look, name: str, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "card")
        self.setAccessibleName(title)
        self.look = look
        self._matter: Matter | None = None
        self._offer: Offer | None = None
        self.today = date.min
        self.clerk = ""
        self._words = words
        self._busy = False
        self._is_edited = False
        self.touched = False
        self._at: dict[str, QWidget] = {}
        self._row_of: dict[QWidget, FieldRow] = {}
        self._order: list[QWidget] = []
        self._title = TextLabel(title, "title", wrap=True)
        self._why = TextLabel("", "second", wrap=True)
        self._close = ActButton(f"{name}Close", self.tr("先不办"), "Esc", role="quiet")
        self._close.clicked.connect(self.closed)
        self.confirm = ConfirmButton(f"{name}Do", words, "F9", role="primary", writes=True)
        self.confirm.clicked.connect(self.press)
        self._presses = TwoPress(self)
        self._presses.armed.connect(self._on_armed)
        self._presses.confirmed.connect(self.wanted)
        self._presses.lapsed.connect(lambda: self.confirm.say(self._words, below=expired_caption("F9")))
        self._problem = TextLabel("", wrap=True)
        self._problem.setObjectName("actProblem")
        self._trouble = QFrame()
        self._trouble.setProperty("role", "note-correct")
        self._lay_out()

    @property
    def matter(self) -> Matter:
        """What it is about."""
        assert self._matter is not None
        return self._matter

    @property
    def offered(self) -> Offer:
        """The offers of the form's act."""
        assert self._offer is not None
        return self._offer

    @property
    def problem(self) -> str:
        """The blocking sentence last shown: at the field it is about, or above the button."""
        if not self._trouble.isHidden():
            return self._problem.text()
        said = (one for row in self._row_of.values() for one in row.findChildren(ProblemLabel))
        return next((one.text() for one in said if not one.isHidden()), "")

    @property
    def named(self) -> Mapping[str, QWidget]:
        """Controls by the names that refusals call them."""
        return self._at

    @property
    def lost(self) -> str:
        """Warning shown when the form is given up; empty where nothing was typed."""
        words = self.tr("“{0}”没有办，填的没有留。")
        return words.format(self.accessibleName()) if self.touched else ""

    def open_for(self, matter: Matter, offer: Offer, today: date) -> None:
        """Begin the act."""
        self.today = today
        self.follow(matter, offer)
        for field in self.findChildren(DayField):
            field.today = today
        self._fill()
        self._chain()
        self._clear()
        self.touched = False

    def follow(self, matter: Matter, offer: Offer, *, news: bool = True) -> None:
        """The matter changed; typed input stays. ``news``: the clerk must see it, so a first press is put down, and the
        button says so.
        """
        self._matter, self._offer = matter, offer
        self._why.setText(offer.why)
        self._why.setVisible(bool(offer.why))
        if news and (self._presses.is_armed or self._presses.is_settling):
            self.disarm()
            self.confirm.say(self._words, below=changed_caption("F9"))

    def take_focus(self) -> None:
        """Focus the first field to fill in."""
        first = next((w for w in self._at.values() if w.isVisibleTo(self)), self.confirm)
        self._focus(first)

    def build(self) -> Made:
        """The act by the current fields. Raises BadInput for an unreadable field."""
        raise NotImplementedError

    def will(self) -> str:
        """What the second press will do, with every date as parsed (11-20 may be typed)."""
        fields = [f for f in self.findChildren(DayField) if f.isVisibleTo(self) and f.text().strip()]
        several = len(fields) > 1  # then each says which day it is
        days = [f"{f.accessibleName() if several else ''}{day_said(f.day(self.today))}" for f in fields]
        return "，".join((self._words, *days))

    def consent(self) -> Consent | None:
        """Code and PIN of a second person, for hosts that check them before the act."""
        return None

    def press(self) -> None:
        """Button pressed: the first press arms, the second acts."""
        if self._busy or self._matter is None:
            return
        if tell_unreadable(self):
            self._presses.disarm()
            self.forget_pin()
            return
        try:
            self.build()
        except CounterError as error:
            self.refuse(message_of(error))
            return
        self._presses.press()

    def _row_with(self, field: QWidget | None) -> FieldRow | None:
        rows = self._row_of.items()
        return next(
            (row for part, row in rows if field is not None and (part is field or part.isAncestorOf(field))),
            None,
        )

    def refuse(self, message: Message) -> None:
        """Show why the act was refused, at the field to correct, and put the focus there."""
        self._presses.disarm()
        self.forget_pin()
        self._forget_problems()
        field = self._field_of(message.field or "")
        row = self._row_with(field)
        if field is None or not field.isVisibleTo(self):
            field, row = self.confirm, None
        if row is not None and isinstance(field, Field | LongField):
            field.show_problem(message.sentence)
        else:
            self._say_at(row, message.sentence)
        self._focus(field)
        QTimer.singleShot(0, self, lambda: self._show_trouble(message, row))

    def forget_pin(self) -> None:
        """Clear a secret: after a press or refusal, and before the form is kept for its clerk.

        It is kept only between the two presses.
        """
        for field in self.findChildren(PinField):
            field.clear()

    def wait(self, waiting: bool) -> None:
        """Block the fields while the act is recorded; the form has the focus, or the button that locks would get it."""
        self._busy = waiting
        focus: QWidget | None = self.window().focusWidget()
        if waiting and focus is not None and self.isAncestorOf(focus):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.forget_pin()
        self._inside.setEnabled(not waiting)
        self._say()

    def disarm(self) -> None:
        """Drop a first press and the PIN, even before the button shows that it was armed."""
        pressed = self._presses.is_settling
        self._presses.disarm()
        if pressed:
            self.forget_pin()

    def touch(self) -> None:
        """Input changed: clear the blocking sentence."""
        self.touched = self._is_edited = True
        self._presses.disarm()
        self._is_edited = False
        self._forget_problems()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat() and not self._busy:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """A first press ends when its form is hidden (locked, another page)."""
        super().hideEvent(event)
        self._presses.disarm()

    # -- for subclasses --
    def _fill(self) -> None:
        """Fill in known values."""

    def _field_of(self, field: str) -> QWidget | None:
        """The control of a field named in a refusal."""
        return self._at.get(field)

    def _add(self, label: str, widget: QWidget, *fields: str) -> QWidget:
        """A labelled row; ``fields``: field names in refusals. Returns the row, to hide it."""
        row = self._row_of[widget] = FieldRow(label, widget)
        for problem in row.findChildren(ProblemLabel):
            problem.setObjectName(self._problem.objectName())
        self._body.addWidget(row)
        for field in fields or (widget.objectName(),):
            self._at[field] = widget
        self._order.append(widget)
        for choices in [widget] if isinstance(widget, Choices) else widget.findChildren(Choices):
            choices.changed.connect(self.touch)
            choices.left.connect(lambda choices=choices: self._leave(choices))
            choices.unanswered.connect(lambda choices=choices: self._say_unanswered(choices))
            choices.remade.connect(self._chain)
        for inside in [widget] if isinstance(widget, Field) else widget.findChildren(Field):
            inside.textEdited.connect(lambda _: self.touch())
            inside.returnPressed.connect(lambda inside=inside: self._leave(inside))
        if isinstance(widget, LongField):
            widget.edited.connect(self.touch)
            widget.left.connect(lambda: self._leave(widget))
        return row

    def _choices(self, name: str, label: str, *, many: bool = False, optional: bool = False) -> Choices:
        return Choices(self.look, name, label, many=many, optional=optional)

    def _say_unanswered(self, choices: Choices) -> None:
        """Enter does not skip an unanswered question: the next digit would land in the field behind it."""
        words = self.tr("请先选：{0}。").format(choices.accessibleName())
        self._say_at(self._row_of.get(choices), words)

    def _say_at(self, row: FieldRow | None, words: str) -> None:
        """Beside its field or above the button, and aloud: the focus may be there already."""
        if row is not None:
            row.problem.say(words)
        else:
            self._problem.setText(words)
            self._trouble.show()
        announce(self, words)

    def _forget_problems(self) -> None:
        self._trouble.hide()
        for row in self._row_of.values():
            row.problem.say("")
            for field in fields_of(row.control):
                if field.property("problem"):
                    field.show_problem("")

    def _leave(self, widget: QWidget) -> None:
        """Enter: focus the next unfilled field, finally the button."""
        stops = self.stops()
        here = next((i for i, s in enumerate(stops) if s is widget or widget.isAncestorOf(s)), -1)
        after = (s for s in stops[here + 1 :] if not widget.isAncestorOf(s) and s.isVisibleTo(self))
        following = (s for s in after if s.isEnabled() and s.focusPolicy() & Qt.FocusPolicy.TabFocus)
        self._focus(next(following, self.confirm))

    def stops(self) -> list[QWidget]:
        """All focusable widgets by position."""
        found: list[QWidget] = []
        for widget in self._order:
            found += [w for w in (widget, *widget.findChildren(QWidget)) if w.focusPolicy() is not _NO_FOCUS]
        return found

    def _chain(self) -> None:
        """Set the tab order by position, independent of construction order."""
        for first, second in pairwise((self._close, *self.stops(), self.confirm)):
            QWidget.setTabOrder(first, second)

    def _on_armed(self, armed: bool) -> None:
        self._say()
        if armed:
            self._bring_to_sight(self.confirm)
        elif not self._is_edited:
            # later in the event loop: listeners of ``wanted`` read the PIN first
            QTimer.singleShot(0, self, self._forget_pin_unless_armed)

    def _forget_pin_unless_armed(self) -> None:
        """The first press expired: clear the PIN, so that the next person does not find it filled in."""
        if not self._presses.is_armed:
            self.forget_pin()

    def _show_trouble(self, message: Message, row: FieldRow | None) -> None:
        """After layout: scroll faulty field and sentence into sight, or show it in the message bar."""
        if not self.problem:
            return
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        said = self._problem if row is None else row.problem
        self._bring_to_sight(self._trouble if row is None else row.problem)
        focus = self.focusWidget()
        if focus is not None:
            self._bring_to_sight(focus)
        if self.isVisible() and said.visibleRegion().isEmpty():
            self.unseen.emit(message)

    def _bring_to_sight(self, widget: QWidget) -> None:
        """In the form, and where the form itself stands in something that scrolls."""
        above = widget.parentWidget()
        while above is not None and not above.isWindow():
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(widget)
            above = above.parentWidget()

    def _focus(self, widget: QWidget) -> None:
        if isinstance(widget, Choices | BodyField):
            widget.take_focus()
        else:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear(self) -> None:
        self._forget_problems()
        self._busy = False
        self._inside.setEnabled(True)
        self._say()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        inside_note = QVBoxLayout(self._trouble)
        inside_note.setContentsMargins(10, 8, 10, 8)
        inside_note.addWidget(self._problem)
        self._trouble.hide()
        self._inside = QWidget()
        widen_to(self.look, self._inside, TYPED)
        self._body = QVBoxLayout(self._inside)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(10)
        column = QVBoxLayout(self)
        # The bar of the fields lies in the margin, so that fields, words and the button end at one edge.
        column.setContentsMargins(16, 12, 16 - BAR, 14)
        head.setContentsMargins(0, 0, BAR, 0)
        self._why.setContentsMargins(0, 0, BAR, 0)
        under = QVBoxLayout()
        under.setContentsMargins(0, 0, BAR, 0)
        under.setSpacing(column.spacing())
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._why)
        column.addWidget(FittingScrollArea(f"{self.objectName()}Scroll", self._inside))
        for part in (self._trouble, self.confirm):  # no wider than the fields above
            under.addLayout(at_left(self.look, part, TYPED))
        column.addLayout(under)

    def _say(self) -> None:
        self.confirm.setEnabled(not self._busy)
        self.confirm.arm(armed := self._presses.is_armed)
        if self._busy:
            self.confirm.say(self.tr("正在记下…"))
        elif armed:
            self.confirm.say_will(self.will(), self.tr("再按一次 F9"))
        else:
            self.confirm.say(self._words)
        self.confirm.fit_key()
