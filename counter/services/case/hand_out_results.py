"""Results are given to who came for them (领取), and what the organ takes back again (机关收回、追回)."""

from __future__ import annotations

from uuid_utils import uuid7

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts import certificate_rules as rules
from counter.domain.case.acts.acts import CallInResult, HandOutResults, TakeBackResult
from counter.domain.case.case import Case
from counter.domain.case.paper_events import Way
from counter.domain.case.results import events
from counter.domain.case.results.events import CollectorKind
from counter.services.case.case_writer import open_writer
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow


def hand_out_results(
    app: AppContext, case_id: str, act: HandOutResults, clerk: StaffRow, base: str | None = None
) -> Case:
    """Record the hand-out at this window. The applicant or the agent was here: a visit. Raises as the rules say."""
    with open_writer(app, case_id, clerk, base, adds=True) as writer:
        rules.check_hand_out(writer.case, act, writer.setting.authority, civil_date(writer.setting.now))
        event = events.ResultHandedOut(
            hand_out=str(uuid7()),
            certificates=act.certificates,
            way=Way.WINDOW,
            day=act.day,
            collector=act.collector,
            visit=act.collector is not CollectorKind.PROXY,
            papers=act.papers,
            proof=act.proof,
        )
        sealed = events.ResultHandedOutSealed(
            act.name.strip(),
            act.relation.strip(),
            rules.masked_number(act),
            act.checked.strip(),
            act.note.strip(),
        )
        writer.add(event, sealed)
        return writer.commit()


def take_back_result(
    app: AppContext, case_id: str, act: TakeBackResult, clerk: StaffRow, base: str | None = None
) -> Case:
    """Record that the organ took a wrong result back. Where it was given out, it still has to be called in."""
    with open_writer(app, case_id, clerk, base, adds=True) as writer:
        one = rules.check_take_back(writer.case, act, civil_date(writer.setting.now))
        event = events.ResultWithdrawn(one.id, one.name, act.day, act.document.strip())
        writer.add(event, events.ResultWithdrawnSealed(act.reason.strip(), act.taken_by.strip()))
        return writer.commit()


def call_in_result(
    app: AppContext, case_id: str, act: CallInResult, clerk: StaffRow, base: str | None = None
) -> Case:
    """Record that a wrong result came back from the applicant."""
    with open_writer(app, case_id, clerk, base, adds=True) as writer:
        one = rules.check_call_in(writer.case, act, civil_date(writer.setting.now))
        writer.add(events.ResultCalledIn(one.id, one.name, act.day))
        return writer.commit()
