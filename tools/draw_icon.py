"""Draw resources/icons/*.png from counter.svg, so that the window needs no SVG reader for one small picture.

Run with the project's environment after changing the drawing: ``python -P -m tools.draw_icon``. Needs no display.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from counter.ui.frame.window_icon import SIZES, file_of

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
DRAWING = RESOURCES / "icons" / "counter.svg"


def drawn(size: int) -> QImage:
    """The drawing as a square of that many pixels on a transparent ground."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    return image.convertToFormat(QImage.Format.Format_ARGB32)


def main() -> int:
    """Write every size."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    app = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    for size in SIZES:
        file = file_of(RESOURCES, size)
        if not drawn(size).save(str(file)):
            print(f"{file} cannot be written", file=sys.stderr)
            return 1
        print(f"{file.name}  {file.stat().st_size} bytes")
    del app
    return 0


if __name__ == "__main__":
    sys.exit(main())
