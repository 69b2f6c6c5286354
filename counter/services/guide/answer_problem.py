"""Record what the bureau answered about a problem of the guide: its document, its date, and what changes."""

from __future__ import annotations

from datetime import date

from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.guide.problems import (
    MOST_SHORT,
    SUBJECT,
    Problem,
    ProblemAnswered,
    check_free,
    fold_problems,
)
from counter.domain.journal.entries import NewEntry
from counter.domain.text.day_input import iso_day
from counter.services.context.services import AppContext


def answer_problem(app: AppContext, answer: ProblemAnswered, *, clerk: str) -> Problem:
    """Append the answer; the problem as it then stands. The guide itself changes only by its next version.

    Raises BadInput for an unknown problem, no document, no words or a date to come, RuleRefused for a second answer.
    """
    on = _day(answer.on)
    today = civil_date(app.clock.read().at)
    if on > today:
        raise BadInput("答复的日期还没有到，请核对。", field="on")
    event = ProblemAnswered(
        problem=answer.problem,
        on=on.isoformat(),
        document=check_free(answer.document, "document", MOST_SHORT, needed="答复的文号或方式"),
        change=check_free(answer.change, "change", needed="答复了什么、改哪里"),
    )
    with app.journal.transaction() as tx:
        problem = fold_problems(tx.entries(SUBJECT)).problem(event.problem)
        if problem.answer is not None:
            raise RuleRefused(
                f"第{event.problem}条已经记过答复（{problem.answer.document}）；还有问题的，另记一条。",
                rule="L1",
                field="problem",
            )
        if on < civil_date(problem.at):
            raise BadInput("答复的日期比反映的日期还早，请核对。", field="on")
        tx.append(NewEntry(SUBJECT, event, tx.last_id(SUBJECT)), actor=clerk)
        tx.commit()
    return Problem(problem.said, problem.at, problem.clerk, problem.letter, event)


def _day(text: str) -> date:
    if (day := iso_day(text.strip())) is None:
        raise BadInput("日期要写成 2026-11-25 这样。", field="on")
    return day
