"""待办 as the oracle has it: what is to be done of a life on a day, and by when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from tests.journeys.lives.calls import planned
from tests.journeys.lives.days import next_work, work_after
from tests.journeys.lives.known import (
    ADVERSE,
    DELIVERS_ITSELF,
    ITEMS,
    NO_SEAL,
    NOT_DECIDED,
    OPEN,
    Held,
    Item,
    LifeNow,
)

Row = tuple[str, str, date | None]


def todo(life: LifeNow, today: date) -> Counter[tuple[str, str, str]]:
    """(label, item or title, day) of everything there is to do; nothing of what lies in the archive."""
    if life.archived:
        return Counter()
    rows = [
        row
        for item in life.items.values()
        for row in (*_of_results(life, item), *_of_item(life, item, today))
    ]
    rows += [*_of_case(life), *_of_papers(life)]
    return Counter((label, about, "" if by is None else by.isoformat()) for label, about, by in rows)


def _of_case(life: LifeNow) -> Iterator[Row]:
    if calls := planned(life):
        yield "待告知", "", calls[0][1]
    if life.to_give_back:
        yield "材料待退还", "", None
    if life.slip is not None:
        yield "流转待签收", "物料流转单（汇总）", life.slip.made
    if out := [since for line, (_, _, since) in life.at_organ.items() if not life.leaving(line)]:
        yield "原件在部门", "", min(next_work(since + timedelta(days=15)) for since in out)
    if life.mismatch:
        yield "交接不符", "", life.mismatch[2]


def _of_papers(life: LifeNow) -> Iterator[Row]:
    """One after the other: it comes out, is sealed, is handed over."""
    for paper in life.papers:
        if not paper.out:
            yield "未出纸", paper.title, None
        elif paper.title in NO_SEAL or paper.draft:
            continue
        elif not paper.sealed:
            yield "未盖章", paper.title, None
        elif not paper.served:
            yield "未送达", paper.title, None


def _of_item(life: LifeNow, item: Item, today: date) -> Iterator[Row]:
    if item.asked_until is not None:
        yield "补正期限", item.id, item.asked_until
    elif item.state in OPEN:
        yield from _of_organ(item, today)
    elif item.state == "told":
        yield from _of_told(life, item, today)
    elif item.after and item.state in ("waits", "sent_on"):
        yield from _of_waiting(life, item)
    elif item.state in ("sent_on", "kept", "to_pledge"):
        label = "待签承诺书" if item.state == "to_pledge" else "待告知是否受理"
        yield label, item.id, _answer(item)
        if item.state != "sent_on":
            yield from _silence(item)


def _answer(item: Item) -> date | None:
    """One working day (兴署发〔2021〕5号 16), which binds no company."""
    return None if ITEMS[item.id][1] == "企业" else work_after(item.received, 1)


def _silence(item: Item) -> Iterator[Row]:
    """Five working days, then a licence is accepted (许可法 32)."""
    if item.licence:
        yield "即将视为受理", item.id, work_after(item.received, 5)


def _of_waiting(life: LifeNow, item: Item) -> Iterator[Row]:
    before = [life.items[one] for one in item.after]
    if any(one.state in (*ADVERSE, *NOT_DECIDED) for one in before):
        yield "材料待退还", item.id, None
    elif not any(life.is_open(one) for one in before):
        yield "前序已办结", item.id, _answer(item)
        if item.state == "waits":
            yield from _silence(item)


def _of_organ(item: Item, today: date) -> Iterator[Row]:
    if item.draft:
        yield "代拟稿待确认", item.id, item.due
        return
    if item.pause is not None:
        yield "特别程序中", item.id, item.pause_over
    else:
        yield "办结期限", item.id, item.due
    if item.gap_until is not None and item.gaps_in is None:
        yield "容缺逾期待拟稿" if today > item.gap_until else "容缺补交期限", item.id, item.gap_until


def _of_told(life: LifeNow, item: Item, today: date) -> Iterator[Row]:
    if item.draft:
        yield "代拟稿待确认", item.id, None
        return
    late = item.until is not None and today > item.until
    yield "补正逾期待拟稿" if late else "补正期限", item.id, item.until
    notices = [p for p in life.papers if p.title == "材料补齐补正通知书" and item.id in p.items]
    if not any(p.out for p in notices):
        yield from _silence(item)


def _of_results(life: LifeNow, item: Item) -> Iterator[Row]:
    wrong = [one for one in life.things if one.item == item.id and one.wrong]
    if any(one.given and not one.back for one in wrong):
        yield "追回证照", item.id, None
    things = life.of(item.id)
    owed = [one for one in things if not one.delivered and one.state != "at_organ"]
    nothing_yet = item.state == "granted" and not things and item.hands != "nothing"
    if owed or nothing_yet:
        by = work_after(item.ended, 10) if item.licence and item.ended and item.state != "spot" else None
        yield "结果未送达", item.id, by
    days = [by for one in owed if (by := _uncollected(one)) is not None]
    if days and item.id not in DELIVERS_ITSELF:
        yield "没人领取或签收", item.id, min(days)


def _uncollected(one: Held) -> date | None:
    """Called after 30, 60 and 90 days, then given back to its organ; a parcel is looked up after 15."""
    if one.state == "posted" and one.posted is not None:
        return one.posted + timedelta(days=15)
    if not one.shelved:
        return None
    since = one.since or one.arrived
    for count in (30, 60, 90):
        if not any(call >= since + timedelta(days=count) for call in one.calls):
            return since + timedelta(days=count)
    return since + timedelta(days=90)
