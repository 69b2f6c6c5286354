"""Hand a case over to another window of the hall (移交): from then on that window decides in it. Two people sign; the
other window signs for the case and its originals (接收移交).
"""

from __future__ import annotations

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.custody import originals_here
from counter.domain.case.acts.handing_over import HandOver, ReceiveCase
from counter.domain.case.acts.ownership import refuse_elsewhere
from counter.domain.case.case import Case
from counter.domain.case.conflict_events import (
    CaseHandedOver,
    CaseHandedOverSealed,
    HandOverReceived,
    HandOverReceivedSealed,
)
from counter.domain.case.key_events import KeyReason
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.kept_numbers import is_kept
from counter.domain.hall.rights import Capability
from counter.domain.input_limits import check_text, check_words
from counter.domain.journal.exchange.ownership import owner_of
from counter.services.case.archive_case import LEAST_LETTERS
from counter.services.case.case_writer import CaseWriter, open_writer
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.context.projection import read_case
from counter.services.exchange.ask_key import ask_key
from counter.services.hall.hall_register import hall_register
from counter.services.hall.other_windows import closed_windows
from counter.services.hall.rights import check_right
from counter.services.hall.second_supervisor import second_supervisor
from counter.services.hall.staff import check_on_duty


def hand_over(app: AppContext, case_id: str, act: HandOver, clerk: StaffRow, base: str | None = None) -> Case:
    """Hand the case over to another station; returns the case after it.

    Raises BadInput without a reason and for a station that is no other window of the hall's register; RuleRefused for a
    case in which nothing is left to do or that another window owns, for a window that is closed, and unless a second
    person, a supervisor, agrees by PIN.
    """
    check_on_duty(clerk)
    check_right(app.journal, clerk, Capability.SERVE, field="clerk")
    check_words(act)
    check_reason(act.reason, "移交")
    check_target(app, act.to)
    second = second_supervisor(app.journal, clerk, act.consent, "移交")
    with open_writer(app, case_id, clerk, base, adds=True) as writer:  # also before its key has come
        refuse_elsewhere(writer.case, writer.station.code)
        if not writer.case.state.open:
            raise RuleRefused("这件办件没有要办的了，不用移交。", rule="owner")
        give(writer, act.to, second.code, act.reason)
        return writer.commit()


def give(writer: CaseWriter, to: str, agreed_by: str, reason: str, *, closing: bool = False) -> None:
    """Append that the case goes to that station with every original that lies here."""
    event = CaseHandedOver(to, agreed_by, originals_here(writer.case), closing=closing)
    writer.add(event, CaseHandedOverSealed(reason.strip()))


def receive_case(
    app: AppContext, case_id: str, act: ReceiveCase, clerk: StaffRow, base: str | None = None
) -> Case:
    """Sign for a case that was handed over to this window, and for its originals; returns the case after it.

    Raises RuleRefused where nothing was handed over or everything is signed for, BadInput for a line of which no
    original goes along and for a missing original without a word about it.
    """
    check_on_duty(clerk)
    check_words(act)
    with open_writer(app, case_id, clerk, base, adds=True) as writer:  # also before its key has come
        refuse_elsewhere(writer.case, writer.station.code)
        handed = writer.case.handed
        if handed is None or not handed.waits:
            raise RuleRefused("这件办件没有等着接收的移交。", rule="owner")
        along = {one.line for one in handed.originals}
        missing = tuple(dict.fromkeys(act.missing))
        if not set(missing) <= along:
            raise BadInput("没有收到的，只能写随件移交的原件。", field="missing")
        note = act.note.strip()
        if missing and sum(c.isalnum() for c in note) < LEAST_LETTERS:
            raise BadInput(f"有原件没有收到的，请写明怎么回事，至少{LEAST_LETTERS}个字。", field="note")
        if handed.received and set(missing) == set(handed.missing):
            raise RuleRefused("没有收到的原件和上次登记的一样，收到了再登记。", rule="owner", field="missing")
        came = tuple(one for one in handed.originals if one.line not in missing)
        writer.add(HandOverReceived(came, missing), HandOverReceivedSealed(note) if note else None)
        received = writer.commit()
    return _asked(app, received, clerk)


def _asked(app: AppContext, case: Case, clerk: StaffRow) -> Case:
    """The key of a case that its giver had claimed (接管) does not come by itself: it is asked for, once."""
    keys, entries = app.journal.shared_keys(), app.journal.entries(case.id)
    own = app.journal.station()
    lacks = set(keys.makers_sealed(case.id)) - set(keys.makers(case.id))
    if not lacks or owner_of(entries) == own.code or keys.is_forgotten(case.id) or not case.state.open:
        return case
    if any(entry.kind == "key.requested" and entry.station == own.code for entry in entries):
        return case
    ask_key(app, case.id, KeyReason.HANDED_OVER.value, clerk)
    return read_case(app.journal, case.id)


def check_reason(reason: str, act: str) -> None:
    """Raises BadInput for a reason that says nothing, is too long or has invisible characters."""
    if sum(c.isalnum() for c in reason) < LEAST_LETTERS:
        raise BadInput(f"请写明为什么{act}，至少{LEAST_LETTERS}个字。", field="reason")
    check_text("reason", reason)


def check_target(app: AppContext, to: str) -> None:
    """Raises BadInput for a station that is no other window of the hall's register, or a place where nobody is served,
    RuleRefused for a closed one.
    """
    own, today = app.journal.station().code, civil_date(app.clock.read().at)
    if to == own:
        raise BadInput("那就是本窗口，不用移交：请写另一个窗口的编码。", field="to")
    if is_kept(to):
        raise BadInput(f"{to} 不是收件的窗口，件移交给它就没有人办了：请写一个窗口的编码。", field="to")
    closed = closed_windows(app.journal, today)
    known = [
        w.station
        for w in hall_register(app.journal).on(today).windows
        if w.station != own and w.station not in closed and not is_kept(w.station)
    ]
    if to in closed:
        raise RuleRefused(f"窗口 {to} 已撤窗，不能移交给它。", rule="closed_window", field="to")
    if to not in known:
        others = f"可以移交给：{'、'.join(known)}。" if known else "登记册里没有别的窗口。"
        raise BadInput(f"大厅登记册里没有窗口“{to[:20]}”。{others}", field="to")
