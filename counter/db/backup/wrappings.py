"""What of ``keys.json`` a backup carries: the parts that only a recovery key opens, never what opens by itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from counter.db.keys.card_slots import wrapped_in
from counter.db.keys.key_folder import Keys, card_of, unwrapped
from counter.domain.errors import BadInput, WorldTrouble
from counter.services.keys.slot_kinds import SlotKind

_DAMAGED = "这份备份里恢复密钥要用的那一段损坏或没有，什么也没有改动。请换一份备份。"
_OWN, _HALL = "wrapped", "hall_wrapped"
_KINDS = {_OWN: SlotKind.RECOVERY, _HALL: SlotKind.HALL_RECOVERY}


def recovery_wrappings(profile: Path) -> dict[str, dict[str, str]]:
    """The wrapped secrets of a profile under its own recovery key and, where there is one, its hall's."""
    card = card_of(profile)
    found = {name: wrapped_in(card, kind) for name, kind in _KINDS.items()}
    return {name: dict(wrapped) for name, wrapped in found.items() if wrapped is not None}


def open_wrappings(profile_id: str, wrappings: Mapping[str, Any], recovery_key: str) -> Keys:
    """The secrets by either recovery key. Raises BadInput for a wrong or mistyped one."""
    card = {"version": 1, "kept": SlotKind.FILE.value, "profile": profile_id, **wrappings}
    try:
        return unwrapped(card, recovery_key, by_hall=False)
    except BadInput as wrong:
        if _HALL not in wrappings:
            raise
        try:
            return unwrapped(card, recovery_key, by_hall=True)
        except BadInput:
            raise wrong from None
        except WorldTrouble as damaged:
            raise BadInput(_DAMAGED, field="file") from damaged
    except WorldTrouble as damaged:  # its sentence is about ``keys.json``
        raise BadInput(_DAMAGED, field="file") from damaged
