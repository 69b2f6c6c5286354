"""Draw docs/manual/pictures/rounds-*.png: 流转, what goes to an organ, a slip that waits, who holds what.

Run with the project's environment after a change of the page: ``python -P -m tools.draw_rounds``; no display.
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
    """Papers of two cases for an organ; open the page, make the slip, look at who holds what, save screenshots."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt

    from counter.bootstrap.window import _application
    from tests.services.office import office_on
    from tests.services.rounds.test_rounds import filed, sent, signed

    app = _application()
    key = Qt.Key
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    with tempfile.TemporaryDirectory(prefix="counter-rounds-") as folder:
        with office_on(Path(folder) / "profile") as office:
            filed(office)
            signed(office, sent(office))
            office.later(days=19)
            filed(office)
            filed(office)
            with window_on(office, name="rounds", who=CLERK) as eyes:
                eyes.key(key.Key_M, both.value)
                eyes.key(key.Key_Down)
                eyes.take_picture("send")
                eyes.key(key.Key_F9)
                eyes.take_picture("waits")
                for _ in range(8):
                    eyes.key(key.Key_Down)
                eyes.take_picture("held")
        app.processEvents()
    return 0


if __name__ == "__main__":
    sys.exit(main())
