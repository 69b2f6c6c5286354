"""``check`` proves what came from other stations as it proves the own stream, by what their stations signed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from counter.db.check.check import rebuild_rows
from counter.domain.errors import WorldTrouble
from tests.db import toy
from tests.services.exchange.stations import Station, case_id, station


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A window that took in what another one wrote of a case of both, closed."""
    folder = tmp_path_factory.mktemp("taken")
    there, here = station(folder / "there", "04"), station(folder / "here", "03")
    there.accept(1)
    here.trusts(there)
    here.add(case_id(1))
    here.take_in(there.batches(size=3))
    here.batches()
    assert here.faults() == []
    for one in (there, here):
        one.journal.close()
    return folder / "here"


_COPIED = (
    "station, epoch, seq, id, at, boot, monotonic_ns, actor, kind, version, subject, base, payload, sealed, taken, "
    "untimely, prev, hash"
)
ALTERED = {
    "a changed payload": "UPDATE taken_entries SET payload = x'7b7d' WHERE seq = 3",
    "another kind": "UPDATE taken_entries SET kind = 'note' WHERE seq = 4",
    "a rating": "UPDATE taken_entries SET kind = 'rating.refused' WHERE seq = 4",
    "a changed hash": "UPDATE taken_entries SET hash = zeroblob(32) WHERE seq = 2",
    "a number that was not signed": "UPDATE taken_entries SET seq = 77 WHERE seq = 4",
    "another station": "UPDATE taken_entries SET station = '09' WHERE seq = 4",
    "another list": "UPDATE batches SET hashes = zeroblob(96) WHERE station = '04' AND first = 1",
    "a forged signature": "UPDATE batches SET signature = zeroblob(64) WHERE station = '04'",
    "another list of ours": (
        "UPDATE batches SET hashes = zeroblob(32 * (last - first + 1)) WHERE station = '03'"
    ),
    "an entry copied into the own stream": (
        f"INSERT INTO entries ({_COPIED}) SELECT {_COPIED} FROM taken_entries WHERE seq = 2"
    ),
    "no batch at all": "DELETE FROM batches WHERE station = '04'",
}


@pytest.fixture
def altered(made: Path, tmp_path: Path) -> Callable[[str], Station]:
    def alter(statement: str) -> Station:
        shutil.copytree(made, tmp_path / "copy")
        one = Station(toy.open_journal(tmp_path / "copy"), toy.FakeClock())
        one.journal.connection().execute(statement)
        return one

    return alter


@pytest.mark.parametrize("name", ALTERED)
def test_that_every_change_is_found_and_nothing_is_rebuilt_on_it(
    altered: Callable[[str], Station], name: str
) -> None:
    one = altered(ALTERED[name])
    found = one.check().faults
    assert "taken" in {fault.kind for fault in found}
    assert all(fault.sentence.endswith("。") for fault in found)
    with pytest.raises(WorldTrouble, match="没有重建"):
        rebuild_rows(one.journal)
    one.journal.close()


def test_that_rows_of_cases_of_others_are_compared_and_rebuilt(altered: Callable[[str], Station]) -> None:
    one = altered("UPDATE case_rows SET state = 'done'")
    assert "row" in one.faults()
    assert rebuild_rows(one.journal).clean
    row = one.journal.case_row(case_id(1))
    assert row is not None
    assert row.state == "accepted"
    one.journal.close()
