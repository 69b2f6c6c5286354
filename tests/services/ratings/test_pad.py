"""The pad's desk on a real profile: what the screen is told, and that a start cleans up after a crash."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter.domain.case.fold import fold
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.ratings.invitation import rating_state
from counter.domain.ratings.rating import Grade
from counter.services.ratings.refuse import RefusalCause
from counter.ui.facades.applicant import ScreenFacade
from counter.ui.facades.window import Clerk
from tests.facades import facade_on
from tests.services.rated import ANONYMOUS, NAMED, Rated, rated_on

W01 = Clerk("W01", "阿木古郎")


@pytest.fixture
def rated(tmp_path: Path) -> Iterator[Rated]:
    with rated_on(tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def pad(rated: Rated) -> ScreenFacade:
    return facade_on(rated.app).pad


def test_that_the_five_grades_come_in_their_order_with_reasons_of_a_version(pad: ScreenFacade) -> None:
    reasons = pad.reasons()
    assert list(reasons.of) == list(Grade)
    assert reasons.version
    assert pad.reasons() is reasons


def test_that_no_reason_is_added_left_out_or_reworded_within_a_version(pad: ScreenFacade) -> None:
    """指标未经批准不得增减 (DOMAIN §3): another list is another version in a file of its own."""
    reasons = pad.reasons()
    assert reasons.version == "device-2020-1"
    starts = dict(zip(Grade, (510, 406, 307, 207, 108), strict=True))
    for grade, first in starts.items():
        assert list(reasons.of[grade]) == [str(code) for code in range(first, first + 8)]
    words = "\n".join(f"{code} {said}" for group in reasons.of.values() for code, said in group.items())
    assert hashlib.sha256(words.encode()).hexdigest()[:16] == "413c7611b71a58c7"


def test_that_the_card_names_who_serves_here(pad: ScreenFacade, rated: Rated) -> None:
    assert (pad.card(W01).clerk, pad.card(W01).clerk_code) == ("阿木古郎", "W01")
    assert pad.card(None).clerk == ""
    assert pad.card(None).hall == rated.app.hall.hall


def test_that_an_unknown_pledge_is_told(pad: ScreenFacade, rated: Rated) -> None:
    with pytest.raises(BadInput):
        pad.pledge(rated.case(), "none")


def test_that_it_is_said_beforehand_whether_somebody_may_be_invited(pad: ScreenFacade, rated: Rated) -> None:
    case = rated.case()
    assert pad.why_not(case) == ""
    now, _ = pad.invite(case.id, W01)
    assert "一次只请一回" in pad.why_not(now)
    rated.office.later(days=1)
    assert "还没有办出结果" in pad.why_not(now)
    assert rated.causes() == []  # looking is no try


def test_that_a_rating_goes_from_invited_to_closed_and_nothing_else_is_told(
    pad: ScreenFacade, rated: Rated
) -> None:
    now, invitation = pad.invite(rated.case().id, W01)
    assert rating_state(now) == "invited"
    assert pad.cast(invitation, NAMED) is None  # type: ignore[func-returns-value]
    closed = pad.close(now.id)
    assert closed is not None
    assert rating_state(closed) == "closed"
    assert pad.close(now.id) is None


def test_that_a_start_closes_what_a_crash_left_and_writes_the_days_gone_by(
    pad: ScreenFacade, rated: Rated
) -> None:
    now, invitation = pad.invite(rated.case().id, W01)
    pad.cast(invitation, ANONYMOUS)
    rated.office.later(days=1)
    pad.close_all()
    case = fold(rated.entries(now.id))
    assert case is not None
    assert rating_state(case) == "closed"
    assert len(rated.anonymous()) == 1


def test_that_a_start_with_nothing_left_pays_for_no_case(rated: Rated) -> None:
    script = """
import sys
from pathlib import Path
from counter.bootstrap.opening import open_app
from tests.facades import facade_on
with open_app(Path(sys.argv[1])) as app:
    pad = facade_on(app).pad
    known = set(sys.modules)
    pad.close_all()
print(*sorted(m for m in set(sys.modules) - known if m.startswith("counter.")))
"""
    profile = rated.app.journal.profile  # type: ignore[attr-defined]
    done = subprocess.run(
        [sys.executable, "-c", script, str(profile)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""


def test_that_the_last_batch_does_not_wait_for_a_start(pad: ScreenFacade, rated: Rated) -> None:
    """A window that is never closed still writes yesterday's batch, with the first invitation that ends today."""
    rated.rate(ANONYMOUS)
    rated.office.later(days=1)
    now, _ = pad.invite(rated.case().id, W01)
    pad.close(now.id)
    assert len(rated.anonymous()) == 1


def test_that_keyboard_and_scanner_are_noted_without_a_case(pad: ScreenFacade, rated: Rated) -> None:
    for cause in (RefusalCause.KEYBOARD, RefusalCause.SCANNER, RefusalCause.OTHER_POINTER):
        pad.refused(cause)
    assert rated.causes() == ["keyboard", "scanner", "other_pointer"]
    refused = [e for e in rated.entries() if e.kind == "rating.refused"]
    assert {(e.actor, tuple(e.read())) for e in refused} == {("pad", ("cause",))}


def test_that_two_choices_at_the_same_moment_are_one(pad: ScreenFacade, rated: Rated) -> None:
    """Two touches, two threads: the second finds the first."""
    _, invitation = pad.invite(rated.case().id, W01)
    refused: list[RuleRefused] = []
    together = threading.Barrier(2)

    def choose() -> None:
        together.wait()
        try:
            pad.cast(invitation, NAMED)
        except RuleRefused as error:
            refused.append(error)

    threads = [threading.Thread(target=choose) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert rated.causes() == []  # noted, it would tell that the visit had been answered
    rated.wait()
    rated.next_day()
    assert len(rated.named()) == len(rated.anonymous()) == 1
