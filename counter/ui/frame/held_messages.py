"""Messages that came while the window was locked: each waits for the clerk it is meant for."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from counter.ui.facades.clerk import Clerk
from counter.ui.frame.message_bar import LASTING
from counter.ui.kit.messages import Message, Tone

_GRAVEST = (Tone.BUG, Tone.WORLD, Tone.REFUSED)


class HeldMessages:
    """By the code of the clerk who was signed on when the window was locked."""

    def __init__(self) -> None:
        self._of: dict[str, list[Message]] = {}

    def hold(self, clerk: Clerk, message: Message) -> None:
        """Keep a message for that clerk."""
        self._of.setdefault(clerk.code, []).append(message)

    def release(self, clerk: Clerk, before: Clerk | None) -> Message | None:
        """All that came for ``clerk``, as one message; after another clerk ``before``, also what concerns everybody."""
        came = self._of.pop(clerk.code, [])
        if before is not None and before != clerk:
            came += [message for message in self._of.get(before.code, ()) if message.tone in LASTING]
        if not came:
            return None
        words = "".join(dict.fromkeys(message.sentence for message in came))
        tones = [message.tone for message in came]
        tone = next((one for one in _GRAVEST if one in tones), tones[-1])
        return Message(tone, QCoreApplication.translate("frame", "锁屏期间：{0}").format(words))
