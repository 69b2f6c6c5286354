"""Slots for a further language on the applicant's screen: every text of it, empty until a translator fills it.

``python tools/translation_slots.py`` refreshes ``resources/i18n/applicant_mn.ts`` (translated texts stay, unused ones
are removed); ``--check`` only compares. The texts of the mirror lie in the domain, which knows no Qt, so they are
passed to lupdate as calls of the context ``mirror``.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SCREEN = ROOT / "counter" / "ui" / "screen"
SLOTS = ROOT / "resources" / "i18n" / "applicant_mn.ts"
LUPDATE = Path(sys.executable).with_name("pyside6-lupdate")


def refresh(slots: Path) -> None:
    """Update the slots in ``slots``. Raises CalledProcessError where Qt's tool fails."""
    sys.path.insert(0, str(ROOT))
    from counter.domain.screen import words

    with tempfile.TemporaryDirectory() as folder:
        calls = Path(folder) / "mirror.py"
        marked = (f"QCoreApplication.translate({'mirror'!r}, {word!r})" for word in words.words())
        calls.write_text("\n".join((*marked, "")), encoding="utf-8")
        pages = (p for p in SCREEN.rglob("*.py") if p.parent.name != "clerk_side")
        sources = [*sorted(pages, key=lambda p: p.name), calls]
        options = ["-silent", "-no-obsolete", "-locations", "none"]
        languages = ["-source-language", "zh_CN", "-target-language", "mn"]
        subprocess.run([LUPDATE, *options, *languages, *sources, "-ts", slots], check=True)


def main() -> int:
    """Refresh, or report whether that would change anything."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="only tell whether the slots are fresh")
    if not parser.parse_args().check:
        refresh(SLOTS)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        again = Path(folder) / SLOTS.name
        if SLOTS.is_file():
            shutil.copyfile(SLOTS, again)
        refresh(again)
        fresh = SLOTS.is_file() and again.read_bytes() == SLOTS.read_bytes()
    if not fresh:
        print(
            "resources/i18n/applicant_mn.ts is not fresh: run python tools/translation_slots.py",
            file=sys.stderr,
        )
    return 0 if fresh else 1


if __name__ == "__main__":
    raise SystemExit(main())
