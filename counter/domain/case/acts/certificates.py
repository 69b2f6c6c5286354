"""Acts on results as things (证照到柜、领取、机关收回、追回), as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter.domain.case.results.events import CollectorKind, Medium, ResultForm


@dataclass(frozen=True, slots=True)
class GivenResult:
    """What a result is, as it stands on it. ``number`` "": it has none. ``valid_until`` None: no end (长期).

    ``originals``, ``duplicates``: sheets (正本、副本); ``place``: where it is laid (格号).
    """

    name: str
    number: str
    issuer: str
    medium: Medium = Medium.PAPER
    form: ResultForm = ResultForm.CERTIFICATE
    issued_on: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    originals: int = 1
    duplicates: int = 0
    place: str = ""


@dataclass(frozen=True, slots=True)
class RegisterResult:
    """A result of the item is here (证照到柜). ``replaces``: id of the one the organ took back, which it mends.

    ``slip``: id of the round of custody it came with, or "".
    """

    item: str
    thing: GivenResult
    arrived: date
    brought_by: str = ""
    note: str = ""
    replaces: str = ""
    slip: str = ""


@dataclass(frozen=True, slots=True)
class HandOutResults:
    """These results are given to who came for them (领取). ``checked``: the document that was looked at.

    ``id_number`` is stored masked. ``proof``: id of the 送达回证 that was signed, or "". ``papers``: of the case,
    handed over on the same sheet.
    """

    certificates: tuple[str, ...]
    day: date
    collector: CollectorKind
    name: str
    checked: str
    relation: str = ""
    id_number: str = ""
    note: str = ""
    papers: tuple[str, ...] = ()
    proof: str = ""


@dataclass(frozen=True, slots=True)
class TakeBackResult:
    """The organ takes a wrong result back (机关收回). ``document``: its decision, where there is one."""

    certificate: str
    day: date
    reason: str
    document: str = ""
    taken_by: str = ""


@dataclass(frozen=True, slots=True)
class CallInResult:
    """A wrong result that had been given out came back from the applicant (已追回)."""

    certificate: str
    day: date
