"""How far the keys of this station are at the hub: a mark in the journal's file, none of it an entry."""

from __future__ import annotations

import msgspec

from counter.domain.shapes import whole
from counter.services.context.app import AppContext

_MARK = "hub_keys"


class KeysAtHub(msgspec.Struct, frozen=True):
    """How far the keys of this station are at the hub. ``hub``: which, and when it was last seen put back; ``stated``,
    ``dropped``: digests of what was said last; ``cards``, ``pulled``: numbers taken in, of wraps for each recipient;
    ``refused``: why the hub did not take or give some; ``no_recovery``: the day on which an older one gave no recovery
    wraps.
    """

    hub: str = ""
    stated: str = ""
    dropped: str = ""
    cards: int = 0
    pulled: dict[str, int] = {}
    refused: tuple[str, ...] = ()
    no_recovery: str = ""


def keys_at_hub(app: AppContext) -> KeysAtHub:
    """What is known of it."""
    try:
        return msgspec.json.decode(app.journal.exchange().mark(_MARK) or "{}", type=whole(KeysAtHub))
    except msgspec.MsgspecError:
        return KeysAtHub()


def note_keys(app: AppContext, **changed: object) -> None:
    """Change some of it."""
    set_keys(app, msgspec.structs.replace(keys_at_hub(app), **changed))


def set_keys(app: AppContext, known: KeysAtHub) -> None:
    """Keep it."""
    with app.journal.transaction() as tx:
        tx.exchange().set_mark(_MARK, msgspec.json.encode(known).decode())
        tx.commit()
