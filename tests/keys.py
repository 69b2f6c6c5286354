"""Halls, windows and signed QR texts with real Ed25519 keys, for tests of what a paper proves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter.domain.document.numbering import case_number
from counter.domain.papers.parts.qr_essentials import Essentials
from counter.domain.papers.verify.signed_code import PREVIEW, ChainPlace, SignedCode, signed_text
from counter.domain.papers.verify.trusted_keys import (
    Certificate,
    HallCard,
    KeysTrusted,
    Revocation,
    fingerprint_of,
)
from counter.services.keys.trusted import public_of, signed

ESSENTIALS = Essentials(
    case_number=case_number("15220103", 1, date(2026, 11, 20), 7),
    kind="acceptance_notice",
    number="乌市监受综03A〔2026〕57号",
    issued=date(2026, 11, 20),
    items=2,
    materials=9,
    deadline=date(2026, 12, 4),
    copy=1,
    case_id="0193a4c2-7b1e-7c3a-9d52-3f6c1b2a4e58",
)


TWINS = (34_433, 170_398)
"""Two keys whose fingerprints on a sheet (four bytes) are the same; found by trying 170,398."""
MOST_BYTE = 255


def seed(number: int) -> bytes:
    """A private key that is the same in every run."""
    return number.to_bytes(1, "big") * 32 if number <= MOST_BYTE else number.to_bytes(32, "big")


@dataclass(frozen=True, slots=True)
class Window:
    """One window of a hall: what it says of itself, certified or not, and its own private key."""

    certificate: Certificate
    own: bytes

    def code(self, **changes: object) -> SignedCode:
        """A code of this window, not yet signed."""
        demo = bool(changes.pop("demo", self.certificate.demo))
        return SignedCode(
            essentials=replace(ESSENTIALS, **changes),  # type: ignore[arg-type]
            station=self.certificate.station,
            epoch=self.certificate.epoch,
            fingerprint=fingerprint_of(self.certificate.public_key),
            digest=bytes(range(16)),
            demo=demo,
            signature=PREVIEW,
            file_digest=bytes(range(16, 32)),
            place=ChainPlace(4711, bytes(range(32, 44))),
        )

    def words_text(self) -> str:
        """The text of a signed QR in the older form, which covers the words only."""
        return self.signs(replace(self.code(), file_digest=b"", place=None))

    def text(self, **changes: object) -> str:
        """The text of a signed QR of this window."""
        return signed_text(self.code(**changes), Ed25519PrivateKey.from_private_bytes(self.own).sign)

    def signs(self, code: SignedCode) -> str:
        """Another code, with this window's signature."""
        return signed_text(code, Ed25519PrivateKey.from_private_bytes(self.own).sign)


class Hall:
    """A hall with its key."""

    def __init__(self, number: int, name: str = "乌兰浩特市政务服务中心", *, demo: bool = False) -> None:
        self.seed = seed(number)
        self.card = signed(HallCard(name, "乌兰浩特市", public_of(self.seed), "2026-11-01", demo), self.seed)

    def window(self, number: int, station: str = "15220103", epoch: int = 1) -> Window:
        """A window that this hall has certified."""
        own = seed(number)
        certificate = Certificate(
            station, epoch, public_of(own), "03", "2026-11-02", self.card.demo, self.card.public_key
        )
        return Window(signed(certificate, self.seed), own)

    def revokes(self, window: Window, since: str) -> Revocation:
        """The hall takes its word back from that day."""
        said = Revocation(
            window.certificate.station,
            window.certificate.epoch,
            window.certificate.public_key,
            since,
            "电脑丢失",
            "2026-11-30",
            self.card.public_key,
        )
        return signed(said, self.seed)

    def says(self, *windows: Window, revoked: tuple[Revocation, ...] = ()) -> KeysTrusted:
        """Everything of this hall, as another station would import it."""
        return KeysTrusted("imported", (self.card,), tuple(w.certificate for w in windows), revoked)
