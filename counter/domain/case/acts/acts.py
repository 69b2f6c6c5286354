"""Acts on a filed case (后续办理), as data; ``services.case.perform`` performs them.

Each act holds what the person did, never what follows from it. Times are the journal's; days are civil days in China.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from counter.domain.case.acts.at_any_time import AgreeReminders as AgreeReminders
from counter.domain.case.acts.at_any_time import CorrectRegistration as CorrectRegistration
from counter.domain.case.acts.at_any_time import PassOn as PassOn
from counter.domain.case.acts.at_any_time import RecordOfficialNumber as RecordOfficialNumber
from counter.domain.case.acts.available_act import AvailableAct
from counter.domain.case.acts.certificates import CallInResult as CallInResult
from counter.domain.case.acts.certificates import HandOutResults as HandOutResults
from counter.domain.case.acts.certificates import RegisterResult as RegisterResult
from counter.domain.case.acts.certificates import TakeBackResult as TakeBackResult
from counter.domain.case.acts.concluding import Conclude as Conclude
from counter.domain.case.acts.concluding import RecordOrganNotice as RecordOrganNotice
from counter.domain.case.acts.correction import Reopening
from counter.domain.case.acts.handing_over import HandOver as HandOver
from counter.domain.case.acts.handing_over import ReceiveCase as ReceiveCase
from counter.domain.case.acts.settling import Settle as Settle
from counter.domain.case.acts.taking import CheckTaken as CheckTaken
from counter.domain.case.acts.taking import NamedPaper as NamedPaper
from counter.domain.case.acts.taking import TakeNamed as TakeNamed
from counter.domain.case.item_events import Cause, Hands, MovedPaper, Pause, Signer
from counter.domain.case.paper_events import Way
from counter.domain.hall.consent import Consent
from counter.domain.hall.recourse import Directions
from counter.domain.people.applicant import Party
from counter.domain.people.identity import IdType
from counter.domain.visit.material import Brought


@dataclass(frozen=True, slots=True)
class Decide:
    """Decide items that were only taken in, wait, or are to be corrected (接着办); ``items`` empty: all that are open.

    ``settled``: how an answer recorded as 不清楚 was settled, where one holds an item. ``papers_valid``: papers kept
    for a serial item were found valid. ``lines``: defects found in papers taken in before, originals seen since,
    shareable ones an organ answered 查无 to; for an item notified before a new fact, which needs ``reopening`` (L3).
    ``rest_missing``: every paper of these items not looked at is missing (其余都没带).
    """

    items: tuple[str, ...] = ()
    settled: str = ""
    papers_valid: bool = False
    reopening: Reopening | None = None
    lines: Mapping[str, Brought] = field(default_factory=dict)
    rest_missing: bool = False


@dataclass(frozen=True, slots=True)
class Supplement:
    """Missing, deferred or later papers are brought (补交); line id → what is recorded of each."""

    lines: Mapping[str, Brought]
    brought_by: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True)
class IdentifyParty:
    """Correct or confirm a doubtful registration (号码待核) against the document (核对号码).

    ``id_number``: as in the document (of an organisation its code), empty: as registered. ``confirmed``: the document
    really reads so, wrong check digit or not; of an organisation, that it has no code or another one, for the
    ``reason``. ``name``, ``scope``, ``relation`` only where they were missing or wrong. ``reason``: what it was checked
    against.
    """

    who: Party
    id_number: str = ""
    id_type: IdType | None = None
    confirmed: bool = False
    name: str = ""
    scope: str = ""
    relation: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Relieve:
    """Papers that the guide in force no longer asks for need not be brought, by its rule (按新版免交); line ids."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignPledge:
    """The pledge was signed on paper (签署容缺承诺): ``paper`` its id, by whom, with what authority (L4).

    ``declined``: the applicant does not pledge (不愿承诺); the deferred papers are then demanded by a correction
    notice, and name and authority are not needed. ``handed_over``: the clerk states that the signed sheet was written
    by hand or printed elsewhere; none came out of this program.
    """

    paper: str
    signer: Signer
    name: str
    authority: str = ""
    declined: bool = False
    handed_over: bool = False


@dataclass(frozen=True, slots=True)
class Void:
    """Void decisions (收回决定) with their papers. ``taken_back``: ids of the papers whose sheets were returned.

    ``consent``: of a supervisor, whose PIN the service checks; None where the clerk acts alone.
    """

    items: tuple[str, ...]
    reason: str
    taken_back: tuple[str, ...] = ()
    consent: Consent | None = None


@dataclass(frozen=True, slots=True)
class ApplyWithdrawal:
    """The applicant wants to withdraw items; ``items`` empty: every open one. Issues the application, to be signed.

    It ends nothing: that is ``Withdraw``, once it is signed (撤回申请书).
    """

    items: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The applicant withdrew in writing (撤回申请): he signed ``paper``, the application issued here, or wrote his own.

    For his own writing: ``items`` (empty: every open one), ``reason`` and ``written``, its day. ``signer``, ``name``,
    ``authority``, ``handed_over``: as for ``SignPledge``. ``declined``: he does not withdraw after all.
    """

    items: tuple[str, ...] = ()
    reason: str = ""
    paper: str = ""
    written: date | None = None
    signer: Signer = Signer.APPLICANT
    name: str = ""
    authority: str = ""
    declined: bool = False
    handed_over: bool = False


@dataclass(frozen=True, slots=True)
class DropItems:
    """The applicant no longer wants these items, on which nothing was decided yet (不再办理)."""

    items: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Propose:
    """Draft the organ's decision on an item (拟稿): expired gap, lapsed correction, negative result … (L5, L8).

    ``basis``: the legal basis of a negative result; needed while papers may still be handed in.
    """

    item: str
    cause: Cause
    reason: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class RecordAcceptance:
    """The organ that an item was sent on to has accepted it (登记机关受理): its clock runs from ``day``.

    ``document``: number or name of its written notice (受理通知书); ``by``: who signed for it, where stated.
    """

    item: str
    day: date
    document: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class TakeNote:
    """A supervisor has read that a recorded decision breaks a rule (已阅); ``words``: what was done about it."""

    item: str
    words: str
    consent: Consent


@dataclass(frozen=True, slots=True)
class PauseClock:
    """A special procedure is needed (许可法 45): the clock is paused from the day its written notice is served.
    ``notice``, ``served``: number and day of the organ's own notice. Without both this window issues the notice, with
    ``what`` is done, its ``basis``, and how long it takes: ``days`` of the item's own unit, or ``until``.
    """

    item: str
    pause: Pause
    notice: str = ""
    served: date | None = None
    days: int | None = None
    what: str = ""
    basis: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Extend:
    """The organ extends an item's time by ``days`` working days for a ``reason`` (延长办理期限; 许可法 42).

    Its head approved: ``representative`` confirms by the own ``pin``; or the organ's paper does, ``document`` its
    number, ``signed_on`` its day, ``signer`` a code on the hall's list.
    """

    item: str
    days: int
    reason: str
    document: str = ""
    signer: str = ""
    signed_on: date | None = None
    representative: str = ""
    pin: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ResumeClock:
    """The special procedure ended on ``day``."""

    item: str
    day: date


@dataclass(frozen=True, slots=True)
class SetDates:
    """Set days that were held while the clock was in doubt (确定日期); ``day``: the true civil day of the act.

    ``consent``: of a supervisor, whose PIN the service checks.
    """

    day: date
    consent: Consent


@dataclass(frozen=True, slots=True)
class MovePapers:
    """Transfer papers (物料流转) between window and department, or back to the applicant."""

    organ: str
    hands: Hands
    moved: tuple[MovedPaper, ...]
    given_by: str
    taken_by: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class MarkPrinted:
    """A person saw these sheets come out (已出纸)."""

    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarkFailed:
    """These sheets did not come out or are spoilt (没打出来). ``copies``: their serials, empty: all under way.

    ``astray``: they came out elsewhere (打到别处), so that what is sent next is a further sheet.
    """

    papers: tuple[str, ...]
    words: str
    copies: tuple[int, ...] = ()
    astray: bool = False


@dataclass(frozen=True, slots=True)
class Stamp:
    """The organ's seal was put on these papers (已盖章). ``handed_over``: as for ``SignPledge``."""

    papers: tuple[str, ...]
    handed_over: bool = False


@dataclass(frozen=True, slots=True)
class PrepareDelivery:
    """Issue the 送达回证 for these papers, to be signed on delivery. ``handed_over``: as for ``SignPledge``."""

    papers: tuple[str, ...]
    way: Way
    address: str = ""
    receiver: str = ""
    relation: str = ""
    handed_over: bool = False


@dataclass(frozen=True, slots=True)
class Reissue:
    """Reissue a paper whose days run from service and that is served later than it was issued (换发)."""

    paper: str


@dataclass(frozen=True, slots=True)
class Deem:
    """Record that items are accepted by silence (登记视为受理, L6)."""


@dataclass(frozen=True, slots=True)
class Serve:
    """These papers were served on ``day`` (送达), or the applicant declined to sign for them (拒签).

    By public notice (公告送达) ``day`` is that of its publication, and ``note`` its reason and course; nobody signs.

    ``handed_over``: as for ``SignPledge``. ``at``: the moment on that day, of what went through a platform.
    """

    papers: tuple[str, ...]
    way: Way
    day: date
    receiver: str
    relation: str = ""
    declined: bool = False
    note: str = ""
    handed_over: bool = False
    at: datetime | None = None


CaseAct = (
    Decide
    | Supplement
    | TakeNamed
    | CheckTaken
    | IdentifyParty
    | Relieve
    | SignPledge
    | Void
    | ApplyWithdrawal
    | Withdraw
    | DropItems
    | Propose
    | RecordAcceptance
    | RecordOrganNotice
    | Conclude
    | RegisterResult
    | HandOutResults
    | TakeBackResult
    | CallInResult
    | TakeNote
    | PauseClock
    | Extend
    | ResumeClock
    | SetDates
    | MovePapers
    | MarkPrinted
    | MarkFailed
    | Stamp
    | PrepareDelivery
    | Reissue
    | Deem
    | Serve
    | Settle
    | HandOver
    | ReceiveCase
    | RecordOfficialNumber
    | PassOn
    | AgreeReminders
    | CorrectRegistration
)
"""Every act on a filed case."""


@dataclass(frozen=True, slots=True)
class Possible(AvailableAct[CaseAct]):
    """An act the case allows now; ``items``, ``papers``, ``lines``, ``certificates``: what it may be about.

    ``unaccepted``: of those items the ones this window has yet to accept, so that nothing can have been granted.
    ``directions``: of items whose draft waits for the organ, the recourse a decision has to state.
    """

    items: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    unaccepted: tuple[str, ...] = ()
    directions: tuple[Directions, ...] = ()
    certificates: tuple[str, ...] = ()
