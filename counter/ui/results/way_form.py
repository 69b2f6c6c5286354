"""Base of the forms by which results leave otherwise than by collecting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from counter.ui.kit.acts.field_grid import FieldGrid
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.domain.case.acts.sending import SendingAct
    from counter.services.results.shelf import PickUp
    from counter.services.results.ways import GoingResult

_SPLIT = "|"


class WayForm(FieldGrid):
    """``caption``: what F9 does; ``done``: told once it is recorded. Kinds say whether they are ``possible``,
    fill themselves and build what was done by case.
    """

    def __init__(self, look: Look, name: str, title: str, caption: str, done: str) -> None:
        super().__init__(look, name, title)
        self.title, self.caption, self.done = title, caption, done

    @classmethod
    def possible(cls, found: PickUp) -> bool:
        """Whether there is anything to do so."""
        raise NotImplementedError

    def fill(self, found: PickUp, now: datetime) -> None:
        """Begin for a person."""
        raise NotImplementedError

    def build(self, now: datetime) -> Mapping[str, SendingAct]:
        """Id of a case → what was done with its results. Raises BadInput for a field that cannot be read."""
        raise NotImplementedError

    def take_code(self, text: str) -> bool:
        """Whether a scanned code belongs here: then it is filled in, wherever the focus is."""
        return False

    def show_person(self, found: PickUp, now: datetime) -> None:
        """Begin for a person, with empty fields."""
        self.clear()
        self.begin_at(now)
        self.fill(found, now)


def show_results(choices: Choices, results: tuple[GoingResult, ...]) -> None:
    """Offer these results, all chosen."""
    options = [(f"{one.case}{_SPLIT}{one.id}", one.name) for one in results]
    choices.show_options(options, [key for key, _ in options])


def by_case(choices: Choices) -> dict[str, tuple[str, ...]]:
    """Id of a case → ids of its results that are chosen."""
    found: dict[str, tuple[str, ...]] = {}
    for key in choices.chosen:
        case, _, one = key.partition(_SPLIT)
        found[case] = (*found.get(case, ()), one)
    return found
