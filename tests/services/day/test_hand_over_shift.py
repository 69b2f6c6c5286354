"""交班: two people, each by the own PIN and count; one entry; the cases stay whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter.bootstrap.opening import create_profile, open_app
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.consent import Consent
from counter.domain.hall.day_counts import CountsByHand
from counter.domain.hall.day_events import SHIFTS, ShiftHandedOver
from counter.domain.hall.hall import StaffSeed
from counter.domain.tasks.task import TaskKind
from counter.services.day.close_day import NOTHING_COUNTED, close_day, day_document
from counter.services.day.hand_over_shift import hand_over_shift, last_shift
from counter.services.tasks.list_tasks import list_tasks
from tests.services.office import FRIDAY, PEOPLE, Office, SetClock
from tests.services.rounds.test_rounds import filed
from tests.settings import demo_hall

TODAY = FRIDAY.date()
CLERK, LEAD = Consent("W01", "1234"), Consent("S01", "9876")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    clock = SetClock(FRIDAY)
    create_profile(
        tmp_path / "profile", demo_hall(), (*PEOPLE, StaffSeed("W02", "塔娜", "clerk", "2580")), clock
    )
    with open_app(tmp_path / "profile", clock) as app:
        opened = Office(app, clock)
        filed(opened)
        yield opened


def handed(
    office: Office,
    giver: Consent = CLERK,
    taker: Consent = LEAD,
    given: CountsByHand = NOTHING_COUNTED,
    taken: CountsByHand = NOTHING_COUNTED,
) -> ShiftHandedOver:
    said = hand_over_shift(office.app, giver, taker, given, taken).said
    assert isinstance(said, ShiftHandedOver)
    return said


def test_that_two_people_hand_over_what_lies_here_and_the_cases_stay(office: Office) -> None:
    here = sum(one.count for one in office.app.journal.held().originals())
    counted = CountsByHand(here, 0, (here, 0))
    said = handed(office, given=counted, taken=counted)
    assert (said.giver, said.taker, said.shift, said.taken) == ("W01", "S01", 1, (here, 0))
    assert said.open > 0
    assert len(said.tasks) <= said.open
    last = last_shift(office.app.journal, TODAY)
    assert last is not None
    sheet = day_document(office.app, last)
    assert "交班" in sheet.title
    assert "仍在交班人名下" in str(sheet.body)
    assert [one.clerk for one in list_tasks(office.app, clerk=office.clerk)][:1] == ["W01"]


@pytest.mark.parametrize(
    ("giver", "taker"),
    [
        (CLERK, CLERK),
        (CLERK, Consent(" w01", "1234")),
        (CLERK, Consent("S01", "0000")),
        (Consent("W01", "0000"), LEAD),
        (CLERK, Consent("", "")),
    ],
)
def test_that_one_person_or_a_wrong_pin_hands_nothing_over(
    office: Office, giver: Consent, taker: Consent
) -> None:
    with pytest.raises((RuleRefused, BadInput)):
        handed(office, giver, taker)
    assert office.app.journal.entries(SHIFTS) == ()


def test_that_the_same_hand_over_twice_is_one_and_only_the_taker_hands_on(office: Office) -> None:
    first = handed(office)
    assert handed(office) == first
    assert len(office.app.journal.entries(SHIFTS)) == 1
    with pytest.raises(BadInput, match="要由S01来交"):
        handed(office, CLERK, Consent("W02", "2580"))
    assert handed(office, LEAD, CLERK).shift == 2


def test_that_after_the_day_s_close_no_shift_is_handed_over(office: Office) -> None:
    close_day(office.app, TODAY, clerk=office.clerk)
    with pytest.raises(BadInput, match="今天已经日结"):
        handed(office)


def test_that_a_count_by_whoever_takes_over_is_confirmed_and_waits_too(office: Office) -> None:
    here = sum(one.count for one in office.app.journal.held().originals())
    right, wrong = CountsByHand(here, 0, (here, 0)), CountsByHand(here - 2, 0, (here, 0))
    with pytest.raises(BadInput, match="再点一遍"):
        handed(office, given=right, taken=wrong)
    assert office.app.journal.entries(SHIFTS) == ()
    sure = CountsByHand(here - 2, 0, (here, 0), confirmed=True)
    handed(office, given=right, taken=sure)
    (task,) = list_tasks(office.app, kinds=(TaskKind.COUNT_DIFFERS,))
    assert f"交班点{here}份，接班点{here - 2}份" in task.words
