"""What is said and written to applicants: templates in data, filled with as little about a person as will do.

A text may name: the bundle, the tail of the case number, the surname (王*), the last day, the hall with its telephone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from string import Formatter

from counter.domain.case.case import Case
from counter.domain.case.reminder_events import Milestone
from counter.domain.case.reminders.plan import PlannedReminder
from counter.domain.errors import BadInput
from counter.domain.hall.jurisdiction import Contacts
from counter.domain.people.applicant import ApplicantKind
from counter.domain.people.contact import contact_of
from counter.domain.text.settings_values import Values

FIELDS = frozenset({"who", "bundle", "tail", "day", "hall", "phone"})
"""What a template may ask for; nothing else about a person can be asked for."""

_TAIL = 4
_LONGEST_SMS = 300
_SENTENCE = re.compile("[^。]+。?")


@dataclass(frozen=True, slots=True)
class MilestoneText:
    """``say``: read aloud on the telephone; ``passed``: instead of it once the last day is over; ``sms``: written."""

    say: str
    sms: str
    passed: str = ""


@dataclass(frozen=True, slots=True)
class ReminderTexts:
    """Templates by milestone; ``greeting`` begins and ``closing`` ends a call. ``source``: who confirmed them."""

    greeting: str
    closing: str
    of: Mapping[Milestone, MilestoneText]
    source: str


def texts_from(data: Mapping[str, object]) -> ReminderTexts:
    """The templates of ``resources/reminders/texts.toml``. Raises BadInput naming what is missing or not allowed."""
    values = Values(data, "texts.toml")
    found = {}
    for milestone in Milestone:
        table = values.table(milestone.value)
        text = MilestoneText(table.text("say"), table.text("sms"), table.optional_text("passed") or "")
        for template in (text.say, text.sms, text.passed):
            _check(template, milestone.label)
        found[milestone] = text
    greeting, closing = values.text("greeting"), values.text("closing")
    for template in (greeting, closing):
        _check(template, "开头和结尾")
    return ReminderTexts(greeting, closing, found, values.text("source"))


def _check(template: str, where: str) -> None:
    try:
        asked = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
    except ValueError:
        raise BadInput(
            f"提醒模板“{where}”里的花括号不成对，请改正 texts.toml。", field="texts.toml"
        ) from None
    if wrong := sorted(asked - FIELDS):
        allowed = "、".join(sorted(FIELDS))
        raise BadInput(
            f"提醒模板“{where}”里不能写“{wrong[0]}”：只能用 {allowed}，提醒里不带其他个人信息。",
            field="texts.toml",
        )


def said_words(
    texts: ReminderTexts, case: Case, reminders: tuple[PlannedReminder, ...], contacts: Contacts, today: date
) -> str:
    """The sentences to read aloud: greeting, each thing once, closing."""
    parts = []
    for one in reminders:
        text = texts.of[one.milestone]
        over = one.due is not None and one.due < today and text.passed
        parts.append(_filled(text.passed if over else text.say, case, one, contacts))
    first = reminders[0]
    return "".join(
        (
            _filled(texts.greeting, case, first, contacts),
            *parts,
            _filled(texts.closing, case, first, contacts),
        )
    )


def written_words(texts: ReminderTexts, case: Case, one: PlannedReminder, contacts: Contacts) -> str:
    """The message for the SMS gateway, at most ``_LONGEST_SMS`` characters."""
    return _filled(texts.of[one.milestone].sms, case, one, contacts)[:_LONGEST_SMS]


def address(case: Case) -> str:
    """Whom one speaks to: 王*, or of an organisation without a contact's name its surname-free 贵单位."""
    person = contact_of(case.applicant)
    if person is not None and person.name:
        return f"{person.name[0]}*"
    named = case.applicant is not None and case.applicant.kind is ApplicantKind.PERSON and case.applicant.name
    return f"{case.applicant.name[0]}*" if named and case.applicant is not None else "贵单位"


def tail_of(case: Case) -> str:
    """The last characters of the case number."""
    return case.number[-_TAIL:]


def _filled(template: str, case: Case, one: PlannedReminder, contacts: Contacts) -> str:
    """The template with its places filled; a hall that has not said its telephone names none, and no gap either."""
    if not contacts.hall_phone:
        template = "".join(part for part in _SENTENCE.findall(template) if "{phone}" not in part)
    return template.format(
        who=address(case),
        bundle=case.opened.bundle_name,
        tail=tail_of(case),
        day="" if one.due is None else f"{one.due.month}月{one.due.day}日",
        hall=contacts.hall_name or "政务服务大厅",
        phone=contacts.hall_phone,
    )
