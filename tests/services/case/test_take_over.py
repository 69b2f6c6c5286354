"""接转: a workbook of running cases is taken whole or not at all, by two people, never with new papers."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from counter.bootstrap.opening import open_app
from counter.db.check.check import check, rebuild_rows
from counter.domain.case.acts.acts import Conclude, Deem, MovePapers, PauseClock, Propose, Supplement
from counter.domain.case.case import Case
from counter.domain.case.item_events import Cause, Hands, MovedPaper, Pause, Result
from counter.domain.case.item_state import ItemState
from counter.domain.case.take_over_events import start_of
from counter.domain.document.document import PaperKind, from_json
from counter.domain.errors import BadInput, CounterError, RuleRefused
from counter.domain.hall.consent import Consent
from counter.domain.visit.clocks import decision_dues
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.verdict import Due
from counter.services.case.check_take_over import check_take_over
from counter.services.case.take_over import take_over
from counter.services.case.take_over_workbook import tables_of_workbook
from counter.services.case.taken_batches import TakenBatch, batch_workbook, taken_batches
from counter.services.case.undo_take_over import undo_take_over
from counter.services.papers.copy_paper import leaving_content
from tests.services.office import SUPERVISOR, Office, item, office_on, papers
from tests.sheet_flaws import sheet_flaws
from tests.take_over_files import (
    ACCEPTED,
    CASE,
    FOOD,
    GAP,
    LAYOUT,
    TOLD,
    empty,
    filled,
    one_case,
)
from tests.trials import TellTrials

OLD = str(CASE["原编号"])
FRIDAY = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
BOTH = one_case(ACCEPTED, TOLD, gaps=(GAP,))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile", FRIDAY) as opened:
        yield opened


@pytest.fixture(scope="module")
def workbook() -> bytes:
    return filled(BOTH)


def take(office: Office, content: bytes, second: Consent = SUPERVISOR) -> TakenBatch:
    return take_over(office.app, content, office.clerk, second)


def case_of(office: Office, batch: TakenBatch) -> Case:
    from counter.services.context.projection import read_case

    return read_case(office.app.journal, batch.cases[0].case)


def untouched(office: Office, act: Callable[[], object]) -> None:
    """That act wrote nothing about a case or a take-over."""
    before = office.app.journal.place()
    with pytest.raises(CounterError):
        act()
    assert office.app.journal.find_cases("").rows == ()
    assert taken_batches(office.app.journal) == ()
    assert office.app.journal.place()[0] - before[0] <= 0


def whole(office: Office) -> list[str]:
    """What the check of the profile finds."""
    return [fault.sentence for fault in check(office.app.journal).faults]  # type: ignore[arg-type]


def test_that_a_check_shows_what_would_be_taken_and_writes_nothing(office: Office, workbook: bytes) -> None:
    before = office.app.journal.place()
    found = check_take_over(office.app, workbook)
    assert (found.faults, found.remarks) == ((), ())
    (foreseen,) = found.cases
    assert [i.state for i in foreseen.case.items] == [ItemState.ACCEPTED, ItemState.TO_CORRECT]
    assert foreseen.next is not None
    assert foreseen.next.day is not None
    assert office.app.journal.place() == before


def test_that_a_case_taken_over_is_found_by_its_old_number_and_tells_its_story(
    office: Office, workbook: bytes
) -> None:
    batch = take(office, workbook)
    journal = office.app.journal
    for asked in (OLD, "2026-0118", "OLD 2026 0118"):
        assert [row.case for row in journal.find_cases(asked).rows] == [batch.cases[0].case]
    row = journal.case_row(OLD)
    assert row is not None
    assert row.number == batch.cases[0].number
    case = case_of(office, batch)
    assert (
        case.history[1].text == "接转自旧综窗系统，原编号OLD-2026-0118，2026年11月2日交件；W01制表、S01确认，"
        "以前的文书以原系统出具的为准"
    )
    assert whole(office) == []
    rebuild_rows(journal)  # type: ignore[arg-type]
    assert [row.case for row in journal.find_cases(OLD).rows] == [batch.cases[0].case]


def test_that_nothing_is_issued_for_what_already_happened(office: Office, workbook: bytes) -> None:
    case = case_of(office, take(office, workbook))
    assert {line.kind for line in case.history} == {"case.opened", "case.taken_over"}
    assert {(p.number, p.earlier, p.content) for p in case.papers} == {
        ("旧受〔2026〕77号", True, None),
        ("旧补〔2026〕56号", True, None),
    }
    with pytest.raises(RuleRefused, match="由原系统出具"):
        leaving_content(case.papers[0])


def test_that_later_acts_work_and_their_papers_name_the_earlier_notice(
    office: Office, workbook: bytes
) -> None:
    case = case_of(office, take(office, workbook))
    layout = next(x.id for x in case.lines if x.name == LAYOUT)
    brought = Brought(MaterialState.RECEIVED, original_seen=True, copies=1)
    case = office.do(case, Supplement({layout: brought}))
    (receipt,) = papers(case, PaperKind.SUPPLEMENT_RECEIPT)
    assert receipt.content is not None
    assert "旧补〔2026〕56号" in str(receipt.content)
    told = next(i for i in case.items if i.told)
    assert told.state is ItemState.ACCEPTED
    fire = next(i for i in case.items if not i.told)
    line = next(x for x in case.checklist.lines_of(fire.id) if x.originals)
    moved = MovePapers(fire.asked.organ, Hands.TO_ORGAN, (MovedPaper(line.id, line.name, 1, 0),), "甲", "乙")
    case = office.do(case, moved)
    case = office.do(case, Conclude(fire.id, Result.GRANTED, FRIDAY.date(), document="消安检〔2026〕1号"))
    assert item(case, fire.id).state is ItemState.GRANTED
    assert from_json(papers(case, PaperKind.TRANSFER_SLIP)[0].content or {}).number
    assert whole(office) == []


def test_that_a_period_of_the_earlier_notice_runs_out_on_its_own_day(office: Office, workbook: bytes) -> None:
    case = case_of(office, take(office, workbook))
    told = next(i for i in case.items if i.told)
    office.at("2026-12-01")
    with pytest.raises(RuleRefused):
        office.do(case, Propose(told.id, Cause.CORRECTION_LAPSED))
    office.at("2026-12-02")
    case = office.do(case, Propose(told.id, Cause.CORRECTION_LAPSED))
    draft = case.papers[-1]
    assert draft.content is not None
    words = str(draft.content)
    assert "旧补〔2026〕56号" in words
    assert "2026年11月3日" in words


def test_that_a_special_procedure_of_the_earlier_system_is_recorded_afterwards(
    office: Office, workbook: bytes
) -> None:
    case = case_of(office, take(office, workbook))
    fire = next(i for i in case.items if not i.told)
    own = PauseClock(fire.id, Pause.TESTING, "旧特〔2026〕3号", date(2026, 11, 6), 5)
    case = office.do(case, own)
    assert item(case, fire.id).paused[0].since == date(2026, 11, 6)
    assert [p.earlier for p in case.papers] == [True, True]  # nothing was issued for it


def test_that_what_was_never_answered_there_is_accepted_by_law(office: Office) -> None:
    row = {**ACCEPTED, "事项": FOOD, "现在的状态": "已收件", "这个状态的日期": None, "文号": None}
    case = case_of(office, take(office, filled(one_case(row))))
    case = office.do(case, Deem())
    (food,) = case.items
    assert (food.state, food.due) == (ItemState.DEEMED, here_from(case, date(2026, 11, 2), office))


def here_from(case: Case, day: date, office: Office) -> Due | None:
    """By when the item has to be decided, had it been accepted here that day."""
    then = replace(office.app.setting(), now=start_of(day))
    return decision_dues(case.items[0].asked, then)[0]


def test_that_two_people_sign(office: Office, workbook: bytes) -> None:
    untouched(office, lambda: take(office, workbook, Consent("W01", "1234")))
    untouched(office, lambda: take(office, workbook, replace(SUPERVISOR, code="w01")))
    leader = next(s for s in office.app.journal.staff() if s.code == "S01")
    untouched(office, lambda: take_over(office.app, workbook, leader, SUPERVISOR))
    with pytest.raises(RuleRefused, match="工号或口令不对"):
        take(office, workbook, Consent("S01", "0000"))
    assert taken_batches(office.app.journal) == ()


def test_that_nothing_is_taken_while_the_clock_is_in_doubt(office: Office, workbook: bytes) -> None:
    office.file(office.visit())
    office.later(days=-1)
    with pytest.raises(RuleRefused, match="时间待核"):
        take(office, workbook)


def test_that_the_same_case_is_not_taken_twice(office: Office, workbook: bytes) -> None:
    batch = take(office, workbook)
    with pytest.raises(BadInput, match="已经接转过"):
        take(office, workbook)
    assert taken_batches(office.app.journal) == (batch,)


def test_that_one_fault_leaves_every_case_where_it_was(office: Office) -> None:
    rows = {title: list(given) for title, given in BOTH.items()}
    rows["办件"].append({**CASE, "原编号": "OLD-2", "交件日期": "2026-11-31"})
    rows["事项"].append({**ACCEPTED, "原编号": "OLD-2"})
    rows["材料"].append({**rows["材料"][0], "原编号": "OLD-2"})
    content = filled(rows)
    found = check_take_over(office.app, content)
    assert ([fault.place for fault in found.faults], found.cases) == (["“办件”表第3行E列“交件日期”"], ())
    untouched(office, lambda: take(office, content))


def _merge(book: Any) -> None:
    book["办件"].append([f"OLD-{n}" for n in range(2)])
    book["事项"].merge_cells("A2:A3")


def _formula(book: Any) -> None:
    book["办件"]["E2"] = "=TODAY()"


def _date_cell(book: Any) -> None:
    book["办件"]["E2"] = datetime(2026, 11, 2)  # a date cell has no zone
    book["办件"]["E2"].number_format = "yyyy-mm-dd"


CARELESS = {
    "merged": (_merge, "“事项”表第2行A列“原编号”", "合并的单元格"),
    "formula": (_formula, "“办件”表第2行E列“交件日期”", "公式"),
    "sheet gone": (lambda book: book.remove(book["缺项"]), "“缺项”表", "缺这张表"),
    "column gone": (lambda book: book["事项"].delete_cols(4), "“事项”表第1行", "没有“现在的状态”这一栏"),
}


@pytest.mark.parametrize("careless", CARELESS.values(), ids=CARELESS)
def test_that_what_a_careless_hand_did_is_told_at_its_cell(
    office: Office, careless: tuple[Callable[[Any], object], str, str]
) -> None:
    change, place, words = careless
    content = filled(BOTH, change)
    told = [fault.words for fault in check_take_over(office.app, content).faults]
    assert any(one.startswith(place) and words in one for one in told), told
    untouched(office, lambda: take(office, content))


def test_that_a_date_cell_is_read_as_its_day(office: Office) -> None:
    found = check_take_over(office.app, filled(BOTH, _date_cell))
    assert (found.faults, found.remarks) == ((), ())


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 100])
def test_that_another_file_is_refused_in_one_sentence(office: Office, content: bytes) -> None:
    untouched(office, lambda: check_take_over(office.app, content))


def test_that_the_template_is_refused_as_long_as_its_examples_are_in_it(office: Office) -> None:
    told = [fault.words for fault in check_take_over(office.app, empty()).faults]
    assert next(words for words in told if "示例行" in words).startswith("“办件”表第2行A列")


def test_that_a_take_over_is_undone_on_its_day_and_stays_in_the_journal(
    office: Office, workbook: bytes
) -> None:
    batch = take(office, workbook)
    journal = office.app.journal
    undone = undo_take_over(office.app, batch.id, office.clerk, SUPERVISOR, "选错了文件")
    assert undone.undone_at is not None
    assert journal.find_cases("").rows == ()
    assert journal.case_row(OLD) is None
    case = case_of(office, batch)
    assert case.given_up
    assert case.history[-1].text.startswith("接转撤回")
    assert whole(office) == []
    with pytest.raises(RuleRefused, match="已经撤回"):
        office.do(case, Conclude(case.items[0].id, Result.GRANTED, FRIDAY.date(), document="1号"))
    with pytest.raises(RuleRefused, match="已经撤回过"):
        undo_take_over(office.app, batch.id, office.clerk, SUPERVISOR, "选错了文件")
    again = take(office, workbook)
    assert again.cases[0].number != batch.cases[0].number
    rebuild_rows(journal)  # type: ignore[arg-type]
    assert [row.number for row in journal.find_cases("").rows] == [again.cases[0].number]


def test_that_nothing_is_undone_once_something_was_done_or_the_day_is_over(
    office: Office, workbook: bytes
) -> None:
    batch = take(office, workbook)
    with pytest.raises(BadInput, match="为什么"):
        undo_take_over(office.app, batch.id, office.clerk, SUPERVISOR, " ")
    with pytest.raises(RuleRefused, match="两个人"):
        undo_take_over(office.app, batch.id, office.clerk, Consent("W01", "1234"), "选错了文件")
    case = case_of(office, batch)
    layout = next(x.id for x in case.lines if x.name == LAYOUT)
    office.do(case, Supplement({layout: Brought(MaterialState.RECEIVED, True, 1)}))
    with pytest.raises(RuleRefused, match="已经办过"):
        undo_take_over(office.app, batch.id, office.clerk, SUPERVISOR, "选错了文件")
    office.at("2026-11-21")
    with pytest.raises(RuleRefused, match="当天"):
        undo_take_over(office.app, batch.id, office.clerk, SUPERVISOR, "选错了文件")
    assert [b.undone_at for b in taken_batches(office.app.journal)] == [None]


def test_that_what_was_taken_comes_out_as_excel_with_real_days_and_no_person_s_name(
    office: Office, workbook: bytes
) -> None:
    batch = take(office, workbook)
    book = load_workbook(io.BytesIO(batch_workbook(office.app, batch)))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert [row[1] for row in rows[1:]] == [OLD, OLD]
    assert not any("巴图吉雅" in str(cell) for row in rows for cell in row)
    assert sheet_flaws(batch_workbook(office.app, batch), notes=("签名",)) == []
    assert [type(row[3]) for row in rows[1:]] == [datetime, datetime]


KILLED = """
import os, signal, sys
from pathlib import Path
from counter.bootstrap.opening import open_app
from counter.domain.hall.consent import Consent
from counter.domain.journal.entries import ClockReading
from counter.services.case.take_over import take_over
from datetime import UTC, datetime

class Killing:
    left = int(sys.argv[3])
    armed = False

    def read(self):
        if self.armed:
            self.left -= 1
            if self.left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
        at = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
        return ClockReading(at, "one boot", int(at.timestamp() * 1e9))

clock = Killing()
with open_app(Path(sys.argv[1]), clock) as app:
    clerk = next(s for s in app.journal.staff() if s.code == "W01")
    clock.armed = True
    take_over(app, Path(sys.argv[2]).read_bytes(), clerk, Consent("S01", "9876"))
    print("taken")
"""


def test_that_a_take_over_killed_on_the_way_is_not_there_at_all(
    tmp_path: Path, record_property: TellTrials
) -> None:
    rows = {title: list(given) for title, given in BOTH.items()}
    for title in rows:
        rows[title] += [{**row, "原编号": f"OLD-{n}"} for n in (2, 3) for row in BOTH[title]]
    file, profile = tmp_path / "cases.xlsx", tmp_path / "profile"
    file.write_bytes(filled(rows))
    with office_on(profile, FRIDAY):
        pass
    ended = {}
    for reads in (3, 6, 200):
        child = subprocess.run(
            [sys.executable, "-P", "-c", KILLED, str(profile), str(file), str(reads)],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        )
        with open_app(profile) as app:
            numbers = [row.number for row in app.journal.find_cases("").rows]
            assert "Traceback" not in child.stderr, child.stderr
            ended[reads] = (child.returncode, len(numbers), len(taken_batches(app.journal)))
            assert [f.sentence for f in check(app.journal).faults] == []  # type: ignore[arg-type]
    killed = -signal.SIGKILL
    assert ended == {3: (killed, 0, 0), 6: (killed, 0, 0), 200: (0, 3, 1)}
    record_property("trials", sum(code == killed for code, *_ in ended.values()))


def test_that_a_workbook_bomb_is_refused(office: Office) -> None:
    from counter.domain.guide.rows.faults import Faults

    with pytest.raises(BadInput, match="太大"):
        tables_of_workbook(b"PK" + b"\0" * 9_000_000, Faults())
