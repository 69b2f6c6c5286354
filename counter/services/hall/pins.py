"""PINs at this machine: a one-time code from the supervisor, setting and changing the own PIN, weak ones (口令).

No PIN and no hash leaves this machine: the hall's register carries neither.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.account_events import PinCodeGiven, PinCodeSealed, PinProof, PinSet
from counter.domain.hall.pin_strength import is_pin, weakness
from counter.domain.hall.rights import Capability, Grant, grant_of
from counter.domain.hall.roles import StaffRole
from counter.domain.hall.station_events import StaffAdded, StaffAddedSealed
from counter.domain.journal.entries import Entry, NewEntry
from counter.domain.journal.kinds import kind_of
from counter.services.context.ports import Journal, StaffRow
from counter.services.hall.configure_hall import hall_config
from counter.services.hall.duty_session import end_session_of
from counter.services.hall.people import people_of, person_today
from counter.services.hall.pin_backing import NOBODY, PinBacker, check_backing
from counter.services.hall.rights import check_right

CODE_DIGITS = 8
"""Digits of a one-time code: it is tried as slowly as a PIN and ends with the day."""


def subject_of(code: str) -> str:
    """The journal subject of one person on duty."""
    return f"staff/{code}"


def hashed(pin: str) -> str:
    """The argon2 hash of a PIN. Raises BadInput unless it has 4 to 12 digits."""
    if not is_pin(pin):
        raise BadInput("口令要用4到12位数字。", field="pin")
    from argon2 import PasswordHasher  # heavy, and only needed here

    return PasswordHasher().hash(pin)


def matches(stored: str, typed: str) -> bool:
    """Whether what was typed belongs to the stored hash; False for a hash that is none."""
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return PasswordHasher().verify(stored, typed)
    except (VerificationError, InvalidHashError):
        return False


def weak_pin(journal: Journal, code: str, pin: str) -> str:
    """Why the PIN is weak for that person, as a clause; "" where it is not, and in demo and training profiles."""
    if journal.station().demo:
        return ""
    today = civil_date(journal.reading().at)
    people = people_of(journal)
    person = people.stated(code, today)
    phones = [] if person is None else [person.phone]
    codes = [row.code for row in people.on(today)]
    return weakness(pin, code=code, codes=codes, phones=[*phones, hall_config(journal).phone])


def check_new_pin(journal: Journal, code: str, pin: str) -> None:
    """Raises BadInput for a PIN of the wrong form, and for a weak one outside demo and training."""
    if not is_pin(pin):
        raise BadInput("口令要用4到12位数字。", field="pin")
    if wrong := weak_pin(journal, code, pin):
        raise BadInput(f"这个口令{wrong}，容易被猜到，请换一个。", field="pin")


def give_code(journal: Journal, code: str, *, by: StaffRow, backer: PinBacker = NOBODY) -> str:
    """Give a person a one-time code with which they set a PIN today; it is told only here. Returns its digits.

    ``by``: whose PIN was just checked, a supervisor, or an administrator for a supervisor; ``backer``: who stands
    behind it beside them, where the person may be a second signature. Raises BadInput for somebody who is not of the
    hall or has no PIN here; RuleRefused for the own account and while the clock is in doubt; as ``check_backing``.
    """
    check_right(journal, by, Capability.RESET_PIN)
    person = person_today(journal, code.strip().upper())
    if person is None:
        raise BadInput("名单里没有这个工号，或者已经不在岗。", field="code")
    if person.role == StaffRole.SIGNER:
        raise BadInput(f"{person.name}是机关签发人，没有口令。", field="code")
    if person.code == by.code:
        raise RuleRefused(
            "自己的口令用原口令改（counter staff pin）；忘了的，请另一位负责人给一次性口令。",
            rule="duty",
            field="code",
        )
    check_gives_pin(person.role, by, backer.agreed)
    backed = check_backing(journal, person, by, backer)
    if journal.untimely():
        raise RuleRefused("电脑的时间待核，现在不能给一次性口令；请先校准时间。", rule="duty", field="clock")
    once = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
    day = civil_date(journal.reading().at).isoformat()
    subject = subject_of(person.code)
    with journal.transaction() as tx:
        given = PinCodeGiven(person.code, day, backed.agreed, backed.recovery)
        tx.append(NewEntry(subject, given, tx.last_id(subject), PinCodeSealed(hashed(once))), actor=by.code)
        tx.commit()
    return once


def check_gives_pin(role: str, *givers: StaffRow | None) -> None:
    """Raises RuleRefused where the only givers of a PIN are administrators, but for a supervisor's: whoever knows a
    clerk's PIN could act on cases in that name.
    """
    if role != StaffRole.SUPERVISOR and all(
        grant_of(by.role, Capability.RESET_PIN) is Grant.OF_LEADS for by in givers if by is not None
    ):
        raise RuleRefused("系统管理员只给值班负责人口令；其他人的由值班负责人给。", rule="duty", field="code")


def pending_code(journal: Journal, code: str) -> str:
    """The hash of the one-time code that the person can use now; "" where there is none."""
    if journal.untimely():
        return ""
    return _pending(journal.entries(subject_of(code)), civil_date(journal.reading().at).isoformat())


def _pending(entries: Sequence[Entry], day: str) -> str:
    given = kind_of(PinCodeGiven)
    for entry in reversed(entries):
        if kind_of(PinSet).knows(entry) or kind_of(StaffAdded).knows(entry):
            return ""  # a PIN was set since
        if given.knows(entry):
            event, sealed = given.both(entry)
            return sealed.code_hash if sealed is not None and event.day == day else ""
    return ""


def write_pin(journal: Journal, person: StaffRow, new_pin: str, proof: PinProof, once: str = "") -> StaffRow:
    """Store the PIN that the person set. ``once``: the one-time code shown, which is thereby used up.

    Raises BadInput as ``check_new_pin`` or for the code as PIN; RuleRefused where the code was used meanwhile.
    """
    check_new_pin(journal, person.code, new_pin)
    if once and new_pin == once:
        raise BadInput("一次性口令不能当口令，请另设一个。", field="pin")
    pin_hash = hashed(new_pin)
    subject = subject_of(person.code)
    row = StaffRow(person.code, person.name, person.role, pin_hash, True, person.organ)
    day = civil_date(journal.reading().at).isoformat()
    with journal.transaction() as tx:
        if proof is PinProof.CODE and not matches(_pending(tx.entries(subject), day), once):
            raise RuleRefused(
                "这个一次性口令已经用过或者过期，请值班负责人另给一个。", rule="duty", field="pin"
            )
        event = PinSet(person.code, person.role, proof, person.organ)
        sealed = StaffAddedSealed(person.name, pin_hash)
        tx.append(NewEntry(subject, event, tx.last_id(subject), sealed), actor=person.code)
        tx.put_staff(row)
        end_session_of(tx, person.code, person.code)
        tx.commit()
    return row
