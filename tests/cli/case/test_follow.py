"""``case follow``: by number or all of somebody; never both, and wrong input changes nothing."""

from __future__ import annotations

from pathlib import Path

from tests.cli.shop import counter, pin_file, set_up_demo
from tests.cli.visits import visit, written


def test_that_cases_are_passed_on_by_command(tmp_path: Path) -> None:
    set_up_demo(tmp_path / "profile")
    profile, pin = ("--data", tmp_path / "profile"), pin_file(tmp_path)
    (tmp_path / "papers").mkdir()
    told = counter(
        *("case", "open", written(tmp_path, visit()), "--papers", tmp_path / "papers", "--pin-file", pin),
        *(*profile, "--json"),
    )
    number = told.json["number"]
    act = ("case", "follow", "--to", "S01", "--reason", "休假", "--clerk", "W01", "--pin-file", pin, *profile)
    for words in ((), (number, "--all-of", "W01"), ("15220103A26112099999",), ("--all-of", "W77")):
        wrong = counter(*act, *words)
        assert (wrong.code, "Traceback" in wrong.err) == (2, False), words
    assert counter(*act, number, "--json").json == {"to": "S01", "numbers": [number]}
    shown = counter("case", "show", number, "--clerk", "W01", "--pin-file", pin, *profile).out
    assert "跟踪人  S01" in shown
    assert counter(*act, "--all-of", "W01").code == 2  # none is left
