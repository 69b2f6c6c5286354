"""What can be done with a rating at the office (差评整改), as data; ``services.ratings.office.rectify`` does it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from counter.domain.case.acts.available_act import AvailableAct
from counter.domain.ratings.office.events import Finding, Reached
from counter.domain.ratings.rating import Grade


class MeasureKind(StrEnum):
    """How a bad rating is put right (国办发〔2019〕51号: 立行立改、限期整改、解释说明)."""

    AT_ONCE = "立行立改"
    BY_DAY = "限期整改"
    EXPLAIN = "解释说明"


CONTACT_WAYS = ("电话", "短信", "上门", "当面")
"""How a rater is reached."""


@dataclass(frozen=True, slots=True)
class Assign:
    """Name who looks into it (定承办人). ``why``: needed where it replaces another owner."""

    owner: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """An attempt to reach the rater (联系评价人), before the finding; 实名 only."""

    reached: Reached
    how: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Find:
    """The finding (核实结论). ``reviewer``: the supervisor whose PIN was checked, for 误评、恶意."""

    finding: Finding
    facts: str
    reviewer: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """The measure (整改措施), or the explanation. ``done_by``: the day of 限期整改."""

    kind: MeasureKind
    words: str
    done_by: date | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """Answer the rater (答复): issues the 差评整改反馈单 with these words."""

    words: str


@dataclass(frozen=True, slots=True)
class CallBack:
    """回访 after the answer, 实名 only. ``again``: the second rating, if the rater gives one."""

    reached: Reached
    words: str = ""
    again: Grade | None = None


@dataclass(frozen=True, slots=True)
class Close:
    """The rectification is over (办结)."""


@dataclass(frozen=True, slots=True)
class ConfirmProxy:
    """The rater of a 代录, or of a doubtful one, was asked whether it is theirs (代录核实). ``same``: it is."""

    reached: Reached
    same: bool = False


RectifyAct = Assign | Contact | Find | Measure | Reply | CallBack | Close | ConfirmProxy
"""Everything that can be done with a rating after it was taken in."""


@dataclass(frozen=True, slots=True)
class Offer(AvailableAct[RectifyAct]):
    """An act that is possible now. ``day``: by when."""

    day: date | None = None
