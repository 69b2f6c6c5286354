"""People on duty: who may act at this window, and who is sitting at it now."""

from __future__ import annotations

from counter.domain import record
from counter.domain.entries import Draft
from counter.domain.errors import BadInput, RuleRefused
from counter.services.ports import Journal, StaffRow

ROLES = ("clerk", "supervisor")


def subject_of(code: str) -> str:
    """The journal subject of one person on duty."""
    return f"staff/{code}"


def add_staff(journal: Journal, *, code: str, name: str, role: str, pin: str, actor: str) -> StaffRow:
    """Let someone act at this station with a PIN of 4 to 12 digits; the same code again replaces the PIN or role.

    Raises BadInput for an empty name, an unknown role or a PIN of the wrong form.
    """
    code, name = code.strip().upper(), name.strip()
    if not code or not code.isalnum():
        raise BadInput("工号只能用字母和数字，例如 W01。", field="code")
    if not name:
        raise BadInput("姓名不能空着。", field="name")
    if role not in ROLES:
        raise BadInput("岗位只能是 clerk（窗口人员）或 supervisor（值班负责人）。", field="role")
    if not (pin.isdigit() and 4 <= len(pin) <= 12):
        raise BadInput("口令要用4到12位数字。", field="pin")
    from argon2 import PasswordHasher  # heavy, and only needed here

    row = StaffRow(code, name, role, PasswordHasher().hash(pin), True)
    subject = subject_of(code)
    with journal.transaction() as tx:
        tx.append(
            Draft(
                "staff.added",
                subject,
                record.write(record.StaffAdded(code, role)),
                sealed=record.write(record.StaffAddedSealed(name, row.pin_hash)),
                base=tx.last_id(subject),
            ),
            actor=actor,
        )
        tx.put_staff(row)
        tx.commit()
    return row


def check_pin(journal: Journal, code: str, pin: str) -> StaffRow:
    """The person behind code and PIN. Raises RuleRefused with one sentence that does not say which was wrong."""
    from argon2 import PasswordHasher
    from argon2.exceptions import VerificationError

    wanted = code.strip().upper()
    row = next((s for s in journal.staff() if s.code == wanted and s.active), None)
    if row is not None:
        try:
            PasswordHasher().verify(row.pin_hash, pin)
        except VerificationError:
            row = None
    if row is None:
        raise RuleRefused("工号或口令不对，请重新输入。", rule="duty", field="pin")
    return row


def sign_on(journal: Journal, *, code: str, pin: str) -> StaffRow:
    """Sit down at the window: checked PIN, one entry. Raises RuleRefused when code or PIN are wrong."""
    row = check_pin(journal, code, pin)
    subject = subject_of(row.code)
    with journal.transaction() as tx:
        tx.append(
            Draft(
                "staff.signed_on", subject, record.write(record.SignedOn(row.code)), base=tx.last_id(subject)
            ),
            actor=row.code,
        )
        tx.commit()
    return row


def known_supervisor(journal: Journal, code: str) -> StaffRow:
    """The supervisor behind a code whose PIN was checked before the act was made. Raises RuleRefused for others."""
    row = next((s for s in journal.staff() if s.code == code and s.active), None)
    if row is None or row.role != "supervisor":
        raise RuleRefused("这一步要值班负责人输入自己的口令。", rule="duty", field="supervisor")
    return row


def require_supervisor(journal: Journal, *, code: str, pin: str) -> StaffRow:
    """A supervisor's own PIN, for acts that need one. Raises RuleRefused for anyone else."""
    row = check_pin(journal, code, pin)
    if row.role != "supervisor":
        raise RuleRefused("这一步要值班负责人输入自己的口令。", rule="duty", field="pin")
    return row
