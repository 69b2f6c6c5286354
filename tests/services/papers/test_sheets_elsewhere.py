"""Another window's paper: its own window alone counts its sheets, whoever may read it; nothing leaves uncounted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from counter.bootstrap.atomic_file import whole_file
from counter.domain.document.document import A4, ROLL, Document
from counter.domain.document.signature import Drawing
from counter.domain.errors import RuleRefused, StaleBase
from counter.domain.papers.parts.page_forms import ACCEPTANCE
from counter.services.context.paper_files import PaperMaker
from counter.services.context.projection import read_case
from counter.services.papers.copy_paper import content_of, copy_paper
from counter.services.papers.print_queueing import send_copy
from tests.services.office import Office, office_on
from tests.services.oversight_room import ONE, TWO, RoomOfHall, room_of_hall, send

CATERING = 8


@pytest.fixture
def hall(tmp_path: Path) -> RoomOfHall:
    return room_of_hall(tmp_path)


def copied(
    at: Office,
    case: str,
    paper: str,
    keep: Callable[[bytes], object],
    page: str = A4,
    maker: PaperMaker | None = None,
) -> object:
    app = at.app
    return copy_paper(
        app.journal,
        app.projector,
        maker or app.papers,
        case_id=case,
        wanted=paper,
        clerk="W01",
        page=page,
        keep=keep,
    )


@pytest.mark.parametrize("page", [A4, ROLL])
def test_that_a_window_that_may_read_anothers_paper_gives_out_no_sheet_of_it(
    hall: RoomOfHall, page: str
) -> None:
    with hall.opened(TWO) as two, hall.opened(ONE) as one:
        send(one.app, two.app)  # the first window holds the hall ring
        case = two.file(two.visit(CATERING))
        send(two.app, one.app)
    (paper, *_) = (p for p in case.papers if p.kind in ACCEPTANCE)
    with hall.opened(ONE) as one:
        known = next(p for p in read_case(one.app.journal, case.id).papers if p.id == paper.id)
        assert content_of(known)
        before, kept = one.app.journal.place(), []  # type: ignore[var-annotated]
        attempts: tuple[Callable[[], object], ...] = (
            lambda: copied(one, case.id, paper.id, kept.append, page),
            lambda: send_copy(one.app, case.id, paper.id, "W01", page=page),
        )
        for attempt in attempts:
            with pytest.raises(RuleRefused, match=f"窗口 {TWO} 出具的"):
                attempt()
        assert (kept, one.app.journal.place()) == ([], before)


class Interrupted:
    """The real maker of papers; while it works, somebody else writes about the case."""

    def __init__(self, maker: PaperMaker, meanwhile: Callable[[], object]) -> None:
        self._maker = maker
        self._meanwhile = meanwhile

    def __getattr__(self, name: str) -> object:
        return getattr(self._maker, name)

    def make(self, document: Document, drawing: Drawing | None = None) -> bytes:
        self._meanwhile()
        return self._maker.make(document, drawing)

    def make_signed(self, *given: Any) -> bytes:
        self._meanwhile()
        return self._maker.make_signed(*given)


def test_that_nothing_is_kept_of_a_sheet_whose_entry_is_refused(tmp_path: Path) -> None:
    with office_on(tmp_path / "office") as office:
        case = office.file(office.visit(CATERING))
        paper, out = case.papers[0], tmp_path / "out"
        out.mkdir()
        maker: Any = Interrupted(office.app.papers, lambda: office.take_out(case, paper))
        with pytest.raises(StaleBase), whole_file(out / "paper.pdf") as half:
            copied(office, case.id, paper.id, half.write, maker=maker)
        assert (list(out.iterdir()), office.now(case).papers[0].copies) == ([], 1)
        with whole_file(out / "paper.pdf") as half:
            copied(office, case.id, paper.id, half.write)
        assert ([file.name for file in out.iterdir()], office.now(case).papers[0].copies) == (
            ["paper.pdf"],
            2,
        )
