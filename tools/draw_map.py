"""Draw docs/map.png: the window in the middle of a visit, every part labelled with the name of its class.

Run with the project's environment after a change of the page: ``python -P -m tools.draw_map``. Needs no display.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = (
    "TopBar",
    "NavigationRail",
    "FindBox",
    "SituationColumn",
    "ChecklistHead",
    "ChecklistView",
    "ApplicantCard",
    "VerdictCard",
    "DecidePanel",
)
"""Classes to label, from ``counter/ui``."""


def main() -> int:
    """Walk into a visit by keys, grab the window, paint the labels."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt

    from counter import config
    from counter.bootstrap.opening import create_profile
    from counter.bootstrap.window import _application, station_desk
    from counter.domain.hall import hall_from, staff_from
    from counter.ui.main_window import MainWindow
    from counter.ui.tour import acts
    from counter.ui.tour.hand import Hand

    app = _application()
    values = config.read_toml(config.resources_folder() / "halls" / "demo.toml")
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder) / "profile"
        create_profile(profile, hall_from(values), staff_from(values))
        desk = station_desk(profile)
        window = MainWindow(desk)
        window.resize(1366, 768)
        window.show()
        hand = Hand(window)
        hand.until(lambda: window.sign_on is not None and window.intake is not None, "窗口准备好")
        acts.sign_on(hand, "W01", "1234")
        acts.find(hand, "xcg", "我要开小餐馆")
        acts.choose(hand, "我要开小餐馆")
        hand.type("112232112")
        hand.key(Qt.Key.Key_Down)
        hand.pause(400)
        _paint(window, ROOT / "docs" / "map.png")
        window.close()
        app.processEvents()
        desk.close()
    return 0


def _paint(window: object, out: Path) -> None:
    from PySide6.QtCore import QPoint, QRect, Qt
    from PySide6.QtGui import QColor, QFont, QPainter, QPen
    from PySide6.QtWidgets import QMainWindow, QWidget

    assert isinstance(window, QMainWindow)
    picture = window.grab()
    painter = QPainter(picture)
    painter.setFont(QFont("Noto Sans SC", 8))
    for widget in window.findChildren(QWidget):
        name = type(widget).__name__
        if name not in PARTS or not widget.isVisible():
            continue
        corner = widget.mapTo(window, QPoint(0, 0))
        painter.setPen(QPen(QColor(Qt.GlobalColor.magenta), 2))
        painter.drawRect(QRect(corner, widget.size()).adjusted(1, 1, -2, -2))
        width = painter.fontMetrics().horizontalAdvance(name) + 10
        left = max(corner.x(), corner.x() + widget.width() - width - 2)
        top = corner.y() + (widget.height() // 2 if name == "NavigationRail" else 2)
        label = QRect(left, top, width, 20)
        painter.fillRect(label, QColor(Qt.GlobalColor.magenta))
        painter.setPen(QColor(Qt.GlobalColor.white))
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, name)
    painter.end()
    picture.save(str(out))


if __name__ == "__main__":
    sys.exit(main())
