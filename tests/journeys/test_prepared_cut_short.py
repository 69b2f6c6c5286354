"""What is prepared, sent on a slip, saved or packed: killed before, in and after the commit and in the file, and done
by two programs at once. Nothing half, nothing twice; what a person is shown afterwards is what is true.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from counter.bootstrap.atomic_file import whole_file
from counter.bootstrap.opening import create_profile, open_app
from counter.db.check.check import check
from counter.domain.case.archive.missing import ArchiveStage
from counter.domain.case.item_events import Hands
from counter.domain.document.document import PaperKind
from counter.domain.hall.hall import StaffSeed
from counter.services.archive.check_package import check_package, read_package
from counter.services.archive.list_files import list_files
from counter.services.archive.pack_case import pack_case
from counter.services.archive.package import Package
from counter.services.case.archive_case import archive_case
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.context.projection import read_case
from counter.services.papers.copy_paper import copy_paper
from counter.services.results.hand_out import ProofMade, prepare_hand_out
from counter.services.rounds.slips import make_slip
from counter.services.rounds.waiting import to_send, unsigned_slips, waiting_at
from tests.journeys.dying import (
    AFTER_COMMIT,
    BEFORE_COMMIT,
    DONE,
    FIRST_ENTRY,
    IN_FILE,
    KILLED,
    REFUSED,
    attempt,
    both,
)
from tests.services.archive.archived_case import profile_of_hall
from tests.services.case.test_archive import finished, scheduled
from tests.services.office import FRIDAY, PEOPLE, Office, SetClock
from tests.services.results.test_hand_out import HIMSELF, everything, granted, seen
from tests.services.rounds.test_rounds import ORGAN, filed
from tests.settings import demo_hall

LEAD = (*PEOPLE, StaffSeed("S02", "哈斯", "supervisor", "5926"))


@dataclass
class Desk:
    """A profile in which something waits to be done; files go to ``folder``."""

    profile: Path
    folder: Path
    proof: ProofMade | None = None
    archived: str = ""

    def person(self, app: AppContext, code: str = "W01") -> StaffRow:
        return next(row for row in app.journal.staff() if row.code == code)

    def looked_at(self, look: Callable[[AppContext], object]) -> object:
        """What somebody sees who opens the program afterwards; the file is whole."""
        with open_app(self.profile, SetClock(FRIDAY)) as app:
            assert check(app.journal).faults == ()  # type: ignore[arg-type]
            return look(app)

    def files(self) -> list[str]:
        return sorted(one.name for one in self.folder.iterdir())

    # ── the deeds ────────────────────────────────────────────────────────────────────────────────────

    def prepare(self, app: AppContext) -> None:
        prepare_hand_out(app, everything(seen(Office(app, SetClock(FRIDAY)))), HIMSELF, self.person(app))

    def send(self, app: AppContext) -> None:
        wanted = [one.on_slip for one in waiting_at(app, ORGAN, Hands.TO_ORGAN).cases]
        make_slip(app, ORGAN, Hands.TO_ORGAN, wanted, self.person(app))

    def save(self, app: AppContext) -> None:
        assert self.proof is not None

        with whole_file(self.folder / "回证.pdf") as half:
            copy_paper(
                app.journal,
                app.projector,
                app.papers,
                case_id=self.proof.case,
                wanted=self.proof.paper,
                clerk="W01",
                keep=half.write,
            )

    def pack(self, app: AppContext) -> None:
        with ExitStack() as opened:

            def keep(package: Package) -> None:
                file = self.folder / f"{package.name}.zip"
                opened.enter_context(whole_file(file, replace=True)).complete(package.zipped())

            pack_case(app, profile_of_hall(), self.archived, self.person(app, "S01"), keep)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Two results to be collected, papers of two cases for one organ, and an archived case."""
    folder = tmp_path_factory.mktemp("prepared")
    profile, clock = folder / "p", SetClock(FRIDAY)
    (folder / "files").mkdir()
    create_profile(profile, demo_hall(), LEAD, clock)
    with open_app(profile, clock) as app:
        office = Office(app, clock)
        scheduled(office)
        archived = finished(office)
        archive_case(app, archived.id, office.clerk, wait_days=0)
        for number in ("1", "2"):
            granted(office, number)
        filed(office)
        filed(office)
    return Desk(profile, folder / "files", archived=archived.id)


def killed_early(
    desk: Desk, deed: Callable[[AppContext], None], look: Callable[[AppContext], object]
) -> None:
    """Killed before it counts: everything is as it was, for a person too."""
    before = desk.looked_at(look), desk.looked_at(lambda app: app.journal.place())
    for moment in (FIRST_ENTRY, BEFORE_COMMIT):
        assert attempt(desk.profile, FRIDAY, deed, moment) == KILLED
        assert (desk.looked_at(look), desk.looked_at(lambda app: app.journal.place())) == before, moment


def test_that_a_proof_prepared_by_who_is_killed_is_there_once_or_not_at_all(desk: Desk) -> None:
    def look(app: AppContext) -> object:
        found = seen(Office(app, SetClock(FRIDAY)))
        cases = [read_case(app.journal, key) for key in found.numbers]
        proofs = [p.number for c in cases for p in c.papers if p.kind == PaperKind.PROOF_OF_DELIVERY]
        return proofs, sorted(one.proof_number for one in found.waiting), len(everything(found))

    killed_early(desk, desk.prepare, look)
    ends = both(desk.profile, FRIDAY, desk.prepare, AFTER_COMMIT)
    assert set(ends) != {REFUSED}
    proofs, waiting, _ = desk.looked_at(look)  # type: ignore[misc]
    assert waiting == proofs
    assert len(proofs) == 1
    assert "1号" in proofs[0]  # no number was used up by who was killed
    assert attempt(desk.profile, FRIDAY, desk.prepare) == REFUSED
    assert desk.looked_at(look)[1] == waiting  # type: ignore[index]

    def known(app: AppContext) -> ProofMade:
        (one,) = seen(Office(app, SetClock(FRIDAY))).waiting
        return ProofMade(one.id, one.cases[0], one.proof, one.proof_number)

    desk.proof = desk.looked_at(known)  # type: ignore[assignment]


def test_that_a_sheet_whose_file_was_cut_short_is_no_sheet(desk: Desk) -> None:
    """After the test before it: the sheet of that proof is saved."""
    assert desk.proof is not None
    case, paper = desk.proof.case, desk.proof.paper

    def look(app: AppContext) -> object:
        found = read_case(app.journal, case).paper(paper)
        assert found is not None
        return found.copies, found.stage

    before = desk.looked_at(look)
    for moment in (IN_FILE, FIRST_ENTRY, BEFORE_COMMIT):
        assert attempt(desk.profile, FRIDAY, desk.save, moment) == KILLED
        assert (desk.looked_at(look), desk.files()) == (before, []), moment
    assert attempt(desk.profile, FRIDAY, desk.save, AFTER_COMMIT) == KILLED
    assert (desk.looked_at(look)[0], desk.files()) == (1, [])  # type: ignore[index]  # never one that does not count
    assert attempt(desk.profile, FRIDAY, desk.save) == DONE
    assert desk.looked_at(look)[0] == 2  # type: ignore[index]
    (file,) = desk.folder.iterdir()
    assert file.read_bytes().startswith(b"%PDF")


def test_that_a_slip_made_by_who_is_killed_carries_its_papers_once_or_not_at_all(desk: Desk) -> None:
    def look(app: AppContext) -> object:
        here = [one for one in to_send(app) if one.organ == ORGAN]
        return [one.originals for one in here], [one.number for one in unsigned_slips(app)]

    killed_early(desk, desk.send, look)
    assert len(desk.looked_at(look)[0]) == 1  # type: ignore[index]
    ends = both(desk.profile, FRIDAY, desk.send, AFTER_COMMIT)
    assert set(ends) != {REFUSED}
    lying, slips = desk.looked_at(look)  # type: ignore[misc]
    assert (lying, len(slips)) == ([], 1)
    assert slips[0].endswith("1号")
    assert attempt(desk.profile, FRIDAY, desk.send) == REFUSED
    assert desk.looked_at(look) == ([], slips)


def test_that_a_package_cut_short_is_no_file_and_one_that_no_entry_knows_is_called_so(desk: Desk) -> None:
    for one in desk.folder.iterdir():
        one.unlink()

    def stage(app: AppContext) -> object:
        (row,) = (row for row in list_files(app, profile_of_hall()) if row.case == desk.archived)
        return row.stage, row.version

    assert attempt(desk.profile, FRIDAY, desk.pack, IN_FILE) == KILLED
    assert (desk.looked_at(stage), desk.files()) == ((ArchiveStage.ARCHIVED, 0), [])
    for moment in (FIRST_ENTRY, BEFORE_COMMIT):
        assert attempt(desk.profile, FRIDAY, desk.pack, moment) == KILLED
        assert desk.looked_at(stage) == (ArchiveStage.ARCHIVED, 0), moment
    (file,) = desk.folder.iterdir()

    def checked(app: AppContext) -> object:
        found = check_package(app, read_package(file))
        return found.faults, found.notes

    whole = file.read_bytes()
    faults, notes = desk.looked_at(checked)  # type: ignore[misc]
    assert any("没有" in words for words in (*faults, *notes))  # nothing of it is on record
    ends = both(desk.profile, FRIDAY, desk.pack, AFTER_COMMIT)
    assert set(ends) != {REFUSED}
    assert desk.looked_at(stage) == (ArchiveStage.PACKED, 1)
    assert desk.files() == [file.name]
    assert file.read_bytes() == whole  # the same case, the same bytes
    assert desk.looked_at(checked) == ((), ())
    assert {
        p.version for p in desk.looked_at(lambda app: read_case(app.journal, desk.archived)).packages
    } == {1}  # type: ignore[attr-defined]


def test_that_nothing_of_it_is_there_twice_at_the_end(desk: Desk) -> None:
    since, until = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)

    def count(app: AppContext) -> object:
        kinds = ("result.hand_out_prepared", "custody.round_made")
        return [len(app.journal.entries_between((kind,), since, until)) for kind in kinds]

    assert desk.looked_at(count) == [4, 2]  # one proof over the four cases of a person, one slip over two
