"""``case official``, ``pass-on``, ``reminders``: by options, with the reason of a correction; found by the number."""

from __future__ import annotations

from pathlib import Path

from tests.cli.shop import counter, pin_file, set_up_demo
from tests.cli.visits import visit, written

NUMBER = "11150000MB0000000X0000123456789202611200001"


def test_that_the_platforms_number_is_recorded_put_right_and_found(tmp_path: Path) -> None:
    set_up_demo(tmp_path / "profile")
    profile, pin = ("--data", tmp_path / "profile"), pin_file(tmp_path)
    proof = ("--clerk", "W01", "--pin-file", pin, *profile)
    (tmp_path / "papers").mkdir()
    opened = counter(
        *("case", "open", written(tmp_path, visit()), "--papers", tmp_path / "papers", "--pin-file", pin),
        *(*profile, "--json"),
    ).json
    number, item = opened["number"], opened["items"][0]["id"]
    short = counter("case", "official", number, NUMBER[:-1], *proof)
    assert (short.code, "43位" in short.err) == (2, True)
    done = counter("case", "official", number, NUMBER, "--item", item, "--no-papers", *proof, "--json")
    assert done.json["official"] == [{"item": item, "number": NUMBER}]
    found = counter("case", "find", NUMBER, *proof)
    assert number in found.out.replace(" ", "")
    again = counter("case", "official", number, NUMBER[:-1] + "2", "--item", item, *proof)
    assert (again.code, "为什么改" in again.err) == (2, True)
    gone = counter(
        *("case", "official", number, "--item", item, "--reason", "另一件的", "--no-papers", *proof, "--json")
    )
    assert gone.json["official"] == []
    act = counter(
        "case", "pass-on", number, "--to", "S01", "--reason", "休假", "--no-papers", *proof, "--json"
    )
    assert act.json["follower"] == "S01"
    both = counter("case", "reminders", number, "--phone", "10000005679", "--no-more", *proof)
    assert both.code == 2
    told = counter("case", "reminders", number, "--phone", "10000005679", "--no-papers", *proof)
    assert told.code == 0
    assert "提醒" in told.out
