"""全厅 tells 视为受理 as the owner does, also at windows that cannot read who applies (民法典 20, 144)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from counter.domain.case.acts.acts import IdentifyParty
from counter.domain.case.case import Case
from counter.domain.case.fold import fold
from counter.domain.journal.entries import Entry
from counter.domain.people.applicant import Applicant, ApplicantKind, Guardian, Party, Person
from counter.domain.people.identity import IdType
from counter.domain.tasks.elsewhere import tasks_elsewhere
from counter.domain.tasks.task import TaskKind
from counter.domain.tasks.tasks import tasks
from counter.domain.visit.filing_mode import FilingMode
from tests.services.office import DEFERRED, MISSING, Office, office_on
from tests.services.papers.test_receipt_counts import EXISTING, GAP, LICENCE, one_line

ADULT = Person("巴图吉雅", IdType.RESIDENT_ID, "999999199001011238", "10000005678")
NEWBORN = Person("新生儿", IdType.NONE_YET)
MOTHER = Guardian(replace(ADULT, name="斯琴", phone=""), "母亲")
HERE = "15220199"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


def alone(person: Person, guardian: Guardian | None = None) -> Applicant:
    return Applicant(ApplicantKind.PERSON, person.name, person, guardian=guardian)


def closed(office: Office, case: Case) -> list[Entry]:
    """Its entries at a window that has no key of it."""
    return [replace(e, personal=None, records=None) for e in office.app.journal.entries(case.id)]


def told_elsewhere(office: Office, entries: Sequence[Entry]) -> set[str]:
    """Items of which silence is told in 全厅 at that window."""
    case, setting = fold(entries), office.app.setting()
    assert case is not None
    assert case.applicant is None
    found = tasks_elsewhere(case, setting.jurisdiction, setting.calendar, HERE, setting.authority)
    return {one.item for _, one in found if one.kind is TaskKind.DEEMED}


def told_at_owner(office: Office, case: Case) -> set[str]:
    setting = office.app.setting()
    found = tasks(case, setting.jurisdiction, setting.calendar, case.owner, setting.authority)
    return {one.item for one in found if one.kind is TaskKind.DEEMED}


@pytest.mark.parametrize("mode", [FilingMode.DECIDE, FilingMode.KEEP])
@pytest.mark.parametrize("whole", [True, False])
def test_that_silence_for_a_newborn_alone_is_told_nowhere(
    office: Office, mode: FilingMode, *, whole: bool
) -> None:
    brought = None if whole else {one_line(office): MISSING, GAP: DEFERRED}
    case = office.file(office.visit(answers=EXISTING, applicant=alone(NEWBORN), brought=brought), mode)
    assert told_at_owner(office, case) == told_elsewhere(office, closed(office, case)) == set()


@pytest.mark.parametrize("applicant", [alone(ADULT), alone(NEWBORN, MOTHER)])
def test_that_of_whoever_may_apply_it_is_told_everywhere(office: Office, applicant: Applicant) -> None:
    case = office.file(office.visit(answers=EXISTING, applicant=applicant), FilingMode.KEEP)
    assert LICENCE in told_at_owner(office, case)
    assert told_at_owner(office, case) == told_elsewhere(office, closed(office, case))


def test_that_it_is_told_everywhere_once_the_guardian_is_registered(office: Office) -> None:
    case = office.file(office.visit(answers=EXISTING, applicant=alone(NEWBORN)), FilingMode.KEEP)
    number, why = MOTHER.person.id_number, "对照居民身份证原件"
    case = office.do(case, IdentifyParty(Party.GUARDIAN, number, name="斯琴", relation="母亲", reason=why))
    assert LICENCE in told_at_owner(office, case)
    assert told_at_owner(office, case) == told_elsewhere(office, closed(office, case))


def test_that_what_programs_before_said_of_a_missing_guardian_counts_as_well(office: Office) -> None:
    case = office.file(office.visit(answers=EXISTING, applicant=alone(NEWBORN)))
    said, entries = b',"unrepresented":true', closed(office, case)
    assert said in entries[0].payload
    before = [replace(e, payload=e.payload.replace(said, b"")) for e in entries]
    assert told_elsewhere(office, before) == set()


def test_that_the_opening_says_it_where_no_item_does(office: Office) -> None:
    """Every item waits for something else."""
    case = office.file(office.visit(answers=EXISTING, applicant=alone(NEWBORN)), FilingMode.KEEP)
    entries = [replace(e, payload=e.payload.replace(b'"guardian"', b'"L3"')) for e in closed(office, case)]
    assert told_elsewhere(office, entries) == set()
