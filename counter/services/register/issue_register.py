"""Issue the register: changes with their day, signed with the hall's key and the station's, by one or two people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.hall import StaffSeed
from counter.domain.hall.register.change_words import fault_place
from counter.domain.hall.register.checks import GuideNames, new_faults
from counter.domain.hall.register.deputies import deputy_away
from counter.domain.hall.register.issue import (
    SUBJECT,
    RegisterChange,
    RegisterIssue,
    RegisterIssued,
    needs_two,
)
from counter.domain.hall.register.records import RegisteredStaff, RegisterRecord
from counter.domain.hall.register.register import Register, change_to
from counter.domain.hall.register.settings import first_records
from counter.domain.hall.register.tenure import unclear_name
from counter.domain.hall.rights import Capability, may, may_agree
from counter.domain.hall.roles import StaffRole
from counter.domain.journal.entries import NewEntry
from counter.domain.text.printable import fault_in
from counter.services.context.ports import Journal, StaffRow, Transaction
from counter.services.hall.configure_hall import configured_at_setup
from counter.services.hall.hall_register import hall_register
from counter.services.hall.people import has_admin, people_today
from counter.services.keys.hall_keys import NO_HALL_KEY
from counter.services.keys.trusted import public_of, seed_in_force, settled_keys, sign_with

KEEPERS = tuple(role for role in StaffRole if may_agree(role, Capability.ADMINISTER))
"""Roles that may change the register, one of them alone or as the second person."""

MOST_REASON = 200
_SET_UP = "设置时的内容"
Beside = Callable[[Transaction], None]


def issue_register(
    journal: Journal,
    changes: Sequence[RegisterChange],
    *,
    by: StaffRow,
    agreed: StaffRow | None = None,
    reason: str = "",
    confirms: tuple[int, ...] = (),
    names: GuideNames | None = None,
    seen_on: date | None = None,
    beside: Beside | None = None,
) -> Register:
    """Write the changes as the next issue; a hall without a register gets its set-up as the first one.

    ``by`` and ``agreed``: people whose PIN was just checked; ``names``: what the guide and the region know;
    ``seen_on``: the day whose statement was edited, where that is not the day of each change (``Register.moved``). The
    set-up itself was made by one person: its issue waits for ``confirm_register``, or for the first one of two people.

    ``beside``: writes in the same transaction what belongs to the change.

    What is planned for later days of the same records takes the changes over (``Register.carried_on``).

    Raises RuleRefused for other roles, for a change that takes two people with one while a second exists, and while
    the clock is in doubt; BadInput where nothing changes, for a day in the past, for a grave fault that the changes
    bring (``checks``), and where this profile holds no hall key.
    """
    seed, today = _check_now(journal, changes, by, agreed, reason, confirms)
    with journal.transaction() as tx:
        register = hall_register(tx)
        if not register.number:
            register = _issued(
                journal, tx, register, first_changes(journal, today), seed, by, agreed, _SET_UP
            )
        changes = tuple(changes) if seen_on is None else register.moved(changes, seen_on)
        changes = _checked_changes(journal, register, changes, by, agreed, reason, names)
        if agreed is not None:
            confirms = (*confirms, *_setup_waiting(register))
        register = _issued(journal, tx, register, changes, seed, by, agreed, reason, confirms)
        if beside is not None:
            beside(tx)
        tx.commit()
    return register


def check_issue(
    journal: Journal,
    changes: Sequence[RegisterChange],
    *,
    by: StaffRow,
    agreed: StaffRow | None = None,
    reason: str = "",
) -> None:
    """Raise as ``issue_register`` would for these; nothing is written, so that a secret can be asked after it."""
    _check_now(journal, changes, by, agreed, reason, ())
    _checked_changes(journal, register_or_setup(journal), tuple(changes), by, agreed, reason, None)


def _check_now(
    journal: Journal,
    changes: Sequence[RegisterChange],
    by: StaffRow,
    agreed: StaffRow | None,
    reason: str,
    confirms: tuple[int, ...],
) -> tuple[bytes, date]:
    """Seed of the hall key and today, where these people may issue changes now."""
    _check_people(journal, by, agreed, confirming=bool(confirms))
    if not changes and not confirms:
        raise BadInput("登记册没有改动，没有写新的一号。", field="changes")
    if wrong := fault_in(reason):
        raise BadInput(f"原因{wrong}。", field="reason")
    if journal.untimely():
        raise RuleRefused("电脑的时间待核，现在不能改登记册；请先校准时间。", rule="duty", field="clock")
    today = civil_date(journal.reading().at)
    if any(change.in_force < today for change in changes):
        raise BadInput("改动要从今天或以后的日子起：已经办的件按当时的登记册。", field="in_force")
    seed = seed_in_force(journal, settled_keys(journal, today))
    if seed is None:
        raise BadInput(NO_HALL_KEY, field="hall_key")
    return seed, today


def _checked_changes(
    journal: Journal,
    register: Register,
    changes: tuple[RegisterChange, ...],
    by: StaffRow,
    agreed: StaffRow | None,
    reason: str,
    names: GuideNames | None,
) -> tuple[RegisterChange, ...]:
    """The changes with what is planned of the same records, where nothing speaks against them."""
    _check_people_stated(register, changes, reason)
    changes = (*changes, *register.carried_on(changes))
    _check_records(register, changes, names)
    if agreed is None and any(_takes_two(register, change) for change in changes):
        _check_alone(journal, by)
    return changes


def _setup_waiting(register: Register) -> tuple[int, ...]:
    """The issue of the set-up, where it waits: two people who change the register after it have it before them. What
    one of them changed alone later is confirmed only by itself.
    """
    return tuple(one.issue.number for one in register.unconfirmed() if one.issue.number == 1)


def open_register(journal: Journal, *, by: StaffRow, records: Sequence[RegisterRecord] = ()) -> Register:
    """Write the first issue at the end of a set-up: the settings of the set-up, with ``records`` beside or in place
    of theirs. Nothing where there is a register.
    """
    today = civil_date(journal.reading().at)
    seed = journal.hall_seed()
    if seed is None:
        raise BadInput(NO_HALL_KEY, field="hall_key")
    given = tuple(change_to(record, today) for record in records)
    with journal.transaction() as tx:
        register = hall_register(tx)
        if not register.number:
            changes = {(c.section, c.key): c for c in (*first_changes(journal, today), *given)}
            register = _issued(journal, tx, register, tuple(changes.values()), seed, by, None, _SET_UP)
            tx.commit()
    return register


def _issued(
    journal: Journal,
    tx: Transaction,
    register: Register,
    changes: tuple[RegisterChange, ...],
    seed: bytes,
    by: StaffRow,
    agreed: StaffRow | None,
    reason: str,
    confirms: tuple[int, ...] = (),
) -> Register:
    """Sign and append the next issue."""
    station = journal.station()
    issue = RegisterIssue(
        number=register.number + 1,
        hall_key=public_of(seed),
        previous=register.digest,
        issued_on=civil_date(journal.reading().at),
        station=station.code,
        epoch=station.epoch,
        by=by.code,
        agreed_by="" if agreed is None else agreed.code,
        reason=reason.strip()[:MOST_REASON],
        changes=changes,
        confirms=confirms,
        demo=station.demo,
    )
    message = issue.message()
    issued = RegisterIssued(
        issue,
        signature=sign_with(seed, message),
        station_key=journal.public_key().hex(),
        station_signature=journal.sign(message).hex(),
    )
    tx.append(NewEntry(SUBJECT, issued, tx.last_id(SUBJECT)), actor=by.code)
    return Register((*register.issued, issued))


def _check_people_stated(register: Register, changes: Sequence[RegisterChange], reason: str) -> None:
    """Raises BadInput for another name of a code without saying whose, and for a deputy who is away too."""
    for change in changes:
        now = change.record
        if not isinstance(now, RegisteredStaff):
            continue
        before = register.on(change.in_force).records.get((change.section, change.key))
        stated = before if isinstance(before, RegisteredStaff) else None
        if wrong := unclear_name(stated, now, reason):
            raise BadInput(f"{wrong}。", field=f"人员 {now.code} 姓名")
        deputy = register.with_changes(changes, change.in_force).records.get(("staff", now.deputy))
        if now == stated or not isinstance(deputy, RegisteredStaff):
            continue
        if wrong := deputy_away(now, deputy):
            raise BadInput(f"{wrong}。", field=f"人员 {now.code} 代班")


def _takes_two(register: Register, change: RegisterChange) -> bool:
    return needs_two(change, register.on(change.in_force).records.get((change.section, change.key)))


def _check_records(register: Register, changes: Sequence[RegisterChange], names: GuideNames | None) -> None:
    """Raises BadInput for the first grave fault that the changes bring, now, on a planned day or when a lead leaves."""
    first = min((change.in_force for change in changes), default=date.max)
    days = {first, *(c.in_force for c in (*changes, *register.planned(first)))} if changes else set()
    days |= {
        c.record.until + timedelta(days=1)
        for c in changes
        if isinstance(c.record, RegisteredStaff) and c.record.until and first <= c.record.until < date.max
    }
    for day in sorted(days):
        before, after = register.on(day).records, register.with_changes(changes, day).records
        for fault in new_faults(tuple(before.values()), tuple(after.values()), day, names):
            if fault.grave:
                later = "" if day == first else f"{day.isoformat()} 起"
                field = f"{fault_place(fault, after)} {later}".strip()
                raise BadInput(f"{fault.sentence}。", field=field)


def confirm_register(journal: Journal, *, by: StaffRow) -> Register:
    """Confirm, as the second person, every issue of somebody else that waits for one.

    Raises BadInput where none waits, RuleRefused where ``by`` made all of them.
    """
    waiting = hall_register(journal).unconfirmed()
    if not waiting:
        raise BadInput("登记册没有等第二个人确认的改动。", field="confirms")
    staff = hall_register(journal).on(civil_date(journal.reading().at)).staff
    same = {by.code, *(code for code, person in staff.items() if person.name == by.name)}
    of_others = tuple(one.issue.number for one in waiting if one.issue.by not in same)
    if not of_others:
        numbers = "、".join(str(one.issue.number) for one in waiting)
        raise RuleRefused(f"第{numbers}号是自己改的，要由另一个人确认。", rule="two_people", field="agreed")
    return issue_register(journal, (), by=by, confirms=of_others)


def register_or_setup(journal: Journal) -> Register:
    """The register; where there is none yet, the set-up as one that was never issued (number 0)."""
    register = hall_register(journal)
    if register.number:
        return register
    return Register(setup=first_changes(journal, civil_date(journal.reading().at)))


def first_changes(journal: Journal, today: date) -> tuple[RegisterChange, ...]:
    """The set-up of this profile as the changes of a first issue."""
    people = (StaffSeed(s.code, s.name, s.role, "", s.organ) for s in journal.staff() if s.active)
    records = first_records(configured_at_setup(journal), tuple(people))
    return tuple(change_to(record, today) for record in records)


def _check_people(journal: Journal, by: StaffRow, agreed: StaffRow | None, *, confirming: bool) -> None:
    """``confirming``: ``by`` is the second person of what another one changed."""
    for person in (by, agreed):
        if person is not None and person.role not in KEEPERS:
            raise RuleRefused(
                f"登记册由值班负责人或系统管理员改，{person.name}不是。", rule="duty", field="clerk"
            )
    admins = has_admin(people_today(journal))
    alone = not any(p is not None and may(p.role, Capability.ADMINISTER, admins=admins) for p in (by, agreed))
    if alone and not confirming:
        raise RuleRefused(
            "这个大厅有系统管理员：登记册由系统管理员改，值班负责人作第二个人。", rule="duty", field="agreed"
        )
    if agreed is not None and (agreed.code == by.code or agreed.name == by.name):
        raise RuleRefused("第二个人要是另一个人，用自己的口令。", rule="two_people", field="agreed")


def _check_alone(journal: Journal, by: StaffRow) -> None:
    """Raises RuleRefused where somebody else could agree: 授权协议 and 首席代表 take two people (S001 Art. 32, 34)."""
    others = [s for s in _keepers(people_today(journal)) if s.code != by.code and s.name != by.name]
    if others:
        have = "、".join(f"{s.code} {s.name}" for s in others)
        raise RuleRefused(
            f"授权协议、首席代表和负责人的改动要两个人：请另一位输入口令（{have}）。",
            rule="two_people",
            field="agreed",
        )


def _keepers(staff: Iterable[StaffRow]) -> list[StaffRow]:
    return [s for s in staff if s.active and s.role in KEEPERS]
