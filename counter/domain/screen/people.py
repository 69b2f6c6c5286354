"""People shown by the mirror and the window's card: the applicant with masked numbers (L11), and who serves here (办法
37).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from counter.domain.hall.hall import HallConfig
from counter.domain.hall.jurisdiction import Jurisdiction, Masks
from counter.domain.hall.register.records import RegisteredStaff
from counter.domain.hall.roles import StaffRole
from counter.domain.people.applicant import Applicant, ApplicantKind, Person
from counter.domain.people.identity import ID_TYPE_WORDS, IdType, mask_id, mask_phone
from counter.domain.screen import words as w
from counter.domain.screen.mirror import Masked, WindowCard


class OnDuty(Protocol):
    """A person on duty, from the staff list."""

    @property
    def code(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def role(self) -> str: ...


def window_card(
    hall: HallConfig,
    jurisdiction: Jurisdiction,
    staff: OnDuty | None,
    speech: w.Speech = w.CHINESE,
    stated: RegisteredStaff | None = None,
    photo: bytes = b"",
) -> WindowCard:
    """The public card of the clerk on duty; missing data stay empty. ``staff`` None: nobody has signed on.

    ``stated``: what the hall's register publishes of that person: the own duties and telephone, before the hall's;
    ``photo``: likewise, the picture file.
    """
    by_role: dict[str, str] = {StaffRole.CLERK: w.CLERK_DUTY, StaffRole.SUPERVISOR: w.SUPERVISOR_DUTY}
    role = "" if staff is None else by_role.get(staff.role, "")
    duties = stated.duties if staff is not None and stated is not None and stated.duties else (role,)
    phone = "" if staff is None or stated is None else stated.phone
    return WindowCard(
        hall=hall.hall,
        window=hall.window,
        clerk="" if staff is None else staff.name,
        clerk_code="" if staff is None else staff.code,
        duty="、".join(w.say(speech, duty) for duty in duties if duty),
        contact=phone or hall.phone,
        complaint=hall.complaint or jurisdiction.contacts.complaint,
        demo=hall.demo,
        training=hall.training,
        emblem=hall.emblem_picture,
        photo=b"" if staff is None else photo,
    )


def people_of(applicant: Applicant | None, masks: Masks, speech: w.Speech) -> tuple[Masked, ...]:
    """Names in full, numbers as the region masks them; ``full`` is shown only while the field is pressed."""
    return () if applicant is None else tuple(_people(applicant, masks, speech))


def _people(applicant: Applicant, masks: Masks, speech: w.Speech) -> Iterator[Masked]:
    if applicant.kind is ApplicantKind.PERSON:
        yield from _person(applicant.person or Person(applicant.name), w.NAME, masks, speech)
    else:
        planned = applicant.kind is ApplicantKind.PLANNED
        yield _plain(w.say(speech, w.PLANNED if planned else w.ORGANISATION), applicant.name)
        if applicant.uscc:
            yield _plain(w.say(speech, w.CODE), applicant.uscc)  # public by law, never masked
        if applicant.person is not None:
            yield from _person(applicant.person, w.CONTACT, masks, speech)
    if applicant.guardian is not None:
        yield from _person(applicant.guardian.person, w.GUARDIAN, masks, speech)
    if applicant.agent is not None:
        yield from _person(applicant.agent.person, w.AGENT, masks, speech)


def _person(person: Person, label: str, masks: Masks, speech: w.Speech) -> Iterator[Masked]:
    if person.name:  # a card's number may come before the name is written
        yield _plain(w.say(speech, label), person.name)
    if person.id_number:
        card = person.id_type is IdType.RESIDENT_ID
        id_type = w.say(speech, w.ID_CARD) if card else ID_TYPE_WORDS[person.id_type]
        yield Masked(id_type, mask_id(person.id_number, masks.id_number), person.id_number)
    if person.phone:
        yield Masked(w.say(speech, w.PHONE), mask_phone(person.phone, masks.phone), person.phone)


def _plain(label: str, text: str) -> Masked:
    return Masked(label, text, text)
