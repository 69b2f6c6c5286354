"""One row of the table: our samples, the floor's samples of the same run, and the limit."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence

Row = dict[str, object]
FRAME_MS = 1000 / 60


def row(
    what: str,
    ours: Sequence[float],
    floor: Sequence[float],
    reach: float,
    *,
    unit: str = "ms",
    floor_name: str = "",
    note: str = "",
) -> Row:
    """A ratio to a floor measured in the same run: p50 to p50; p95 of both are shown."""
    ratio = p50(ours) / p50(floor)
    return {
        "what": what,
        "unit": unit,
        "n": min(len(ours), len(floor)),
        "ours_p50": p50(ours),
        "ours_p95": p95(ours),
        "floor": floor_name,
        "floor_p50": p50(floor),
        "floor_p95": p95(floor),
        "ratio": ratio,
        "reach": f"≤ {reach:g}×",
        "ok": ratio <= reach,
        "note": note,
    }


def limit_row(what: str, ours: Sequence[float], limit: float, *, unit: str = "ms", note: str = "") -> Row:
    """A limit for the p95 where the floor is one frame of the screen and no program; the ratio is p95 to frame."""
    return {
        "what": what,
        "unit": unit,
        "n": len(ours),
        "ours_p50": p50(ours),
        "ours_p95": p95(ours),
        "floor": "60 Hz 一帧",
        "floor_p50": FRAME_MS,
        "floor_p95": FRAME_MS,
        "ratio": p95(ours) / FRAME_MS,
        "limit": limit,
        "reach": f"p95 ≤ {limit:g} {unit}",
        "ok": p95(ours) <= limit,
        "note": note,
    }


def beside(limited: Row, floor: Sequence[float], floor_name: str) -> Row:
    """A row of a limit, beside a floor that the same machine needed in the same run: the ratio is p95 to its p50."""
    return {
        **limited,
        "floor": floor_name,
        "floor_p50": p50(floor),
        "floor_p95": p95(floor),
        "ratio": float_of(limited, "ours_p95") / p50(floor),
    }


def float_of(row: Row, name: str) -> float:
    """A figure of a row."""
    return _float(row[name])


def p50(samples: Sequence[float]) -> float:
    """The median."""
    return statistics.median(samples)


def p95(samples: Sequence[float]) -> float:
    """The value that 95 of 100 samples do not exceed."""
    return sorted(samples)[max(0, -(-len(samples) * 95 // 100) - 1)]


def show(rows: Iterable[Mapping[str, object]]) -> str:
    """All rows as one plain table."""
    head = ("what", "n", "ours p50", "p95", "floor p50", "p95", "unit", "ratio", "reach", "")
    lines = [head, *(_cells(normalised(r)) for r in rows)]
    widths = [max(_width(line[i]) for line in lines) for i in range(len(head))]
    return "\n".join(
        "  ".join(_pad(c, w) for c, w in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def normalised(r: Mapping[str, object]) -> Mapping[str, object]:
    """A row in this file's form; benchmarks in milliseconds may use short keys (``name``, ``ours_ms_p50`` …)."""
    if "what" in r:
        return r
    reach, ratio = _float(r["reach"]), _float(r["ratio"])
    figures = {f"{side}_{p}": r[f"{side}_ms_{p}"] for side in ("ours", "floor") for p in ("p50", "p95")}
    short = {"what": r["name"], "unit": "ms", "n": r["n"], "ratio": ratio, "note": r.get("note", "")}
    return {**short, **figures, "reach": f"≤ {reach:g}×", "ok": ratio <= reach}


def _cells(r: Mapping[str, object]) -> tuple[str, ...]:
    return (
        str(r["what"]),
        str(r["n"]),
        _number(r["ours_p50"]),
        _number(r["ours_p95"]),
        _number(r["floor_p50"]),
        _number(r["floor_p95"]),
        str(r["unit"]),
        f"{_float(r['ratio']):.2f}",
        str(r["reach"]),
        ("ok" if r["ok"] else "OVER") + (f"  {r['note']}" if r.get("note") else ""),
    )


def _float(value: object) -> float:
    assert isinstance(value, int | float)
    return float(value)


def _number(value: object) -> str:
    number = _float(value)
    return f"{number:.3f}" if number < 1 else f"{number:.1f}"


def _width(text: str) -> int:
    return sum(2 if ord(c) > 0x2E7F else 1 for c in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
