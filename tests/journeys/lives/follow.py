"""How each deed changes what the oracle knows of a life: what everybody at the counter would say has happened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import singledispatch

from tests.journeys.lives import deeds as do
from tests.journeys.lives.calls import ripe
from tests.journeys.lives.known import DECISIONS, NO_SEAL, Held, Item, LifeNow, Paper, ServedOn, day


def opened(who: do.Who, deed: do.File, today: date) -> LifeNow:
    """A life begins."""
    life = LifeNow(who, today)
    for id, start in deed.items.items():
        life.items[id] = _started(Item(id, start.how, today), start, today)
    life.here = dict(deed.originals)
    life.visits.add(today)
    issue(life, deed.papers)
    _decided(life, today, [i for i, s in deed.items.items() if s.how == "spot"])
    life.last = today
    return life


def follow(life: LifeNow, deed: do.Deed, today: date) -> None:
    """The deed was done in that life."""
    _follow(deed, life, today)
    life.last = today


def issue(life: LifeNow, papers: str) -> None:
    """``title title:item,item -title``: what came, and what became void."""
    for word in papers.split():
        title, _, items = word.partition(":")
        if title.startswith("-"):
            old = next(p for p in reversed(life.papers) if p.title == title[1:])
            life.papers.remove(old)
            continue
        title = title.removesuffix("（代拟）")
        wanted = tuple(items.split(",")) if items else tuple(life.items)
        life.papers.append(Paper(title, wanted, draft="（代拟）" in word))


def _started(item: Item, start: do.Start, today: date) -> Item:
    item.state, item.due, item.after = start.how, day(start.due) or item.due, start.after or item.after
    item.until, item.lines = day(start.until), list(start.lines)
    if start.how in ("accepted", "gapped", "spot"):
        item.accepted = today
        item.how = {"accepted": "notice", "gapped": "gaps", "spot": "spot"}[start.how]
    if start.how == "spot":
        item.ended = today
    if start.how == "told":
        item.told.append(today)
    if start.how == "gapped":
        item.gaps, item.gap_until = len(start.lines), day(start.until)
    return item


def _decided(life: LifeNow, today: date, items: list[str]) -> None:
    life.decided.setdefault(today, set()).update(items)


def _end(life: LifeNow, id: str, how: str, today: date) -> None:
    item = life.items[id]
    item.state, item.ended, item.draft = how, today, False
    for other in life.items.values():  # what waited for it is owed an answer from now on
        if other.state in ("waits", "sent_on") and id in other.after and how in ("granted", "spot"):
            other.received = today


def _mark(life: LifeNow, paper: Paper, how: str, today: date) -> None:
    paper.out = True
    if paper.title in NO_SEAL or paper.draft or how == "out":
        return
    paper.sealed = True
    if how == "served" and not paper.served:
        _serve(life, paper, today)


def _serve(life: LifeNow, paper: Paper, today: date) -> None:
    paper.served = True
    for id in paper.items:
        item = life.items[id]
        if paper.title == "特别程序告知书" and item.pause_over is not None:
            item.pause = item.pause or today
        if paper.title in DECISIONS:
            life.decisions_served.append(ServedOn(id, today))


def _given(life: LifeNow, today: date) -> None:
    """All that lies here is handed over with the papers that are sealed."""
    for one in life.things:
        if one.shelved and not one.wrong:
            one.state, one.delivered, one.way, one.given = "handed", today, "window", True
    for paper in life.papers:
        if paper.sealed and not paper.served:
            _serve(life, paper, today)


@singledispatch
def _follow(deed: do.Deed, life: LifeNow, today: date) -> None:
    raise AssertionError(deed)


def _when(kind: type) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return _follow.register(kind)


@_when(do.Out)
def _(deed: do.Out, life: LifeNow, today: date) -> None:
    for paper in life.papers:
        if deed.only in ("", paper.title):
            _mark(life, paper, deed.how, today)


@_when(do.Decide)
def _(deed: do.Decide, life: LifeNow, today: date) -> None:
    _judge(life, deed.items, today)
    issue(life, deed.papers)


def _judge(life: LifeNow, items: Mapping[str, do.Start], today: date) -> None:
    for id, start in items.items():
        item = life.items[id]
        if start.how == "gaps_in":
            item.gaps_in = today
        elif start.how == "told_still":
            item.lines, item.brought = list(start.lines), today
        else:
            _started(item, start, today)
            if start.how == "spot":
                _end(life, id, "spot", today)
                _decided(life, today, [id])


@_when(do.Supplement)
def _(deed: do.Supplement, life: LifeNow, today: date) -> None:
    for item in life.items.values():
        if item.asked and set(item.asked) <= set(deed.lines):
            item.asked_until, item.received = None, today
    life.here.update(deed.originals)
    life.visits.add(today)
    for item in life.items.values():
        if set(deed.lines) & set(item.lines) and item.state == "told":
            item.brought = item.received = today
    _judge(life, deed.items, today)
    issue(life, deed.papers)


@_when(do.Pledge)
def _(deed: do.Pledge, life: LifeNow, today: date) -> None:
    _judge(life, deed.items, today)
    issue(life, deed.papers)


@_when(do.OrganAccepts)
def _(deed: do.OrganAccepts, life: LifeNow, today: date) -> None:
    item = life.items[deed.item]
    item.state, item.accepted, item.how, item.due = "accepted", day(deed.day), "organ", day(deed.due)


@_when(do.OrganAsks)
def _(deed: do.OrganAsks, life: LifeNow, today: date) -> None:
    item = life.items[deed.item]
    item.asked_until, item.asked = day(deed.until), deed.lines


@_when(do.Grant)
def _(deed: do.Grant, life: LifeNow, today: date) -> None:
    _end(life, deed.item, "granted", today)
    life.items[deed.item].hands = "nothing" if deed.nothing else "thing"
    _decided(life, today, [deed.item])
    for thing in deed.things:
        life.things.append(Held(deed.item, thing, today, since=today, place=thing.place))


@_when(do.Draft)
def _(deed: do.Draft, life: LifeNow, today: date) -> None:
    life.items[deed.item].draft = True
    issue(life, deed.papers)


@_when(do.Confirm)
def _(deed: do.Confirm, life: LifeNow, today: date) -> None:
    life.papers = [p for p in life.papers if not (p.draft and deed.item in p.items)]
    _end(life, deed.item, deed.result, today)
    _decided(life, today, [deed.item])
    for one in deed.returned:
        _end(life, one, "returned", today)
        life.to_give_back = True
    issue(life, deed.papers)


@_when(do.Arrives)
def _(deed: do.Arrives, life: LifeNow, today: date) -> None:
    if deed.instead_of:
        next(one for one in life.things if one.thing.number == deed.instead_of).replaced = True
    life.things.append(Held(deed.item, deed.thing, today, since=today, place=deed.thing.place))


@_when(do.TakenBack)
def _(deed: do.TakenBack, life: LifeNow, today: date) -> None:
    _thing(life, deed.number).wrong = True


@_when(do.CalledIn)
def _(deed: do.CalledIn, life: LifeNow, today: date) -> None:
    _thing(life, deed.number).back = True


def _thing(life: LifeNow, number: str) -> Held:
    return next(one for one in life.things if one.thing.number == number)


@_when(do.Collect)
def _(deed: do.Collect, life: LifeNow, today: date) -> None:
    life.papers.append(Paper("送达回证", tuple(life.items)))
    if deed.unsigned:
        life.prepared = True
        return
    life.papers[-1].out = True
    collect(life, deed, today)


def collect(life: LifeNow, deed: do.Collect, today: date) -> None:
    """Everything of this life is given, whichever case holds the proof."""
    _given(life, today)
    for line in deed.originals:
        life.given[line] += life.here.pop(line)
    if deed.kind != "proxy":
        life.visits.add(today)
    life.last = today


@_when(do.Sign)
def _(deed: do.Sign, life: LifeNow, today: date) -> None:
    life.prepared = False
    if deed.void:
        life.papers.remove(next(p for p in reversed(life.papers) if p.title == "送达回证"))
        return
    next(p for p in reversed(life.papers) if p.title == "送达回证").out = True
    collect(life, do.Collect(), today)


@_when(do.Post)
def _(deed: do.Post, life: LifeNow, today: date) -> None:
    for one in life.things:
        if one.shelved and not one.wrong:
            one.state, one.posted, one.mail, one.times, one.given = (
                "posted",
                today,
                deed.mail,
                one.times + 1,
                True,
            )


@_when(do.PostEnds)
def _(deed: do.PostEnds, life: LifeNow, today: date) -> None:
    for one in life.things:
        if one.mail != deed.mail:
            continue
        if deed.back_to:
            one.state, one.since, one.place, one.given = "returned", today, deed.back_to, False
        else:
            one.delivered, one.way = today, "post"


@_when(do.Send)
def _(deed: do.Send, life: LifeNow, today: date) -> None:
    one = _thing(life, deed.number)
    one.mail = deed.file
    if one.state == "here" and one.thing.medium == "electronic":
        one.state = "sent"


@_when(do.Read)
def _(deed: do.Read, life: LifeNow, today: date) -> None:
    one = next(one for one in life.things if one.mail == deed.file)
    if one.thing.medium == "electronic":  # a sheet that lies here is still to be fetched
        one.delivered, one.way = today, "electronic"


@_when(do.CallCollector)
def _(deed: do.CallCollector, life: LifeNow, today: date) -> None:
    for one in life.shelf():
        one.calls.append(today)


@_when(do.BackToOrgan)
def _(deed: do.BackToOrgan, life: LifeNow, today: date) -> None:
    for one in life.shelf():
        one.state = "at_organ"
    issue(life, deed.papers)


@_when(do.Tell)
def _(deed: do.Tell, life: LifeNow, today: date) -> None:
    if deed.outcome == "reached":
        life.reached |= ripe(life, today)


@_when(do.Withdraw)
def _(deed: do.Withdraw, life: LifeNow, today: date) -> None:
    for id in deed.items:
        _end(life, id, "withdrawn", today)
    for id in deed.returned:
        _end(life, id, "returned", today)
    life.to_give_back = True
    issue(life, deed.papers)


@_when(do.Drop)
def _(deed: do.Drop, life: LifeNow, today: date) -> None:
    for id in deed.items:
        _end(life, id, "dropped", today)
    life.to_give_back = True


@_when(do.GiveBack)
def _(deed: do.GiveBack, life: LifeNow, today: date) -> None:
    for line in deed.originals:
        life.given[line] += life.here.pop(line)
    life.to_give_back = deed.more
    issue(life, deed.papers)


@_when(do.Pause)
def _(deed: do.Pause, life: LifeNow, today: date) -> None:
    life.items[deed.item].pause_over = day(deed.over)
    issue(life, f"{deed.papers}:{deed.item}")


@_when(do.Resume)
def _(deed: do.Resume, life: LifeNow, today: date) -> None:
    item = life.items[deed.item]
    item.pause, item.pause_over, item.resumed, item.due = None, None, today, day(deed.due)
    issue(life, f"{deed.papers}:{deed.item}")


@_when(do.Extend)
def _(deed: do.Extend, life: LifeNow, today: date) -> None:
    life.items[deed.item].due = day(deed.due)
    issue(life, f"{deed.papers}:{deed.item}")


@_when(do.Mismatch)
def _(deed: do.Mismatch, life: LifeNow, today: date) -> None:
    life.mismatch = None if deed.settled else (deed.line, deed.organ, today)


@_when(do.Archive)
def _(deed: do.Archive, life: LifeNow, today: date) -> None:
    life.archived = True
