"""A long check says how far it has come, in Chinese, on stderr and nowhere else."""

from __future__ import annotations

import io
import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from counter.bootstrap.program import program
from counter.cli.io.program import CheckReport
from counter.cli.profile import check_progress
from counter.cli.profile.check_progress import Progress, progress_words
from counter.domain.journal.check_progress import CheckStage, ReportProgress
from tests.cli.shop import counter


class Heard(io.StringIO):
    """A place to write to that knows when something was written."""

    def __init__(self, *, terminal: bool = False) -> None:
        super().__init__()
        self.said = threading.Event()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def flush(self) -> None:
        self.said.set()


@pytest.fixture(autouse=True)
def _nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_progress, "AT_FIRST", 0.001)


def test_that_one_who_waits_reads_what_is_checked_and_how_far_it_is() -> None:
    heard = Heard()
    with Progress(heard, every=60) as tell:
        tell(CheckStage.FILE, 0, 0)
        assert heard.said.wait(10)
    assert heard.getvalue() == "正在核对数据文件有没有损坏，已用 0 秒……\n"
    assert progress_words(CheckStage.ROWS, 5147, 64174, 65) == (
        "正在核对列表与记录是否一致：5147/64174（8%），已用 1 分 5 秒……"
    )
    assert all(progress_words(stage, 0, 0, 1) for stage in CheckStage)


def test_that_a_terminal_keeps_one_line_and_the_answer_begins_on_an_empty_one() -> None:
    heard = Heard(terminal=True)
    with Progress(heard, every=60):
        assert heard.said.wait(10)
    line, blank, rest = heard.getvalue().removeprefix("\r").split("\r")
    assert (line.startswith("正在核对"), blank.strip(), rest) == (True, "", "")
    assert len(blank) >= len(line)


def test_that_a_check_that_is_soon_done_says_nothing(
    shared_profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_progress, "AT_FIRST", 600.0)
    said = counter("check", "--data", shared_profile)
    assert (said.code, said.err) == (0, "")


def test_that_a_scripts_answer_holds_no_word_of_it(
    shared_profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = threading.Event()
    say = Progress.say

    def noticed(self: Progress, text: str) -> None:
        say(self, text)
        written.set()

    monkeypatch.setattr(Progress, "say", noticed)
    told: list[CheckStage] = []

    def slow(_profile: Path, _rebuild: bool, tell: ReportProgress | None = None, /) -> CheckReport:
        assert tell is not None
        tell(CheckStage.CHAINS, 1, 2)
        told.append(CheckStage.CHAINS)
        assert written.wait(10)
        return CheckReport(2, 1, 0)

    said = counter("check", "--json", "--data", shared_profile, through=replace(program(), check=slow))
    assert json.loads(said.out)["clean"]
    assert "正在核对" in said.err
    assert told
