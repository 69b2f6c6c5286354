"""What of ``keys.json`` a backup carries: the parts that only a recovery key opens, never what opens by itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from counter.db.keys.key_folder import Keys, card_of, unwrapped
from counter.domain.errors import BadInput

_OWN, _HALL = "wrapped", "hall_wrapped"


def recovery_wrappings(profile: Path) -> dict[str, dict[str, str]]:
    """The wrapped secrets of a profile under its own recovery key and, where there is one, its hall's."""
    card = card_of(profile)
    return {name: dict(card[name]) for name in (_OWN, _HALL) if name in card}


def open_wrappings(profile_id: str, wrappings: Mapping[str, Any], recovery_key: str) -> Keys:
    """The secrets by either recovery key. Raises BadInput for a wrong or mistyped one."""
    card = {"profile": profile_id, **wrappings}
    try:
        return unwrapped(card, recovery_key, by_hall=False)
    except BadInput as wrong:
        if _HALL not in wrappings:
            raise
        try:
            return unwrapped(card, recovery_key, by_hall=True)
        except BadInput:
            raise wrong from None
