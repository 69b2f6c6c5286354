"""Answer requests of other windows to read a case, where this profile holds the hall ring.

One grant is one case for one station's epoch, for a number of days; it is an entry, which the asking window, the owner
and every supervisor see.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.key_events import KeyReason, KeyRequested, KeyShared
from counter.domain.errors import BadInput
from counter.domain.hall.rights import Capability
from counter.domain.journal.codec import Unreadable
from counter.domain.journal.entries import NewEntry
from counter.domain.journal.kinds import kind_of
from counter.domain.papers.verify.trusted_keys import Trust
from counter.services.context.app import AppContext
from counter.services.context.key_ports import AboutKeys
from counter.services.exchange.project_cases import project_cases
from counter.services.exchange.reading_keys import why_barred
from counter.services.exchange.share_keys import add_wraps
from counter.services.hall.staff import authorised
from counter.services.keys.ring_cards import held_rings, ring_in_force
from counter.services.keys.trusted import SYSTEM, trusted_keys

LENT_DAYS = 30
"""Days that a window may read a case of another, the first one included: no rule of the state says how long."""

NO_RING = "这个窗口没有大厅钥匙环，请在持有它的窗口上做。"


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


def waiting_requests(app: AppContext) -> tuple[AnsweredRequest, ...]:
    """Requests that nobody granted yet, and whether they would be; nothing is changed."""
    trust = trusted_keys(app.journal)
    return tuple(_judged(app, trust, one)[0] for one in app.journal.shared_keys().requests())


def grant_keys(app: AppContext, actor: str = SYSTEM) -> tuple[AnsweredRequest, ...]:
    """Grant what may be granted, in every exchange of a ring holder; what became of each. Nothing without a ring."""
    ring = ring_in_force(app.journal)
    if ring is None or ring.recipient not in held_rings(app.journal):
        return ()
    trust = trusted_keys(app.journal)
    answered = []
    for one in app.journal.shared_keys().requests():
        found, asked = _judged(app, trust, one)
        if asked is not None and not found.refused:
            _grant(app, found, asked, actor)
        answered.append(found)
    return tuple(answered)


def grant_keys_by_hand(app: AppContext, *, code: str, pin: str) -> tuple[AnsweredRequest, ...]:
    """The same at once, by a person. Raises RuleRefused for who may not, BadInput where no ring is held here."""
    by = authorised(app.journal, Capability.ADMINISTER, code=code, pin=pin)
    ring = ring_in_force(app.journal)
    if ring is None or ring.recipient not in held_rings(app.journal):
        raise BadInput(NO_RING, field="ring")
    return grant_keys(app, by.code)


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
        makers = tuple(maker for maker in keys.makers(found.case) if maker != found.station)
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
