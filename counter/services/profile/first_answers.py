"""What is asked when a profile is set up by hand: the answers, kept as a draft without any PIN, and what they make."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import msgspec

from counter.domain.errors import BadInput
from counter.domain.hall.first_people import check_first_people, check_first_pin
from counter.domain.hall.hall import HallConfig, StaffSeed, hall_from
from counter.domain.hall.kept_numbers import BUREAU_WINDOW, KEPT_NUMBERS, OFFICE_WINDOW
from counter.domain.hall.pin_strength import is_pin
from counter.domain.hall.recourse import phone_fault
from counter.domain.hall.register.checks import NAME_FORMS_WORDS, name_is_of_a_form
from counter.domain.hall.register.records import RegisteredHall, RegisteredWindow, RegisterRecord
from counter.domain.hall.staff_code import STAFF_CODE_WORDS, is_staff_code
from counter.domain.shapes import whole
from counter.domain.text.printable import fault_in, fault_unseen

_NUMBER = re.compile(r"[0-9]{2}")
_BETWEEN = re.compile(r"[、，,;； \s]+")
_ROLES = {"clerk", "supervisor"}
FROM_FILE = ("agreements", "organs", "switches")
"""Sections that a hall file may bring into a set-up by hand."""


class ProfileKind(StrEnum):
    """What this computer becomes."""

    WINDOW = "window"
    OFFICE = "office"
    BUREAU = "bureau"
    OVERSIGHT = "oversight"


class FirstPerson(msgspec.Struct, frozen=True):
    """A person as typed; the PIN is never part of it."""

    code: str
    name: str
    role: str


class FirstAnswers(msgspec.Struct, frozen=True):
    """The answers so far; empty texts: not answered. ``others``: numbers of the hall's other windows as typed;
    ``hall_file``: path of a file with organs and agreements.
    """

    jurisdiction: str = ""
    region: str = ""
    region_code: str = ""
    name: str = ""
    address: str = ""
    phone: str = ""
    complaint: str = ""
    hours: str = ""
    number: str = ""
    place: str = ""
    others: str = ""
    people: tuple[FirstPerson, ...] = ()
    hall_file: str = ""


NO_ANSWERS = FirstAnswers()


def draft_text(answers: FirstAnswers) -> bytes:
    """The draft's file."""
    return msgspec.json.encode(answers)


def read_draft(content: bytes) -> FirstAnswers:
    """The answers of a draft; none for a file that is damaged: they are typed again."""
    try:
        return msgspec.json.decode(content, type=whole(FirstAnswers))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return NO_ANSWERS


def check_hall(answers: FirstAnswers) -> str:
    """The page 大厅: raises BadInput naming the field; a sentence to think about, or ""."""
    if not answers.region_code:
        raise BadInput("请选大厅在哪个旗县市。", field="region")
    if not answers.name.strip():
        raise BadInput("请写大厅的名称，和门口牌子上的一样。", field="name")
    for field, words in (("name", answers.name), ("address", answers.address), ("hours", answers.hours)):
        if wrong := fault_in(words):
            raise BadInput(f"这一格{wrong}。", field=field)
    for field in ("phone", "complaint"):
        words = getattr(answers, field).strip()
        if words and (wrong := phone_fault(words)):
            raise BadInput(f"{wrong}。", field=field)
    return name_doubt(answers.name)


def name_doubt(name: str) -> str:
    """A sentence where the hall's name has none of the four forms, never a refusal: a board may be older."""
    plain = name.strip()
    if not plain or name_is_of_a_form(plain):
        return ""
    return (
        f"“{plain[:40]}”不是《标准化管理办法》第二十九条的四种名称{NAME_FORMS_WORDS}。"
        "牌子上确实这样写的，可以照用。"
    )


def check_window(answers: FirstAnswers) -> None:
    """The page 本窗口. Raises BadInput naming the field."""
    if not _NUMBER.fullmatch(answers.number):
        raise BadInput("窗口号写两位数字，例如 01。", field="number")
    if answers.number in KEPT_NUMBERS:
        raise BadInput(
            f"{answers.number} 留给差评处理室、指南编辑室、值班主管室，窗口请用别的号。", field="number"
        )
    if wrong := fault_in(answers.place):
        raise BadInput(f"这一格{wrong}。", field="place")
    others = other_numbers(answers)
    for number in others:
        if not _NUMBER.fullmatch(number) or number in KEPT_NUMBERS:
            raise BadInput(
                f"“{number[:10]}”不是窗口号：每个写两位数字，用顿号隔开，例如 02、03。", field="others"
            )
    if len({answers.number, *others}) <= len(others):
        raise BadInput("有一个窗口号写了两次。", field="others")


def check_person(person: FirstPerson, pin: str, again: str) -> None:
    """One person with a PIN typed twice. Raises BadInput naming the field."""
    if not is_staff_code(person.code):
        raise BadInput(f"{STAFF_CODE_WORDS}。", field="code")
    if not person.name.strip():
        raise BadInput("请写姓名：会记在办过的件里，也要公示。", field="person")
    if wrong := fault_unseen(person.name):
        raise BadInput(f"姓名{wrong}。", field="person")
    if person.role not in _ROLES:
        raise BadInput("请选岗位。", field="role")
    if not is_pin(pin):
        raise BadInput("口令要用4到12位数字。", field="pin")
    check_first_pin(person.code, pin, demo=False)
    if pin != again:
        raise BadInput("两次输入的口令不一样，请再输。", field="again")


def check_people(answers: FirstAnswers, pins: Mapping[str, str], kind: ProfileKind) -> None:
    """The page 人员. Raises BadInput; ``pins``: those typed since the program was opened, by code."""
    if not any(p.role == "supervisor" for p in answers.people):
        raise BadInput("至少要有一位值班负责人：以后加人、改登记册都要负责人同意。", field="code")
    if kind is ProfileKind.BUREAU and len(answers.people) < 2:
        raise BadInput("指南编辑室至少要有两个人：改过指南的人不能自己核对。", field="code")
    lacking = [p for p in answers.people if p.code not in pins]
    if lacking:
        names = "、".join(f"{p.code} {p.name}" for p in lacking)
        raise BadInput(f"口令不保存在草稿里，请给 {names} 再定一次口令。", field="pin")


def with_person(answers: FirstAnswers, person: FirstPerson) -> FirstAnswers:
    """The answers with that person added, or in place of the one with that code."""
    others = tuple(p for p in answers.people if p.code != person.code)
    return msgspec.structs.replace(answers, people=(*others, person))


def without_person(answers: FirstAnswers, code: str) -> FirstAnswers:
    """The answers without the person of that code."""
    return msgspec.structs.replace(answers, people=tuple(p for p in answers.people if p.code != code))


def other_numbers(answers: FirstAnswers) -> tuple[str, ...]:
    """Numbers of the hall's other windows."""
    return tuple(n for n in _BETWEEN.split(answers.others.strip()) if n)


@dataclass(frozen=True, slots=True, repr=False)
class FirstPlan:
    """What is set up. Has no repr: the people have PINs. ``records``: beside the settings in the first issue."""

    hall: HallConfig
    staff: tuple[StaffSeed, ...]
    records: tuple[RegisterRecord, ...] = ()


def plan_of(
    answers: FirstAnswers, pins: Mapping[str, str], kind: ProfileKind, file: Mapping[str, object]
) -> FirstPlan:
    """The set-up by these answers. ``file``: a hall file, of which ``FROM_FILE`` is taken. Raises BadInput."""
    number = {ProfileKind.OFFICE: OFFICE_WINDOW, ProfileKind.BUREAU: BUREAU_WINDOW}.get(kind, answers.number)
    values: dict[str, object] = {name: file[name] for name in FROM_FILE if name in file}
    values |= {
        "station": answers.region_code + number,
        "hall": answers.name.strip(),
        "window": number,
        "region": answers.region,
        "jurisdiction": answers.jurisdiction,
        "phone": answers.phone.strip(),
        "address": answers.address.strip(),
        "hours": answers.hours.strip(),
        "office": kind is ProfileKind.OFFICE,
        "bureau": kind is ProfileKind.BUREAU,
    }
    hall = hall_from(values)
    people = tuple(StaffSeed(p.code, p.name.strip(), p.role, "") for p in answers.people)
    check_first_people(hall, people)
    staff = tuple(replace(p, pin=pins[p.code]) for p in people)
    return FirstPlan(hall, staff, _records(answers) if kind is ProfileKind.WINDOW else ())


def _records(answers: FirstAnswers) -> tuple[RegisterRecord, ...]:
    hall = RegisteredHall(
        answers.name.strip(),
        answers.address.strip(),
        answers.phone.strip(),
        answers.hours.strip(),
        answers.complaint.strip(),
    )
    own = RegisteredWindow(answers.region_code + answers.number, answers.number, answers.place.strip())
    others = (RegisteredWindow(answers.region_code + n, n) for n in other_numbers(answers))
    return (hall, own, *others)
