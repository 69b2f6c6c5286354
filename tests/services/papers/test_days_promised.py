"""The day by which a task is to be done is the day that the applicant's paper says, and as sure (L6, L7).

Over samples of the shipped guide: everything brought, all but one paper missing, what may be deferred deferred. Not for
silence (视为受理), which is the law's own day and no promise.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter.domain.case.case import Case
from counter.domain.document.document import PaperKind, from_json
from counter.domain.errors import CounterError
from counter.domain.papers.parts.wording import by_day
from counter.domain.tasks.task import Task, TaskKind
from counter.domain.tasks.tasks import tasks
from counter.domain.visit.assess import assess
from counter.domain.visit.material import MaterialState
from counter.domain.visit.sharing import deferrable
from counter.domain.visit.verdict import Due
from counter.domain.visit.visit import Visit
from tests.paper_cases import text
from tests.services.office import DEFERRED, FARM, MISSING, Office, extended, office_on, papers
from tests.services.papers.test_receipt_counts import EXISTING, LICENCE

K = TaskKind
PROMISED = {K.NOTICE, K.CORRECTION, K.GAP, K.DECISION}
RECEIVED = MaterialState.RECEIVED


def visits(office: Office, bundle: int) -> Iterator[Visit]:
    """The ways of coming with papers."""
    whole = replace(office.visit(bundle), duplicate_reason="另外一件事情")
    yield whole
    first = next((i for i, b in whole.brought.items() if b.state is RECEIVED), "")
    lack = {i: MISSING for i, b in whole.brought.items() if b.state is RECEIVED and i != first}
    yield replace(whole, brought={**whole.brought, **lack})
    lines = assess(office.app.setting(), whole).checklist.lines
    if later := {x.id: DEFERRED for x in lines if x.needs and deferrable(x)}:
        yield replace(whole, brought={**whole.brought, **later})


def filed(office: Office) -> Iterator[Case]:
    """Cases of every ninth bundle; pledges are signed."""
    for bundle in sorted(office.app.guide.bundles)[::9]:
        for visit in visits(office, bundle):
            try:
                case = office.file(visit)
            except CounterError:  # what this guide refuses for these answers
                continue
            yield office.sign(case) if papers(case, PaperKind.PLEDGE) else case
    case = office.file(replace(office.visit(FARM, answers=EXISTING), duplicate_reason="另一处"))
    yield office.do(case, extended(LICENCE, office.clock.at.date()))
    yield office.sign(
        office.file(
            replace(office.visit(FARM, {"epidemic_cond_5": DEFERRED}, EXISTING), duplicate_reason="三")
        )
    )


def said(case: Case, task: Task) -> bool:
    assert task.day is not None
    words, sure = (re.escape(by_day(Due(task.day, unsure, ""))) for unsure in (task.provisional, False))
    told = re.compile(f"{words}(?!（临时推算）)" if words == sure else words)
    shown = (p for p in case.papers if p.content and p.stage.binding and task.item in p.items)
    return any(told.search(text(from_json(p.content))) for p in shown if p.content)


@pytest.mark.parametrize("day", ["2026-11-20", "2026-12-28", "2027-12-29"])
def test_that_each_day_of_a_task_is_the_day_on_the_paper(tmp_path: Path, day: str) -> None:
    """In the middle of a year, over a year's end, and into a year that no calendar arranges yet."""
    seen: Counter[TaskKind] = Counter()
    with office_on(tmp_path / "profile") as office:
        office.at(day)
        setting = office.app.setting()
        for case in filed(office):
            for task in tasks(case, setting.jurisdiction, setting.calendar):
                if task.kind in PROMISED and task.day is not None:
                    seen[task.kind] += 1
                    assert said(case, task), (case.opened.bundle_name, task)
    assert set(seen) == PROMISED, seen
