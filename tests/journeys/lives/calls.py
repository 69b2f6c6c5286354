"""告知 as the oracle has it: of what an applicant who agreed is still to be told, and on which day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tests.journeys.lives.days import next_work, work_before
from tests.journeys.lives.known import OPEN, Item, LifeNow

Key = tuple[str, ...]
"""(what, item, which of them)."""


def planned(life: LifeNow) -> list[tuple[Key, date]]:
    """What is not told yet, the earliest first."""
    if not life.who.calls or life.archived:
        return []
    found = [one for item in life.items.values() for one in _of(life, item) if one[0] not in life.reached]
    return sorted(found, key=lambda one: one[1])


def ripe(life: LifeNow, today: date) -> set[Key]:
    """What one call of that day tells: of two calls about one last day the later one makes the earlier needless."""
    found = {key for key, day in planned(life) if day <= today}
    return found | {(_near(key[0]), *key[1:]) for key in found if key[0].endswith("到期前")}


def about(life: LifeNow, today: date) -> frozenset[str]:
    """What the list says the call is about."""
    found = {key for key, day in planned(life) if day <= today}
    needless = {(_near(key[0]), *key[1:]) for key in found if key[0].endswith("到期前")}
    return frozenset(key[0] for key in found - needless)


def _near(last: str) -> str:
    return last.replace("到期前", "快到期")


def _of(life: LifeNow, item: Item) -> Iterator[tuple[Key, date]]:
    if item.state == "told" and not item.draft and item.until:
        if not _served(life, item, "材料补齐补正通知书"):
            yield _after("要补正", item, len(item.told), item.told[-1])
        yield from _before("补正", item, item.until, item.told[-1])
    if item.state in OPEN and item.accepted:
        yield from _accepted(life, item, item.accepted)
    for one in life.of(item.id):
        if one.state == "posted" and not one.delivered and one.posted:
            yield _after("结果已寄出", item, f"{one.thing.number}{one.times}", one.posted)
        elif one.shelved:
            yield _after("结果可以领取", item, f"{one.thing.number}{one.times}", one.since or one.arrived)


def _accepted(life: LifeNow, item: Item, day: date) -> Iterator[tuple[Key, date]]:
    if item.how != "deemed" and not _served(life, item, "受理通知书", "容缺受理通知书", "登记备案凭据"):
        yield _after("已受理", item, day, day)
    if item.gap_until and item.gaps_in is None and not item.draft:
        yield from _before("容缺补交", item, item.gap_until, day)
    if item.pause and not _served(life, item, "特别程序告知书"):
        yield _after("特别程序开始", item, item.pause, item.pause)
    if item.resumed and not item.pause and not _served(life, item, "特别程序结束告知书"):
        yield _after("特别程序结束", item, item.resumed, item.resumed)


def _served(life: LifeNow, item: Item, *titles: str) -> bool:
    return any(p.served for p in life.papers if p.title in titles and item.id in p.items)


def _after(what: str, item: Item, stamp: object, day: date) -> tuple[Key, date]:
    """On the next working day."""
    return (what, item.id, str(stamp)), next_work(day + timedelta(days=1))


def _before(what: str, item: Item, until: date, said: date) -> Iterator[tuple[Key, date]]:
    """Three working days and one before a last day, unless that was said on that day."""
    for words, count in ((f"{what}快到期", 3), (f"{what}到期前", 1)):
        if (day := work_before(until, count)) > said:
            yield (words, item.id, str(until)), day
