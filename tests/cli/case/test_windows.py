"""``counter case settle|hand-over`` and what ``case show`` tells of a case of two windows."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter.bootstrap.opening import create_profile, open_app
from counter.cli.case.windows import conflict_words, conflicts_data
from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import Supplement
from counter.domain.case.conflict_events import CaseHandedOver
from counter.domain.case.item_events import Result
from counter.domain.document.document import PaperKind
from counter.services.case.perform import perform
from counter.services.exchange.own_batches import own_batches
from counter.services.exchange.take_in_batches import take_in_batches
from counter.services.keys.ring import open_ring
from tests.cli.shop import counter, pin_file
from tests.services.case.neighbours import HERE, THERE, Neighbours, neighbours_on, seen, window_on
from tests.services.case.test_take_elsewhere import told
from tests.services.case.test_windows_of_a_case import OTHER, disputed
from tests.services.office import FRIDAY, PEOPLE, RECEIVED, Office, SetClock
from tests.settings import demo_hall
from tests.windows import accepted, brought, concluded, issued, two


def test_that_a_conflict_says_who_wrote_what_where_and_when() -> None:
    windows = two(accepted(), concluded(Result.REJECTED))
    words = "\n".join(conflict_words(windows.case()))
    assert "矛盾  食品经营许可" in words
    assert "1. 窗口 A（第1期） A01 2026-11-20 12:02：受理：许可" in words
    (one,) = conflicts_data(windows.case())
    assert [claim["n"] for claim in one["claims"]] == [1, 2]  # type: ignore[attr-defined]
    whole = two(CaseHandedOver("B", "S02"), CaseHandedOver("C", "S03")).case()
    assert "矛盾  整件办件" in "\n".join(conflict_words(whole))
    assert not list(conflict_words(two(brought(), issued("p1")).case()))


def test_that_a_supervisor_settles_and_two_people_hand_over(tmp_path: Path) -> None:
    profile, clock = tmp_path / "profile", SetClock(FRIDAY)
    create_profile(profile, demo_hall(), PEOPLE, clock)
    with open_app(profile, clock) as app:
        office = Office(app, clock)
        plain = office.file(office.visit())
    here = ("--data", profile, "--json")
    one, other = (pin_file(tmp_path, pin, pin) for pin in ("1234", "9876"))
    lead = ("--clerk", "S01", "--clerk-pin-file", other)
    look = ("--clerk", "S01", "--pin-file", other)
    stands = ("--stands", "1", "--reason", "已与对方窗口核对")
    assert counter("case", "settle", plain.number, *lead, *stands, *here).code == 2
    both = ("--clerk", "W01", "--clerk-pin-file", one, "--supervisor", "S01", "--pin-file", other)
    said = counter("case", "hand-over", plain.number, "--to", OTHER, "--reason", "改到二号窗口", *both, *here)
    assert (said.code, "登记册里没有别的窗口" in said.err) == (2, True)
    said = counter("case", "receive", plain.number, "--clerk", "W01", "--pin-file", one, *here)
    assert (said.code, "没有等着接收的移交" in said.err) == (1, True)
    shown = counter("case", "show", plain.number, *look, *here).json
    assert (shown["owner"], shown["conflicts"]) == ("15220103", [])
    with open_app(profile, clock) as app:
        case, _ = disputed(Office(app, clock))
    shown_words = counter("case", "show", case.number, *look, "--data", profile).out
    assert ("1. 窗口" in shown_words, "2. 窗口" in shown_words) == (True, True)
    settle = ("case", "settle", case.number, *stands)
    alone = ("--clerk", "W01", "--clerk-pin-file", one)
    assert counter(*settle, *alone, *here).code == 1
    assert counter(*settle, *lead, "--taken-back", "没有", *here).code == 2
    said = counter(*settle, *alone, "--supervisor", "S01", "--pin-file", other, *here)
    assert (said.code, said.json["conflicts"]) == (0, [])


@pytest.mark.parametrize("ring", [True, False])
def test_that_a_claim_promises_names_only_where_a_ring_can_give_them(tmp_path: Path, ring: bool) -> None:
    with window_on(tmp_path / "gone", THERE) as gone, window_on(tmp_path / "here", HERE) as here:
        if ring:
            open_ring(here.app.journal, code="S01", pin="9876", today=civil_date(here.clock.at))
        Neighbours(gone, here).trust()
        gone.file(gone.visit())
        Neighbours(gone, here).tell(gone, here)
    one, other = (pin_file(tmp_path, pin, pin) for pin in ("1234", "9876"))
    two_people = ("--clerk", "W01", "--clerk-pin-file", one, "--by", "S01", "--pin-file", other)
    why = ("--reason", "那边的电脑烧坏了，件接过来办", "--data", tmp_path / "here")
    said = counter("hall", "claim", THERE, *two_people, *why)
    assert said.code == 0, said.err
    assert "接管了 1 件，以后在这里办。1 件申请人的资料" in said.out
    assert ("批准以后看得到" in said.out, "大厅没有钥匙环" in said.out) == (ring, not ring)


def test_that_a_record_that_never_comes_is_told_and_declared_lost_by_command(tmp_path: Path) -> None:
    with neighbours_on(tmp_path) as both:
        case, line = told(both.owner)
        both.tell(both.owner, both.other)
        act = Supplement({line: RECEIVED}, "巴图吉雅", "本人")
        after = perform(both.other.app, case.id, act, both.other.clerk, seen(both.other, case.id).base)
        list(own_batches(both.other.app))
        both.other.printed(after, PaperKind.SUPPLEMENT_RECEIPT)
        *_, last = own_batches(both.other.app)
        list(take_in_batches(both.owner.app, [last], "stick", rest=0.0))  # without the one before
    one, other = (pin_file(tmp_path, pin, pin) for pin in ("1234", "9876"))
    here = ("--data", tmp_path / HERE)
    show = ("case", "show", case.number, "--clerk", "W01", "--pin-file", one, *here)
    assert "还没有收到，收到以前不能决定" in counter(*show).err
    two_people = ("--clerk", "W01", "--clerk-pin-file", one, "--by", "S01", "--pin-file", other)
    said = counter("case", "declare-lost", case.number, "--reason", "窗口04的电脑烧了", *two_people, *here)
    assert said.code == 0, said.err
    assert f"窗口 {THERE} 看到过的 1 条记录没有收到，不再等（S01同意）" in said.out
    after_all = counter(*show)
    assert "还没有收到" not in after_all.err
    assert "登记遗失" in after_all.out
    again = counter("case", "declare-lost", case.number, "--reason", "窗口04的电脑烧了", *two_people, *here)
    assert (again.code, "没有缺的记录" in again.err) == (2, True)
