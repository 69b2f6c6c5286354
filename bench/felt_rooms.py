"""The first opening of every page of a profile that is no window, in a process of its own: nothing is imported before.

``python -P -m bench.felt_rooms FOLDER`` prints milliseconds from the click on the rail to the picture by page, as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bench.pictures import pictures_of
from bench.processes import PATIENCE, numbers, one_run
from counter.bootstrap.process import undo_import_hook
from counter.bootstrap.window import facade_and_window
from counter.ui.tour.driver import Driver

SET_UP = (
    ("setup", "--demo", "--data", "window", "--office", "office", "--bureau", "bureau"),
    ("setup", "--demo-room", "--data", "room"),
)
REST_S = 4.0
"""After signing on, as in ``bench.felt``."""
FIRST = ": first picture"
PROCESSOR = ": processor"
TITLES = {"office": "差评处理室", "bureau": "指南编辑室", "room": "值班主管室"}


def first_openings() -> Iterator[tuple[str, tuple[float, float, float]]]:
    """Page, and milliseconds to its first and to its last picture and of the processor, of each demo profile."""
    with tempfile.TemporaryDirectory(prefix="counter-bench-") as folder:
        for command in SET_UP:
            subprocess.run(
                [sys.executable, "-P", "-m", "counter", *command],
                cwd=folder,
                capture_output=True,
                timeout=PATIENCE,
                check=True,
            )
        for kind, title in TITLES.items():
            report = one_run("bench.felt_rooms", str(Path(folder) / kind))
            for page in report:
                if not page.endswith((FIRST, PROCESSOR)):
                    first, last, processor = (
                        numbers([report], page + of)[0] for of in (FIRST, "", PROCESSOR)
                    )
                    yield f"{title} {page}", (first, last, processor)


def main(profile: Path) -> None:
    """Sign on as the first of the demo's people and open page after page."""
    undo_import_hook()  # as the program does
    app: Any = QApplication([])
    app.setCursorFlashTime(0)
    facade, window = facade_and_window(profile)
    window.resize(1366, 768)
    driver = Driver(window)
    window.show()
    driver.come_forward()
    driver.see("signOnCard")
    _, code, pin = facade.demo_people[0]
    driver.focus_on("clerkCode")
    for word in (code, pin):
        driver.type(word)
        driver.key(Qt.Key.Key_Return)
    with pictures_of(window) as pictures:
        pictures.rest(REST_S)
        taken = {}
        for name, entry in window.shell.rail.entries.items():
            taken[name] = pictures.until_quiet(entry.click)
            taken[name + FIRST] = pictures.first_ms
            taken[name + PROCESSOR] = pictures.processor_ms
    print(json.dumps(taken))
    window.close()
    facade.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
