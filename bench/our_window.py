"""Our window in its own process, started as by a user: reports the times of its first frame and of being ready.

Ready: sign-on is possible, typing finds a bundle, and a visit of it is assessed. With ``visit`` the first whole visit
of the tour is driven before the process reports its memory, and again after a rest; with ``modules`` also the modules
imported by then. With ``memory`` it reports its memory when it is ready.
"""

from __future__ import annotations

import os
import sys
import traceback

from bench.first_frame import memory, print_facts, since_start
from counter.__main__ import main
from counter.bootstrap import window as bootstrap
from counter.ui.facades.window import WindowFacade
from counter.ui.window.main_window import MainWindow

TYPED, BUNDLE = "xcg", 8
VISIT = "visit" in sys.argv
MODULES = "modules" in sys.argv
MEMORY = "memory" in sys.argv


class WatchedWindow(MainWindow):
    """The window itself, with two of its signals observed."""

    def __init__(self, facade: WindowFacade) -> None:
        super().__init__(facade)
        self._station = facade
        self.painted.connect(lambda: print_facts(frame=True))
        self.ready.connect(self._prove)

    def _prove(self) -> None:
        """Find and assess once, and only then call it ready."""
        from counter.domain.visit.visit import Visit

        try:
            assert self._station.find(TYPED)[0].number == BUNDLE
            assert self._station.assess(Visit(BUNDLE)).asked
            print_facts(ready=since_start())
            if MEMORY:
                print_facts(memory=memory())
            if VISIT:
                self._serve()
        except Exception:  # noqa: BLE001  # in a slot the window would only report it, and stay open
            traceback.print_exc()
            os._exit(1)
        self.close()

    def _serve(self) -> None:
        import tempfile
        from pathlib import Path

        from counter.ui.tour import take_visits
        from counter.ui.tour.camera import Camera
        from counter.ui.tour.visits import begin, small_restaurant

        setattr(Camera, "shoot", lambda *_: None)  # noqa: B010  # a clerk takes no pictures
        with tempfile.TemporaryDirectory() as folder:
            tour = take_visits(self, Path(folder), (begin, small_restaurant))
        print_facts(memory=memory(), acts=tour.acts_beyond_questions)
        print_facts(ahead=self._memory_after_a_rest())
        if MODULES:
            print_facts(modules=sorted(sys.modules))

    def _memory_after_a_rest(self) -> dict[str, float]:
        """With what the window makes ready while nobody types."""
        from PySide6.QtCore import QEventLoop

        rest = QEventLoop()
        self.shell.preload(rest.quit)
        rest.exec()
        return memory()


if __name__ == "__main__":
    setattr(bootstrap, "MainWindow", WatchedWindow)  # noqa: B010  # observed, otherwise the same
    sys.argv = ["counter", "--data", sys.argv[1]]
    sys.exit(main())
