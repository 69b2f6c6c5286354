"""What some papers say beyond verdicts and materials: who signed, what was brought afterwards, what is proposed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from counter.domain.case.item_events import Cause, Hands, MovedPaper, Pause, Result, Signer
from counter.domain.case.organ_events import KnownBy
from counter.domain.case.paper_events import Way
from counter.domain.guide.model import TimeUnit
from counter.domain.hall.organ import UNSAID, Recourse
from counter.domain.visit.material import Brought
from counter.domain.visit.verdict import Due, Gap


@dataclass(frozen=True, slots=True)
class PledgeTaken:
    """For the 容缺受理通知书: the signed pledge it rests on."""

    number: str
    signer: Signer
    name: str
    day: date


@dataclass(frozen=True, slots=True)
class Supplemented:
    """For the 补正材料接收凭证: what was brought now, and what is still wrong of what was told before.

    ``lines``: (line id, name, what was recorded now). ``still``: open gaps, each of which stood on the notice.
    ``whole``: ids of items of which everything is in now. ``notice``: number of the notice answered; "" unknown.
    ``asked_by``: line id → number of the notice that asked for it, where several notices are answered at once.
    ``told``: ids of items whose notice still stands; None: every item of the paper. Of any other nothing was told in
    writing yet, and a receipt is not the place to begin. ``earlier``: line id → sheets of it that were
    here before; what is recorded counts them too.
    """

    lines: tuple[tuple[str, str, Brought], ...]
    still: tuple[Gap, ...]
    whole: tuple[str, ...]
    brought_by: str = ""
    relation: str = ""
    notice: str = ""
    told: tuple[str, ...] | None = None
    asked_by: Mapping[str, str] = field(default_factory=dict)
    earlier: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proposed:
    """For the organ's decisions: why, on what basis, and once confirmed by whom and on which day (L8).

    ``confirmed_by`` empty: a draft (代拟稿), without number. ``returned``: names of papers given back with it.
    ``ground``: kind of the guide's refusal (barred, not_needed, elsewhere), "" for any other cause. ``accepted_on``:
    the day of acceptance, ``notice`` and ``told_on``: number and day of the notice that told what had to be brought,
    ``lacking``: what of it is open, each with its day, ``came_on``: the day some of it was brought; all for lapses.
    ``known_by``: whether the representative confirmed by PIN or the organ by ``signed_paper`` (its number and day).
    ``recourse``: once confirmed, where the applicant may turn.
    """

    cause: Cause
    result: Result
    reason: str
    basis: str
    confirmed_by: str = ""
    returned: tuple[str, ...] = ()
    ground: str = ""
    accepted_on: date | None = None
    notice: str = ""
    told_on: date | None = None
    lacking: tuple[Gap, ...] = ()
    came_on: date | None = None
    known_by: KnownBy | None = None
    signed_paper: str = ""
    recourse: Recourse = UNSAID


@dataclass(frozen=True, slots=True)
class Transfer:
    """For the 物料流转单: which sheets change hands; telephones "" where the unit's own is to be printed.

    ``because``: why papers go back to the applicant, where items ended without a decision (``acts/returning``).
    """

    hands: Hands
    moved: tuple[MovedPaper, ...]
    given_by: str
    taken_by: str
    note: str = ""
    given_phone: str = ""
    taken_phone: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class ServedPaper:
    """One row of a 送达回证: title, number, sheets."""

    title: str
    number: str
    copies: int = 1


@dataclass(frozen=True, slots=True)
class Delivery:
    """For the 送达回证: what is served, how, and to whom (his name and relation where somebody stands in)."""

    papers: tuple[ServedPaper, ...]
    way: Way
    address: str = ""
    receiver: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True)
class ToldAgain:
    """For the 补齐补正通知书 of a further round (L3): ``names`` of the items told before, and why it is told again.

    A new fact has its ``document`` and ``day``; without them the supervisor ``by`` agreed to it.
    """

    names: tuple[str, ...]
    what: str = ""
    document: str = ""
    day: date | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Procedure:
    """For the 特别程序告知书: what is done, why, and how long it takes, in ``days`` of ``unit`` or ``until`` a day."""

    pause: Pause
    what: str
    basis: str
    days: int | None
    until: date | None
    unit: TimeUnit
    accepted_on: date | None


@dataclass(frozen=True, slots=True)
class ProcedureOver:
    """For the 特别程序结束告知书: since when the clock stood, by which notice, and the ``days`` that are left out.

    ``told`` days or ``until``: how long the notice had said; both None where the organ's own said it. ``before``: the
    day by which the decision was due while the clock stood.
    """

    pause: Pause
    notice: str
    since: date
    ended: date
    days: int
    unit: TimeUnit
    told: int | None
    until: date | None
    before: Due | None


@dataclass(frozen=True, slots=True)
class Leaving:
    """One item the applicant withdraws: its name, the guide's name of its organ, and where it stands."""

    name: str
    organ: str
    stands: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """For the 撤回申请书: what is withdrawn and why, what ends with it, and what would go back from the window.

    ``others``: items of the case that go on.
    """

    items: tuple[Leaving, ...]
    rest: tuple[str, ...]
    reason: str
    back: tuple[MovedPaper, ...]
    others: bool


@dataclass(frozen=True, slots=True)
class Extension:
    """For the 延期决定通知书: by how much and why, by which law, and the last day ``before`` and ``after``.

    ``known_by``: whether the representative ``by`` confirmed the head's approval by PIN, or the organ by ``document``.
    """

    days: int
    reason: str
    basis: str
    accepted_on: date | None
    before: Due | None
    after: Due | None
    known_by: KnownBy
    by: str
    document: str
    signed_on: date | None


Details = (
    PledgeTaken
    | Supplemented
    | Proposed
    | Transfer
    | Delivery
    | ToldAgain
    | Procedure
    | ProcedureOver
    | Withdrawal
    | Extension
)
