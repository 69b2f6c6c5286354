"""Acts that are possible at every stage and decide nothing: 更正登记, the platform's number, 跟踪人, reminders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter.domain.case.case import Case
from counter.domain.case.official_events import check_official, normal_official
from counter.domain.errors import BadInput
from counter.domain.hall.consent import Consent
from counter.domain.people.applicant import Party
from counter.domain.people.contact import contact_of

MOST_REASON = 120


@dataclass(frozen=True, slots=True)
class RecordOfficialNumber:
    """The province's platform gave this number (官方办件编号). ``item``: id of the item it is of, "" the whole case.

    ``number`` "": what was recorded is another's. ``reason``: where one was recorded before.
    """

    number: str
    item: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PassOn:
    """Another person follows the case to its end (换跟踪人): ``to`` is the code."""

    to: str
    reason: str


@dataclass(frozen=True, slots=True)
class AgreeReminders:
    """The applicant wants to be told how it goes, at that ``number`` ("": the known one), or no longer (进度提醒)."""

    agreed: bool
    number: str = ""


@dataclass(frozen=True, slots=True)
class CorrectRegistration:
    """What was registered of ``who`` was written wrongly, though it reads well (更正登记).

    ``name``, ``id_number`` (of an organisation its code), ``phone``: as the document has it, empty: as registered.
    Of name and number only one may change: the other shows that it is the same person. ``reason``: what it was checked
    against. ``consent``: of a supervisor, for a number; its PIN is checked by the service.
    """

    who: Party
    name: str = ""
    id_number: str = ""
    phone: str = ""
    reason: str = ""
    consent: Consent | None = None


def reminder_number(case: Case) -> str:
    """The number to call: the one given for it, else the one taken at the intake; "" where none is known here."""
    person = contact_of(case.applicant)
    return case.reminding.number or ("" if person is None else person.phone)


def check_number(case: Case, act: RecordOfficialNumber, today: date) -> tuple[str, str]:
    """The number to be kept, and the one it replaces. Whether another case has it is not known here.

    Raises BadInput for an unknown item, a number without the form of one or of another item, the number that is there
    already, and for a correction without a reason.
    """
    if act.item and case.item(act.item) is None:
        raise BadInput("这件办件里没有这个事项。", field="item")
    before = case.official_of(act.item)
    reason = act.reason.strip()
    if before and not reason:
        raise BadInput("原来登记过编号，请写明为什么改，例如 抄错一位。", field="reason")
    if len(reason) > MOST_REASON:
        raise BadInput(f"理由最多{MOST_REASON}个字。", field="reason")
    if before and not normal_official(act.number):
        return "", before
    number = check_official(act.number, today)
    if number == before:
        raise BadInput("这个编号已经登记在这里。", field="number")
    other = next((one for one in case.official if one.number == number), None)
    if other is not None:
        item = case.item(other.item)
        of = f"“{item.asked.name}”" if item is not None else "整件"
        raise BadInput(f"这个编号已经登记给本件的{of}，请核对。", field="number")
    return number, before
