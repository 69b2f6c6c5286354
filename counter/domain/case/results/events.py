"""Events of results as things: arrived, placed, taken back by the organ, handed out, posted, sent electronically.

A result is a certificate (证照) or the organ's own decision paper (决定书), named by an id of its own. Any window may
write these; where two windows gave out the same one not knowing of each other, the later day holds until the owner
has settled it. Names, numbers and addresses are sealed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from counter.domain.case.item_events import MovedPaper
from counter.domain.case.paper_events import Way
from counter.domain.journal.kinds import HistoryOf, Meeting, Slot, event


class ResultForm(StrEnum):
    """What a result is as a thing."""

    CERTIFICATE = "certificate"  # 证照、批文等
    DECISION = "decision"  # 机关的决定书本身


class Medium(StrEnum):
    """Whether it is a paper, a file or both (办法 17(三))."""

    PAPER = "paper"  # 纸质
    ELECTRONIC = "electronic"  # 电子
    BOTH = "both"  # 纸质和电子

    @property
    def on_paper(self) -> bool:
        """True where there is a sheet to hand over."""
        return self is not Medium.ELECTRONIC

    @property
    def electronic(self) -> bool:
        """True where there is a file to send."""
        return self is not Medium.PAPER


class CollectorKind(StrEnum):
    """Who collected it."""

    APPLICANT = "applicant"  # 申请人本人（单位的法定代表人、负责人）
    AGENT = "agent"  # 委托代理人
    PROXY = "proxy"  # 代收人


class Payer(StrEnum):
    """Who pays for the post."""

    HALL = "hall"  # 大厅支付
    APPLICANT = "applicant"  # 申请人支付（到付）


class ReadBy(StrEnum):
    """How it is known that what was sent electronically reached the applicant."""

    READ = "read"  # 申请人已阅
    SYSTEM = "system"  # 到达其系统（系统送达）


@dataclass(frozen=True, slots=True)
class ResultArrivedSealed:
    """Number of the certificate or decision (证照编号、文号), who brought it, and a note."""

    number: str = ""
    brought_by: str = ""
    note: str = ""


@event(
    "result.arrived",
    sealed=ResultArrivedSealed,
    slot=Slot.CERTIFICATE,
    of=HistoryOf.CASE,
    meets=Meeting.ADDS,
)
@dataclass(frozen=True, slots=True)
class ResultArrived:
    """``result.arrived``: a result is here (证照到柜). ``certificate``: its id; ``arrived``: the civil day.

    ``name``: as printed on it; ``issuer``: the organ that issued it. ``valid_until`` None: no end (长期);
    ``valid_from`` None: not stated. ``originals``, ``duplicates``: sheets (正本、副本), both 0 where only electronic.
    ``place``: where it lies (格号). ``slip``: id of the round of custody it came with, or "". ``replaces``: id of the
    one that was wrong, or "".
    """

    certificate: str
    item: str
    organ: str
    name: str
    issuer: str
    medium: Medium
    arrived: date
    form: ResultForm = ResultForm.CERTIFICATE
    issued_on: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    originals: int = 0
    duplicates: int = 0
    place: str = ""
    slip: str = ""
    replaces: str = ""


@event("result.placed", slot=Slot.CERTIFICATE, of=HistoryOf.CASE, meets=Meeting.ADDS)
@dataclass(frozen=True, slots=True)
class ResultPlaced:
    """``result.placed``: it was laid somewhere else (换格)."""

    certificate: str
    name: str
    place: str


@dataclass(frozen=True, slots=True)
class ResultWithdrawnSealed:
    """Why, in words, and who took it."""

    reason: str
    taken_by: str = ""


@event(
    "result.withdrawn",
    sealed=ResultWithdrawnSealed,
    slot=Slot.CERTIFICATE,
    of=HistoryOf.CASE,
    meets=Meeting.ADDS,
)
@dataclass(frozen=True, slots=True)
class ResultWithdrawn:
    """``result.withdrawn``: the organ took it back as wrong (机关收回). ``document``: of the organ, or "".

    Where it was given out already it still has to be called in; the right one arrives with ``replaces``.
    """

    certificate: str
    name: str
    day: date
    document: str = ""


@event("result.called_in", slot=Slot.CERTIFICATE, of=HistoryOf.CASE, meets=Meeting.ADDS)
@dataclass(frozen=True, slots=True)
class ResultCalledIn:
    """``result.called_in``: what was given out and is wrong came back from the applicant (已追回)."""

    certificate: str
    name: str
    day: date


@dataclass(frozen=True, slots=True)
class ResultHandedOutSealed:
    """Who collected: name, relation to the applicant, number of the ID masked, and the document that was checked."""

    name: str
    relation: str = ""
    masked_number: str = ""
    checked: str = ""
    note: str = ""


@event(
    "result.handed_out",
    sealed=ResultHandedOutSealed,
    slot=Slot.CERTIFICATE,
    of=HistoryOf.CASE,
    meets=Meeting.SERVED,
    same=("hand_out",),
)
@dataclass(frozen=True, slots=True)
class ResultHandedOut:
    """``result.handed_out``: given to who came for it (领取). ``hand_out``: its own id, one for all that went together.

    ``papers``: ids of papers of the case handed over with them; ``proof``: id of the 送达回证, or "". ``originals``:
    the applicant's originals given back on the same sheet (a ``custody.moved`` beside it moves them). ``visit``: the
    applicant or the agent was here for it (跑动).
    """

    hand_out: str
    certificates: tuple[str, ...]
    way: Way
    day: date
    collector: CollectorKind
    visit: bool
    papers: tuple[str, ...] = ()
    originals: tuple[MovedPaper, ...] = ()
    proof: str = ""


@dataclass(frozen=True, slots=True)
class ResultPostedSealed:
    """Number of the mail, address and receiver; the applicant consented to the address in ``consent`` words."""

    mail_number: str
    address: str
    receiver: str = ""
    consent: str = ""


@event(
    "result.posted",
    sealed=ResultPostedSealed,
    slot=Slot.CERTIFICATE,
    of=HistoryOf.CASE,
    meets=Meeting.SERVED,
    same=("posting",),
)
@dataclass(frozen=True, slots=True)
class ResultPosted:
    """``result.posted``: sent by post (寄出). ``posting``: its own id; papers and proof as of a hand-out."""

    posting: str
    certificates: tuple[str, ...]
    day: date
    payer: Payer
    papers: tuple[str, ...] = ()
    proof: str = ""


@dataclass(frozen=True, slots=True)
class PostingEndSealed:
    """Who signed, or why it came back."""

    words: str = ""


@event(
    "result.post_signed",
    sealed=PostingEndSealed,
    slot=Slot.CERTIFICATE,
    of=HistoryOf.CASE,
    meets=Meeting.ADDS,
)
@dataclass(frozen=True, slots=True)
class ResultPostSigned:
    """``result.post_signed``: the post was signed for (邮件签收)."""

    posting: str
    certificates: tuple[str, ...]
    day: date


@event(
    "result.post_returned",
    sealed=PostingEndSealed,
    slot=Slot.CERTIFICATE,
    of=HistoryOf.CASE,
    meets=Meeting.ADDS,
)
@dataclass(frozen=True, slots=True)
class ResultPostReturned:
    """``result.post_returned``: the post came back (邮件退回); it lies here again."""

    posting: str
    certificates: tuple[str, ...]
    day: date
    place: str = ""


@dataclass(frozen=True, slots=True)
class ResultSentSealed:
    """Number of the file at the platform, and the account it went to."""

    file_number: str = ""
    account: str = ""


@event(
    "result.sent_electronically",
    sealed=ResultSentSealed,
    slot=Slot.CERTIFICATE,
    of=HistoryOf.CASE,
    meets=Meeting.ADDS,
)
@dataclass(frozen=True, slots=True)
class ResultSent:
    """``result.sent_electronically``: sent through a platform (电子送达). ``sending``: its own id; ``at``: when."""

    sending: str
    certificates: tuple[str, ...]
    platform: str
    at: datetime


@event("result.read", slot=Slot.CERTIFICATE, of=HistoryOf.CASE, meets=Meeting.ADDS)
@dataclass(frozen=True, slots=True)
class ResultRead:
    """``result.read``: what was sent electronically reached the applicant (已阅、系统送达)."""

    sending: str
    certificates: tuple[str, ...]
    at: datetime
    how: ReadBy
