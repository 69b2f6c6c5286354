"""Performs acts at window, office and bureau: form, background work, outcome."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.domain.case.acts.available_act import AvailableAct
from counter.domain.errors import StaleBase
from counter.ui.facades.window import Clerk
from counter.ui.kit.background import Background
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

    def show_matter(self, matter: Matter | None) -> Sequence[Offer]:
        """Show a matter, or a newer state of it, and close the form; returns the available acts."""
        self._matter = matter
        self.close_form()
        return () if matter is None else self._offers(matter)

    def know(self, matter: Matter) -> Sequence[Offer]:
        """Update the matter by a small change (a copy, a look); an open form stays as it is, and so does a first press
        unless the clerk must see what changed.
        """
        before, self._matter = self._matter, matter
        offers = self._offers(matter)
        if self.form is not None and not self.running:
            offer = _same_kind(offers, self.form.offered)
            if offer is not None:
                news = before is None or offer != self.form.offered or self._is_news(before, matter)
                self.form.follow(matter, offer, news=news)
        return offers

    def open_form(self, offer: Offer) -> None:
        """Begin this act."""
        if self._matter is None or self.running:
            return
        self.close_form()
        form = self.form = self._forms.get(offer.kind) or self._build_form(offer)
        form.clerk = self._clerk.name if self._clerk else ""
        form.open_for(self._matter, offer, self._today())
        form.show()
        self.opened.emit()
        form.take_focus()

    def close_form(self) -> None:
        """Close the form without acting."""
        if self.form is None or self.running:
            return
        form, self.form = self.form, None
        form.disarm()
        form.hide()
        self.closed.emit()

    def give_up(self) -> None:
        """Close the form, discarding its input, and show a message about that."""
        lost = self.form.lost if self.form is not None else ""
        self.close_form()
        if lost and self.form is None:
            self.announced.emit(Message(Tone.SAID, lost))

    def press(self) -> None:
        """The form's button was pressed by its key."""
        if self.form is not None:
            self.form.press()

    # -- provided by subclasses --
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
