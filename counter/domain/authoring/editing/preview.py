"""Preview of a bundle of the draft as the window would show it: questions and checklist.

Uses the window's rules (``situation``, ``checklist_builder``); problems are listed, never raised.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain.authoring.editing.node import Node
from counter.domain.authoring.lazy_guide import lazy_guide
from counter.domain.errors import CounterError
from counter.domain.guide.condition import atoms
from counter.domain.guide.model import Bundle, Guide, GuideRefusal
from counter.domain.visit.checklist import Checklist, ChecklistItem, Line
from counter.domain.visit.checklist_builder import resolve_in
from counter.domain.visit.situation import Asked, Situation, asked_in, situate

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library


@dataclass(frozen=True, slots=True)
class Preview:
    """A bundle as the window would show it. ``checklist``: None where it cannot be computed; ``troubles`` say why.

    ``questions``: those asked with what is chosen, also by default.
    """

    number: int
    questions: tuple[Asked, ...] = ()
    checklist: Checklist | None = None
    troubles: tuple[str, ...] = ()

    @property
    def items(self) -> tuple[ChecklistItem, ...]:
        """The items of the visit, in order."""
        return self.checklist.items if self.checklist else ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of the checklist."""
        return self.checklist.lines if self.checklist else ()

    @property
    def refusals(self) -> tuple[GuideRefusal, ...]:
        """Refusals that stop the bundle, take items out, or warn."""
        return (*self.checklist.stops, *self.checklist.warnings) if self.checklist else ()

    @property
    def hints(self) -> tuple[str, ...]:
        """Hints for the clerk and tips for the applicant."""
        return (*self.checklist.hints, *self.checklist.tips) if self.checklist else ()

    @property
    def unanswered(self) -> tuple[Asked, ...]:
        """Questions without which the checklist is incomplete."""
        return tuple(one for one in self.questions if one.open)


def preview(
    library: Library,
    bundle: Node | int,
    answers: Mapping[str, Sequence[str]],
    switches: Mapping[str, bool] | None = None,
) -> Preview:
    """The bundle under these answers. ``switches``: those that differ from the guide's defaults.

    Never raises for an incomplete library.
    """
    number = int(bundle.key[0]) if isinstance(bundle, Node) else bundle
    try:
        guide = lazy_guide(library)
        found = guide.bundles[number]
        troubles = _unasked(library, guide, found)
    except _UNREADABLE as wrong:
        return Preview(number, troubles=(_explained(library, wrong, f"一件事{number}读不出来"),))
    try:
        situation = situate(guide, found, answers, {**guide.switch_defaults(), **(switches or {})})
        questions = asked_in(situation)
    except _UNREADABLE as wrong:
        return Preview(number, troubles=(*troubles, _explained(library, wrong, "情形题读不出来")))
    try:
        return Preview(number, questions, resolve_in(situation), (*troubles, *_empty(situation)))
    except _UNREADABLE as wrong:
        return Preview(number, questions, None, (*troubles, _explained(library, wrong, "材料清单算不出来")))


_UNREADABLE = (CounterError, KeyError, TypeError, ValueError, AttributeError, IndexError)
"""Errors that an unchecked library may cause."""


def _explained(library: Library, wrong: Exception, what: str) -> str:
    if isinstance(wrong, CounterError):
        return wrong.sentence
    if isinstance(wrong, KeyError) and wrong.args:
        return f"{what}：缺“{wrong.args[0]}”。"
    return f"{what}：有的内容还没写完整（{wrong}）。"


def _unasked(library: Library, guide: Guide, bundle: Bundle) -> tuple[str, ...]:
    """Unknown questions, and questions without options."""
    known = library["questions"]
    named = [asking.question for asking in bundle.questions]
    named += [
        atom.question
        for asking in bundle.questions
        for atom in atoms(asking.when)
        if hasattr(atom, "question")
    ]
    lost = tuple(f"没有题“{one}”。" for one in dict.fromkeys(named) if one not in known)
    bare = (
        one
        for one in dict.fromkeys(named)
        if one in known and not (known[one].get("options") or known[one].get("most"))
    )
    return (*lost, *(f"题“{known[one].get('text', one)}”还没有选项。" for one in bare))


def _empty(situation: Situation) -> tuple[str, ...]:
    if not situation.bundle.items:
        return ("这件事还没有事项。",)
    items = (situation.guide.items[placed.item] for placed in situation.bundle.items)
    return tuple(f"事项“{item.name}”还没有材料。" for item in items if not item.materials)
