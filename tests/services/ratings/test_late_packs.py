"""Packs that come late, in another order or from a window that was moved raise no lasting alarm at the office."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from counter.bootstrap.opening import open_app
from counter.domain.ratings.rating import Grade
from counter.services.keys.back_offices import handler_card
from counter.services.ratings.batch import batch_ratings
from tests.services.office import FRIDAY, Office, office_on
from tests.services.rated import ANONYMOUS, NAMED, Rated, trust
from tests.services.rating_office import named, rating_office_on
from tests.services.window_and_office import Both

DAY = FRIDAY.date().isoformat()


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Both]:
    with rating_office_on(tmp_path / "office") as office, office_on(tmp_path / "window", FRIDAY) as window:
        trust(window.app, handler_card(office.app.journal))
        yield Both(Rated(window, X25519PrivateKey.generate()), office)


def test_that_the_accounts_of_a_moved_window_follow_those_of_its_epoch_before(tmp_path: Path) -> None:
    with rating_office_on(tmp_path / "office") as office:
        with office_on(tmp_path / "window", FRIDAY) as window:
            trust(window.app, handler_card(office.app.journal))
            both = Both(Rated(window, X25519PrivateKey.generate()), office)
            both.day(NAMED)
            assert both.take(both.pack()).faults == ()
            both.window.rate(NAMED)
            clock = window.clock
        (tmp_path / "window").rename(tmp_path / "moved")
        clock.at += timedelta(days=1)
        with open_app(tmp_path / "moved", clock) as app:
            both = Both(Rated(Office(app, clock), X25519PrivateKey.generate()), office)
            epoch = app.journal.station().epoch
            assert epoch > 1
            first = both.pack()
            assert (first.epoch, first.account) == (epoch, 0)  # the next account is number 1 of its epoch
            assert both.take(first).faults == ()
            assert both.seen().faults == ()
            batch_ratings(app)
            both.day(ANONYMOUS)
            pack = both.pack()
            assert (pack.epoch, [(a.epoch, a.account.number, a.account.day) for a in pack.accounts]) == (
                epoch,
                [(epoch, 1, "2026-11-21"), (epoch, 2, "2026-11-22")],
            )
            assert both.take(pack).faults == ()
            assert both.seen().faults == ()


def test_that_packs_that_come_in_another_order_are_told_until_the_last_of_them_is_there(both: Both) -> None:
    """Nothing of it stays with the packs: what is still on its way is told, and no longer once it came."""
    both.window.rate(NAMED)
    noon = both.pack()
    both.day(NAMED)
    first = both.pack()
    evening = both.pack()
    both.day(ANONYMOUS)
    last = both.pack()
    told = [set(both.take(pack).faults) for pack in (evening, last, noon, first)]
    assert told == [
        {"窗口的账到第1笔，交来的只到第0笔"},
        {"第1代的账缺1笔（2026-11-21以前），有评价包没有交来"},
        {"第1代的账缺1笔（2026-11-21以前），有评价包没有交来"},
        set(),
    ]
    assert both.seen().faults == ()


def test_that_a_box_of_noon_is_missed_only_while_its_pack_has_not_come(both: Both) -> None:
    both.window.rate(NAMED)
    noon = both.pack()
    both.day(NAMED)
    lost = f"{DAY}：账上有的实名封件少了1份"
    assert both.take(both.pack()).faults == (lost,)
    assert both.seen().faults == (lost,)
    assert both.take(noon).faults == ()
    assert both.seen().faults == ()


def test_that_a_pack_dated_later_than_it_comes_is_told(both: Both) -> None:
    """Else a box put in at noon would wait for the account of a day that never comes."""
    both.day(NAMED)
    both.take(both.pack())
    both.window.rate(NAMED)
    noon = both.pack()
    put_in = both.box(named(grade=Grade.VERY_SATISFIED, at=both.window.office.clock.at.isoformat()))
    taken = both.take(noon, named=(*noon.named, put_in), made_at="2099-01-01T00:00:00+00:00")
    assert any("2099-01-01" in fault for fault in taken.faults)
    both.day(NAMED)
    both.take(both.pack())
    assert any("2099-01-01" in fault for fault in both.seen().faults)
    assert "2026-11-21交来的实名封件有1份，后来的账上没有" in both.seen().faults
    assert not any("退回去了" in fault for fault in both.seen().faults)


def test_that_a_box_put_in_at_noon_is_told_with_its_day_once_the_account_came(both: Both) -> None:
    both.window.rate(NAMED)
    noon = both.pack()
    put_in = both.box(named(grade=Grade.VERY_SATISFIED, at=FRIDAY.isoformat()))
    assert both.take(noon, named=(*noon.named, put_in)).faults == ()
    both.day(NAMED)
    assert both.take(both.pack()).faults == (f"{DAY}交来的实名封件有1份，后来的账上没有",)


def test_that_a_later_pack_without_accounts_is_told_also_where_it_comes_first(both: Both) -> None:
    both.day(NAMED)
    first = both.pack()
    both.day(NAMED)
    bare = both.take(both.pack(), account=None, accounts=())
    assert (bare.no_accounts, bare.faults) == (True, ())
    assert any("2026-11-22的包没有账" in fault for fault in both.take(first).faults)
    assert any("2026-11-22的包没有账" in fault for fault in both.seen().faults)
