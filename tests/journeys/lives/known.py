"""What the oracle knows of a life: items, results, papers and originals, as anybody at the counter would note them
down. Small plain Python that shares no code with the program; rules are those of docs/rules.md, written down again.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from tests.journeys.lives import deeds as do
from tests.journeys.lives.days import day_of

ITEMS = {
    "mkt_individual": ("市场监督管理局", "登记"),
    "mkt_company": ("市场监督管理局", "登记"),
    "tax_new": ("税务局", "公共服务"),
    "vat_filing": ("税务局", "公共服务"),
    "deed_tax": ("税务局", "公共服务"),
    "food_prepack": ("市场监督管理局", "备案"),
    "food_small_catering": ("市场监督管理局", "许可"),
    "food_production": ("市场监督管理局", "许可"),
    "signboard": ("城市管理（综合执法）部门", "许可"),
    "fire_check": ("消防救援机构", "许可"),
    "fire_accept": ("住房和城乡建设局", "许可"),
    "seal_free": ("公安局（印章制作单位）", "企业"),
    "epidemic_cond": ("农牧局", "许可"),
    "farm_record": ("农牧局", "备案"),
    "vet_clinic": ("农牧局", "许可"),
    "house_new": ("自然资源局（不动产登记中心）", "登记"),
    "doctor_register": ("卫生健康委员会", "许可"),
    "med_setup": ("卫生健康委员会", "许可"),
    "med_register": ("卫生健康委员会", "许可"),
    "pen_gov_in": ("人力资源和社会保障局（社保经办机构）", "公共服务"),
    "school": ("教育局", "公共服务"),
    "vaccine_card": ("卫生健康委员会（接种单位）", "企业"),
    "hukou_birth": ("公安局（派出所）", "登记"),
    "med_ins_baby": ("医疗保障局", "公共服务"),
    "social_card": ("人力资源和社会保障局（社保经办机构）", "公共服务"),
}
"""Item → organ and class of procedure, as the guide has them."""

DELIVERS_ITSELF = {"school"}
"""Items whose organ entrusted no delivery to this hall: nobody is called to fetch their results here."""

NO_SEAL = {"一次性告知汇总单", "容缺受理承诺书", "物料流转单", "物料流转单（汇总）", "送达回证", "撤回申请书"}
"""Papers that no organ seals and nobody serves."""

DECISIONS = {"不予批准决定书", "不予受理决定书", "视为放弃申请告知书"}
"""Papers by which an organ decides against somebody."""

OPEN = ("accepted", "gapped", "deemed")
ADVERSE = ("rejected", "refused", "lapsed")
NOT_DECIDED = ("withdrawn", "dropped", "returned")


@dataclass
class Item:
    id: str
    state: str
    received: date
    """From when an answer is owed: hand-over, the earlier item's end, or what was brought."""
    accepted: date | None = None
    how: str = ""
    due: date | None = None
    until: date | None = None
    told: list[date] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    brought: date | None = None
    gaps: int = 0
    gap_until: date | None = None
    gaps_in: date | None = None
    after: tuple[str, ...] = ()
    draft: bool = False
    pause: date | None = None
    pause_over: date | None = None
    paused: int = 0
    resumed: date | None = None
    ended: date | None = None
    hands: str = ""
    asked_until: date | None = None
    asked: tuple[str, ...] = ()

    @property
    def organ(self) -> str:
        return ITEMS[self.id][0]

    @property
    def licence(self) -> bool:
        return ITEMS[self.id][1] == "许可"


@dataclass
class Held:
    """A result as a thing."""

    item: str
    thing: do.Thing
    arrived: date
    state: str = "here"
    since: date | None = None
    calls: list[date] = field(default_factory=list)
    posted: date | None = None
    times: int = 0
    delivered: date | None = None
    way: str = ""
    wrong: bool = False
    replaced: bool = False
    given: bool = False
    back: bool = False
    mail: str = ""
    place: str = ""

    @property
    def shelved(self) -> bool:
        return self.state in ("here", "returned") and self.thing.medium != "electronic"


@dataclass
class Paper:
    title: str
    items: tuple[str, ...] = ()
    out: bool = False
    sealed: bool = False
    served: bool = False
    draft: bool = False


@dataclass
class SlipOut:
    """``key``: the life in which it was made; ``holds``: its case holds the paper."""

    key: str
    holds: bool
    back: bool
    made: date
    lines: dict[str, int]


@dataclass
class ServedOn:
    """A decision against the applicant was handed over."""

    item: str
    day: date


@dataclass
class LifeNow:
    """One life as the oracle knows it. ``at_organ``: line → (organ, sheets, since)."""

    who: do.Who
    filed: date
    items: dict[str, Item] = field(default_factory=dict)
    things: list[Held] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    here: dict[str, int] = field(default_factory=dict)
    at_organ: dict[str, tuple[str, int, date]] = field(default_factory=dict)
    given: Counter[str] = field(default_factory=Counter)
    slip: SlipOut | None = None
    mismatch: tuple[str, str, date] | None = None
    visits: set[date] = field(default_factory=set)
    reached: set[tuple[str, ...]] = field(default_factory=set)
    last: date | None = None
    archived: bool = False
    prepared: bool = False
    decided: dict[date, set[str]] = field(default_factory=dict)
    to_give_back: bool = False
    decisions_served: list[ServedOn] = field(default_factory=list)

    @property
    def over(self) -> bool:
        return not any(self.is_open(one) for one in self.items.values())

    @staticmethod
    def is_open(item: Item) -> bool:
        return item.state not in ("spot", "granted", *ADVERSE, *NOT_DECIDED)

    def of(self, item: str) -> list[Held]:
        """Results of the item that hold."""
        return [one for one in self.things if one.item == item and not one.wrong]

    def reached_applicant(self, item: Item) -> bool:
        things = self.of(item.id)
        if things:
            return all(one.delivered for one in things)
        if item.state in ADVERSE:
            return any(p.served and item.id in p.items for p in self.papers if p.title in DECISIONS)
        return item.state == "granted" and item.hands == "nothing"

    def shelf(self) -> list[Held]:
        """What lies here, the files that were not sent too."""
        return [one for one in self.things if one.state in ("here", "returned") and not one.wrong]

    def leaving(self, line: str) -> bool:
        """It is on an unsigned slip to an organ."""
        return self.slip is not None and not self.slip.back and line in self.slip.lines


def day(text: str) -> date | None:
    """``MM-DD``; None for ""."""
    return day_of(text) if text else None
