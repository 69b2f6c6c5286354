"""A result as a thing, as the case knows it: what it is, where it lies, and how it reached the applicant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from counter.domain.case.item_events import MovedPaper
from counter.domain.case.paper_events import Way
from counter.domain.case.results.events import CollectorKind, Medium, Payer, ReadBy, ResultForm
from counter.domain.case.results.hand_out_events import CallOutcome


class CertificateState(StrEnum):
    """Where a result is."""

    HERE = "here"  # 在柜
    POSTED = "posted"  # 已寄出
    HANDED = "handed"  # 已领
    SENT = "sent"  # 已推送
    RETURNED = "returned"  # 邮件退回
    WITHDRAWN = "withdrawn"  # 机关收回
    SENT_BACK = "sent_back"  # 已交回机关

    @property
    def label(self) -> str:
        """The state in plain Chinese."""
        return _LABELS[self]


_LABELS = {
    CertificateState.HERE: "在柜",
    CertificateState.POSTED: "已寄出",
    CertificateState.HANDED: "已领",
    CertificateState.SENT: "已推送",
    CertificateState.RETURNED: "邮件退回",
    CertificateState.WITHDRAWN: "机关收回",
    CertificateState.SENT_BACK: "已交回机关",
}


@dataclass(frozen=True, slots=True)
class Posting:
    """One sending by post; what is not readable here is "". ``words``: how it ended."""

    id: str
    day: date
    payer: Payer
    number: str = ""
    address: str = ""
    receiver: str = ""
    signed: date | None = None
    returned: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Sending:
    """One sending through a platform. ``read``: when it reached the applicant, ``how`` that is known."""

    id: str
    platform: str
    at: datetime
    file_number: str = ""
    account: str = ""
    read: datetime | None = None
    how: ReadBy | None = None


@dataclass(frozen=True, slots=True)
class CollectingCall:
    """One call to who has not collected; ``words`` "" where they are not readable here."""

    day: date
    outcome: CallOutcome
    clerk: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class CaseCertificate:
    """One result of an item; fields as in ``ResultArrived``. ``number`` None: it cannot be read here.

    ``station``: code of the window where it was taken in; ``clerk``: code of who did. ``hand_out``: id of the hand-out
    it left by; ``postings``, ``sendings``: oldest first. ``delivered_on``: the day it reached the applicant.
    ``withdrawn_on``: the organ took it back, ``withdrawn_why`` as it said; ``called_in_on``: it came back from the
    applicant. ``replaced_by``: id of the right one. ``calls``: to who did not come, oldest first; ``sent_back_on``: the
    day on which its organ took it again because nobody came.
    """

    id: str
    item: str
    organ: str
    name: str
    issuer: str
    medium: Medium
    arrived: date
    form: ResultForm
    at: datetime
    station: str
    clerk: str
    state: CertificateState = CertificateState.HERE
    issued_on: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    originals: int = 0
    duplicates: int = 0
    place: str = ""
    slip: str = ""
    replaces: str = ""
    number: str | None = None
    brought_by: str = ""
    note: str = ""
    hand_out: str = ""
    postings: tuple[Posting, ...] = ()
    sendings: tuple[Sending, ...] = ()
    delivered_on: date | None = None
    withdrawn_on: date | None = None
    withdrawn_why: str = ""
    called_in_on: date | None = None
    replaced_by: str = ""
    calls: tuple[CollectingCall, ...] = ()
    sent_back_on: date | None = None

    @property
    def holds(self) -> bool:
        """False for one that the organ took back."""
        return self.withdrawn_on is None

    @property
    def ready(self) -> bool:
        """True while it lies here to be given out: on paper, or to be sent through a platform."""
        return self.state in (CertificateState.HERE, CertificateState.RETURNED)

    @property
    def delivered(self) -> bool:
        """True once it reached the applicant and still holds."""
        return self.holds and self.delivered_on is not None

    @property
    def to_call_in(self) -> bool:
        """True for one that is wrong, was given out, and has not come back."""
        given = self.hand_out != "" or any(one.returned is None for one in self.postings)
        return not self.holds and given and self.called_in_on is None

    @property
    def sheets(self) -> int:
        """How many sheets it has (正本、副本)."""
        return self.originals + self.duplicates


@dataclass(frozen=True, slots=True)
class HandOut:
    """One hand-out at a window; fields as in ``ResultHandedOut``, names "" where they are not readable here."""

    id: str
    certificates: tuple[str, ...]
    way: Way
    day: date
    collector: CollectorKind
    visit: bool
    at: datetime
    station: str
    clerk: str
    papers: tuple[str, ...] = ()
    originals: tuple[MovedPaper, ...] = ()
    proof: str = ""
    name: str = ""
    relation: str = ""
    masked_number: str = ""
    checked: str = ""


@dataclass(frozen=True, slots=True)
class PreparedHandOut:
    """A proof that was made before anything was given; fields as in ``HandOutPrepared``."""

    id: str
    proof: str
    proof_number: str
    cases: tuple[str, ...]
    certificates: tuple[str, ...]
    collector: CollectorKind
    day: date
    station: str
    papers: tuple[str, ...] = ()
    originals: tuple[MovedPaper, ...] = ()
    name: str = ""
    relation: str = ""
    masked_number: str = ""
    checked: str = ""


class PresenceReason(StrEnum):
    """Why the applicant, or the agent, was here."""

    INTAKE = "intake"  # 交材料
    SUPPLEMENT = "supplement"  # 补材料
    PICK_UP = "pick_up"  # 领结果

    @property
    def label(self) -> str:
        """The reason in plain Chinese."""
        return {"intake": "交材料", "supplement": "补材料", "pick_up": "领结果"}[self.value]


@dataclass(frozen=True, slots=True)
class Presence:
    """One coming to a window (到场): the civil day, why, and at which window."""

    day: date
    reason: PresenceReason
    station: str


def visits_made(presences: tuple[Presence, ...]) -> int:
    """How often the applicant was here (跑动次数): several things done on one day are one visit."""
    return len({one.day for one in presences})
