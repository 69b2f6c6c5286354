"""Keys of a profile: its two secrets, where they are stored, and their recovery.

``data`` opens the encrypted file; ``master`` seals the case keys and the station's signing seeds inside it. Both are
wrapped once under the recovery key that ``setup`` shows and no one stores (docs/decisions/0007).
"""

from __future__ import annotations

import hmac
import json
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from counter.db.file.connection import DATABASE
from counter.db.file.errors import explained
from counter.db.file.files import sync_folder, write_durably
from counter.db.keys.card_slots import card_with, raw_slots, slots_in, wrapped_in
from counter.db.keys.key_stores import FileStore, KeyStore, store_named
from counter.db.keys.next_keys import NEXT, salt_in_use, settle_next
from counter.db.keys.recovery_wrapping import unwrap, wrap
from counter.domain.errors import BadInput, WorldTrouble
from counter.services.keys.hall_recovery import open_for_hall, seal_to_hall
from counter.services.keys.recovery_key import secret_of
from counter.services.keys.slot_kinds import ASKED, AUTOMATIC, KeysLocked, KeySlot, SlotKind

KEYS_FILE = "keys.json"
UNFINISHED = "keys.json.unfinished"
"""The card of an unfinished set-up: one rename makes it ``keys.json``, and the profile complete."""
_DAMAGED_WRAPPING = (
    f"密钥登记文件 {KEYS_FILE} 里恢复密钥要用的那一段损坏，什么也没有改动。"
    f"请从备份只取回 {KEYS_FILE} 这一个文件，再恢复一次。"
)
_ANOTHER_SET = (
    f"密钥登记文件 {KEYS_FILE} 和数据文件 {DATABASE} 不是一套：其中一个是换密钥以前的，或损坏。什么也没有改动。"
    f"请放回现在的 {KEYS_FILE}；没有了的，从换密钥以后的备份恢复（counter restore）。"
)
_VERSION = 2
_FIRST_VERSION = 1
_LATER_VERSIONS = 999
"""Forms count up from 1: a larger number is damage, not a later program."""
_LONGEST_CARD, _LONGEST_NAME = 100_000, 64
_SECRET_BYTES = 64
_without_holder: dict[str, Keys] = {}
"""Keys that were opened by a person in this process, where the system has no key holder."""


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """The secrets of one profile, in memory only. Has no repr: keys never reach a log."""

    profile_id: str
    data: bytes
    master: bytes


def begin_keys(
    folder: Path,
    recovery: str,
    store_name: str,
    salt: bytes,
    leader: tuple[Path, str] | None = None,
    hall_recovery: str = "",
) -> Keys:
    """New secrets, wrapped under the recovery key, with the card of an unfinished set-up; not stored yet.

    ``store_name``: the store that will hold them, "" where slots are added that a person opens; ``salt``: the first
    bytes of this set-up's data file; ``leader``: folder and profile id of the profile that this one is made together
    with and finished by; ``hall_recovery``: public half of the hall's recovery key, which opens it too.
    """
    keys = Keys(uuid.uuid4().hex, secrets.token_bytes(32), secrets.token_bytes(32))
    card: dict[str, Any] = {
        "version": _FIRST_VERSION,
        "profile": keys.profile_id,
        "kept": store_name,
        "check": check_of(keys),
        "wrapped": wrap(keys.data + keys.master, secret_of(recovery), keys.profile_id),
        "salt": salt.hex(),
    }
    if hall_recovery:
        card["hall_wrapped"] = seal_to_hall(keys.data + keys.master, hall_recovery, keys.profile_id)
    if not store_name:
        card = card_with(card, [slot for slot in raw_slots(card) if slot["kind"] not in AUTOMATIC])
    if leader is not None:
        card["with"] = {"folder": str(leader[0].absolute()), "profile": leader[1]}
    with explained():
        write_durably(folder / UNFINISHED, json.dumps(card, indent=1).encode())
    return keys


def keep_restored_keys(folder: Path, keys: Keys, wrappings: dict[str, Any], store: KeyStore) -> None:
    """Store the secrets of a restored profile and write its card, which completes it."""
    card = {
        "version": _FIRST_VERSION,
        "profile": keys.profile_id,
        "kept": store.name,
        "check": check_of(keys),
        **wrappings,
    }
    with explained():
        store.write(keys.profile_id, keys.data + keys.master)
        write_durably(folder / KEYS_FILE, json.dumps(card, indent=1).encode())


def finish_keys(folder: Path) -> None:
    """Mark the profile as set up. Raises WorldTrouble; then it is not."""
    with explained():
        (folder / UNFINISHED).replace(folder / KEYS_FILE)
        sync_folder(folder)


def begun(folder: Path) -> dict[str, Any] | None:
    """The card of an unfinished set-up; None where none was begun, empty where it cannot be read."""
    try:
        return _read_card(folder / UNFINISHED)
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        return {}


def is_finished(folder: Path) -> bool:
    """Whether a profile was set up here. One finished together with another is marked here."""
    if (folder / KEYS_FILE).exists():
        return True
    try:
        leader = (begun(folder) or {})["with"]
        finished = _read_card(Path(leader["folder"]) / KEYS_FILE)["profile"] == leader["profile"]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    if finished:
        finish_keys(folder)
    return finished


def profile_id(folder: Path) -> str:
    """The id of the profile in a folder; the same for every program that opens it."""
    return str(_card(folder)["profile"])


def load_keys(folder: Path) -> Keys:
    """The secrets of an existing profile: from a slot that opens by itself, else from the key holder.

    Raises KeysLocked where a person has to open a slot, WorldTrouble where the secrets are unavailable, with a remedy.
    """
    card = _card(folder)
    kinds = [slot.kind for slot in slots_in(card)]
    trouble: WorldTrouble | None = None
    for kind in kinds:
        if kind in AUTOMATIC:
            try:
                return _automatic(card, kind, folder)
            except WorldTrouble as wrong:
                trouble = trouble or wrong
    kept = _held(card)
    if kept is not None:
        return kept
    if any(kind in ASKED for kind in kinds):
        raise KeysLocked(kinds)
    raise trouble or WorldTrouble(
        "这份资料只剩恢复密钥能打开。请用设置时交给您的恢复密钥恢复（counter recover）。"
    )


def _automatic(card: dict[str, Any], kind: SlotKind, folder: Path) -> Keys:
    with explained():
        kept = store_named(kind, folder).read(card["profile"])
    if kept is None or len(kept) != _SECRET_BYTES:
        kept_in = "系统钥匙串" if kind is SlotKind.KEYRING else "密钥文件"
        wrong = "里找不到这份资料的密钥" if kept is None else "里这份资料的密钥损坏"
        raise WorldTrouble(
            f"{kept_in}{wrong}。资料仍然完好：请用设置时交给您的恢复密钥恢复（counter recover）。"
        )
    return checked_keys(card, kept)


def _held(card: dict[str, Any]) -> Keys | None:
    """From the key holder, which no other machine has; None where nobody has opened the profile."""
    from counter.db.keys.holder.client import give_up, held  # a start with an automatic slot needs none of it

    profile = str(card["profile"])
    kept = held(profile)
    if kept is None and profile in _without_holder:
        kept = _without_holder[profile].data + _without_holder[profile].master
    if kept is None:
        return None
    try:
        return checked_keys(card, kept)
    except WorldTrouble:  # the keys were changed, and nobody has typed anything since
        give_up(profile)
        return None


def checked_keys(card: dict[str, Any], secret: bytes) -> Keys:
    """The keys in 64 bytes. Raises WorldTrouble where they are not this profile's."""
    keys = Keys(card["profile"], secret[:32], secret[32:])
    if "check" in card and card["check"] != check_of(keys):  # older cards have none
        raise WorldTrouble(
            "密钥与这份资料不符，被换过或损坏。资料仍然完好：请用设置时交给您的恢复密钥恢复（counter recover）。"
        )
    return keys


def hold_keys(keys: Keys) -> bool:
    """Hand the keys to the key holder, until shut-down or sleep; False where only this process has them."""
    from counter.db.keys.holder.client import hold

    if hold(keys.profile_id, keys.data + keys.master):
        return True
    _without_holder[keys.profile_id] = keys
    return False


def lock_keys(folder: Path) -> bool:
    """Make the key holder forget the keys of a profile; whether anybody held them."""
    from counter.db.keys.holder.client import give_up

    profile = profile_id(folder)
    return (_without_holder.pop(profile, None) is not None) | give_up(profile)


def slots_of(folder: Path) -> tuple[KeySlot, ...]:
    """The slots of a profile: no secret. Raises WorldTrouble for an unreadable card."""
    return slots_in(_card(folder))


def write_card(folder: Path, card: dict[str, Any]) -> None:
    """Replace the card atomically: of the finished profile, or of the set-up that is under way."""
    name = KEYS_FILE if (folder / KEYS_FILE).exists() else UNFINISHED
    with explained():
        write_durably(folder / name, json.dumps(card, indent=1).encode())


def card_of(folder: Path) -> dict[str, Any]:
    """Content of keys.json: no secret. Raises WorldTrouble where it cannot be read."""
    return _card(folder)


def open_with_recovery(folder: Path, recovery_key: str, *, by_hall: bool = False) -> Keys:
    """The secrets by a recovery key, own or the hall's; changes nothing. Raises BadInput for another key."""
    return unwrapped(_card(folder), recovery_key, by_hall=by_hall)


def recover(
    folder: Path,
    recovery_key: str,
    store: KeyStore | None = None,
    *,
    by_hall: bool = False,
    asks: Callable[[Keys], bool] = lambda _: False,
) -> Keys:
    """Restore the secrets with the recovery key, and store them again (in a file unless another store is asked for).

    Where a person opens the profile (a phrase, a stick), nothing is stored: the key holder gets them until shut-down,
    and a new slot is to be made. ``asks``: whether the profile's own entries say so, whatever the card says, which
    anybody can rewrite. ``by_hall``: it is the recovery key of the hall. Raises BadInput for another key, WorldTrouble
    for a card or data file of other keys.
    """
    card = _card(folder)
    keys = open_with_recovery(folder, recovery_key, by_hall=by_hall)
    require_same_set(folder, card)
    slots = raw_slots(card)
    if store is None and any(slot["kind"] in ASKED for slot in slots):
        hold_keys(keys)
        return keys
    if store is None and asks(keys) and hold_keys(keys):  # without a holder nothing else would open it
        write_card(folder, card_with(card, [slot for slot in slots if slot["kind"] not in AUTOMATIC]))
        return keys
    with explained():
        target = store or FileStore(folder)
        target.write(keys.profile_id, keys.data + keys.master)
        card = {**card, "check": check_of(keys)}
        if card["version"] == _FIRST_VERSION:
            card["kept"] = target.name
        elif not any(slot["kind"] == target.name for slot in slots):
            kept = {"id": secrets.token_hex(4), "kind": target.name}
            card = card_with(card, [kept, *(slot for slot in slots if slot["kind"] not in AUTOMATIC)])
        write_durably(folder / KEYS_FILE, json.dumps(card, indent=1).encode())
    return keys


def require_same_set(folder: Path, card: dict[str, Any]) -> None:
    """Raises WorldTrouble where card and data file are of different keys, as far as the card tells."""
    with explained():
        there = salt_in_use(folder)
    if there and card.get("salt", there) != there:
        raise WorldTrouble(_ANOTHER_SET)


def opens_with(folder: Path, recovery_key: str, keys: Keys) -> bool:
    """Whether these keys of the open profile are wrapped under that recovery key, its own or the hall's.

    Raises BadInput for one that was copied wrongly, WorldTrouble where the wrapping is damaged.
    """
    secret, card = secret_of(recovery_key), _card(folder)
    for opened in (lambda: _unwrap(card, secret), lambda: _unwrap_by_hall(card, recovery_key)):
        try:
            found = opened()
        except BadInput:
            continue
        return hmac.compare_digest(found.data + found.master, keys.data + keys.master)
    return False


def unwrapped(card: dict[str, Any], recovery_key: str, *, by_hall: bool) -> Keys:
    """The secrets that a card wraps under a recovery key. Raises BadInput for a wrong key, WorldTrouble for damage."""
    return _unwrap_by_hall(card, recovery_key) if by_hall else _unwrap(card, secret_of(recovery_key))


def _card(folder: Path) -> dict[str, Any]:
    """Content of keys.json: no secret, only where the secrets are and how they are wrapped."""
    if not is_finished(folder):
        if begun(folder) is not None:
            raise WorldTrouble(
                f"资料文件夹 {folder} 里的设置没有做完（中断了，或还在进行）。请再运行一次设置（counter setup）："
                "没做完的会清掉重做；里面没有办过件。"
            )
        if (folder / DATABASE).exists():
            raise WorldTrouble(
                f"资料文件夹 {folder} 里有数据文件，却没有密钥登记文件 {KEYS_FILE}。请从备份中取回该文件；"
                "如果是设置到一半中断了，请重新设置（原有文件改名保留，不会删除）。"
            )
        raise WorldTrouble(
            f"资料文件夹 {folder} 里没有建好的窗口资料。请先运行设置（counter setup），或换一个文件夹。"
        )
    try:
        with explained():
            card = _read_card(folder / KEYS_FILE)
            if NEXT in card:
                settle_next(folder, KEYS_FILE)
                card = _read_card(folder / KEYS_FILE)
        if not (_is_name(card["profile"]) and isinstance(card["kept"], str)):
            raise TypeError("no card")
        if type(card["version"]) is not int or not _FIRST_VERSION <= card["version"] <= _LATER_VERSIONS:
            raise TypeError("no version")
        if card["version"] > _VERSION:
            raise WorldTrouble("这份资料由更新版本的程序建立。请安装新版程序后再打开，资料没有被改动。")
        raw_slots(card)
        return card
    except (ValueError, KeyError, TypeError) as error:
        raise WorldTrouble(f"密钥登记文件 {KEYS_FILE} 读不出，可能已损坏。请从备份中取回该文件。") from error


def _is_name(profile: object) -> bool:
    """Folders outside the profile are named by it."""
    return isinstance(profile, str) and profile.isalnum() and len(profile) <= _LONGEST_NAME


def _read_card(path: Path) -> dict[str, Any]:
    """Raises OSError, and ValueError for an invalid card, however large or deep."""
    with path.open("rb") as file:
        content = file.read(_LONGEST_CARD + 1)
    if len(content) > _LONGEST_CARD:
        raise ValueError("too long for a card")
    try:
        card = json.loads(content.decode("utf-8"))
    except RecursionError as error:
        raise ValueError("too deep for a card") from error
    if not isinstance(card, dict):
        raise ValueError("no card")
    return card


def check_of(keys: Keys) -> str:
    """The card's check value: it tells a wrong or damaged key from the right one, and of 512 random bits nothing."""
    return hmac.digest(keys.data + keys.master, b"counter key check 1", "sha256")[:8].hex()


def _unwrap_by_hall(card: dict[str, Any], recovery_key: str) -> Keys:
    wrapped = wrapped_in(card, SlotKind.HALL_RECOVERY)
    if wrapped is None:
        raise BadInput(
            "这份资料设置时没有大厅恢复密钥，请用它自己的恢复密钥（不写 --hall-recovery）。",
            field="--hall-recovery",
        )
    try:
        plain = open_for_hall(wrapped, recovery_key, card["profile"])
    except (ValueError, KeyError, TypeError) as error:
        raise WorldTrouble(_DAMAGED_WRAPPING) from error
    return Keys(card["profile"], plain[:32], plain[32:])


def _unwrap(card: dict[str, Any], secret: bytes) -> Keys:
    try:
        plain = unwrap(wrapped_in(card, SlotKind.RECOVERY), secret, card["profile"])
    except (ValueError, KeyError, TypeError) as error:
        raise WorldTrouble(_DAMAGED_WRAPPING) from error
    if plain is None:
        sentence = "恢复密钥与这份资料不符。请核对是不是这个窗口设置时交给您的那一份。"
        if wrapped_in(card, SlotKind.HALL_RECOVERY) is not None:
            sentence += "手里是大厅恢复密钥的，请加 --hall-recovery。"
        raise BadInput(sentence, field="recovery_key")
    return Keys(card["profile"], plain[:32], plain[32:])
