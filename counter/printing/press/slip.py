"""The folded slip (评价条): outside who may use it, how and by when; inside, behind two folds, the one-time code.

One side of one sheet: the lowest part is folded up, print on print, and hides the code; the uppermost is folded back
and becomes the outside. Unlike a paper it has no attached data, and it is never written to a file.

``python -m counter.printing.press.slip FONTS`` makes one from standard input: reportlab stays out of the window.
"""

from __future__ import annotations

import contextlib
import json
import signal
import sys
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from counter.domain.document.document import A4, ROLL
from counter.domain.hall.window_name import window_name
from counter.domain.ratings.slip_code import Slip, spoken
from counter.domain.text.day_words import day_text
from counter.printing.layout.geometry import HAIRLINE, MM
from counter.printing.type.typeface import Role, Typefaces
from counter.printing.type.typesetter import Align, Typesetter

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_WATERMARK_GREY = 0.88
_TITLE = "评价条"


@dataclass(frozen=True, slots=True)
class _Form:
    """A sheet in three parts of equal height. ``code``: size of the code."""

    width: float
    part: float
    left: float
    title: float
    body: float
    leading: float
    small: float
    code: float
    tail: float = 0.0

    @property
    def measure(self) -> float:
        return self.width - 2 * self.left

    @property
    def height(self) -> float:
        return 3 * self.part + self.tail


_FORMS = {
    A4: _Form(210 * MM, 99 * MM, 28 * MM, title=26, body=14, leading=23, small=10.5, code=30),
    ROLL: _Form(
        80 * MM, 62 * MM, 5 * MM, title=17, body=10.5, leading=15.5, small=8.5, code=13.4, tail=6 * MM
    ),
}


def slip_pdf(slip: Slip, fonts: Path) -> bytes:
    """The slip as PDF. Raises WorldTrouble where the fonts are missing."""
    from counter.printing.layout.archive import About, colour_profile, new_canvas

    form = _FORMS[slip.page]
    out = BytesIO()
    setter = Typesetter(Typefaces(fonts))
    font = setter.line(_TITLE, Role.TITLE, 1.0)[0].font
    canvas = new_canvas(out, (form.width, form.height), font, About(_TITLE), colour_profile(fonts))
    page = _Page(canvas, form, setter)
    if slip.banner:
        for number in range(3):
            page.watermark(number, slip.banner)
    _outside(page, slip)
    _inside(page, slip)
    page.fold(1, "② 再沿这条线把上面向后折：这一面朝外")
    page.fold(2, "① 先沿这条线把下面向上折：编码折在里面")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


class _Page:
    """Position of the next line, measured from the top of a part."""

    def __init__(self, canvas: Canvas, form: _Form, setter: Typesetter) -> None:
        self._canvas = canvas
        self.form = form
        self._setter = setter
        self._y = 0.0

    def begin(self, part: int, down: float) -> None:
        """Continue at that distance below the upper edge of a part (0, 1, 2)."""
        self._y = part * self.form.part + down

    def text(self, words: str, role: Role, size: float, leading: float, align: Align = Align.LEFT) -> None:
        """The words, broken to the measure."""
        for line in self._setter.lines(words, role, size, self.form.measure, align):
            self._y += leading
            for run in line:
                self._canvas.setFont(run.font, run.size)
                at = self.form.height - self._y
                self._canvas.drawString(self.form.left + run.x, at, run.text, charSpace=run.spacing)

    def frame(self, top: float, bottom: float) -> None:
        """A hairline around the area between the two."""
        form = self.form
        self._canvas.setLineWidth(HAIRLINE)
        self._canvas.rect(form.left, form.height - bottom, form.measure, bottom - top)

    @property
    def y(self) -> float:
        """The y of the last baseline on the page."""
        return self._y

    def fold(self, part: int, words: str) -> None:
        """A dashed line above that part, with the instruction."""
        y = part * self.form.part
        self._canvas.saveState()
        self._canvas.setLineWidth(HAIRLINE)
        self._canvas.setDash(4, 3)
        self._canvas.line(0, self.form.height - y, self.form.width, self.form.height - y)
        self._canvas.restoreState()
        self.begin(part, -self.form.small * 1.9)
        self.text(words, Role.BODY, self.form.small, self.form.small * 1.4, Align.CENTRE)

    def watermark(self, part: int, words: str) -> None:
        """The words across a part, light and behind everything."""
        form, canvas = self.form, self._canvas
        size = form.measure / 5.2
        width = self._setter.width(words, Role.BODY, size)
        canvas.saveState()
        canvas.setFillGray(_WATERMARK_GREY)
        canvas.translate(form.width / 2, form.height - (part + 0.5) * form.part)
        canvas.rotate(14)
        for run in self._setter.line(words, Role.BODY, size):
            canvas.setFont(run.font, run.size)
            canvas.drawString(run.x - width / 2, -0.38 * size, run.text)
        canvas.restoreState()


def _outside(page: _Page, slip: Slip) -> None:
    form = page.form
    page.begin(0, form.leading * 0.55)
    page.text(_TITLE, Role.TITLE, form.title, form.title * 1.5, Align.CENTRE)
    page.text(slip.hall, Role.BODY, form.body, form.leading * 1.1, Align.CENTRE)
    page.begin(0, page.y + form.leading * 0.4)
    for line in (
        f"请在{day_text(slip.until)}（含当日）前评价，过期作废。",
        f"怎么评：到{window_name(slip.window)}输入里面的编码，您自己在屏上选。",
        "评不评、怎么评都由您。只能用一次。",
    ):
        page.text(line, Role.BODY, form.body, form.leading)


def _inside(page: _Page, slip: Slip) -> None:
    form = page.form
    page.begin(2, form.leading * 0.5)
    page.text("一次有效的评价编码", Role.HEI, form.body, form.leading, Align.CENTRE)
    top = page.y + form.leading * 0.45
    page.begin(0, top + form.code * 0.12)
    page.text(spoken(slip.code), Role.HEI, form.code, form.code * 1.25, Align.CENTRE)
    bottom = page.y + form.code * 0.5
    page.frame(top, bottom)
    page.begin(0, bottom + form.leading * 0.2)
    for line in (
        "看到编码的人，就能用掉这次评价：请只由您自己打开。",
        "拿到时如果已经打开过，请不要用，当场告诉值班负责人。",
        "用评价条的人少，不留姓名，别人也可能猜到您；不放心，请当场在屏上评。",
    ):
        page.text(line, Role.BODY, form.body, form.leading)


def main(fonts: Path) -> None:
    """One slip from standard input to standard output, as bytes in a pipe."""
    values = json.load(sys.stdin.buffer)
    slip = Slip(**{**values, "until": date.fromisoformat(values["until"])})
    sys.stdout.buffer.write(slip_pdf(slip, fonts))


if __name__ == "__main__":
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(BrokenPipeError):
        main(Path(sys.argv[1]))
