"""What is wider than a person reads: sentences in long lines, fields as wide as a table. For ``tools.all_looks``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

LINE, FIELD = 52, 1000
"""A line with more letters than that loses the eye on its way back; a field wider in pixels asks for a novel."""


def too_wide(window: QWidget) -> Iterator[str]:
    """Sentences and fields in sight, each in a line. The applicant's screen is read from further away: none of it."""
    from PySide6.QtWidgets import QLabel, QLineEdit

    from counter.ui.screen.applicant_screen import ApplicantScreen

    if isinstance(window, ApplicantScreen):
        return
    for part in window.findChildren(QLabel):
        if not part.isVisibleTo(window):
            continue
        metrics = part.fontMetrics()
        letter = metrics.horizontalAdvance("测")
        longest = max(map(metrics.horizontalAdvance, part.text().splitlines()), default=0)
        line = min(part.contentsRect().width(), longest)
        if line > LINE * letter:
            yield f"“{' '.join(part.text().split())[:24]}” has lines of {line // letter} letters"
    for field in window.findChildren(QLineEdit):
        if field.isVisibleTo(window) and field.width() > FIELD:
            yield f"field “{field.accessibleName()}” is {field.width()} wide"
