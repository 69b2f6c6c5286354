"""Draw docs/manual/pictures/day-*.png: 日结, the count beside the list, a difference, the sheet, two people at 交班.

Run with the project's environment after a change of the page: ``python -P -m tools.draw_day``; no display.
Everybody in it is invented, by the builders of the tests.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from tools.draw_ledger import window_on

CLERK = ("W01", "1234")


def main() -> int:
    """Originals of two cases lie here; count them wrongly, close the day, begin to hand the shift over."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt

    from counter.bootstrap.window import _application
    from tests.services.office import office_on
    from tests.services.rounds.test_rounds import filed

    app = _application()
    key = Qt.Key
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    with tempfile.TemporaryDirectory(prefix="counter-day-") as folder:
        with office_on(Path(folder) / "profile") as office:
            filed(office)
            filed(office)
            with window_on(office, name="day", who=CLERK) as eyes:
                eyes.key(key.Key_J, both.value)
                eyes.take_picture("count")
                eyes.key(key.Key_J, Qt.KeyboardModifier.AltModifier.value)
                eyes.take_picture("shift")
                eyes.key(key.Key_Escape)
                eyes.key(key.Key_1)
                eyes.key(key.Key_F8)
                eyes.take_picture("confirm")
                eyes.key(key.Key_F8)
        app.processEvents()
    return 0


if __name__ == "__main__":
    sys.exit(main())
