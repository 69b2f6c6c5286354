"""A guide from draft to force: what is handed in, checked, published and taken in, and which version applies when.

The bureau (指南编辑室) edits one draft; whoever edited it does not check it. What is published never changes: it is
named by the hash of its content, signed with the bureau's key and numbered 1, 2, 3 …. A window takes such a pack in
after it believes the bureau's key, and uses it from the effective day on. Source: S000 同源发布; DESIGN L1; PEERS ★8.
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
"""The one subject of a profile's versions: at the bureau what was handed in, checked and published; at a window what
was taken in and who has read its changes."""

KEY_SUBJECT = "guide_key"
"""The subject of the bureau's key that a window believes."""

FORM = "counter-guide-1"
"""In front of what the bureau signs, and the form of its packs."""


class Transition(StrEnum):
    """过渡规则: what a new version does to a case that was taken in under an older one.

    Whoever applied under a version is done under it (信赖保护, 许可法 Art. 8); LIGHTER lets the applicant have the
    better of both (从旧兼从轻): what the new version no longer asks for is no longer waited for. What it let go for
    those who had applied already, a later version does not take back, also where that one says BEGUN: nothing works
    back against people (不溯及既往, 立法法 Art. 104 as of 2023).
    """

    BEGUN = "begun"
    LIGHTER = "lighter"

    @property
    def words(self) -> str:
        """As a clerk reads it."""
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
    """``guide.submitted``: the draft is handed in to be checked. ``editors``: codes of everyone who changed it since
    the last publication; none of them may check it. ``changes``: how many places differ from that publication."""

    digest: str
    version: str
    editors: tuple[str, ...]
    changes: int


@event("guide.sent_back", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class SentBack:
    """``guide.sent_back``: whoever checked it wants something else first."""

    digest: str
    reason: str


@event("guide.checked", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class Checked:
    """``guide.checked``: read by a second person. ``must``/``facts``: findings of the lint that stood then
    (必改, 待补事实); ``kept``: why 必改 findings may stay ("" where there are none)."""

    digest: str
    version: str
    must: int
    facts: int
    kept: str = ""


@event("guide.evidenced", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class Evidenced:
    """``guide.evidenced``: what somebody found out about a check that no guide can show (需人工确认).

    ``share``: percent, a decimal as text ("48.7"), where a share was counted. ``on``: the day it was found out.
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
    """``guide_key.trusted``: from now on packs of this bureau are believed here."""

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
    """``guide.succeeded``: a bureau begun anew goes on after this publication of the one before it, whose key it does
    not have. The actor is the supervisor who compared the fingerprint of that key with what a window believes."""

    signed: SignedPublication


@dataclass(frozen=True, slots=True)
class KnownVersion:
    """A publication of this profile: at the bureau when it was published, at a window when it was taken in.

    ``inherited``: of the bureau before this one, signed with its key.
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
    """Where the bureau's draft stands."""

    EDITING = "editing"  # 编辑中
    SUBMITTED = "submitted"  # 待核对
    CHECKED = "checked"  # 已核对，待发布


@dataclass(frozen=True, slots=True)
class Versions:
    """The fold of ``VERSIONS``. ``known``: by number, oldest first. ``seen``: clerk → numbers they have read.

    ``submitted``/``checked``/``sent_back``: the newest of each since the last publication, or None; who did it and when
    stands in ``acts`` (newest last: class of the event, actor, time, words).
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
        """The highest number whose day has come; None: what ships with the program still applies."""
        return next((v for v in reversed(self.known) if v.publication.effective <= day), None)

    def coming(self, day: date) -> KnownVersion | None:
        """The next one whose day is still to come and that no higher number has overtaken."""
        now = self.in_force(day)
        least = 0 if now is None else now.publication.number
        later = [v for v in self.known if v.publication.effective > day and v.publication.number > least]
        return min(later, key=lambda v: (v.publication.effective, -v.publication.number), default=None)

    def before(self, number: int) -> KnownVersion | None:
        """The one that was known before that number."""
        return next((v for v in reversed(self.known) if v.publication.number < number), None)

    def of_version(self, version: str) -> KnownVersion | None:
        """The publication that a case's ``guide_version`` names; None for what shipped with the program."""
        return next((v for v in reversed(self.known) if v.publication.version == version), None)

    def in_use(self, version: str, day: date) -> KnownVersion | None:
        """The publication that a window with this guide goes by on that day.

        Two that differ in their files only have one version; the later one's forms are not handed out before its day.
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
        """Publications whose rule is LIGHTER that had force by ``day`` after a case was begun under that version,
        newest first, also where another one has taken their place since."""
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
        """Where a draft of that content stands: any change makes it a draft again."""
        if self.checked is not None and self.checked.digest == digest:
            return DraftState.CHECKED
        back = self.sent_back is not None and self.sent_back.digest == digest
        if self.submitted is not None and self.submitted.digest == digest and not back:
            return DraftState.SUBMITTED
        return DraftState.EDITING


def fold_versions(entries: Iterable[Entry]) -> Versions:
    """Entries of ``VERSIONS`` → what stands; one from a newer program is passed over."""
    known: dict[int, KnownVersion] = {}
    submitted: Submitted | None = None
    checked: Checked | None = None
    sent_back: SentBack | None = None
    seen: dict[tuple[str, int], None] = {}
    evidence: dict[str, Evidenced] = {}
    acts: list[tuple[type, str, datetime, str]] = []
    for entry in entries:
        said = KINDS.read(entry)
        match said:
            case None:
                continue
            case SignedPublication():
                signed = said.signed if isinstance(said, TakenIn) else said
                known[said.publication.number] = KnownVersion(signed, entry.at, entry.actor)
                submitted = checked = sent_back = None
            case Succeeded(signed):
                known[signed.publication.number] = KnownVersion(signed, entry.at, entry.actor, inherited=True)
            case ChangesSeen():
                seen[entry.actor, said.number] = None
            case Evidenced():
                evidence[said.check] = said
            case Submitted():
                submitted, checked, sent_back = said, None, None
            case Checked():
                checked = said
            case SentBack():  # also what was checked before
                checked, sent_back = None, said
        acts.append((type(said), entry.actor, entry.at, said.reason if isinstance(said, SentBack) else ""))
    return Versions(
        known=tuple(known[number] for number in sorted(known)),
        submitted=submitted,
        checked=checked,
        sent_back=sent_back,
        seen=tuple(seen),
        evidence=tuple(evidence.values()),
        acts=tuple(acts),
    )
