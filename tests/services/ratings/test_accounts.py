"""Who holds the station's key leaves a box out, puts one in, or rolls back: the office is told, with day and window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from counter.domain.errors import BadInput
from counter.domain.ratings.accounts import DayTaken, PackedAccount, chain_faults
from counter.domain.ratings.pack import PackedDay, RatingPack
from counter.domain.ratings.rating import Choice, Grade, Mode
from counter.domain.ratings.sealed_box import Nothing
from counter.domain.ratings.slip_code import Slip
from counter.services.context.ports import RatingFilter
from counter.services.keys.back_offices import handler_card
from counter.services.keys.stated_heads import known_heads
from counter.services.ratings.account import account_ratings, accounts_of, read_account
from counter.services.ratings.batch import batch_ratings
from counter.services.ratings.close import close_ratings
from counter.services.ratings.pack import OPERATOR, pack_ratings
from counter.services.ratings.slip import print_slip, use_code
from tests.foreign import foreign
from tests.services.office import FRIDAY, office_on
from tests.services.rated import ANONYMOUS, NAMED, Rated, trust
from tests.services.rating_office import anonymous, named, rating_office_on
from tests.services.ratings.test_pack import OnePrinter
from tests.services.window_and_office import Both

HAPPY = Choice(Grade.VERY_SATISFIED, Mode.NAMED)
DAY = FRIDAY.date().isoformat()


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Both]:
    with rating_office_on(tmp_path / "office") as office, office_on(tmp_path / "window", FRIDAY) as window:
        trust(window.app, handler_card(office.app.journal))
        yield Both(Rated(window, X25519PrivateKey.generate()), office)


def test_that_an_honest_pack_agrees_and_tells_who_was_never_asked(both: Both) -> None:
    both.day(NAMED, ANONYMOUS, None, never=2)
    both.day(HAPPY)
    taken = both.take(both.pack())
    assert (taken.faults, taken.no_accounts, taken.doubtful) == ((), False, 0)
    assert (taken.outcomes, taken.never, taken.cut_short) == (6, 2, 0)
    seen = both.seen()
    assert [(d.day, d.outcomes, d.never, d.invited, d.closed) for d in seen.days] == [
        (DAY, 5, 2, 3, 3),
        ("2026-11-21", 1, 0, 1, 1),
    ]
    assert seen.faults == ()
    assert (seen.station, seen.accounts) == ("15220103", True)


def test_that_packs_of_every_day_and_all_of_them_again_agree(both: Both) -> None:
    for choice in (NAMED, ANONYMOUS, None):
        both.window.rate(choice)
        assert both.take(both.pack()).faults == ()  # at noon: this day has no account yet
        both.day(choice)
        assert both.take(both.pack()).faults == ()
    assert both.take(both.pack(everything=True)).faults == ()
    assert both.seen().faults == ()
    assert len(both.seen().days) == 3


def without_named(both: Both, pack: RatingPack) -> dict[str, object]:
    return {"named": pack.named[1:]}


def without_anonymous(both: Both, pack: RatingPack) -> dict[str, object]:
    (day,) = pack.days
    return {"days": (replace(day, boxes=day.boxes[1:]),)}


def with_named(both: Both, pack: RatingPack) -> dict[str, object]:
    return {"named": (*pack.named, both.box(named(grade=Grade.VERY_SATISFIED)))}


def with_anonymous(both: Both, pack: RatingPack) -> dict[str, object]:
    (day,) = pack.days
    return {"days": (replace(day, boxes=(*day.boxes, both.box(anonymous(grade=Grade.SATISFIED)))),)}


def exchanged_named(both: Both, pack: RatingPack) -> dict[str, object]:
    return {"named": (*pack.named[1:], both.box(named(grade=Grade.VERY_SATISFIED)))}


def exchanged_anonymous(both: Both, pack: RatingPack) -> dict[str, object]:
    (day,) = pack.days
    return {"days": (replace(day, boxes=(*day.boxes[1:], both.box(anonymous(grade=Grade.SATISFIED)))),)}


def doubled_named(both: Both, pack: RatingPack) -> dict[str, object]:
    return {"named": (*pack.named, pack.named[0])}


def doubled_anonymous(both: Both, pack: RatingPack) -> dict[str, object]:
    (day,) = pack.days
    return {"days": (replace(day, boxes=(*day.boxes, day.boxes[0])),)}


def other_day(both: Both, pack: RatingPack) -> dict[str, object]:
    (day,) = pack.days
    return {"days": (replace(day, boxes=day.boxes[1:]), PackedDay("2026-11-21", day.boxes[:1]))}


def no_day(both: Both, pack: RatingPack) -> dict[str, object]:
    return {"days": ()}


def short_account(both: Both, pack: RatingPack) -> dict[str, object]:
    """The account made fit for the box that is gone; the other sort still counts it."""
    (one,) = pack.accounts
    gone = replace(one, account=replace(one.account, named=one.account.named[1:]))
    from counter.domain.ratings.accounts import box_digest

    return {
        "named": tuple(b for b in pack.named if box_digest(b) != one.account.named[0]),
        "accounts": (gone,),
    }


def no_accounts(both: Both, pack: RatingPack) -> dict[str, object]:
    return {"accounts": ()}


ATTACKS = (
    without_named,
    without_anonymous,
    with_named,
    with_anonymous,
    exchanged_named,
    exchanged_anonymous,
    doubled_named,
    doubled_anonymous,
    other_day,
    no_day,
    short_account,
    no_accounts,
)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: str(attack.__name__))
def test_that_a_box_taken_out_added_exchanged_or_moved_is_told_with_its_day(
    both: Both, attack: Callable[[Both, RatingPack], dict[str, object]]
) -> None:
    both.day(NAMED, ANONYMOUS, None, HAPPY)
    pack = both.pack()
    taken = both.take(pack, **attack(both, pack))
    assert taken.faults
    assert both.seen().faults == taken.faults
    if attack not in (with_named, exchanged_named, doubled_named, no_accounts):
        assert DAY in "".join(taken.faults)


def test_that_what_was_put_in_does_not_count_before_somebody_was_asked(both: Both) -> None:
    both.day(NAMED, ANONYMOUS)
    pack = both.pack()
    both.take(pack, **with_named(both, pack), **with_anonymous(both, pack))
    doubtful = both.office.app.journal.ratings(RatingFilter(standing="doubtful"))
    assert sorted(row.grade for row in doubtful) == ["满意", "非常满意"]


def test_that_a_day_left_out_a_history_rewritten_and_one_rolled_back_are_told(both: Both) -> None:
    both.day(NAMED)
    both.take(both.pack())
    both.day(NAMED)
    both.pack()  # never arrives
    both.day(HAPPY)
    third = both.pack()
    assert any("缺1笔" in fault for fault in both.take(third).faults)
    one = third.accounts[0]
    other = replace(one, account=replace(one.account, outcomes=one.account.outcomes + 1))
    later = (both.window.office.clock.at + timedelta(hours=1)).isoformat()
    assert any("交来过两种" in f for f in both.take(third, accounts=(other,), made_at=later).faults)
    back = both.take(third, accounts=(), days=(), named=(), account=1, made_at=later, waiting=1)
    assert any("退回去了" in fault for fault in back.faults)
    bare = both.take(third, account=None, accounts=(), made_at=later)
    assert any("没有账" in fault for fault in bare.faults)


def test_that_a_chain_forged_from_its_middle_does_not_follow_what_the_office_has(both: Both) -> None:
    both.day(NAMED)
    both.take(both.pack())
    both.day(NAMED)
    pack = both.pack()
    (one,) = pack.accounts
    forged = PackedAccount(one.epoch, one.seq, one.head, replace(one.account, previous="ab" * 32))
    assert any("接不上" in fault for fault in both.take(pack, accounts=(forged,)).faults)


def test_that_a_box_that_came_at_noon_and_is_in_no_account_is_told(both: Both) -> None:
    both.day(NAMED)
    both.take(both.pack())
    both.window.rate(NAMED)
    noon = both.pack()
    both.take(noon, named=(*noon.named, both.box(named(grade=Grade.VERY_SATISFIED, at=FRIDAY.isoformat()))))
    both.day()
    assert any("后来的账上没有" in fault for fault in both.take(both.pack()).faults)


def test_that_an_empty_box_added_by_name_is_told_when_its_day_is_over(both: Both) -> None:
    """Nothing is in it, so nothing tells its day; more invitations make the rate of those who rated smaller."""
    both.day(NAMED)
    pack = both.pack()
    assert both.take(pack, named=(*pack.named, both.box(Nothing()))).faults == ()
    both.day(NAMED)
    assert any("后来的账上没有" in fault for fault in both.take(both.pack()).faults)


def test_that_an_invitation_cut_short_and_a_clerk_who_asks_only_the_happy_are_numbers(both: Both) -> None:
    window = both.window
    first, second = window.case(), window.case()
    window.invite(first)
    window.office.later(seconds=30)
    window.invite(second)  # the first one has left: ended by hand
    window.wait()
    both.day(HAPPY, never=4)
    taken = both.take(both.pack())
    assert (taken.outcomes, taken.never, taken.cut_short, taken.faults) == (7, 4, 1, ())


def test_that_a_day_on_which_nobody_was_asked_has_an_account_too(both: Both) -> None:
    both.day(never=3)
    taken = both.take(both.pack())
    assert (taken.outcomes, taken.never, taken.invited) == (3, 3, 0)


def test_that_accounts_tell_neither_an_order_nor_a_time_and_are_the_same_whatever_was_chosen(
    tmp_path: Path,
) -> None:
    told = []
    for choice in (NAMED, ANONYMOUS, None):
        with (
            rating_office_on(tmp_path / f"o{choice}") as office,
            office_on(tmp_path / f"w{choice}", FRIDAY) as w,
        ):
            trust(w.app, handler_card(office.app.journal))
            both = Both(Rated(w, X25519PrivateKey.generate()), office)
            both.day(choice, choice)
            (one,) = both.pack().accounts
            account = one.account
            assert list(account.named) == sorted(account.named)
            assert list(account.anonymous) == sorted(account.anonymous)
            told.append(replace(account, named=(), anonymous=()))
            assert (len(account.named), len(account.anonymous)) == (2, 2)
    assert told[0] == told[1] == told[2]


def test_that_what_a_crash_left_open_waits_for_its_account(both: Both) -> None:
    window = both.window
    window.rate(NAMED)
    window.invite(window.case())
    window.office.later(days=3)  # the program was off
    batch_ratings(window.app)
    assert account_ratings(window.app) == 0  # that invitation is not closed yet
    close_ratings(window.app, everything=True)
    batch_ratings(window.app)
    assert account_ratings(window.app) == 1
    (account,) = map(read_account, accounts_of(window.app.journal))
    assert (account.day, len(account.named), len(account.anonymous)) == (DAY, 2, 2)
    assert account_ratings(window.app) == 0
    assert both.take(both.pack()).faults == ()


def test_that_a_pack_of_an_older_program_still_proves_itself_and_is_told_to_have_no_accounts(
    both: Both,
) -> None:
    both.day(NAMED)
    pack = both.pack()
    taken = both.take(pack, account=None, accounts=())
    assert (taken.no_accounts, taken.faults, taken.named, taken.doubtful) == (True, (), 1, 0)
    assert not both.seen().accounts


def test_that_a_window_that_an_older_program_packed_at_noon_has_an_account_of_that_whole_day(
    both: Both,
) -> None:
    both.day(NAMED)
    both.window.rate(NAMED)
    journal = both.window.app.journal
    boxes = [str(e.read()["box"]) for e in journal.entries("ratings") if e.kind == "rating.boxed"]
    with journal.transaction() as tx:  # as an older program notes a pack
        old = {"epoch": 1, "until": 999, "named": 2, "anonymous": 1, "digest": "ab" * 32}
        tx.append(foreign("ratings.packed", "rating_packs", old), actor=OPERATOR)
        tx.commit()
    both.day(ANONYMOUS)
    everything = both.pack(everything=True)
    both.take(everything, named=tuple(boxes), days=everything.days[:1], account=None, accounts=())
    taken = both.take(replace(everything, days=everything.days[1:]))
    assert taken.faults == ()
    assert [(d.day, d.closed) for d in both.seen().days] == [("2026-11-21", 2)]


def test_that_an_anonymous_rating_of_a_slip_bears_no_code_and_its_day_must_have_had_a_slip(
    both: Both,
) -> None:
    """A code leads through the station's journal to its case; the account tells how many slips came back instead."""
    window, codes = both.window, list[str]()

    def make(slip: Slip) -> bytes:
        codes.append(slip.code)
        return b"%PDF"

    print_slip(replace(window.app, queue=OnePrinter()), window.case().id, "W01", make)
    window.cast(use_code(window.app, codes[0], "W01"), ANONYMOUS)
    window.wait()
    both.day(NAMED)
    pack = both.pack()
    taken = both.take(pack)
    assert (taken.anonymous, taken.doubtful, taken.faults) == (1, 0, ())
    (row,) = both.office.app.journal.ratings(RatingFilter(mode=Mode.ANONYMOUS.value))
    assert row.standing == "proxy"
    (one,) = pack.accounts
    assert (one.account.slips, one.account.codes) == (1, 1)
    none = replace(one, account=replace(one.account, codes=0))
    assert any("代录1条" in fault for fault in both.take(pack, accounts=(none,)).faults)


@pytest.mark.parametrize(
    "changes",
    [
        {"made_at": "昨天"},
        {"made_at": "2026-11-21"},
        {"account": -1},
        {"number": 0},
        {"head": "x"},
        {"epoch": 2},
    ],
    ids=str,
)
def test_that_a_pack_with_accounts_that_cannot_be_is_refused_in_words(
    both: Both, changes: dict[str, object]
) -> None:
    both.day(NAMED)
    pack = both.pack()
    (one,) = pack.accounts
    whole = {name: value for name, value in changes.items() if name in ("made_at", "account")}
    place = {name: value for name, value in changes.items() if name in ("head", "epoch")}
    account = replace(one.account, number=int(str(changes.get("number", 1))))
    with pytest.raises(BadInput, match=r"。$"):
        both.take(pack, accounts=(replace(one, account=account, **place),), **whole)  # type: ignore[arg-type]


def test_that_more_closed_than_invited_is_told_once_no_old_slip_can_come_back() -> None:
    def day(number: int, text: str, invited: int, closed: int) -> DayTaken:
        said = (2, 2, invited, closed, 0, 0)
        return DayTaken(1, number, str(number), "" if number == 1 else str(number - 1), "", text, *said, ())

    first = [day(1, "2026-11-01", 1, 3)]
    assert chain_faults(first) == ()
    assert chain_faults([*first, day(2, "2026-11-20", 1, 2)]) == ()
    assert any("比发出的" in fault for fault in chain_faults([*first, day(2, "2026-11-20", 1, 3)]))


def test_that_the_office_keeps_the_head_that_a_pack_brings(both: Both) -> None:
    both.day(NAMED)
    texts: list[str] = []
    pack_ratings(both.window.app, texts.append, actor=OPERATOR)
    both.office.clock.at = max(both.office.clock.at, both.window.office.clock.at)
    assert (both.office.take(texts[0]).already, both.office.take(texts[0]).already) == (False, True)
    (kept,) = known_heads(both.office.app.journal)
    journal = both.window.app.journal
    assert journal.hash_at(kept.epoch, kept.seq) == bytes.fromhex(kept.hash)
