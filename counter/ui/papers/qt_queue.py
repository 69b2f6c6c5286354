"""Print queue without CUPS (Windows, macOS): every page is printed as one picture through Qt.

Qt reports only that a sheet was passed to the system: a job is SENT at most, and cannot be found or cancelled later.
No widgets are used; any thread may call once the application exists.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import count

from PySide6.QtCore import QCoreApplication, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from counter.domain.errors import BadInput, WorldTrouble
from counter.services.context.print_queue import Job, JobState, Printer, PrinterState

DPI = 300
"""Half the resolution of an office printer, so that each pixel is a whole number of dots. Codes are read at it."""

_MM = 25.4
_SERIAL = count(1)

translate = QCoreApplication.translate

PagesAt = Callable[[bytes, int], Sequence[tuple[int, int, bytes]]]
"""Pages of a PDF at a resolution: width, height and greyscale bytes, one per pixel."""


class QtQueue:
    """``services.context.print_queue.PrintQueue`` on Qt's printing. ``pages_at`` renders the PDF."""

    def __init__(self, pages_at: PagesAt) -> None:
        self._pages_at = pages_at

    def printers(self) -> Sequence[Printer]:
        """Every printer, the default first; Qt reports only whether one has a fault."""
        _application()
        found = [_printer(info) for info in QPrinterInfo.availablePrinters()]
        return sorted(found, key=lambda p: (not p.default, p.label))

    def send(self, printer: str, pdf: bytes, title: str) -> str:
        """Print every page in its own size, without margins or scaling."""
        _application()
        info = QPrinterInfo.printerInfo(printer)
        if info.isNull():
            words = translate("printing", "没有名叫“{0}”的打印机，请重新选一台。")
            raise BadInput(words.format(printer), field="printer")
        device = QPrinter(info, QPrinter.PrinterMode.HighResolution)
        device.setDocName(title)
        device.setResolution(DPI)
        device.setFullPage(True)
        pages = self._pages_at(pdf, DPI)
        painter = QPainter()
        for number, page in enumerate(pages):
            device.setPageLayout(_layout(page))
            started = painter.begin(device) if number == 0 else device.newPage()
            if not started:
                painter.end()
                device.abort()
                words = translate(
                    "printing", "没有送去打印：系统没有接受这台打印机的打印任务，请看系统打印设置。"
                )
                raise WorldTrouble(words)
            _draw(painter, page)
        if not painter.end() or device.printerState() in (
            QPrinter.PrinterState.Error,
            QPrinter.PrinterState.Aborted,
        ):
            words = translate("printing", "没有送去打印：系统没有接下这次打印，请看系统打印设置。")
            raise WorldTrouble(words)
        return f"{printer}-Q{next(_SERIAL)}"

    def find(self, title: str, since: datetime) -> str | None:
        """Always None: jobs cannot be found again."""
        return None

    def job(self, job: str) -> Job:
        """Always SENT."""
        words = translate("printing", "已交给系统打印；这台电脑查不到打印进度，请看有没有出纸。")
        return Job(job, JobState.SENT, words)

    def cancel(self, job: str) -> None:
        """No effect: a sent job cannot be cancelled."""


def _application() -> None:
    if QCoreApplication.instance() is None:
        raise WorldTrouble(translate("printing", "在这个系统上只能从窗口打印，命令行请存成PDF。"))


def _printer(info: QPrinterInfo) -> Printer:
    wrong = info.state() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted)
    return Printer(
        info.printerName(),
        info.description() or info.printerName(),
        info.isDefault(),
        PrinterState.TROUBLE if wrong else PrinterState.READY,
        translate("printing", "打印机报告了故障：请到打印机前看它的提示。") if wrong else "",
    )


def _layout(page: tuple[int, int, bytes]) -> QPageLayout:
    size = QSizeF(round(page[0] * _MM / DPI), round(page[1] * _MM / DPI))
    known = QPageSize(size, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    layout = QPageLayout(known, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def _draw(painter: QPainter, page: tuple[int, int, bytes]) -> None:
    width, height, grey = page
    picture = QImage(grey, width, height, width, QImage.Format.Format_Grayscale8)
    painter.drawImage(QRectF(0, 0, width, height), picture)
