"""Who did which lesson, when and with which result: for the supervisor, as a list and as Excel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from counter.domain.calendar.workdays import civil_time
from counter.domain.journal.kinds import kind_of
from counter.domain.tasks.training.events import LESSONS, LessonBegun, LessonFinished
from counter.services.hall.people import people_today
from counter.services.spreadsheet.writer import WorkbookSheet, workbook
from counter.services.tasks.training.clock import require_training

if TYPE_CHECKING:
    from counter.services.context.app import AppContext
    from counter.services.tasks.training.practise import Course

HEAD = ("工号", "姓名", "课", "做完时间（培训的时钟）", "结果", "第几次核对", "错在哪里", "办件编号")


@dataclass(frozen=True, slots=True)
class LessonLine:
    """One lesson of one trainee. ``at``: of the last check, None while it was only begun; ``checks``: how many so far.

    ``wrong``: titles of the rules of what was wrong the last time.
    """

    code: str
    name: str
    lesson: str
    title: str
    order: int
    at: datetime | None
    done: bool
    checks: int
    wrong: tuple[str, ...]
    case: str

    @property
    def words(self) -> str:
        """How it stands."""
        return "做完了" if self.done else "还有错" if self.checks else "开始了，没有核对"


def lesson_record(app: AppContext, course: Course) -> tuple[LessonLine, ...]:
    """A line for every lesson that somebody took up, by person and order. Raises RuleRefused outside training."""
    require_training(app)
    names = {row.code: row.name for row in people_today(app.journal)}
    lessons = {lesson.id: lesson for lesson in course.lessons}
    begun, finished = kind_of(LessonBegun), kind_of(LessonFinished)
    lines: dict[tuple[str, str], LessonLine] = {}
    for entry in app.journal.entries(LESSONS):
        took, checked = begun.read(entry), finished.read(entry)
        said = took or checked
        lesson = None if said is None else lessons.get(said.lesson)
        if lesson is None:
            continue
        key = (entry.actor, lesson.id)
        line = lines.get(key) or LessonLine(
            *(entry.actor, names.get(entry.actor, ""), lesson.id, lesson.title, lesson.order),
            *(None, False, 0, (), ""),
        )
        if checked is not None:
            wrong = tuple(course.rules[r].title if r in course.rules else r for r in checked.wrong)
            line = LessonLine(
                *(line.code, line.name, line.lesson, line.title, line.order),
                *(entry.at, line.done or checked.done, line.checks + 1, wrong, checked.case),
            )
        lines[key] = line
    return tuple(sorted(lines.values(), key=lambda line: (line.code, line.order)))


def export_record(app: AppContext, course: Course) -> bytes:
    """The record as .xlsx; unfinished lessons in bold."""
    lines = lesson_record(app, course)
    rows = [
        (
            line.code,
            line.name,
            f"{line.order} {line.title}",
            civil_time(line.at).replace(tzinfo=None, second=0, microsecond=0) if line.at else None,
            line.words,
            line.checks,
            "；".join(line.wrong),
            line.case,
        )
        for line in lines
    ]
    unfinished = frozenset(n for n, line in enumerate(lines) if not line.done)
    sheet = WorkbookSheet("培训记录", HEAD, rows, marked=unfinished, filtered=True)
    return workbook((sheet,), app.clock.read().at, app.hall.banner)
