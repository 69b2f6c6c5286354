"""Facade of the training page (``WindowFacade.training``): lessons, their checks, the clock, the record."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from counter.domain.tasks.training.check import LessonResult
    from counter.domain.tasks.training.lesson import Lesson
    from counter.domain.tasks.training.plan import LessonPlan
    from counter.domain.tasks.training.telling import Telling
    from counter.services.tasks.training.practise import Course
    from counter.services.tasks.training.record import LessonLine
    from counter.ui.facades.base import ProfileFacade
    from counter.ui.facades.clerk import Clerk

_KILLED = 137
"""Exit code of a process that was killed: nothing was tidied up."""


@dataclass(frozen=True, slots=True)
class LessonRow:
    """A lesson as listed. ``fits``: this hall's guide can hold it; ``line``: the trainee's own, None: not begun."""

    lesson: Lesson
    fits: bool
    line: LessonLine | None


@dataclass(frozen=True, slots=True)
class TrainingView:
    """What the page shows: lessons, the time of the training clock, days it is ahead."""

    rows: Sequence[LessonRow]
    now: datetime
    ahead: int


class TrainingFacade:
    """All members but ``cut_power`` are for ``Lane.JOURNAL``. ``end``: ends the process hard."""

    def __init__(self, facade: ProfileFacade, end: Callable[[], None] = lambda: os._exit(_KILLED)) -> None:
        self._facade = facade
        self._end = end
        self._course: Course | None = None
        self._plans: dict[tuple[str, str], LessonPlan | None] = {}

    def view(self, clerk: Clerk) -> TrainingView:
        """The lessons as this trainee stands."""
        from counter.services.tasks.training.clock import clock_ahead
        from counter.services.tasks.training.practise import fitting
        from counter.services.tasks.training.record import lesson_record

        app, course = self._facade.followed(), self._lessons()
        lines = {line.lesson: line for line in lesson_record(app, course) if line.code == clerk.code}
        rows = []
        for lesson in course.lessons:
            key = (lesson.id, app.guide.version)
            if key not in self._plans:
                self._plans[key] = fitting(app, lesson)
            rows.append(LessonRow(lesson, self._plans[key] is not None, lines.get(lesson.id)))
        return TrainingView(tuple(rows), app.clock.read().at, clock_ahead(app.journal).days)

    def begin(self, lesson: Lesson, clerk: Clerk) -> Telling:
        """Take up a lesson, with a fresh applicant. Raises RuleRefused where the guide cannot hold it."""
        from counter.domain.tasks.training.telling import telling
        from counter.services.tasks.training.practise import begin_lesson

        attempt = begin_lesson(self._facade.followed(), lesson, self._facade.row(clerk))
        return telling(lesson, attempt.plan, attempt.applicant)

    def told(self, lesson: Lesson, clerk: Clerk) -> Telling | None:
        """The situation of the trainee's last attempt; None where there is none."""
        from counter.domain.tasks.training.telling import telling
        from counter.services.tasks.training.practise import attempt_of

        attempt = attempt_of(self._facade.app, lesson, clerk.code)
        return None if attempt is None else telling(lesson, attempt.plan, attempt.applicant)

    def check(self, lesson: Lesson, clerk: Clerk) -> LessonResult:
        """Check the trainee's last attempt. Raises BadInput where there is none."""
        from counter.services.tasks.training.practise import attempt_of, check_attempt

        app = self._facade.followed()
        attempt = attempt_of(app, lesson, clerk.code)
        if attempt is None:
            raise BadInput("这一课还没有开始，先按“开始”。", field="lesson")
        return check_attempt(app, self._lessons(), attempt, self._facade.row(clerk))

    def move_clock(self, days: int, clerk: Clerk, *, working: bool) -> datetime:
        """Put the clock forward; the new time."""
        from counter.services.tasks.training.clock import move_clock

        return move_clock(self._facade.followed(), days, working=working, by=clerk.code)

    def note_cut(self, lesson: Lesson, clerk: Clerk) -> None:
        """Record the power cut that follows. Raises BadInput where the lesson was not begun."""
        from counter.services.tasks.training.practise import attempt_of, cut_power

        app = self._facade.followed()
        attempt = attempt_of(app, lesson, clerk.code)
        if attempt is None:
            raise BadInput("这一课还没有开始，先按“开始”。", field="lesson")
        cut_power(app, attempt, self._facade.row(clerk))

    def cut_power(self) -> None:
        """End the process at once, with nothing saved or closed, as a power cut does."""
        self._end()

    def record(self) -> Sequence[LessonLine]:
        """Who did which lesson."""
        from counter.services.tasks.training.record import lesson_record

        return lesson_record(self._facade.followed(), self._lessons())

    def export_record(self, file: Path) -> None:
        """Save the record as Excel."""
        from counter.services.tasks.training.record import export_record

        app = self._facade.followed()
        self._facade.write(file, lambda: export_record(app, self._lessons()))

    def _lessons(self) -> Course:
        from counter.services.tasks.training.practise import course_in

        if self._course is None:
            self._course = course_in(self._facade.resources / "training", self._facade.platform.read_toml)
        return self._course
