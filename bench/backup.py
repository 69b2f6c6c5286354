"""A backup of a year's profile against a plain copy of its data file, and accepting beside one being made.

The profile of ``bench.records`` (10,000 cases, 300,000 entries). The copy is read and written through the system's
cache and synced, as a backup is; the backup besides leaves tables out, checks every page, seals, signs, reads back.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bench.records import fill
from bench.table import Row, row
from counter.db.backup.write import write_backup
from counter.db.file.connection import DATABASE
from counter.db.journal.journal import SqlJournal
from counter.db.keys.key_folder import load_keys
from counter.domain.hall.backup.progress import ignore_backup
from tests.services.office import Office, office_on
from tests.settings import somebody

REACH = 40.0
"""A backup is made beside the work at low priority: minutes would do. The copy alone is no backup."""
ACCEPT_REACH = 3.0
CASES = int(os.environ.get("COUNTER_BENCH_CASES", "10000"))
VISITS, ROUNDS = 12, 3
_AGAIN = "另一次申请"
_BUNDLE = 8


def rows() -> list[Row]:
    """The backup, and an accept beside it (processor time)."""
    with (
        tempfile.TemporaryDirectory(prefix="counter-bench-") as folder,
        office_on(Path(folder) / "p") as office,
    ):
        count = fill(office, CASES)
        journal = office.app.journal
        assert isinstance(journal, SqlJournal)
        journal.clear_page_log()
        profile = journal.profile
        stick = Path(folder) / "stick"
        stick.mkdir()
        ours, bare = [], []
        for _ in range(ROUNDS):
            bare.append(_timed(lambda: _copy(profile / DATABASE, stick / "copy")))
            ours.append(_timed(lambda: _backup(profile, stick)))
        size = (profile / DATABASE).stat().st_size // 1_000_000
        alone = _accept(office)
        with subprocess.Popen(
            [sys.executable, "-P", "-c", _LOOP, str(profile), str(stick)], stdout=subprocess.PIPE
        ) as beside:
            assert beside.stdout is not None
            beside.stdout.readline()
            during = _accept(office)
            beside.kill()
        note = f"{count:,} entries, {size} MB"
        return [
            row("backup of a year", ours, bare, REACH, floor_name="copy of the data file", note=note),
            row(
                "accept during a backup",
                during,
                alone,
                ACCEPT_REACH,
                floor_name="accept alone, processor time",
            ),
        ]


_LOOP = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from counter.db.backup.write import write_backup
from counter.db.keys.key_folder import load_keys
profile, stick = map(Path, sys.argv[1:])
print('begun', flush=True)
while True:
    write_backup(profile, load_keys(profile), stick, datetime.now(UTC), lambda *_: None, 0).path.unlink()
"""


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    descriptor = os.open(target, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)
    target.unlink()


def _backup(profile: Path, stick: Path) -> None:
    made = write_backup(profile, load_keys(profile), stick, datetime.now(UTC), ignore_backup, 0)
    made.path.unlink()


def _accept(office: Office) -> list[float]:
    """Processor milliseconds of accepts."""
    spent = []
    for number in range(VISITS):
        visit = replace(
            office.visit(_BUNDLE, applicant=somebody(name=f"量{number}")), duplicate_reason=_AGAIN
        )
        begun = time.process_time()
        office.file(visit)
        spent.append((time.process_time() - begun) * 1000)
    return spent
