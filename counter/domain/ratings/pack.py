"""What travels between the rated station and the office that handles bad ratings: the key's card, the pack of boxes.

A pack has the number of invitations the station closed and their sealed boxes, and is signed with the station's key.
Its boxes are sorted by their bytes, so that it reveals no more than their number.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, TypeVar

from counter.domain.errors import BadInput
from counter.domain.journal import codec
from counter.domain.journal.codec import Unreadable
from counter.domain.journal.entries import canonical_bytes
from counter.domain.ratings.accounts import PackedAccount
from counter.domain.ratings.clerks import PackedMonths
from counter.domain.ratings.rating import Stage
from counter.domain.ratings.sealed_box import BOX_BYTES, SEALING_BYTES, HandlerCard

PACK_FORM = "counter-ratings-1"
CARD_FORM = "counter-rating-handler-1"
LONGEST = 400_000_000
"""Characters of a pack that is still read: years of a busy window."""

_KEY = re.compile(r"[0-9a-f]{64}")
_SIGNATURE = re.compile(r"[0-9a-f]{128}")
_PACK = "窗口导出的评价包"
_CARD = "差评处理室公钥文件（在差评处理室导出的）"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PackedDay:
    """A day's anonymous boxes (base64), sorted by their bytes. ``day``: civil day, ISO."""

    day: str
    boxes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PackedSlip:
    """A printed slip: the SHA-256 of its code (``slip_code.digest_of``). ``until``: civil day, ISO.

    ``used``: its code was entered at this station.
    """

    digest: str
    stage: Stage
    until: str
    used: bool


@dataclass(frozen=True, slots=True)
class RatingPack:
    """One pack of one station. ``since``/``until``: entries of the chain it covers, first exclusive, last inclusive.

    ``named``: the named box of every invitation closed in that span (base64, with a rating or nothing inside): their
    number is the number of invitations closed. ``waiting``: invitations still open. ``public_key``: the station's key
    in this epoch, hex; ``handler_key``: the key that boxes are sealed to now. ``made_at``: UTC ISO. ``accounts``: of
    past days, those the last pack did not contain; ``account``: number of this epoch's newest one, 0 for none yet, None
    where an older program made the pack, which kept no accounts. ``clerks``: tables by clerk and month in the same way;
    None of an older program.
    """

    station: str
    epoch: int
    hall: str
    window: str
    region: str
    demo: bool
    public_key: str
    handler_key: str
    made_at: str
    since: int
    until: int
    named: tuple[str, ...]
    days: tuple[PackedDay, ...]
    slips: tuple[PackedSlip, ...]
    waiting: int
    signature: str = ""
    account: int | None = None
    accounts: tuple[PackedAccount, ...] = ()
    clerks: PackedMonths | None = None

    LATER: ClassVar = ("clerks",)

    @property
    def closed(self) -> int:
        """Invitations that were closed in the span: the base of 评价率."""
        return len(self.named)

    def message(self) -> bytes:
        """The bytes that the station signs."""
        unsigned = codec.write(replace(self, signature=""))
        if self.account is None:  # as an older program signed it
            unsigned = {
                name: value for name, value in unsigned.items() if name not in ("account", "accounts")
            }
        return PACK_FORM.encode() + hashlib.sha256(canonical_bytes(unsigned)).digest()


def signed_pack(pack: RatingPack, sign: Callable[[bytes], bytes]) -> RatingPack:
    """The pack with the station's signature (Ed25519)."""
    return replace(pack, signature=sign(pack.message()).hex())


def pack_text(pack: RatingPack) -> str:
    """The pack as a file."""
    return _text(PACK_FORM, pack)


def read_pack(text: str) -> RatingPack:
    """The pack in such a file, its signature not verified yet. Raises BadInput for anything else."""
    pack = _read(text, PACK_FORM, RatingPack, _PACK)
    boxes = (*pack.named, *(box for day in pack.days for box in day.boxes))
    whole = _KEY.fullmatch(pack.public_key) and _SIGNATURE.fullmatch(pack.signature)
    if not whole or not all(len(box_bytes(box)) == BOX_BYTES + SEALING_BYTES for box in boxes):
        raise BadInput(f"这不是{_PACK}，或者文件不完整。", field="file")
    days = (
        *(d.day for d in pack.days),
        *(s.until for s in pack.slips),
        *(a.account.day for a in pack.accounts),
    )
    if not all(_is_day(day) for day in days):
        raise BadInput("评价包里有写错的日期，没有使用。", field="file")
    return pack


def box_bytes(box: str) -> bytes:
    """A box as it was sealed; empty where it is not base64."""
    try:
        return base64.b64decode(box, validate=True)
    except (binascii.Error, ValueError):
        return b""


def card_text(card: HandlerCard) -> str:
    """The public half of the handler's key as a file for the rated stations."""
    return _text(CARD_FORM, card)


def read_card(text: str) -> HandlerCard:
    """The card in such a file. Raises BadInput for anything else; two people must compare its fingerprint."""
    card = _read(text, CARD_FORM, HandlerCard, _CARD)
    if not _KEY.fullmatch(card.public_key) or not card.office.strip() or not _is_day(card.since):
        raise BadInput(f"这不是{_CARD}，或者文件不完整。", field="file")
    return card


def _text(form: str, content: object) -> str:
    return json.dumps({"form": form, **codec.write(content)}, ensure_ascii=False, indent=1) + "\n"


def _read(text: str, form: str, kind: type[T], what: str) -> T:
    try:
        values = json.loads(text) if len(text) <= LONGEST else None
        canonical_bytes(values)  # half a character, or a number no journal holds, is found here
    except (ValueError, RecursionError, OverflowError):
        values = None
    if not isinstance(values, dict) or values.pop("form", None) != form:
        raise BadInput(f"这不是{what}。", field="file")
    try:
        return codec.read(kind, values)
    except Unreadable:
        raise BadInput(f"这不是{what}，或者文件不完整。", field="file") from None


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
