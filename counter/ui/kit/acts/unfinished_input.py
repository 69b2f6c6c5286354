"""What a person typed in a form that is put away waits for that person and that matter, and comes back when the form is
opened there again: one habit for act forms, cards, side parts and panels (decision 0072).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable
from functools import cache
from typing import Any, Generic, Protocol, TypeVar, cast, runtime_checkable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from counter.ui.kit.acts.supervisor_fields import SupervisorFields
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.field import PinField
from counter.ui.kit.messages import Message, Tone

Kept = TypeVar("Kept")
Place = tuple[Any, ...]
"""Clerk, matter, form."""
Content = dict[str, object]
"""What stands in the fields of a form, by their names."""

MOST_BEGUN = 8
"""Forms put away with something in them; of more the oldest goes."""


class UnfinishedInput(Generic[Kept]):
    """What was put away, by its place. ``drop``: gets what goes for good."""

    def __init__(self, drop: Callable[[Kept], object] = lambda _: None) -> None:
        self._drop = drop
        self._at: dict[Place, Kept] = {}

    @property
    def kept(self) -> tuple[Kept, ...]:
        """All of it, the oldest first."""
        return tuple(self._at.values())

    def keep(self, place: Place, kept: Kept) -> None:
        """Put it away there, in place of what waited there."""
        self.forget(lambda one: one == place)
        self._at[place] = kept
        while len(self._at) > MOST_BEGUN:
            self._drop(self._at.pop(next(iter(self._at))))

    def at(self, place: Place) -> Kept | None:
        """What waits there."""
        return self._at.get(place)

    def take(self, place: Place) -> Kept | None:
        """Take up what waits there."""
        return self._at.pop(place, None)

    def forget(self, over: Callable[[Place], bool] = lambda _: True) -> None:
        """What will never be opened again."""
        for place in [one for one in self._at if over(one)]:
            self._drop(self._at.pop(place))


class UnfinishedFields:
    """Of one form that is filled for one matter after another. ``title``: what its clerk calls it; ``but``: names of
    fields that only show a part of another's input.
    """

    def __init__(self, form: QWidget, title: Callable[[], str], but: Collection[str] = ()) -> None:
        self._form, self._title, self._but = form, title, frozenset(but)
        self._place: Place = ()
        self._filled: Content = {}
        self._begun: UnfinishedInput[tuple[str, Content]] = UnfinishedInput()

    @property
    def titles(self) -> tuple[str, ...]:
        """Of what waits: it would be lost with the window."""
        return tuple(title for title, _ in self._begun.kept)

    @property
    def title(self) -> str:
        """What its clerk calls it."""
        return self._title()

    @property
    def typed(self) -> Content:
        """What a person changed since it was filled."""
        if not self._place:
            return {}
        found = changed(self._form, self._filled)
        return {name: value for name, value in found.items() if name not in self._but}

    @property
    def half_done(self) -> bool:
        """True while a text was typed that is on no record."""
        return any(isinstance(value, str) and value.strip() for value in self.typed.values())

    @property
    def in_hand(self) -> str:
        """Its title while something is half done in it; else empty."""
        return self.title if self.half_done else ""

    def open_at(self, clerk: str, *matter: Hashable, anew: bool = False) -> Message | None:
        """It was filled for that matter. What was typed there before stands in it again; said where it was away.
        ``anew``: it goes on waiting.
        """
        before, self._place = self._place, (clerk, *matter)
        self._filled = content_of(self._form)
        waiting = None if anew else self._begun.take(self._place)
        if waiting is None:
            return None
        write(self._form, waiting[1])
        return None if before == self._place else taken_up(waiting[0])

    def put_away(self) -> Message | None:
        """Before it is closed, or filled for something else; said where something waits now."""
        typed, place = self.typed, self._place
        if not typed or not place[0]:
            return None
        _, waiting = self._begun.at(place) or ("", {})
        self._begun.keep(place, (self._title(), {**waiting, **typed}))
        self._filled = content_of(self._form)
        return put_away(self._title())

    def close(self) -> Message | None:
        """As ``put_away``, and nothing is open any more."""
        said, self._place = self.put_away(), ()
        return said

    def done(self) -> None:
        """It is on record: nothing of it waits."""
        self._begun.take(self._place)
        self._filled = content_of(self._form)


class KeepsInput(Protocol):
    """A form, or several, of a page: titles of what waits, and of what is half done in sight."""

    @property
    def titles(self) -> tuple[str, ...]: ...

    @property
    def in_hand(self) -> str: ...


class KeepingPage(QWidget):
    """A page with forms that keep what is typed in them. ``keeping``: those forms."""

    keeping: tuple[KeepsInput, ...] = ()

    @property
    def half_done(self) -> str:
        """Title of the form in which something is half done; else empty."""
        return next((one.in_hand for one in self.keeping if one.in_hand), "")

    @property
    def put_aside(self) -> tuple[str, ...]:
        """Titles of what was put away with something in it."""
        return tuple(title for one in self.keeping for title in one.titles)


def put_away(title: str) -> Message:
    """Said when a form with something in it is closed."""
    words = QCoreApplication.translate("ActHost", "“{0}”没有办，填的还在：再打开就接着填。")
    return Message(Tone.SAID, words.format(title))


def taken_up(title: str) -> Message:
    """Said when it is opened again."""
    words = QCoreApplication.translate("ActHost", "“{0}”上次填的还在，接着填。")
    return Message(Tone.SAID, words.format(title))


@runtime_checkable
class HoldsInput(Protocol):
    """A part whose input is no text: rows that are ticked, a condition that is built."""

    def held_input(self) -> object:
        """What a person made of it."""
        ...

    def put_input(self, held: object) -> None:
        """The same again, as far as it can be."""
        ...


def content_of(form: QWidget) -> Content:
    """What stands in the fields of a form; secrets, signatures, and what has no name, are no part of it."""
    signed = {id(one) for by in form.findChildren(SupervisorFields) for one in (by.code, by.pin)}
    parts = (part for part in form.findChildren(QWidget) if id(part) not in signed)
    values = ((part.objectName(), _value_of(part)) for part in parts)
    return {name: value for name, value in values if name and value is not None}


def changed(form: QWidget, before: Content) -> Content:
    """What differs from that content."""
    return {name: value for name, value in content_of(form).items() if before.get(name) != value}


def write(form: QWidget, content: Content) -> None:
    """As if typed again: first what is chosen, for fields appear and are emptied by it, then the texts."""
    parts = [(part, content[part.objectName()]) for part in _named(form, content)]
    for part, value in sorted(parts, key=lambda one: isinstance(one[1], str) and not _is_combo(one[0])):
        _write(part, value)


def _named(form: QWidget, names: Iterable[str]) -> list[QWidget]:
    wanted = set(names)
    return [
        part
        for part in form.findChildren(QWidget)
        if part.objectName() in wanted and _value_of(part) is not None
    ]


def _value_of(part: QWidget) -> object:
    if isinstance(part, PinField):
        return None
    if _holds(type(part)):  # type: ignore[arg-type]  # hashed by identity
        return cast("HoldsInput", part).held_input()
    if isinstance(part, Choices):
        return part.chosen
    if isinstance(part, QLineEdit):
        return part.text()
    if isinstance(part, QPlainTextEdit):
        return part.toPlainText()
    if isinstance(part, QComboBox):
        return part.currentText()
    if isinstance(part, QAbstractButton) and part.isCheckable():
        return None if isinstance(part.parentWidget(), Choices) else part.isChecked()
    return None


def _write(part: QWidget, value: object) -> None:
    if _holds(type(part)):  # type: ignore[arg-type]  # hashed by identity
        cast("HoldsInput", part).put_input(value)
    elif isinstance(part, Choices) and isinstance(value, tuple):
        if not value or set(value) & set(part.options):  # what is no longer offered is not chosen
            part.choose(value)
            part.changed.emit()
    elif isinstance(part, QLineEdit):
        part.setText(str(value))
        part.setModified(True)
        part.textEdited.emit(part.text())
    elif isinstance(part, QPlainTextEdit):
        part.setPlainText(str(value))
        part.document().setModified(True)
    elif isinstance(part, QComboBox):
        part.setCurrentText(str(value))
    elif isinstance(part, QAbstractButton):
        part.setChecked(bool(value))


@cache
def _holds(kind: type[QWidget]) -> bool:
    """Of a class, once: all parts of a form are asked at every row, and a protocol looks up each of its members."""
    return issubclass(kind, HoldsInput)


def _is_combo(part: QWidget) -> bool:
    return isinstance(part, QComboBox)
