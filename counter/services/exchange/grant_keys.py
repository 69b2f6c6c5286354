"""Answer requests of other windows to read a case, where this profile holds the hall ring.

One grant is one case for one station's epoch, for a number of days; it is an entry, which the asking window, the owner
and every supervisor see, and so is a refusal.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.key_events import KeyReason, KeyRefusal, KeyRefused, KeyRequested, KeyShared
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.rights import Capability
from counter.domain.journal.codec import Unreadable
from counter.domain.journal.entries import NewEntry
from counter.domain.journal.kinds import kind_of
from counter.domain.papers.verify.trusted_keys import Trust
from counter.services.context.app import AppContext
from counter.services.context.key_ports import AboutKeys
from counter.services.context.ports import StaffRow
from counter.services.exchange.project_cases import project_cases
from counter.services.exchange.reading_keys import why_barred
from counter.services.exchange.share_keys import add_wraps
from counter.services.hall.rights import check_right, may_here
from counter.services.hall.staff import check_pin
from counter.services.keys.ring_cards import held_rings, ring_in_force
from counter.services.keys.trusted import SYSTEM, trusted_keys

LENT_DAYS = 30
"""Days that a window may read a case of another, the first one included: no rule of the state says how long."""

NO_RING = "这个窗口没有大厅钥匙环，请在持有它的窗口上做。"
ANSWERED = "这个申请已经答复过了，或者不在这里。"


@dataclass(frozen=True, slots=True)
class AnsweredRequest:
    """A request and what became of it. ``refused``: why not, in words; "" where it was granted or would be."""

    request: str
    case: str
    number: str
    station: str
    epoch: int
    why: str
    until: str
    refused: str


def holds_ring_in_force(app: AppContext) -> bool:
    """Whether this profile can answer: it holds the generation that is in force."""
    ring = ring_in_force(app.journal)
    return ring is not None and ring.recipient in held_rings(app.journal)


def waiting_requests(app: AppContext) -> tuple[AnsweredRequest, ...]:
    """Requests that nobody answered yet, and whether they may be granted; nothing is changed."""
    waiting = app.journal.shared_keys().requests()
    trust = trusted_keys(app.journal) if waiting else None
    return tuple(_judged(app, trust, one)[0] for one in waiting if trust is not None)


def grant_keys(app: AppContext, actor: str = SYSTEM, only: str = "") -> tuple[AnsweredRequest, ...]:
    """Grant what may be granted; what became of each. Nothing without a ring. ``only``: id of the one request."""
    if not holds_ring_in_force(app):
        return ()
    trust = trusted_keys(app.journal)
    answered = []
    for one in app.journal.shared_keys().requests():
        if only in ("", one.id):
            found, asked = _judged(app, trust, one)
            if asked is not None and not found.refused:
                _grant(app, found, asked, actor)
            answered.append(found)
    return tuple(answered)


def grant_keys_by_hand(
    app: AppContext, *, code: str, pin: str, only: str = ""
) -> tuple[AnsweredRequest, ...]:
    """The same at once, by a person. Raises RuleRefused for who may not, BadInput where no ring is held here, or the
    request was answered meanwhile.
    """
    by = check_answers(app, code=code, pin=pin)
    answered = grant_keys(app, by.code, only)
    if only and not answered:
        raise BadInput(ANSWERED, field="request")
    return answered


def refuse_key(app: AppContext, request: str, why: str, *, code: str, pin: str) -> None:
    """Answer a request with no, for a reason that everybody sees. Raises as ``grant_keys_by_hand``."""
    by = check_answers(app, code=code, pin=pin)
    if why not in {one.value for one in KeyRefusal}:
        raise BadInput("要先选一个理由：" + "、".join(KeyRefusal) + "。", field="reason")
    asked = next((one for one in app.journal.shared_keys().requests() if one.id == request), None)
    if asked is None:
        raise BadInput(ANSWERED, field="request")
    with app.journal.transaction() as tx:
        event = KeyRefused(asked.station, asked.epoch, why, asked.id)
        tx.append(NewEntry(asked.subject, event, tx.last_id(asked.subject)), actor=by.code)
        project_cases(app, tx, (asked.subject,))
        tx.commit()


def answer_key(app: AppContext, request: str, refuse: str, *, code: str, pin: str) -> None:
    """Answer one request: no, where a reason is given, else yes. Raises as ``refuse_key``; RuleRefused with the reason
    where it may not be granted.
    """
    if refuse:
        refuse_key(app, request, refuse, code=code, pin=pin)
        return
    (answered,) = grant_keys_by_hand(app, code=code, pin=pin, only=request)
    if answered.refused:
        raise RuleRefused(f"没有准：{answered.refused}。", rule="keys", field="request")


def check_answers(app: AppContext, *, code: str, pin: str) -> StaffRow:
    """The person with that code and PIN, who may answer here: who looks after the records of others, or keeps the keys.
    Raises RuleRefused for anyone else, BadInput where no ring is held here.
    """
    by = check_pin(app.journal, code, pin)
    if not may_here(app.journal, by, Capability.AUDIT):
        check_right(app.journal, by, Capability.ADMINISTER)
    if not holds_ring_in_force(app):
        raise BadInput(NO_RING, field="ring")
    return by


def _judged(app: AppContext, trust: Trust, one: AboutKeys) -> tuple[AnsweredRequest, KeyRequested | None]:
    today = civil_date(app.clock.read().at)
    row = app.journal.case_row(one.subject)
    asked = _asked(app, one)
    answer = AnsweredRequest(
        one.id,
        one.subject,
        "" if row is None else row.number,
        one.station,
        one.epoch,
        "" if asked is None else asked.why,
        (today + timedelta(days=LENT_DAYS - 1)).isoformat(),
        "",
    )
    refused = _why_not(app, trust, one, asked)
    return (replace(answer, refused=refused, until="") if refused else answer), asked


def _why_not(app: AppContext, trust: Trust, one: AboutKeys, asked: KeyRequested | None) -> str:
    """In the words of a table; "" where it may be granted."""
    row, keys = app.journal.case_row(one.subject), app.journal.shared_keys()
    if asked is None:
        return "申请读不出"
    key = asked.reading_key
    if (key.station, key.epoch) != (one.station, one.epoch):
        return "申请里的密钥不是那个窗口的"
    barred = why_barred(app, trust, key)
    if barred:
        return barred
    if asked.why not in {reason.value for reason in KeyReason}:
        return "没有写明理由"
    if keys.is_forgotten(one.subject):
        return "个人信息已清除"
    if row is None:
        return "这一件的记录还没有收到"
    if not row.open:
        return "这一件已经办结"
    if not keys.makers(one.subject):
        return "这一件的密钥还没有收到"
    return ""


def _grant(app: AppContext, found: AnsweredRequest, asked: KeyRequested, actor: str) -> None:
    key = asked.reading_key
    with app.journal.transaction() as tx:
        keys = tx.shared_keys()
        makers = keys.makers(found.case)  # its own too: a window that was restored has lost them
        for maker in makers:
            add_wraps(keys, (found.case,), (maker,), key.recipient, bytes.fromhex(key.public_key))
        event = KeyShared(found.station, found.epoch, makers, found.why, found.until, found.request)
        tx.append(NewEntry(found.case, event, tx.last_id(found.case)), actor=actor)
        project_cases(app, tx, (found.case,))
        tx.commit()


def _asked(app: AppContext, one: AboutKeys) -> KeyRequested | None:
    entry = next((e for e in app.journal.entries(one.subject) if e.id == one.id), None)
    try:
        return None if entry is None else kind_of(KeyRequested).read(entry)
    except (Unreadable, ValueError):
        return None
