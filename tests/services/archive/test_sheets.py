"""Sheets of a case's file say what a reader would miss: originals nobody looked at, hand-outs without a proof."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from counter.domain.case.archive.contents import CaseFile, pieces_of
from counter.domain.case.item_state import ItemState
from counter.domain.document.document import Table
from counter.domain.papers.compose.archive_sheets import intake_list, note_sheet, result_list
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.originals import shown_only
from tests.services.archive.archived_case import profile_of_hall
from tests.services.archive.lived import collected, lived
from tests.services.office import office_on

BOX = "2026-03"


def test_that_the_sheets_say_what_was_not_seen_or_signed_and_when_the_window_decided(
    tmp_path: Path,
) -> None:
    with office_on(tmp_path / "profile") as office:
        filed = office.file(office.visit(8))
        unproved = collected(office, lived(office)).hand_outs
    line = next(
        x for x in filed.lines if shown_only(x) and filed.brought_of(x).state is MaterialState.RECEIVED
    )

    def looked_at(*, seen: bool) -> dict[str, Brought]:
        return {**filed.brought, line.id: replace(filed.brought_of(line), original_seen=seen)}

    lacks = replace(filed, brought=looked_at(seen=False), hand_outs=unproved)
    whole = replace(filed, brought=looked_at(seen=True))
    pieces = pieces_of(filed, dict.fromkeys((paper.id for paper in filed.papers), 1), BOX)
    for shown, row, lacking in ((lacks, "已收，未核原件", True), (whole, "已收", False)):
        file = CaseFile(
            shown, 1, BOX, pieces, profile_of_hall(), "大厅", "03号窗口", "15220103", "counter", ""
        )
        (table,) = (one for one in intake_list(file).body if isinstance(one, Table))
        assert next(cells for cells in table.rows if cells[1] == line.name)[3] == row
        notes = str(note_sheet(file).body)
        assert (f"没有登记核对过原件的：{line.name}。" in notes) is lacking
        assert ("没有送达回证" in notes) is lacking
        decided = next(one for one in result_list(file).body if isinstance(one, Table))
        done = [cells[3:] for cells in decided.rows if cells[2] == ItemState.DONE.label]
        assert done
        assert {number for number, _ in done} <= {paper.number for paper in filed.papers}
        assert {day for _, day in done} == {"2026-11-20"}
