"""Acting in somebody's name and reading personal data on the command line need proof: the PIN, or an open session."""

from __future__ import annotations

import os
import pty
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter.bootstrap.opening import create_profile, open_app
from counter.domain.journal.entries import ClockReading
from counter.services.hall.duty_session import end_session_at_lock, session_in_force
from counter.services.hall.staff import add_staff, sign_on
from tests.cli.prying import traces
from tests.cli.shop import Said, counter, pin_file
from tests.cli.timed import PIN, PLANS, ROSTER, Counter, farm
from tests.cli.visits import NAME, written
from tests.services.office import FRIDAY, PEOPLE, SetClock
from tests.settings import demo_hall

W01, S01 = ("--clerk", "W01"), ("--clerk", "S01")


class Machine(SetClock):
    """A clock whose machine can be started anew."""

    boot = "one boot"

    def read(self) -> ClockReading:
        return replace(super().read(), boot=self.boot)


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Counter]:
    """A real hall (not 演示): no session is open."""
    clock = Machine(FRIDAY)
    create_profile(tmp_path / "real", replace(demo_hall(), demo=False, overlay=None), PEOPLE, clock)
    hall = Counter(tmp_path / "real", tmp_path, clock)
    yield hall
    assert hall.whole()


def session(hall: Counter, clerk: str = "W01", pin: str = "1234", *more: str) -> None:
    """Open one."""
    said = hall.run("session", "open", "--clerk", clerk, "--pin-file", "-", *more, typed=f"{pin}\n")
    assert said.code == 0, said.err


def of(hall: Counter) -> str | None:
    """Whose is open."""
    said = hall.run("session", "show").json["session"]
    return None if said is None else said["clerk"]


def entries(hall: Counter) -> int:
    """How many entries the journal has."""
    with open_app(hall.profile, hall.clock) as app:
        return app.journal.place()[0]


def look(hall: Counter) -> Said:
    """Something that only somebody may see."""
    return hall.run("case", "list")


# ── the session's life ───────────────────────────────────────────────────────────────────────────────


def test_that_a_session_stands_for_its_person_and_for_nobody_else(real: Counter) -> None:
    session(real)
    case = real.open(materials=ROSTER)
    assert real.show(case)["number"] == case["number"]
    real.do("withdraw", case, "signboard", "--reason", "不办")
    refused = real.refused("withdraw", case, "si_employer", "--reason", "不办", by="S01")
    assert (refused.code, refused.json["field"]) == (1, "--pin-file")
    assert "counter session open --clerk S01" in refused.err


def test_that_a_session_ends_by_time(real: Counter) -> None:
    session(real)
    real.later(minutes=59)
    assert look(real).code == 0
    real.later(minutes=1)
    assert (look(real).code, of(real)) == (1, None)
    session(real, "W01", "1234", "--minutes", "1")
    real.later(seconds=59)
    assert of(real) == "W01"
    real.later(seconds=1)
    assert of(real) is None


@pytest.mark.parametrize("minutes", ["0", "721", "-1"])
def test_that_a_session_is_never_longer_than_a_working_day(real: Counter, minutes: str) -> None:
    said = real.run("session", "open", *W01, "--pin-file", "-", "--minutes", minutes, typed="1234\n")
    assert (said.code, said.json["field"], of(real)) == (2, "--minutes", None)


def test_that_a_clock_that_goes_back_ends_it_and_opens_none(real: Counter) -> None:
    session(real)
    real.later(minutes=-1)
    assert (look(real).code, of(real)) == (1, None)
    said = real.run("session", "open", *W01, "--pin-file", "-", typed="1234\n")
    assert said.code == 1
    assert "时间待核" in said.err


def test_that_a_restart_ends_it(real: Counter) -> None:
    assert isinstance(real.clock, Machine)
    session(real)
    real.clock.boot = "the next boot"
    assert (look(real).code, of(real)) == (1, None)


def test_that_it_ends_when_another_sits_down_at_the_window(real: Counter) -> None:
    session(real)
    with open_app(real.profile, real.clock) as app:
        sign_on(app.journal, code="W01", pin="1234")
        assert session_in_force(app.journal) is not None  # the same person: nothing changed hands
        sign_on(app.journal, code="S01", pin="9876")
        assert session_in_force(app.journal) is None
        with pytest.raises(Exception, match="工号或口令不对"):
            sign_on(app.journal, code="W01", pin="0000")
    assert look(real).code == 1


def test_that_it_ends_when_the_window_is_locked_whoever_opened_it(real: Counter) -> None:
    session(real)
    with open_app(real.profile, real.clock) as app:
        end_session_at_lock(app.journal, "S01")
        before = app.journal.place()
        end_session_at_lock(app.journal, "S01")
        assert app.journal.place() == before, "no session, no entry"
    assert (look(real).code, of(real)) == (1, None)


def test_that_it_ends_with_another_session_with_a_new_pin_and_when_closed(real: Counter) -> None:
    session(real)
    session(real, "S01", "9876")
    assert of(real) == "S01"
    assert real.run("case", "list", *W01).code == 1
    session(real)
    with open_app(real.profile, real.clock) as app:
        add_staff(app.journal, code="W01", name="阿木古郎", role="clerk", pin="4073", actor="S01")
    assert (look(real).code, of(real)) == (1, None)
    session(real, "W01", "4073")
    assert real.run("session", "close").json["closed"]["clerk"] == "W01"
    assert (look(real).code, of(real)) == (1, None)
    before = entries(real)
    assert real.run("session", "close").json["closed"] is None
    assert entries(real) == before


def test_that_a_wrong_pin_opens_none_and_waits_like_every_other(real: Counter) -> None:
    for _ in range(5):
        said = real.run("session", "open", *W01, "--pin-file", "-", typed="1111\n")
        assert said.code == 1
    assert "请等" in said.err
    assert real.run("session", "open", *W01, "--pin-file", "-", typed="1234\n").code == 1
    assert of(real) is None


# ── the PIN of one command ───────────────────────────────────────────────────────────────────────────


def test_that_a_pin_proves_one_command_and_leaves_nothing_open(real: Counter) -> None:
    visit, pin = written(real.folder, farm()), pin_file(real.folder)
    said = real.run("case", "open", visit, "--no-papers", "--pin-file", pin)
    assert (said.code, said.err) == (0, "")
    number = said.json["number"]
    assert real.run("case", "show", number, *W01, "--pin-file", "-", typed="1234\n").code == 0
    assert real.run("case", "show", number, *W01, "--pin-file", "-", typed="").code == 2
    assert (real.run("case", "show", number).code, of(real)) == (1, None)


def test_that_no_pin_is_no_wrong_pin(real: Counter) -> None:
    empty = pin_file(real.folder, "", "empty.pin")
    for _ in range(6):
        for given in (empty, "-"):
            said = real.run("session", "open", *W01, "--pin-file", given, typed="")
            assert (said.code, said.json["field"]) == (2, "--pin-file")
            assert "没有口令" in said.json["error"]
    session(real)  # and nobody waits for it
    assert of(real) == "W01"


def test_that_a_wrong_pin_is_refused_although_a_session_is_open(real: Counter) -> None:
    session(real)
    assert real.run("case", "list", *W01, "--pin-file", "-", typed="0000\n").code == 1
    assert look(real).code == 0


def test_that_a_pin_is_said_nowhere(real: Counter) -> None:
    wrong = real.run("session", "open", *W01, "--pin-file", pin_file(real.folder, "55667788", "wrong"))
    right = real.run("session", "open", *W01, "--pin-file", pin_file(real.folder))
    typed = real.run("session", "open", *W01, "--pin-file", "55667788")
    assert (wrong.code, right.code, typed.code) == (1, 0, 2)
    assert "55667788" not in wrong.out + wrong.err + typed.out + typed.err
    assert "1234" not in right.err
    assert traces([real.profile], ["55667788"]) == []


def test_that_a_pin_others_can_read_is_told_about(real: Counter) -> None:
    pin = pin_file(real.folder)
    pin.chmod(0o640)
    said = real.run("session", "open", *W01, "--pin-file", pin)
    assert said.code == 0
    assert "别的账户" in said.err
    assert "1234" not in said.err
    assert stat.S_IMODE(pin.stat().st_mode) == 0o640


def test_that_clerk_and_supervisor_each_give_their_own_pin(real: Counter) -> None:
    session(real)
    case = real.open(materials=ROSTER)
    wrong = ("--line", f"{PLANS}=defective,note=没有盖章", "--by", NAME)
    assert real.run("case", "supplement", case["number"], *wrong, *W01).code == 0
    real.run("session", "close")
    act = (
        "case",
        "decide",
        case["number"],
        "si_employer",
        "--reason",
        "名册格式改了",
        "--supervisor",
        "S01",
        *W01,
    )
    theirs = ("--pin-file", pin_file(real.folder, PIN.strip(), "S01.pin"))
    before = entries(real)
    assert real.run(*act, *theirs).code == 1  # the supervisor's PIN is not the clerk's
    assert real.run(*act, *theirs, "--clerk-pin-file", "-", typed="9876\n").code == 1
    assert entries(real) == before
    assert real.run(*act, *theirs, "--clerk-pin-file", "-", typed="1234\n").code == 0
    session(real)
    undo = ("case", "void", case["number"], "si_employer", "--reason", "看错了", "--supervisor", "S01", *W01)
    assert real.run(*undo, "--pin-file", pin_file(real.folder, "1111", "no.pin")).json["rule"] == "duty"
    assert real.run(*undo, *theirs).code == 0  # the clerk's session, the supervisor's PIN


def at_terminal(typed: str, *arguments: str | Path) -> tuple[int, str]:
    """One command in a program of its own at a terminal: its exit code, and all that the terminal shows."""
    control, terminal = pty.openpty()
    line = [sys.executable, "-P", "-m", "counter", *(str(a) for a in arguments)]
    with subprocess.Popen(
        line, stdin=terminal, stdout=terminal, stderr=terminal, start_new_session=True
    ) as program:
        os.close(terminal)
        shown = b""
        while "口令：".encode() not in shown:  # typed earlier, it would be shown
            shown += os.read(control, 4000)
        os.write(control, typed.encode())
        try:
            while said := os.read(control, 4000):
                shown += said
        except OSError:
            pass  # how a terminal tells that the program has left it
        os.close(control)
    return program.returncode, shown.decode()


def test_that_a_pin_is_typed_unseen_at_a_terminal(real: Counter) -> None:
    code, shown = at_terminal("1234\n", "case", "list", *W01, "--data", real.profile)
    assert (code, "1234" in shown) == (0, False)
    code, shown = at_terminal("4321\n", "case", "list", *W01, "--data", real.profile)
    assert (code, "4321" in shown) == (1, False)


# ── who it was ───────────────────────────────────────────────────────────────────────────────────────


def test_that_a_paper_is_taken_by_whoever_has_the_session(real: Counter) -> None:
    session(real)
    case = real.open(materials=ROSTER)
    session(real, "S01", "9876")
    kind = case["papers"][0]["kind"]
    assert real.run("paper", case["number"], kind, "--out", real.folder / "a.pdf").code == 0
    assert real.run("paper", case["number"], kind, "--out", real.folder / "b.pdf", *W01).code == 1
    with open_app(real.profile, real.clock) as app:
        row = app.journal.case_row(case["number"])
        assert row is not None
        assert [e.actor for e in app.journal.entries(row.case) if e.kind == "paper.copied"] == ["S01"]


def test_that_opening_and_ending_stand_in_the_journal(real: Counter) -> None:
    session(real, "W01", "1234", "--minutes", "30")
    with open_app(real.profile, real.clock) as app:
        sign_on(app.journal, code="S01", pin="9876")
        told = [(e.kind, e.actor, e.read()) for e in app.journal.entries("session")]
    assert told == [
        ("session.opened", "W01", {"clerk": "W01", "minutes": 30}),
        ("session.closed", "S01", {"clerk": "W01", "why": "signed_on"}),
    ]


# ── the demo hall ────────────────────────────────────────────────────────────────────────────────────


def test_that_a_demo_hall_goes_on_for_everybody_after_any_sign_on_and_any_time(hall: Counter) -> None:
    case = hall.open(materials=ROSTER)
    with open_app(hall.profile, hall.clock) as app:
        sign_on(app.journal, code="S01", pin="9876")
    hall.later(days=400)
    assert hall.show(case)["number"] == case["number"]
    assert hall.run("session", "show").json["session"]["everybody"] is True


def test_that_a_demo_hall_can_be_practised_in_like_a_real_one(hall: Counter) -> None:
    assert hall.run("session", "close").code == 0
    assert look(hall).code == 1
    session(hall)
    assert (look(hall).code, of(hall)) == (0, "W01")
    assert hall.run("session", "open", "--everybody").code == 0
    assert hall.run("case", "list", *S01).code == 0


def test_that_nobody_opens_a_real_hall_for_everybody(real: Counter) -> None:
    said = real.run("session", "open", "--everybody")
    assert (said.code, said.json["rule"], of(real)) == (1, "L14", None)


def test_that_a_set_up_demo_takes_the_commands_of_the_readme_and_a_real_hall_does_not(
    profile: Path, real: Counter, tmp_path: Path
) -> None:
    visit = written(tmp_path, farm())
    assert counter("case", "open", visit, "--no-papers", "--data", profile).code == 0
    refused = counter("case", "open", visit, "--no-papers", "--data", real.profile)
    assert (refused.code, refused.out, len(refused.err.splitlines())) == (1, "", 1)
    assert NAME not in refused.err
