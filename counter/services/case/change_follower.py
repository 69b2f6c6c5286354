"""Pass cases on to another 跟踪人: one, several, or all that somebody who is away still answers for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from counter.domain.case.acts.at_any_time import MOST_REASON, PassOn
from counter.domain.case.acts.ownership import refuse_elsewhere
from counter.domain.case.case import Case
from counter.domain.case.follow_events import FollowerChanged, FollowerChangedSealed
from counter.domain.errors import BadInput
from counter.domain.tasks.task import TaskKind
from counter.services.case.case_writer import open_writers
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.context.projection import read_case
from counter.services.context.rows import TaskSpan
from counter.services.hall.staff import check_on_duty, known_person

_TO_BE_GIVEN = TaskSpan(kinds=(TaskKind.DELIVERY.value, TaskKind.UNCOLLECTED.value, TaskKind.GIVE_BACK.value))
"""What an applicant still has to get: a result, or the own papers."""

_MOST_TASKS = 10_000

MOST_CASES = 500
"""Most cases of one act."""


def change_follower(
    app: AppContext, cases: Sequence[str] | Mapping[str, str | None], to: str, reason: str, clerk: StaffRow
) -> tuple[Case, ...]:
    """All of them or none. Who follows a case need not be at this window, but serves in the hall. ``cases``: ids, or
    id → id of the last entry that was seen.

    Raises BadInput without a reason, for nobody known, for too many at once and where the case is theirs already;
    RuleRefused for somebody who does not serve, and for a case of another window.
    """
    check_on_duty(clerk)
    person = known_person(app.journal, to)
    check_on_duty(person)
    why = " ".join(reason.split())
    if not why:
        raise BadInput("请写明为什么换跟踪人，例如 休假、调岗。", field="reason")
    if len(why) > MOST_REASON:
        raise BadInput(f"理由最多{MOST_REASON}个字。", field="reason")
    wanted = dict(cases) if isinstance(cases, Mapping) else dict.fromkeys(cases)
    if not wanted:
        raise BadInput("没有要转交的办件：在办的、办结了还没有送达的，一件也没有。", field="cases")
    if len(wanted) > MOST_CASES:
        raise BadInput(f"一次最多{MOST_CASES}件，请分次。", field="cases")
    with open_writers(app, wanted, clerk) as writers:
        for writer in writers:
            refuse_elsewhere(writer.case, writer.station.code)
            if writer.case.follower == person.code:
                raise BadInput(f"{writer.case.number} 的跟踪人已经是 {person.code}。", field="to")
            writer.add(FollowerChanged(person.code), FollowerChangedSealed(why))
        return (*(writer.finish() for writer in writers[:-1]), writers[-1].commit())


def pass_on(app: AppContext, case_id: str, act: PassOn, clerk: StaffRow, base: str | None = None) -> Case:
    """One case, as an act on it. Raises as ``change_follower``, and StaleBase as every act."""
    return change_follower(app, {case_id: base}, act.to, act.reason, clerk)[0]


def followed_by(app: AppContext, follower: str) -> tuple[str, ...]:
    """Ids of this window's cases that somebody follows, oldest first: the open ones, and the ended ones until all has
    reached the applicant. Raises BadInput for nobody known.
    """
    code = known_person(app.journal, follower).code
    ids = dict.fromkeys(app.journal.open_cases().get("", ()))
    for span in (_TO_BE_GIVEN, replace(_TO_BE_GIVEN, dated=False)):
        ids |= dict.fromkeys(line.task.case for line in app.journal.tasks(span, _MOST_TASKS))
    own = app.journal.station().code
    found = (read_case(app.journal, case) for case in sorted(ids))
    return tuple(case.id for case in found if case.owner == own and case.follower == code)
