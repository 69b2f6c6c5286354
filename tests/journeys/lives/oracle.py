"""流转, 环节, 台账 and 归档 as the oracle has them on a day."""

from __future__ import annotations

from datetime import date, timedelta

from tests.journeys.lives.days import next_work
from tests.journeys.lives.known import ADVERSE, DECISIONS, NOT_DECIDED, Item, LifeNow
from tests.journeys.lives.todo import todo

Through = tuple[bool, date | None]
"""Whether an item is through a stage, and since when."""


def custody(life: LifeNow, today: date) -> set[tuple[str, str, int, bool]]:
    """(line, who has it, sheets, red): of what is open, or has something out or to be fetched."""
    wrong = life.mismatch[0] if life.mismatch else ""
    waits = any(label == "结果未送达" for label, _, _ in todo(life, today))
    if life.over and not (life.slip or life.at_organ or life.mismatch or waits):
        return set()
    found = {(line, "窗口", count, line == wrong) for line, count in life.here.items()}
    for line, (_, count, since) in life.at_organ.items():
        leaving = life.leaving(line)
        late = since < today if leaving else today > next_work(since + timedelta(days=15))
        found.add((line, "在途" if leaving else "部门", count, late or line == wrong))
    return found | {(line, "申请人", count, line == wrong) for line, count in life.given.items()}


def to_fetch(life: LifeNow) -> list[str]:
    """Items that their organ granted and whose certificate is not here."""
    fetching = life.slip is not None and life.slip.back
    granted = [one for one in life.items.values() if one.state == "granted" and one.hands == "thing"]
    return [one.id for one in granted if not life.of(one.id) and not fetching and not life.archived]


def stages(life: LifeNow) -> str:
    """申请、受理、审查、决定、送达 in one line, the present one in brackets."""
    words, now = [f"申请 {life.filed:%m-%d}"], False
    for label, step in (
        ("受理", _accepting),
        ("审查", _examining),
        ("决定", _deciding),
        ("送达", _delivering),
    ):
        steps = [s for item in life.items.values() if (s := step(life, item)) is not None]
        through = [day for done, day in steps if done]
        part = f"（{len(through)}/{len(steps)}）" if 0 < len(through) < len(steps) else ""
        if not steps:
            words.append(f"{label}（不需要）")
        elif len(through) == len(steps):
            days = [day for day in through if day]
            words.append(f"{label} {max(days):%m-%d}" if days else label)
        elif not now:
            now = True
            words.append(f"【{label}{part}】")
        else:
            words.append(f"{label}{part}")
    return " → ".join(words)


def _accepting(life: LifeNow, item: Item) -> Through | None:
    if item.accepted:
        return True, item.accepted
    if item.state in NOT_DECIDED:
        return None
    return item.state in ("granted", *ADVERSE), item.ended


def _examining(life: LifeNow, item: Item) -> Through | None:
    if item.state == "spot" or item.state in NOT_DECIDED:
        return None
    if item.state in ("granted", *ADVERSE):
        return (True, item.ended) if item.accepted else None
    return item.draft and item.accepted is not None, None


def _deciding(life: LifeNow, item: Item) -> Through | None:
    return None if item.state in NOT_DECIDED else (item.state in ("spot", "granted", *ADVERSE), item.ended)


def _delivering(life: LifeNow, item: Item) -> Through | None:
    things = life.of(item.id)
    if not things and (item.state in ("spot", *NOT_DECIDED) or item.hands == "nothing"):
        return None
    days = [one.delivered for one in things if one.delivered]
    if item.state in ADVERSE and not things:
        days = [one.day for one in life.decisions_served if one.item == item.id]
    return life.reached_applicant(item), max(days) if days else None


def ledger(life: LifeNow) -> dict[str, tuple[str, ...]]:
    """Item → (result, accepted, how, ended, delivered, way, notices, deferred, deferred until, in on, visits)."""
    found = {}
    for item in life.items.values():
        things, way, delivered = life.of(item.id), "", None
        served = [one for one in life.decisions_served if one.item == item.id]
        if things and all(one.delivered for one in things):
            last = max(things, key=lambda one: one.delivered or date.min)
            delivered, way = last.delivered, last.way
        elif not things and served:
            delivered, way = served[-1].day, "window"
        result = "" if life.is_open(item) else item.state
        row = (result, item.accepted, item.how, item.ended, delivered, way, len(item.told))
        row += (item.gaps, item.gap_until, item.gaps_in, len(life.visits))
        found[item.id] = tuple("" if one is None else str(one) for one in row)
    return found


SAID_ELSEWHERE = frozenset({"没人领取或签收"})
"""Of the same result 结果未送达 says it."""


def archive(life: LifeNow, today: date) -> tuple[str, frozenset[str]] | None:
    """(stage, labels of what is missing); None while something is open."""
    if not life.over:
        return None
    if life.archived:
        return "待打包", frozenset()
    lacks = frozenset(label for label, _, _ in todo(life, today)) - SAID_ELSEWHERE
    if lacks:
        return "还缺", lacks
    assert life.last is not None
    return "未到归档日" if today < life.last + timedelta(days=30) else "可以归档", lacks


def dates_on(life: LifeNow, title: str, items: tuple[str, ...]) -> list[date]:
    """Days that have to stand on a paper about these items, made now."""
    found: list[date | None] = []
    for item in (life.items[one] for one in items):
        match title:
            case "受理通知书" | "延期决定通知书" | "特别程序结束告知书":
                found.append(item.due)
            case "容缺受理通知书":
                found += [item.due, item.gap_until]
            case "材料补齐补正通知书":
                found.append(item.until)
            case "登记备案凭据" | "补正材料接收凭证":
                found.append(item.ended or item.due)
            case _ if title in DECISIONS:
                found.append(item.ended)
    return [day for day in found if day is not None]
