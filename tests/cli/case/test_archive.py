"""``counter retention`` and ``counter case archive|unarchive|forget``: by two people, told in one sentence each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from counter.bootstrap.opening import create_profile, open_app
from counter.domain.calendar.workdays import civil_date
from counter.domain.hall.hall import StaffSeed
from tests.cli.shop import counter, pin_file
from tests.services.case.test_archive import NAME, filled, finished, handed_over, pass_years
from tests.services.office import FRIDAY, PEOPLE, Office, SetClock
from tests.settings import demo_hall


def test_that_a_case_is_archived_and_its_person_forgotten_from_the_command_line(tmp_path: Path) -> None:
    profile, clock = tmp_path / "profile", SetClock(FRIDAY.replace(year=2010))
    key = create_profile(
        profile, demo_hall(), (*PEOPLE, StaffSeed("S02", "哈斯", "supervisor", "5926")), clock
    )
    with open_app(profile, clock) as app:
        office = Office(app, clock)
        case = finished(office)
        pass_years(office, case, 2011, 2026)
    here = ("--data", profile, "--json")
    file = tmp_path / "表.xlsx"
    file.write_bytes(filled(("其余", "10年", "4.2")))
    clerk, one, two = (pin_file(tmp_path, pin, pin) for pin in ("1234", "9876", "5926"))
    both = ("--clerk", "S01", "--clerk-pin-file", one, "--by", "S02", "--pin-file", two)
    approval = ("--title", "保管期限表", "--approved-by", "档案局", "--document", "乌档批〔2026〕7号")
    approval = (*approval, "--day", "2010-11-02")
    assert counter("retention", "template", "--out", tmp_path / "空.xlsx", *here).code == 0
    assert "不能归档" in counter("retention", "show", "--data", profile).out
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(filled(("其余", "很久", "")))
    said = counter("retention", "import", bad, *approval, *both, *here)
    assert (said.code, "第2行" in said.json["faults"][0]) == (2, True)
    assert counter("retention", "import", file, *approval, *both, *here).code == 0
    assert "10年" in counter("retention", "show", "--data", profile).out
    said = counter("case", "archive", "--all", "--clerk", "W01", "--pin-file", clerk, *here)
    assert (said.code, said.json["archived"][0]["until"]) == (0, "2020-12-31")
    again = counter("case", "archive", case.number, "--clerk", "W01", "--pin-file", clerk, *here)
    assert "已经归档" in again.err
    twice = counter("case", "archive", case.number, case.number, "--clerk", "W01", "--pin-file", clerk, *here)
    assert (twice.code, twice.json["archived"]) == (1, [])
    assert [one["number"] for one in twice.json["refused"]] == [case.number] * 2
    listed = counter("case", "forget", "--clerk", "S01", "--pin-file", one, *here)
    assert listed.json == {"forgettable": []}  # not handed over to the archive yet
    with open_app(profile, clock) as app:
        clock.at += timedelta(minutes=1)
        handed_over(Office(app, clock), case)
    listed = counter("case", "forget", "--clerk", "S01", "--pin-file", one, *here)
    assert listed.json == {"forgettable": [case.number]}
    alone = counter(
        "case", "forget", case.number, *both[:5], "S01", "--pin-file", one, "--document", "1号", *here
    )
    assert (alone.code, "两个人签名" in alone.err) == (1, True)
    (tmp_path / "stick").mkdir()
    before = counter("backup", "--to", tmp_path / "stick", *here).json["file"]
    done = counter("case", "forget", case.number, *both, "--document", "乌档销〔2026〕1号", *here)
    until = civil_date(datetime.now(UTC)) + timedelta(days=35)
    assert done.json == {"forgotten": [case.number], "backups_until": until.isoformat()}
    assert f"留到{until.year}年{until.month}月{until.day}日" in done.err
    assert counter("case", "unarchive", case.number, *both, "--reason", "机关要撤销", *here).code == 1
    assert counter("check", "--data", profile).code == 0
    assert counter("backup", "--to", tmp_path / "stick", *here).code == 0
    new = ("--data", tmp_path / "new", "--json")
    assert counter("restore", before, *new, typed=f"{key}\n").code == 0
    listed = counter("case", "forget", "--clerk", "S01", "--pin-file", one, *new)
    assert (listed.code, listed.json) == (0, {"forgettable": []})
    with open_app(tmp_path / "new", clock) as app:
        assert not app.journal.find_cases(NAME).rows
        assert app.journal.entries(case.id)[0].forgotten
    assert counter("check", *new).code == 0
