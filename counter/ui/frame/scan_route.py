"""What a scan is for: a person to register, a case to open, a code to verify, or a sentence about what it is not."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit

from counter.domain.papers.verify.scan import Scan, ScanKind, read_scan
from counter.ui.kit.controls.field import Field
from counter.ui.kit.messages import Message, Tone


class ScanRoute:
    """``take`` receives the text of a burst from ``Scanner``; ``take_code`` may consume it unparsed (验真)."""

    def __init__(
        self,
        say: Callable[[Message], None],
        take_party: Callable[[Scan], None],
        open_case: Callable[[Scan], None],
        take_code: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._say = say
        self._take_party = take_party
        self._open_case = open_case
        self._take_code = take_code

    def take(self, text: str, field: QLineEdit | None) -> bool:
        """Route the text. An unknown text typed into a field stays there: it may be valid input."""
        if self._take_code(text):
            return True
        scan = read_scan(text)
        if scan.kind is ScanKind.UNKNOWN:
            if field is not None and not scan.damaged and _may_stay_in(field, text):
                return False
            self._say(Message(Tone.REFUSED, scan.sentence or self._what()))
        elif scan.kind is ScanKind.CASE:
            self._open_case(scan)
        else:
            self._take_party(scan)
        return True

    @staticmethod
    def _what() -> str:
        return QCoreApplication.translate("ScanRoute", "这个码不是身份证、信用代码或本窗口的办件编号。")


def _may_stay_in(field: QLineEdit, text: str) -> bool:
    """Whether the text may stay in the field: URLs never may, nor digits in a name field."""
    if "://" in text:
        return False
    return not (isinstance(field, Field) and field.for_name and any(c.isdigit() for c in text))
