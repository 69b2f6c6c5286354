"""Proves that a refactoring changed nothing: ``python -P -m tools.fingerprint OUT.json`` before and after it.

Makes the sample papers of the tests, and profiles with every kind of entry, with a fixed clock, fixed ids and fixed
keys. Writes a hash of every paper (its words, its PDF), of every entry, row and fold of these profiles and of the kept
ones (``tools.old_profile``), of what each golden entry folds to, and of the shipped guide. ``--compare A.json B.json``
names what differs; ``--words`` keeps the contents too (a large file), and the comparison then shows the lines.
``--papers FOLDER OUT.json`` does the same for the papers of a tour (``scripts/counter tour --out FOLDER``), whose clock
and keys are real: words without dates, times and ids. Contents are compared, field names and values; modules and
classes may be renamed.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import json
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2

from counter.bootstrap.opening import open_app
from counter.db.check.check import check, rebuild_rows
from counter.db.journal import epochs
from counter.domain.case.acts.offers import possible
from counter.domain.case.fold import fold as fold_case
from counter.domain.event_kinds import KINDS
from counter.domain.guide.library import canonical, library_of
from counter.domain.guide.problems import fold_problems
from counter.domain.journal.entries import Entry, canonical_bytes
from counter.domain.ratings.office.rated import fold as fold_rated
from tools.fixed_chance import fix_chance, start_again
from tools.paper_pictures import keep_to

if TYPE_CHECKING:
    from counter.services.context.app import AppContext

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden"
NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
LATER = datetime(2027, 6, 1, 4, tzinfo=UTC)
"""When the profiles are opened again: after all their entries."""

MOST_SHOWN = 40
SHADOWS = ("case_names", "sqlite_", "alembic")
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
_SUBJECTS = "SELECT subject FROM entries GROUP BY subject ORDER BY MIN(row)"

Facts = Iterator[tuple[str, object]]
"""What is compared, each with a unique name."""


def main() -> int:
    """Write or compare; 1 where something differs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path, nargs="?")
    parser.add_argument("--compare", type=Path, nargs=2, metavar=("BEFORE", "AFTER"))
    parser.add_argument("--papers", type=Path, metavar="FOLDER")
    parser.add_argument("--words", action="store_true")
    args = parser.parse_args()
    if args.compare:
        return compare(*(json.loads(file.read_text(encoding="utf-8")) for file in args.compare))
    if args.out is None:
        parser.error("OUT.json is missing")
    facts = tour_papers(args.papers) if args.papers else everything()
    written = {name: _summary(value, words=args.words) for name, value in facts}
    args.out.write_text(json.dumps(written, ensure_ascii=False, indent=0, sort_keys=True), encoding="utf-8")
    print(f"{len(written)} facts in {args.out}")
    return 0


# ── what is compared ──────────────────────────────────────────────────────────────────────────────────


def everything() -> Facts:
    """All of it, from temporary profiles that are deleted."""
    fix_chance()
    epochs.binding = _nowhere
    epochs.still_bound = _always
    with tempfile.TemporaryDirectory(prefix="counter-fingerprint-") as folder:
        keep_to(Path(folder))
        from tests import every_kind  # imported here: chance is fixed before
        from tools.old_profile import unpack

        yield from golden()
        yield from guide()
        yield from samples(Path(folder) / "samples")
        start_again()
        every_kind.make(Path(folder) / "every")
        unpack(Path(folder) / "before")
        for profile in sorted(card.parent for card in Path(folder).glob("*/*/keys.json")):
            yield from rows_and_folds(profile, f"{profile.parent.name}-{profile.name}")


def _nowhere(folder: Path) -> str:
    """Profiles are bound to no machine and folder."""
    return "2-" + "0" * 64


def _always(folder: Path, to: str) -> bool:
    return True


def samples(folder: Path) -> Facts:
    """Every sheet of the sample papers."""
    from tests.printing.shown_rooms import rooms
    from tests.printing.shown_visits import visits

    for number, sample in enumerate((*visits(folder), *rooms(folder)), 1):
        name = f"paper/{number:03d} {sample.showing.name} {sample.kind.value}"
        yield f"{name}/words", (sample.document, sample.note)
        yield f"{name}/pdf", hashlib.sha256(sample.pdf).hexdigest()


def rows_and_folds(profile: Path, name: str) -> Facts:
    """Every entry, row and fold of a profile, its check, and that recomputing the rows changes nothing."""
    from tests.services.office import SetClock

    with open_app(profile, SetClock(LATER)) as app:
        found = check(app.journal)  # its notes contain the folder's name
        yield f"check/{name}", (found.entries, found.cases, found.papers, found.faults)
        before = dict(rows(app, name))
        yield f"rebuilt/{name}", rebuild_rows(app.journal).faults
        after = dict(rows(app, name))
        changed = sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))
        yield f"rebuilt/{name}/changed", changed
        yield from after.items()
        yield from folds(app, name)
        yield from offers(app, name)


def rows(app: AppContext, name: str) -> Facts:
    """Every row of every table but the search index's own."""
    connection = app.journal.connection()
    tables = [table for (table,) in connection.execute(_TABLES) if not table.startswith(SHADOWS)]
    for table in tables:
        cursor = connection.execute(f"SELECT * FROM {table}")  # noqa: S608  the file's own names
        columns = [column[0] for column in cursor.description]
        row_lines = sorted(repr(plain(dict(zip(columns, row, strict=True)))) for row in cursor)
        for number, row in enumerate(row_lines):
            yield f"row/{name}/{table}/{number:04d}", row


def folds(app: AppContext, name: str) -> Facts:
    """Every entry, and every subject folded from its entries."""
    journal = app.journal
    for (subject,) in journal.connection().execute(_SUBJECTS).fetchall():
        entries = journal.entries(subject)
        for number, entry in enumerate(entries):
            yield f"entry/{name}/{subject}/{number:03d} {entry.kind}", entry
        case, rated = fold_case(entries), fold_rated(entries)
        if case is not None:
            yield from _by_field(f"case/{name}/{subject}", case)
        if rated is not None:
            yield from _by_field(f"rated/{name}/{subject}", rated)
        if entries[0].kind.startswith("guide.problem"):
            yield f"problems/{name}", fold_problems(entries)
    yield f"hall/{name}", app.hall
    yield f"versions/{name}", app.versions
    yield f"staff/{name}", journal.staff()


def offers(app: AppContext, name: str) -> Facts:
    """The available acts of each case."""
    setting = app.setting()
    for row in app.journal.find_cases("").rows:
        case = fold_case(app.journal.entries(row.case))
        if case is not None:
            yield f"offers/{name}/{row.case}", possible(case, setting)


def golden() -> Facts:
    """Every golden entry folded: upon an opened case, or upon a bad rating."""
    stored = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(GOLDEN.glob("*.json"))]
    known = {entry["kind"]: entry for entry in stored if entry["version"] == 1}
    cases = [known["case.opened"]]
    for stored_entry in stored:
        kind = f"{stored_entry['kind']}.v{stored_entry['version']}"
        for fold, begun in (
            (fold_case, [*cases, known["item.accepted"], known["paper.issued"]]),
            (fold_case, cases),
            (fold_rated, [known["rating.registered"], known["rectification.opened"]]),
            (fold_problems, [known["guide.problem_reported"]]),
        ):
            name = f"golden/{kind} after {', '.join(e['kind'] for e in begun)}"
            try:
                yield (
                    name,
                    fold([_entry(number, one) for number, one in enumerate((*begun, stored_entry), 1)]),
                )
            except (LookupError, ValueError, TypeError) as wrong:
                yield name, f"cannot be: {wrong}"


def _entry(number: int, stored_entry: Mapping[str, Any]) -> Entry:
    return Entry(
        id=f"e{number}",
        station="15220103",
        epoch=1,
        seq=number,
        at=NOON,
        boot="one boot",
        monotonic_ns=number,
        actor="W01",
        kind=stored_entry["kind"],
        version=stored_entry["version"],
        subject="subject",
        previous_entry_id=None,
        payload=canonical_bytes(stored_entry["payload"]),
        sealed=None,
        prev=b"",
        hash=b"",
        personal=stored_entry.get("personal"),
    )


def guide() -> Facts:
    """The shipped guide, plain and with the demo overlay."""
    from counter.bootstrap.opening import guide_shelf

    for overlay in (None, "演示"):
        library = library_of(guide_shelf().guide(overlay))
        yield f"guide/{overlay}", hashlib.sha256(canonical(library)).hexdigest()


# ── the papers of a tour ──────────────────────────────────────────────────────────────────────────────

CHANGING = (
    (re.compile(r"\d{4}[-年]\d{1,2}[-月]\d{1,2}日?"), "DATE"),
    (re.compile(r"\d{1,2}:\d{2}(:\d{2})?|\d{1,2}\s*时\s*\d{1,2}\s*分"), "TIME"),
    (re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"), "ID"),
    (re.compile(r"\d{6} \d{4} \d"), "NUMBER"),
    (re.compile(r"(?<=\D)\d{12}(?=\D)"), "NUMBER"),
)


def tour_papers(folder: Path) -> Facts:
    """Every page of every PDF: its size, its text, and its drawing operators, counted."""
    for file in sorted(folder.glob("*.pdf")):
        with pypdfium2.PdfDocument(file) as document:
            for number, page in enumerate(document, 1):
                words = page.get_textpage().get_text_range()
                for pattern, instead in CHANGING:
                    words = pattern.sub(instead, words)
                drawn = sorted(one.type for one in page.get_objects() if one.type != TEXT)
                yield f"tour/{file.name}/{number}", (page.get_size(), drawn, words)


TEXT = 1
"""pdfium's number for an object that is text."""

# ── plain form and comparison ─────────────────────────────────────────────────────────────────────────


def _by_field(name: str, value: Any) -> Facts:
    for field in fields(value):
        yield f"{name}/{field.name}", getattr(value, field.name)


def plain(value: object) -> object:
    """Field names and values only, independent of classes and modules."""
    if isinstance(value, Enum):
        return plain(value.value)
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, date):  # or a datetime
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, type):
        if value in KINDS.by_payload:
            return KINDS.by_payload[value].name
        return [field.name for field in fields(value)] if is_dataclass(value) else str(value)
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(one) for key, one in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((plain(one) for one in value), key=repr)
    if isinstance(value, Iterable):
        return [plain(one) for one in value]
    return str(value)


def _summary(value: object, *, words: bool) -> object:
    form = plain(value)
    text = json.dumps(form, ensure_ascii=False, sort_keys=True)
    return form if words else hashlib.sha256(text.encode()).hexdigest()


def compare(before: Mapping[str, object], after: Mapping[str, object]) -> int:
    """List what is missing, new and different; 1 where there is any."""
    found = {
        "only before": sorted(before.keys() - after.keys()),
        "only after": sorted(after.keys() - before.keys()),
        "different": sorted(name for name in before.keys() & after.keys() if before[name] != after[name]),
    }
    for what, names in found.items():
        print(f"{what}: {len(names)} of {len(before)}")
        for name in names[:MOST_SHOWN]:
            print(f"  {name}")
            if what == "different":
                _show(before[name], after[name])
        if len(names) > MOST_SHOWN:
            print(f"  … and {len(names) - MOST_SHOWN} more")
    return 1 if any(found.values()) else 0


def _show(before: object, after: object) -> None:
    """The lines that differ, where the contents were kept."""
    sides = [
        json.dumps(side, ensure_ascii=False, indent=1, sort_keys=True).splitlines()
        for side in (before, after)
    ]
    if max(map(len, sides)) > 1:
        lines = difflib.unified_diff(*sides, lineterm="", n=1)
        print("\n".join(f"    {line[:160]}" for line in islice(lines, 2, 14)))


if __name__ == "__main__":
    sys.exit(main())
