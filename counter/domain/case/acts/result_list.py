"""An organ's list of the day (当天结果清单): its columns, and a row as the act it stands for."""

from __future__ import annotations

from datetime import date

from counter.domain.case.acts.acts import Conclude
from counter.domain.case.acts.certificates import GivenResult
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.item_events import Result
from counter.domain.case.organ_events import Extent
from counter.domain.errors import BadInput
from counter.domain.guide.rows.columns import Column, Kind
from counter.domain.guide.rows.sheet_table import Row
from counter.domain.guide.rows.sheets import Shape, SheetForm
from counter.domain.text.day_input import read_day

TITLE = "当天结果"
EXAMPLE = "示例"
WHOLE = "granted"
RESULTS: dict[str | int, str] = {WHOLE: "准予", **{extent.value: extent.label for extent in Extent}}

FORM = SheetForm(
    TITLE,
    Shape.LIST,
    "",
    (
        Column("number", "办件编号", Kind.CODE, required=True, note="收件凭证、受理通知书上的办件编号"),
        Column("item", "事项", required=True, note="受理通知书上的事项名称"),
        Column("result", "结果", Kind.CHOICE, True, RESULTS, note="不利的决定请在窗口逐件登记"),
        Column("extent_words", "准予的内容、条件", note="部分准予、附条件、变更后准予的，照决定书写"),
        Column("document", "文号", note="机关书面决定的文号"),
        Column("day", "决定日期", Kind.DAY, required=True),
        Column("by", "签发人"),
        Column("name", "证照名称", note="证照一起送来的才写；没有送来的，证照各栏都空着"),
        Column("certificate", "证照编号", Kind.CODE),
        Column("issued_on", "发证日期", Kind.DAY),
        Column("valid_until", "有效期止", Kind.DAY, note="空着就是长期"),
        Column("originals", "正本份数", Kind.COUNT, note="空着就是1份"),
        Column("duplicates", "副本份数", Kind.COUNT),
        Column("place", "放在哪一格"),
    ),
    "一行一个事项；同一件办件的几行要么都登记，要么都不登记",
    keys=1,
)

COLUMN_OF = {"certificate": "certificate", "nothing": "name", "medium": "originals", "issuer": "name"}
"""Field of a refusal → column, where their names differ."""


def item_of_row(case: Case, row: Row) -> CaseItem:
    """The item a row names. Raises BadInput."""
    name = row.text("item").strip()
    found = [i for i in case.items if name in (i.id, i.asked.name)]
    if len(found) != 1:
        known = "、".join(i.asked.name for i in case.items)
        raise BadInput(f"这件办件里没有事项“{name[:40]}”，有：{known}。", field="item")
    return found[0]


def thing_of_row(item: CaseItem, row: Row, today: date) -> GivenResult | None:
    """The certificate a row brings, None where it brings none. Raises BadInput."""
    name, number = row.text("name").strip(), row.text("certificate").strip()
    if not name and not number:
        return None
    if not name:
        raise BadInput("写了证照编号，没有写证照名称。", field="name")
    originals, duplicates = row.count("originals"), row.count("duplicates")
    return GivenResult(
        name=name,
        number=number,
        issuer=item.asked.organ,
        issued_on=_day(row, "issued_on", today),
        valid_until=_day(row, "valid_until", today),
        originals=1 if originals is None else originals,
        duplicates=duplicates or 0,
        place=row.text("place").strip(),
    )


def act_of_row(item: CaseItem, row: Row, thing: GivenResult | None, today: date) -> Conclude:
    """The act that a row stands for. Raises BadInput."""
    result = row.text("result")
    day = _day(row, "day", today)
    if result not in RESULTS or day is None:
        raise BadInput("请写结果和决定日期。", field="day" if day is None else "result")
    return Conclude(
        item=item.id,
        result=Result.GRANTED,
        day=day,
        document=row.text("document").strip(),
        by=row.text("by").strip(),
        extent=None if result == WHOLE else Extent(result),
        extent_words=row.text("extent_words").strip(),
        things=(thing,) if thing is not None else (),
    )


def _day(row: Row, key: str, today: date) -> date | None:
    text = row.text(key).strip()
    if not text:
        return None
    try:
        return read_day(text, today)
    except BadInput as wrong:
        raise BadInput(f"{wrong.sentence.rstrip('。')}，请写成 2026-11-20 这样。", field=key) from wrong
