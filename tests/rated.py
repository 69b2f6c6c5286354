"""An office profile with ratings in it: entries and rows as taking a pack in writes them, of nobody who exists."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from counter import config
from counter.bootstrap.opening import create_profile, open_app
from counter.domain.document.numbering import case_number
from counter.domain.hall.hall import HallConfig, StaffSeed
from counter.domain.journal.entries import NewEntry
from counter.domain.ratings.office.events import (
    Answered,
    AnsweredSealed,
    Finding,
    Found,
    FoundSealed,
    OwnerNamed,
    ProxyConfirmed,
    RatingRegistered,
    RatingRegisteredSealed,
    RatingsTakenIn,
    Reached,
    RectificationOpened,
)
from counter.domain.ratings.rating import Channel, Grade, Mode, ReasonList, Stage, reasons_from
from counter.domain.ratings.sealed_box import RatedItem, Rater
from counter.domain.visit.verdict import Due
from counter.services.context.app import AppContext
from counter.services.context.ports import Journal
from counter.services.context.rating_projection import rating_row
from counter.services.ratings.office.figures import OFFICE
from tests.settings import RESOURCES, demo_hall

MORNING = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
"""1 December 2026, nine in the morning in China."""

HALLS = ("乌兰浩特市政务服务中心（演示）", "扎赉特旗政务服务中心（演示）", "突泉县政务服务中心（演示）")
BUNDLES = ((8, "我要开小餐馆(50平方米以下)"), (100, "我要开畜禽养殖场"), (52, "新生儿出生"), (3, "企业开办"))
ITEM = RatedItem("food_small_catering", "小餐饮登记", "市场监督管理局")
SOMEBODY = Rater("person", "巴图吉雅", "resident_id", "999999199001011238", "10000005678")
PEOPLE = (StaffSeed("S01", "苏日娜", "supervisor", "9876"), StaffSeed("W09", "其木格", "clerk", "1234"))


def office_hall() -> HallConfig:
    """The office (差评处理室) of the demo hall."""
    return replace(demo_hall(), station="15220190", window="90", office=True)


def shipped_reasons() -> ReasonList:
    """The reason list that ships."""
    return reasons_from(config.read_toml(RESOURCES / "ratings" / "reasons-1.toml"))


@contextmanager
def rated_office(folder: Path, at: datetime = MORNING) -> Iterator[AppContext]:
    """A new office whose clock stands at that time."""
    from tests.services.office import SetClock

    clock = SetClock(at)
    create_profile(folder, office_hall(), PEOPLE, clock)
    with open_app(folder, clock) as app:
        yield app


def rating(number: int, **changes: object) -> RatingRegistered:
    """A named rating of the demo window, satisfied; ids run with the number."""
    base = RatingRegistered(
        rating=f"0193f0aa-0000-7000-8000-{number:012d}",
        mode=Mode.NAMED,
        channel=Channel.PAD,
        hall=HALLS[0],
        region="乌兰浩特市",
        station="15220103",
        window="03",
        clerk="W01",
        case=case_number("15220103", 1, date(2026, 11, 20), number % 10_000 or 1),
        bundle=BUNDLES[0][0],
        bundle_name=BUNDLES[0][1],
        items=(ITEM,),
        stage=Stage.ACCEPTANCE,
        at="2026-11-20T02:00:00+00:00",
        grade=Grade.SATISFIED,
        reasons=(),
        reasons_version="device-2020-1",
        accepted_on="2026-11-20",
    )
    made = replace(base, **changes)  # type: ignore[arg-type]  # a builder: the test names the fields
    if made.mode is Mode.ANONYMOUS:
        made = replace(made, station="", window="", clerk="", case="", items=(), at=made.at[:10])
    return made


def register(
    journal: Journal, ratings: Iterable[RatingRegistered], rater: Rater = SOMEBODY, words: str = ""
) -> None:
    """Write them as taking a pack in does: entry, personal part, row; a bad one is opened for 整改."""
    with journal.transaction() as tx:
        for one in ratings:
            named = one.mode is Mode.NAMED
            sealed = RatingRegisteredSealed(words, "阿木古郎" if named else "", rater if named else None)
            entries = [tx.append(NewEntry(one.rating, one, sealed=sealed), actor="S01")]
            if one.grade.bad:
                day = date.fromisoformat(one.at[:10]) + timedelta(days=7)
                opened = RectificationOpened(Due(day, False, "7日"), "差评7日内整改", settled=False)
                entries.append(tx.append(NewEntry(one.rating, opened, entries[-1].id), actor="S01"))
            row = rating_row(entries)
            assert row is not None
            tx.put_rating(row)
        tx.commit()


def follow(
    journal: Journal, rating_id: str, event: object, sealed: object | None = None, actor: str = "S01"
) -> None:
    """One more entry of a rating, and its row."""
    with journal.transaction() as tx:
        tx.append(NewEntry(rating_id, event, tx.last_id(rating_id), sealed), actor=actor)
        row = rating_row(tx.entries(rating_id))
        assert row is not None
        tx.put_rating(row)
        tx.commit()


def answer(journal: Journal, rating_id: str, number: str = "乌政务改〔2026〕1号") -> None:
    """The rectification has an owner and an answer."""
    follow(journal, rating_id, OwnerNamed("W09"))
    follow(journal, rating_id, Answered("p1", number, "5" * 64), AnsweredSealed({}))


def answer_all(journal: Journal, ratings: Iterable[RatingRegistered]) -> None:
    """The same for many, at once."""
    with journal.transaction() as tx:
        for number, one in enumerate(ratings, 1):
            for event, sealed in (
                (OwnerNamed("W09"), None),
                (Answered("p1", f"改{number}号", "5" * 64), AnsweredSealed({})),
            ):
                tx.append(NewEntry(one.rating, event, tx.last_id(one.rating), sealed), actor="S01")
            row = rating_row(tx.entries(one.rating))
            assert row is not None
            tx.put_rating(row)
        tx.commit()


def set_aside(journal: Journal, rating_id: str) -> None:
    """It was found to be a mistake (误评)."""
    follow(journal, rating_id, Found(Finding.MISTAKEN, "S02"), FoundSealed("按错了"))


def call_back(journal: Journal, rating_id: str, *, same: bool) -> None:
    """A 代录 was called back."""
    follow(journal, rating_id, ProxyConfirmed(Reached.YES, same))


def take_pack(journal: Journal, invited: int, digest: str = "56" * 32) -> None:
    """What taking a pack in says of itself."""
    said = RatingsTakenIn("15220103", 1, digest, 0, 0, 0, 0, invited)
    with journal.transaction() as tx:
        tx.append(NewEntry(OFFICE, said, tx.last_id(OFFICE)), actor="S01")
        tx.commit()


def many(count: int, seed: int = 1, bad: float = 0.06) -> Sequence[RatingRegistered]:
    """So many ratings of a year, the same in every run: halls, bundles, grades, reasons, 匿名 and 代录 mixed."""
    choose = random.Random(seed)
    reasons = {grade: list(of) for grade, of in shipped_reasons().of.items()}
    good = (Grade.VERY_SATISFIED, Grade.SATISFIED, Grade.BASICALLY_SATISFIED)
    made = []
    for number in range(count):
        worse = choose.random() < bad
        grade = choose.choice((Grade.DISSATISFIED, Grade.VERY_DISSATISFIED)) if worse else choose.choice(good)
        bundle, name = choose.choice(BUNDLES)
        proxy = choose.random() < 0.02
        at = datetime(2026, 1, 1, 1, tzinfo=UTC) + timedelta(days=choose.randrange(330), minutes=number % 480)
        made.append(
            rating(
                number,
                mode=choose.choice((Mode.NAMED, Mode.ANONYMOUS)),
                channel=Channel.PROXY if proxy else Channel.PAD,
                doubt="没有对上评价条" if proxy and choose.random() < 0.3 else "",
                hall=choose.choice(HALLS),
                clerk=choose.choice(("W01", "W02", "W03")),
                bundle=bundle,
                bundle_name=name,
                stage=choose.choice(tuple(Stage)),
                at=at.isoformat(),
                grade=grade,
                reasons=tuple(sorted(choose.sample(reasons[grade], choose.randrange(3)))),
            )
        )
    return made
