"""Every paper as the program makes it, as pictures to review: ``python -P -m tools.paper_pictures OUT``.

Writes into the folder a PDF and a PNG of every page for each kind of paper and each case (usual, several pages,
several organs, rare names, draft, copies, void, A5, 80 mm, a hall that is no demo, a clock in doubt), contact sheets,
and ``index.html``, which also says what does not exist and why. The papers come from visits to temporary windows
(``tests/printing/shown_visits.py``, ``shown_rooms.py``); everybody in them is invented. ``--kind refusal``: only
these.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from counter.domain.document.document import TITLES, PaperKind
from tools.contact_sheets import Shown, contact_sheets, pages, save

if TYPE_CHECKING:
    from tests.printing.shown import Sample, Showing

MOST = 3
"""Papers of one kind in one case: of several organs or states. Of long ones the longest are kept."""


def main(argv: Sequence[str] | None = None) -> int:
    """Write the folder; 1 where a required sample of a kind is missing."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--kind", type=PaperKind, action="append", choices=list(PaperKind))
    parser.add_argument(
        "--hard", action="store_true", help="hard people and days instead, two papers of each kind"
    )
    args = parser.parse_args(argv)
    kinds = tuple(args.kind or PaperKind)
    args.out.mkdir(parents=True, exist_ok=True)
    samples = few_of_each(made_hard(), kinds) if args.hard else chosen(made_samples(), kinds)
    sheets = write(samples, args.out)
    lacking = [] if args.hard else without(samples, kinds)
    print(f"{len(samples)} papers, {len(sheets)} contact sheets in {args.out}")
    for line in lacking:
        print(f"no sample: {line}", file=sys.stderr)
    return 1 if lacking else 0


def made_samples() -> list[Sample]:
    """All samples, made in temporary profiles that are deleted."""
    with tempfile.TemporaryDirectory(prefix="counter-papers-") as folder:
        keep_to(Path(folder))
        from tests.printing.shown_rooms import rooms
        from tests.printing.shown_visits import visits

        return [*visits(Path(folder)), *rooms(Path(folder))]


def made_hard() -> list[Sample]:
    """Papers of hard people and days, made in temporary profiles that are deleted."""
    with tempfile.TemporaryDirectory(prefix="counter-papers-") as folder:
        keep_to(Path(folder))
        from tests.printing.shown_hard import hard

        return list(hard(Path(folder)))


def few_of_each(samples: Iterable[Sample], kinds: Sequence[PaperKind]) -> list[Sample]:
    """In the order of kinds, the two longest papers of each person or day."""
    cells: dict[tuple[int, str], list[Sample]] = {}
    for sample in samples:
        if sample.kind in kinds:
            cells.setdefault((list(PaperKind).index(sample.kind), sample.label), []).append(sample)
    longest = (
        sorted(cell, key=lambda s: -len(repr(s.document.body)))[:2]
        for _, cell in sorted(cells.items(), key=lambda c: c[0][0])
    )
    return [one for few in longest for one in few]


def keep_to(folder: Path) -> None:
    """Disable keyring, witnesses and printers of the account."""
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    os.environ["XDG_STATE_HOME"] = os.environ["COUNTER_WITNESS"] = str(folder / "state")
    os.environ["CUPS_SERVER"] = str(folder / "no-printer.sock")


def chosen(samples: Iterable[Sample], kinds: Sequence[PaperKind]) -> list[Sample]:
    """In the order of kinds and cases, at most three of each; of one case the longest papers first."""
    cells: dict[tuple[int, int], list[Sample]] = {}
    for sample in samples:
        if sample.kind in kinds:
            cells.setdefault(_order(sample), []).append(sample)
    return [one for cell in sorted(cells) for one in _few(cells[cell])]


def _few(cell: list[Sample]) -> list[Sample]:
    from tests.printing.shown import Showing

    if cell[0].showing is Showing.LONG:
        cell = sorted(cell, key=lambda s: -len(repr(s.document.body)))
    return cell[:MOST]


def _order(sample: Sample) -> tuple[int, int]:
    from tests.printing.shown import Showing

    return list(PaperKind).index(sample.kind), list(Showing).index(sample.showing)


def without(samples: Iterable[Sample], kinds: Iterable[PaperKind]) -> list[str]:
    """Combinations with neither a sample nor a reason for its absence."""
    from tests.printing.shown import Showing, why_not

    have = {(s.kind, s.showing) for s in samples}
    return [
        f"{kind.value} {TITLES[kind]} · {showing.value}"
        for kind in kinds
        for showing in Showing
        if (kind, showing) not in have and not why_not(kind, showing)
    ]


def write(samples: Sequence[Sample], out: Path) -> list[Path]:
    """PDF, pages, contact sheets and index; the contact sheets."""
    shown: list[Shown] = []
    rows: list[tuple[Sample, str, list[str]]] = []
    for sample, name in _named(samples):
        (out / f"{name}.pdf").write_bytes(sample.pdf)
        pictures = list(pages(sample.pdf))
        files = []
        for n, picture in enumerate(pictures, 1):
            files.append(f"{name}-p{n}.png")
            save(picture, out / files[-1])
            which = f" {n}/{len(pictures)}页" if len(pictures) > 1 else ""
            serial = name.rpartition("-")[2]
            caption = f"{TITLES[sample.kind]} · {sample.case} {serial}{which}"
            shown.append(Shown(caption, picture, sample.note if n == 1 else ""))
        rows.append((sample, name, files))
    sheets = contact_sheets(shown, out)
    (out / "index.html").write_text(_index(rows, sheets), encoding="utf-8")
    return sheets


def _named(samples: Sequence[Sample]) -> Iterator[tuple[Sample, str]]:
    """``02-受理通知书-01-通常-1``: sorts as the kinds and cases do."""
    counted: dict[tuple[int, str], int] = {}
    for sample in samples:
        kind, showing = _order(sample)
        serial = counted[kind, sample.case] = counted.get((kind, sample.case), 0) + 1
        case = sample.case.replace("、", "和")
        yield sample, f"{kind + 1:02d}-{TITLES[sample.kind]}-{showing + 1:02d}-{case}-{serial}"


_HEAD = """<!doctype html><html lang="zh"><meta charset="utf-8"><title>全部文书样张</title>
<style>
body{font:16px/1.6 sans-serif;margin:2em;max-width:110em}
img{border:1px solid gray;margin:.3em;width:22em;vertical-align:top}
.sheet img{width:30em}
h2{border-top:2px solid gray;padding-top:.5em}
dt{font-weight:bold;margin-top:.6em}
</style>
<h1>全部文书样张</h1>
<p>人名、号码都是虚构的；“正式大厅”也是虚构的窗口，只是没有“演示 无效”。点图看原样，点编号看 PDF。</p>
"""


def _index(rows: Sequence[tuple[Sample, str, list[str]]], sheets: Sequence[Path]) -> str:
    from tests.printing.shown import Showing

    parts = [_HEAD, '<h2>缩略图</h2><p class="sheet">']
    parts += [f'<a href="{s.name}"><img src="{s.name}" alt="{s.stem}"></a>' for s in sheets]
    parts.append("</p>")
    for kind in PaperKind:
        mine = [row for row in rows if row[0].kind is kind]
        if not mine:
            continue
        parts.append(f"<h2>{TITLES[kind]}</h2><dl>")
        for showing in Showing:
            parts += _cell(kind, showing, [row for row in mine if row[0].showing is showing])
        parts.append("</dl>")
    return "\n".join(parts)


def _cell(kind: PaperKind, showing: Showing, rows: Sequence[tuple[Sample, str, list[str]]]) -> Iterator[str]:
    from tests.printing.shown import why_not

    yield f"<dt>{escape(showing.value)}</dt>"
    if not rows:
        yield f"<dd>没有：{escape(why_not(kind, showing) or '缺样张')}</dd>"
    for sample, name, files in rows:
        number = sample.document.number or sample.document.title
        yield f'<dd><a href="{name}.pdf">{escape(number)}</a> {escape(sample.note)}<br>'
        yield "".join(f'<a href="{f}"><img loading="lazy" src="{f}" alt="{f}"></a>' for f in files) + "</dd>"


if __name__ == "__main__":
    sys.exit(main())
