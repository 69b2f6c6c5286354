"""Open, close and find the session in which a person acts on the command line without a PIN each time (A6).

It exists as entries of the journal only: no file holds a secret, a copied command line opens nothing, and the journal
shows who acted in which session.
"""

from __future__ import annotations

from counter.domain.errors import RuleRefused
from counter.domain.hall.duty_session import (
    EVERYBODY,
    SUBJECT,
    USUAL,
    End,
    Session,
    SessionClosed,
    SessionOpened,
    checked_minutes,
    is_valid,
    last_session,
)
from counter.domain.hall.rights import Capability, may
from counter.domain.journal.entries import NewEntry
from counter.services.context.ports import Journal, StaffRow, Transaction
from counter.services.hall.people import person_today

COMMAND = "cli"
"""Actor of closing a session, which needs no PIN."""


def open_session(journal: Journal, who: StaffRow, minutes: int = USUAL) -> Session:
    """Open a session of ``who``, whose PIN was just checked, for that long; it replaces an open one.

    Raises BadInput for a length that is not allowed, RuleRefused while the clock is in doubt.
    """
    checked_minutes(minutes)
    if journal.untimely():
        raise RuleRefused(
            "电脑的时间比上一条记录早（时间待核），现在不能开会话；"
            "请先校准时间，或由值班负责人运行 counter clock confirm。",
            rule="duty",
        )
    return _open(journal, SessionOpened(who.code, minutes), who.code)


def open_for_everybody(journal: Journal, actor: str) -> Session:
    """Open a session for everybody of a demo hall, without an end. Raises RuleRefused anywhere else."""
    if not journal.station().demo:
        raise RuleRefused("只有演示大厅的会话可以不分是谁、不限时间。", rule="L14", field="--everybody")
    return _open(journal, SessionOpened(EVERYBODY, 0), actor)


def session_in_force(journal: Journal) -> Session | None:
    """The current session; None where there is none, or the person may no longer act here."""
    session = last_session(journal.entries(SUBJECT))
    if session is None:
        return None
    station = journal.station()
    doubtful = not session.everybody and journal.untimely()
    if not is_valid(session, journal.reading(), station.epoch, doubtful=doubtful, demo=station.demo):
        return None
    if session.everybody:
        return session
    person = person_today(journal, session.clerk)
    return session if person is not None and may(person.role, Capability.SERVE) else None


def close_session(journal: Journal) -> Session | None:
    """Close the open session, on anybody's command. Returns it; None where there was none."""
    with journal.transaction() as tx:
        session = _close(tx, End.BY_COMMAND, COMMAND)
        tx.commit()
    return session


def end_session_of_others(tx: Transaction, code: str) -> None:
    """End another person's session when ``code`` signs on at the window, in the same transaction."""
    session = last_session(tx.entries(SUBJECT))
    if session is not None and not session.covers(code):
        _close(tx, End.SIGNED_ON, code)


def end_session_of(tx: Transaction, code: str, actor: str) -> None:
    """End a person's session when the PIN, role or name changes, in the same transaction."""
    session = last_session(tx.entries(SUBJECT))
    if session is not None and session.clerk == code:
        _close(tx, End.NEW_PIN, actor)


def end_session_at_lock(journal: Journal, clerk: str) -> None:
    """End the open session, whoever's it is, when the window of ``clerk`` is locked: a locked PC shows nothing by the
    command line either. A demo hall's session for everybody stays.
    """
    session = session_in_force(journal)
    if session is None or session.everybody:
        return
    with journal.transaction() as tx:
        _close(tx, End.LOCKED, clerk)
        tx.commit()


def _open(journal: Journal, opened: SessionOpened, actor: str) -> Session:
    with journal.transaction() as tx:
        entry = tx.append(NewEntry(SUBJECT, opened, tx.last_id(SUBJECT)), actor=actor)
        tx.commit()
    session = last_session((entry,))
    assert session is not None  # it was just opened
    return session


def _close(tx: Transaction, why: End, actor: str) -> Session | None:
    session = last_session(tx.entries(SUBJECT))
    if session is not None:
        event = SessionClosed(session.clerk, why)
        tx.append(NewEntry(SUBJECT, event, tx.last_id(SUBJECT)), actor=actor)
    return session
