"""Every page × state × size × look as pictures and contact sheets: ``python -P -m tools.all_looks OUT [WALK …]``.

The walks are those of the manual's pictures (``tools/draw_*.py`` and the tour), and one through the pages that the
manual does not show (``tools/other_pages.py``): wherever one of them takes a picture, the page is drawn at every size
in light, dark and all larger letters instead, and at a usual desk's size in high contrast; nothing of docs/ is written.
Each walk runs in a process of its own; what one could not draw is said at the end, with what has less room than it asks
for, lies over another part or out of reach, and with what is too wide to be read. Exit code 1 where a walk stopped.
With ``QT_SCALE_FACTOR=2`` (1.25, 1.5) the same sizes are drawn with that many pixels of the device for each.
"""

from __future__ import annotations

import importlib
import itertools
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from counter.services.context.preferences import LARGE
from tools.contact_sheets import FONT, Shown, save
from tools.too_wide import too_wide

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

    from counter.ui.tour.itinerary import Tour

SIZES = ((1024, 700), (1366, 768), (1920, 1080))
APPLICANT_SIZES = ((1024, 600), (1280, 800), (1366, 768), (1920, 1080), (1080, 1920), (800, 1280))
DESK, APPLICANT_DESK = (1366, 768), (1280, 800)


@dataclass(frozen=True, slots=True)
class DrawnLook:
    """``name``: on the pictures. ``everywhere``: at all sizes, not only at that of a usual desk."""

    name: str
    theme: str
    letters: int = 100
    everywhere: bool = False


LOOKS = (
    DrawnLook("light", "light", everywhere=True),
    DrawnLook("dark", "dark", everywhere=True),
    DrawnLook("large", "light", 115, everywhere=True),
    DrawnLook("contrast", "contrast"),
    DrawnLook("letters130", "light", 130, everywhere=True),
    DrawnLook("letters150", "light", 150, everywhere=True),
)
SHEET_ROWS = (("light",), ("dark",), ("large",), ("letters130",), ("letters150",), ("contrast",))

WALKS = {
    "tour": "",
    "help": "tools.draw_help",
    "day": "tools.draw_day",
    "hand-out": "tools.draw_hand_out",
    "rounds": "tools.draw_rounds",
    "ledger": "tools.draw_ledger",
    "archive": "tools.draw_archive",
    "hall": "tools.draw_hall",
    "between": "tools.draw_between",
    "office": "tools.draw_office",
    "bureau": "tools.draw_bureau",
    "oversight": "tools.draw_oversight",
    "others": "tools.other_pages",
}
"""Name → module with ``main()``; the tour has none."""

DRAWN, SHORT, WIDE = "drawn", "short", "wide"
"""How a walk's process begins a line of its account: a picture's name; what has too little room; what has too much."""

_SETTLE_MS = 2 * 180
"""Longer than hidden parts wait to be dressed (``kit/dressing``)."""
_MOST_WAITS = 8
_CELL, _CAPTION, _GAP = (640, 400), 28, 12
_OVER = 3
"""Pixels by which frames of neighbours may touch."""
_TALLEST = 60
"""Pixels of a button of words; what is taller holds something else and measures itself."""


def main() -> int:
    """Each walk in its process; then the sheets and what could not be drawn."""
    if sys.argv[1:2] == ["--child"]:
        return _take_walk(sys.argv[2], Path(sys.argv[3]))
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        print(__doc__)
        return 2
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    wanted = sys.argv[2:] or list(WALKS)
    if unknown := sorted(set(wanted) - WALKS.keys()):
        print(f"no such walk: {', '.join(unknown)}; there are {', '.join(WALKS)}")
        return 2
    stopped, short, wide = [], [], []
    for walk in wanted:
        account = _run(walk, out)
        print(f"{walk}: {len(account.pictures)} states" + (f", then: {account.why}" if account.why else ""))
        short += account.short
        wide += account.wide
        if account.why:
            stopped.append(f"{walk}, after {(account.pictures or ['nothing'])[-1]}: {account.why}")
    for sheet in _sheets(out):
        print(sheet)
    for title, lines in (
        ("not drawn", stopped),
        ("less room than asked for", sorted(set(short))),
        ("too wide to be read", sorted(set(wide))),
    ):
        print(f"{title}: {len(lines) or 'nothing'}")
        for line in lines:
            print(f"  {line}")
    return 1 if stopped else 0


@dataclass(frozen=True, slots=True)
class WalkAccount:
    """States drawn, what was short of room or too wide, and why the walk ended early (empty where it did not)."""

    pictures: tuple[str, ...]
    short: tuple[str, ...]
    wide: tuple[str, ...]
    why: str


def _run(walk: str, out: Path) -> WalkAccount:
    command = [sys.executable, "-P", "-m", "tools.all_looks", "--child", walk, str(out)]
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    lines = [line.partition("\t") for line in done.stdout.splitlines()]
    last = _why_it_ended(done.returncode, done.stderr)
    return WalkAccount(
        tuple(rest for head, _, rest in lines if head == DRAWN),
        tuple(rest for head, _, rest in lines if head == SHORT),
        tuple(rest for head, _, rest in lines if head == WIDE),
        last if done.returncode else "",
    )


def _why_it_ended(code: int, errors: str) -> str:
    """The last line of what went wrong; of a process that was ended by a signal its name, for that says nothing."""
    if code < 0:
        return signal.Signals(-code).name
    return (errors.strip().splitlines() or [f"exit code {code}"])[-1]


# -- in the process of one walk --
def _take_walk(walk: str, out: Path) -> int:
    """Run the walk with pictures taken here instead of in docs/."""
    from counter.ui.tour.camera import Camera
    from tools.window_eyes import DrawnWindow, Eyes

    def of_eyes(eyes: Eyes, name: str) -> None:
        eyes.wait(lambda: not eyes.window.shell.background.busy)
        draw_state(eyes.window, walk, name, out)

    def of_window(drawn: DrawnWindow, name: str) -> None:
        draw_state(drawn.window, walk, name, out)

    def of_camera(camera: Camera, name: str, other: QWidget | None = None) -> None:
        draw_state(other or camera._window, walk, name, out)

    for owner, method, instead in (
        (Eyes, "take_picture", of_eyes),
        (DrawnWindow, "shoot", of_window),
        (Camera, "shoot", of_camera),
    ):
        setattr(owner, method, instead)
    sys.argv = [walk]
    if not WALKS[walk]:
        return _take_tour()
    module = importlib.import_module(WALKS[walk])
    if hasattr(module, "label_parts"):
        setattr(module, "label_parts", lambda *_: None)  # noqa: B010  # it writes into docs/
    drawing: Callable[[], int] = module.main
    return drawing()


def _take_tour() -> int:
    import tempfile

    import counter.ui.tour as tours
    from counter.bootstrap.window import _code_on
    from counter.ui.tour import acts
    from counter.ui.tour.visits import VISITS
    from tools.draw_window import _demo_window

    def go_back(tour: Tour) -> None:
        """In the place of the visit that draws four looks: they are drawn of everything here."""
        acts.to_find_box(tour.driver)

    shown = [go_back if visit.__name__ == "looks" else visit for visit in VISITS]
    with tempfile.TemporaryDirectory(prefix="counter-looks-") as folder, _demo_window(Path(folder)) as window:
        window.resize(*DESK)
        tours.take_visits(window, Path(folder), shown, _code_on)
    return 0


def draw_state(window: QWidget, walk: str, name: str, out: Path) -> None:
    """Save the window as it stands at every size in every look, and leave it as it was."""
    from PIL import ImageQt
    from PySide6.QtTest import QTest

    from counter.ui.screen.applicant_screen import ApplicantScreen

    size = window.size()
    QTest.qWait(_SETTLE_MS)
    title = f"{walk}-{name.removeprefix(f'{walk}-')}"
    applicants = isinstance(window, ApplicantScreen)
    every, usual = (APPLICANT_SIZES, APPLICANT_DESK) if applicants else (SIZES, DESK)
    for look in _each_look(window):
        for across, down in every if look.everywhere else (usual,):
            window.resize(across, down)
            which = f"{across}x{down}-{look.name}"
            picture = _at_rest(window)
            ImageQt.fromqimage(picture).convert("RGB").save(out / f"{title}@{which}.png")
            if (window.width(), window.height()) != (across, down):
                print(f"{SHORT}\t{title} {which}: needs {window.width()}×{window.height()}", flush=True)
            for part in (*short_of_room(window), *overlapping(window)):
                print(f"{SHORT}\t{title} {which}: {part}", flush=True)
            for part in too_wide(window):
                print(f"{WIDE}\t{title} {which}: {part}", flush=True)
    window.resize(size)
    QTest.qWait(_SETTLE_MS)
    print(f"{DRAWN}\t{title}", flush=True)


def _at_rest(window: QWidget) -> QImage:
    """The window once two pictures in a row are alike: what was hidden is dressed in idle time, and laid out anew."""
    from PySide6.QtTest import QTest

    before = window.grab().toImage()
    for _ in range(_MOST_WAITS):
        QTest.qWait(_SETTLE_MS)
        if (now := window.grab().toImage()) == before:
            break
        before = now
    return before


def _each_look(window: QWidget) -> Iterator[DrawnLook]:
    """Dress the window in each look in turn, and at the end as it was before."""
    from counter.ui.kit.theme import Look
    from counter.ui.screen.applicant_screen import ApplicantScreen

    look = getattr(window, "look", None)
    if isinstance(look, Look):
        before = look.preferences
        for one in LOOKS:
            look.apply(replace(before, theme=one.theme, letters=one.letters))
            yield one
        look.apply(before)
    elif isinstance(window, ApplicantScreen):
        theme, large = window.look.theme, window.large
        for one in LOOKS:
            if one.letters <= LARGE:  # it has two sizes of its own
                window.look.set_theme(one.theme)
                window.set_large(one.letters == LARGE)
                yield one
        window.look.set_theme(theme)
        window.set_large(large)
    else:
        yield LOOKS[0]


def short_of_room(window: QWidget) -> Iterator[str]:
    """Buttons and one-line labels in sight that are smaller than their words; what nobody can scroll to."""
    from PySide6.QtWidgets import QLabel, QPushButton

    for part in (*window.findChildren(QPushButton), *window.findChildren(QLabel)):
        if not part.isVisibleTo(window) or not part.text() or (isinstance(part, QLabel) and part.wordWrap()):
            continue
        asked = part.minimumSizeHint()
        if isinstance(part, QLabel) and part.minimumWidth() == part.maximumWidth():
            asked.setWidth(
                part.fontMetrics().horizontalAdvance(part.text())
            )  # a label hints at what it was set to
        if part.width() < asked.width() or part.height() < min(asked.height(), _TALLEST):
            words = " ".join(part.text().split())[:24]
            yield f"“{words}” has {part.width()}×{part.height()} of {asked.width()}×{asked.height()}"
    yield from _out_of_reach(window)


def overlapping(window: QWidget) -> Iterator[str]:
    """Parts side by side in a layout that lie over each other."""
    from PySide6.QtWidgets import QWidget

    for holder in (window, *window.findChildren(QWidget)):
        layout = holder.layout()
        if layout is None or not holder.isVisibleTo(window):
            continue
        parts = [item.widget() for item in _items(layout)]
        shown = [part for part in parts if part is not None and part.isVisibleTo(window)]
        for one, other in itertools.combinations(shown, 2):
            both = one.geometry().intersected(other.geometry())
            if both.width() > _OVER and both.height() > _OVER:
                yield f"{_name(one)} and {_name(other)} lie over each other, {both.width()}×{both.height()}"


def _out_of_reach(window: QWidget) -> Iterator[str]:
    """What lies beside a place that scrolls up and down only: nobody can get there."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QScrollArea, QTableView

    for area in window.findChildren(QScrollArea):
        inside = area.widget()
        shut = area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        in_sight = not area.visibleRegion().isEmpty()  # a folded column is not
        if shut and in_sight and inside is not None:
            over = inside.width() - area.viewport().width()
            if over > _OVER:
                yield f"{_name(area)} hides {over} pixels of what is in it"
    for table in window.findChildren(QTableView):
        shut = table.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if shut and table.isVisibleTo(window):
            over = table.horizontalHeader().length() - table.viewport().width()
            if over > _OVER:
                yield f"{_name(table)} hides {over} pixels of its columns"


def _items(layout: QLayout) -> Iterator[QLayoutItem]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        inner = item.layout() if item is not None else None
        if inner is not None:
            yield from _items(inner)
        elif item is not None:
            yield item


def _name(part: QWidget) -> str:
    return part.objectName() or getattr(part, "text", lambda: "")()[:12] or type(part).__name__


# -- sheets --
def _sheets(out: Path) -> Iterator[Path]:
    """One sheet for each state with all its pictures: a row for each look, a column for each size."""
    files = sorted(file for file in out.glob("*@*.png"))
    for state, group in itertools.groupby(files, lambda file: file.name.partition("@")[0]):
        rows: dict[str, list[Shown]] = {}
        for file in group:
            size, _, kind = file.stem.partition("@")[2].rpartition("-")
            rows.setdefault(kind, []).append(Shown(f"{state}  {size}  {kind}", Image.open(file)))
        sheet = out / f"sheet-{state}.png"
        for_eyes = [[shown for kind in row for shown in rows.get(kind, ())] for row in SHEET_ROWS]
        with suppress(FileNotFoundError):
            sheet.unlink()
        save(_grid([row for row in for_eyes if row]), sheet)
        yield sheet


def _grid(rows: list[list[Shown]]) -> Image.Image:
    width, height = _CELL[0] + _GAP, _CELL[1] + _CAPTION + _GAP
    sheet = Image.new("RGB", (max(map(len, rows)) * width + _GAP, len(rows) * height + _GAP), "gainsboro")
    draw, font = ImageDraw.Draw(sheet), ImageFont.truetype(str(FONT), 16)
    for down, row in enumerate(rows):
        for across, one in enumerate(row):
            left, top = _GAP + across * width, _GAP + down * height
            draw.text((left, top), one.caption, fill="black", font=font)
            picture = one.picture.copy()
            picture.thumbnail(_CELL, Image.Resampling.LANCZOS)
            sheet.paste(picture, (left, top + _CAPTION))
    return sheet


if __name__ == "__main__":
    sys.exit(main())
