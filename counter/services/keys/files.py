"""Key files: public, signed ones for other stations, and the private hall key under a passphrase."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TypeVar

from counter.domain.errors import BadInput
from counter.domain.journal import codec
from counter.domain.journal.codec import Unreadable
from counter.domain.papers.verify.trusted_keys import Certificate, HallCard, KeysTrusted, is_public_key

T = TypeVar("T")

PUBLIC_FORM = "counter-keys-1"
REQUEST_FORM = "counter-key-request-1"
PRIVATE_FORM = "counter-hall-key-1"
LONGEST = 4_000_000
"""Bytes: a file of keys with thousands of windows is smaller."""

LEAST_PASSPHRASE = 12


@dataclass(frozen=True, slots=True, repr=False)
class HallSecret:
    """A private hall key with its card. Has no repr: keys never reach a log."""

    card: HallCard
    seed: bytes


def public_text(trusted: KeysTrusted) -> str:
    """Halls, certificates and revocations as a file for other stations."""
    return _text(PUBLIC_FORM, codec.write(trusted))


def read_public(text: str) -> KeysTrusted:
    """Read such a file; its signatures are not checked yet. Raises BadInput for anything else."""
    given = _read(
        text, PUBLIC_FORM, KeysTrusted, "大厅公钥文件（“大厅 → 密钥”或 counter keys export 写出的）"
    )
    followed = (key for one in given.successions for key in (one.old_key, one.new_key))
    if not all(map(is_public_key, (*(card.public_key for card in given.halls), *followed))):
        raise BadInput("文件里的大厅公钥不完整，可能损坏或被改动，没有导入。", field="halls")
    return given


def request_text(certificate: Certificate) -> str:
    """A station's own key, to be certified by the window that holds the hall key."""
    return _text(REQUEST_FORM, codec.write(certificate))


def read_request(text: str) -> Certificate:
    """The station key of such a file. Raises BadInput for anything else."""
    return _read(
        text,
        REQUEST_FORM,
        Certificate,
        "窗口密钥申请文件（“大厅 → 密钥 → 换新”或 counter keys request 写出的）",
    )


def private_text(secret: HallSecret, passphrase: str) -> str:
    """The private hall key, encrypted under the passphrase (PKCS #8). Raises BadInput for a short passphrase."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    if len(passphrase) < LEAST_PASSPHRASE:
        raise BadInput(f"大厅密钥的密语至少要{LEAST_PASSPHRASE}个字符。", field="passphrase")
    pem = Ed25519PrivateKey.from_private_bytes(secret.seed).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(passphrase.encode()),
    )
    return _text(PRIVATE_FORM, {"hall": codec.write(secret.card), "key": pem.decode()})


def read_private(text: str, passphrase: str) -> HallSecret:
    """Decrypt a private hall key. Raises BadInput for a wrong passphrase or another file."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    values = _values(text, PRIVATE_FORM, "大厅密钥文件（counter keys hall export 导出的）")
    pem = values.get("key")
    try:
        card = codec.read(HallCard, values.get("hall"))
        key = serialization.load_pem_private_key(str(pem).encode(), passphrase.encode())
    except (ValueError, TypeError, Unreadable):
        raise BadInput("大厅密钥打不开：密语不对，或文件已损坏。", field="passphrase") from None
    if not isinstance(key, Ed25519PrivateKey) or key.public_key().public_bytes_raw().hex() != card.public_key:
        raise BadInput("大厅密钥文件里的密钥与大厅名片不一致，没有使用。", field="hall")
    return HallSecret(card, key.private_bytes_raw())


def _text(form: str, values: dict[str, object]) -> str:
    return json.dumps({"form": form, **values}, ensure_ascii=False, indent=1) + "\n"


def _read(text: str, form: str, kind: type[T], what: str) -> T:
    values = _values(text, form, what)
    try:
        return codec.read(kind, values)
    except Unreadable:
        raise BadInput(f"这不是{what}，或者文件不完整。", field="file") from None


def _values(text: str, form: str, what: str) -> dict[str, object]:
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, dict) or values.get("form") != form:
        raise BadInput(f"这不是{what}。", field="file")
    return {name: value for name, value in values.items() if name != "form"}
