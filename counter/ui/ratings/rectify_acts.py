"""The act in hand on one rating: its form, the work in the background, and what becomes of both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import StaleBase
from counter.ui.desks.office import OfficeDesk
from counter.ui.desks.window import Clerk
from counter.ui.kit.background import Background
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.domain.ratings.office.acts import Offer, RectifyAct
    from counter.domain.ratings.office.rated import Rated
    from counter.ui.ratings.rectify_form import RectifyForm


class RectifyActs(QWidget):
    """Shows at most one form. Signals: ``changed(rated)`` after an act; ``opened`` and ``closed`` with the form;
    ``said(message)`` for the message bar.
    """

    changed = Signal(object)
    opened = Signal()
    closed = Signal()
    said = Signal(Message)

    def __init__(
        self, desk: OfficeDesk, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._background = background
        self._look = look
        self._rated: Rated | None = None
        self._clerk: Clerk | None = None
        self._forms: dict[type[RectifyAct], RectifyForm] = {}
        self.form: RectifyForm | None = None
        self.running = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    @property
    def unfinished(self) -> str:
        """Name of the form in hand while something is typed into it or it is being written; else empty."""
        form = self.form
        return form.accessibleName() if form is not None and (form.touched or self.running) else ""

    def belong_to(self, clerk: Clerk | None) -> None:
        """Who acts from now on."""
        self._clerk = clerk
        self.close_form()

    def show_rated(self, rated: Rated | None) -> tuple[Offer, ...]:
        """Another rating, or the same as it stands now; returns what can be done. A form in hand is put away."""
        self._rated = rated
        self.close_form()
        return self._offers()

    def open_form(self, offer: Offer) -> None:
        """Begin this act."""
        if self._rated is None or self.running:
            return
        self.close_form()
        form = self._forms.get(offer.kind)
        if form is None:
            form = self._make(offer.kind)
        self.form = form
        form.people = self._desk.staff()
        form.clerk = self._clerk.name if self._clerk else ""
        form.begin(self._rated, offer, civil_date(self._desk.now()))
        form.show()
        self.opened.emit()
        form.take_focus()

    def close_form(self) -> None:
        """Put the form away; nothing was done."""
        if self.form is None or self.running:
            return
        form, self.form = self.form, None
        form.disarm()
        form.hide()
        self.closed.emit()

    def give_up(self) -> None:
        """The form is not wanted after all; what was typed into it is gone, and that is said."""
        lost = self.form.lost if self.form is not None else ""
        self.close_form()
        if lost and self.form is None:
            self.said.emit(Message(Tone.SAID, lost))

    def press(self) -> None:
        """One press of the form's button."""
        if self.form is not None:
            self.form.press()

    def _offers(self) -> tuple[Offer, ...]:
        if self._rated is None or self._clerk is None:
            return ()
        return tuple(self._desk.offers(self._rated, self._clerk))

    def _make(self, kind: type[RectifyAct]) -> RectifyForm:
        from counter.ui.ratings.rectify_forms import make_form  # a window opens without the forms

        form = make_form(kind, self._look)
        form.wanted.connect(self._perform)
        form.closed.connect(self.give_up)
        form.unseen.connect(self.said)
        form.hide()
        self._column.addWidget(form)
        self._forms[kind] = form
        return form

    def _perform(self) -> None:
        form, rated, clerk = self.form, self._rated, self._clerk
        if form is None or rated is None or clerk is None or self.running:
            return
        credentials = form.credentials()
        act = form.build(credentials[0] if credentials else "")

        def work() -> Rated:
            if credentials is not None:
                self._desk.check_supervisor(*credentials)
            return self._desk.rectify(rated.id, act, clerk, rated.base)

        self.running = True
        form.wait(True)
        self._background.run(work, self._on_done, self._on_failed)

    def _on_done(self, rated: Rated) -> None:
        self._stop()
        self.close_form()
        known = len(self._rated.history) if self._rated else 0
        self._rated = rated
        done = "；".join(line.text.rstrip("。") for line in rated.history[known:])
        self.said.emit(Message(Tone.DONE, self.tr("已记下：{0}。").format(done)))
        self.changed.emit(rated)

    def _on_failed(self, error: Exception) -> None:
        rated = self._rated
        if isinstance(error, StaleBase) and rated is not None:
            self._background.run(lambda: self._desk.rated(rated.id), self._on_overtaken, self._on_failed)
            return
        self._stop()
        message = message_of(error)
        if self.form is not None:
            self.form.refuse(message)
        if message.tone in (Tone.BUG, Tone.WORLD):
            self.said.emit(message)

    def _on_overtaken(self, now: Rated | None) -> None:
        """Somebody else of the office was quicker; what was typed stays where the act is still possible."""
        self._stop()
        if now is None:
            self.close_form()
            return
        self._rated = now
        form = self.form
        offers: Sequence[Offer] = self._offers()
        offer = next((o for o in offers if form is not None and o.kind is form.kind), None)
        if form is None or offer is None:
            self.close_form()
            self.changed.emit(now)
            self.said.emit(Message(Tone.REFUSED, self.tr("这件差评刚被别处改过，这一步不用办了。")))
            return
        form.go_on(now, offer)
        sentence = self.tr("这件差评刚被别处改过，已换成最新情况；填的都还在，请看过再按。")
        form.refuse(Message(Tone.REFUSED, sentence))

    def _stop(self) -> None:
        self.running = False
        if self.form is not None:
            self.form.wait(False)
