"""What a window needs to reach its hub: one file, made by ``counter hub enrol``, sealed under a passphrase."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from dataclasses import asdict, dataclass

from counter.domain.errors import BadInput

FORM = "counter-hub-1"
LEAST_PASSPHRASE = 12
_LONGEST = 100_000
_SALT, _NONCE = 16, 12
_N, _R, _P = 2**16, 8, 1
"""scrypt: 64 MB and about a quarter of a second for each passphrase that is tried."""

_TEXTS = ("host", "database", "login", "secret", "ca", "county", "hall", "station", "kind", "hub")


@dataclass(frozen=True, slots=True, repr=False)
class Enrolment:
    """How a station reaches its hub. Has no repr: the secret never reaches a log.

    ``host``: one or several with commas, for a hub with a standby; ``secret``: the login's, made by ``hub enrol``;
    ``ca``: certificate in PEM that the server's must come from; ``hub``: the hub's own id; ``kind``: of the station
    (window, hall, office, bureau).
    """

    host: str
    port: int
    database: str
    login: str
    secret: str
    ca: str
    hub: str
    county: str
    hall: str
    station: str
    kind: str
    demo: bool


@dataclass(frozen=True, slots=True)
class EnrolmentHead:
    """What stands open in an enrolment file: for which station it is, and under which hall that was enrolled."""

    station: str
    hall: str


def check_passphrase(passphrase: str) -> None:
    """Raises BadInput for one that is too short."""
    if len(passphrase) < LEAST_PASSPHRASE:
        raise BadInput(f"登记文件的密语至少要{LEAST_PASSPHRASE}个字符。", field="passphrase")


def read_authority(pem: bytes) -> str:
    """The certificates of a PEM file, checked to be some; nothing else of the file. Raises BadInput."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    try:
        found = x509.load_pem_x509_certificates(pem)
    except ValueError:
        raise BadInput("机构证书读不出：要 PEM 格式的证书文件。", field="ca") from None
    return "".join(one.public_bytes(Encoding.PEM).decode() for one in found)


def fingerprints(pem: str) -> tuple[str, ...]:
    """SHA-256 (hex) of each certificate in PEM, as an administrator reads it off the hub's authority."""
    bodies = (one.split("-----END", 1)[0] for one in pem.split("-----BEGIN CERTIFICATE-----")[1:])
    try:
        return tuple(hashlib.sha256(base64.b64decode(body)).hexdigest() for body in bodies)
    except ValueError:
        return ()


def enrolment_text(enrolment: Enrolment, passphrase: str) -> str:
    """The file for the window. Open in it: form, station, hall; everything else is sealed under the passphrase.

    Raises BadInput for a short passphrase.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    check_passphrase(passphrase)
    head = {"form": FORM, "station": enrolment.station, "hall": enrolment.hall}
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    inside = json.dumps(asdict(enrolment), ensure_ascii=False).encode()
    sealed = AESGCM(_key(passphrase, salt)).encrypt(nonce, inside, _bound(head))
    body = base64.b64encode(salt + nonce + sealed).decode()
    return json.dumps({**head, "sealed": body}, ensure_ascii=False, indent=1) + "\n"


def read_enrolment(text: str, passphrase: str) -> Enrolment:
    """The contents of such a file. Raises BadInput for a wrong passphrase, a damaged or another file."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    head, body = _parts(text)
    salt, nonce, sealed = body[:_SALT], body[_SALT : _SALT + _NONCE], body[_SALT + _NONCE :]
    try:
        inside = json.loads(AESGCM(_key(passphrase, salt)).decrypt(nonce, sealed, _bound(head)))
    except (InvalidTag, ValueError):
        raise BadInput("登记文件打不开：密语不对，或文件已损坏。", field="passphrase") from None
    if not _is_whole(inside):
        raise _other_file()
    return Enrolment(**inside)


def enrolment_head(text: str) -> EnrolmentHead:
    """Whose the file is, before anybody types its passphrase. Raises BadInput for another file."""
    head, _ = _parts(text)
    return EnrolmentHead(head["station"], head["hall"])


def _parts(text: str) -> tuple[dict[str, str], bytes]:
    try:
        values = json.loads(text[:_LONGEST])
        head = {name: str(values[name]) for name in ("form", "station", "hall")}
        body = base64.b64decode(str(values["sealed"]), validate=True)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _other_file() from None
    if head["form"] != FORM or len(body) <= _SALT + _NONCE:
        raise _other_file()
    return head, body


def _is_whole(values: object) -> bool:
    return (
        isinstance(values, dict)
        and set(values) == {*_TEXTS, "port", "demo"}
        and all(isinstance(values[name], str) for name in _TEXTS)
        and type(values["port"]) is int
        and type(values["demo"]) is bool
    )


def _other_file() -> BadInput:
    return BadInput("这不是汇聚库的登记文件，或者不完整。请向汇聚库的管理员要本窗口的。", field="file")


def _bound(head: dict[str, str]) -> bytes:
    return json.dumps(head, ensure_ascii=False, sort_keys=True).encode()


def _key(passphrase: str, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return Scrypt(salt=salt, length=32, n=_N, r=_R, p=_P).derive(passphrase.encode())
