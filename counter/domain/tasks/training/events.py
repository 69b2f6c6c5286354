"""Events of a training profile: its clock was put forward, a lesson was begun, cut short, checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from counter.domain.journal.kinds import Slot, event

CLOCK = "training/clock"
"""Subject of the clock's movements."""

LESSONS = "training/lessons"
"""Subject of all lessons of the profile; the actor of an entry is the trainee."""


@event("training.clock_moved", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class ClockMoved:
    """``training.clock_moved``: from now on the clock is ``ahead`` seconds ahead of the machine's; ``to``: its day."""

    ahead: int
    to: date


@event("lesson.begun", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class LessonBegun:
    """``lesson.begun``: a trainee took up a lesson at this hall's guide.

    ``serial``: of its invented applicant, 1, 2, 3 … over the profile. ``bundle``, ``answers`` (question → options),
    ``item``, ``lines`` and ``insisted``: the visit as it was set (``plan.LessonPlan``).
    """

    lesson: str
    serial: int
    bundle: int
    answers: dict[str, tuple[str, ...]]
    item: str
    lines: tuple[str, ...] = ()
    insisted: tuple[str, ...] = ()


@event("lesson.cut", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class LessonCut:
    """``lesson.cut``: the trainee had the program ended hard in the middle of the lesson, as by a power cut."""

    lesson: str
    serial: int


@event("lesson.finished", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class LessonFinished:
    """``lesson.finished``: a visit was compared with what its lesson expects.

    ``done``: nothing was wrong; ``wrong``: the rules of what was, each once. ``case``: number of the visit checked.
    """

    lesson: str
    serial: int
    done: bool
    case: str
    wrong: tuple[str, ...] = field(default_factory=tuple)
