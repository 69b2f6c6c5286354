"""The note that a restored profile carries until its first opening has settled what was lost (docs/decisions/0027).

Authenticated by the profile's master: nobody else can make a window begin another epoch, or forget people.
"""

from __future__ import annotations

import hmac
import json
from pathlib import Path

from counter.db.file.errors import explained
from counter.db.file.files import write_durably
from counter.domain.errors import CounterError
from counter.domain.hall.backup.loss import RestoreNote
from counter.domain.journal import codec
from counter.domain.journal.entries import canonical_bytes

RESTORE_CARD = "restored.json"
_LONGEST = 50_000_000
_PURPOSE = b"counter restore card 1"


def write_card(folder: Path, master: bytes, note: RestoreNote) -> None:
    """Write the note into a profile that is being restored. Raises WorldTrouble."""
    text = canonical_bytes(codec.write(note)).decode()
    with explained():
        content = canonical_bytes({"note": text, "mac": _mac(master, text)})
        write_durably(folder / RESTORE_CARD, content, mode=0o600)


def read_card(folder: Path, master: bytes) -> RestoreNote | None:
    """The note of a restored profile that was not settled yet; None where there is none, or not one of ours."""
    try:
        with (folder / RESTORE_CARD).open("rb") as file:
            values = json.loads(file.read(_LONGEST))
        if not hmac.compare_digest(str(values["mac"]), _mac(master, str(values["note"]))):
            return None
        return codec.read(RestoreNote, json.loads(values["note"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError, CounterError):
        return None


def remove_card(folder: Path) -> None:
    """The restoring is settled. Raises WorldTrouble."""
    with explained():
        (folder / RESTORE_CARD).unlink(missing_ok=True)


def _mac(master: bytes, text: str) -> str:
    return hmac.digest(master, _PURPOSE + text.encode(), "sha256").hex()
