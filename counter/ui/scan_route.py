"""Where a scan goes: a person or organisation to the page, a case to 查件, anything else gets one sentence."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from counter.domain.scan import Scan, ScanKind, read_scan
from counter.ui.messages import Message, Tone


class ScanRoute:
    """``take`` is what the ``Scanner`` calls with the text of a burst."""

    def __init__(
        self,
        say: Callable[[Message], None],
        take_party: Callable[[Scan], None],
        open_case: Callable[[str], None],
    ) -> None:
        self._say = say
        self._take_party = take_party
        self._open_case = open_case

    def take(self, text: str, in_field: bool) -> bool:
        """Route it. An unknown text typed into a field stays there: it may be just what was wanted."""
        scan = read_scan(text)
        if scan.kind is ScanKind.UNKNOWN:
            if in_field:
                return False
            self._say(Message(Tone.REFUSED, scan.sentence or self._what()))
        elif scan.kind is ScanKind.CASE:
            self._open_case(scan.number)
        else:
            self._take_party(scan)
        return True

    @staticmethod
    def _what() -> str:
        return QCoreApplication.translate("ScanRoute", "这个码不是身份证、信用代码或本窗口的办件编号。")
