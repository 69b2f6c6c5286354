"""Printing through Qt, as on a system without CUPS, tried on a real print system: same size, readable, honest."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication

from counter.domain.errors import BadInput
from counter.printing.reading.preview import pages_at
from counter.services.context.print_queue import JobState, PrinterState
from counter.ui.papers.qt_queue import QtQueue
from tests.printing import samples
from tests.printing.conftest import cups, running_cups  # noqa: F401  fixtures, by their names
from tests.printing.cups import Cups, until
from tests.printing.pages import codes, made, page_count, printed
from tests.printing.spool.test_spool import inked, sizes

TITLE = "乌市监受综03〔2026〕57号 第1份"


@pytest.mark.usefixtures("qapp")
def test_that_a_sheet_through_qt_is_as_large_and_as_readable(cups: Cups) -> None:  # noqa: F811
    tray = cups.printer("window")
    pdf = made(samples.long_notice(20))
    queue = QtQueue(pages_at)
    job = queue.send("window", pdf, TITLE)
    until(lambda: list(tray.glob("*.pdf")), "the sheet came out")
    out = next(tray.glob("*.pdf")).read_bytes()
    assert page_count(out) == page_count(pdf) > 1
    assert sizes(out) == sizes(pdf)
    assert codes(printed(out)) == codes(printed(pdf)) != {}
    assert inked(out, 0) == pytest.approx(inked(pdf, 0), abs=4)
    assert queue.job(job).state is JobState.SENT
    assert "请看有没有出纸" in queue.job(job).words
    assert queue.find(TITLE, datetime(2026, 1, 1, tzinfo=UTC)) is None


def test_that_qt_names_the_printers_and_refuses_an_unknown_one(qapp: QApplication, cups: Cups) -> None:  # noqa: F811
    queue = QtQueue(pages_at)
    cups.printer("window")
    cups.run("lpadmin", "-d", "window")
    assert [(p.name, p.label, p.state) for p in queue.printers()] == [
        ("window", "打印机window", PrinterState.READY)
    ]
    with pytest.raises(BadInput, match="没有名叫“楼上”"):
        queue.send("楼上", b"", TITLE)
