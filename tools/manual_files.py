"""The whole manual as one PDF and one HTML page: ``python -P -m tools.manual_files OUT``; needs no display.

Writes ``OUT/手册.pdf``, ``OUT/手册.html`` and ``OUT/pictures``, from docs/manual and the program's own fonts. The HTML
page needs nothing but the folder beside it.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMarginsF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QImage,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from counter.domain.reading.manual import unwrapped

ROOT = Path(__file__).resolve().parent.parent
MANUAL = ROOT / "docs" / "manual"
FIRST = ("第一次来访", "操作手册", "提示怎么办", "大厅")
"""The order of reading; the other books follow by name."""

_FONTS = ("CounterSans-Regular.ttf", "CounterSans-Medium.ttf", "NotoSansSC-Regular.ttf")
"""The screen's own first: the whole face also holds the radicals (⼀ beside 一), and a PDF would name those."""
_WIDTH = 640
"""Of a picture in pixels of 1/96 inch: what A4 with 2 cm at the sides has."""
_POINTS, _LINE, _DOTS = 10, 140, 300
_STYLE = """<style>
body { max-width: 60em; margin: 2em auto; padding: 0 1em; font-family: "Noto Sans SC", "Microsoft YaHei", sans-serif; }
img { max-width: 100%; height: auto; border: 1px solid #ddd; } h1 { margin-top: 3em; } li { margin-bottom: 0.3em; }
table { border-collapse: collapse; } td, th { border: 1px solid #ccc; padding: 0.4em; vertical-align: top; }
</style>"""


class _Pages(QTextDocument):
    """Pictures in the width of the page, none lost of what they show."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: N802  # Qt's name
        picture = QImage(str(MANUAL / QUrl(name).path()))
        picture.setDevicePixelRatio(max(1.0, picture.width() / _WIDTH))
        return picture


def books() -> list[Path]:
    """Every book, those of FIRST in front."""
    place = {name: number for number, name in enumerate(FIRST)}
    return sorted(MANUAL.glob("*.md"), key=lambda file: (place.get(file.stem, len(FIRST)), file.stem))


def write(out: Path, files: Sequence[Path]) -> None:
    """Write those books as PDF and HTML into that folder, with the pictures they show."""
    app = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    out.mkdir(parents=True, exist_ok=True)
    text = unwrapped("\n\n".join(file.read_text(encoding="utf-8") for file in files))
    document = _document(text)
    (out / "手册.html").write_text(_page(document.toHtml(), files), encoding="utf-8")
    (out / "pictures").mkdir(exist_ok=True)
    for name in set(re.findall(r"\]\((pictures/[^)]+)\)", text)):
        shutil.copyfile(MANUAL / name, out / name)
    _print(document, out / "手册.pdf")
    del app


def _document(text: str) -> QTextDocument:
    """Drawn from Markdown: a book begins a page, tables have hairlines, pictures the page's width."""
    for name in _FONTS:
        QFontDatabase.addApplicationFont(str(ROOT / "resources" / "fonts" / name))
    font = QFont("Counter Sans", _POINTS)
    font.setFamilies(["Counter Sans", "Noto Sans SC"])
    document = _Pages()
    document.setDefaultFont(font)
    document.setMarkdown(text)
    block, cursor = document.begin(), QTextCursor(document)
    while block.isValid():
        shape = QTextBlockFormat()
        if "\ufffc" not in block.text():
            shape.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if block.blockFormat().headingLevel() == 1 and block.position() > 0:
            shape.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        cursor.setPosition(block.position())
        cursor.mergeBlockFormat(shape)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            table = frame.format()
            table.setCellPadding(4)
            table.setCellSpacing(0)
            table.setBorder(1)
            table.setBorderCollapse(True)
            table.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            table.setBorderBrush(QColor(Qt.GlobalColor.lightGray))
            table.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
            frame.setFormat(table)
    return document


def _page(html: str, files: Sequence[Path]) -> str:
    """What Qt wrote, readable in a browser: a list of the books, links from book to book inside the page."""
    names = iter(file.stem for file in files)
    html = re.sub(r"<h1 ", lambda _: f'<h1 id="{next(names)}" ', html)
    html = re.sub(r"<h([23]) ([^>]*>)(.*?)(?=</h)", _named, html)
    html = re.sub(r'href="(?:[^"/:#]+\.md)(#[^"]+)"', r'href="\1"', html)
    html = re.sub(r'href="([^"/:#]+)\.md"', r'href="#\1"', html)
    html = re.sub(r'font-family:[^;"]*;', "", html)
    contents = " · ".join(f'<a href="#{file.stem}">{file.stem}</a>' for file in files)
    html = html.replace("</head>", f"<title>手册</title>{_STYLE}</head>", 1)
    return re.sub(r"(<body[^>]*>)", rf"\1<p>{contents}</p>", html, count=1)


def _named(heading: re.Match[str]) -> str:
    """A heading of the second or third level with the name by which links of Markdown know it."""
    name = re.sub(r"<[^>]*>|&\w+;|[^\w\s-]", "", heading[3]).strip().replace(" ", "-")
    return f'<h{heading[1]} id="{name}" {heading[2]}{heading[3]}'


def _print(document: QTextDocument, file: Path) -> None:
    """A4 with 2 cm of white all around, which is what Qt leaves by itself."""
    writer = QPdfWriter(str(file))
    writer.setTitle("手册")
    writer.setResolution(_DOTS)
    writer.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF())
    )
    document.print_(writer)


def main() -> int:
    """Write every book; say how many."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    every = books()
    write(Path(sys.argv[1]), every)
    print(f"{len(every)} books: {', '.join(file.stem for file in every)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
