"""Draw docs/manual/pictures/archive-*.png: 归档, what a case lacks, the next step of another and its end; 保管期限.

Run with the project's environment after a change of the page: ``python -P -m tools.draw_archive``; no display.
Everybody in it is invented, by the builders of the tests.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from tools.draw_ledger import LEAD, window_on


def main() -> int:
    """Live six cases to their end, archive two and pack one, let ten years go by; walk the lists, save screenshots."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt

    from counter.bootstrap.window import _application
    from counter.domain.case.archive.missing import ArchiveStage
    from counter.services.case.archive_case import archive_case
    from counter.ui.hall.archive_page import ArchivePage
    from counter.ui.hall.page import HallPage
    from tests.services.archive.archived_case import hall_with_two_leads, packed
    from tests.services.archive.lived import collected, lived
    from tests.services.case.test_archive import handed_over, pass_years, scheduled

    app = _application()
    with tempfile.TemporaryDirectory(prefix="counter-archive-") as folder:
        with hall_with_two_leads(Path(folder) / "profile") as office:
            scheduled(office)
            cases = [collected(office, lived(office)) for _ in range(5)]
            for number, case in enumerate(cases[:2], 1):
                archive_case(office.app, case.id, office.clerk, f"2026-D10-{number:04}", wait_days=0)
            packed(office, office.now(cases[1]), "2026-03")
            lived(office)
            office.later(days=31)
            with window_on(office, name="archive", who=LEAD) as eyes:
                eyes.key(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier.value)
                hall = eyes.window.findChild(HallPage)
                assert hall is not None
                hall.open_part("archive")
                page = eyes.window.findChild(ArchivePage)
                assert page is not None
                eyes.wait(lambda: page.list.rows)
                stages = [row.stage for row in page.list.rows]
                for name, stage in (("lacks", ArchiveStage.LACKING), ("hand-over", ArchiveStage.PACKED)):
                    page.list.setCurrentIndex(page.list.model().index(stages.index(stage), 0))
                    eyes.take_picture(name)
                hall.open_part("retention")
                eyes.settle()
                eyes.take_picture("retention")
            handed_over(office, office.now(cases[1]))
            pass_years(office, cases[1])
            with window_on(office, name="archive", who=LEAD) as eyes:
                eyes.key(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier.value)
                hall = eyes.window.findChild(HallPage)
                assert hall is not None
                hall.open_part("archive")
                page = eyes.window.findChild(ArchivePage)
                assert page is not None
                eyes.wait(lambda: page.list.rows)
                stages = [row.stage for row in page.list.rows]
                at = stages.index(ArchiveStage.EXPIRED)
                page.list.setCurrentIndex(page.list.model().index(at, 0))
                eyes.take_picture("clear")
        app.processEvents()
    return 0


if __name__ == "__main__":
    sys.exit(main())
