"""People on duty: who may act at this window, their PINs, and signing on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from math import ceil

from counter.domain.calendar.workdays import CHINA
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.consent import Consent
from counter.domain.hall.organ_people import ORGAN_ROLES, SIGNER
from counter.domain.hall.pin_lock import after_wrong_pin, settled, still_to_wait
from counter.domain.hall.station_events import SignedOn, StaffAdded, StaffAddedSealed
from counter.domain.journal.entries import NewEntry
from counter.domain.text.printable import fault_unseen
from counter.services.context.ports import Journal, StaffRow
from counter.services.hall.duty_session import end_session_of, end_session_of_others
from counter.services.hall.pin_log import note_lock

_LEADS = "supervisor"
ON_DUTY = ("clerk", _LEADS)
"""Roles that act at the window."""

ROLES = (*ON_DUTY, *ORGAN_ROLES)
NOBODYS_PIN = (
    "$argon2id$v=19$m=65536,t=3,p=4$CDfn9OONE27KBNYMPpXMzw$XrYwMS7EpUiuiKG0zKGvaTBxzoQ2275v4VVySTMZ5qQ"
)
"""Hash compared with for an unknown code, so that the answer takes as long. Its PIN has letters: none matches."""


def subject_of(code: str) -> str:
    """The journal subject of one person on duty."""
    return f"staff/{code}"


def add_staff(
    journal: Journal, *, code: str, name: str, role: str, pin: str, actor: str, organ: str = ""
) -> StaffRow:
    """Add a person with a PIN of 4 to 12 digits; the same code again replaces name, PIN or role.

    People of an organ (``organ``) do not act here: a representative confirms with the PIN, a signer has none.
    Raises BadInput for an empty name, an unknown role, a missing organ or a PIN of the wrong form; RuleRefused where
    no supervisor would remain.
    """
    organ = organ.strip()
    code, name = code.strip().upper(), name.strip()
    if not code or not code.isalnum():
        raise BadInput("工号只能用字母和数字，例如 W01。", field="code")
    if not name:
        raise BadInput("姓名不能空着。", field="name")
    if wrong := fault_unseen(name):
        raise BadInput(f"姓名{wrong}。", field="name")
    if role not in ROLES:
        raise BadInput(
            "岗位只能是 clerk（窗口人员）、supervisor（值班负责人）、representative（机关首席代表）"
            "或 signer（机关签发人）。",
            field="role",
        )
    if (role in ORGAN_ROLES) != bool(organ):
        raise BadInput("首席代表、签发人要写明是哪个部门的；窗口人员不写部门。", field="organ")
    if wrong := fault_unseen(organ):
        raise BadInput(f"部门{wrong}。", field="organ")
    if role != _LEADS and _leading(journal) == {code}:
        raise RuleRefused(
            f"{code} 是唯一的值班负责人，不能改成别的岗位；请先增加另一位值班负责人。",
            rule="duty",
            field="role",
        )
    row = StaffRow(code, name, role, "" if role == SIGNER else _hashed(pin), True, organ)
    subject = subject_of(code)
    with journal.transaction() as tx:
        tx.append(
            NewEntry(
                subject,
                StaffAdded(code, role, organ=organ),
                tx.last_id(subject),
                StaffAddedSealed(name, row.pin_hash),
            ),
            actor=actor,
        )
        tx.put_staff(row)
        end_session_of(tx, code, actor)
        tx.forget_wrong_pins(_key(code))  # the waiting time was for the old PIN
        tx.commit()
    return row


def _leading(journal: Journal) -> set[str]:
    """Codes of the active supervisors."""
    return {row.code for row in journal.staff() if row.active and row.role == _LEADS}


def _hashed(pin: str) -> str:
    if not (pin.isdigit() and 4 <= len(pin) <= 12):
        raise BadInput("口令要用4到12位数字。", field="pin")
    from argon2 import PasswordHasher  # heavy, and only needed here

    return PasswordHasher().hash(pin)


def check_pin(journal: Journal, code: str, pin: str) -> StaffRow:
    """The person with that code and PIN. Raises RuleRefused with a sentence that does not reveal which was wrong.

    After five wrong PINs a code is locked for a time (``hall.pin_lock``), also an unknown one. A try is counted before
    the PIN is checked: neither several programs at once nor pulling the plug give more tries.
    """
    from argon2 import PasswordHasher
    from argon2.exceptions import VerificationError

    wanted = code.strip().upper()
    staff = journal.staff()
    wait = _count_try(journal, wanted, staff)
    row = next((s for s in staff if s.code == wanted and s.active and s.pin_hash), None)
    try:
        PasswordHasher().verify(NOBODYS_PIN if row is None else row.pin_hash, pin)
    except VerificationError:
        row = None
    if row is None:
        if wait:
            note_lock(journal, _key(wanted), next((s.code for s in staff if s.code == wanted), ""))
        again = f"{_when(journal, wait)}再输。" if wait else "请重新输入。"
        raise RuleRefused(f"工号或口令不对，{again}", rule="duty", field="pin")
    with journal.transaction() as tx:
        tx.forget_wrong_pins(_key(wanted))
        tx.commit()
    return row


def _count_try(journal: Journal, code: str, staff: Sequence[StaffRow]) -> timedelta:
    """Count a try; returns how long the code is locked if it is wrong. Raises RuleRefused while the code is locked."""
    key, now = _key(code), journal.reading()
    with journal.transaction() as tx:
        tries = settled(tx.wrong_pins(key), now)
        wait = still_to_wait(tries, now)
        after = tries if tries and wait else after_wrong_pin(key, tries, now)
        tx.put_wrong_pins(after, {_key(person.code) for person in staff})
        tx.commit()
    if wait:
        raise RuleRefused(f"这个工号连着输错太多次，{_when(journal, wait)}再输。", rule="duty", field="pin")
    return still_to_wait(after, now)


def _when(journal: Journal, wait: timedelta) -> str:
    """When it may be tried again, in the hall's time and in minutes, as the clock may be wrong."""
    at = (journal.reading().at + wait + timedelta(seconds=1)).astimezone(CHINA)
    return f"请等{ceil(wait / timedelta(minutes=1))}分钟，{at:%H:%M:%S} 以后"


def _key(code: str) -> str:
    """Key of a code among the tries: a digest, because a PIN may have been typed in place of the code."""
    return sha256(code.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def sign_on(journal: Journal, *, code: str, pin: str) -> StaffRow:
    """Sign on at the window by PIN; ends another person's session on the command line.

    Raises RuleRefused when code or PIN are wrong.
    """
    row = check_pin(journal, code, pin)
    check_on_duty(row)
    subject = subject_of(row.code)
    with journal.transaction() as tx:
        tx.append(NewEntry(subject, SignedOn(row.code), tx.last_id(subject)), actor=row.code)
        end_session_of_others(tx, row.code)
        tx.commit()
    return row


def check_on_duty(row: StaffRow) -> None:
    """Raises RuleRefused for people of an organ, who do not act for the window."""
    if row.role not in ON_DUTY:
        raise RuleRefused(
            f"{row.name}是{row.organ}的人员，不在窗口值班；窗口的事由窗口人员办。", rule="duty", field="clerk"
        )


def known_supervisor(journal: Journal, code: str) -> StaffRow:
    """The supervisor with a code whose PIN was checked before. Raises RuleRefused for others."""
    row = next((s for s in journal.staff() if s.code == code and s.active), None)
    if row is None or row.role != _LEADS:
        raise RuleRefused("这一步要值班负责人输入自己的口令。", rule="duty", field="supervisor")
    return row


def consented(journal: Journal, consent: Consent) -> StaffRow:
    """The supervisor who consented to an act, by the PIN. Raises RuleRefused for anyone else, and for a code alone."""
    return require_supervisor(journal, code=consent.code, pin=consent.pin)


def require_supervisor(journal: Journal, *, code: str, pin: str) -> StaffRow:
    """The supervisor with that code and PIN. Raises RuleRefused for anyone else."""
    row = check_pin(journal, code, pin)
    if row.role != _LEADS:
        raise RuleRefused("这一步要值班负责人输入自己的口令。", rule="duty", field="pin")
    return row
