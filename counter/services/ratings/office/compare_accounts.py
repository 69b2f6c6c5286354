"""Compare a pack with the window's accounts: those it contains and those that came before (office)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from counter.domain.calendar.workdays import civil_date
from counter.domain.journal.entries import Entry
from counter.domain.journal.kinds import kind_of
from counter.domain.ratings.accounts import (
    DIGITS,
    DayTaken,
    FoundRatings,
    PackedAccount,
    account_digest,
    accounts_missing,
    box_digest,
    chain_faults,
    day_faults,
    lost_named,
    stray_boxes,
)
from counter.domain.ratings.clerks import ClerkMonth, clerk_months, early_months, sum_of
from counter.domain.ratings.invitation import OPEN_FOR
from counter.domain.ratings.office.events import RatingsTakenIn
from counter.domain.ratings.pack import RatingPack
from counter.domain.ratings.rating import Channel
from counter.domain.ratings.sealed_box import NamedRating
from counter.services.context.ports import Journal
from counter.services.ratings.office.open_pack import Opened, day_of

OFFICE = "office"
_NOT_ACCOUNTED = "没有记在窗口的账上"


@dataclass(frozen=True, slots=True)
class WindowAccounts:
    """The accounts of one window, as far as they came. ``faults``: every contradiction, in words.

    ``months``: by clerk and past month; None where an older program there keeps no such tables.
    """

    station: str
    hall: str
    window: str
    days: tuple[DayTaken, ...]
    faults: tuple[str, ...]
    accounts: bool  # False: an older program packs there, and keeps none
    months: tuple[ClerkMonth, ...] | None = None


def window_accounts(journal: Journal) -> tuple[WindowAccounts, ...]:
    """Accounts of every window that ever sent a pack, by its code."""
    packs: dict[str, list[RatingsTakenIn]] = {}
    for pack in packs_taken(journal.entries(OFFICE)):
        packs.setdefault(pack.station, []).append(pack)
    return _with_halls([_accounts_of(station, packs[station]) for station in sorted(packs)])


def _with_halls(windows: Sequence[WindowAccounts]) -> tuple[WindowAccounts, ...]:
    """The windows, with each month's clerk table beside the sum of its hall."""
    days: dict[tuple[str, str], list[DayTaken]] = {}
    for window in windows:
        for day in window.days:
            days.setdefault((window.hall, day.day[:7]), []).append(day)
    return tuple(
        replace(w, months=tuple(replace(m, hall=sum_of(days.get((w.hall, m.month), ()))) for m in w.months))
        if w.months
        else w
        for w in windows
    )


def packs_taken(entries: Iterable[Entry]) -> tuple[RatingsTakenIn, ...]:
    """Every pack imported, in order."""
    return tuple(pack for entry in entries if (pack := kind_of(RatingsTakenIn).read(entry)) is not None)


def _accounts_of(station: str, packs: Sequence[RatingsTakenIn]) -> WindowAccounts:
    days = {(d.epoch, d.number, d.digest): d for pack in packs for d in pack.days}
    ordered = tuple(sorted(days.values(), key=lambda d: (d.day, d.epoch, d.number)))
    faults = [f"{d.day}：{fault}" for d in ordered for fault in d.faults]
    faults += [fault for pack in packs for fault in pack.faults]
    faults += _so_far(packs)
    months, unequal = compare_clerks(packs, ordered)
    faults += unequal
    last = packs[-1]
    accounted = any(pack.account is not None for pack in packs)
    return WindowAccounts(
        station, last.hall, last.window, ordered, tuple(dict.fromkeys(faults)), accounted, months
    )


def _so_far(packs: Sequence[RatingsTakenIn]) -> list[str]:
    """Contradictions in everything one window has sent so far. A later pack may resolve them, so they are computed each
    time and not stored.
    """
    days = list({(d.epoch, d.number, d.digest): d for pack in packs for d in pack.days}.values())
    came = {box for pack in packs for box in pack.boxes}
    faults = [f"{day}：账上有的实名封件少了{n}份" for day, n in lost_named(days, came).items()]
    missing = accounts_missing(days)
    if days and not missing:  # a missing account may contain them
        upgraded = any(pack.account is None for pack in packs)  # boxes of before that are in no account
        last = max(day.day for day in days)
        accounted = {box for day in days for box in day.boxes}
        odd: Counter[str] = Counter()
        for pack in packs:
            if pack.account is not None and _day(pack.made_at) <= last and (pack.since or not upgraded):
                odd[_day(pack.made_at)] += len(set(pack.boxes) - accounted)
        faults += [f"{day}交来的实名封件有{n}份，后来的账上没有" for day, n in sorted(odd.items()) if n]
    for epoch in sorted({pack.epoch for pack in packs}):
        newest = max(pack.account or 0 for pack in packs if pack.epoch == epoch)
        brought, until = max(((day.number, day.day) for day in days if day.epoch == epoch), default=(0, ""))
        if newest > brought:
            words = f"（{until}）" if until else ""
            faults.append(f"窗口的账到第{newest}笔，交来的只到第{brought}笔{words}")
    return [*faults, *_shrunk(packs), *chain_faults(days)]


def _shrunk(packs: Sequence[RatingsTakenIn]) -> list[str]:
    """Packs made later than another one that contain less than it, in whatever order they came."""
    faults: list[str] = []
    newest: dict[int, int] = {}  # epoch → account
    dated = [pack for pack in packs if pack.made_at]  # older programs of this office noted no date
    for pack in sorted(dated, key=lambda p: datetime.fromisoformat(p.made_at)):  # of one time: as they came
        day, had = _day(pack.made_at), newest.get(pack.epoch, 0)
        if pack.account is None:
            if newest:
                faults.append(f"{day}的包没有账，更早的包有：窗口退回了旧版程序，或账被去掉了")
            continue
        if pack.account < had:
            faults.append(
                f"{day}的包里，账只到第{pack.account}笔，更早的包已经到第{had}笔：窗口的记录退回去了"
            )
        if pack.epoch < max(newest, default=0):
            faults.append(f"{day}的包是换代以前的，却比换代以后的包更晚")
        newest[pack.epoch] = max(pack.account, had)
    return faults


class Comparison:
    """One pack compared with the accounts. ``before``: this window's packs so far."""

    def __init__(self, pack: RatingPack, ratings: Sequence[Opened], before: Sequence[RatingsTakenIn]) -> None:
        self._pack, self._ratings, self._before = pack, ratings, before
        self._known = [day for one in before for day in one.days]
        self._accounts = [one.account for one in pack.accounts]
        self.keeps = pack.account is not None or bool(self._known)
        self._earlier = {box for one in before for box in one.boxes}
        self._boxes = {d.day: tuple(map(box_digest, d.boxes)) for d in pack.days}
        self._last = max([a.day for a in self._accounts] + [d.day for d in self._known], default="")
        self._named = {digest: a.day for a in self._accounts for digest in a.named}
        self._named |= {box: d.day for d in self._known for box in d.boxes}

    def days(self) -> tuple[DayTaken, ...]:
        """The pack's accounts, each with its contradictions."""
        return tuple(self._day(one) for one in self._pack.accounts)

    def faults(self, today: date) -> tuple[str, ...]:
        """Contradictions in the pack as a whole. ``today``: the day of the import.

        Of a pack dated in the future the time of import is stored, so that its checks are not postponed.
        """
        if not self.keeps:
            return ()
        made = _day(self._pack.made_at)
        first = min([a.day for a in self._accounts] + [d.day for d in self._known], default="9")
        stray = stray_boxes({day: b for day, b in self._boxes.items() if day >= first}, self._accounts)
        found = [f"{day}：匿名封件多出{n}份，账上没有" for day, n in sorted(stray.items())]
        if len(set(self._pack.named)) != len(self._pack.named):
            found.append(f"{made}的包里，同一份实名封件出现两次")
        new = [one for one in self._ratings if not one.day and one.box[:DIGITS] not in self._earlier]
        odd = sum(bool(self.doubt(one)) for one in new)
        if odd and not accounts_missing(
            [*self._known, *self.days()]
        ):  # else a missing account may contain them
            found.append(f"{made}的包里，实名评价多出{odd}条，{_NOT_ACCOUNTED}")
        if made > today.isoformat():
            found.append(f"包上写的日期是{made}，比收进的日期晚：窗口或这里的时钟不对，或被改过")
        return tuple(found)

    def so_far(self, taken: RatingsTakenIn) -> tuple[str, ...]:
        """Contradictions with earlier packs, which a later one may resolve. ``taken``: the event of this pack."""
        return tuple(_so_far([*self._before, taken]))

    def clerks(self, pack: RatingsTakenIn) -> tuple[str, ...]:
        """Contradictions in the clerk tables so far. ``pack``: the event of this pack."""
        return compare_clerks([*self._before, pack], [*self._known, *pack.days])[1]

    def doubt(self, opened: Opened) -> str:
        """Why a rating does not count before its rater was called; "" where its box is in the account of its day."""
        if not self.keeps:
            return ""
        rating = opened.rating
        if isinstance(rating, NamedRating):
            day = self._named.get(opened.box) or self._named.get(opened.box[:DIGITS])
            if day is None:  # a day that is not over has no account yet
                return _NOT_ACCOUNTED if day_of(rating).isoformat() <= self._last else ""
            closed = civil_date(datetime.fromisoformat(rating.at) + OPEN_FOR)
            return "" if day_of(rating).isoformat() <= day <= closed.isoformat() else f"账上写的是{day}"
        accounted = {d for a in self._accounts if a.day == opened.day for d in a.anonymous}
        if rating.day != opened.day:
            return f"评价里写的日期是{rating.day}，评价包里放在{opened.day}"
        return "" if opened.box in accounted else _NOT_ACCOUNTED

    def _day(self, one: PackedAccount) -> DayTaken:
        account = one.account
        named, anonymous = set(account.named), set(account.anonymous)
        inside = [r for r in self._ratings if r.box in (anonymous if r.day else named)]
        found = FoundRatings(
            named=sum(not r.day for r in inside),
            anonymous=sum(bool(r.day) for r in inside),
            proxy=sum(r.rating.channel is Channel.PROXY for r in inside),
        )
        return DayTaken(
            epoch=one.epoch,
            number=account.number,
            digest=account_digest(account),
            previous=account.previous,
            head=one.head,
            day=account.day,
            outcomes=account.outcomes,
            asked=account.asked,
            invited=account.pad + account.slips,
            closed=len(account.named),
            cut_short=account.cut_short,
            refused=account.refused,
            boxes=tuple(digest[:DIGITS] for digest in account.named),
            faults=day_faults(account, self._boxes.get(account.day, ()), found),
            slips=account.slips,
            lost=account.lost + account.lost_open,
        )


def _day(at: str) -> str:
    return civil_date(datetime.fromisoformat(at)).isoformat()


def compare_clerks(
    packs: Sequence[RatingsTakenIn], days: Sequence[DayTaken]
) -> tuple[tuple[ClerkMonth, ...] | None, tuple[str, ...]]:
    """The clerk tables of one window, and contradictions in them; None where an older program keeps none.

    ``packs``: all of its packs, ``days``: all daily accounts they contained.
    """
    accounted = [(pack, pack.clerks) for pack in packs if pack.clerks is not None]
    if not accounted:
        return None, ()
    early = [fault for pack, tables in accounted for fault in early_months(tables, _day(pack.made_at))]
    months, faults = clerk_months(days, [one for _, tables in accounted for one in tables.months])
    since = min(pack.made_at for pack, _ in accounted)
    bare = [p for p in packs if p.account is not None and p.clerks is None and p.made_at > since]
    missing = ["这个包没有按人的账，以前的包有：窗口退回了旧版程序，或账被去掉了"] if bare else []
    return months, tuple(dict.fromkeys([*early, *faults, *missing]))
