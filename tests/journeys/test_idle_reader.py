"""A program that reads the file and does nothing keeps the log: nobody is invited beside it, and it is named (L9)."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from counter.db.file.page_log import program_of
from counter.db.journal.journal import SqlJournal
from counter.domain.errors import RuleRefused
from counter.domain.ratings.sealed_box import Nothing
from counter.services.ratings.close import close_slots
from counter.services.ratings.empty_log import PATIENCE_MS, refused_today
from counter.ui.facades.light import LightState
from counter.ui.facades.window import Clerk
from tests.db.idle_reader import idle_reader
from tests.db.page_map import map_of
from tests.db.pages import in_log
from tests.facades import facade_on
from tests.services.rated import ANONYMOUS, NAMED, Rated, rated_on

W01 = Clerk("W01", "阿木古郎")


@pytest.fixture
def rated(tmp_path: Path) -> Iterator[Rated]:
    with rated_on(tmp_path / "profile") as opened:
        yield opened


def sql(rated: Rated) -> SqlJournal:
    journal = rated.app.journal
    assert isinstance(journal, SqlJournal)
    return journal


@contextmanager
def reader(rated: Rated, *, log: str = "full") -> Iterator[int]:
    """It begins beside a log with pages in it, or an ``empty`` one."""
    assert sql(rated).clear_page_log()
    if log == "full":
        rated.case()
        assert in_log(sql(rated))
    with idle_reader(sql(rated).profile) as pid:
        yield pid


LOGS = pytest.mark.parametrize("log", ["full", "empty"])


@LOGS
def test_that_beside_an_idle_reader_nobody_is_invited_and_it_is_named_and_noted(
    rated: Rated, log: str
) -> None:
    case = rated.case()
    with reader(rated, log=log) as pid:
        with pytest.raises(RuleRefused) as refused:
            rated.invite(case)
        assert "请告诉值班负责人" in refused.value.sentence
        assert "评价条" in refused.value.sentence
        if sys.platform == "linux":
            assert f"进程号{pid}" in refused.value.sentence
        assert rated.kinds(case.id) == []
        assert [e.read() for e in rated.entries("rating_log")] == [{"cause": "watched"}]
    rated.invite(case)
    assert rated.kinds(case.id) == ["rating.invited"]
    assert in_log(sql(rated)) == []


@LOGS
def test_that_beside_an_idle_reader_a_day_leaves_no_box_in_the_log(rated: Rated, log: str) -> None:
    """Whoever copies file and log afterwards finds no choice in it."""
    cases = [rated.case() for _ in range(8)]
    with reader(rated, log=log):
        begun = time.monotonic()
        for case in cases[:1]:
            with pytest.raises(RuleRefused):
                rated.invite(case)
        assert time.monotonic() - begun < (PATIENCE_MS / 1000 + 2)  # asked, not waited for
        sql(rated).connection().execute("PRAGMA busy_timeout = 1")
        for case in cases[1:]:
            with pytest.raises(RuleRefused):
                rated.invite(case)
        tables = map_of(sql(rated))
        assert not tables.cells["anonymous_boxes"]
        assert not tables.cells["rating_slots"]
        assert rated.entries() == ()


def test_that_a_reader_who_begins_behind_the_invitation_keeps_one_visit_at_most(rated: Rated) -> None:
    first, second = rated.case(), rated.case()
    invitation = rated.invite(first)
    with reader(rated, log="empty"):
        rated.cast(invitation, ANONYMOUS)  # a choice is kept, whoever reads
        rated.wait()
        with pytest.raises(RuleRefused):
            rated.invite(second)
    assert [type(box) for box in rated.named()] == [Nothing]


def test_that_a_choice_lights_nothing_and_the_end_of_the_invitation_does(rated: Rated) -> None:
    """A light that came on at the choice would tell the clerk who keeps the log that somebody chose."""
    pad = facade_on(rated.app).pad
    journal = rated.app.journal
    pad.close_all()
    case, invitation = pad.invite(rated.case().id, W01)
    with reader(rated, log="empty") as pid:
        pad.cast(invitation, NAMED)
        assert pad.log_light(journal) is None
        rated.office.later(minutes=3)
        pad.close(case.id)
        light = pad.log_light(journal)
        assert light is not None
        assert (light.id, light.state) == ("rating", LightState.WARN)
        assert "10:03 起" in light.words
        if sys.platform == "linux":
            assert f"进程号{pid}" in light.words
    light = pad.log_light(journal)
    assert light is not None
    assert light.state is LightState.GOOD
    assert in_log(sql(rated)) == []


def test_that_a_refused_invitation_lights_too(rated: Rated) -> None:
    pad = facade_on(rated.app).pad
    case = rated.case()
    with reader(rated):
        with pytest.raises(RuleRefused):
            pad.invite(case.id, W01)
        light = pad.log_light(rated.app.journal)
        assert light is not None
        assert light.state is LightState.WARN


def test_that_what_was_not_asked_today_is_counted_with_its_times(rated: Rated) -> None:
    case = rated.case()
    with reader(rated):
        for _ in range(2):
            rated.office.later(minutes=1)
            with pytest.raises(RuleRefused):
                rated.invite(case)
    assert [f"{at:%H:%M}" for at in refused_today(rated.app)] == ["02:01", "02:02"]  # UTC
    rated.office.later(days=1)
    assert refused_today(rated.app) == ()


def test_that_what_a_killed_program_left_in_the_log_goes_at_the_next_start(rated: Rated) -> None:
    """Killed between the closing's commit and the emptying: the log joins what was closed together until then."""
    journal = sql(rated)
    invitation = rated.invite(rated.case())
    rated.cast(invitation, ANONYMOUS)
    rated.office.later(minutes=3)
    with journal.transaction() as tx:
        close_slots(rated.app, tx, tx.rating_slots())
        tx.commit()
    assert in_log(journal)
    facade_on(rated.app).pad.close_all()
    assert in_log(journal) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists who holds a lock")
def test_that_a_command_of_ours_is_named_and_nothing_that_was_typed_behind_it() -> None:
    waiting = "import sys; print(flush=True); sys.stdin.read()"
    command = [sys.executable, "-P", "-c", waiting, "-m", "counter", "--data", "find", "巴图"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        assert program.stdin is not None
        program.stdout.readline()
        assert program_of(program.pid) == "counter find"
        program.stdin.close()
    assert program_of(2**22 + 1) == "看不到名字的程序"  # beyond the highest there can be
