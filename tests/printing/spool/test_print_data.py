"""Print data that stays behind is found: what the settings say is what the print system does."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter.printing.spool.print_data import kept_print_data, settings_file
from counter.printing.spool.spool import CupsQueue
from counter.services.context.print_queue import JobState
from tests.printing.cups import Cups, print_system
from tests.printing.spool.test_spool import PDF, TITLE, comes_to


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("", "1天"),
        ("PreserveJobFiles No", ""),
        ("PreserveJobFiles off", ""),
        ("PreserveJobFiles Yes", "一直"),
        ("PreserveJobFiles 1800", "30分钟"),
        ("PreserveJobFiles 2w", "14天"),
        ("# PreserveJobFiles No", "1天"),
    ],
)
def test_that_the_settings_are_read_as_cups_reads_them(tmp_path: Path, line: str, kept: str) -> None:
    settings = tmp_path / "cupsd.conf"
    settings.write_text(f"LogLevel warn\n{line}\n", encoding="utf-8")
    assert kept_print_data(settings) == kept


def test_that_settings_out_of_sight_are_not_guessed(tmp_path: Path) -> None:
    assert kept_print_data(tmp_path / "cupsd.conf") is None


def test_that_a_print_system_told_to_keep_nothing_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with print_system(more="PreserveJobFiles No") as cups:
        assert _left_behind(cups, monkeypatch) == ("", [])


def test_that_a_print_system_not_told_keeps_what_it_printed(
    cups: Cups, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, files = _left_behind(cups, monkeypatch)
    assert (kept, len(files)) == ("1天", 1)


def _left_behind(cups: Cups, monkeypatch: pytest.MonkeyPatch) -> tuple[str | None, list[str]]:
    monkeypatch.setenv("CUPS_SERVER", str(cups.socket))
    monkeypatch.setenv("CUPS_SERVERROOT", str(cups.root / "etc"))
    cups.printer("window")
    queue = CupsQueue()
    comes_to(queue, queue.send("window", PDF, TITLE), JobState.SENT)
    return kept_print_data(settings_file()), cups.print_data()
