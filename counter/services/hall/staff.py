"""People on duty: who may act at this window, their PINs, and signing on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from math import ceil

from counter.domain.calendar.workdays import CHINA
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.account_events import PinProof
from counter.domain.hall.consent import Consent
from counter.domain.hall.first_people import SETUP
from counter.domain.hall.organ_people import ORGAN_ROLES, SIGNER
from counter.domain.hall.pin_giving import is_second_signature
from counter.domain.hall.pin_lock import after_wrong_pin, settled, still_to_wait
from counter.domain.hall.rights import Capability, may
from counter.domain.hall.roles import StaffRole
from counter.domain.hall.staff_code import STAFF_CODE_WORDS, is_staff_code
from counter.domain.hall.station_events import SignedOn, StaffAdded, StaffAddedSealed
from counter.domain.journal.entries import ClockReading, NewEntry
from counter.domain.text.printable import fault_unseen
from counter.domain.text.spoken_code import plain_code
from counter.services.context.ports import Journal, StaffRow, Transaction
from counter.services.hall.duty_session import end_session_of, end_session_of_others
from counter.services.hall.hall_register import hall_register
from counter.services.hall.people import people_of, people_today, today_of
from counter.services.hall.pin_backing import NOBODY, Backed, PinBacker, check_backing
from counter.services.hall.pin_log import note_lock, note_wrong_runs
from counter.services.hall.pins import (
    check_gives_pin,
    check_new_pin,
    hashed,
    matches,
    pending_code,
    subject_of,
    weak_pin,
    write_pin,
)
from counter.services.hall.rights import check_keepers, check_right, may_here
from counter.services.hall.second_person import check_second

_LEADS = StaffRole.SUPERVISOR

NOBODYS_PIN = (
    "$argon2id$v=19$m=65536,t=3,p=4$CDfn9OONE27KBNYMPpXMzw$XrYwMS7EpUiuiKG0zKGvaTBxzoQ2275v4VVySTMZ5qQ"
)
"""Hash compared with for an unknown code, so that the answer takes as long. Its PIN has letters: none matches."""


class NewPinWanted(RuleRefused):
    """The one-time code is right: the person has to set a PIN before anything else."""


def add_staff(
    journal: Journal,
    *,
    code: str,
    name: str,
    role: str,
    pin: str,
    actor: str,
    organ: str = "",
    backer: PinBacker = NOBODY,
) -> StaffRow:
    """Add a person with a PIN of 4 to 12 digits; the same code again replaces name, PIN or role.

    People of an organ (``organ``) do not act here: a representative confirms with the PIN, a signer has none.
    ``actor``: code of who adds, whose PIN was just checked, or ``SETUP``; ``backer``: who stands behind it beside them.

    Raises BadInput for an empty name, an unknown role, a missing organ or a PIN of the wrong form or a weak one (a
    set-up's is asked for anew at the first sign-on); RuleRefused where no supervisor would remain, and where it takes
    two people (``domain.hall.pin_giving``; without a register also for who may be a second signature or was).
    """
    added = prepare_staff(
        journal, code=code, name=name, role=role, ask_pin=lambda: pin, actor=actor, organ=organ, backer=backer
    )
    with journal.transaction() as tx:
        added.write(tx)
        tx.commit()
    return added.row


@dataclass(frozen=True, slots=True)
class PreparedStaff:
    """A person who may be added: everything was checked."""

    row: StaffRow
    actor: str
    backed: Backed
    now: ClockReading

    def write(self, tx: Transaction) -> None:
        """Add the person within that transaction."""
        row, subject = self.row, subject_of(self.row.code)
        event = StaffAdded(row.code, row.role, True, row.organ, self.backed.agreed, self.backed.recovery)
        sealed = StaffAddedSealed(row.name, row.pin_hash)
        tx.append(NewEntry(subject, event, tx.last_id(subject), sealed), actor=self.actor)
        tx.put_staff(row)
        end_session_of(tx, row.code, self.actor)
        key = _key(row.code)
        note_wrong_runs(tx, self.now, {key: row.code}, ended=key)
        tx.forget_wrong_pins(key)  # the waiting time was for the old PIN


def prepare_staff(
    journal: Journal,
    *,
    code: str,
    name: str,
    role: str,
    ask_pin: Callable[[], str],
    actor: str,
    organ: str = "",
    backer: PinBacker = NOBODY,
) -> PreparedStaff:
    """Check a person to be added; the PIN is asked once nothing else refuses. Raises as ``add_staff``."""
    organ = organ.strip()
    code, name = code.strip().upper(), name.strip()
    if not is_staff_code(code):
        raise BadInput(f"{STAFF_CODE_WORDS}。", field="code")
    if not name:
        raise BadInput("姓名不能空着。", field="name")
    if wrong := fault_unseen(name):
        raise BadInput(f"姓名{wrong}。", field="name")
    if role not in tuple(StaffRole):
        raise BadInput(
            "岗位只能是 clerk（窗口人员）、supervisor（值班负责人）、representative（机关首席代表）、"
            "signer（机关签发人）、editor（指南编辑）或 admin（系统管理员）。",
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
    row, backed = StaffRow(code, name, role, "", True, organ), Backed()
    if actor != SETUP:
        backed = _check_adding(journal, row, known_person(journal, actor), backer)
    if role != SIGNER:
        pin = ask_pin()
        if actor != SETUP:
            check_new_pin(journal, code, pin)
        row = replace(row, pin_hash=hashed(pin))
    return PreparedStaff(row, actor, backed, journal.reading())


def _check_adding(journal: Journal, row: StaffRow, by: StaffRow, backer: PinBacker) -> Backed:
    """Raises RuleRefused where another one has to agree to the person or to the PIN."""
    check_keepers(journal, by, backer.agreed)
    before = next((s for s in people_today(journal) if s.code == row.code and s.active), None)
    if before is None or replace(before, pin_hash="") != row:
        _check_two_here(journal, (before, row), by, backer.agreed)
    if row.role == SIGNER:
        return Backed()
    if before is not None and before.pin_hash and before.role != SIGNER:
        check_gives_pin(before.role, by, backer.agreed)
    return check_backing(journal, row, by, backer)


def _check_two_here(
    journal: Journal, concerned: Sequence[StaffRow | None], by: StaffRow, agreed: StaffRow | None
) -> None:
    """In a hall without a register: who is, was or becomes a second signature takes two people, as an issue of the
    register does. Raises RuleRefused with one where another could agree.
    """
    if hall_register(journal).number:
        return
    if any(row is not None and is_second_signature(row.role) for row in concerned):
        check_second(journal, by, "" if agreed is None else agreed.code, "负责人、首席代表的改动")


def retire_here(journal: Journal, code: str, *, by: StaffRow, agreed: StaffRow | None = None) -> StaffRow:
    """Take a person off the list of a hall without a register. Raises BadInput for nobody, RuleRefused for the last
    supervisor, and with one person for who may be a second signature while another could agree.
    """
    check_keepers(journal, by, agreed)
    person = known_person(journal, code)
    if _leading(journal) == {person.code}:
        raise RuleRefused(f"{person.code} 是唯一的值班负责人，不能停用。", rule="duty", field="code")
    _check_two_here(journal, (person,), by, agreed)
    gone = replace(person, active=False, pin_hash="")
    subject = subject_of(person.code)
    with journal.transaction() as tx:
        second = "" if agreed is None else agreed.code
        event = StaffAdded(person.code, person.role, active=False, organ=person.organ, agreed=second)
        tx.append(
            NewEntry(subject, event, tx.last_id(subject), StaffAddedSealed(person.name, "")), actor=by.code
        )
        tx.put_staff(gone)
        end_session_of(tx, person.code, by.code)
        tx.commit()
    return gone


def _leading(journal: Journal) -> set[str]:
    """Codes of the active supervisors."""
    return {row.code for row in people_today(journal) if row.active and row.role == _LEADS}


def check_pin(journal: Journal, code: str, pin: str) -> StaffRow:
    """The person with that code and PIN. Raises RuleRefused with a sentence that does not reveal which was wrong.

    After five wrong PINs a code is locked for a time (``hall.pin_lock``), also an unknown one. A try is counted before
    the PIN is checked: neither several programs at once nor pulling the plug give more tries. Raises NewPinWanted for
    the one-time code of the day.
    """
    wanted, pin = code.strip().upper(), plain_code(pin)
    staff = people_today(journal)
    wait = _count_try(journal, wanted, staff)
    person = next((s for s in staff if s.code == wanted and s.active), None)
    row = person if person is not None and person.pin_hash else None
    if not matches(NOBODYS_PIN if row is None else row.pin_hash, pin):
        row = None
    if row is None and person is not None and (once := pending_code(journal, wanted)) and matches(once, pin):
        _forget_tries(journal, wanted, staff)
        raise NewPinWanted(
            "一次性口令对。请设自己的口令（4到12位数字）再上岗；命令行用 counter staff pin。",
            rule="duty",
            field="new_pin",
        )
    if row is None:
        if wait:
            note_lock(journal, _key(wanted), next((s.code for s in staff if s.code == wanted), ""))
        again = f"{_when(journal, wait)}再输。" if wait else "请重新输入。"
        raise RuleRefused(f"工号或口令不对，{again}", rule="duty", field="pin")
    _forget_tries(journal, wanted, staff)
    return row


def proved_code(journal: Journal, person: Consent | None) -> str:
    """The code of a second person whose PIN was just checked, "" where nobody is named. Raises as ``check_pin``."""
    return "" if person is None else check_pin(journal, person.code, person.pin).code


def _forget_tries(journal: Journal, code: str, staff: Sequence[StaffRow]) -> None:
    """After a right PIN: forget the tries of that code, and put on record what wrong ones there were before it, and of
    others whose tries nobody goes on with.
    """
    keys = {_key(person.code): person.code for person in staff}
    with journal.transaction() as tx:
        note_wrong_runs(tx, journal.reading(), keys, right=_key(code))
        tx.forget_wrong_pins(_key(code))
        tx.commit()


def _count_try(journal: Journal, code: str, staff: Sequence[StaffRow]) -> timedelta:
    """Count a try; returns how long the code is locked if it is wrong. Raises RuleRefused while the code is locked."""
    key, now = _key(code), journal.reading()
    with journal.transaction() as tx:
        keys = {_key(person.code): person.code for person in staff}
        note_wrong_runs(tx, now, {k: c for k, c in keys.items() if k == key})
        tries = settled(tx.wrong_pins(key), now)
        wait = still_to_wait(tries, now)
        after = tries if tries and wait else after_wrong_pin(key, tries, now)
        tx.put_wrong_pins(after, set(keys))
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

    Raises RuleRefused when code or PIN are wrong, for people without work at this window, and (NewPinWanted) for the
    one-time code of the day.
    """
    row = check_pin(journal, code, pin)
    check_signs_on(journal, row)
    subject = subject_of(row.code)
    with journal.transaction() as tx:
        tx.append(NewEntry(subject, SignedOn(row.code), tx.last_id(subject)), actor=row.code)
        end_session_of_others(tx, row.code)
        tx.commit()
    return row


def set_own_pin(journal: Journal, *, code: str, pin: str, ask_new_pin: Callable[[], str]) -> StaffRow:
    """Set the own PIN, proved by the present one or by the one-time code of the day.

    The new one is asked once the present one is right. Raises as ``check_pin``; BadInput for a weak new PIN, one of the
    wrong form or the same one.
    """
    try:
        person = check_pin(journal, code, pin)
        proof, once = PinProof.OWN_PIN, ""
    except NewPinWanted:
        person = known_person(journal, code)
        proof, once = PinProof.CODE, plain_code(pin)
    new_pin = ask_new_pin()
    if proof is PinProof.OWN_PIN and pin == new_pin:
        raise BadInput("新口令和原来的一样，请换一个。", field="new_pin")
    return write_pin(journal, person, new_pin, proof, once)


def asks_for_better_pin(journal: Journal, row: StaffRow, pin: str) -> str:
    """Why the PIN just typed should be changed, as a sentence; "" where it is good."""
    wrong = weak_pin(journal, row.code, pin)
    return f"现在的口令{wrong}，容易被猜到，请换一个。" if wrong else ""


def absence_notice(journal: Journal, row: StaffRow) -> str:
    """What somebody who signs on during a registered absence is told; "" otherwise.

    The person may work: a return is a fact, and an absence takes no rights from a clerk. It hands a representative's to
    the deputy, so that there the register is changed first (``domain.hall.organ_people``).
    """
    words = people_of(journal).absence_words(row.code, today_of(journal))
    return f"欢迎回来。登记册写着您{words}；已经回岗的，请值班负责人改登记册。" if words else ""


def check_on_duty(row: StaffRow) -> None:
    """Raises RuleRefused for people who do not act on cases: of an organ, an administrator, an editor."""
    if not may(row.role, Capability.SERVE):
        raise _not_here(row)


def check_signs_on(journal: Journal, row: StaffRow) -> None:
    """Raises RuleRefused for people without work in this profile; a bureau's people write the guide."""
    if not any(may_here(journal, row, right) for right in (Capability.SERVE, Capability.EDIT_GUIDE)):
        raise _not_here(row)


def _not_here(row: StaffRow) -> RuleRefused:
    words: dict[str, str] = {
        StaffRole.ADMIN: f"{row.name}是系统管理员，不看办件内容，不在窗口上岗；"
        "人员、密钥、登记册用命令办（counter staff、keys、hall）。",
        StaffRole.EDITOR: f"{row.name}是指南编辑，请在指南编辑室上岗；窗口的事由窗口人员办。",
    }
    of_organ = f"{row.name}是{row.organ}的人员，不在窗口值班；窗口的事由窗口人员办。"
    return RuleRefused(words.get(row.role, of_organ), rule="duty", field="clerk")


def known_person(journal: Journal, code: str) -> StaffRow:
    """The active person of that code. Raises BadInput for nobody."""
    wanted = code.strip().upper()
    row = next((s for s in people_today(journal) if s.code == wanted and s.active), None)
    if row is None:
        raise BadInput(f"没有工号为“{code.strip()[:20]}”的人员；counter staff list 列出全部。", field="code")
    return row


def authorised(journal: Journal, right: Capability, *, code: str, pin: str) -> StaffRow:
    """The person with that code and PIN, who may do that. Raises RuleRefused for anyone else."""
    row = check_pin(journal, code, pin)
    check_right(journal, row, right)
    return row


def known_with(journal: Journal, right: Capability, code: str) -> StaffRow:
    """The person with a code whose PIN was checked before, who may do that. Raises RuleRefused for others."""
    row = next((s for s in people_today(journal) if s.code == code and s.active), None)
    nobody = StaffRow(code, "", "", "", active=False)
    check_right(journal, row or nobody, right, field="supervisor")
    return row or nobody


def consented(journal: Journal, consent: Consent) -> StaffRow:
    """The supervisor who consented to an act, by the PIN. Raises RuleRefused for anyone else, and for a code alone."""
    return require_supervisor(journal, code=consent.code, pin=consent.pin)


def require_supervisor(journal: Journal, *, code: str, pin: str) -> StaffRow:
    """The person with that code and PIN who may put right what a clerk may not. Raises RuleRefused for anyone else."""
    return authorised(journal, Capability.CORRECT, code=code, pin=pin)
