"""Open, rotate, export and bring the hall ring: whoever holds it reads the cases of all windows of the hall."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.rights import Capability
from counter.domain.hall.ring_events import RingExported, RingImported, RingOpened
from counter.domain.journal import codec
from counter.domain.journal.codec import Unreadable
from counter.domain.journal.entries import NewEntry
from counter.domain.journal.exchange.key_cards import RingCard
from counter.domain.journal.kinds import kind_of
from counter.services.context.ports import Journal
from counter.services.hall.second_person import check_second
from counter.services.hall.staff import authorised
from counter.services.keys.files import LEAST_PASSPHRASE
from counter.services.keys.hall_keys import NO_HALL_KEY
from counter.services.keys.public_sealing import new_private_key, public_half
from counter.services.keys.ring_cards import is_of_own_hall, known_rings, ring_in_force, signed_card
from counter.services.keys.trusted import SUBJECT, public_of, seed_in_force, settled_keys

RING_FORM = "counter-ring-1"
_WHAT = "导出的大厅钥匙环文件"
_NOT_HELD = "这个窗口没有大厅钥匙环，请在持有它的窗口上做。"


@dataclass(frozen=True, slots=True, repr=False)
class RingSecret:
    """The private half of one generation with its card. Has no repr: keys never reach a log."""

    card: RingCard
    key: bytes


def open_ring(
    journal: Journal, *, code: str, pin: str, today: date, agreed: str = "", rotate: bool = False
) -> RingCard:
    """Make the ring's first generation, or with ``rotate`` the next one, where the hall key is held.

    ``agreed``: code of a second person whose PIN was just checked. Raises RuleRefused for who may not, with one person
    where a second exists; BadInput without a hall key, for a second first one, and for a next one without a first.
    """
    by = authorised(journal, Capability.ADMINISTER, code=code, pin=pin)
    agreed = check_second(journal, by, agreed, "换大厅钥匙环" if rotate else "开大厅钥匙环")
    trust = settled_keys(journal, today)
    hall = seed_in_force(journal, trust)
    if hall is None:
        raise BadInput(NO_HALL_KEY, field="hall_key")
    before = ring_in_force(journal)
    if before is not None and not rotate:
        raise BadInput(
            "大厅已经有钥匙环，要换新的请换新一期。",
            field="ring",
        )
    if before is None and rotate:
        raise BadInput("大厅还没有钥匙环，请先开一个。", field="ring")
    key, station = new_private_key(), journal.station()
    card = RingCard(
        public_of(hall),
        1 if before is None else before.generation + 1,
        public_half(key),
        station.code,
        today.isoformat(),
        station.demo,
    )
    card = signed_card(card, hall)
    journal.keep_ring_keys((*journal.ring_keys(), key))  # before the entry by which others wrap to it
    _append(journal, RingOpened(card, agreed), by.code)
    return card


def export_ring(
    journal: Journal,
    ask_passphrase: Callable[[], str],
    *,
    code: str,
    pin: str,
    keep: Callable[[str], object],
    agreed: str = "",
) -> RingCard:
    """Let ``keep`` write the file with the private half of the generation in force, then record the export.

    Each generation can be exported once; a file that could not be written completely does not count. The passphrase is
    asked once nothing else refuses. Raises as ``open_ring``, and BadInput where this profile does not hold it.
    """
    by = authorised(journal, Capability.ADMINISTER, code=code, pin=pin)
    agreed = check_second(journal, by, agreed, "导出大厅钥匙环")
    card = ring_in_force(journal)
    key = next(
        (k for k in journal.ring_keys() if card is not None and public_half(k) == card.public_key), None
    )
    if card is None or key is None:
        raise BadInput(_NOT_HELD, field="ring")
    exported = (kind_of(RingExported).read(entry) for entry in journal.entries(SUBJECT))
    if any(one is not None and one.public_key == card.public_key for one in exported):
        raise RuleRefused(
            "这一期钥匙环已经导出过一次，请用那一份文件；丢了的，请换新一期。",
            rule="keys",
            field="ring",
        )
    keep(_private_text(RingSecret(card, key), ask_passphrase()))
    _append(journal, RingExported(card.public_key, agreed), by.code)
    return card


def import_ring(
    journal: Journal,
    ask_secret: Callable[[], RingSecret],
    *,
    code: str,
    pin: str,
    today: date,
    agreed: str = "",
) -> RingCard:
    """Bring the private half to this profile: from now on it reads the cases of all windows of the hall.

    ``ask_secret`` decrypts the file, once it is known that this person may bring it.

    Raises RuleRefused for who may not, and where demo and real would mix (L14); BadInput for another hall's ring.
    """
    by = authorised(journal, Capability.ADMINISTER, code=code, pin=pin)
    agreed = check_second(journal, by, agreed, "带入大厅钥匙环")
    secret = ask_secret()
    if secret.card.demo != journal.station().demo:
        raise RuleRefused("演示、培训的和正式大厅的密钥不能混用。", rule="L14", field="demo")
    if not is_of_own_hall(journal, settled_keys(journal, today), secret.card):
        raise BadInput(
            "这个钥匙环不是本窗口所在大厅的：大厅密钥没有签它，或本窗口还没有大厅证书。没有使用。",
            field="ring",
        )
    if secret.key in journal.ring_keys():
        raise BadInput("这个窗口已经有这一期钥匙环。", field="ring")
    newest = known_rings(journal)
    if newest and newest[-1].generation > secret.card.generation:
        raise BadInput(
            f"这是第 {secret.card.generation} 期钥匙环，大厅已经换到第 {newest[-1].generation} 期。没有使用。",
            field="ring",
        )
    journal.keep_ring_keys((*journal.ring_keys(), secret.key))
    _append(journal, RingImported(secret.card, agreed), by.code)
    return secret.card


def read_ring_file(text: str, passphrase: str) -> RingSecret:
    """Decrypt such a file. Raises BadInput for a wrong passphrase or another file."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, dict) or values.get("form") != RING_FORM:
        raise BadInput(f"这不是{_WHAT}。", field="file")
    try:
        card = codec.read(RingCard, values.get("ring"))
        key = serialization.load_pem_private_key(str(values.get("key")).encode(), passphrase.encode())
    except (ValueError, TypeError, Unreadable):
        raise BadInput("钥匙环打不开：密语不对，或文件已损坏。", field="passphrase") from None
    if not isinstance(key, X25519PrivateKey) or public_half(key.private_bytes_raw()) != card.public_key:
        raise BadInput("钥匙环文件里的密钥与它的名片不一致，没有使用。", field="ring")
    return RingSecret(card, key.private_bytes_raw())


def _private_text(secret: RingSecret, passphrase: str) -> str:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    if len(passphrase) < LEAST_PASSPHRASE:
        raise BadInput(f"钥匙环的密语至少要{LEAST_PASSPHRASE}个字符。", field="passphrase")
    pem = X25519PrivateKey.from_private_bytes(secret.key).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(passphrase.encode()),
    )
    values = {"form": RING_FORM, "ring": codec.write(secret.card), "key": pem.decode()}
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def _append(journal: Journal, event: RingOpened | RingExported | RingImported, actor: str) -> None:
    with journal.transaction() as tx:
        tx.append(NewEntry(SUBJECT, event, tx.last_id(SUBJECT)), actor=actor)
        tx.commit()
