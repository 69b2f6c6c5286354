"""What leaves the office: named ratings that count, in full and as text; all else as numbers; and it is logged."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from counter import config
from counter.domain.errors import RuleRefused
from counter.domain.hall.banner import DEMO
from counter.domain.journal import codec
from counter.domain.ratings.export_events import RatingsExported
from counter.domain.ratings.figures import HIDDEN
from counter.domain.ratings.office.events import (
    CalledBack,
    CalledBackSealed,
    Contacted,
    ContactedSealed,
    Reached,
)
from counter.domain.ratings.platform_codes import FIELDS, platforms_from
from counter.domain.ratings.rating import Channel, Grade, Mode
from counter.services.context.app import AppContext
from counter.services.context.ports import RatingFilter
from counter.services.ratings.office.export_ledger import HEAD, export_rectifications
from counter.services.ratings.office.export_ratings import export_figures, export_to_platform
from counter.services.ratings.office.figures import OFFICE, Rights
from tests.rated import (
    HALLS,
    SOMEBODY,
    answer,
    call_back,
    follow,
    rated_office,
    rating,
    register,
    set_aside,
    shipped_reasons,
)
from tests.settings import RESOURCES
from tests.sheet_flaws import sheet_flaws

PLATFORMS = platforms_from(config.read_toml(RESOURCES / "ratings" / "platforms.toml"))
REASONS = shipped_reasons()
ALL = RatingFilter()
DEMO_NAME = f"（{DEMO}）"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[AppContext]:
    with rated_office(tmp_path / "p") as opened:
        yield opened


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    """A workbook as a person's program reads it."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert all(page.title.endswith(DEMO_NAME) for page in book)
    return {
        page.title.removesuffix(DEMO_NAME): [[cell.value for cell in row] for row in page.iter_rows()]
        for page in book
    }


def to_platform(
    app: AppContext, form: str = "json", wanted: RatingFilter = ALL, name: str = "zhejiang"
) -> bytes:
    done = export_to_platform(app, wanted, PLATFORMS[name], REASONS, form=form, by="S01")
    return done.content


def exports(app: AppContext) -> list[RatingsExported]:
    entries = [e for e in app.journal.entries(OFFICE) if e.kind == "ratings.exported"]
    assert {e.actor for e in entries} <= {"S01"}
    return [codec.read(RatingsExported, e.read()) for e in entries]


def test_that_only_named_ratings_that_count_are_rows_and_the_rest_are_numbers(app: AppContext) -> None:
    register(app.journal, [rating(n) for n in range(3)])
    register(app.journal, [rating(n, mode=Mode.ANONYMOUS) for n in range(10, 17)])
    odd = [
        rating(20, channel=Channel.PROXY),
        rating(21, channel=Channel.PROXY),
        rating(22, grade=Grade.DISSATISFIED),
        rating(23, doubt="没有对上评价条"),
        rating(24),
    ]
    register(app.journal, odd)
    call_back(app.journal, odd[0].rating, same=True)
    set_aside(app.journal, odd[2].rating)
    app.journal.forget(odd[4].rating, actor="S01", reason="演示")
    told = json.loads(to_platform(app))
    assert {r["projectNo"] for r in told["records"]} == {rating(n).case for n in (0, 1, 2, 20)}
    assert list(told["left_out"].values()) == ["7件", "1件", "1件", "1件", "1件"]
    assert told["anonymous"] == [
        {"hall": HALLS[0], "counted": 7, "grades": {g.value: 7 if g.value == "满意" else 0 for g in Grade}}
    ]
    assert told["demo"] == DEMO
    assert set(told["pending"]) >= {"taskCode", "deptCode", "appStatus", "dataSource"}


def test_that_few_anonymous_ratings_are_not_told_apart_even_as_counts(app: AppContext) -> None:
    register(app.journal, [rating(n) for n in range(6)])
    register(app.journal, [rating(n, mode=Mode.ANONYMOUS, grade=Grade.DISSATISFIED) for n in range(10, 13)])
    told = json.loads(to_platform(app))
    assert [a["counted"] for a in told["anonymous"]] == [None]
    assert "少于5件" in told["left_out"].values()


def test_that_grades_and_clerks_cannot_be_picked_for_a_platform(app: AppContext) -> None:
    register(app.journal, [rating(1), rating(2, grade=Grade.VERY_DISSATISFIED, clerk="W02")])
    wanted = RatingFilter(grade="满意", clerk="W01", mode="匿名", loop=("none",))
    assert len(json.loads(to_platform(app, wanted=wanted))["records"]) == 2
    later = RatingFilter(since="2026-11-21")
    assert json.loads(to_platform(app, wanted=later))["records"] == []


def test_that_numbers_stay_text_and_words_are_never_a_formula(app: AppContext) -> None:
    evil = "=cmd|' /C calc'!A1\x00"
    register(app.journal, [rating(1)], words=evil)
    content = to_platform(app, "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book[f"办件评价{DEMO_NAME}"]
    cells = dict(zip(FIELDS, page[2], strict=True))
    assert [c.value for c in page[1]] == list(FIELDS)
    assert cells["writingEvaluation"].value == "=cmd|' /C calc'!A1"
    assert cells["writingEvaluation"].data_type == "s"
    assert cells["certkeyGOV"].value == SOMEBODY.id_number
    assert {c.data_type for c in page[2] if c.value is not None} == {"s"}
    assert {c.number_format for c in page[2]} == {"@"}
    assert DEMO in (page.oddHeader.center.text or "")


def test_that_an_export_is_written_down_with_what_left_and_by_whom(app: AppContext) -> None:
    register(app.journal, [rating(1), rating(2)])
    content = to_platform(app, "xlsx")
    assert exports(app) == [RatingsExported("platform", "zhejiang", "xlsx", 2, sha256(content).hexdigest())]
    with pytest.raises(RuleRefused):
        export_to_platform(app, ALL, PLATFORMS["hall"], REASONS, form="json", by="W09")
    with pytest.raises(RuleRefused):
        export_rectifications(app, REASONS, by="W09")
    assert len(exports(app)) == 1


def test_that_the_notes_say_which_codes_were_used_and_from_where(app: AppContext) -> None:
    register(app.journal, [rating(1)])
    notes = {row[0]: row[1] for row in sheets(to_platform(app, "xlsx", name="gbt39046"))["说明"]}
    assert notes["等级代码"].startswith("1=非常满意")
    assert "FS#53548807043" in notes["代码出处"]
    assert "待部门核定" in notes["taskCode"]


def test_that_the_figures_workbook_hides_what_the_page_hides(app: AppContext) -> None:
    sizes = dict(zip(HALLS, (30, 6, 2), strict=True))
    made = [
        rating(100 * h + n, hall=hall) for h, (hall, size) in enumerate(sizes.items()) for n in range(size)
    ]
    register(app.journal, made)
    done = export_figures(app, ALL, Rights(drill=True), REASONS, by="S01")
    told = sheets(done.content)
    halls = {row[0]: row[1] for row in told["按大厅"][1:]}
    assert halls == {HALLS[0]: 30, HALLS[1]: 6, HALLS[2]: HIDDEN}
    assert dict(told["总表"][1:])["计入的评价"] == "至少36件"  # type: ignore[arg-type]  # rows of two
    assert told["匿名计数"][1][1] == HIDDEN
    assert exports(app)[0].what == "figures"


def test_that_the_ledger_has_every_bad_rating_and_marks_the_late_ones(app: AppContext) -> None:
    late = rating(1, grade=Grade.VERY_DISSATISFIED, reasons=("115",), at="2026-11-20T02:00:00+00:00")
    fresh = rating(2, grade=Grade.DISSATISFIED, mode=Mode.ANONYMOUS, at="2026-11-30")
    done = rating(3, grade=Grade.DISSATISFIED, at="2026-11-30T02:00:00+00:00")
    register(app.journal, [late, fresh, done, rating(4)])
    follow(
        app.journal,
        done.rating,
        Contacted(Reached.YES, "电话"),
        ContactedSealed(""),
    )
    answer(app.journal, done.rating)
    follow(
        app.journal,
        done.rating,
        CalledBack(Reached.YES, Grade.SATISFIED),
        CalledBackSealed(""),
    )
    exported = export_rectifications(app, REASONS, by="S01")
    head, *rows = sheets(exported.content)["整改台账"]
    assert tuple(head) == HEAD
    assert sheet_flaws(exported.content) == []
    told = [dict(zip(HEAD, row, strict=True)) for row in rows]
    assert [r["评价编号"] for r in told] == [r.rating[-8:] for r in (late, fresh, done)]
    assert [r["超期"] for r in told] == ["超期4天", None, None]
    assert (told[0]["原因"], told[0]["状态"]) == ("服务态度差效率低", "整改中")
    assert (told[1]["窗口"], told[1]["办件编号"], told[1]["方式"]) == (None, None, "匿名")
    assert (told[2]["首次联系"], told[2]["承办人"]) == ("2026-12-01 电话 联系上", "W09")
    assert (told[2]["反馈单编号"], told[2]["第二次评价"]) == ("乌政务改〔2026〕1号", "满意")
    assert not any(SOMEBODY.name in str(cell) or SOMEBODY.phone in str(cell) for row in rows for cell in row)
    book = openpyxl.load_workbook(io.BytesIO(exported.content))[f"整改台账{DEMO_NAME}"]
    assert [book.cell(row, 1).font.bold for row in (2, 3, 4)] == [True, False, False]
    assert exports(app)[0].count == 3
