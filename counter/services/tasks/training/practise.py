"""Take up a lesson, cut it short as by a power cut, and have its visit checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.station_events import SignedOn
from counter.domain.journal.entries import Entry, NewEntry
from counter.domain.journal.kinds import kind_of
from counter.domain.tasks.training.check import LessonResult, check_lesson
from counter.domain.tasks.training.events import LESSONS, LessonBegun, LessonCut, LessonFinished
from counter.domain.tasks.training.facts import LessonEvidence
from counter.domain.tasks.training.lesson import (
    Lesson,
    TrainingRule,
    applicant_of,
    lessons_from,
    rules_from,
)
from counter.domain.tasks.training.plan import LessonPlan, plan_lesson
from counter.services.context.projection import read_case
from counter.services.hall.staff import check_on_duty
from counter.services.tasks.training.clock import require_training

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Protocol

    from counter.domain.case.case import Case
    from counter.domain.people.applicant import Applicant
    from counter.services.context.app import AppContext
    from counter.services.context.ports import StaffRow

    class ReadToml(Protocol):
        def __call__(self, path: Path, /) -> Mapping[str, object]: ...


RULES = "rules.toml"


@dataclass(frozen=True, slots=True)
class Course:
    """The ten lessons, in their order, and the rules that mistakes are explained from."""

    lessons: tuple[Lesson, ...]
    rules: Mapping[str, TrainingRule]

    def lesson(self, name: str) -> Lesson:
        """The lesson of that id or number. Raises BadInput listing them where there is none."""
        wanted = name.strip().lower()
        found = next((x for x in self.lessons if wanted in (x.id, str(x.order))), None)
        if found is None:
            have = "、".join(f"{x.order} {x.title}" for x in self.lessons)
            raise BadInput(f"没有“{name[:20]}”这一课；有的是：{have}。", field="lesson")
        return found


@dataclass(frozen=True, slots=True)
class Attempt:
    """A lesson as one trainee has taken it up; ``applicant``: the invented one of this attempt.

    ``since``: when; ``entry``: id of its entry. ``plan``: None where this hall's guide cannot hold the lesson.
    """

    lesson: Lesson
    serial: int
    applicant: Applicant
    plan: LessonPlan
    since: datetime


def course_in(folder: Path, read_toml: ReadToml) -> Course:
    """The lessons that ship with the program. Raises BadInput for a file that is wrong."""
    files = sorted(path for path in folder.glob("*.toml") if path.name != RULES)
    return Course(lessons_from(map(read_toml, files)), rules_from(read_toml(folder / RULES)))


def fitting(app: AppContext, lesson: Lesson) -> LessonPlan | None:
    """How the lesson would go at this hall's guide; None where it cannot."""
    today = civil_date(app.clock.read().at)
    return plan_lesson(lesson, app.setting(), applicant_of(lesson, 1, today))


def begin_lesson(app: AppContext, lesson: Lesson, trainee: StaffRow) -> Attempt:
    """Take up a lesson, with a fresh invented applicant. Raises RuleRefused outside a training profile, for an organ's
    staff, and where this hall's guide cannot hold it.
    """
    require_training(app)
    check_on_duty(trainee)
    plan = fitting(app, lesson)
    if plan is None:
        raise RuleRefused(lesson.cannot, rule="guide", field="lesson")
    with app.journal.transaction() as tx:
        serial = 1 + max((said.serial for said, _ in _begun(tx.entries(LESSONS))), default=0)
        event = LessonBegun(
            lesson.id,
            serial,
            plan.bundle,
            dict(plan.answers),
            plan.item,
            plan.lines,
            plan.insisted,
        )
        entry = tx.append(NewEntry(LESSONS, event, tx.last_id(LESSONS)), actor=trainee.code)
        tx.commit()
    return Attempt(lesson, serial, applicant_of(lesson, serial, civil_date(entry.at)), plan, entry.at)


def attempt_of(app: AppContext, lesson: Lesson, trainee: str) -> Attempt | None:
    """The trainee's last attempt at a lesson; None where it was never taken up, or no longer fits the guide."""
    mine = [
        (said, entry)
        for said, entry in _begun(app.journal.entries(LESSONS))
        if said.lesson == lesson.id and entry.actor == trainee
    ]
    if not mine:
        return None
    said, entry = mine[-1]
    applicant = applicant_of(lesson, said.serial, civil_date(entry.at))
    plan = plan_lesson(lesson, app.setting(), applicant)
    same = plan is not None and (plan.bundle, plan.item, plan.lines) == (said.bundle, said.item, said.lines)
    return Attempt(lesson, said.serial, applicant, plan, entry.at) if plan is not None and same else None


def cut_power(app: AppContext, attempt: Attempt, trainee: StaffRow) -> None:
    """Record that the program is about to be ended hard; the caller ends it at once."""
    require_training(app)
    with app.journal.transaction() as tx:
        event = LessonCut(attempt.lesson.id, attempt.serial)
        tx.append(NewEntry(LESSONS, event, tx.last_id(LESSONS)), actor=trainee.code)
        tx.commit()


def check_attempt(app: AppContext, course: Course, attempt: Attempt, trainee: StaffRow) -> LessonResult:
    """Compare the visit with what the lesson expects; recorded once there is a visit."""
    require_training(app)
    evidence = LessonEvidence(attempt.plan, attempt.applicant, _cases(app, attempt), _cut(app, attempt))
    result = check_lesson(attempt.lesson, evidence, course.rules, app.hall.authority)
    if not result.case:
        return result
    wrong = dict.fromkeys(point.rule.id for point in result.wrong if point.rule is not None)
    event = LessonFinished(attempt.lesson.id, attempt.serial, result.done, result.case, tuple(wrong))
    with app.journal.transaction() as tx:
        tx.append(NewEntry(LESSONS, event, tx.last_id(LESSONS)), actor=trainee.code)
        tx.commit()
    return result


def _cases(app: AppContext, attempt: Attempt) -> tuple[Case, ...]:
    """The cases of any of the attempt's invented people, oldest first."""
    who = attempt.applicant
    people = [who.person, who.agent and who.agent.person, who.guardian and who.guardian.person]
    rows = {row.case for one in people if one for row in app.journal.find_cases(one.id_number)}
    found = (read_case(app.journal, case) for case in rows)
    return tuple(sorted(found, key=lambda case: (case.opened_at, case.number)))


def _cut(app: AppContext, attempt: Attempt) -> datetime | None:
    """When the attempt was cut short: as recorded before the end; else when somebody signed on after the machine was
    started anew. None: neither.
    """
    kind, entries = kind_of(LessonCut), app.journal.entries(LESSONS)
    recorded = [e.at for e in entries if (cut := kind.read(e)) is not None and cut.serial == attempt.serial]
    if recorded:
        return recorded[-1]
    begun = next(entry for said, entry in _begun(entries) if said.serial == attempt.serial)
    signed_on = app.journal.entries_of_kinds({kind_of(SignedOn).name}, (begun.epoch, begun.seq))
    return next((entry.at for entry in signed_on if entry.boot != begun.boot), None)


def _begun(entries: Iterable[Entry]) -> list[tuple[LessonBegun, Entry]]:
    kind = kind_of(LessonBegun)
    return [(said, entry) for entry in entries if (said := kind.read(entry)) is not None]
