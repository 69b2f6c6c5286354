"""The course of the day: who comes to which window with what, and what goes wrong meanwhile."""

from __future__ import annotations

import random
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from counter.printing.reading.reading import Reader
from tests.cli.shop import pin_file
from tests.journeys.day.county import TOWNSHIP, County, Place, copied
from tests.journeys.day.day_clock import set_day
from tests.journeys.day.ledger import Carried, Known, Ledger
from tests.journeys.day.mishaps import Mishaps
from tests.journeys.day.remote import NotDone, WindowGone
from tests.journeys.test_ten_acts import with_check

FRIDAY = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
SPEED = 20.0
NAMES = ("斯琴", "布和", "高娃", "娜日", "巴图", "其其格", "乌云", "哈斯", "格根", "图雅", "朝鲁", "宝音")
GRADES = ("非常满意", "满意", "基本满意", "不满意", "非常不满意")
SHARES = {"01": 0.3, "02": 0.3, "03": 0.25, "04": 0.15}
"""Of the visits."""


@dataclass
class Course:
    """The day of that county with so many visits. ``say``: one line of what happens."""

    county: County
    visits: int
    seed: int
    say: Callable[[str], None]
    ledger: Ledger = field(default_factory=Ledger)
    cuts: int = 0
    kills: int = 0
    _reading: threading.Lock = field(default_factory=threading.Lock)
    held: dict[str, threading.RLock] = field(default_factory=dict)
    _reader: Reader = field(default_factory=Reader)
    failed: list[BaseException] = field(default_factory=list)
    _rates: bool = False
    """Not on Friday: a backup waits until nobody rates."""

    # -- the whole --
    def friday(self, visits: int) -> Path:
        """The day before: some visits, reported, and the backup of window 03."""
        set_day(self.county.folder, FRIDAY, SPEED)
        self.held = {window: threading.RLock() for window in self.county.places}
        for place in self.county.places.values():
            place.open()
        self._work(visits)
        for place in self.joined():
            place.remote.do("report")
        self.county.cluster.stop()
        copied(self.county.cluster, "data", "friday")
        self.county.cluster.start()
        stick = self.county.folder / "backups"
        stick.mkdir(exist_ok=True)
        return Path(str(self.county.at(self.county.places["03"], "backup", "--to", stick)["file"]))

    def monday(self, backup: Path) -> None:
        """The day, with everything that goes wrong at its time."""
        set_day(self.county.folder, MONDAY, SPEED)
        self._rates = True
        before = self.ledger.visits
        ended = threading.Event()
        go_wrong = Mishaps(self, backup).go_wrong
        evil = threading.Thread(target=go_wrong, args=(before, ended), daemon=True)
        evil.start()
        try:
            self._work(self.visits)
        finally:
            ended.set()
            evil.join()
        self._tell_failed()

    def _tell_failed(self) -> None:
        for wrong in self.failed[1:]:
            self.say(f"failed too: {''.join(traceback.format_exception(wrong))[-3000:]}")
        if self.failed:
            raise self.failed[0]

    def _work(self, visits: int) -> None:
        """Every window serves its share, all at once."""
        upto = self.ledger.visits + visits
        shares = {w: round(visits * share) for w, share in SHARES.items()}
        shares["01"] += visits - sum(shares.values())
        hands = [
            threading.Thread(target=self._serve, args=(window, number, upto), daemon=True)
            for window, number in shares.items()
        ]
        for one in hands:
            one.start()
        for one in hands:
            one.join()
        self._tell_failed()

    def _serve(self, window: str, visits: int, upto: int) -> None:
        chance = random.Random(f"{self.seed} {window} {upto}")
        place = self.county.places[window]
        try:
            for _ in range(visits):
                with self.held[window]:
                    self._visit(place, chance)
                with self.ledger.lock:
                    self.ledger.visits += 1
                    if self.ledger.visits % 10 == 0:
                        self.say(f"{self.ledger.visits} visits, {len(self.ledger.cases)} cases")
                if window != TOWNSHIP and chance.random() < 0.15:
                    self.report(place)
        except BaseException as wrong:  # noqa: BLE001  # told by the main thread
            self.failed.append(wrong)

    # -- one visit --
    def _visit(self, place: Place, chance: random.Random) -> None:
        kind = "?"
        try:
            kind, act = self._choose(place, chance)
            act()
            self.ledger.count(kind)
        except WindowGone:
            self.ledger.count(f"cut short by a kill: {kind}")
            self.say(f"{place.window}: killed during “{kind}”, opened again")
            place.open()
        except NotDone as wrong:
            self.ledger.broken.append(f"{kind}: {wrong}")
            self.say(f"{place.window}: NOT DONE {kind}: {str(wrong)[:3000]}")
            place.remote.do("put_down")

    def _choose(self, place: Place, chance: random.Random) -> tuple[str, Callable[[], None]]:
        """What the next applicant wants. A case is in one pair of hands at a time, unless conflicts are wanted."""
        draw, ledger = chance.random(), self.ledger
        with ledger.lock:
            free = [one for one in ledger.cases.values() if not one.busy and not one.ended]
            mine = [one for one in free if one.owner == place.window]
            others = [one for one in free if one.owner != place.window and one.asks]
            asks = [one for one in mine if one.asks]
            accepted = [one for one in mine if one.accepted and not one.asks]
            checks = [one for one in mine if one.to_check]
            kept = [one for one in mine if one.kept]
            found: tuple[str, Known] | None = None
            for share, name, which in (
                (0.14, "supplement at another window", others),
                (0.10, "supplement at its window", asks),
                (0.07, "taken papers checked", checks),
                (0.04, "kept case decided", kept),
                (0.05, "withdrawn", accepted),
                (0.04, "special procedure", accepted),
                (0.05, "granted", accepted),
                (0.03, "taken back", accepted[-2:]),
                (0.05, "papers out, stamped, served", accepted),
            ):
                if draw < share and which:
                    found = name, chance.choice(which)
                    break
                draw -= share
            if found is None:
                return self.newcomer(place, chance)
            kind, case = found
            case.busy = True
        return kind, lambda: self._again(place, kind, case)

    def newcomer(self, place: Place, chance: random.Random) -> tuple[str, Callable[[], None]]:
        with self.ledger.lock:
            number = self.ledger.counts.get("people", 0)
            self.ledger.count("people")
        kinds = (
            "accepted",
            "accepted",
            "gap",
            "gap",
            "several gaps",
            "deferred",
            "keep",
            "wrong paper",
            "asked only",
        )
        kind = chance.choice(kinds)
        if kind == "asked only":
            return kind, lambda: self._asked(place)
        name = NAMES[number % len(NAMES)] + chance.choice("日月山海")
        day = datetime(1960, 1, 1, tzinfo=UTC) + timedelta(days=number * 37 % 15_000)
        identity = with_check(f"999999{day:%Y%m%d}{number % 999:03}")
        what: dict[str, Any] = {"name": name, "number": identity, "folder": str(self._folder(place))}
        if kind == "gap":
            what["lines"] = {str(chance.randrange(10)): "2"}
        elif kind == "several gaps":
            what["lines"] = {str(row): "2" for row in chance.sample(range(10), 3)}
        elif kind == "deferred":
            what["lines"] = {"8": "4"}
        elif kind == "wrong paper":
            what["lines"] = {str(chance.randrange(2, 10)): "3"}
        what["keep"] = kind == "keep"
        if chance.random() < 0.4 and self._rates:
            what["rating"] = chance.choice(GRADES)

        def come() -> None:
            said = place.remote.do("take_in", **what)
            self.ledger.opened(place.window, name, said, kind)

        return kind, come

    def _asked(self, place: Place) -> None:
        place.remote.do("ask_only")

    def _again(self, place: Place, kind: str, case: Known) -> None:
        try:
            said = self._later(place, kind, case)
            if "refused" in said:
                self.ledger.count(f"refused: {kind}")
                self.ledger.refused.append(f"{kind} at {place.window} of {case.number}: {said['refused']}")
            else:
                case.done.append(f"{place.window} {kind}")
                self.ledger.carry(case.number, place.window, said.get("papers", []))
        finally:
            case.busy = False

    def _later(self, place: Place, kind: str, case: Known) -> Any:
        do, folder, number = place.remote.do, str(self._folder(place)), case.number
        match kind:
            case "supplement at another window":
                sheet = self._sheet(case)
                if sheet is None:
                    return {"refused": "no sheet to scan"}
                case.asks = False
                case.to_check = True
                return do("supplement", case=self.code(sheet), name=case.name, folder=folder)
            case "supplement at its window":
                case.asks = False
                return do("supplement", case=number, name=case.name, folder=folder)
            case "taken papers checked":
                said = do("act", case=number, letter="0", form="checkTakenForm", folder=folder)
                case.to_check = "refused" in said  # it has not come here yet
                return said
            case "kept case decided":
                case.kept = False
                return do("act", case=number, letter="J", form="decideForm", folder=folder)
            case "withdrawn":
                case.ended = True
                fields = {"withdrawItems": "#1", "withdrawReason": "不办了", "withdrawHow": "#2"}
                return do("act", case=number, letter="C", form="withdrawForm", folder=folder, **fields)
            case "special procedure":
                case.accepted = False
                fields = {
                    "pauseKind": "#1",
                    "pauseWhat": "就选址举行听证",
                    "pauseBasis": "《行政许可法》第四十五条",
                }
                return do(
                    "act", case=number, letter="T", form="pauseForm", folder=folder, **fields, pauseDays="10"
                )
            case "granted":
                case.accepted = False
                fields = {"concludeDocument": "营业执照（个体工商户）"}
                return do("act", case=number, letter="G", form="concludeForm", folder=folder, **fields)
            case "taken back":
                case.accepted = False
                fields = {"voidItems": "#1", "voidReason": "录错了地址"}
                return do("act", case=number, letter="H", form="voidForm", folder=folder, **fields)
            case _:
                case.accepted = False
                for letter, form in (("Z", "markPrintedForm"), ("Y", "stampForm")):
                    said = do("act", case=number, letter=letter, form=form)
                    if "refused" in said:
                        return said
                return do("act", case=number, letter="S", form="serveForm", folder=folder)

    def _sheet(self, case: Known) -> Carried | None:
        with self.ledger.lock:
            own = [p for p in self.ledger.papers if p.case == case.number and p.title == "材料补齐补正通知书"]
        return own[-1] if own else None

    def code(self, paper: Carried) -> str:
        """What a scanner reads from that paper; empty where there is no code on it."""
        with self._reading:
            return next(iter(self._reader.read(paper.file.read_bytes()).codes), "")

    def _folder(self, place: Place) -> Path:
        folder = self.county.papers / place.window
        folder.mkdir(exist_ok=True)
        return folder

    # -- the line, the stick --
    def joined(self) -> list[Place]:
        return [place for place in self.county.places.values() if place.line is not None]

    def report(self, place: Place) -> None:
        with self.held[place.window], self.alive(place), self.told(f"report at {place.window}"):
            said = place.remote.do("report")
            if said["said"] != "上报做完了。":
                self.ledger.count(f"report: {said['said'][:40]}")

    @contextmanager
    def told(self, what: str) -> Iterator[None]:
        """What the window did not do is a difference in the evening, and the day goes on."""
        try:
            yield
        except NotDone as wrong:
            self.ledger.broken.append(f"{what}: {wrong}")
            self.say(f"NOT DONE {what}: {str(wrong)[:3000]}")

    @contextmanager
    def alive(self, place: Place) -> Iterator[None]:
        """Whoever is killed is opened again."""
        try:
            yield
        except WindowGone:
            self.say(f"{place.window}: killed while reporting, opened again")
            place.open()

    def carry_stick(self, name: str, *, back: bool = True) -> None:
        """Township → hall → township, on a stick of that name."""
        stick = self.county.folder / name
        stick.mkdir(exist_ok=True)
        self.courier(TOWNSHIP, stick, "K")
        self.courier("01", stick, "R")
        self.report(self.county.places["01"])
        self.courier("01", stick, "K")
        if back:
            self.courier(TOWNSHIP, stick, "R")

    def courier(self, window: str, stick: Path, keys: str) -> None:
        place = self.county.places[window]
        for _ in range(3):  # a window may be killed meanwhile
            with self.held[window], self.alive(place), self.told(f"stick {stick.name} {keys} at {window}"):
                said = place.remote.do("courier", folder=str(stick), keys=keys)
                self.say(f"{window} stick {stick.name} {keys}: {' / '.join(said['said'])}")
                return

    def ratings(self) -> list[str]:
        """The next day every window's ratings go to the office; what is not as it was given at the pads."""
        set_day(self.county.folder, MONDAY + timedelta(days=1), SPEED)
        wrong, keys = [], self.county.folder / "大厅公钥.json"
        self.county.at(self.county.places["01"], "keys", "export", "--out", keys)
        by = ("--by", "C01", "--agreed", "C02")
        self.county.command(self.county.office, "keys", "trust", keys, *by, answers=["5029", "7316"])
        for window, place in self.county.places.items():
            pack = self.county.folder / f"评价-{window}.json"
            self.county.at(place, "rating", "pack", "--out", pack)
            words = ("rating", "take-in", pack, "--clerk", "C01", "--pin-file")
            said = self.county.command(
                self.county.office, *words, pin_file(self.county.folder, "5029", "pin-office")
            )
            came, given = said["named"] + said["anonymous"], self.ledger.rated.get(window, 0)
            self.say(f"{window}: {given} rated at the pad, {came} at the office, {said['invited']} invited")
            if said["faults"] or came < given:
                wrong.append(f"ratings of {window}: {given} given, {came} came, faults {said['faults']}")
        return wrong

    def evening(self) -> None:
        """Everything works, and everybody exchanges until nothing is left."""
        for place in self.joined():
            assert place.line is not None
            place.line.mend()
        for number in range(3):
            for _ in range(2):
                for place in self.joined():
                    self.report(place)
            self.carry_stick(f"evening-{number}")
        for place in self.joined():
            said = place.remote.do("report")
            self.say(f"{place.window} in the evening: {said['words']} {said['rows']}")
            if any("counter recover" in row for row in said["rows"]):
                self._read_again(place)

    def _read_again(self, place: Place) -> None:
        """What the page asks for, while the window is open: the recovery key is typed once."""
        key = self.county.hall.recovery_keys[place.window]
        said = self.county.at(place, "recover", answers=[key])
        self.say(f"{place.window}: {said['opened']} cases read again by the recovery key")
        rows = place.remote.do("report")["rows"]
        if any("counter recover" in row for row in rows):
            self.ledger.broken.append(f"{place.window} still asks for the recovery key: {rows}")
