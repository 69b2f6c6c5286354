"""What people do in a life, as plain data: the window does it by the program's services, the oracle by itself.

Days are ``MM-DD`` of the winter of 2026 to 2027. Nothing here knows the program.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class Who:
    """An applicant. ``kind``: person, company, planned, child. ``agent``, ``guardian``: names, "" for none."""

    serial: int
    name: str
    kind: str = "person"
    agent: str = ""
    guardian: str = ""
    calls: bool = False


@dataclass(frozen=True)
class Thing:
    """A result as it arrives. ``medium``: paper, electronic, both."""

    name: str
    number: str = ""
    place: str = ""
    medium: str = "paper"
    sheets: int = 1


@dataclass(frozen=True)
class Start:
    """How an item stands after a decision. ``due``: the organ's last day; ``until``: of what was told or deferred;
    ``lines``: what is lacking; ``after``: items it waits for.
    """

    how: str
    due: str = ""
    until: str = ""
    lines: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


def spot() -> Start:
    return Start("spot")


def accepted(due: str = "") -> Start:
    return Start("accepted", due)


def waits(*after: str) -> Start:
    return Start("waits", after=after)


def sent_on(*after: str) -> Start:
    return Start("sent_on", after=after)


def only_kept() -> Start:
    return Start("kept")


def told(until: str, *lines: str) -> Start:
    return Start("told", until=until, lines=lines)


def to_pledge(*lines: str) -> Start:
    return Start("to_pledge", lines=lines)


def gapped(due: str, until: str, *lines: str) -> Start:
    return Start("gapped", due, until, lines)


@dataclass(frozen=True)
class File:
    """A visit is filed. ``lacking``: line → missing, deferred; ``kept``: only taken in. ``originals``: line → sheets.

    ``papers``: titles of what is issued, also of the deeds below.
    """

    bundle: int
    items: Mapping[str, Start]
    papers: str
    originals: Mapping[str, int] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    lacking: Mapping[str, str] = field(default_factory=dict)
    kept: bool = False


@dataclass(frozen=True)
class Out:
    """Every paper that is not out yet comes out, is sealed and handed over where it may be. ``only``: a title.
    ``how``: out, sealed, served: how far.
    """

    only: str = ""
    how: str = "served"


@dataclass(frozen=True)
class Decide:
    """接着办. ``seen``: lines whose originals were looked at now."""

    items: Mapping[str, Start]
    papers: str = ""
    seen: tuple[str, ...] = ()


@dataclass(frozen=True)
class Supplement:
    """Papers are brought; ``items``: what becomes of their items. ``originals``: of them, line → sheets."""

    lines: tuple[str, ...]
    items: Mapping[str, Start]
    papers: str
    originals: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Pledge:
    """The pledge is signed."""

    items: Mapping[str, Start]
    papers: str


@dataclass(frozen=True)
class OrganAccepts:
    """机关受理 of what was sent on."""

    item: str
    day: str
    due: str = ""


@dataclass(frozen=True)
class OrganAsks:
    """机关补正."""

    item: str
    lines: tuple[str, ...]
    until: str


@dataclass(frozen=True)
class Grant:
    """The organ granted. ``things``: they came along; ``nothing``: the item hands nothing over."""

    item: str
    things: tuple[Thing, ...] = ()
    nothing: bool = False


@dataclass(frozen=True)
class Draft:
    """A decision is drafted. ``why``: gap_expired, correction_lapsed, negative_result."""

    item: str
    why: str
    papers: str


@dataclass(frozen=True)
class Confirm:
    """The organ confirms the draft: rejected, refused, lapsed. ``in_person``: by the representative's PIN."""

    item: str
    result: str
    papers: str
    in_person: bool = False
    returned: tuple[str, ...] = ()


@dataclass(frozen=True)
class Arrives:
    """A result comes to the shelf. ``instead_of``: number of the wrong one."""

    item: str
    thing: Thing
    instead_of: str = ""


@dataclass(frozen=True)
class TakenBack:
    """机关收回 of a wrong one, by its number."""

    number: str


@dataclass(frozen=True)
class CalledIn:
    """已追回 from the applicant."""

    number: str


@dataclass(frozen=True)
class Collect:
    """All that lies here is handed out on one 送达回证. ``kind``: applicant, agent, proxy; ``originals``: lines that go
    along by choice; ``unsigned``: the proof is made and nobody signs.
    """

    kind: str = "applicant"
    originals: tuple[str, ...] = ()
    unsigned: bool = False


@dataclass(frozen=True)
class Sign:
    """The proof that was made is signed; ``void``: nothing was given on it."""

    void: bool = False


@dataclass(frozen=True)
class Post:
    """寄出."""

    mail: str


@dataclass(frozen=True)
class PostEnds:
    """邮件签收, or 退回 to a place."""

    mail: str
    back_to: str = ""


@dataclass(frozen=True)
class Send:
    """推送."""

    number: str
    file: str


@dataclass(frozen=True)
class Read:
    """已阅."""

    file: str


@dataclass(frozen=True)
class CallCollector:
    """A call about what nobody collects."""


@dataclass(frozen=True)
class BackToOrgan:
    """Its organ takes it again."""

    papers: str = "物料流转单"


@dataclass(frozen=True)
class Tell:
    """A call of the telephone list; ``outcome``: reached, no_answer."""

    outcome: str = "reached"


@dataclass(frozen=True)
class Withdraw:
    """A written withdrawal; what only follows ends too (``returned``)."""

    items: tuple[str, ...]
    returned: tuple[str, ...] = ()
    papers: str = ""


@dataclass(frozen=True)
class Drop:
    """不再办理."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class GiveBack:
    """Papers go back to the applicant on a 物料流转单; ``originals``: lines of them; ``more``: others stay to go."""

    organ: str
    originals: tuple[str, ...]
    more: bool = False
    papers: str = "物料流转单"


@dataclass(frozen=True)
class Pause:
    """A special procedure, told by a notice made here; it begins once that is served."""

    item: str
    days: int
    over: str
    papers: str = "特别程序告知书"


@dataclass(frozen=True)
class Resume:
    """It is over; ``due``: the organ's new last day."""

    item: str
    due: str
    papers: str = "特别程序结束告知书"


@dataclass(frozen=True)
class Extend:
    """延期."""

    item: str
    days: int
    due: str
    papers: str = "延期决定通知书"


@dataclass(frozen=True)
class Slip:
    """One slip to an organ (``back``: from it): life → line → the applicant's originals on it. The first life's case
    holds the paper.
    """

    organ: str
    lives: Mapping[str, Mapping[str, int]]
    back: bool = False


@dataclass(frozen=True)
class SlipSigned:
    """The organ signed. ``left``: (life, line) of what it did not take; ``came``: life → (item, thing)."""

    left: tuple[tuple[str, str], ...] = ()
    came: Mapping[str, tuple[str, Thing]] = field(default_factory=dict)


@dataclass(frozen=True)
class SlipVoid:
    """Nothing went on it."""


@dataclass(frozen=True)
class Mismatch:
    """A paper was not as the slip said; settled by the next one."""

    line: str
    organ: str
    settled: bool = False


@dataclass(frozen=True)
class Archive:
    """归档."""


class Deed(Protocol):
    """Any of these."""


@dataclass(frozen=True)
class Step:
    """What is done of a life on a day, and literally what 待办 then says of it (without papers)."""

    day: str
    deeds: tuple[Deed, ...]
    todo: tuple[str, ...] = ()


@dataclass(frozen=True)
class Life:
    """One case from its filing to its end. ``title``: what it is about; ``end``: the line of its stages at the end."""

    name: str
    title: str
    who: Who
    steps: tuple[Step, ...]
    end: str = ""


def on(day: str, *deeds: Deed, todo: tuple[str, ...] | str) -> Step:
    """``todo``: rows, or one row."""
    return Step(day, deeds, (todo,) if isinstance(todo, str) else todo)
