"""What of a day's ratings a dead PC takes along is counted as lost at the office, and is no fraud (decision 0012)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from counter.bootstrap.opening import create_profile, open_app
from counter.db.backup.restore import restore_profile
from counter.db.backup.write import write_backup
from counter.db.keys.key_folder import load_keys
from counter.domain.hall.backup.progress import ignore_backup
from counter.domain.ratings.slip_code import Slip
from counter.services.keys.back_offices import handler_card
from counter.services.ratings.slip import print_slip, use_code
from tests.services.office import FRIDAY, PEOPLE, Office, SetClock
from tests.services.rated import ANONYMOUS, NAMED, Rated, trust
from tests.services.rating_office import RatingOffice, rating_office_on
from tests.services.ratings.test_pack import OnePrinter
from tests.services.window_and_office import Both
from tests.settings import demo_hall


@dataclass
class Burning:
    """A window that is backed up and burns, and the office."""

    folder: Path
    key: str
    clock: SetClock
    office: RatingOffice
    backup: Path = Path()

    @contextmanager
    def open(self, name: str) -> Iterator[Both]:
        with open_app(self.folder / name, self.clock) as app:
            yield Both(Rated(Office(app, self.clock), X25519PrivateKey.generate()), self.office)

    def back_up(self, profile: Path) -> None:
        stick = self.folder / "stick"
        stick.mkdir()
        keys = load_keys(profile)
        self.backup = write_backup(profile, keys, stick, self.clock.at, ignore_backup, 0).path

    def restore(self) -> None:
        restore_profile(self.backup, self.key, self.folder / "new", ignore_backup)


@pytest.fixture
def burning(tmp_path: Path) -> Iterator[Burning]:
    clock = SetClock(FRIDAY)
    with rating_office_on(tmp_path / "office") as office:
        key = create_profile(tmp_path / "window", demo_hall(), PEOPLE, clock)
        found = Burning(tmp_path, key, clock, office)
        with found.open("window") as both:
            trust(both.window.app, handler_card(office.app.journal))
        yield found


def test_that_the_office_counts_what_went_down_with_a_pc_and_suspects_nobody(burning: Burning) -> None:
    with burning.open("window") as both:
        both.day(NAMED, ANONYMOUS)
        assert both.take(both.pack()).lost == 0
        for choice in (NAMED, ANONYMOUS, None):
            both.window.rate(choice)
        open_case = both.window.case()
        both.window.invite(open_case)
        burning.back_up(burning.folder / "window")
        both.window.wait()
        both.window.rate(ANONYMOUS)  # after the backup: nobody will know of it
    burning.restore()
    with burning.open("new") as both:
        assert both.window.kinds(open_case.id) == ["rating.invited", "rating.closed"]
        both.window.rate(ANONYMOUS)  # the same day, in the next epoch
        both.window.next_day()
        taken = both.take(both.pack())
        assert (taken.faults, taken.doubtful, taken.missing) == ((), 0, 0)
        assert (taken.named, taken.anonymous, taken.lost) == (1, 1, 4)
        assert both.take(both.pack(everything=True)).faults == ()
        seen = both.seen()
        assert seen.faults == ()
        assert [(d.day, d.invited, d.closed, d.lost) for d in seen.days] == [
            ("2026-11-20", 2, 2, 0),
            ("2026-11-21", 5, 4, 4),
        ]


def test_that_a_lost_box_that_is_in_no_account_is_still_told(burning: Burning) -> None:
    """Only what the day's account names as lost is: one box more, left out of the pack, stands out."""
    with burning.open("window") as both:
        both.window.rate(ANONYMOUS)
        burning.back_up(burning.folder / "window")
    burning.restore()
    with burning.open("new") as both:
        both.window.rate(ANONYMOUS)
        both.window.next_day()
        pack = both.pack()
        assert any("匿名封件少了1份" in fault for fault in both.take(pack, days=()).faults)


def test_that_a_slip_in_somebodys_hand_is_good_after_restoring(burning: Burning) -> None:
    slips: list[Slip] = []

    def make(slip: Slip) -> bytes:
        slips.append(slip)
        return b"%PDF"

    with burning.open("window") as both:
        window = both.window
        window.office.app = replace(window.app, queue=OnePrinter())
        print_slip(window.app, window.case().id, "W01", make)
        used = window.case().id
        print_slip(window.app, used, "W01", make)
        use_code(window.app, slips[1].code, "W01")  # and the person is at the pad when the PC burns
        burning.back_up(burning.folder / "window")
    burning.restore()
    with burning.open("new") as both:
        assert both.window.kinds(used)[-1] == "rating.closed"
        invitation = use_code(both.window.app, slips[0].code, "W01")
        both.window.cast(invitation, ANONYMOUS)
        both.window.wait()
        both.window.next_day()
        taken = both.take(both.pack())
        assert (taken.faults, taken.anonymous, taken.lost) == ((), 1, 1)
