"""Trusted keys: halls, the station keys they certify, and those they have revoked (DESIGN §7 Codes).

Pure: Ed25519 comes in as ``Verify``. Everything here is public; private keys never reach the domain.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from counter.domain.errors import BadInput
from counter.domain.journal.chain import fields_hash
from counter.domain.journal.kinds import Slot, event
from counter.domain.papers.verify.hall_succession import (
    HallSuccession,
    first_said,
    is_signed,
    leading_to,
    line_of,
)
from counter.domain.papers.verify.signed_code import PRINT_BYTES

Verify = Callable[[bytes, bytes, bytes], bool]
"""(public key, message, signature) → whether the signature is that key's."""

_KEY = re.compile(r"[0-9a-f]{64}")
_BY_DIGITS = ("replaced", "made", "joined")
"""How an entry came about that may end the trust in a stolen hall key: never by a file alone."""


@dataclass(frozen=True, slots=True)
class HallCard:
    """A hall's public key with its name, signed by itself. ``since``: the civil day it was made, ISO."""

    hall: str
    region: str
    public_key: str
    since: str
    demo: bool
    signature: str = ""

    def message(self) -> bytes:
        """The bytes that are signed."""
        return b"counter-hall-1" + fields_hash(
            (self.hall, self.region, self.public_key, self.since, int(self.demo))
        )


@dataclass(frozen=True, slots=True)
class Certificate:
    """A hall's statement: the key belongs to this station in this epoch, from ``since`` on."""

    station: str
    epoch: int
    public_key: str
    window: str
    since: str
    demo: bool
    hall_key: str
    signature: str = ""

    def message(self) -> bytes:
        """The bytes that are signed."""
        fields = (
            self.station,
            self.epoch,
            self.public_key,
            self.window,
            self.since,
            int(self.demo),
            self.hall_key,
        )
        return b"counter-station-1" + fields_hash(fields)

    @property
    def name(self) -> str:
        """STATION-EPOCH, as people write it."""
        return f"{self.station}-{self.epoch}"


@dataclass(frozen=True, slots=True)
class Revocation:
    """A hall's statement: the key is void from ``since`` on. ``since``, ``said_on``: civil days, ISO."""

    station: str
    epoch: int
    public_key: str
    since: str
    reason: str
    said_on: str
    hall_key: str
    signature: str = ""

    def message(self) -> bytes:
        """The bytes that are signed."""
        fields = (
            self.station,
            self.epoch,
            self.public_key,
            self.since,
            self.reason,
            self.said_on,
            self.hall_key,
        )
        return b"counter-revoked-1" + fields_hash(fields)


@event("keys.trusted", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class KeysTrusted:
    """``keys.trusted``: halls, certificates and revocations that are trusted from then on.

    ``how``: made (this hall's own key) · certified (by this hall) · imported (from a file, a supervisor agreed) ·
    replaced (two people compared the digits of the key that follows a stolen one) · joined (the hall that this window
    was set up in). ``agreed_by``: code of the second person, where two did it.
    """

    LATER: ClassVar = ("agreed_by", "successions")

    how: str
    halls: tuple[HallCard, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    revocations: tuple[Revocation, ...] = ()
    agreed_by: str = ""
    successions: tuple[HallSuccession, ...] = ()


@event("key.revoked", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class KeyRevoked:
    """``key.revoked``: this hall revoked a station key; ``agreed_by``: code of the second person."""

    revocation: Revocation
    agreed_by: str = ""

    LATER: ClassVar = ("agreed_by",)


@event("hall_key.exported", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class HallKeyExported:
    """``hall_key.exported``: the private hall key left this profile, under a passphrase; ``agreed_by``: code of the
    second person.
    """

    hall_key: str
    agreed_by: str = ""

    LATER: ClassVar = ("agreed_by",)


@event("keys.confirmed", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class KeysConfirmed:
    """``keys.confirmed``: a second person confirms acts that one person did while there was no other (``entries``)."""

    entries: tuple[str, ...]


@event("keys.rotated", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class KeysRotated:
    """``keys.rotated``: keys were changed. ``what``: data (decided: the next epoch, begun as ``rotated``, says that it
    took place) | station | hall; ``agreed_by``: code of the second person.
    """

    what: str
    agreed_by: str = ""


@dataclass(frozen=True, slots=True)
class Trust:
    """The trusted halls by public key, certificates in order, the earliest revocation of each key.

    ``successions``: by the old hall key. A stolen one is no hall here any more, and what it certified counts only as
    far as its successor certified it too.
    """

    halls: Mapping[str, HallCard]
    certificates: tuple[Certificate, ...]
    revocations: Mapping[str, Revocation]
    successions: Mapping[str, HallSuccession] = field(default_factory=dict)

    def line(self, hall_key: str) -> tuple[str, ...]:
        """All keys of the hall that this one belongs to, the oldest first."""
        return line_of(hall_key, self.successions)

    def of_print(self, station: str, epoch: int, fingerprint: bytes) -> tuple[Certificate, ...]:
        """The certificates of the keys that a QR may name: several halls may have certified one, and four bytes do not
        tell two keys apart. Which of them signed, the signature alone decides.
        """
        return tuple(c for c in self.named(station, epoch) if fingerprint_of(c.public_key) == fingerprint)

    def named(self, station: str, epoch: int) -> tuple[Certificate, ...]:
        """Every certificate of that station's epoch: two halls, or a window set up anew, may use one name."""
        return tuple(c for c in self.certificates if (c.station, c.epoch) == (station, epoch))

    def has(self, public_key: str) -> bool:
        """Whether a hall known here has certified the key."""
        return any(c.public_key == public_key for c in self.certificates)


NO_TRUST = Trust({}, (), {})


def trust_of(events: Iterable[KeysTrusted | KeyRevoked | HallKeyExported], verify: Verify) -> Trust:
    """The trust after these events; statements with an invalid signature are left out."""
    halls: dict[str, HallCard] = {}
    certificates: dict[tuple[str, str], Certificate] = {}
    revoked: list[Revocation] = []
    followed: list[HallSuccession] = []
    for one in events:
        if isinstance(one, HallKeyExported):
            continue
        more = one if isinstance(one, KeysTrusted) else KeysTrusted("revoked", revocations=(one.revocation,))
        halls |= {c.public_key: c for c in more.halls if _holds(c, c.public_key, verify)}
        for certificate in more.certificates:
            if certificate.hall_key in halls and _holds(certificate, certificate.hall_key, verify):
                certificates[certificate.public_key, certificate.hall_key] = certificate
        revoked += [r for r in more.revocations if r.hall_key in halls and _holds(r, r.hall_key, verify)]
        said = [s for s in more.successions if more.how in _BY_DIGITS or not s.stolen]
        followed += leading_to(halls, [s for s in said if is_signed(s, verify)])
    successions = first_said([*(s for s in followed if s.stolen), *followed])
    dead = {old for old, s in successions.items() if s.stolen}
    dead |= {
        s.new_key for s in followed if s.old_key in dead and not s.stolen
    }  # whom only the thief vouches for
    halls = {key: card for key, card in halls.items() if key not in dead}
    certificates = {name: c for name, c in certificates.items() if c.hall_key not in dead}
    revoked = [r for r in revoked if r.hall_key not in dead]
    revocations: dict[str, Revocation] = {}
    for revocation in revoked:
        before = revocations.get(revocation.public_key)
        own = (
            revocation.public_key,
            revocation.hall_key,
        ) in certificates  # a hall revokes only what it certified itself
        if own and (before is None or revocation.since < before.since):
            revocations[revocation.public_key] = revocation
    return Trust(halls, tuple(certificates.values()), revocations, successions)


def check_import(given: KeysTrusted, known: Trust, verify: Verify, replaced: str = "") -> None:
    """Everything in a file of keys must be signed by a hall of the file or one known here. Raises BadInput.

    ``replaced``: the stolen hall key that people said is to be replaced.
    """
    halls = {**known.halls, **{card.public_key: card for card in given.halls}}
    _check_successions(given, known, verify, replaced)
    for card in given.halls:
        if not _holds(card, card.public_key, verify):
            raise BadInput(
                f"“{card.hall}”的大厅公钥签名不对，文件可能损坏或被改动，没有导入。", field="halls"
            )
    statements: tuple[Certificate | Revocation, ...] = (*given.certificates, *given.revocations)
    for one in statements:
        if one.hall_key not in halls:
            raise BadInput(
                f"{one.station}-{one.epoch} 由本机不认识的大厅签发，请先导入那个大厅的公钥文件。",
                field="hall_key",
            )
        if not _holds(one, one.hall_key, verify):
            raise BadInput(
                f"{one.station}-{one.epoch} 的大厅签名不对，文件可能损坏或被改动，没有导入。",
                field="signature",
            )
        if isinstance(one, Certificate) and one.demo != halls[one.hall_key].demo:
            raise BadInput(f"{one.name} 的演示标记与大厅的不一致，没有导入。", field="demo")
        if isinstance(one, Certificate) and _of_retired(one, given, known):
            raise BadInput(
                f"{one.name} 的证书是已经停用的大厅密钥新签的，没有导入：请那个大厅用现在的密钥签发。",
                field="hall_key",
            )
    for certificate in given.certificates:
        if not is_public_key(certificate.public_key):
            raise BadInput(f"{certificate.name} 的公钥不完整，没有导入。", field="public_key")


def _check_successions(given: KeysTrusted, known: Trust, verify: Verify, replaced: str) -> None:
    sound = leading_to({card.public_key for card in given.halls} | set(known.halls), given.successions)
    for one in given.successions:
        if one not in sound or not is_signed(one, verify):
            raise BadInput("大厅换密钥的声明签名不对，文件可能损坏或被改动，没有导入。", field="successions")
        before = known.successions.get(one.old_key)
        if before is not None and before.new_key != one.new_key and one.old_key != replaced:
            raise BadInput(
                "这个大厅的旧密钥在本机已经由另一把接替，没有导入。请打电话核对：旧密钥可能失窃了。",
                field="successions",
            )
        name = _hall_of_stolen(one, given, known)
        if name and one.old_key != replaced:
            raise BadInput(
                f"“{name}”说它的旧密钥失窃、换了新的：要两个人打电话核对新密钥的指纹，再运行 counter keys trust 文件 "
                f'--replaces "{readable_fingerprint(one.old_key)}"。没有导入。',
                field="successions",
            )
    dead = {old for old, one in known.successions.items() if one.stolen}
    if any(card.public_key in dead for card in given.halls):
        raise BadInput("文件里的大厅密钥已经失窃、停用，没有导入。请向那个大厅要新的。", field="halls")


def _hall_of_stolen(one: HallSuccession, given: KeysTrusted, known: Trust) -> str:
    """Name of the hall known here whose key the file says was stolen, also where only an earlier key of it is known;
    "" where that is no news, and for halls that are not known.
    """
    if not one.stolen or known.successions.get(one.old_key) == one:
        return ""
    line = line_of(one.old_key, {**first_said(given.successions), **known.successions})
    until = line[: line.index(one.old_key) + 1]
    return next((known.halls[key].hall for key in reversed(until) if key in known.halls), "")


def _of_retired(certificate: Certificate, given: KeysTrusted, known: Trust) -> bool:
    """A certificate of a hall key that was followed by another, which neither was known before nor is the other's."""
    followed = {**first_said(given.successions), **known.successions}.get(certificate.hall_key)
    if followed is None or any(c.public_key == certificate.public_key for c in known.certificates):
        return False
    certified = {(c.public_key, c.hall_key) for c in given.certificates}
    line = line_of(followed.new_key, {**first_said(given.successions), **known.successions})
    return not any((certificate.public_key, key) in certified for key in line if key != certificate.hall_key)


def is_public_key(text: str) -> bool:
    """Whether it is written as an Ed25519 public key: 64 hex digits."""
    return _KEY.fullmatch(text) is not None


def fingerprint_of(public_key: str) -> bytes:
    """The first bytes of a key's SHA-256, as a QR carries them. Raises ValueError for what is no hex."""
    return hashlib.sha256(bytes.fromhex(public_key)).digest()[:PRINT_BYTES]


def readable_fingerprint(public_key: str) -> str:
    """Fingerprint for comparing a key by telephone: 16 hex digits of its SHA-256, in groups of four."""
    digits = hashlib.sha256(bytes.fromhex(public_key)).hexdigest()[:16].upper()
    return " ".join(digits[i : i + 4] for i in range(0, 16, 4))


def day_of(iso: str) -> date:
    """A civil day. Raises BadInput for anything else."""
    try:
        return date.fromisoformat(iso)
    except ValueError:
        raise BadInput(f"日期“{iso[:20]}”不对，应写成 2026-11-20。", field="since") from None


def _holds(signed: HallCard | Certificate | Revocation, public_key: str, verify: Verify) -> bool:
    try:
        return verify(bytes.fromhex(public_key), signed.message(), bytes.fromhex(signed.signature))
    except ValueError:
        return False
