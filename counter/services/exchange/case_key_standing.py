"""How reading a case of another window stands here: whether it was asked for and what became of it; and, where the hall
ring is held, what others ask of the case.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.key_events import KeyRefused, KeyRequested, KeyShared
from counter.domain.journal.codec import Unreadable
from counter.domain.journal.entries import Entry
from counter.domain.journal.kinds import KINDS
from counter.services.context.app import AppContext
from counter.services.exchange.grant_keys import AnsweredRequest, holds_ring_in_force, waiting_requests


class KeyAskState(StrEnum):
    """Of the asking window."""

    NONE = "none"
    """Everything that is here can be read here."""
    CLOSED = "closed"
    """It can not, and nobody may be asked: the case has ended."""
    TO_ASK = "to_ask"
    ASKED = "asked"
    GRANTED = "granted"
    """The key has not come yet."""
    LENT = "lent"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class CaseKeyStanding:
    """``makers``: codes of the stations whose part cannot be read here; ``why``: reason of the request, or of the
    refusal; ``at``: when it was asked; ``until``: last day of what was granted, ISO; ``requests``: of others, to be
    answered here.
    """

    state: KeyAskState
    makers: tuple[str, ...] = ()
    why: str = ""
    at: datetime | None = None
    until: str = ""
    requests: tuple[AnsweredRequest, ...] = ()

    @property
    def may_ask(self) -> bool:
        """Whether this window may ask now."""
        return self.state in (KeyAskState.TO_ASK, KeyAskState.REFUSED)


def case_key_standing(app: AppContext, case: str) -> CaseKeyStanding:
    """How it stands with a case, by its id."""
    keys = app.journal.shared_keys()
    asked = (
        tuple(one for one in waiting_requests(app) if one.case == case) if holds_ring_in_force(app) else ()
    )
    closed = tuple(sorted(set(keys.makers_sealed(case)) - set(keys.makers(case))))
    if keys.is_forgotten(case):
        return CaseKeyStanding(KeyAskState.NONE)
    entries = app.journal.entries(case)
    request, answer = _newest(entries, app.journal.station().code)
    today = civil_date(app.clock.read().at).isoformat()
    if not closed:
        lent = isinstance(answer, KeyShared) and answer.until >= today and _is_lent(app, case)
        state = KeyAskState.LENT if lent else KeyAskState.NONE
        return CaseKeyStanding(state, until=getattr(answer, "until", ""), requests=asked)
    row = app.journal.case_row(case)
    if isinstance(answer, KeyShared) and answer.until >= today:
        return CaseKeyStanding(KeyAskState.GRANTED, closed, until=answer.until, requests=asked)
    if row is None or not row.open:
        return CaseKeyStanding(KeyAskState.CLOSED, closed, requests=asked)
    if request is None or isinstance(answer, KeyShared):
        return CaseKeyStanding(KeyAskState.TO_ASK, closed, requests=asked)
    event = KINDS.read(request)
    why = event.why if isinstance(event, KeyRequested) else ""
    if isinstance(answer, KeyRefused):
        return CaseKeyStanding(KeyAskState.REFUSED, closed, answer.why, request.at, requests=asked)
    return CaseKeyStanding(KeyAskState.ASKED, closed, why, request.at, requests=asked)


def _newest(entries: tuple[Entry, ...], station: str) -> tuple[Entry | None, KeyShared | KeyRefused | None]:
    """The newest request of a station, and the answer to it."""
    request = next((e for e in reversed(entries) if e.kind == "key.requested" and e.station == station), None)
    if request is None:
        return None, None
    for entry in reversed(entries):
        try:
            event = KINDS.read(entry) if entry.kind in ("key.shared", "key.refused") else None
        except (Unreadable, ValueError):
            continue
        if isinstance(event, KeyShared | KeyRefused) and event.request == request.id:
            return request, event
    return request, None


def _is_lent(app: AppContext, case: str) -> bool:
    from counter.services.exchange.take_wraps import LENT

    return app.journal.exchange().mark(f"{LENT}{case}") is not None
