"""A finger on the applicant's screen through Qt's whole way, and something to choose there."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from shiboken6 import Shiboken

from counter.domain.ratings.invitation import Invitation
from counter.domain.ratings.rating import ReasonList, Stage, reasons_from
from counter.domain.screen.mirror import PledgeText
from counter.ui.screen.touch.buttons import BigButton
from tests.settings import RESOURCES

SCREENS = (
    (1024, 600, 154.0),
    (1024, 600, 223.0),
    (1280, 800, 217.0),
    (1920, 1080, 344.0),
    (800, 1280, 135.0),
)
"""Width and height in pixels, visible width in mm: 7, 10, 10 and 15 inches, and a tablet held upright."""


@contextmanager
def touch_screen() -> Iterator[QPointingDevice]:
    """A touch screen plugged in; afterwards Qt knows of none, so that no later test has one.

    Taps are slow, as of a person who looks in between, until ``hurry``.
    """
    device = QTest.createTouchDevice()
    usual = QApplication.doubleClickInterval()
    QApplication.setDoubleClickInterval(0)
    try:
        yield device
    finally:
        QApplication.setDoubleClickInterval(usual)
        Shiboken.delete(device)


def hurry() -> None:
    """Whatever is tapped from now on comes at once after what was tapped before."""
    QApplication.setDoubleClickInterval(60_000)


def tap(device: QPointingDevice, widget: QWidget) -> None:
    """A finger on the middle of a widget."""
    draw(device, widget, [(0.5, 0.5)])


def draw(
    device: QPointingDevice, widget: QWidget, points: Iterable[tuple[float, float]], *, number: int = 0
) -> None:
    """A stroke by finger through these points, in parts of the widget."""
    window = widget.window()
    places = [
        widget.mapTo(window, QPoint(round(x * (widget.width() - 1)), round(y * (widget.height() - 1))))
        for x, y in points
    ]
    QTest.touchEvent(window, device).press(number, places[0], window).commit()
    for place in places[1:]:
        QTest.touchEvent(window, device).move(number, place, window).commit()
    QTest.touchEvent(window, device).release(number, places[-1], window).commit()
    tapped = time.monotonic_ns() // 1_000_000
    while (
        time.monotonic_ns() // 1_000_000 <= tapped + 1
    ):  # no finger taps twice in one millisecond, and Qt counts so
        QCoreApplication.processEvents()


def reasons() -> ReasonList:
    """The list in force."""
    return reasons_from(tomllib.loads((RESOURCES / "ratings" / "reasons-1.toml").read_text(encoding="utf-8")))


def invitation(seconds: float = 179, secret: str = "one") -> Invitation:
    """Open for that long from now."""
    closes_at = datetime.now(UTC) + timedelta(seconds=seconds)
    return Invitation(secret, "case-1", "演示-1", "我要开小餐馆", Stage.ACCEPTANCE, closes_at)


def pledge(paper: str = "p1", *, rows: int = 3, paragraphs: int = 3) -> PledgeText:
    """Words to read and sign, in the form of the paper's own."""
    after = (
        "本人承诺并知道：",
        *(
            f"{n}．所交材料和所说情况真实，与原件一致；不齐或者不实的，由机关决定不予批准。"
            for n in range(1, paragraphs + 1)
        ),
        "申请人：巴图吉雅　居民身份证 999999********1238　电话 100****5678",
    )
    table = tuple((str(n), f"材料{n}", "复印件1份", "2026年12月4日（含当日）前") for n in range(1, rows + 1))
    return PledgeText(
        paper,
        "容缺受理承诺书",
        "演示市市场监督管理局",
        ("本人已知道下列材料还没有交齐，自愿申请先受理、后补材料。",),
        ("序号", "材料", "补齐形式", "补交期限"),
        table,
        after,
    )


def seen_buttons(widget: QWidget) -> list[BigButton]:
    """Everything that can be pressed there now."""
    return [button for button in widget.findChildren(BigButton) if button.isVisible()]


def seen_words(widget: QWidget) -> list[str]:
    """Every word that stands there now, of labels and buttons."""
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    return [words for words in (*labels, *(button.text() for button in seen_buttons(widget))) if words]
