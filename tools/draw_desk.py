"""Draw docs/manual/pictures/desk-table.png: 查件 as a table, at a window that worked for two months.

Run with the project's environment after a change of the page: ``python -P -m tools.draw_desk``; no display.
Everybody in it is invented, by the builders of the tests.
"""

from __future__ import annotations

import itertools
import os
import sys
import tempfile
from pathlib import Path

from tools.draw_ledger import BEGUN, REPORTED, VISITS, window_on
from tools.draw_oversight import NAMES

CLERK = ("W01", "1234")


def main() -> int:
    """Live the two months with people who have names, walk the table of 查件, save the screenshot."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt

    from counter.bootstrap.window import _application
    from tests.services.ledger import visits
    from tests.services.office import office_on
    from tests.settings import somebody

    names = itertools.cycle(NAMES)
    setattr(visits, "somebody", lambda **who: somebody(**{**who, "name": next(names)}))  # noqa: B010

    app = _application()
    key = Qt.Key
    with tempfile.TemporaryDirectory(prefix="counter-desk-") as folder:
        with office_on(Path(folder) / "profile") as office:
            visits.live(office, VISITS, BEGUN, REPORTED)
            office.at(REPORTED.isoformat(), 17)
            with window_on(office, name="desk", who=CLERK) as eyes:
                eyes.key(key.Key_F3)
                for _ in range(3):
                    eyes.key(key.Key_Down)
                eyes.take_picture("table")
        app.processEvents()
    return 0


if __name__ == "__main__":
    sys.exit(main())
