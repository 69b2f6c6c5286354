"""Floor: the page's groups of the same rows by bare SQL, and its bars by a bare QPainter."""

from PySide6.QtGui import QPainter

ROWS = "FROM rating_rows AS r"
COUNTED, BAD = f"{ROWS} WHERE standing = 'counted'", f"{ROWS} WHERE loop != 'none'"
WHY = f"{ROWS} JOIN rating_reasons AS w ON w.rating = r.rating WHERE standing = 'counted'"
OF = {"standing, grade": ROWS, "hall, grade": COUNTED, "bundle, bundle_name, grade": COUNTED, "reason": WHY}
SQL = [f"SELECT {by}, COUNT(*) {of} GROUP BY {by}" for by, of in (OF | {"loop, due, answered": BAD}).items()]
SQL += [f"SELECT substr(day, 1, 7), grade, COUNT(*) {COUNTED} GROUP BY 1, 2"]


def paint(painter: QPainter, y, row):
    painter.fillRect(200, y * 28, row[-1] // 8, 12, "gray")
    painter.drawText(8, y * 28 + 12, " ".join(map(str, row)))
