"""Two real windows and a real hub, by the command line and by the window's own process."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

import pytest

from counter.bootstrap.exchange import AT_WORK, EXCHANGE_LOCK
from counter.bootstrap.opening import create_profile, open_app
from counter.db.file.window_lock import take_window_lock
from counter.domain.calendar.workdays import civil_date
from counter.domain.papers.verify.trusted_keys import KeysTrusted
from counter.services.exchange.check_hub import check_hub
from counter.services.exchange.enrolment import enrolment_text
from counter.services.keys.trusted import append, settled_keys, verify
from tests.arrangements import public_form
from tests.cli.shop import Said, counter, pin_file
from tests.cli.visits import ID_NUMBER, NAME, PHONE, visit, written
from tests.db.hub.cluster import COUNTY, Hub
from tests.services.office import PEOPLE
from tests.settings import demo_hall

pytestmark = pytest.mark.postgres
A, B = "15222101", "15222102"
PASSPHRASE = "一共十二个字符的登记密语"


@pytest.fixture
def windows(hub: Hub, tmp_path: Path) -> tuple[Path, Path]:
    """Two windows of one hall, joined; the second trusts the hall's key and has no certificate of the first."""
    found = []
    for code in (A, B):
        profile = tmp_path / code
        create_profile(profile, replace(demo_hall(), station=code), PEOPLE)
        file = tmp_path / f"{code}.enrolment"
        file.write_text(enrolment_text(hub.enrol(code, county=COUNTY), PASSPHRASE), encoding="utf-8")
        pin = pin_file(tmp_path, "9876", "supervisor")
        said = counter(
            *("sync", "join", file, "--by", "S01", "--pin-file", pin, "--data", profile),
            typed=f"{PASSPHRASE}\n",
        )
        assert said.code == 0, said.err
        found.append(profile)
    with open_app(found[0]) as one, open_app(found[1]) as two:
        halls = tuple(settled_keys(one.journal, civil_date(one.clock.read().at)).halls.values())
        append(two.journal, KeysTrusted("imported", halls=halls), actor="S01")
    return found[0], found[1]


def filed(profile: Path) -> str:
    """A visit filed there; the case's number."""
    words = ("case", "open", written(profile.parent, visit()), "--no-papers")
    said = counter(*words, "--data", profile, "--json")
    assert said.code == 0, said.err
    return str(said.json["number"])


def now(profile: Path) -> Said:
    return counter("sync", "now", "--data", profile, "--json")


def test_that_a_case_of_one_window_is_found_at_the_other(hub: Hub, windows: tuple[Path, Path]) -> None:
    one, two = windows
    number = filed(one)
    assert now(one).json["complete"]
    assert now(two).json["new"] == 0  # held until its certificate came, in the same round
    assert now(two).json["complete"]
    with open_app(two) as app:
        row = app.journal.case_row(number)
        assert row is not None
        assert row.owner == A
    for profile in windows:
        assert counter("check", "--data", profile).code == 0
        status = counter("sync", "status", "--data", profile, "--json").json
        assert (status["tone"], status["waiting"], status["matters"]) == ("good", 0, [])
        doctor = counter("doctor", "--data", profile, "--json").json["probes"]
        assert next(p for p in doctor if p["id"] == "reporting")["words"] == status["words"]
    with hub.server() as server:
        report = check_hub(server, verify)
    assert not report.faults
    secret = next(profile for profile in windows).joinpath("hub.key").read_text(encoding="utf-8")
    assert "secret" not in secret  # sealed: not even its fields are told


def test_that_who_has_the_whole_server_reads_no_name_in_any_table(
    hub: Hub, windows: tuple[Path, Path]
) -> None:
    one, two = windows
    number = filed(one)
    for profile in (one, two, one):
        assert now(profile).json["complete"]
    tables = hub.sql(
        "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND relnamespace = 'hub'::regnamespace"
    )
    whole = "".join(str(row[0]) for (table,) in tables for row in hub.sql(f"SELECT t::text FROM {table} t"))
    assert number in whole or number.encode().hex() in whole  # what is open is there, and would be found
    for secret in (NAME, ID_NUMBER, PHONE):
        assert secret not in whole
        assert secret.encode().hex() not in whole
    files = b"".join(file.read_bytes() for file in hub.cluster.folder.rglob("*") if file.is_file())
    for secret in (NAME, ID_NUMBER, PHONE):
        assert secret.encode() not in files


def test_that_the_windows_process_reports_alone_and_dies_with_the_window(
    hub: Hub, windows: tuple[Path, Path]
) -> None:
    one, _ = windows
    filed(one)
    command = [sys.executable, "-P", "-m", "counter.bootstrap.exchange_process", str(one)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        first = _ended(child.stdout)
        assert first["sentence"] == ""
        assert first["sent"] == hub.sql("SELECT seq FROM hub.epochs WHERE code = %s", A)[0][0]
        child.stdin.write("now\n")
        child.stdin.flush()
        assert _ended(child.stdout)["sent"] == 0
        child.stdin.close()
        assert child.wait(timeout=10) == 0
    lock = take_window_lock(one, EXCHANGE_LOCK)
    assert lock is not None
    busy = now(one)
    lock.release()
    assert (busy.code, busy.json["why"]) == (1, AT_WORK)
    assert now(one).json["complete"]


def _ended(said: IO[str]) -> dict[str, Any]:
    """What is said at the end of the next round."""
    for line in said:
        values: dict[str, Any] = json.loads(line)
        if values.get("ended"):
            return values
    raise AssertionError("it ended before its round did")


def test_that_a_revoked_window_is_told_and_another_windows_file_is_refused(
    hub: Hub, windows: tuple[Path, Path]
) -> None:
    one, two = windows
    pin = pin_file(one.parent, "9876", "supervisor")
    file = one.parent / f"{A}.enrolment"
    join = ("sync", "join", file, "--by", "S01", "--pin-file", pin, "--data", two)
    assert "是给窗口 15222101 的" in counter(*join, typed=f"{PASSPHRASE}\n").err
    own = ("sync", "join", one.parent / f"{B}.enrolment", *join[3:])
    assert "密语不对" in counter(*own, typed="另外一个十二个字符的密语\n").err
    with hub.server() as server:
        server.revoke(A, "电脑被盗")
    said = now(one)
    assert said.code == 1
    assert "电脑被盗" in said.json["why"]
    assert counter("sync", "status", "--data", one, "--json").json["tone"] == "bad"


def test_that_a_calendar_goes_through_the_hub_and_waits_for_a_person(
    hub: Hub, windows: tuple[Path, Path], tmp_path: Path
) -> None:
    one, two = windows
    filed(one)
    for profile in (one, two):
        assert now(profile).json["complete"]
    file = tmp_path / "2027.json"
    file.write_text(json.dumps(public_form()), encoding="utf-8")
    assert counter("calendar", "import", file, "--data", one).code == 0
    assert now(one).json["files_sent"] == 1
    assert now(two).json["files_received"] == 1
    listed = counter("sync", "files", "--data", two, "--json").json["files"]
    [line] = [row for row in listed if row["waits"]]
    assert line["title"] == "2027年放假安排"
    saved = tmp_path / "saved.json"
    assert counter("sync", "save", line["id"], "--out", saved, "--data", two).code == 0
    assert json.loads(saved.read_text(encoding="utf-8")) == json.loads(file.read_text(encoding="utf-8"))
    pin = pin_file(tmp_path, "1234", "clerk")
    words = ("sync", "take", line["id"], "--by", "W01", "--pin-file", pin, "--data", two)
    assert counter(*words[:-4], "--pin-file", pin_file(tmp_path, "9999", "wrong"), "--data", two).code != 0
    said = counter(*words)
    assert (said.code, "2027年的放假安排已生效" in said.out) == (0, True)
    assert counter(*words).code != 0
    assert now(one).json["complete"]
    assert "15222102收到了" in counter("sync", "files", "--data", one).out
    assert hub.sql("SELECT count(*) FROM hub.parcel_receipts") == [(1,)]
