"""kill -9 at random moments of 500 accepts, two programs at once: nothing is lost, no number comes twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from counter.bootstrap.opening import open_app
from counter.bootstrap.program import program
from counter.domain.case.case import Case, CaseState
from counter.domain.case.fold import fold
from tests.cli.prying import traces
from tests.cli.shop import set_up_demo
from tests.journeys.killing import Acknowledged, accept_under_fire
from tests.journeys.people import id_number_of, name_of, phone_of
from tests.trials import TellTrials

ACCEPTS = 500
SEED = 20261120

pytestmark = pytest.mark.slow


class Aftermath(NamedTuple):
    """The profile after the last kill, what had been acknowledged, and where the processes could write."""

    profile: Path
    heard: Acknowledged
    temporary: Path


@pytest.fixture(scope="module")
def aftermath(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aftermath]:
    """Five hundred accepts under fire, once for all tests of this file."""
    folder = tmp_path_factory.mktemp("fire")
    profile, logs, temporary = folder / "profile", folder / "logs", folder / "tmp"
    logs.mkdir()
    temporary.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(temporary))
        patch.setenv("HOME", str(folder / "home"))
        set_up_demo(profile)
        yield Aftermath(profile, accept_under_fire(profile, logs, ACCEPTS, seed=SEED), temporary)


@pytest.fixture(scope="module")
def cases(aftermath: Aftermath) -> dict[str, Case]:
    """Every case that the profile holds, by its number."""
    with open_app(aftermath.profile) as app:
        found = {}
        for act in aftermath.heard.cases.values():
            case = fold(app.journal.entries(act.case))
            assert case is not None, f"{act.number} was acknowledged and is gone"
            found[case.number] = case
        return found


def test_that_the_fire_was_real(aftermath: Aftermath) -> None:
    assert len(aftermath.heard.cases) >= ACCEPTS
    assert aftermath.heard.kills >= 4


def test_that_every_acknowledged_case_is_there_with_its_papers(
    aftermath: Aftermath, cases: dict[str, Case], record_property: TellTrials
) -> None:
    for number, act in aftermath.heard.cases.items():
        case = cases[number]
        assert [p.number for p in case.papers] == act.papers
        assert all(p.content is not None for p in case.papers)
        assert case.state is CaseState.ACCEPTED
    record_property("trials", aftermath.heard.kills)
    record_property("acts", len(aftermath.heard.cases))


def test_that_no_number_was_given_twice(aftermath: Aftermath) -> None:
    assert aftermath.heard.repeated == []
    numbers = [number for act in aftermath.heard.cases.values() for number in act.papers]
    assert len(numbers) == len(set(numbers))


def test_that_the_search_finds_what_the_journal_holds(aftermath: Aftermath, cases: dict[str, Case]) -> None:
    with open_app(aftermath.profile) as app:
        for number, case in cases.items():
            row = app.journal.case_row(number)
            assert row is not None
            assert row.case == case.id
            papers = app.journal.papers_of(case.id)
            assert [p.number for p in papers] == [p.number for p in case.papers]


def test_that_a_check_finds_nothing_and_a_rebuild_changes_nothing(aftermath: Aftermath) -> None:
    before = program().check(aftermath.profile, False)
    assert before.faults == ()
    assert before.cases >= len(aftermath.heard.cases)
    after = program().check(aftermath.profile, True)
    assert after.faults == ()
    assert (after.entries, after.cases, after.papers) == (before.entries, before.cases, before.papers)


def test_that_no_person_stands_in_plain_sight_anywhere(aftermath: Aftermath) -> None:
    serials = [act.serial for act in aftermath.heard.cases.values()]
    secrets = [
        said
        for serial in serials[:: len(serials) // 40]
        for said in (name_of(serial), id_number_of(serial), phone_of(serial))
    ]
    assert traces([aftermath.profile, aftermath.temporary], secrets) == []
