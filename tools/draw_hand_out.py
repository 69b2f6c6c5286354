"""Draw docs/manual/pictures/hand-out-*.png: 出件, a person's things of two cases, the sheet that waits, a parcel.

Run with the project's environment after a change of the page: ``python -P -m tools.draw_hand_out``; no display.
Everybody in it is invented, by the builders of the tests.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from tools.draw_ledger import window_on

CLERK = ("W01", "1234")
_NEXT_MS = 300
"""Longer than a scanner pauses: the digit is a person's."""
OTHER = {"name": "阿茹娜", "id_number": "999999199203032328", "phone": "10000005679"}


def main() -> int:
    """Two people's certificates on the shelf; open the page, fill in a parcel, make the sheet, save screenshots."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from counter.bootstrap.window import _application
    from tests.services.office import office_on
    from tests.services.results.test_hand_out import NUMBER, granted
    from tests.settings import somebody

    app = _application()
    key = Qt.Key
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    with tempfile.TemporaryDirectory(prefix="counter-hand-out-") as folder:
        with office_on(Path(folder) / "profile") as office:
            for number, person in (("1", somebody()), ("2", somebody()), ("3", somebody(**OTHER))):
                granted(office, number, person)
            office.later(days=3)
            with window_on(office, name="hand-out", who=CLERK) as eyes:
                eyes.key(key.Key_C, both.value)
                eyes.take_picture("shelf")
                eyes.key(key.Key_Y, Qt.KeyboardModifier.AltModifier.value)
                eyes.key(key.Key_2)
                QTest.qWait(_NEXT_MS)
                for text in ("EA123456789CN", "内蒙古兴安盟乌兰浩特市某街道1号", "本人在窗口同意寄到这里"):
                    eyes.write(text)
                    eyes.key(key.Key_Return)
                eyes.take_picture("post")
                eyes.key(key.Key_Escape)
                eyes.key(key.Key_F9)  # asks for the document
                eyes.write(NUMBER)
                eyes.key(key.Key_F9)
                eyes.take_picture("waits")
        app.processEvents()
    return 0


if __name__ == "__main__":
    sys.exit(main())
