"""A day is compared as it is known, signed as it was, and goes out as a workbook that says what it is of."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from msgspec.structs import replace as changed
from openpyxl import load_workbook

from counter.domain.errors import BadInput, RuleRefused
from counter.domain.journal.entries import taken_text
from counter.domain.journal.exchange.batch import SentEntry
from counter.domain.tasks.board import BoardBy
from counter.domain.tasks.oversight.draw import DrawRule
from counter.domain.tasks.oversight.reconcile import DifferenceKind
from counter.services.oversight.export_workbook import export_oversight
from counter.services.oversight.reconcile_day import reconcile_day, sign_day, signatures, unsigned_days
from counter.services.oversight.samples import announce_sample, draw_sample
from counter.services.spreadsheet.safety import check_archive
from tests.services.oversight.rooms import OTHER, WINDOW, Room, room_and_window

DAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with room_and_window(tmp_path_factory.mktemp("room")) as found:
        yield found


def kinds(room: Room, window: str = WINDOW) -> list[DifferenceKind]:
    return [one.kind for one in reconcile_day(room.app, DAY).of(window)]


def number_lost(room: Room) -> None:
    """As if an entry of the window's had given out a number far ahead: the room has it, and nobody the ones between."""
    store = room.app.journal.exchange()
    (stream,) = [one for one in store.streams_here() if one.station == WINDOW]
    taken = taken_text((("case/261120", 9),))
    with room.app.journal.transaction() as tx:
        found = tx.exchange().batch_entries(next(iter(store.placed(0, 99))))
        entry = next(one for one in found if isinstance(one, SentEntry))
        ahead = changed(entry, seq=stream.last + 900, id=entry.id[:-4] + "ffff", taken=taken)
        tx.exchange().put_entries(WINDOW, stream.epoch, [ahead])
        tx.commit()


def test_that_a_day_is_compared_and_what_was_not_clean_says_so_for_ever(room: Room) -> None:
    app, lead = room.app, room.person()
    room.finished()
    assert [one.kind for one in reconcile_day(app, DAY).differences] == [
        DifferenceKind.UNREPORTED,
        DifferenceKind.UNREPORTED,
        DifferenceKind.UNASKED,
    ]
    room.exchange()
    found = reconcile_day(app, DAY)
    (three, four) = found.windows
    assert (three.window, three.cases, three.first, three.last) == (WINDOW, 1, 1, 1)
    assert three.papers
    assert three.hub is not None
    assert 0 < three.here <= three.hub
    assert kinds(room) == []
    assert kinds(room, OTHER) == [DifferenceKind.UNREPORTED]
    assert (four.hub, four.here) == (None, 0)
    with pytest.raises(BadInput, match="怎么处理"):
        sign_day(app, DAY, lead)
    sign_day(app, DAY, lead, "04号窗口今天停窗")
    (first,) = signatures(app.journal, DAY)
    assert (first.clean, first.by, first.signed.words) == (False, "S01", "04号窗口今天停窗")
    with pytest.raises(RuleRefused, match="还没有到"):
        reconcile_day(app, date(2026, 11, 21))
    assert unsigned_days(app, date(2026, 11, 18), DAY) == (date(2026, 11, 18), date(2026, 11, 19))


def test_that_a_hole_a_lost_batch_and_a_hub_put_back_are_each_named(room: Room) -> None:
    number_lost(room)
    (hole,) = reconcile_day(room.app, DAY).of(WINDOW)
    assert (hole.kind, "缺第2、3、4、5、6号等7个" in hole.words) == (DifferenceKind.HOLE, True)
    room.hub.put_back(0)
    room.round(room.app)
    assert DifferenceKind.HUB_BEHIND in kinds(room)
    room.exchange()
    assert DifferenceKind.HUB_BEHIND not in kinds(room)


def test_that_the_workbook_says_what_it_is_of_and_runs_no_formula(room: Room) -> None:
    app, lead = room.app, replace(room.person(), name='=HYPERLINK("http://x")')
    announce_sample(app, "=1+1", DrawRule(DAY, DAY, 100), room.person())
    room.clock.at += timedelta(days=1)
    draw_sample(app, "=1+1", room.person())
    with pytest.raises(BadInput, match="没有要导出的"):
        export_oversight(app, lead)
    with pytest.raises(BadInput, match="最多 62 天"):
        export_oversight(app, lead, days=[DAY] * 63)
    made = export_oversight(app, lead, sample="=1+1", days=[DAY], whole=True)
    check_archive(made.content)
    book = load_workbook(io.BytesIO(made.content))
    assert [name.partition("（")[0] for name in book.sheetnames] == [
        "说明",
        *(f"总览 {by.label}" for by in BoardBy),
        "案卷",
        "评查发现",
        "评查统计",
        "对账",
        "对账不符",
    ]
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    cover = {row[0].value: row[1].value for row in book.worksheets[0].iter_rows(min_row=2)}
    assert cover["制表人"].startswith("=HYPERLINK")
    assert "=1+1（2026-11-20" in cover["范围"]
    assert "03号窗口 15220103 的数据到" in cover
    (case,) = list(book.worksheets[5].iter_rows(min_row=2, values_only=True))
    assert case[1].startswith("15220103A 261120 0001")
    windows = [row[1].value for row in book.worksheets[8].iter_rows(min_row=2)]
    assert windows == [WINDOW, OTHER]  # text, not a number
