"""What a training profile takes along of the hall it is made of: its guide, its register, each on its day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from counter.bootstrap.opening import create_profile, open_app, setting_up
from counter.db.check.guides import check_guides
from counter.domain.errors import WorldTrouble
from counter.domain.hall.register.records import RegisteredHall
from counter.domain.hall.register.register import change_to
from counter.services.guide.import_pack import import_guide
from counter.services.register.issue_register import issue_register
from counter.services.tasks.training.clock import move_clock
from counter.services.tasks.training.make import copy_guide, training_seed
from tests.cli.shop import counter
from tests.services.bureau import bureau_on, window_on
from tests.services.office import PEOPLE, SetClock
from tests.settings import demo_hall


def test_that_the_halls_published_guide_comes_along_and_the_coming_one_on_its_day(tmp_path: Path) -> None:
    clock = SetClock(datetime(2026, 11, 20, 2, 0, tzinfo=UTC))
    with (
        bureau_on(tmp_path / "bureau", clock) as bureau,
        window_on(tmp_path / "real", clock) as window,
    ):
        bureau.believed_by(window)
        clerk = next(row for row in window.journal.staff() if row.code == "W01")
        for name, effective in (("我要开甲店", date(2026, 11, 20)), ("我要开乙店", date(2026, 12, 1))):
            number = bureau.release(name, effective=effective).number
            import_guide(window, bureau.pack(number), clerk)
    with open_app(tmp_path / "real", clock) as real:
        seed = training_seed(real)
        with setting_up(tmp_path / "training", seed.hall, seed.staff, clock) as new:
            with new.open_app() as fresh:
                copy_guide(real, fresh)
            new.finish()
        with open_app(tmp_path / "training", clock) as training:
            assert training.guide.version == real.guide.version
            assert training.guide.bundles[1].name == "我要开甲店"
            assert tuple(check_guides(training.journal, training.guides)) == ()  # type: ignore[arg-type]
            move_clock(training, 8, working=True, by="W01")
        for library in (tmp_path / "real" / "guides").glob("*.json"):
            library.unlink()
        with (
            pytest.raises(WorldTrouble),
            setting_up(tmp_path / "half", seed.hall, seed.staff, clock) as new,
            new.open_app() as fresh,
        ):
            copy_guide(real, fresh)
        assert not (tmp_path / "half").exists()
    with open_app(tmp_path / "training", clock) as training:
        assert training.guide.bundles[1].name == "我要开乙店"


def test_that_the_halls_register_comes_along_and_planned_changes_on_their_day(tmp_path: Path) -> None:
    clock = SetClock(datetime(2026, 11, 20, 2, 0, tzinfo=UTC))
    create_profile(tmp_path / "real", demo_hall(), PEOPLE, clock)
    with open_app(tmp_path / "real", clock) as real:
        keeper = next(row for row in real.journal.staff() if row.code == "S01")
        for phone, day in (("0482-0000001", date(2026, 11, 20)), ("0482-0000002", date(2026, 11, 24))):
            changes = (change_to(RegisteredHall("某政务服务中心", phone=phone), day),)
            issue_register(real.journal, changes, by=keeper)
    with open_app(tmp_path / "real", clock) as real:
        seed = training_seed(real)
        with setting_up(tmp_path / "training", seed.hall, seed.staff, clock) as new:
            with new.open_app() as fresh:
                copy_guide(real, fresh)
            new.finish()
    with open_app(tmp_path / "training", clock) as training:
        assert (training.hall.phone, training.hall.banner) == ("0482-0000001", "培训 无效")
        move_clock(training, 2, working=True, by="W01")
    with open_app(tmp_path / "training", clock) as training:
        assert training.hall.phone == training.jurisdiction.contacts.hall_phone == "0482-0000002"
    assert counter("check", "--data", tmp_path / "training").code == 0
