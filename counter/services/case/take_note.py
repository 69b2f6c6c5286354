"""A supervisor notes that an organ's recorded decision breaks a rule, and what was done about it (已阅)."""

from __future__ import annotations

from counter.domain.case.acts.acts import TakeNote
from counter.domain.case.acts.note import check_note
from counter.domain.case.case import Case
from counter.domain.case.organ_events import DecisionNoted, DecisionNotedSealed
from counter.services.case.case_writer import open_writer
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.hall.staff import consented


def take_note(app: AppContext, case_id: str, act: TakeNote, clerk: StaffRow, base: str | None = None) -> Case:
    """Record the note. Raises what ``check_note`` raises, and RuleRefused for anyone but a supervisor."""
    supervisor = consented(app.journal, act.consent)
    with open_writer(app, case_id, clerk, base) as writer:
        item = check_note(writer.case, act)
        event = DecisionNoted(item.id, item.asked.name, supervisor.code)
        writer.add(event, DecisionNotedSealed(act.words.strip()))
        return writer.commit()
