"""Each cell of the table of rights tried at services, on the command line and at what a window offers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from counter.bootstrap.opening import create_profile, open_app
from counter.domain.case.acts import acts
from counter.domain.errors import CounterError, RuleRefused
from counter.domain.guide.publication import Transition
from counter.domain.hall.hall import StaffSeed
from counter.domain.hall.organ_people import check_representative
from counter.domain.hall.rights import Capability, may, may_take_register
from counter.domain.hall.roles import StaffRole
from counter.services.authoring.publish import publish_guide
from counter.services.case.perform import perform
from counter.services.context.app import AppContext
from counter.services.hall.organ_people import person_by_pin
from counter.services.hall.people import person_today
from counter.services.hall.pins import give_code
from counter.services.hall.staff import check_pin, retire_here, sign_on
from counter.services.hall.station_log import confirm_clock
from counter.services.keys.hall_keys import revoke_key
from counter.services.ratings.totals import publish_totals
from counter.services.register.register_file import take_in_register
from counter.ui.facades.window import WindowFacade
from tests.cli.shop import counter, pin_file
from tests.cli.timed import farm
from tests.cli.visits import written
from tests.facades import facade_of
from tests.settings import demo_hall

PIN = "8642"
CODES = {role: f"P{number:02d}" for number, role in enumerate(StaffRole)}
ORGAN = "农牧局"
DAY = date(2026, 11, 20)
CASE = "01999999-0000-7000-8000-000000000000"


def people() -> tuple[StaffSeed, ...]:
    """One of each role, and a second supervisor to whom codes may be given."""
    of_organ = (StaffRole.REPRESENTATIVE, StaffRole.SIGNER)
    each = (
        StaffSeed(
            code,
            f"某{role}",
            role,
            "" if role is StaffRole.SIGNER else PIN,
            ORGAN if role in of_organ else "",
        )
        for role, code in CODES.items()
    )
    return (*each, StaffSeed("S99", "另一位", "supervisor", PIN))


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rights") / "hall"
    create_profile(folder, demo_hall(), people())
    return folder


@pytest.fixture(scope="module")
def bureau(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rights") / "bureau"
    create_profile(folder, replace(demo_hall(), bureau=True), people())
    return folder


@pytest.fixture(scope="module")
def app(hall: Path) -> Iterator[AppContext]:
    with open_app(hall) as opened:
        yield opened


def allowed(act: Callable[[], object]) -> bool:
    """Whether the table let the person do it; what else is wrong does not matter here."""
    try:
        act()
    except RuleRefused as refused:
        return refused.rule not in ("duty", "L8")
    except CounterError:
        return True
    return True


def at_services(app: AppContext, capability: Capability, code: str) -> bool:
    """The first thing a service of that capability does."""
    journal = app.journal
    row = person_today(journal, code)
    assert row is not None

    def confirm() -> object:
        present = person_by_pin(app, code, PIN)
        return check_representative(present, ORGAN, ())

    def give() -> object:
        return give_code(journal, "S99", by=check_pin(journal, code, PIN))

    def revoke() -> object:
        return revoke_key(journal, "1", 1, "", since=DAY, today=DAY, code=code, pin=PIN)

    tries: dict[Capability, Callable[[], object]] = {
        Capability.SERVE: lambda: perform(app, CASE, acts.Stamp("x"), row),
        Capability.CONFIRM: confirm,
        Capability.CORRECT: lambda: confirm_clock(journal, code=code, pin=PIN),
        Capability.AUDIT: lambda: publish_totals(app, "15220103", by=code),
        Capability.EDIT_GUIDE: lambda: sign_on(journal, code=code, pin=PIN),
        Capability.RELEASE_GUIDE: lambda: publish_guide(
            app, date(2099, 1, 1), Transition.BEGUN, "", code=code, pin=PIN
        ),
        Capability.RESET_PIN: give,
        Capability.ADMINISTER: revoke,
    }
    return allowed(tries[capability])


def test_that_services_allow_what_the_table_allows(app: AppContext) -> None:
    at_window = [c for c in Capability if c not in (Capability.EDIT_GUIDE, Capability.RELEASE_GUIDE)]
    tried = {(r, c): at_services(app, c, CODES[r]) for r in StaffRole for c in at_window}
    assert tried == {(r, c): may(r, c, same_organ=True, admins=True) for r in StaffRole for c in at_window}


def test_that_in_the_bureau_the_guide_is_written_and_published_as_the_table_says(bureau: Path) -> None:
    ours = (Capability.EDIT_GUIDE, Capability.RELEASE_GUIDE)
    with open_app(bureau) as opened:
        tried = {(r, c): at_services(opened, c, CODES[r]) for r in StaffRole for c in ours}
    assert tried == {(r, c): may(r, c, bureau=True, admins=True) for r in StaffRole for c in ours}


def test_that_a_representative_confirms_nothing_of_another_organ(app: AppContext) -> None:
    person = person_by_pin(app, CODES[StaffRole.REPRESENTATIVE], PIN)
    with pytest.raises(RuleRefused):
        check_representative(person, "市场监督管理局", ())


def test_that_a_supervisor_keeps_accounts_and_keys_alone_only_without_an_administrator(
    tmp_path: Path,
) -> None:
    create_profile(tmp_path / "hall", demo_hall(), people())
    with open_app(tmp_path / "hall") as opened:
        supervisor = CODES[StaffRole.SUPERVISOR]
        assert not at_services(opened, Capability.ADMINISTER, supervisor)
        admin = person_today(opened.journal, CODES[StaffRole.ADMIN])
        assert admin is not None
        with pytest.raises(RuleRefused, match="要两个人"):
            retire_here(opened.journal, admin.code, by=admin)
        retire_here(opened.journal, admin.code, by=admin, agreed=person_today(opened.journal, supervisor))
        assert at_services(opened, Capability.ADMINISTER, supervisor)
        assert not at_services(opened, Capability.ADMINISTER, CODES[StaffRole.CLERK])


COMMANDS: dict[Capability, tuple[str, ...]] = {
    Capability.SERVE: ("case", "list", "--clerk"),
    Capability.CORRECT: ("clock", "confirm", "--by"),
    Capability.AUDIT: ("records", "--by"),
    Capability.EDIT_GUIDE: ("guide", "submit", "--by"),
    Capability.RELEASE_GUIDE: ("guide", "publish", "--effective", "2099-01-01", "--by"),
    Capability.RESET_PIN: ("staff", "reset-pin", "S99", "--by"),
    Capability.ADMINISTER: ("staff", "remove", "X99", "--by"),
}
IN_BUREAU = (Capability.EDIT_GUIDE, Capability.RELEASE_GUIDE)


def test_that_commands_allow_what_the_table_allows(hall: Path, bureau: Path, tmp_path: Path) -> None:
    proof = pin_file(tmp_path, PIN)
    clerk = CODES[StaffRole.CLERK]
    case = counter(
        "case", "open", written(tmp_path, farm(clerk=clerk)), "--pin-file", proof, "--data", hall, "--json"
    )
    extend = (
        "case",
        "extend",
        case.json["number"],
        "epidemic_cond",
        "--days",
        "5",
        "--reason",
        "等候解冻",
    )
    confirm = (*extend, "--clerk", clerk, "--clerk-pin-file", proof, "--representative")
    commands = {**COMMANDS, Capability.CONFIRM: confirm}
    assert set(commands) == set(Capability)
    confirming_last = sorted(CODES.items(), key=lambda one: one[0] is StaffRole.REPRESENTATIVE)
    for capability, command in commands.items():
        data = bureau if capability in IN_BUREAU else hall
        for role, code in confirming_last:
            said = counter(*command, code, "--pin-file", proof, "--data", data, "--json")
            refused = said.code != 0 and said.json.get("rule") in ("duty", "L8")
            allowed_by_table = may(role, capability, same_organ=True, bureau=data is bureau, admins=True)
            assert refused is not allowed_by_table, (role, capability, said.out)
            assert "Traceback" not in said.err


def test_that_the_register_is_taken_in_by_whom_the_table_lets(app: AppContext) -> None:
    for role, code in CODES.items():
        row = person_today(app.journal, code)
        assert row is not None
        taken = allowed(lambda row=row: take_in_register(app.journal, "", by=row))
        assert taken is may_take_register(role)
        assert taken is (role in (StaffRole.CLERK, StaffRole.SUPERVISOR, StaffRole.ADMIN))


def test_that_a_window_offers_what_the_table_allows(hall: Path) -> None:
    facade = facade_of(WindowFacade, hall)
    facade.ready()
    try:
        offered = {clerk.code: clerk for clerk in facade.staff()}
        confirming = {p.code for p in facade.organ_people() if p.in_person}
        for role, code in CODES.items():
            signs_on = allowed(lambda code=code: facade.sign_on(code, PIN))
            assert (code in offered, signs_on) == (may(role, Capability.SERVE),) * 2, role
            assert (code in confirming) is may(role, Capability.CONFIRM, same_organ=True)
            assert (code in offered and offered[code].supervisor) is may(role, Capability.CORRECT)
            corrects = allowed(lambda code=code: facade.check_supervisor(code, PIN))
            assert corrects is may(role, Capability.CORRECT)
            gives = allowed(lambda code=code: facade.give_code("S99", code, PIN))
            assert gives is may(role, Capability.RESET_PIN)
    finally:
        facade.close()
