"""Case keys in the round with the hub: asked, answered, read; forgotten; nothing lost or sent for ever by a cut."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from counter.domain.journal.exchange.key_wraps import KeyParcel
from counter.services.exchange.answering import set_answering
from counter.services.exchange.follow_forgetting import unconfirmed_forgetting
from counter.services.exchange.grant_keys import grant_keys_by_hand
from counter.services.exchange.keys_at_hub import keys_at_hub
from counter.services.exchange.reporting_matters import ReportingMatter, reporting_matters
from counter.services.exchange.reporting_standing import reporting_standing
from counter.services.exchange.round import RoundDone, exchange_round
from counter.services.exchange.round_marks import begin_marks
from counter.services.exchange.take_wraps import take_wraps
from counter.services.hall.configure_hall import configure_hall
from counter.services.hall.staff import add_staff
from counter.services.keys.recovery_reading import waiting_for_recovery
from counter.services.keys.ring import RingSecret, import_ring
from counter.services.keys.ring_cards import ring_in_force
from tests.db import toy
from tests.db.backing_up import back_up, open_restored, restore
from tests.services.exchange.memory_hub import Cuts, MemoryHub
from tests.services.exchange.sharing import LEAD, Hall, ask, hall, names, ring
from tests.services.exchange.stations import Station
from tests.services.exchange.sticks import joins
from tests.settings import demo_hall


class Joined(Hall):
    """The windows of a hall on one hub."""

    hub: MemoryHub

    def round(self, *at: Station, cuts: Cuts | None = None) -> RoundDone:
        """A round of each; what became of the last."""
        done = RoundDone()
        for one in at:
            port = self.hub.port(one.code, cuts)
            done = exchange_round(one.app, lambda port=port: port, f"machine of {one.code}")  # type: ignore[misc]
        return done

    def case(self) -> str:
        """A new one of the owner's, reported."""
        self.made += 1
        return self.owner.accept(self.made)


@pytest.fixture
def joined(tmp_path: Path) -> Iterator[Joined]:
    found = Joined(*hall(tmp_path, "01", "03", "04"))
    found.hub = MemoryHub(demo=toy.IDENTITY.demo, holders={"01"})
    ring(found.room)
    for one in found.all:
        begin_marks(one.app, found.hub.name)
    found.round(found.room, found.owner, found.other)
    yield found
    for one in found.all:
        assert "key" not in one.faults()
        one.journal.close()


def test_that_a_window_asks_and_reads_one_case_by_two_rounds_of_a_holder(joined: Joined) -> None:
    one, two = joined.case(), joined.case()
    joined.round(joined.owner, joined.other, joined.room)
    assert names(joined.room, one, two) == [True, True]
    ask(joined.other, one)
    done = joined.round(joined.other, joined.room)
    assert done.keys.settled is not None
    assert done.keys.settled.answered == ()  # nobody of the hall switched that on
    grant_keys_by_hand(joined.room.app, **LEAD)
    joined.round(joined.room)
    assert joined.round(joined.other).keys.opened == (one,)
    assert names(joined.other, one, two) == [True, False]
    joined.round(joined.owner)
    assert "key.shared" in {entry.kind for entry in joined.owner.journal.entries(one)}
    set_answering(joined.room.app, on=True, **LEAD)
    ask(joined.other, two)
    joined.round(joined.other)
    answer = joined.round(joined.room)
    assert answer.sent == 2  # that it answers, and the answer, in the same round
    joined.round(joined.other)
    assert names(joined.other, one, two) == [True, True]
    before = dict(joined.hub.wraps)
    for _ in range(2):
        assert [joined.round(at).keys.sent for at in joined.all] == [0, 0, 0]
    assert joined.hub.wraps == before


def test_that_forgetting_empties_the_hub_and_the_window_that_was_let_read(joined: Joined) -> None:
    set_answering(joined.room.app, on=True, **LEAD)
    one = joined.case()
    joined.round(joined.owner, joined.other, joined.room)
    ask(joined.other, one)
    joined.round(joined.other, joined.room, joined.other)
    assert names(joined.other, one) == [True]
    joined.owner.journal.forget(one, actor="S01", reason="保管期限已满")
    joined.round(joined.owner, joined.other, joined.room, joined.owner)
    assert names(joined.other, one) == names(joined.room, one) == [False]
    assert unconfirmed_forgetting(joined.owner.app, one) == ()
    port = joined.hub.port("04")
    assert not any(w.subject == one for w in port.wraps("04-1", 0).keys.wraps)


def test_that_a_cut_at_any_call_loses_no_key_and_sends_none_for_ever(joined: Joined) -> None:
    """Before the call took effect and after it, by turns."""
    set_answering(joined.room.app, on=True, **LEAD)
    for call in range(1, 40, 2):
        one = joined.case()
        cuts = [Cuts(call + n % 2, after=bool(call // 2 % 2)) for n in range(4)]
        joined.round(joined.owner, cuts=cuts[0])
        joined.round(joined.owner, joined.other)
        ask(joined.other, one)
        joined.round(joined.other, cuts=cuts[1])
        joined.round(joined.other)
        joined.round(joined.room, cuts=cuts[2])
        joined.round(joined.room)
        joined.round(joined.other, cuts=cuts[3])
        joined.round(joined.other)
        assert names(joined.other, one) == [True], call
        if all(cut.calls < call for cut in cuts):
            break
    assert call > 8
    assert [joined.round(at).keys.sent for at in joined.all] == [0, 0, 0]


def test_that_a_brought_ring_reads_everything_from_the_start_and_an_unnamed_holder_is_told(
    joined: Joined,
) -> None:
    cases = [joined.case() for _ in range(3)]
    joined.round(joined.owner, joined.room, joined.other)
    set_answering(joined.room.app, on=True, **LEAD)
    ask(joined.other, cases[0])
    joined.round(joined.other, joined.room, joined.other)  # of its own wraps it is further than of the ring's
    card = ring_in_force(joined.other.journal)
    assert card is not None
    secret = RingSecret(card, joined.room.journal.ring_keys()[-1])
    configure_hall(joined.other.journal, demo_hall(), actor="setup")
    add_staff(joined.other.journal, **LEAD, name="示例主管", role="supervisor", actor="setup")
    import_ring(joined.other.journal, lambda: secret, **LEAD, today=joined.other.clock.at.date())
    assert joined.round(joined.other).sentence == ""  # the rest goes on
    assert names(joined.other, *cases) == [True, False, False]
    assert any("持有者" in one for one in keys_at_hub(joined.other.app).refused)
    joined.hub.holders.add("04")
    joined.round(joined.other)
    assert names(joined.other, *cases) == [True] * 3
    assert keys_at_hub(joined.other.app).refused == ()


def test_that_a_restored_window_reads_its_own_cases_again_by_the_recovery_key(
    joined: Joined, tmp_path: Path
) -> None:
    """The ring's holder has the names too; nobody has to be asked."""
    joined.case()
    before, folder = joined.owner, tmp_path / "again"
    file = back_up(before.journal.profile, tmp_path / "stick")
    since = [joined.case() for _ in range(3)]
    joined.round(before, joined.room, joined.other)
    restore(file, before.recovery, folder)
    joined.owner = back = Station(open_restored(folder), before.clock, before.recovery)
    joins(back, joined.room)
    cuts = Cuts(9)  # resumable as every round
    joined.round(back, cuts=cuts)
    joined.round(back)
    assert names(back, *since) == [False] * 3
    asked = [one for one in _matters(back) if "读不出" in one.words]
    assert [("3 件" in one.words, "counter recover" in one.to_do) for one in asked] == [(True, True)]
    assert not any("读不出" in one.words for at in (joined.room, joined.other) for one in _matters(at))
    joined.round(back)
    pulled = keys_at_hub(back.app).pulled  # with what it put itself
    joined.round(back)
    assert keys_at_hub(back.app).pulled == pulled
    assert take_wraps(back.app, KeyParcel(), recovery_key=joined.other.recovery).opened == ()
    assert len(take_wraps(back.app, KeyParcel(), recovery_key=before.recovery).opened) == 3
    assert names(back, *since) == [True] * 3
    assert not any("读不出" in one.words for one in _matters(back))
    assert joined.round(back).sentence == ""


def test_that_an_older_hub_is_asked_for_recovery_wraps_once_a_day(joined: Joined, tmp_path: Path) -> None:
    """It notes each question as a refusal; nobody at the window is told of one that mends itself."""
    before, folder = joined.owner, tmp_path / "again"
    file = back_up(before.journal.profile, tmp_path / "stick")
    one = joined.case()
    joined.round(before, joined.room)
    restore(file, before.recovery, folder)
    joined.owner = back = Station(open_restored(folder), before.clock, before.recovery)
    joins(back, joined.room)
    joined.hub.gives_recovery = False
    for _ in range(3):
        assert joined.round(back).sentence == ""
    assert len(joined.hub.refusals) == 1
    assert keys_at_hub(back.app).refused == ()
    joined.hub.gives_recovery = True
    before.clock.passes(timedelta(days=1))
    joined.round(back)
    assert waiting_for_recovery(back.journal) == {one}


def _matters(at: Station) -> tuple[ReportingMatter, ...]:
    return reporting_matters(at.app, reporting_standing(at.app), at.clock.read().at)


def test_that_a_hub_put_back_gets_the_wraps_again(joined: Joined) -> None:
    one = joined.case()
    joined.round(joined.owner)
    kept = dict(joined.hub.wraps)
    joined.hub.put_back(0)
    joined.hub.wraps.clear()
    joined.hub.cards.clear()
    joined.round(joined.owner, joined.other, joined.room, joined.owner)
    assert set(kept) <= set(joined.hub.wraps)
    joined.round(joined.room)
    assert names(joined.room, one) == [True]
