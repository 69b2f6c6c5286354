"""One round with the hub: nothing skipped, nothing doubled, whatever is cut, put back, doubled or revoked."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace as changed

from counter.domain.calendar.workdays import civil_date
from counter.domain.journal.exchange.batch import SentEntry, recomputed_hash
from counter.services.exchange.own_batches import unorder_from
from counter.services.exchange.reporting import ReportingTone
from counter.services.exchange.reporting_matters import reporting_matters
from counter.services.exchange.reporting_standing import reporting_standing
from counter.services.exchange.round import RoundDone, exchange_round
from counter.services.exchange.round_marks import begin_marks, now
from counter.services.keys.trusted import settled_keys
from tests.db import toy
from tests.services.exchange.memory_hub import Cuts, MemoryHub, listed
from tests.services.exchange.stations import Station, case_id, station

ONE, TWO = "15000001", "15000002"
PAPERS = 2


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Station, Station, MemoryHub]:
    """Two windows that know each other's keys, joined to one hub."""
    hub = MemoryHub(demo=toy.IDENTITY.demo)
    one, two = joined(station(tmp_path / "one", ONE), hub), joined(station(tmp_path / "two", TWO), hub)
    for at in (one, two):
        settled_keys(at.journal, civil_date(at.clock.at))
    one.trusts(two)
    two.trusts(one)
    return one, two, hub


def joined(at: Station, hub: MemoryHub) -> Station:
    at.journal.keep_hub_secret(b"{}")
    begin_marks(at.app, hub.name)
    return at


def exchange(at: Station, hub: MemoryHub, cuts: Cuts | None = None, machine: str = "") -> RoundDone:
    port = hub.port(at.code, cuts)
    return exchange_round(at.app, lambda: port, machine or f"machine of {at.code}")


def cases(at: Station) -> set[str]:
    found = at.journal.connection().execute("SELECT case_id FROM case_rows").fetchall()
    return {case for (case,) in found}


def tone(at: Station) -> ReportingTone:
    return reporting_standing(at.app).light(now(at.app))[0]


def words(at: Station) -> str:
    return reporting_standing(at.app).light(now(at.app))[1]


def test_that_what_one_window_reports_the_other_takes_in(pair: tuple[Station, Station, MemoryHub]) -> None:
    one, two, hub = pair
    case = one.accept(1)
    assert exchange(one, hub).sent == one.journal.place()[0]
    assert tone(one) is ReportingTone.GOOD
    assert exchange(two, hub).pulled.new > 0
    assert cases(two) == {case}
    before = len(hub.batches)
    assert exchange(one, hub).sent == 0
    assert exchange(two, hub).pulled.new == 0
    assert len(hub.batches) == before
    assert one.faults() == two.faults() == []


@pytest.mark.parametrize("after", [False, True])
def test_that_a_cut_at_any_call_loses_and_doubles_nothing(
    pair: tuple[Station, Station, MemoryHub], *, after: bool
) -> None:
    one, two, hub = pair
    number, call, cut_calls = 0, 1, 0
    while call < 30:
        number += 1
        one.accept(number)
        two.accept(1000 + number)
        for at in (one, two):
            cuts = Cuts(call, after)
            broken = exchange(at, hub, cuts)
            cut_calls += bool(broken.sentence)
            assert bool(broken.sentence) == (cuts.calls >= call)
        if cuts.calls < call:
            break
        call += 1
    assert cut_calls >= 2 * 6
    for at in (one, two, one):
        assert exchange(at, hub).sentence == ""
    assert cases(one) == cases(two)
    assert len(cases(one)) == 2 * number
    for code, at in ((ONE, one), (TWO, two)):
        covered = [seq for of in listed(hub) if of.station == code for seq in range(of.first, of.last + 1)]
        assert covered == list(range(1, at.journal.place()[0] + 1))
        assert at.journal.exchange().waiting().count == 0
    assert one.faults() == two.faults() == []


@pytest.mark.parametrize("kept", [0, 1, 3])
def test_that_a_hub_put_back_gets_again_what_it_lost(
    pair: tuple[Station, Station, MemoryHub], kept: int
) -> None:
    one, two, hub = pair
    for number in range(1, 4):
        one.accept(number)
        two.accept(10 + number)
        for at in (one, two):
            exchange(at, hub)
    hub.put_back(kept)
    one.accept(4)
    for at in (two, one, two, one):
        assert exchange(at, hub).sentence == ""
    for at in (one, two):
        assert hub.last(at.code, 1) == at.journal.place()[0]
        assert at.journal.exchange().waiting().count == 0
        assert reporting_standing(at.app).put_back is not None
        order = {of: pos for pos, of in enumerate(listed(hub), 1)}
        for of, pos in order.items():
            stored = at.journal.exchange().batch(of)
            assert stored is None or stored.pos == pos
    assert cases(one) == cases(two)
    assert len(cases(one)) == 7
    assert one.faults() == two.faults() == []


def test_that_a_window_put_back_gets_its_own_later_entries_back(
    pair: tuple[Station, Station, MemoryHub], tmp_path: Path
) -> None:
    one, two, hub = pair
    one.accept(1)
    exchange(one, hub)
    one.journal.close()
    shutil.copytree(one.journal.profile, tmp_path / "older")
    one.journal = toy.open_journal(one.journal.profile, one.clock)
    one.accept(2)
    exchange(one, hub)
    one.journal.close()
    back = joined(Station(toy.open_journal(tmp_path / "older", one.clock), one.clock), hub)
    assert back.journal.station().epoch != 1
    back.accept(3)
    assert exchange(back, hub, machine="new machine").sentence == ""
    assert cases(back) == {case_id(1), case_id(2), case_id(3)}
    assert back.journal.exchange().waiting().count == 0
    assert exchange(two, hub).pulled.held == 1  # nobody certified the new epoch yet
    assert "待核实 1 批" in words(two)
    assert back.faults() == []


def test_that_own_entries_that_came_back_by_stick_alone_are_reported(
    pair: tuple[Station, Station, MemoryHub], tmp_path: Path
) -> None:
    one, two, hub = pair
    one.accept(1)
    exchange(one, hub)
    one.journal.close()
    shutil.copytree(one.journal.profile, tmp_path / "older")
    one.journal = toy.open_journal(one.journal.profile, one.clock)
    one.accept(2)
    one.accept(3)
    by_stick = one.batches()
    last = by_stick[-1].last
    one.journal.close()
    back = joined(Station(toy.open_journal(tmp_path / "older", one.clock), one.clock), hub)
    assert back.outcomes(by_stick) == ["new"]
    assert exchange(back, hub, machine="new machine").sentence == ""
    assert hub.last(ONE, 1) == last
    exchange(two, hub)
    assert cases(two) == {case_id(number) for number in (1, 2, 3)}
    hub.put_back(1)  # the hub loses them again
    assert exchange(back, hub, machine="new machine").sentence == ""
    assert hub.last(ONE, 1) == last
    assert back.faults() == []


def test_that_the_older_of_two_machines_with_one_code_is_told_so(
    pair: tuple[Station, Station, MemoryHub], tmp_path: Path
) -> None:
    one, _, hub = pair
    one.accept(1)
    exchange(one, hub)
    shutil.copytree(one.journal.profile, tmp_path / "copy")
    copy = joined(Station(toy.open_journal(tmp_path / "copy", one.clock), one.clock), hub)
    assert exchange(copy, hub, machine="another machine").sentence == ""
    done = exchange(one, hub)
    assert done.refused
    assert tone(one) is ReportingTone.BAD
    assert "另一台机器" in words(one)
    assert hub.refusals == [(ONE, "HB006")]


def test_that_two_machines_writing_one_stream_are_seen_on_both_sides(
    pair: tuple[Station, Station, MemoryHub],
) -> None:
    one, _, hub = pair
    exchange(one, hub)
    one.accept(1)
    (mine,) = one.batches()
    last = mine.entries[-1]
    assert isinstance(last, SentEntry)
    other = changed(last, actor="W99")
    other = changed(other, hash=recomputed_hash(ONE, 1, other))
    hub.place(one.sign(mine, (*mine.entries[:-1], other)))
    assert exchange(one, hub).sentence == ""
    epoch = one.journal.station().epoch
    assert epoch != 1  # it goes on in a stream of its own
    assert tone(one) is ReportingTone.BAD
    assert "分叉" in words(one)
    assert [(fork.station, fork.seq) for fork in one.journal.exchange().forks()] == [(ONE, last.seq)]
    assert {(fork.station, fork.seq) for fork in hub.forks} == {(ONE, last.seq)}
    assert set(hub.refusals) == {(ONE, "HB002")}
    one.accept(2)
    assert exchange(one, hub).sentence == ""
    assert hub.last(ONE, epoch) == one.journal.place()[0]
    assert tone(one) is ReportingTone.BAD
    assert one.journal.station().epoch == epoch


def test_that_a_revoked_window_is_told_why_and_loses_nothing(
    pair: tuple[Station, Station, MemoryHub],
) -> None:
    one, _, hub = pair
    one.accept(1)
    hub.revoked.add(ONE)
    assert exchange(one, hub).refused
    assert tone(one) is ReportingTone.BAD
    assert "已作废" in words(one)
    assert reporting_standing(one.app).waiting.count == one.journal.place()[0]
    hub.revoked.clear()
    assert exchange(one, hub).sentence == ""
    assert tone(one) is ReportingTone.GOOD


def test_that_another_hub_and_a_mix_of_demo_and_real_are_refused(
    pair: tuple[Station, Station, MemoryHub],
) -> None:
    one, _, hub = pair
    one.accept(1)
    for wrong, said in (
        (replace(hub, name="hub-2"), "不是登记时的汇聚库"),
        (replace(hub, demo=not hub.demo), "不能混用"),
    ):
        done = exchange(one, wrong)
        assert done.refused
        assert said in words(one)
        assert wrong.batches == []
    assert exchange(one, hub).sentence == ""


def test_that_joining_a_new_hub_reports_everything_to_it(pair: tuple[Station, Station, MemoryHub]) -> None:
    one, _, hub = pair
    one.accept(1)
    exchange(one, hub)
    new = MemoryHub("hub-2", hub.demo)
    unorder_from(one.app, 1)
    joined(one, new)
    assert exchange(one, new).sent == one.journal.place()[0]


@pytest.mark.parametrize("years", [-1, 1])
def test_that_a_clock_a_year_wrong_changes_nothing_of_what_is_exchanged(
    pair: tuple[Station, Station, MemoryHub], years: int
) -> None:
    one, two, hub = pair
    exchange(one, hub)
    one.clock.at += timedelta(days=365 * years)
    one.accept(1)
    assert exchange(one, hub).sentence == ""
    assert tone(one) is ReportingTone.GOOD
    exchange(two, hub)
    assert cases(two) == cases(one)
    one.clock.at -= timedelta(days=365 * years)
    assert exchange(one, hub).sentence == ""
    assert tone(one) is ReportingTone.GOOD


def test_that_a_week_without_contact_is_red_and_minutes_are_not(
    pair: tuple[Station, Station, MemoryHub],
) -> None:
    one, _, hub = pair
    exchange(one, hub)
    one.accept(1)
    assert tone(one) is ReportingTone.GOOD
    assert "正在上报" in words(one)
    one.clock.at += timedelta(hours=2)
    assert exchange(one, hub, Cuts(1)).sentence == "断了。"
    assert tone(one) is ReportingTone.WARN
    assert words(one).startswith("待上报 ")
    assert "（2 小时）。断了" in words(one)
    one.clock.at += timedelta(days=8)
    assert tone(one) is ReportingTone.BAD
    assert "8 天没有连上" in words(one)
    assert exchange(one, hub).sentence == ""
    assert tone(one) is ReportingTone.GOOD


@pytest.mark.parametrize("is_joined", [True, False])
def test_that_a_damaged_enrolment_is_red_and_says_how_to_mend_it(tmp_path: Path, *, is_joined: bool) -> None:
    one = station(tmp_path / "one", ONE)
    one.journal.keep_hub_secret(b"{}")
    if is_joined:
        joined(one, MemoryHub())
    (one.journal.profile / "hub.key").write_bytes(b'{"version": 1, "sealed": "AAAA"}')
    assert tone(one) is ReportingTone.BAD
    assert "hub.key" in words(one)
    lines = reporting_matters(one.app, reporting_standing(one.app), now(one.app))
    assert any("hub.key" in line.words and "再收一次" in line.to_do for line in lines)


def test_that_an_enrolment_that_is_gone_is_red_and_says_how_to_mend_it(tmp_path: Path) -> None:
    one = joined(station(tmp_path / "one", ONE), MemoryHub())
    (one.journal.profile / "hub.key").unlink()
    assert tone(one) is ReportingTone.BAD
    assert "hub.key 不见了" in words(one)
    lines = reporting_matters(one.app, reporting_standing(one.app), now(one.app))
    assert any("不见了" in line.words and "再收一次" in line.to_do for line in lines)


def test_that_a_certificate_of_a_trusted_hall_comes_with_the_hub_and_no_other_does(tmp_path: Path) -> None:
    hub = MemoryHub(demo=toy.IDENTITY.demo)
    one, two = joined(station(tmp_path / "one", ONE), hub), joined(station(tmp_path / "two", TWO), hub)
    for at in (one, two):
        settled_keys(at.journal, civil_date(at.clock.at))
    case = one.accept(1)
    exchange(one, hub)
    known = len(two.journal.entries("keys"))
    assert exchange(two, hub).pulled.held == 1  # its hall is a stranger's
    assert len(two.journal.entries("keys")) == known
    assert exchange(two, hub).pulled.held == 0
    assert cases(two) == set()
    two.trusts_hall(one)
    exchange(two, hub)
    assert cases(two) == {case}
    assert reporting_standing(two.app).held == 0


def test_that_what_came_after_a_hub_was_put_back_is_not_passed_over(
    pair: tuple[Station, Station, MemoryHub],
) -> None:
    one, two, hub = pair
    exchange(one, hub)
    exchange(two, hub)
    one.accept(1)
    exchange(one, hub)
    exchange(two, hub)  # two has seen the third batch
    hub.put_back(2)
    two.accept(2)
    exchange(two, hub)  # which is another one now
    one.accept(3)
    for at in (one, two, one):
        assert exchange(at, hub).sentence == ""
    assert cases(one) == cases(two) == {case_id(1), case_id(2), case_id(3)}


def test_that_a_hub_put_back_to_before_a_case_was_followed_is_noticed(
    pair: tuple[Station, Station, MemoryHub],
) -> None:
    one, two, hub = pair
    exchange(one, hub)
    exchange(two, hub)
    hub.turn += 1  # somebody follows a case: a delivery without a batch
    exchange(two, hub)
    hub.put_back(len(hub.batches))
    one.accept(1)
    exchange(one, hub)
    assert exchange(two, hub).sentence == ""
    assert cases(two) == {case_id(1)}
    assert reporting_standing(two.app).put_back is not None


def test_that_what_a_hub_lost_right_after_its_answer_is_reported_again(
    pair: tuple[Station, Station, MemoryHub],
) -> None:
    one, _, hub = pair
    exchange(one, hub)
    one.accept(1)
    before = len(hub.batches)
    pull = 7  # after state, link, open_epoch, known, open_epoch and push
    assert exchange(one, hub, Cuts(pull)).sentence
    assert len(hub.batches) == before + 1
    hub.put_back(before)
    assert exchange(one, hub).sentence == ""
    assert hub.last(ONE, 1) == one.journal.place()[0]
    assert one.journal.exchange().waiting().count == 0
