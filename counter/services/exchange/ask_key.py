"""Ask to read a case of another window: the request is an entry, which travels and stays (查看记录)."""

from __future__ import annotations

from datetime import datetime, timedelta

from counter.domain.case.key_events import KeyReason, KeyRequested
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.journal.entries import Entry, NewEntry
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.exchange.answering import answers_by_itself
from counter.services.exchange.project_cases import project_cases
from counter.services.exchange.reading_keys import own_reading_key
from counter.services.hall.staff import check_on_duty

ASKED = "key_asked"
"""Mark of the exchange: when this station asked last."""
_HURRY = timedelta(minutes=5)


def waits_for_keys(app: AppContext) -> bool:
    """Whether somebody here asked just now, or this station answers others by itself: rounds follow more closely."""
    asked = app.journal.exchange().mark(ASKED)
    if asked and abs(app.clock.read().at - datetime.fromisoformat(asked)) < _HURRY:
        return True
    return answers_by_itself(app.journal)


def ask_key(app: AppContext, case: str, why: str, clerk: StaffRow) -> Entry:
    """Put the request on record; a holder of the hall ring answers it with the next exchanges.

    Raises BadInput for a case that is not known here, one that can be read here already, and a reason that is none of
    ``KeyReason``; RuleRefused where the person was forgotten, or nothing is to be done in the case any more.
    """
    check_on_duty(clerk)
    if why not in {one.value for one in KeyReason}:
        raise BadInput("要先选一个理由：" + "、".join(KeyReason) + "。", field="reason")
    row, keys = app.journal.case_row(case), app.journal.shared_keys()
    if row is None:
        raise BadInput("没有这件办件，或它的记录还没有收到。", field="case")
    if keys.is_forgotten(row.case):
        raise RuleRefused("这一件的个人信息已按规定清除，看不到了。", rule="L11", field="case")
    if not set(keys.makers_sealed(row.case)) - set(keys.makers(row.case)):
        raise BadInput("这一件的资料在本窗口已经看得到。", field="case")
    if not row.open:
        raise RuleRefused("这一件已经办结，不再准许别的窗口查看；请找主办窗口。", rule="L11", field="case")
    event = KeyRequested(why, own_reading_key(app))
    with app.journal.transaction() as tx:
        entry = tx.append(NewEntry(row.case, event, tx.last_id(row.case)), actor=clerk.code)
        tx.exchange().set_mark(ASKED, app.clock.read().at.isoformat())
        project_cases(app, tx, (row.case,))
        tx.commit()
    return entry
