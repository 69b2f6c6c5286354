"""Fill a demo room (演示的值班主管室): invented cases filed at demo windows and reported to it (L14)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import Withdraw
from counter.domain.case.item_events import Signer
from counter.domain.errors import RuleRefused
from counter.domain.hall.demo_room import DemoCase, DemoWindow
from counter.domain.hall.hall import StaffSeed
from counter.domain.hall.register.records import RegisteredStaff, RegisteredWindow
from counter.domain.hall.register.register import change_to
from counter.domain.hall.roles import StaffRole
from counter.domain.papers.verify.trusted_keys import KeysTrusted
from counter.domain.people.applicant import Applicant, ApplicantKind, Person
from counter.domain.tasks.oversight.draw import DrawRule
from counter.domain.visit.assess import assess
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.received import all_received
from counter.domain.visit.situation import Asked, asked
from counter.domain.visit.visit import Setting, Visit
from counter.services.case.perform import perform
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.exchange.own_batches import own_batches
from counter.services.exchange.share_keys import share_keys, wraps_sent, wraps_to_send
from counter.services.exchange.take_in_batches import take_in_batches
from counter.services.exchange.take_wraps import take_wraps
from counter.services.keys.ring import RingSecret, import_ring, open_ring
from counter.services.keys.ring_cards import follow_rings
from counter.services.keys.trusted import append, settled_keys, signed, station_keys
from counter.services.oversight.samples import announce_sample, draw_sample
from counter.services.register.issue_register import issue_register
from counter.services.register.register_file import register_text, take_in_register
from counter.services.visit.file_case import file_case

_SAMPLE = "演示案卷评查"
_PERCENT = 50


def introduce_windows(
    first: AppContext,
    others: Sequence[AppContext],
    room: AppContext,
    windows: Sequence[DemoWindow],
    leads: Sequence[StaffSeed],
) -> None:
    """Make one hall of them: all trust the first window's hall key, the room has its register and holds the ring.

    ``leads``: the two supervisors of all. Raises RuleRefused (L14) where one of them is no demo.
    """
    every = (first, *others, room)
    if not all(one.journal.station().demo for one in every):
        raise RuleRefused("只有演示的窗口和演示的值班主管室能这样配对。", rule="L14")
    lead, second = leads
    today = civil_date(first.clock.read().at)
    trust, seed = settled_keys(first.journal, today), first.journal.hall_seed()
    assert seed is not None  # ``settled_keys`` of a first window makes it
    (card,) = trust.halls.values()
    certificates = [
        signed(replace(own, hall_key=card.public_key), seed)
        for one in (*others, room)
        for own in station_keys(one.journal)
    ]
    given = KeysTrusted("imported", (card,), (*trust.certificates, *certificates))
    for one in every:
        append(one.journal, given, actor=lead.code)
    here = room.journal.station()
    listed = [*((one.station, one.window) for one in windows), (here.code, here.window)]
    changes = [
        *(change_to(RegisteredWindow(*one), today) for one in listed),
        *(change_to(RegisteredStaff(one.code, one.clerk, StaffRole.CLERK), today) for one in windows),
    ]
    issue_register(first.journal, changes, by=_person(first, lead.code))
    take_in_register(room.journal, register_text(first.journal), by=_person(room, lead.code))
    ring = open_ring(first.journal, code=lead.code, pin=lead.pin, today=today, agreed=second.code)
    (key,) = first.journal.ring_keys()
    import_ring(
        room.journal,
        lambda: RingSecret(ring, key),
        code=lead.code,
        pin=lead.pin,
        today=today,
        agreed=second.code,
    )
    for one in others:
        follow_rings(one.journal, (ring,))


def file_invented(app: AppContext, case: DemoCase, clerk: str) -> None:
    """File an invented case at a demo window by its clerk (code); withdraw it where it has ended."""
    setting, by = app.setting(), _person(app, clerk)
    person = Person(case.name, id_number=case.id_number, phone=case.phone)
    party = Applicant(ApplicantKind.PERSON, person.name, person)
    visit = Visit(case.bundle, _answers(case.bundle, setting), {}, party, begun_at=setting.now)
    brought = dict(all_received(assess(setting, visit).checklist, {}))
    if case.gaps:
        brought[next(iter(brought))] = Brought(MaterialState.MISSING)
    visit = replace(visit, brought=brought)
    filed = file_case(app.journal, app.projector, setting, visit, clerk=by, decision=FilingMode.DECIDE).case
    if case.ended:
        items = tuple(item.id for item in filed.items if not item.state.closed)
        day = civil_date(setting.now)
        leave = Withdraw(items, "演示：不办了", written=day, signer=Signer.APPLICANT, name=case.name)
        perform(app, filed.id, leave, by, None)


def report_to_room(window: AppContext, room: AppContext) -> None:
    """What the window wrote, with the keys that the ring opens, arrives in the room as a hub would bring it."""
    share_keys(window)
    parcel = wraps_to_send(window)
    for _ in take_in_batches(room, own_batches(window), "hub", rest=0.0):
        pass
    take_wraps(room, parcel)
    wraps_sent(window, parcel)


def begin_review(room: AppContext, since_days: int, lead: str) -> None:
    """Announce and draw a sample of the cases that have ended up to yesterday."""
    today = civil_date(room.clock.read().at)
    rule = DrawRule(today - timedelta(days=since_days), today - timedelta(days=1), _PERCENT)
    by = _person(room, lead)
    draw_sample(room, announce_sample(room, _SAMPLE, rule, by).id, by)


def _answers(bundle: int, setting: Setting) -> dict[str, tuple[str, ...]]:
    """The first option of every question."""
    answers: dict[str, tuple[str, ...]] = {}
    while True:
        found = asked(setting.guide, setting.guide.bundles[bundle], answers, setting.switches)
        left = next((one for one in found if not one.answered and not one.folded), None)
        if left is None:
            return answers
        answers[left.id] = _first(left)


def _first(question: Asked) -> tuple[str, ...]:
    return (str(max(1, question.least)),) if question.number else (question.options[0].id,)


def _person(app: AppContext, code: str) -> StaffRow:
    return next(row for row in app.journal.staff() if row.code == code)
