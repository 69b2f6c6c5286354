"""The one host of acts, with an act that no place has: nothing of a refused one is left to act with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from counter import config
from counter.domain.case.acts.available_act import AvailableAct
from counter.domain.errors import RuleRefused, StaleBase
from counter.domain.hall.consent import Consent
from counter.ui.authoring.versions.acts import FORMS as BUREAU_FORMS
from counter.ui.case.acts.forms import FORMS as WINDOW_FORMS
from counter.ui.facades.window import Clerk, Preferences
from counter.ui.kit.acts.act_form import ActForm
from counter.ui.kit.acts.act_host import ActHost
from counter.ui.kit.acts.supervisor_fields import SupervisorFields
from counter.ui.kit.background import Background
from counter.ui.kit.controls.field import PinField
from counter.ui.kit.messages import Message, Tone
from counter.ui.kit.theme import Look
from counter.ui.ratings.rectify_forms import FORMS as OFFICE_FORMS

CLERK = Clerk("W01", "阿木古郎")
FORMS = (*WINDOW_FORMS.values(), *OFFICE_FORMS.values(), *BUREAU_FORMS.values())


@dataclass(frozen=True)
class Lend:
    """A made-up act: a book is lent out."""

    consent: Consent


@dataclass(frozen=True)
class Shelf:
    """A made-up matter. ``seen``: looks at it, which are no news."""

    books: int
    seen: int = 0


LendOffer = AvailableAct[Lend]


class LendForm(ActForm[Shelf, LendOffer, Lend]):
    """Code and PIN."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "lendForm", "借书", "借出")
        self.supervisor = SupervisorFields()
        self._add("负责人", self.supervisor, "supervisor", "pin")

    def build(self) -> Lend:
        self.supervisor.check()
        return Lend(self.supervisor.consent())

    def _fill(self) -> None:
        self.supervisor.clear()


@dataclass
class Library:
    """What the act is done on. ``asked``: shelf and act of each try; the errors come first."""

    now: Shelf = Shelf(3)
    errors: list[Exception] = field(default_factory=list)
    asked: list[tuple[Shelf, Lend]] = field(default_factory=list)

    def lend(self, shelf: Shelf, act: Lend) -> Shelf:
        self.asked.append((shelf, act))
        if self.errors:
            raise self.errors.pop(0)
        self.now = Shelf(shelf.books - 1)
        return self.now


class LendHost(ActHost[Shelf, LendOffer, Lend, Shelf]):
    """What a place answers, for the made-up act."""

    def __init__(self, library: Library, background: Background, look: Look) -> None:
        super().__init__(background, look)
        self._library = library

    def _offers(self, matter: Shelf) -> Sequence[LendOffer]:
        return (LendOffer(Lend, why="有书可借。"),) if matter.books else ()

    def _make(self, offer: LendOffer) -> LendForm:
        return LendForm(self._look)

    def _today(self) -> date:
        return date(2026, 11, 20)

    def _work(self, form: ActForm[Shelf, LendOffer, Lend], clerk: Clerk) -> Callable[[Shelf], Shelf]:
        act = form.build()
        return lambda shelf: self._library.lend(shelf, act)

    def _look_again(self, matter: Shelf) -> Shelf | None:
        return self._library.now

    def _is_news(self, before: Shelf, now: Shelf) -> bool:
        return before.books != now.books

    def _keep(self, result: Shelf) -> str:
        self._matter = result
        return f"借出了，还有{result.books}本。"

    def _overtaken_words(self) -> tuple[str, str]:
        return "没有书了。", "书少了，请看过再按。"


@dataclass
class Place:
    """The host in sight, its form open and filled in."""

    qtbot: QtBot
    library: Library
    background: Background
    host: LendHost
    heard: list[Message] = field(default_factory=list)

    @property
    def form(self) -> LendForm:
        form = self.host.form
        assert isinstance(form, LendForm)
        return form

    def fill(self) -> None:
        self.form.supervisor.code.setText("S01")
        self.form.supervisor.pin.setText("9876")

    def press_twice(self) -> None:
        form = self.form
        self.host.press()
        self.qtbot.waitUntil(lambda: form.confirm.property("armed") is True)
        self.host.press()
        self.qtbot.waitUntil(lambda: not self.background.busy)


@pytest.fixture
def place(qtbot: QtBot) -> Iterator[Place]:
    background, library = Background(lambda _: None), Library()
    host = LendHost(library, background, Look(config.resources_folder(), Preferences()))
    qtbot.addWidget(host)
    made = Place(qtbot, library, background, host)
    host.announced.connect(made.heard.append)
    host.show()
    host.set_clerk(CLERK)
    host.open_form(host.show_matter(library.now)[0])
    made.fill()
    yield made
    background.close()


def test_that_a_made_up_act_is_done_with_a_form_and_a_host_of_its_own(place: Place) -> None:
    place.press_twice()
    assert place.library.asked == [(Shelf(3), Lend(Consent("S01", "9876")))]
    assert place.heard == [Message(Tone.DONE, "借出了，还有2本。")]
    assert place.host.form is None


def test_that_after_a_refusal_nobody_can_act_with_the_pin_of_before(place: Place) -> None:
    place.library.errors = [RuleRefused("今天不借。", rule="made-up")]
    place.press_twice()
    assert place.form.problem == "今天不借。"
    assert place.form.supervisor.pin.text() == ""
    place.host.press()
    assert "口令" in place.form.problem
    assert len(place.library.asked) == 1


def test_that_what_is_no_news_is_done_again_by_itself(place: Place) -> None:
    place.library.errors, place.library.now = [StaleBase("变了。")], Shelf(3, seen=1)
    place.press_twice()
    assert [shelf for shelf, _ in place.library.asked] == [Shelf(3), Shelf(3, seen=1)]
    assert place.host.form is None


def test_that_a_person_sees_what_changed_before_the_act_is_done(place: Place) -> None:
    place.library.errors, place.library.now = [StaleBase("变了。")], Shelf(2)
    place.press_twice()
    assert place.form.problem == "书少了，请看过再按。"
    assert place.form.matter == Shelf(2)
    assert place.form.supervisor.code.text() == "S01"
    place.fill()
    place.press_twice()
    assert place.library.now == Shelf(1)


def test_that_an_act_that_is_over_is_put_away_and_said(place: Place) -> None:
    place.library.errors, place.library.now = [StaleBase("变了。")], Shelf(0)
    place.press_twice()
    assert place.host.form is None
    assert place.heard == [Message(Tone.REFUSED, "没有书了。")]


@pytest.mark.parametrize("shown", [False, True])
def test_that_a_first_press_outlives_what_is_no_news(place: Place, *, shown: bool) -> None:
    """``shown``: the button already says that the next press acts."""
    place.host.press()
    if shown:
        place.qtbot.waitUntil(lambda: place.form.confirm.property("armed") is True)
    place.host.know(Shelf(3, seen=1))
    place.qtbot.waitUntil(lambda: place.form.confirm.property("armed") is True)
    place.host.press()
    place.qtbot.waitUntil(lambda: not place.background.busy)
    assert [shelf for shelf, _ in place.library.asked] == [Shelf(3, seen=1)]


@pytest.mark.parametrize("shown", [False, True])
def test_that_a_first_press_that_news_put_down_is_said(place: Place, *, shown: bool) -> None:
    form = place.form
    place.host.press()
    if shown:
        place.qtbot.waitUntil(lambda: form.confirm.property("armed") is True)
    place.host.know(Shelf(2))
    assert form.confirm.property("armed") is not True
    assert "已放下" in form.confirm.below
    place.qtbot.waitUntil(lambda: form.supervisor.pin.text() == "")
    place.fill()
    place.press_twice()
    assert [shelf for shelf, _ in place.library.asked] == [Shelf(2)]


@pytest.mark.parametrize("make", FORMS, ids=lambda make: getattr(make, "__name__", "form"))
def test_that_every_form_of_window_office_and_bureau_forgets_its_pins_at_a_refusal(
    make: Callable[[Look], ActForm[object, AvailableAct[object], object]], qtbot: QtBot
) -> None:
    form = make(Look(config.resources_folder(), Preferences()))
    qtbot.addWidget(form)
    pins = form.findChildren(PinField)
    for pin in pins:
        pin.setText("9876")
    form.refuse(Message(Tone.REFUSED, "不对。", "pin"))
    assert [pin.text() for pin in pins] == [""] * len(pins)
