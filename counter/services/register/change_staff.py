"""Changes of the hall's people in the register: joining, leaving, an absence with a deputy, struck off (人员变动).

Each is an issue of the register, from today on; where this profile does not hold the hall's key the refusal says where
to do it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import msgspec

from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.organ_people import ORGAN_ROLES
from counter.domain.hall.register.deputies import deputy_away
from counter.domain.hall.register.issue import RegisterChange
from counter.domain.hall.register.records import RegisteredStaff
from counter.domain.hall.register.register import (
    Register,
    RegisterOnDay,
    change_to,
    in_term,
    removal_of,
)
from counter.domain.hall.rights import Capability, grant_of, may
from counter.domain.hall.roles import DUTIES, ROLE_TITLES, StaffRole
from counter.domain.hall.staff_code import STAFF_CODE_WORDS, is_staff_code
from counter.domain.text.day_words import day_text
from counter.domain.text.printable import fault_unseen
from counter.services.context.ports import Journal, StaffRow
from counter.services.hall.hall_register import hall_register
from counter.services.hall.people import today_of
from counter.services.register.issue_register import Beside, check_issue, first_changes, issue_register

LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Absence:
    """Inclusive days; ``until`` None: not known yet. ``deputy``: code of who stands in, "" for nobody."""

    since: date
    until: date | None = None
    deputy: str = ""


def enlist(
    journal: Journal,
    person: RegisteredStaff,
    *,
    by: StaffRow,
    agreed: StaffRow | None = None,
    beside: Beside | None = None,
) -> Register:
    """Add a person, or replace what is stated of that code; ``beside``: as ``issue_register``.

    Raises BadInput for a field that is none, RuleRefused where no supervisor would remain; as ``issue_register``.
    """
    change, reason = _enlisting(journal, person)
    return issue_register(journal, (change,), by=by, agreed=agreed, reason=reason, beside=beside)


def check_enlisting(
    journal: Journal, person: RegisteredStaff, *, by: StaffRow, agreed: StaffRow | None = None
) -> None:
    """Raise as ``enlist`` would; nothing is written."""
    change, reason = _enlisting(journal, person)
    check_issue(journal, (change,), by=by, agreed=agreed, reason=reason)


def _enlisting(journal: Journal, person: RegisteredStaff) -> tuple[RegisterChange, str]:
    """The change that adds a person, and its reason."""
    _check(person)
    state = _state(journal)
    if state.get(person.code) == person:
        raise BadInput("登记册里已经是这样，没有改动。", field="code")
    _check_leads(state, person, today_of(journal))
    return change_to(person, today_of(journal)), f"{person.name}：登记人员"


def restated(before: RegisteredStaff, now: RegisteredStaff) -> RegisteredStaff:
    """``before`` with another name, role and organ, and with phone and duties where they are given anew."""
    return msgspec.structs.replace(
        before,
        name=now.name,
        role=now.role,
        organ=now.organ,
        phone=now.phone or before.phone,
        duties=now.duties or before.duties,
    )


def retire(
    journal: Journal, code: str, last_day: date, *, by: StaffRow, agreed: StaffRow | None = None
) -> Register:
    """Let a person leave after that day, today or later. Raises as ``enlist``."""
    person = registered_person(journal, code)
    if last_day < today_of(journal):
        raise BadInput("最后一天不能早于今天；已经走了的，用 counter staff remove。", field="last_day")
    if person.since is not None and last_day < person.since:
        raise BadInput(f"{person.name}{day_text(person.since)}才到岗，最后一天不能更早。", field="last_day")
    left = msgspec.structs.replace(person, until=last_day)
    _check_leads(_state(journal), left, last_day)
    return _issue(journal, left, f"{person.name}：离岗", by, agreed)


def strike_off(journal: Journal, code: str, *, by: StaffRow, agreed: StaffRow | None = None) -> Register:
    """Take a person out of the register from today on. Raises as ``enlist``."""
    person = registered_person(journal, code)
    _check_leads(_state(journal), None, today_of(journal), gone=person.code)
    change = removal_of(person, today_of(journal))
    return issue_register(journal, (change,), by=by, agreed=agreed, reason=f"{person.name}：停用")


def set_absence(
    journal: Journal, code: str, absence: Absence | None, *, by: StaffRow, agreed: StaffRow | None = None
) -> Register:
    """State an absence, or with None that the person is back. Raises as ``enlist``; BadInput for an unfit deputy."""
    person = registered_person(journal, code)
    if absence is None:
        if person.away_since is None:
            raise BadInput(f"登记册里没有{person.name}不在岗的记载。", field="code")
        back = msgspec.structs.replace(person, away_since=None, away_until=None, deputy="")
        return _issue(journal, back, f"{person.name}：回岗", by, agreed)
    if absence.until is not None and absence.until < absence.since:
        raise BadInput("不在岗的最后一天早于第一天。", field="until")
    deputy = absence.deputy.strip().upper()
    away = msgspec.structs.replace(person, away_since=absence.since, away_until=absence.until, deputy=deputy)
    if deputy:
        _check_deputy(away, registered_person(journal, deputy, "deputy"), absence.since)
    return _issue(journal, away, f"{person.name}：不在岗", by, agreed)


def registered_person(journal: Journal, code: str, field: str = "code") -> RegisteredStaff:
    """What the register, or the set-up of a hall without one, states of that code. Raises BadInput for nobody."""
    wanted = code.strip().upper()
    person = _state(journal).get(wanted)
    if person is None:
        raise BadInput(f"登记册里今天没有工号“{wanted[:20]}”。", field=field)
    return person


def _state(journal: Journal) -> dict[str, RegisteredStaff]:
    """Who belongs to the hall today."""
    today = today_of(journal)
    register = hall_register(journal)
    if register.number:
        state: RegisterOnDay = register.on(today)
        return dict(state.staff)
    people = (c.record for c in first_changes(journal, today))
    return {p.code: p for p in people if isinstance(p, RegisteredStaff)}


def _issue(
    journal: Journal, person: RegisteredStaff, reason: str, by: StaffRow, agreed: StaffRow | None
) -> Register:
    change = change_to(person, today_of(journal))
    return issue_register(journal, (change,), by=by, agreed=agreed, reason=reason)


def _check(person: RegisteredStaff) -> None:
    if not is_staff_code(person.code):
        raise BadInput(f"{STAFF_CODE_WORDS}。", field="code")
    if not person.name.strip() or len(person.name) > LONGEST_NAME:
        raise BadInput("姓名要写1到60个字。", field="name")
    for field, words, label in (("name", person.name, "姓名"), ("organ", person.organ, "部门")):
        if wrong := fault_unseen(words):
            raise BadInput(f"{label}{wrong}。", field=field)
    if person.role not in tuple(StaffRole):
        have = "、".join(f"{role}（{title}）" for role, title in ROLE_TITLES.items())
        raise BadInput(f"没有岗位“{person.role[:20]}”，有：{have}。", field="role")
    if (person.role in ORGAN_ROLES) != bool(person.organ.strip()):
        raise BadInput("首席代表、签发人要写明是哪个部门的；窗口人员不写部门。", field="organ")
    if unknown := [duty for duty in person.duties if duty not in DUTIES]:
        raise BadInput(f"没有职责“{unknown[0][:20]}”，有：{'、'.join(DUTIES)}。", field="duties")
    if person.phone and not any(c.isdigit() for c in person.phone):
        raise BadInput("电话里没有数字。", field="phone")
    if person.since and person.until and person.until < person.since:
        raise BadInput("最后一天早于第一天。", field="until")


def _check_leads(
    state: dict[str, RegisteredStaff], changed: RegisteredStaff | None, day: date, gone: str = ""
) -> None:
    """Raises RuleRefused where after the change nobody could agree to anything any more."""
    after = {code: person for code, person in state.items() if code != gone}
    if changed is not None:
        after[changed.code] = changed
    leads = [p for p in after.values() if may(p.role, Capability.CORRECT)]
    if not any(p.until is None or p.until > day for p in leads):
        raise RuleRefused(
            "这样改以后大厅就没有值班负责人了；请先登记另一位值班负责人。", rule="duty", field="role"
        )


def _check_deputy(person: RegisteredStaff, deputy: RegisteredStaff, day: date) -> None:
    if deputy.code == person.code:
        raise BadInput("代班的人要是另一个人。", field="deputy")
    same = all(
        grant_of(deputy.role, c) == grant_of(person.role, c) for c in (Capability.CONFIRM, Capability.SERVE)
    )
    if not same or deputy.organ != person.organ:
        raise BadInput(f"{deputy.name}不能代{person.name}的班：要是同一岗位、同一部门的人。", field="deputy")
    if not in_term(deputy.since, deputy.until, day):
        raise BadInput(f"{deputy.name}那天不在岗，不能代班。", field="deputy")
    if wrong := deputy_away(person, deputy):
        raise BadInput(f"{wrong}。", field="deputy")
