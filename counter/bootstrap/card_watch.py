"""Whether an older ``keys.json`` was put back while a window is open; light, because every window makes one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from counter.domain.errors import CounterError

if TYPE_CHECKING:
    from counter.services.context.ports import Journal

CARD = "keys.json"
"""``db.keys.key_folder.KEYS_FILE``, written out: a start must not import it for a name."""


class CardWatch:
    """The card of one profile, looked at anew when its file has changed."""

    def __init__(self, profile: Path) -> None:
        self._profile = profile
        self._seen: tuple[int, int, int] | None = None
        self._words: str | None = None

    def __call__(self, journal: Journal) -> str | None:
        """What is wrong and what to do; "" once that is mended, None where nothing ever was."""
        try:
            state = (self._profile / CARD).stat()
            seen = (state.st_ino, state.st_mtime_ns, state.st_size)
            if seen != self._seen:
                self._words, self._seen = self._look(journal), seen
        except (OSError, CounterError):  # said where the card is needed
            return self._words
        return self._words

    def _look(self, journal: Journal) -> str | None:
        from counter.bootstrap.key_slots import PUT_BACK_REMEDY, slots_put_back

        words = slots_put_back(self._profile, journal)
        if words:
            return f"{words}。{PUT_BACK_REMEDY}"
        return None if self._words is None else ""
