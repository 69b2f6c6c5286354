"""A number on paper is the last witness: where the journal does not know it, the next epoch opens."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from counter.bootstrap.opening import open_app
from counter.domain.document.numbering import CaseNumber, parse_case_number
from counter.domain.errors import WorldTrouble
from counter.domain.people.applicant import Applicant
from counter.services.context.app import AppContext
from tests.cli.shop import counter, set_up_demo
from tests.services.proving import signed
from tests.services.visit.test_file_case import complete, file
from tests.settings import somebody

CLERK, SUPERVISOR, PIN = "W01", "S01", "9876\n"


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """A demo hall with the folder above it to itself."""
    folder = tmp_path / "hall" / "window"
    folder.parent.mkdir()
    set_up_demo(folder)
    return folder


def put_back(profile: Path, backup: Path) -> None:
    """The profile with all that could witness, byte by byte: what an image of the disk does."""
    for source in (path for path in backup.rglob("*") if path.is_file()):
        target = profile.parent / source.relative_to(backup)
        if not target.exists() or target.read_bytes() != source.read_bytes():
            with target.open("r+b") as stream:
                stream.truncate()
                stream.write(source.read_bytes())


def filed_in(profile: Path, applicant: Applicant | None = None) -> tuple[str, str]:
    """A case's number, and the QR of its first paper as it leaves."""
    with open_app(profile) as app:
        return _file(app, applicant)


def _file(app: AppContext, applicant: Applicant | None = None) -> tuple[str, str]:
    visit = complete(app)
    filed = file(app, visit if applicant is None else replace(visit, applicant=applicant))
    return filed.case.number, signed(app, filed.papers[0].document).qr


OTHER = somebody(name="图雅", id_number="999999198502024569")


def test_that_a_number_that_the_journal_knows_changes_nothing(profile: Path) -> None:
    number, qr = filed_in(profile)
    for text in (number, number.lower(), qr):
        said = counter("number", "compare", text, "--by", SUPERVISOR, "--data", profile, "--json", typed=PIN)
        assert (said.code, said.json["known"]) == (0, True), said.err
    with open_app(profile) as app:
        assert app.journal.station().epoch == 1


def test_that_a_number_that_the_journal_does_not_know_opens_the_next_epoch(profile: Path) -> None:
    filed_in(profile)
    backup = Path(shutil.copytree(profile.parent, profile.parent.parent / "backup"))
    lost, _ = filed_in(profile, OTHER)
    put_back(profile, backup)
    said = counter("number", "compare", lost, "--by", SUPERVISOR, "--data", profile, typed=PIN)
    assert said.code == 0, said.err
    assert "已换代" in said.out
    fresh, _ = filed_in(profile, OTHER)
    assert fresh != lost
    checked = counter("check", "--data", profile)
    assert checked.code == 0, checked.out


def test_that_the_same_number_of_another_case_is_told_by_the_papers_code(profile: Path) -> None:
    filed_in(profile)
    backup = Path(shutil.copytree(profile.parent, profile.parent.parent / "backup"))
    number, qr = filed_in(profile, OTHER)
    put_back(profile, backup)
    assert filed_in(profile, OTHER)[0] == number  # nothing on this machine knows
    said = counter("number", "compare", qr, "--by", SUPERVISOR, "--data", profile, "--json", typed=PIN)
    assert (said.code, said.json["known"]) == (0, False), said.err


def test_that_a_program_that_was_open_meanwhile_takes_no_act_under_the_old_mark(profile: Path) -> None:
    with open_app(profile) as window:
        number, _ = _file(window)
        known = parse_case_number(number)
        unknown = CaseNumber(known.station, known.epoch, known.day, known.serial + 1).code
        said = counter(
            "number", "compare", unknown, "--by", SUPERVISOR, "--data", profile, "--json", typed=PIN
        )
        assert (said.code, said.json["known"]) == (0, False), said.err
        with pytest.raises(WorldTrouble, match="换代"):
            _file(window, OTHER)


@pytest.mark.parametrize(
    ("typed_number", "by", "pin", "code"),
    [
        ("15220103A26112000072", CLERK, "1234\n", 1),
        ("15220103A26112000072", SUPERVISOR, "0000\n", 1),
        ("15220103A26112000073", SUPERVISOR, PIN, 2),
        ("99999903A26112000070", SUPERVISOR, PIN, 2),
        ("", SUPERVISOR, PIN, 2),
        ("COUNTER2:AAAA", SUPERVISOR, PIN, 2),
    ],
)
def test_that_only_a_supervisor_and_only_a_number_of_this_window_changes_anything(
    profile: Path, typed_number: str, by: str, pin: str, code: int
) -> None:
    with open_app(profile) as app:
        before = app.journal.station()
    said = counter("number", "compare", typed_number, "--by", by, "--data", profile, typed=pin)
    assert said.code == code, said.err
    assert "Traceback" not in said.err
    assert "。" in said.err
    with open_app(profile) as app:
        assert app.journal.station() == before


def witness_line(profile: Path) -> tuple[str, str]:
    """How doctor says the witnesses stand, and in which words."""
    probes = counter("doctor", "--data", profile, "--json").json["probes"]
    line = next(probe for probe in probes if probe["id"] == "witness")
    return line["health"], line["words"]


def test_that_doctor_and_check_say_what_the_witness_says(profile: Path) -> None:
    health, words = witness_line(profile)
    assert health == "good"
    assert "等第一个号给出后才记" in words
    filed_in(profile)
    health, words = witness_line(profile)
    assert health == "good"
    assert "上一级文件夹" in words
    assert "（编号里的 A）" in words
    assert "见证：上一级文件夹" in counter("check", "--data", profile).out
    (place,) = profile.parent.glob(".witness-of-counter-*")
    shutil.rmtree(place)
    place.write_text("something in the way", encoding="utf-8")
    assert filed_in(profile, OTHER)[0]
    assert witness_line(profile)[0] == "warn"
    assert counter("check", "--data", profile).code == 0
