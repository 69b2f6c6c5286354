"""The lives day by day: deeds are done at the window and told to the oracle, and in the evening the lists are laid
side by side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from counter.domain.case.archive.profile import ArchiveProfile
from counter.domain.case.reminders.texts import ReminderTexts
from counter.domain.document.document import ORGAN_DECISIONS
from counter.domain.document.numbering import grouped
from counter.domain.hall.day_counts import CountsByHand
from counter.services.case.deem_accepted import deem_overdue
from counter.services.day.close_day import close_day, day_pdf
from tests.journeys.lives import calls, follow, oracle, travel
from tests.journeys.lives import deeds as do
from tests.journeys.lives.days import day_of, rests
from tests.journeys.lives.known import NO_SEAL, Held, LifeNow
from tests.journeys.lives.seen import Seen
from tests.journeys.lives.todo import todo
from tests.journeys.lives.window import Window
from tests.printing.pages import bare, text_of


@dataclass
class Years:
    """Everything that is going on. ``wrong``: (day, list, life, what the oracle says, what the program shows)."""

    window: Window
    profile: ArchiveProfile
    texts: ReminderTexts
    lives: dict[str, LifeNow] = field(default_factory=dict)
    worked: set[date] = field(default_factory=set)
    closed: set[date] = field(default_factory=set)
    wrong: list[tuple[str, ...]] = field(default_factory=list)
    looked: int = 0
    sheets: list[tuple[date, int, int, bytes]] = field(default_factory=list)
    read: int = 0

    # ── deeds ────────────────────────────────────────────────────────────────────────────────────────

    def live(self, name: str, deed: do.Deed, today: date) -> None:
        """One deed: at the window, and in the oracle's book."""
        window = self.window
        if getattr(deed, "papers", "") or isinstance(deed, do.File | do.Collect | do.Slip):
            self.worked.add(today)
        match deed:
            case do.File():
                window.file(name, deed)
                self.lives[name] = follow.opened(window.lives[name].who, deed, today)
            case do.Slip():
                moved, holder = window.make_slip(name, deed)
                for life, lines in deed.lives.items():
                    forms = {line.id for line in window.case(life).lines if line.form}
                    found = {line: n for line, n in moved[life].items() if line not in forms}
                    self.same(today, "流转", life, dict(lines), found)
                    travel.on_slip(self.lives[life], deed, lines, today, key=name, holds=life == holder)
            case do.SlipSigned() | do.SlipVoid():
                self._slip_ends(name, deed, today)
            case do.Collect():
                window.do(name, deed)
                mine = self.lives[name]
                follow.follow(mine, deed, today)
                for other in self.lives.values():
                    if other.who.serial == mine.who.serial and other is not mine and other.shelf():
                        follow.collect(other, deed, today)
            case _:
                window.do(name, deed)
                follow.follow(self.lives[name], deed, today)

    def _slip_ends(self, key: str, deed: do.SlipSigned | do.SlipVoid, today: date) -> None:
        on = {name: life for name, life in self.lives.items() if life.slip and life.slip.key == key}
        left: tuple[tuple[str, str], ...] = ()
        came: Mapping[str, tuple[str, do.Thing]] = {}
        if isinstance(deed, do.SlipVoid):
            self.window.slip_void(key)
        else:
            self.window.slip_signed(key, deed)
            left, came = deed.left, deed.came
        for name, life in on.items():
            stays = tuple(line for whose, line in left if whose == name)
            travel.slip_ends(life, stays, today, void=isinstance(deed, do.SlipVoid))
            if name in came:
                item, thing = came[name]
                follow.follow(life, do.Arrives(item, thing), today)

    def read_papers(self, today: date) -> None:
        """What came out since the last look says who, which case, which number and which days."""
        people = {one.who.name for one in self.window.lives.values()}
        for name, paper, pdf in self.window.sheets[self.read :]:
            words, life, case = bare(text_of(pdf)), self.lives[name], self.window.case(name)
            many = paper.title == "物料流转单（汇总）"
            wanted = [paper.title, paper.number, bare(grouped(case.number)), "演示无效"]
            wanted += [] if many else [life.who.name]
            draft = paper.kind in ORGAN_DECISIONS and not paper.number
            wanted += [
                f"{d.year}年{d.month}月{d.day}日"
                for d in oracle.dates_on(life, paper.title, paper.items)
                if not draft
            ]
            if paper.title == "送达回证":
                given = [one.thing for one in life.things if one.delivered == today and one.way == "window"]
                wanted += [word for thing in given for word in (thing.name, thing.number)]
            lacking = [word for word in wanted if bare(word) not in words]
            strangers = [
                one for one in people - ({life.who.name} if not many else set()) if bare(one) in words
            ]
            self.same(today, f"{paper.title} {paper.number}", name, [], [*lacking, *strangers])
            self.same(today, f"{paper.title} 代拟", name, draft, "代拟稿" in words)
        self.read = len(self.window.sheets)

    # ── the evening ──────────────────────────────────────────────────────────────────────────────────

    def same(self, today: date, what: str, life: str, says: object, shows: object) -> None:
        if says != shows:
            self.wrong.append((today.isoformat(), what, life, *_difference(says, shows)))

    def look(self, today: date) -> None:
        """Every list against the oracle."""
        self.looked += 1
        deem_overdue(self.window.app)
        seen = Seen(self.window, self.profile, self.texts)
        self._look_todo(seen, today)
        self.same(today, "出件", "", self._shelf(today), seen.shelf())
        self._look_calls(seen, today)
        custody = seen.custody()
        for name, life in self.lives.items():
            self.same(today, "在谁手里", name, oracle.custody(life, today), custody.get(name, set()))
        self._look_rounds(seen, today)
        stages, ledger, archive = seen.stages(), seen.ledger(), seen.archive()
        for name, life in self.lives.items():
            papers = Counter((p.title, p.out, p.sealed, p.served) for p in life.papers)
            self.same(today, "文书", name, papers, seen.papers(name))
            self.same(today, "环节", name, oracle.stages(life), stages[name])
            self.same(today, "台账", name, oracle.ledger(life), ledger.get(name))
            self.same(today, "归档", name, oracle.archive(life, today), archive.get(name))
        self._look_held(seen, today)

    def _look_todo(self, seen: Seen, today: date) -> None:
        rows, own = seen.todo()
        for name, life in self.lives.items():
            self.same(today, "待办", name, todo(life, today), rows[name])
        unclosed = self.unclosed(today)
        self.same(today, "待办", "本窗口", Counter({"没有日结": 1} if unclosed else {}), own)

    def unclosed(self, today: date) -> date | None:
        """The last day of the fortnight on which numbers were given out, where nobody closed it."""
        days = [day for day in self.worked if timedelta(0) < today - day <= timedelta(days=14)]
        return max(days) if days and max(days) not in self.closed else None

    def _shelf(self, today: date) -> dict[str, tuple[tuple[str, ...], tuple[str, ...], str, bool, int]]:
        people: dict[str, list[Held]] = {}
        for life in self.lives.values():
            for one in life.shelf():
                people.setdefault(life.who.name, []).append(one)
        found = {}
        for name, held in people.items():
            here = [one for one in held if one.thing.medium != "electronic"]
            sent = tuple(sorted(one.thing.name for one in held if one.thing.medium == "electronic"))
            since = min((one.arrived for one in here), default=None)
            late = since is not None and (today - since).days >= 30
            calls = max((len(one.calls) for one in here), default=0) if late else 0
            names = tuple(sorted(one.thing.name for one in here))
            found[name] = (names, sent, since.isoformat() if since else "", late, calls)
        return found

    def _look_rounds(self, seen: Seen, today: date) -> None:
        slips, fetch = seen.rounds()
        made = {name: life.slip.made for name, life in self.lives.items() if life.slip}
        self.same(today, "等签收", "", made, slips)
        owed = {(name, item) for name, life in self.lives.items() for item in oracle.to_fetch(life)}
        self.same(today, "要取的证照", "", owed, fetch)

    def _look_calls(self, seen: Seen, today: date) -> None:
        open_, shown = seen.calls()
        self.same(today, "告知", "", not rests(today), open_)
        due = {name: calls.about(life, today) for name, life in self.lives.items()}
        wanted = {name: about for name, about in due.items() if about} if open_ else {}
        self.same(today, "告知", "", wanted, shown)

    def _look_held(self, seen: Seen, today: date) -> None:
        originals, certificates = seen.held()
        here = {n: sum(life.here.values()) for n, life in self.lives.items() if not life.archived}
        self.same(today, "日结原件", "", Counter((n, c) for n, c in here.items() if c), originals)
        things = Counter(
            (name, one.thing.name, one.place)
            for name, life in self.lives.items()
            for one in life.shelf()
            if one.shelved
        )
        self.same(today, "日结证照", "", things, certificates)

    def close(self, today: date) -> None:
        """日结, counted by hand as the oracle counts."""
        originals = sum(sum(x.here.values()) for x in self.lives.values() if not x.archived)
        certificates = sum(one.shelved for life in self.lives.values() for one in life.shelf())
        counts = CountsByHand(originals, certificates, (originals, certificates))
        closed = close_day(self.window.app, today, clerk=self.window.office.clerk, counts=counts)
        self.closed.add(today)
        papers = [p for life in self.lives.values() for p in life.papers if not life.archived]
        says = {
            "taken": sum(life.filed == today for life in self.lives.values()),
            "decided": sum(len(life.decided.get(today, ())) for life in self.lives.values()),
            "waiting": sum(not life.over for life in self.lives.values()),
            "unprinted": sum(not p.out for p in papers),
            "unsealed": sum(
                p.out and not p.sealed and not p.draft and p.title not in NO_SEAL for p in papers
            ),
        }
        shows = {one.what: one.count for one in closed.said.figures if one.what in says}
        self.same(today, "日结", "", says, shows)
        self.sheets.append((today, originals, certificates, day_pdf(self.window.app, closed)))


def _rows(life: LifeNow, today: date) -> set[str]:
    """待办 as the scripts write it down: without the papers, which are told by the deeds."""
    rows = {" ".join(filter(None, row)) for row in todo(life, today)}
    return {row for row in rows if not row.startswith(("未出纸", "未盖章", "未送达"))}


def _difference(says: object, shows: object) -> Iterator[str]:
    if isinstance(says, Counter) and isinstance(shows, Counter):
        yield f"缺 {dict(says - shows)}"
        yield f"多 {dict(shows - says)}"
    elif isinstance(says, dict) and isinstance(shows, dict):
        for key in sorted({*says, *shows}, key=str):
            if says.get(key) != shows.get(key):
                yield f"{key}: {says.get(key)} / {shows.get(key)}"
    elif isinstance(says, set) and isinstance(shows, set):
        yield f"缺 {says - shows}"
        yield f"多 {shows - says}"
    else:
        yield str(says)
        yield str(shows)


def lived(years: Years, lives: Iterable[do.Life], missed: frozenset[str]) -> None:
    """From the first day to the last. Every evening is looked at on which something was done or changes by itself;
    ``missed``: days on which nobody closed the window.
    """
    steps: dict[date, list[tuple[str, do.Step]]] = {}
    for life in lives:
        for step in life.steps:
            steps.setdefault(day_of(step.day), []).append((life.name, step))
    today, last = min(steps), max(steps)
    while today <= last:
        years.window.office.at(today.isoformat(), 9)
        for life in years.lives.values():
            travel.silence(life, today)
        deem_overdue(years.window.app)
        for name, step in steps.get(today, ()):
            for deed in step.deeds:
                years.window.office.later(minutes=1)
                years.live(name, deed, today)
                years.read_papers(today)
            years.same(today, "写明的待办", name, set(step.todo), _rows(years.lives[name], today))
        years.window.office.at(today.isoformat(), 17)
        years.look(today)
        if today in years.worked and f"{today:%m-%d}" not in missed:
            years.close(today)
        today += timedelta(days=1)
