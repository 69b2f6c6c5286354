"""Store profiles made by the code of one day: ``python -P -m tools.old_profile`` writes ``tests/data/before``.

A demo window, its office and its bureau with every kind of entry (``tests.every_kind``), each as a zip, and the folded
state of all of it by that same code, as ``facts.json.xz``. ``tests/journeys/test_profile_of_before.py`` opens a copy
with today's code. Run it only at the commit whose profiles are to be kept; people and keys in them are a demo's.
"""

from __future__ import annotations

import json
import lzma
import sys
import tempfile
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "data" / "before"
PROFILES = ("window", "office", "bureau")
FACTS = "facts.json.xz"


def main() -> int:
    """Write the folder."""
    from tools.paper_pictures import keep_to

    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="counter-before-") as folder:
        keep_to(Path(folder))
        from tests import every_kind

        every_kind.make(Path(folder))
        facts: dict[str, object] = {}
        for name in PROFILES:
            facts |= facts_of(Path(folder) / name)
            with ZipFile(FOLDER / f"{name}.zip", "w", ZIP_DEFLATED) as archive:
                for file in sorted(f for f in (Path(folder) / name).rglob("*") if f.is_file()):
                    archive.write(file, f"{name}/{file.relative_to(Path(folder) / name)}")
    written = json.dumps(facts, ensure_ascii=False, indent=0, sort_keys=True)
    (FOLDER / FACTS).write_bytes(lzma.compress(written.encode()))
    print(f"{len(facts)} facts of {', '.join(PROFILES)} in {FOLDER}")
    return 0


def facts_of(profile: Path) -> dict[str, object]:
    """The folded state of a profile's entries, by the current code."""
    from counter.bootstrap.opening import open_app
    from tests.services.office import SetClock
    from tools.fingerprint import LATER, folds, plain

    with open_app(profile, SetClock(LATER)) as app:
        folded = {name: plain(value) for name, value in folds(app, profile.name) if "entry/" not in name}
    plainly: dict[str, object] = json.loads(json.dumps(folded))
    return plainly


def facts_then() -> dict[str, object]:
    """The folded state of the stored profiles, by the code of their day."""
    folded: dict[str, object] = json.loads(lzma.decompress((FOLDER / FACTS).read_bytes()))
    return folded


def unpack(folder: Path) -> None:
    """Put a copy of each stored profile into a folder."""
    for name in PROFILES:
        with ZipFile(FOLDER / f"{name}.zip") as archive:
            archive.extractall(folder)


if __name__ == "__main__":
    sys.exit(main())
