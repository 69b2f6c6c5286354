"""A hall of our own from nothing, by the commands of docs/manual/安装与设置.md: 3 windows, 12 organs, 20 people.

Names, numbers and phones are invented. What a person does is counted: commands, questions answered, rows filled in.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from counter.bootstrap.opening import SetUp, open_app, setting_up
from counter.bootstrap.program import program
from counter.cli.io.find_case import get_case
from counter.cli.io.program import Program, SettingUp
from counter.config import resources_folder
from counter.domain.hall.hall import HallConfig, StaffSeed
from counter.services.context.app import AppContext
from counter.services.keys.slot_kinds import NewSlot
from tests.cli.shop import Said, counter, pin_file
from tests.cli.visits import visit, written
from tests.services.office import FRIDAY, SetClock

MANUAL = resources_folder().parent / "docs" / "manual" / "安装与设置.md"
HALL = "扎赉特旗政务服务中心"
REGION = "152223"
WINDOWS = ("01", "02", "03")
HALL_FILE = f"""
station = "{REGION}01"
hall = "{HALL}"
window = "01"
region = "扎赉特旗"
jurisdiction = "xingan"
"""
LEADS = {"S01": ("那日苏", "4927"), "S02": ("萨仁", "8351")}
MARKET = "市场监督管理局"
HEALTH = "卫生健康委员会"
CITY = "城市管理（综合执法）部门"
ORGANS = {
    MARKET: ("扎赉特旗市场监督管理局", "扎市监"),
    HEALTH: ("扎赉特旗卫生健康委员会", "扎卫健"),
    CITY: ("扎赉特旗综合行政执法局", "扎综执"),
    "税务局": ("国家税务总局扎赉特旗税务局", "扎税"),
    "农牧局": ("扎赉特旗农牧局", "扎农牧"),
    "医疗保障局": ("扎赉特旗医疗保障局", "扎医保"),
    "公安局": ("扎赉特旗公安局", "扎公"),
    "教育局": ("扎赉特旗教育局", "扎教"),
    "民政局": ("扎赉特旗民政局", "扎民"),
    "财政局": ("扎赉特旗财政局", "扎财"),
    "交通运输局": ("扎赉特旗交通运输局", "扎交"),
    "住房和城乡建设局": ("扎赉特旗住房和城乡建设局", "扎住建"),
}
"""Name in the guide → full name, mark in document numbers."""

CLERKS = {
    "01": ("W01", "W02", "W03", "W04"),
    "02": ("W05", "W06", "W07", "W08"),
    "03": ("W09", "W10", "W11", "W12"),
}
NAMES = ["巴特尔", "其其格", "哈斯", "乌云", "格根", "图雅", "朝鲁", "娜仁", "宝音", "高娃", "布和", "斯琴"]
REPRESENTATIVES = {
    "R01": ("哈斯巴根", MARKET),
    "R02": ("乌力吉", MARKET),
    "R03": ("阿茹娜", HEALTH),
    "R04": ("恩和", HEALTH),
    "R05": ("满都拉", CITY),
    "R06": ("萨茹拉", CITY),
}
HALL_PHONE = "0482-0000010"
COMPLAINT = "0482-0000011"
ADDRESS = "音德尔镇神山路1号"
UNTIL = "2027-12-31"
OWN_PIN = "6038"
"""What everybody but the supervisors takes as own PIN."""


def agreement_number(organ: str) -> str:
    """Of the organ's agreement."""
    return f"扎授协〔2026〕{list(ORGANS).index(organ) + 1}号"


def window_phone(window: str) -> str:
    """Of that window."""
    return f"0482-00000{20 + int(window)}"


@dataclass
class Acts:
    """What people did: one command line each, one answer at a prompt, one row of the workbook."""

    commands: int = 0
    answers: int = 0
    rows: int = 0


@dataclass(frozen=True)
class Paper:
    """A paper of a case. ``words``: everything that stands on it."""

    kind: str
    organ: str
    number: str
    words: str


@dataclass
class OwnHall:
    """The windows of the hall, each a folder of its own, used by their commands; its clock stands where it is put."""

    folder: Path
    clock: SetClock = field(default_factory=lambda: SetClock(FRIDAY))
    windows: tuple[str, ...] = WINDOWS
    acts: Acts = field(default_factory=Acts)
    until_first_visit: Acts = field(default_factory=Acts)
    recovery_keys: dict[str, str] = field(default_factory=dict)

    def profile(self, window: str) -> Path:
        """Its folder."""
        return self.folder / f"窗口{window}"

    def run(self, window: str, *words: str | Path, answers: Sequence[str] = ()) -> Any:
        """One command there that is done; its answer for scripts. ``answers``: to what it asks."""
        said = self.said(window, *words, answers=answers)
        assert said.code == 0, (words, said.err, said.out)
        return said.json

    def said(self, window: str, *words: str | Path, answers: Sequence[str] = ()) -> Said:
        """One command there, done or refused."""
        self.acts.commands += 1
        self.acts.answers += len(answers)
        typed = "".join(f"{answer}\n" for answer in answers)
        more = ("--data", self.profile(window), "--json")
        return counter(*words, *more, typed=typed, through=self.program())

    def open(self, window: str) -> AbstractContextManager[AppContext]:
        """That window as pages and services see it."""
        return open_app(self.profile(window), self.clock)

    def file(self, window: str, clerk: str, name: str, **changes: Any) -> Any:
        """A small restaurant taken in at that window; its case as ``case open`` answers."""
        paper = written(self.folder, visit(clerk=clerk, **changes), f"{name}.json")
        pin = pin_file(self.folder, OWN_PIN)
        return self.run(window, "case", "open", paper, "--pin-file", pin, "--no-papers")

    def papers(self, window: str, case: Mapping[str, Any]) -> dict[str, Paper]:
        """The papers of the case by id."""
        with self.open(window) as app:
            return {
                p.id: Paper(p.kind, p.organ, p.number, json.dumps(p.content, ensure_ascii=False))
                for p in get_case(app, case["number"]).papers
            }

    def program(self) -> Program:
        """What its commands go through: its clock."""

        def opened(profile: Path) -> AbstractContextManager[AppContext]:
            return open_app(profile, self.clock)

        def made(
            profile: Path,
            hall: HallConfig,
            staff: Sequence[StaffSeed],
            leader: SettingUp | None = None,
            recovery: str = "",
            open_with: NewSlot | None = None,
            /,
        ) -> AbstractContextManager[SettingUp]:
            assert leader is None or isinstance(leader, SetUp)
            return setting_up(profile, hall, staff, self.clock, leader, recovery, open_with)

        return replace(program(), open_app=opened, set_up=made)


def set_up_first(hall: OwnHall) -> None:
    """The first window with the two supervisors."""
    file = hall.folder / "大厅.toml"
    file.write_text(HALL_FILE, encoding="utf-8")
    people = [w for code, (name, _) in LEADS.items() for w in ("--staff", f"{code}:{name}:supervisor")]
    pins = [pin for _, pin in LEADS.values()]
    hall.run("01", "setup", "--hall", file, *people, answers=pins)
    words = (
        "keys",
        "hall",
        "export",
        "--out",
        hall.folder / "大厅密钥.json",
        "--by",
        "S01",
        "--agreed",
        "S02",
    )
    hall.run("01", *words, answers=[*pins, "草原上的一句很长的话锁住密钥"])


def fill_in_register(hall: OwnHall) -> None:
    """The register as a workbook, filled in and taken by two."""
    file = hall.folder / "登记册.xlsx"
    hall.run("01", "hall", "export", "--out", file)
    book = load_workbook(file)

    def put(sheet: str, *cells: object, row: int | None = None) -> None:
        hall.acts.rows += 1
        page = book[sheet]
        at = page.max_row + 1 if row is None else row
        for column, cell in enumerate(cells, 1):
            page.cell(at, column).value = cell  # type: ignore[union-attr]

    put("大厅", HALL, ADDRESS, HALL_PHONE, "工作日 9:00–17:00", COMPLAINT, 25, row=2)
    for n, window in enumerate(hall.windows):
        place = f"一楼{'东中西北'[n]}区"
        cells = (f"{REGION}{window}", window, place, window_phone(window) if window == "03" else "")
        put("窗口", *cells, row=2 if window == "01" else None)
    clerks = [code for codes in CLERKS.values() for code in codes]
    for code, name in zip(clerks, NAMES, strict=True):
        put(
            "人员",
            code,
            name,
            "窗口人员",
            None,
            "咨询导办、收件与受理",
            f"1000000{1000 + int(code[1:])}",
            "2026-11-20",
        )
    for code, (name, organ) in REPRESENTATIVES.items():
        put("人员", code, name, "首席代表", organ, None, None, "2026-11-20")
        put("首席代表授权", f"扎授权〔2026〕{code}", organ, code, "确认决定、签发文书", "2026-11-20", UNTIL)
    for n, (organ, (name, mark)) in enumerate(ORGANS.items()):
        put(
            "部门", organ, name, mark, "联系人", f"0482-00000{40 + n}", "扎赉特旗人民政府", "扎赉特旗人民法院"
        )
        put("授权协议", agreement_number(organ), None, organ, "收件、受理、送达", None, "2026-01-01", UNTIL)
    book.save(file)
    two = ("--by", "S01", "--agreed", "S02")
    hall.run("01", "hall", "import", file, *two, answers=[pin for _, pin in LEADS.values()])


def add_windows(hall: OwnHall) -> None:
    """The other windows, from the card to the register that knows them."""
    first, second = (pin for _, pin in LEADS.values())
    card, register = hall.folder / "入厅卡.json", hall.folder / "登记册.json"
    hall.run("01", "hall", "card", "--out", card, "--by", "S01", answers=[first])
    asked = []
    for window in hall.windows[1:]:
        asked.append(hall.folder / f"入厅申请-{window}.json")
        words = ("--window", f"{REGION}{window}", "--first", "S01", "--request", asked[-1])
        there = hall.run(window, "setup", "--card", card, *words, answers=["是", first])
        hall.recovery_keys[window] = there["recovery_key"]
    admit = ("--out", register, "--by", "S01", "--with", "S02")
    hall.run("01", "hall", "admit", *asked, *admit, answers=[first, second])
    for window in hall.windows[1:]:
        hall.run(window, "hall", "take", register, "--by", "S01", answers=[first])


def give_pins(hall: OwnHall, window: str, codes: Sequence[str]) -> None:
    """The people there set their own PIN with a one-time code; a representative's takes two, or the window's paper."""
    first, second = (pin for _, pin in LEADS.values())
    for code in codes:
        beside: tuple[str, ...] = ()
        answers = [first]
        if code.startswith("R"):
            key = hall.recovery_keys.get(window)
            beside, proof = (("--recovery-key",), key) if key else (("--agreed", "S02"), second)
            answers.append(proof)
        once = hall.run(window, "staff", "reset-pin", code, "--by", "S01", *beside, answers=answers)["once"]
        hall.run(window, "staff", "pin", code, answers=[once, OWN_PIN])


def own_hall(folder: Path) -> OwnHall:
    """The whole hall; acts counted up to where the first visit can begin."""
    hall = OwnHall(folder)
    set_up_first(hall)
    fill_in_register(hall)
    add_windows(hall)
    for window in hall.windows:
        give_pins(hall, window, CLERKS[window])
    hall.until_first_visit = replace(hall.acts)
    return hall
