"""Performs acts at window, office and bureau: form, background work, outcome."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.domain.case.acts.available_act import AvailableAct
from counter.domain.errors import StaleBase
from counter.ui.facades.window import Clerk
from counter.ui.kit.acts.unfinished_input import Place, UnfinishedInput, put_away, taken_up
from counter.ui.kit.background import Background
from counter.ui.kit.controls.page_turn import hide_part, keep_focus_in
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.ui.kit.acts.act_form import ActForm

Matter = TypeVar("Matter")
Offer = TypeVar("Offer", bound=AvailableAct[Any])
Made = TypeVar("Made")
Result = TypeVar("Result")


class ActHost(QWidget, Generic[Matter, Offer, Made, Result]):
    """Controller of a list of available acts and one open form; subclasses provide offers, forms, execution and
    messages.

    Signals: ``changed(result)`` after an act; ``opened`` and ``closed`` with the form; ``announced(message)`` for the
    message bar.
    """

    changed = Signal(object)
    opened = Signal()
    closed = Signal()
    announced = Signal(Message)

    def __init__(self, background: Background, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._look = look
        self._matter: Matter | None = None
        self._clerk: Clerk | None = None
        self._forms: dict[type[Any], ActForm[Matter, Offer, Made]] = {}
        self._begun: UnfinishedInput[ActForm[Matter, Offer, Made]] = UnfinishedInput(
            lambda form: form.deleteLater()
        )
        self.form: ActForm[Matter, Offer, Made] | None = None
        self.running = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    @property
    def unfinished(self) -> str:
        """Title of the open form while it has input or is being recorded; else empty."""
        form = self.form
        return form.accessibleName() if form is not None and (form.touched or self.running) else ""

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set the acting clerk."""
        self._clerk = clerk
        self.close_form()

    @property
    def put_aside(self) -> tuple[str, ...]:
        """Titles of started forms that are kept: what is typed there would be lost with the window."""
        return tuple(form.accessibleName() for form in self._begun.kept)

    def show_matter(self, matter: Matter | None) -> Sequence[Offer]:
        """Show a matter, or a newer state of it, and put the form away; returns the available acts."""
        self.put_away()
        self._matter = matter
        if matter is None:
            return ()
        offers = self._offers(matter)
        self._forget_begun(matter, {offer.kind for offer in offers})
        return offers

    def know(self, matter: Matter) -> Sequence[Offer]:
        """Update the matter by a small change (a copy, a look); an open form stays as it is, and so does a first press
        unless the clerk must see what changed. A form whose act is done with says so.
        """
        before, self._matter = self._matter, matter
        offers = self._offers(matter)
        if self.form is not None and not self.running:
            offer = _same_kind(offers, self.form.offered)
            if offer is None:
                self.form.refuse(Message(Tone.REFUSED, self._overtaken_words()[0]))
            else:
                news = before is None or offer != self.form.offered or self._is_news(before, matter)
                self.form.follow(matter, offer, news=news)
        return offers

    def open_form(self, offer: Offer) -> None:
        """Begin this act, or go on with what was begun and put away."""
        if self._matter is None or self.running:
            return
        self.put_away()
        begun = self._begun.take(self._place_of(self._matter, offer.kind))
        if begun is None:
            form = self.form = self._forms.get(offer.kind) or self._build_form(offer)
            form.clerk = self._clerk.name if self._clerk else ""
            form.open_for(self._matter, offer, self._today())
        else:
            form = self.form = self._forms[offer.kind] = self._instead(offer.kind, begun)
            form.follow(self._matter, offer)
        form.show()
        self.opened.emit()
        form.take_focus()
        if begun is not None:
            self.announced.emit(taken_up(form.accessibleName()))

    def close_form(self) -> None:
        """Close the form without acting."""
        if self.form is None or self.running:
            return
        form, self.form = self.form, None
        form.disarm()
        hide_part(form)
        self.closed.emit()
        QTimer.singleShot(0, self, self._take_up)

    def _take_up(self) -> None:
        """Nobody said where the focus goes next: what lies around the form has it."""
        around = self.parentWidget()
        if self.isVisible() and around is not None and self.window().focusWidget() is None:
            keep_focus_in(around)

    def put_away(self) -> bool:
        """Close the form; what a person typed waits until the act is opened again on the same matter. True then."""
        form, matter = self.form, self._matter
        keeps = form is not None and matter is not None and form.touched and not self.running
        name = self._name_of(matter) if keeps and matter is not None else ""
        self.close_form()
        if form is None or matter is None or not name:
            return False
        form.forget_pin()
        self._forms.pop(form.offered.kind, None)
        self._begun.keep(self._place_of(matter, form.offered.kind), form)
        return True

    def give_up(self) -> None:
        """Put the form away, and say what became of its input."""
        if self.running:
            return
        title, lost = (self.form.accessibleName(), self.form.lost) if self.form is not None else ("", "")
        if self.put_away():
            self.announced.emit(put_away(title))
        elif lost:
            self.announced.emit(Message(Tone.SAID, lost))

    def press(self) -> None:
        """The form's button was pressed by its key."""
        if self.form is not None:
            self.form.press()

    def _place_of(self, matter: Matter, kind: type[Any]) -> Place:
        return self._clerk.code if self._clerk else "", self._name_of(matter), kind

    def _instead(self, kind: type[Any], form: ActForm[Matter, Offer, Made]) -> ActForm[Matter, Offer, Made]:
        """The form, after the one that meanwhile took its place is gone."""
        other = self._forms.pop(kind, None)
        if other is not None:
            other.deleteLater()
        return form

    def _forget_begun(self, matter: Matter, offered: set[type[Any]]) -> None:
        """Acts that the matter no longer offers will never be opened again."""
        name = self._name_of(matter)
        self._begun.forget(lambda place: place[1] == name and place[2] not in offered)

    # -- provided by subclasses --
    def _name_of(self, matter: Matter) -> str:
        """What distinguishes it from others of its host; empty: a form that is put away keeps nothing."""
        return ""

    def _offers(self, matter: Matter) -> Sequence[Offer]:
        """Acts available now."""
        raise NotImplementedError

    def _make(self, offer: Offer) -> ActForm[Matter, Offer, Made]:
        """A new form for this kind of act."""
        raise NotImplementedError

    def _today(self) -> date:
        """The civil day."""
        raise NotImplementedError

    def _work(self, form: ActForm[Matter, Offer, Made], clerk: Clerk) -> Callable[[Matter], Result]:
        """The act as background work; the fields are read here because it may run twice."""
        raise NotImplementedError

    def _look_again(self, matter: Matter) -> Matter | None:
        """Load the current matter, in the background. None where it no longer exists."""
        raise NotImplementedError

    def _is_news(self, before: Matter, current: Matter) -> bool:
        """Whether the clerk must see what changed since; if not, the act is simply retried."""
        return True

    def _keep(self, result: Result) -> str:
        """Take the result of an act; returns the message to show."""
        raise NotImplementedError

    def _overtaken_words(self) -> tuple[str, str]:
        """Messages for an act overtaken by another: no longer available, and still available."""
        raise NotImplementedError

    # -- the act --
    def _build_form(self, offer: Offer) -> ActForm[Matter, Offer, Made]:
        form = self._forms[offer.kind] = self._make(offer)
        form.wanted.connect(self._perform)
        form.closed.connect(self.give_up)
        form.unseen.connect(self.announced)
        form.hide()
        self._column.insertWidget(0, form)
        return form

    def _perform(self) -> None:
        form, clerk, matter = self.form, self._clerk, self._matter
        if form is None or clerk is None or matter is None or self.running:
            return
        work = self._work(form, clerk)
        self.running = True
        form.wait(True)
        self._run(matter, work, again=True)

    def _run(self, matter: Matter, work: Callable[[Matter], Result], *, again: bool) -> None:
        def fail(error: Exception) -> None:
            if isinstance(error, StaleBase):
                self._on_stale(error, matter, work, again)
            else:
                self._on_failed(error)

        self._background.run(lambda: work(matter), self._on_done, fail)

    def _on_done(self, result: Result) -> None:
        self._stop()
        self.close_form()
        self.announced.emit(Message(Tone.DONE, self._keep(result)))
        self.changed.emit(result)

    def _on_failed(self, error: Exception) -> None:
        self._stop()
        message = message_of(error)
        if self.form is not None:
            self.form.refuse(message)
        if message.tone in (Tone.BUG, Tone.WORLD):
            self.announced.emit(message)

    def _on_stale(
        self, error: StaleBase, matter: Matter, work: Callable[[Matter], Result], again: bool
    ) -> None:
        """The matter changed since it was shown; nothing was written. ``again``: this was the first try."""

        def looked(current: Matter | None) -> None:
            if current is not None and again and not self._is_news(matter, current):
                self._run(current, work, again=False)
            else:
                self._on_overtaken(current)

        self._background.run(lambda: self._look_again(matter), looked, self._on_failed)

    def _on_overtaken(self, current: Matter | None) -> None:
        """Another act came first; input stays where the act is still available."""
        self._stop()
        form = self.form
        if current is None:
            self.close_form()
            return
        self._matter = current
        over, still = self._overtaken_words()
        offer = None if form is None else _same_kind(self._offers(current), form.offered)
        if form is None or offer is None:
            self.close_form()
            self.changed.emit(current)
            self.announced.emit(Message(Tone.REFUSED, over))
            return
        form.follow(current, offer)
        form.refuse(Message(Tone.REFUSED, still))

    def _stop(self) -> None:
        self.running = False
        if self.form is not None:
            self.form.wait(False)


def _same_kind(offers: Sequence[Offer], wanted: Offer) -> Offer | None:
    return next((offer for offer in offers if offer.kind is wanted.kind), None)
