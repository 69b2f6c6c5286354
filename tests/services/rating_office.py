"""An office (差评处理室) whose clock the test sets, and packs as a station sends them: real boxes, real signatures."""

from __future__ import annotations

import base64
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from uuid_utils import uuid7

from counter import config
from counter.bootstrap.opening import create_profile, open_app
from counter.domain.calendar.workdays import civil_date
from counter.domain.hall.hall import hall_from, staff_from
from counter.domain.ratings.accounts import PackedAccount, RatingsAccounted, account_digest, box_digest
from counter.domain.ratings.office.acts import (
    Assign,
    CallBack,
    Contact,
    Find,
    Measure,
    MeasureKind,
    RectifyAct,
    Reply,
)
from counter.domain.ratings.office.events import Finding, Reached
from counter.domain.ratings.office.rated import Rated
from counter.domain.ratings.pack import PackedDay, PackedSlip, RatingPack, pack_text, signed_pack
from counter.domain.ratings.rating import Channel, Grade, ReasonList, Stage, reasons_from
from counter.domain.ratings.sealed_box import AnonymousRating, Boxed, NamedRating, Nothing, RatedItem, Rater
from counter.domain.ratings.slip_code import digest_of
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.keys.back_offices import handler_card
from counter.services.ratings.office.import_pack import ImportedRatings, import_ratings
from counter.services.ratings.office.ledger import rated_of
from counter.services.ratings.office.rectify import perform_rectify
from counter.services.ratings.seal import seal
from tests.services.office import FRIDAY, SetClock
from tests.settings import RESOURCES

OFFICE_FILE = RESOURCES / "halls" / "demo-office.toml"
CASE = "15220103A26112000072"
BUNDLE = "我要开小餐馆(50平方米以下)"
SOMEBODY = Rater("person", "巴图吉雅", "resident_id", "999999199001011238", "10000005678")
ITEM = RatedItem("food_small_catering", "小餐饮登记", "市场监督管理局")
BAD = Grade.DISSATISFIED


def shipped_reasons() -> ReasonList:
    """The reason list that ships."""
    return reasons_from(config.read_toml(RESOURCES / "ratings" / "reasons-1.toml"))


def named(**changes: object) -> NamedRating:
    """A bad rating by name, of the demo window's clerk."""
    rating = NamedRating(
        id=str(uuid7()),
        hall="乌兰浩特市政务服务中心（演示）",
        region="乌兰浩特市",
        station="15220103",
        window="03",
        clerk="W01",
        clerk_name="阿木古郎",
        case=CASE,
        bundle=8,
        bundle_name=BUNDLE,
        items=(ITEM,),
        stage=Stage.ACCEPTANCE,
        channel=Channel.PAD,
        at=FRIDAY.isoformat(),
        grade=BAD,
        reasons=("208", "213"),
        reasons_version="device-2020-1",
        words="让我跑了两趟。",
        rater=SOMEBODY,
        accepted_on="2026-11-20",
    )
    return replace(rating, **changes)  # type: ignore[arg-type]  # what the test names


def anonymous(**changes: object) -> AnonymousRating:
    """A bad rating without a name."""
    rating = AnonymousRating(
        id=str(uuid7()),
        hall="乌兰浩特市政务服务中心（演示）",
        region="乌兰浩特市",
        bundle=8,
        bundle_name=BUNDLE,
        stage=Stage.ACCEPTANCE,
        channel=Channel.PAD,
        day="2026-11-20",
        grade=BAD,
        reasons=("214",),
        reasons_version="device-2020-1",
        words="",
    )
    return replace(rating, **changes)  # type: ignore[arg-type]  # what the test names


def slip(code: str) -> PackedSlip:
    """A slip that was given out."""
    return PackedSlip(digest_of(code), Stage.ACCEPTANCE, "2026-11-27", used=False)


@dataclass
class Station:
    """A window's key and what it packs."""

    code: str = "15220103"
    demo: bool = True
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    since: int = 0
    accounts: list[RatingsAccounted] = field(default_factory=list)

    @property
    def public(self) -> str:
        return self.key.public_key().public_bytes_raw().hex()

    def pack(
        self,
        handler_key: str,
        boxes: Sequence[Boxed] = (),
        slips: Sequence[PackedSlip] = (),
        **changes: object,
    ) -> RatingPack:
        """A signed pack: every named rating beside an anonymous nothing, every anonymous one beside a named nothing."""
        sealed = [(b, base64.b64encode(seal(handler_key, b)).decode()) for b in boxes]

        def nothing() -> str:
            return base64.b64encode(seal(handler_key, Nothing())).decode()

        names = [text for b, text in sealed if isinstance(b, NamedRating)]
        names += [nothing() for b, _ in sealed if not isinstance(b, NamedRating)]
        others = [text for b, text in sealed if isinstance(b, AnonymousRating)]
        pack = RatingPack(
            station=self.code,
            epoch=1,
            hall="乌兰浩特市政务服务中心（演示）",
            window="03",
            region="乌兰浩特市",
            demo=self.demo,
            public_key=self.public,
            handler_key=handler_key,
            made_at=FRIDAY.isoformat(),
            since=self.since,
            until=self.since + 100,
            named=tuple(sorted(names)),
            days=(PackedDay("2026-11-20", tuple(sorted(others))),) if others else (),
            slips=tuple(slips),
            waiting=0,
        )
        self.since += 100
        return signed_pack(replace(pack, **changes), self.key.sign)  # type: ignore[arg-type]

    def accounted(self, pack: RatingPack, visits: int) -> RatingPack:
        """The pack with its window's account of the day before, on which so many visits came to an outcome."""
        day = (civil_date(datetime.fromisoformat(pack.made_at)) - timedelta(days=1)).isoformat()
        others = [box for one in pack.days for box in one.boxes]
        others += [
            base64.b64encode(seal(pack.handler_key, Nothing())).decode()
            for _ in range(len(pack.named) - len(others))
        ]
        last = self.accounts[-1] if self.accounts else None
        account = RatingsAccounted(
            number=len(self.accounts) + 1,
            previous="" if last is None else account_digest(last),
            day=day,
            outcomes=visits,
            asked=len(pack.named),
            pad=len(pack.named),
            slips=0,
            cut_short=0,
            codes=0,
            refused=0,
            named=tuple(sorted(map(box_digest, pack.named))),
            anonymous=tuple(sorted(map(box_digest, others))),
        )
        self.accounts.append(account)
        told = PackedAccount(pack.epoch, pack.until, box_digest(day), account)
        days = (PackedDay(day, tuple(sorted(others))),)
        whole = replace(pack, days=days, account=account.number, accounts=(told,))
        return signed_pack(whole, self.key.sign)


@dataclass
class RatingOffice:
    """A house with a clock of its own, its people, and a window that sends packs."""

    app: AppContext
    clock: SetClock
    station: Station = field(default_factory=Station)

    def who(self, code: str) -> StaffRow:
        """One of the office's people."""
        return next(s for s in self.app.journal.staff() if s.code == code)

    def later(self, **span: float) -> None:
        """Time passes."""
        self.clock.at += timedelta(**span)

    def at(self, day: str, hour: int = 10) -> None:
        """It is that day, that hour in China."""
        self.clock.at = datetime.fromisoformat(f"{day}T{hour:02d}:00:00+08:00").astimezone(UTC)

    def text(self, *boxes: Boxed, slips: Sequence[PackedSlip] = (), **changes: object) -> str:
        """A pack of the window as a file."""
        return pack_text(
            self.station.pack(handler_card(self.app.journal).public_key, boxes, slips, **changes)
        )

    def take(self, text: str, trusted_by: str = "C01") -> ImportedRatings:
        """Take a file in."""
        return import_ratings(self.app, text, self.who("C03"), trusted_by)

    def rating(self, rating: NamedRating | AnonymousRating, slips: Sequence[PackedSlip] = ()) -> Rated:
        """Take one rating in; as it then stands."""
        self.take(self.text(rating, slips=slips))
        return self.see(rating.id)

    def see(self, rating: str) -> Rated:
        """One rating as it stands."""
        found = rated_of(self.app, rating)
        assert found is not None
        return found

    def do(self, rated: Rated, *acts: RectifyAct, by: str = "C03") -> Rated:
        """These acts, one after another."""
        for act in acts:
            rated = perform_rectify(self.app, rated.id, act, self.who(by), reasons=shipped_reasons())
        return rated


@contextmanager
def rating_office_on(folder: Path, at: datetime = FRIDAY) -> Iterator[RatingOffice]:
    """A new demo office."""
    clock, values = SetClock(at), tomllib.loads(OFFICE_FILE.read_text(encoding="utf-8"))
    create_profile(folder, hall_from(values), staff_from(values), clock)
    with open_app(folder, clock) as app:
        yield RatingOffice(app, clock)


OWNED = Assign("C03")
CALLED = Contact(Reached.YES, "电话", "说窗口没有给清单。")
TRUE = Find(Finding.TRUE, "当天的清单没有打印出来。")
AT_ONCE = Measure(MeasureKind.AT_ONCE, "已补发清单，窗口人员重新学习。")
ANSWER = Reply("对不起，让您多跑了一趟。清单已经补发，今后当场打印。")
SATISFIED = CallBack(Reached.YES, "认可。", Grade.SATISFIED)
