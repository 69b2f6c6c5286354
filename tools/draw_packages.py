"""Draw docs/packages.svg: the packages of each layer from their imports, with arrows only to what lies below.

Run with the project's environment after a change of packages: ``python -P -m tools.draw_packages``. An arrow that
follows from two others is left out. A cycle would end in an error, as it does in import-linter.
"""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

import grimp

OUT = Path(__file__).resolve().parent.parent / "docs" / "packages.svg"
LAYERS = ("bootstrap", "ui", "cli", "db", "printing", "services", "domain")
BOX, GAP, ROW, LEFT, WIDTH = 22, 10, 46, 90, 800
FONT = "font-family='sans-serif' font-size='12'"


def imports_of(layer: str) -> dict[str, set[str]]:
    """Package → packages of the same layer that it imports. Files right under the layer count as packages."""
    graph = grimp.build_graph("counter", include_external_packages=False, cache_dir=None)
    top = f"counter.{layer}"
    children = graph.find_children(top)
    found: dict[str, set[str]] = {child.removeprefix(f"{top}."): set() for child in children}
    for child in children:
        inside = {child, *graph.find_descendants(child)}
        for module in inside:
            for other in graph.find_modules_directly_imported_by(module):
                name = other.removeprefix(f"{top}.").split(".")[0]
                if other.startswith(f"{top}.") and name in found and other not in inside:
                    found[child.removeprefix(f"{top}.")].add(name)
    return found


def levels(imports: dict[str, set[str]]) -> dict[str, int]:
    """Package → how many steps it lies above the ground. Raises ValueError for a cycle."""
    found: dict[str, int] = {}

    def level(name: str, above: tuple[str, ...] = ()) -> int:
        if name in above:
            raise ValueError(f"cycle: {' → '.join((*above, name))}")
        if name not in found:
            found[name] = 1 + max((level(below, (*above, name)) for below in imports[name]), default=-1)
        return found[name]

    for name in imports:
        level(name)
    return found


def reduced(imports: dict[str, set[str]]) -> set[tuple[str, str]]:
    """The arrows that do not follow from others."""

    def below(name: str) -> set[str]:
        return imports[name] | {far for near in imports[name] for far in below(near)}

    return {
        (name, near)
        for name, direct in imports.items()
        for near in direct
        if not any(near in below(other) for other in direct - {near})
    }


def panel(layer: str, top: int) -> tuple[str, int]:
    """The packages of one layer as SVG, from this height on, and the height where it ends."""
    imports = imports_of(layer)
    height = levels(imports)
    rows = [sorted(n for n in height if height[n] == row) for row in range(max(height.values()), -1, -1)]
    spots: dict[str, tuple[int, int, int]] = {}
    for number, row in enumerate(rows):
        widths = [8 * len(name) + 18 for name in row]
        x = LEFT + (WIDTH - LEFT - sum(widths) - GAP * (len(row) - 1)) // 2
        for name, width in zip(row, widths, strict=True):
            spots[name] = (x, top + 16 + number * ROW, width)
            x += width + GAP
    end = top + 16 + len(rows) * ROW
    parts = [
        f"<rect x='4' y='{top}' width='{WIDTH}' height='{end - top - 6}' rx='6' fill='#f4f6f8' stroke='#c9d1d9'/>",
        f"<text x='16' y='{top + 24}' font-weight='bold' {FONT}>{layer}</text>",
    ]
    for name, near in sorted(reduced(imports)):
        (x, y, w), (nx, ny, nw) = spots[name], spots[near]
        parts.append(
            f"<line x1='{x + w // 2}' y1='{y + BOX}' x2='{nx + nw // 2}' y2='{ny - 2}'"
            " stroke='#8a94a0' marker-end='url(#a)'/>"
        )
    for name, (x, y, w) in sorted(spots.items()):
        parts.append(
            f"<rect x='{x}' y='{y}' width='{w}' height='{BOX}' rx='4' fill='white' stroke='#57606a'/>"
            f"<text x='{x + w // 2}' y='{y + 15}' text-anchor='middle' {FONT}>{escape(name)}</text>"
        )
    return "\n".join(parts), end + 8


def drawing() -> str:
    """The whole picture."""
    parts, top = [], 4
    for layer in LAYERS:
        part, top = panel(layer, top)
        parts.append(part)
    head = "viewBox='0 0 8 8' refX='7' refY='4' markerWidth='6' markerHeight='6' orient='auto'"
    arrow = f"<defs><marker id='a' {head}><path d='M0 0L8 4L0 8z' fill='#8a94a0'/></marker></defs>"
    size = f"viewBox='0 0 {WIDTH + 8} {top}' width='{WIDTH + 8}' height='{top}'"
    return f"<svg xmlns='http://www.w3.org/2000/svg' {size}>\n{arrow}\n" + "\n".join(parts) + "\n</svg>\n"


if __name__ == "__main__":
    OUT.write_text(drawing(), encoding="utf-8")
