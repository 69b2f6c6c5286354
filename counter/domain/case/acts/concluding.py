"""Acts by which an organ's own words about an item are recorded (机关补正、登记结果), as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from counter.domain.case.acts.certificates import GivenResult
from counter.domain.case.item_events import Result
from counter.domain.case.organ_events import Extent, Ground
from counter.domain.hall.organ import NO_RECOURSE, Recourse


@dataclass(frozen=True, slots=True)
class Conclude:
    """Record the organ's written result (登记结果). ``document``: its number; ``by``: who signed a favourable one.

    An adverse one has its ``ground`` (with ``note`` and ``basis`` where it is another than missing papers), and its
    ``signer``: a code on the hall's list. ``confirms``: id of our draft that the organ confirmed, then issued with its
    number: by ``representative``, a code on the list, with that person's own ``pin``; or by a paper the organ signed,
    ``document`` its number, ``signed_on`` its day. ``as_issued``: the organ has signed it although a rule forbids it;
    it is recorded as received, and marked. ``recourse``: of a confirmed draft, where the applicant may turn, as far as
    neither hall nor guide states it. Of a favourable one: ``extent`` with ``extent_words`` where it was not granted as
    applied for; ``things``: what the organ sent with it (证照、决定书), so that they are here at once; ``nothing``: the
    item hands nothing to the applicant.
    """

    item: str
    result: Result
    day: date
    document: str = ""
    by: str = ""
    certificate: str = ""
    note: str = ""
    confirms: str = ""
    ground: Ground | None = None
    basis: str = ""
    signer: str = ""
    signed_on: date | None = None
    representative: str = ""
    pin: str = field(default="", repr=False)
    as_issued: bool = False
    recourse: Recourse = NO_RECOURSE
    extent: Extent | None = None
    extent_words: str = ""
    things: tuple[GivenResult, ...] = ()
    nothing: bool = False


@dataclass(frozen=True, slots=True)
class RecordOrganNotice:
    """The organ it was sent on to told the applicant what to correct (机关补正). ``document``: its notice, of ``day``.

    ``lines``: ids of the papers it asks for; ``what``: its words for them; ``until``: the day it set.
    """

    item: str
    day: date
    document: str
    until: date
    lines: tuple[str, ...]
    what: str = ""
