"""A window whose ratings are sealed to an office's key that the test holds: visits, choices, and what the boxes say."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from counter import config
from counter.domain.case.case import Case
from counter.domain.journal.entries import Entry
from counter.domain.papers.verify.trusted_keys import readable_fingerprint
from counter.domain.people.applicant import Applicant
from counter.domain.ratings.invitation import Invitation
from counter.domain.ratings.pack import card_text
from counter.domain.ratings.rating import Choice, Grade, Mode, ReasonList, reasons_from
from counter.domain.ratings.sealed_box import Boxed, HandlerCard
from counter.services.context.app import AppContext
from counter.services.ratings.batch import batch_ratings
from counter.services.ratings.cast import cast_rating
from counter.services.ratings.close import close_ratings, is_slip
from counter.services.ratings.invite import invite_rating
from counter.services.ratings.seal import open_box
from counter.services.ratings.trust_office import trust_handler
from tests.services.office import FRIDAY, Office, office_on
from tests.settings import somebody

NAMED = Choice(Grade.DISSATISFIED, Mode.NAMED, ("213",), "等得太久")
ANONYMOUS = Choice(Grade.VERY_SATISFIED, Mode.ANONYMOUS, ("517", "510"))

MICRO = 8
"""A small bundle: a case of it is filed quickly."""


@dataclass
class Rated:
    """An office (``tests.services.office``) with a pad, and the private key that no station has."""

    office: Office
    key: X25519PrivateKey
    reasons: ReasonList = field(default_factory=lambda: reasons())
    visitors: int = 0

    @property
    def app(self) -> AppContext:
        return self.office.app

    @property
    def card(self) -> HandlerCard:
        return card_of(self.key)

    def case(self, applicant: Applicant | None = None, bundle: int = MICRO) -> Case:
        """A case that came to its outcome just now."""
        self.visitors += 1
        known = applicant or somebody(name=f"评价{self.visitors}")
        by = {"q_agent": ("agent",)} if known.agent else {}
        visit = self.office.visit(bundle, answers=by, applicant=known)
        return self.office.file(replace(visit, duplicate_reason="另一次申请"))

    def invite(self, case: Case) -> Invitation:
        """Whoever was asked before and has not chosen has left: the clerk ends that invitation first."""
        with self.app.journal.transaction() as tx:
            open_ones = [s.case for s in tx.rating_slots() if s.case != case.id and not is_slip(s)]
        for other in open_ones:
            close_ratings(self.app, other, by="W01")
        return invite_rating(self.app, case.id, "W01")[1]

    def cast(self, invitation: Invitation, choice: Choice | None) -> None:
        cast_rating(self.app, invitation, choice, self.reasons)

    def rate(self, choice: Choice | None) -> Case:
        """A whole visit: an outcome, the invitation, the choice, and the time until it closes."""
        case = self.case()
        invitation = self.invite(case)
        self.office.later(seconds=40)
        self.cast(invitation, choice)
        self.wait()
        return case

    def wait(self) -> tuple[Case, ...]:
        """The three minutes go by."""
        self.office.later(minutes=3)
        return close_ratings(self.app)

    def next_day(self) -> None:
        self.office.later(days=1)
        batch_ratings(self.app)

    def entries(self, subject: str = "ratings") -> tuple[Entry, ...]:
        return self.app.journal.entries(subject)

    def kinds(self, subject: str) -> list[str]:
        return [e.kind for e in self.entries(subject) if e.kind.startswith("rating")]

    def opened(self, box: bytes | str) -> Boxed:
        """What the office finds in a box."""
        raw = base64.b64decode(box) if isinstance(box, str) else box
        return open_box(self.key.private_bytes_raw(), raw)

    def named(self) -> list[Boxed]:
        return [self.opened(str(e.read()["box"])) for e in self.entries() if e.kind == "rating.boxed"]

    def anonymous(self) -> list[Boxed]:
        batches = [e.read()["boxes"] for e in self.entries() if e.kind == "ratings.batched"]
        return [self.opened(box) for boxes in batches if isinstance(boxes, list) for box in boxes]

    def causes(self) -> list[object]:
        """Why tries were refused, in order."""
        return [e.read()["cause"] for e in self.entries() if e.kind == "rating.refused"]


def card_of(key: X25519PrivateKey, *, demo: bool = True) -> HandlerCard:
    public = key.public_key().public_bytes_raw().hex()
    return HandlerCard("演示差评处理室", "乌兰浩特市", public, "2026-11-01", demo)


def trust(app: AppContext, card: HandlerCard) -> HandlerCard:
    """The supervisor compared the fingerprint and agreed."""
    fingerprint = readable_fingerprint(card.public_key)
    return trust_handler(app.journal, card_text(card), fingerprint=fingerprint, code="S01", pin="9876")


def reasons() -> ReasonList:
    """The shipped list."""
    return reasons_from(config.read_toml(config.resources_folder() / "ratings" / "reasons-1.toml"))


@contextmanager
def rated_on(folder: Path, at: datetime = FRIDAY) -> Iterator[Rated]:
    """A demo window that trusts an office's key."""
    with office_on(folder, at) as office:
        key = X25519PrivateKey.generate()
        trust(office.app, card_of(key))
        yield Rated(office, key)
