"""Memory of a process by mapping; run alone, the window after a whole visit beside a bare main window.

``python -m bench.mappings``: the table of docs/decisions/0011. Resident megabytes; a library's pages that were written
to (its own data) count apart, because no other process shares them. ``python -m bench.mappings modules``: how much of
it remains when the same modules are imported and nothing is built.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

RUNS = 3
HEAP, ANONYMOUS, WRITTEN = (
    "heap (malloc)",
    "anonymous (Python's arenas, large blocks)",
    "written pages of files",
)
OTHERS = "other libraries and files"
GROUPS = {
    "Qt and its bindings": r"Qt6|Qt\w+\.abi3|shiboken|pyside|qoffscreen|\.qm$",
    "screen fonts": r"\.ttf$",
    "sqlcipher3 with its OpenSSL": r"^_sqlite3\.",
    "cryptography with its OpenSSL, argon2": r"^_rust|cffi|^_ffi",
    "the system's OpenSSL": r"^libcrypto|^libssl|^_ssl\.|^_hashlib\.",
    "Python": r"^python3",
    "other C modules": r"cpython|abi3",
}
"""Group → pattern of its file names; the first match counts."""

_MAPPING = re.compile(r"[0-9a-f]+-[0-9a-f]+ \S+ \S+ \S+ \S+\s*(.*)")


def parts() -> dict[str, float]:
    """Group → resident MB of this process."""
    found: Counter[str] = Counter()
    name = ""
    resident = 0
    for line in Path("/proc/self/smaps").read_text(encoding="utf-8").splitlines():
        if mapping := _MAPPING.fullmatch(line):
            name = mapping[1]
        elif line.startswith("Rss:"):
            resident = int(line.split()[1])
        elif line.startswith("Anonymous:"):
            own = int(line.split()[1])
            found[WRITTEN if name.startswith("/") else _group(name)] += own
            found[_group(name)] += resident - own
    return {group: kilobytes / 1024 for group, kilobytes in found.items()}


def _group(name: str) -> str:
    if not name.startswith("/"):
        return HEAP if name == "[heap]" else ANONYMOUS
    file = name.rpartition("/")[2]
    return next((group for group, form in GROUPS.items() if re.search(form, file)), OTHERS)


def _table() -> str:
    # the measured processes import this file too, and must stay small
    from bench.processes import one_run
    from bench.profiles import demo_profile

    floor, ours = [], []
    for _ in range(RUNS):
        floor.append(one_run("bench.floors.bare_window"))
        with demo_profile() as profile:
            ours.append(one_run("bench.our_window", str(profile), "visit"))
    rows = [
        (group, _of(floor, group), _of(ours, group)) for group in (HEAP, ANONYMOUS, WRITTEN, *GROUPS, OTHERS)
    ]
    rows.sort(key=lambda row: row[1] - row[2])
    rows.append(("together", sum(r[1] for r in rows), sum(r[2] for r in rows)))
    return "\n".join(f"{own - bare:6.1f}  {bare:6.1f} → {own:6.1f}  {group}" for group, bare, own in rows)


def _modules() -> str:
    from bench.processes import numbers, one_run
    from bench.profiles import demo_profile
    from bench.table import p50

    with demo_profile() as profile:
        visit = one_run("bench.our_window", str(profile), "visit", "modules")
    names = visit["modules"]
    assert isinstance(names, list)
    weighed = {
        "a bare main window": [one_run("bench.floors.bare_window") for _ in range(RUNS)],
        "its modules alone": [one_run("bench.bare_modules") for _ in range(RUNS)],
        "the visit's modules alone": [
            one_run("bench.bare_modules", given="\n".join(names)) for _ in range(RUNS)
        ],
        "the window after the visit": [visit],
    }
    return "\n".join(
        f"{p50(numbers(reports, 'memory', 'rss')):6.1f}  {what}" for what, reports in weighed.items()
    )


def _of(reports: list[dict[str, object]], group: str) -> float:
    from bench.processes import numbers
    from bench.table import p50

    runs: list[Mapping[str, object]] = []
    for one in reports:
        memory = one["memory"]
        assert isinstance(memory, Mapping)
        runs.append({"of": memory["parts"].get(group, 0.0)})
    return p50(numbers(runs, "of"))


if __name__ == "__main__":
    import sys

    print(_modules() if "modules" in sys.argv else _table())
