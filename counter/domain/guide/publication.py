"""Publication of a guide: submitted, checked, published, taken in, and which version applies when.

The bureau (指南编辑室) edits one draft; its editors may not check it. A publication never changes: its version is
the hash of its content, it is signed with the bureau's key and numbered 1, 2, 3 …. A window that trusts the bureau's
key takes such a pack in and uses it from the effective day on. Source: S000 同源发布; DESIGN L1; PEERS ★8.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from counter.domain.guide.terms import AttachedFile
from counter.domain.journal import codec
from counter.domain.journal.entries import Entry, canonical_bytes
from counter.domain.journal.kinds import KINDS, Slot, event

VERSIONS = "guide_versions"
"""Subject of a profile's versions: at the bureau submissions, checks and publications; at a window what was taken in
and who has read its changes."""

KEY_SUBJECT = "guide_key"
"""Subject of the bureau's key that a window trusts."""

FORM = "counter-guide-1"
"""Prefix of the signed bytes, and the form of packs."""


class Transition(StrEnum):
    """过渡规则: what a new version does to a case that was received under an older one.

    A case is finished under the version it was received under (信赖保护, 许可法 Art. 8); LIGHTER gives the applicant
    the better of both (从旧兼从轻): what the new version no longer asks for is waived. A later version does not
    withdraw that waiver, also where it says BEGUN (不溯及既往, 立法法 Art. 104 as of 2023).
    """

    BEGUN = "begun"
    LIGHTER = "lighter"

    @property
    def words(self) -> str:
        """The rule in Chinese, for the clerk."""
        return _TRANSITIONS[self]


_TRANSITIONS = {
    Transition.BEGUN: "已经收件的，按收件时的版本办到底。",
    Transition.LIGHTER: "已经收件的，按收件时的版本办；新版不再要的材料，还没交的不用再交。",
}


@dataclass(frozen=True, slots=True)
class BureauCard:
    """The public half of the bureau's key (Ed25519, hex), with its name; ``since``: civil day, ISO."""

    bureau: str
    region: str
    public_key: str
    since: str
    demo: bool


@dataclass(frozen=True, slots=True)
class Publication:
    """What the bureau signs. ``version``: ``guide_library.version_of``; ``digest``: SHA-256 of the canonical library.

    ``number``: 1, 2, 3 … at this bureau. ``effective``: civil day from which windows use it. ``previous``: digest of
    the library of the publication before it ("" for the first). ``notes``: the bureau's own words to the windows.
    """

    number: int
    version: str
    digest: str
    effective: date
    transition: Transition
    bureau: str
    region: str
    demo: bool
    published_at: str
    previous: str = ""
    notes: str = ""
    files: tuple[AttachedFile, ...] = ()

    @property
    def title(self) -> str:
        """``第3版``."""
        return f"第{self.number}版"

    def message(self) -> bytes:
        """The bytes that the bureau signs."""
        return FORM.encode() + hashlib.sha256(canonical_bytes(codec.write(self))).digest()


@event("guide.published", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class SignedPublication:
    """``guide.published``: a publication with the bureau's signature (Ed25519, hex) and its public key (hex)."""

    publication: Publication
    public_key: str
    signature: str


@event("guide.taken_in", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class TakenIn(SignedPublication):
    """``guide.taken_in``: a window took the publication in."""

    @property
    def signed(self) -> SignedPublication:
        """The publication as the bureau signed it."""
        return SignedPublication(self.publication, self.public_key, self.signature)


@event("guide.submitted", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class Submitted:
    """``guide.submitted``: the draft is submitted for checking. ``editors``: codes of everyone who changed it since
    the last publication; none of them may check it. ``changes``: number of differences from that publication."""

    digest: str
    version: str
    editors: tuple[str, ...]
    changes: int


@event("guide.sent_back", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class SentBack:
    """``guide.sent_back``: the checker asks for changes first."""

    digest: str
    reason: str


@event("guide.checked", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class Checked:
    """``guide.checked``: checked by a second person. ``must``/``facts``: lint findings at that time (必改,
    待补事实); ``kept``: why 必改 findings may stay ("" where there are none)."""

    digest: str
    version: str
    must: int
    facts: int
    kept: str = ""


@event("guide.evidenced", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class Evidenced:
    """``guide.evidenced``: evidence for a check that no guide can show (需人工确认).

    ``share``: percent, a decimal as text ("48.7"), where a share was counted. ``on``: the day of the finding.
    """

    check: str
    reached: bool
    text: str
    by: str
    on: date
    share: str = ""


@event("guide_key.trusted", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class KeyTrusted:
    """``guide_key.trusted``: packs of this bureau are trusted here from now on."""

    card: BureauCard


@event("guide.changes_seen", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class ChangesSeen:
    """``guide.changes_seen``: a clerk (the actor) read what this version changes. ``number``: of the publication."""

    number: int
    version: str


@event("guide.succeeded", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class Succeeded:
    """``guide.succeeded``: a newly set up bureau continues after this publication of its predecessor, whose key it
    does not have. The actor is the supervisor who compared that key's fingerprint with the one a window trusts."""

    signed: SignedPublication


@dataclass(frozen=True, slots=True)
class KnownVersion:
    """A publication of this profile: at the bureau when it was published, at a window when it was taken in.

    ``inherited``: of the preceding bureau, signed with its key.
    """

    signed: SignedPublication
    at: datetime
    by: str
    inherited: bool = False

    @property
    def publication(self) -> Publication:
        """What was signed."""
        return self.signed.publication


class DraftState(StrEnum):
    """State of the bureau's draft."""

    EDITING = "editing"  # 编辑中
    SUBMITTED = "submitted"  # 待核对
    CHECKED = "checked"  # 已核对，待发布


@dataclass(frozen=True, slots=True)
class Versions:
    """The state of ``VERSIONS`` after its entries. ``known``: by number, oldest first. ``seen``: (clerk, number
    read).

    ``submitted``/``checked``/``sent_back``: the newest of each since the last publication, or None; ``acts``: who
    did what when, newest last (class of the event, actor, time, words).
    """

    known: tuple[KnownVersion, ...] = ()
    submitted: Submitted | None = None
    checked: Checked | None = None
    sent_back: SentBack | None = None
    seen: tuple[tuple[str, int], ...] = ()
    evidence: tuple[Evidenced, ...] = ()
    acts: tuple[tuple[type, str, datetime, str], ...] = ()

    @property
    def last(self) -> KnownVersion | None:
        """The highest number."""
        return self.known[-1] if self.known else None

    def in_force(self, day: date) -> KnownVersion | None:
        """The highest number already effective; None: the guide shipped with the program applies."""
        return next((v for v in reversed(self.known) if v.publication.effective <= day), None)

    def coming(self, day: date) -> KnownVersion | None:
        """The next one not yet effective, unless a higher number already is."""
        current = self.in_force(day)
        least = 0 if current is None else current.publication.number
        upcoming = [v for v in self.known if v.publication.effective > day and v.publication.number > least]
        return min(upcoming, key=lambda v: (v.publication.effective, -v.publication.number), default=None)

    def before(self, number: int) -> KnownVersion | None:
        """The publication before that number."""
        return next((v for v in reversed(self.known) if v.publication.number < number), None)

    def of_version(self, version: str) -> KnownVersion | None:
        """The publication that a case's ``guide_version`` names; None for what shipped with the program."""
        return next((v for v in reversed(self.known) if v.publication.version == version), None)

    def in_use(self, version: str, day: date) -> KnownVersion | None:
        """The publication that a window with this guide uses on that day.

        Two that differ only in their files have one version; the later one's forms are not used before its day.
        """
        return next(
            (
                v
                for v in reversed(self.known)
                if v.publication.version == version and v.publication.effective <= day
            ),
            None,
        )

    def lighter_since(self, version: str, begun: date, day: date) -> tuple[KnownVersion, ...]:
        """Publications with the rule LIGHTER that became effective by ``day`` after a case was begun under that
        version, newest first, also where another one has replaced them since."""
        under = self.in_use(version, begun)
        least = 0 if under is None else under.publication.number
        return tuple(
            v
            for v in reversed(self.known)
            if v.publication.number > least
            and v.publication.transition is Transition.LIGHTER
            and v.publication.effective <= day
            and self.in_force(v.publication.effective) is v
        )

    def has_seen(self, clerk: str, number: int) -> bool:
        """Whether that clerk has read the changes of that number."""
        return (clerk, number) in self.seen

    def state(self, digest: str) -> DraftState:
        """The state of a draft of that content: any change makes it a draft again."""
        if self.checked is not None and self.checked.digest == digest:
            return DraftState.CHECKED
        back = self.sent_back is not None and self.sent_back.digest == digest
        if self.submitted is not None and self.submitted.digest == digest and not back:
            return DraftState.SUBMITTED
        return DraftState.EDITING


def fold_versions(entries: Iterable[Entry]) -> Versions:
    """The state after the entries of ``VERSIONS``; one from a newer program is skipped."""
    known: dict[int, KnownVersion] = {}
    submitted: Submitted | None = None
    checked: Checked | None = None
    sent_back: SentBack | None = None
    seen: dict[tuple[str, int], None] = {}
    evidence: dict[str, Evidenced] = {}
    acts: list[tuple[type, str, datetime, str]] = []
    for entry in entries:
        event = KINDS.read(entry)
        match event:
            case None:
                continue
            case SignedPublication():
                signed = event.signed if isinstance(event, TakenIn) else event
                known[event.publication.number] = KnownVersion(signed, entry.at, entry.actor)
                submitted = checked = sent_back = None
            case Succeeded(signed):
                known[signed.publication.number] = KnownVersion(signed, entry.at, entry.actor, inherited=True)
            case ChangesSeen():
                seen[entry.actor, event.number] = None
            case Evidenced():
                evidence[event.check] = event
            case Submitted():
                submitted, checked, sent_back = event, None, None
            case Checked():
                checked = event
            case SentBack():  # also of a checked draft
                checked, sent_back = None, event
        acts.append((type(event), entry.actor, entry.at, event.reason if isinstance(event, SentBack) else ""))
    return Versions(
        known=tuple(known[number] for number in sorted(known)),
        submitted=submitted,
        checked=checked,
        sent_back=sent_back,
        seen=tuple(seen),
        evidence=tuple(evidence.values()),
        acts=tuple(acts),
    )
