"""A clerk who invites only the happy is a figure that the office sees: by month, never by day, and no single visit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from counter.bootstrap.opening import open_app
from counter.domain.case.case import Case
from counter.domain.errors import BadInput
from counter.domain.ratings.clerks import (
    OTHERS,
    ClerkCounts,
    ClerkMonth,
    ClerksAccounted,
    MonthSum,
    PackedMonth,
    PackedMonths,
)
from counter.domain.ratings.pack import RatingPack, pack_text, read_pack
from counter.domain.ratings.rating import Choice
from counter.domain.ratings.slip_code import Slip
from counter.domain.visit.filing_mode import FilingMode
from counter.services.hall.staff import add_staff
from counter.services.hall.station_log import confirm_clock
from counter.services.keys.back_offices import handler_card
from counter.services.ratings.account import account_ratings
from counter.services.ratings.account_clerks import account_clerks, clerks_of
from counter.services.ratings.batch import batch_ratings
from counter.services.ratings.close import close_ratings
from counter.services.ratings.invite import invite_rating
from counter.services.ratings.slip import print_slip
from counter.services.visit.file_case import file_case
from tests.services.office import FRIDAY, Office, office_on
from tests.services.rated import ANONYMOUS, MICRO, NAMED, Rated, trust
from tests.services.rating_office import rating_office_on
from tests.services.ratings.test_accounts import HAPPY
from tests.services.ratings.test_pack import OnePrinter
from tests.services.window_and_office import Both
from tests.settings import somebody


@dataclass
class Clerks(Both):
    """A window at which several clerks serve, and its office."""

    def case(self, clerk: str) -> Case:
        """A visit that this clerk brought to its outcome."""
        app = self.window.app
        self.window.visitors += 1
        row = next(s for s in app.journal.staff() if s.code == clerk)
        visit = self.window.office.visit(MICRO, applicant=somebody(name=f"评价{self.window.visitors}"))
        visit = replace(visit, duplicate_reason="另一次申请")
        filed = file_case(
            app.journal, app.projector, app.setting(), visit, clerk=row, decision=FilingMode.DECIDE
        )
        return filed.case

    def serve(self, clerk: str, *choices: Choice | None, never: int = 0) -> None:
        """Visits of one clerk: those invited, with what they chose, and those never invited."""
        for choice in choices:
            invitation = invite_rating(self.window.app, self.case(clerk).id, clerk)[1]
            self.window.office.later(seconds=40)
            self.window.cast(invitation, choice)
            self.window.wait()
        for _ in range(never):
            self.case(clerk)

    def cut_short(self, clerk: str) -> None:
        """A visit of that clerk whose invitation the next visit ended."""
        invite_rating(self.window.app, self.case(clerk).id, clerk)
        self.window.office.later(seconds=20)
        close_ratings(self.window.app, everything=True)

    def month_over(self, day: str = "2026-12-01") -> None:
        """The clock shows that day."""
        self.window.office.at(day)
        batch_ratings(self.window.app)

    def months(self) -> tuple[ClerkMonth, ...]:
        months = self.seen().months
        assert months is not None
        return months

    def told(self, pack: RatingPack, **changes: object) -> PackedMonths:
        """The pack's only table, otherwise told."""
        assert pack.clerks is not None
        (one,) = pack.clerks.months
        return PackedMonths((replace(one, told=replace(one.told, **changes)),))  # type: ignore[arg-type]


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Clerks]:
    with rating_office_on(tmp_path / "office") as office, office_on(tmp_path / "window", FRIDAY) as window:
        trust(window.app, handler_card(office.app.journal))
        staffed(window)
        yield Clerks(Rated(window, X25519PrivateKey.generate()), office)


def staffed(window: Office) -> None:
    """Two more clerks, W02 and W03."""
    for code in ("W02", "W03"):
        add_staff(window.app.journal, code=code, name=code, role="clerk", pin="1234", actor="S01")


def test_that_a_clerk_who_invites_every_happy_visitor_only_stands_out(both: Clerks) -> None:
    both.serve("W01", NAMED, ANONYMOUS, None, HAPPY, NAMED, never=1)
    both.window.next_day()
    both.serve("W02", HAPPY, never=7)
    both.cut_short("W02")
    both.month_over()
    pack = both.pack()
    assert both.take(pack).faults == ()
    (month,) = both.months()
    assert (month.month, month.checked) == ("2026-11", True)
    assert month.rows == (ClerkCounts("W01", 6, 5, 0, 0), ClerkCounts("W02", 9, 2, 0, 1))
    assert month.hall == MonthSum(outcomes=15, asked=7, slips=0, cut_short=1)
    text = pack_text(pack)
    assert all(name not in text for name in ("阿木古郎", '"W03"'))
    assert read_pack(text) == pack


def test_that_nothing_is_told_of_a_clerk_before_the_month_is_over(both: Clerks) -> None:
    both.serve("W01", HAPPY, never=5)
    both.month_over("2026-11-30")
    pack = both.pack()
    assert pack.clerks == PackedMonths()
    assert '"W01"' not in pack_text(pack)
    assert both.take(pack).faults == ()
    assert (both.seen().months, both.seen().faults) == ((), ())
    both.serve("W01", never=2)  # on the last day itself
    both.month_over()
    assert both.take(both.pack()).faults == ()
    hall = MonthSum(8, 1, 0, 0)
    assert both.months() == (
        ClerkMonth("2026-11", (ClerkCounts("W01", 8, 1, 0, 0),), checked=True, hall=hall),
    )
    assert account_clerks(both.window.app) == 0
    assert both.pack().clerks == PackedMonths()


def test_that_a_month_waits_for_an_invitation_that_a_crash_left_open(both: Clerks) -> None:
    both.serve("W01", never=5)
    both.window.next_day()
    assert account_ratings(both.window.app) == 1
    invite_rating(both.window.app, both.case("W01").id, "W01")
    both.month_over()
    assert (account_ratings(both.window.app), account_clerks(both.window.app)) == (0, 0)
    close_ratings(both.window.app, everything=True)
    batch_ratings(both.window.app)
    assert both.take(both.pack()).faults == ()
    assert both.months()[0].rows == (ClerkCounts("W01", 6, 1, 0, 0),)


def test_that_a_clerk_with_four_visits_is_not_told_apart(both: Clerks) -> None:
    both.serve("W01", HAPPY, never=5)
    both.serve("W02", never=4)
    both.month_over()
    pack = both.pack()
    assert both.take(pack).faults == ()
    assert both.months()[0].rows == (ClerkCounts("W01", 10, 1, 0, 0, mixed=True),)
    assert '"W02"' not in pack_text(pack)  # a box may hold these letters by chance


def test_that_several_with_few_visits_are_told_together(both: Clerks) -> None:
    both.serve("W01", never=5)
    both.serve("W02", NAMED, never=3)
    both.serve("W03", HAPPY)
    both.month_over()
    assert both.take(both.pack()).faults == ()
    assert both.months()[0].rows == (ClerkCounts("W01", 5, 0, 0, 0), ClerkCounts(OTHERS, 5, 2, 0, 0))


def test_that_an_invitation_cut_short_is_counted_for_who_cut_it_off(both: Clerks) -> None:
    both.serve("W01", never=4)
    both.serve("W02", never=5)
    case = both.case("W01")
    invite_rating(both.window.app, case.id, "W01")
    close_ratings(both.window.app, case.id, by="W02")
    both.month_over()
    assert both.take(both.pack()).faults == ()
    assert both.months()[0].rows == (ClerkCounts("W01", 5, 1, 0, 0), ClerkCounts("W02", 5, 0, 0, 1))


def test_that_a_visit_is_counted_for_who_served_and_not_for_who_invites(both: Clerks) -> None:
    for _ in range(5):
        invite_rating(both.window.app, both.case("W01").id, "W02")
        both.window.wait()
    both.month_over()
    assert both.take(both.pack()).faults == ()
    assert both.months()[0].rows == (ClerkCounts("W01", 5, 5, 0, 0),)


def test_that_slips_are_counted(both: Clerks) -> None:
    app = replace(both.window.app, queue=OnePrinter())
    both.serve("W01", never=4)
    slips: list[Slip] = []

    def make(slip: Slip) -> bytes:
        slips.append(slip)
        return b"%PDF"

    print_slip(app, both.case("W01").id, "W01", make)
    both.month_over("2027-01-05")  # the slip's last day is over too
    close_ratings(both.window.app)
    batch_ratings(both.window.app)
    assert both.take(both.pack()).faults == ()
    assert len(slips) == 1
    assert both.months()[0].rows == (ClerkCounts("W01", 5, 1, 1, 0),)


def test_that_what_comes_to_a_day_after_its_account_is_in_neither(both: Clerks) -> None:
    """A clock that went back: the daily account stands, and the table must not tell more than its days."""
    both.serve("W01", NAMED, never=5)
    both.window.office.at("2026-11-24")
    batch_ratings(both.window.app)
    both.serve("W01", never=1)
    account_ratings(both.window.app)
    both.window.office.at("2026-11-20", 17)
    confirm_clock(both.window.app.journal, code="S01", pin="9876")
    both.serve("W01", HAPPY, never=2)
    both.window.office.at("2026-11-25")
    both.month_over()
    taken = both.take(both.pack())
    assert taken.faults == ()
    assert taken.outcomes == 7
    assert both.months()[0].rows == (ClerkCounts("W01", 7, 1, 0, 0),)


@pytest.mark.parametrize(
    "row",
    [
        ClerkCounts("W01", 6, 2, 0, 0),
        ClerkCounts("W01", 6, 1, 1, 0),
        ClerkCounts("W01", 6, 1, 0, 1),
        ClerkCounts("W01", 5, 1, 0, 0),
        ClerkCounts("W02", 60, 60, 0, 0),
    ],
    ids=str,
)
def test_that_sums_that_do_not_agree_are_told_with_their_month(both: Clerks, row: ClerkCounts) -> None:
    both.serve("W01", HAPPY, never=5)
    both.month_over()
    pack = both.pack()
    taken = both.take(pack, clerks=both.told(pack, rows=(row,)))
    assert any(fault.startswith("2026年11月按人的账和逐日的账不一致") for fault in taken.faults)
    assert both.seen().faults == taken.faults


def test_that_a_table_left_out_bound_elsewhere_told_twice_or_too_early_is_told(both: Clerks) -> None:
    both.serve("W01", HAPPY, never=5)
    both.month_over()
    pack = both.pack()
    other = both.told(pack, account="ab" * 32)
    assert any("逐日的账接不上" in fault for fault in both.take(pack, clerks=other).faults)
    assert any("交来过两种" in fault for fault in both.take(pack).faults)
    early = both.told(pack, month="2026-12")
    assert any("还没过完" in fault for fault in both.take(pack, clerks=early).faults)


def test_that_a_table_that_never_comes_is_told_once_a_later_month_has_begun(both: Clerks) -> None:
    both.serve("W01", HAPPY, never=5)
    both.month_over()
    both.serve("W01", NAMED)
    both.month_over("2026-12-03")
    pack = both.pack()
    taken = both.take(pack, clerks=PackedMonths())
    assert taken.faults == ("2026年11月没有按人的账，窗口应该交来",)
    assert both.take(pack).faults == ()
    assert both.seen().faults == ()


def test_that_a_table_of_a_later_month_follows_the_one_before(both: Clerks) -> None:
    both.serve("W01", HAPPY, never=5)
    both.month_over()
    assert both.take(both.pack()).faults == ()
    both.serve("W02", NAMED, never=5)
    both.month_over("2027-01-04")
    pack = both.pack()
    forged = both.told(pack, previous="cd" * 32)
    assert any("和前一份接不上" in fault for fault in both.take(pack, clerks=forged).faults)


def test_that_packs_of_every_month_and_all_of_them_again_agree(both: Clerks) -> None:
    for day in ("2026-12-01", "2027-01-04", "2027-02-01"):
        both.serve("W01", NAMED, never=5)
        both.serve("W02", HAPPY, never=1)
        both.month_over(day)
        assert both.take(both.pack()).faults == ()
    assert both.take(both.pack(everything=True)).faults == ()
    assert [m.month for m in both.months()] == ["2026-11", "2026-12", "2027-01"]
    assert all(m.rows == (ClerkCounts("W01", 8, 2, 0, 0, mixed=True),) for m in both.months())


def test_that_a_window_without_such_tables_is_told_so_and_gives_no_alarm(both: Clerks) -> None:
    both.serve("W01", HAPPY, never=5)
    both.month_over()
    both.serve("W01", NAMED)
    both.month_over("2026-12-03")
    pack = both.pack()
    old = replace(pack, clerks=None)
    assert '"clerks"' not in pack_text(old)
    assert both.take(old).faults == ()
    assert (both.seen().months, both.seen().faults) == (None, ())
    assert both.take(pack).faults == ()
    both.window.office.clock.at += timedelta(hours=1)
    both.office.clock.at = both.window.office.clock.at
    later = both.window.office.clock.at.isoformat()
    taken = both.take(old, made_at=later)  # it had them before
    assert taken.faults == ("这个包没有按人的账，以前的包有：窗口退回了旧版程序，或账被去掉了",)


def test_that_a_month_whose_days_did_not_all_come_is_said_to_be_not_compared(
    both: Clerks, tmp_path: Path
) -> None:
    both.serve("W01", HAPPY, never=3)
    both.window.next_day()
    both.take(both.pack())
    with rating_office_on(tmp_path / "another", at=both.window.office.clock.at) as office:
        trust(both.window.app, handler_card(office.app.journal))
        other = Clerks(both.window, office)
        other.serve("W01", NAMED, never=3)
        other.month_over()
        assert other.take(other.pack()).faults == ("第1代的账缺1笔（2026-11-21以前），有评价包没有交来",)
        assert [(m.rows[0].outcomes, m.checked) for m in other.months()] == [(8, False)]
        assert other.take(other.pack(everything=True)).faults == ()
        assert other.months()[0].checked


def test_that_the_tables_of_a_moved_window_go_on_in_its_next_epoch(tmp_path: Path) -> None:
    with rating_office_on(tmp_path / "office") as office:
        with office_on(tmp_path / "window", FRIDAY) as window:
            trust(window.app, handler_card(office.app.journal))
            staffed(window)
            both = Clerks(Rated(window, X25519PrivateKey.generate()), office)
            both.serve("W01", NAMED, never=5)
            both.window.next_day()
            assert both.take(both.pack()).faults == ()
            clock = window.clock
        (tmp_path / "window").rename(tmp_path / "moved")
        with open_app(tmp_path / "moved", clock) as app:
            both = Clerks(Rated(Office(app, clock), X25519PrivateKey.generate()), office)
            both.serve("W02", HAPPY, never=5)
            both.month_over()
            pack = both.pack()
            assert pack.epoch > 1
            assert both.take(pack).faults == ()
            assert both.months()[0].rows == (ClerkCounts("W01", 6, 1, 0, 0), ClerkCounts("W02", 6, 1, 0, 0))


@pytest.mark.parametrize(
    "told",
    [
        ClerksAccounted("2026-13", "ab" * 32, "", ()),
        ClerksAccounted("2026-11", "ab", "", ()),
        ClerksAccounted("2026-11", "ab" * 32, "cd", ()),
        ClerksAccounted("2026-11", "ab" * 32, "", (ClerkCounts("W01", 4, 1, 0, 0),)),
        ClerksAccounted("2026-11", "ab" * 32, "", (ClerkCounts("W01", 5, 6, 0, 0),)),
        ClerksAccounted("2026-11", "ab" * 32, "", (ClerkCounts("W01", 5, -1, 0, 0),)),
        ClerksAccounted("2026-11", "ab" * 32, "", (ClerkCounts("阿木 古郎", 5, 1, 0, 0),)),
        ClerksAccounted("2026-11", "ab" * 32, "", (ClerkCounts("W01", 5, 1, 0, 0),) * 2),
    ],
    ids=str,
)
def test_that_a_table_that_cannot_be_is_refused_in_words(both: Clerks, told: ClerksAccounted) -> None:
    both.serve("W01", NAMED)
    both.window.next_day()
    pack = both.pack()
    with pytest.raises(BadInput, match="按人的账"):
        both.take(pack, clerks=PackedMonths((PackedMonth(1, 9, "ab" * 32, told),)))


def test_that_the_journal_entry_names_no_case_no_day_and_no_person(both: Clerks) -> None:
    both.serve("W01", HAPPY, never=5)
    both.month_over()
    both.pack()
    (entry,) = clerks_of(both.window.app.journal)
    said = entry.read()
    assert set(said) == {"month", "account", "previous", "rows"}
    rows = said["rows"]
    assert isinstance(rows, list)
    assert set(rows[0]) == {"clerk", "outcomes", "asked", "slips", "cut_short", "mixed"}
    assert not entry.sealed
