"""The register as sheets: one for each section, its columns in the words of the hall, rows to records and back.

Page, workbook and command line all show and read records through these columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

import msgspec

from counter.domain.errors import BadInput
from counter.domain.guide.rows.columns import Column, InvalidCell, Kind, Value
from counter.domain.guide.rows.faults import Faults
from counter.domain.guide.rows.sheet_table import Row, SheetTable, Tables
from counter.domain.guide.rows.sheets import Shape, SheetForm
from counter.domain.hall.authority import Act
from counter.domain.hall.organ import HALL
from counter.domain.hall.register.records import (
    DECIDE,
    SIGN,
    RegisteredAgreement,
    RegisteredHall,
    RegisteredMandate,
    RegisteredOrgan,
    RegisteredPicture,
    RegisteredSealMaker,
    RegisteredStaff,
    RegisteredSwitch,
    RegisteredText,
    RegisteredWindow,
    RegisterRecord,
    section_of,
)
from counter.domain.hall.roles import DUTIES, ROLE_TITLES
from counter.domain.shapes import whole
from counter.domain.text.day_input import read_day

ACT_TITLES: Mapping[str, str] = MappingProxyType(
    {Act.RECEIVE: "收件", Act.ACCEPT: "受理", Act.DELIVER: "送达", Act.ON_THE_SPOT: "当场办结"}
)
"""Acts of an agreement in words (S001 Art. 32)."""

MANDATE_TITLES: Mapping[str, str] = MappingProxyType({DECIDE: "确认决定", SIGN: "签发文书"})
"""Acts that an organ entrusts to its representative (S001 Art. 34)."""

_BETWEEN = "、"
_SEPARATORS = str.maketrans(dict.fromkeys("，,；;|\n ", _BETWEEN))
_DAY_NOTE = "写成 2026-12-31 这样"
_WHOLE_DAY = len("20261231")


@dataclass(frozen=True, slots=True)
class RegisterSection:
    """One section: its tag, the shape of its records, its sheet. ``lists``: fields with several words, by key.

    ``pictures``: fields that name a picture; they have no column in a workbook, which leaves them as they are.
    """

    tag: str
    shape: type[RegisterRecord]
    form: SheetForm
    lists: Mapping[str, Mapping[str, str]]
    pictures: frozenset[str] = frozenset()

    @property
    def workbook_form(self) -> SheetForm:
        """Its sheet in a workbook."""
        columns = tuple(c for c in self.form.columns if c.key not in self.pictures)
        return replace(self.form, columns=columns)

    @property
    def title(self) -> str:
        """Its name in Chinese."""
        return self.form.title


def _day(key: str, head: str, *, required: bool = False) -> Column:
    return Column(key, head, Kind.DAY, required, note=_DAY_NOTE)


def _terms() -> tuple[Column, Column]:
    return _day("since", "起始日期"), _day("until", "截止日期")


def _several(key: str, head: str, words: Mapping[str, str], *, required: bool = False) -> Column:
    return Column(key, head, required=required, note=f"可写：{_BETWEEN.join(words.values())}；几样用“、”隔开")


_DUTY_WORDS = {duty: duty for duty in DUTIES}
_ROLE_WORDS: dict[str | int, str] = {role.value: title for role, title in ROLE_TITLES.items()}
_ORGAN = Column("organ", "部门", required=True, note="按办事指南里的写法")


def _section(
    shape: type[RegisterRecord],
    title: str,
    note: str,
    *columns: Column,
    pictures: frozenset[str] = frozenset(),
    **lists: Mapping[str, str],
) -> RegisterSection:
    form = SheetForm(title, Shape.LIST, "", columns, note)
    return RegisterSection(section_of(shape), shape, form, lists, pictures)


SECTIONS: tuple[RegisterSection, ...] = (
    _section(
        RegisteredHall,
        "大厅",
        "只有一行。名称按《办法》第二十九条的四种写法之一。",
        Column("name", "名称", required=True),
        Column("address", "地址"),
        Column("phone", "咨询电话"),
        Column("hours", "办公时间"),
        Column("complaint", "监督投诉", note="投诉电话和方式；留空的按地区规定"),
        Column("report_day", "每月报送日", Kind.COUNT, note="1到31；不报送的留空"),
        Column("emblem", "统一标识", note="PNG 或 JPEG 图片；印在文书抬头、窗口和申请人屏上，没有的留空"),
        Column(
            "lock_minutes", "自动锁屏分钟", Kind.COUNT, note="1到15：不动这么久就锁屏；留空的是5，演示的不锁"
        ),
        pictures=frozenset({"emblem"}),
    ),
    _section(
        RegisteredWindow,
        "窗口",
        "一行一个窗口。窗口编码是6位行政区划代码加2位窗口号。",
        Column("station", "窗口编码", Kind.CODE, True),
        Column("number", "窗口号", required=True, note="只写号，例如 03"),
        Column("place", "位置", note="如 一楼东区"),
        Column("phone", "窗口电话", note="写了的，文书上印它，不印大厅的咨询电话"),
        *_terms(),
    ),
    _section(
        RegisteredStaff,
        "人员",
        "一行一个人。离开大厅的填截止日期，不要删行；口令不在登记册里。",
        Column("code", "工号", Kind.CODE, True),
        Column("name", "姓名", required=True),
        Column("role", "岗位", Kind.CHOICE, True, _ROLE_WORDS),
        Column("organ", "部门", note="首席代表、签发人要写，按办事指南里的写法；窗口人员不写"),
        _several("duties", "职责", _DUTY_WORDS),
        Column("phone", "工作电话", note="公示用"),
        *_terms(),
        _day("away_since", "请假起"),
        _day("away_until", "请假止"),
        Column("deputy", "代班工号", Kind.CODE),
        Column("photo", "照片", note="愿意公示的才放；PNG 或 JPEG 图片"),
        pictures=frozenset({"photo"}),
        duties=_DUTY_WORDS,
    ),
    _section(
        RegisteredOrgan,
        "部门",
        f"大厅核定的部门信息；留空的按地区规定和办事指南。大厅自己也可以写一行：指南里的写法写“{HALL}”。",
        Column("guide_name", "指南里的写法", required=True, note=f"大厅自己写“{HALL}”"),
        Column("name", "全称（盖章）"),
        Column("mark", "机关代字", note="文号开头的字，例如 乌市监"),
        Column("contact", "联系人"),
        Column("phone", "电话"),
        Column("review_body", "行政复议机关"),
        Column("court", "管辖法院"),
        Column("code", "统一社会信用代码", Kind.CODE, note="18位，照部门的代码证书；给平台的表要用"),
    ),
    _section(
        RegisteredMandate,
        "首席代表授权",
        "部门给首席代表的授权书（《办法》第三十四条），要两个人确认。",
        Column("number", "授权书号", required=True),
        _ORGAN,
        Column("staff", "工号", Kind.CODE, True),
        _several("acts", "授权", MANDATE_TITLES, required=True),
        _day("since", "起始日期", required=True),
        _day("until", "截止日期"),
        acts=MANDATE_TITLES,
    ),
    _section(
        RegisteredAgreement,
        "授权协议",
        "部门委托窗口收件、受理、送达的协议（《办法》第三十二条），要两个人确认。同一协议分几行的，行号写1、2、3。",
        Column("number", "协议文号", required=True),
        Column("line", "行号", Kind.COUNT, least=1, note="只有一行的留空"),
        _ORGAN,
        _several("acts", "授权", ACT_TITLES, required=True),
        Column("items", "事项编号", Kind.IDS, note="留空是这个部门的全部事项"),
        _day("since", "起始日期", required=True),
        _day("until", "截止日期", required=True),
        Column("unseen_originals", "原件未核也可受理", Kind.YES, note="部门书面同意的才写"),
        acts=ACT_TITLES,
    ),
    _section(
        RegisteredSwitch,
        "地区开关",
        "指南里由各地决定的事；没有写的按指南的默认值。",
        Column("id", "开关号", Kind.ID, True),
        Column("on", "是否适用", Kind.TRI, True),
    ),
    _section(
        RegisteredSealMaker,
        "刻章企业",
        "有资质的印章刻制企业；给申请人看时次序每天打乱，不偏向哪一家。",
        Column("name", "名称", required=True),
        Column("place", "地点"),
        Column("phone", "电话"),
        *_terms(),
    ),
    _section(
        RegisteredText,
        "本地用语",
        "文书里各地不同的一句话。",
        Column("id", "用语编号", Kind.ID, True),
        Column("words", "内容", required=True),
    ),
)
"""Every section, in the order in which a hall is set up."""

_PICTURES = _section(RegisteredPicture, "图片", "", Column("digest", "图片"))
"""Of no page of its own: a picture is put in at the record that names it."""

BY_TAG: Mapping[str, RegisterSection] = MappingProxyType({s.tag: s for s in (*SECTIONS, _PICTURES)})
_BY_WORD: Mapping[str, RegisterSection] = MappingProxyType({w: s for s in SECTIONS for w in (s.tag, s.title)})
FORMS: tuple[SheetForm, ...] = tuple(s.workbook_form for s in SECTIONS)


def section_titled(words: str) -> RegisterSection:
    """The section of that tag or title. Raises LookupError naming those there are."""
    found = _BY_WORD.get(words)
    if found is None:
        raise LookupError("、".join(s.title for s in SECTIONS))
    return found


def cells_of(record: RegisterRecord) -> dict[str, Value]:
    """A record's values by column key, as a workbook and a form hold them."""
    section = BY_TAG[section_of(record)]
    return {
        column.key: _cell(section, column, getattr(record, column.key)) for column in section.form.columns
    }


def _cell(section: RegisterSection, column: Column, held: object) -> Value:
    if column.key in section.lists and isinstance(held, tuple):
        return _BETWEEN.join(section.lists[column.key].get(part, part) for part in held) or None
    if isinstance(held, date):
        return held.isoformat()
    if column.kind is Kind.TRI:
        return "yes" if held else "no"
    if column.kind is Kind.YES:
        return True if held else None
    if isinstance(held, tuple):
        return list(held)
    if column.key == "line" and held == 1:
        return None
    return held if isinstance(held, str | int) and held not in ("", 0) else None


def record_of(section: RegisterSection, cells: Mapping[str, Value]) -> RegisterRecord:
    """The record of a row. Raises ``InvalidField`` for the first value that does not fit."""
    values: dict[str, object] = {}
    for column in section.form.columns:
        held = cells.get(column.key)
        if held is None or held in ("", []):
            if column.required:
                raise InvalidField(column, "required", f"“{column.head}”要填写")
            continue
        values[column.key] = _value(section, column, held)
    made: RegisterRecord = msgspec.convert(values, whole(section.shape), strict=False)
    return made


class InvalidField(InvalidCell):
    """A value that does not fit its column."""

    def __init__(self, column: Column, sort: str, sentence: str) -> None:
        super().__init__(sort, sentence)
        self.column = column


def _value(section: RegisterSection, column: Column, held: Value) -> object:
    if column.key in section.lists and isinstance(held, str):
        return _listed(section.lists[column.key], column, held)
    if column.kind is Kind.DAY:
        return _read_day(column, str(held))
    if column.kind is Kind.TRI:
        return held == "yes"
    return held


def _read_day(column: Column, text: str) -> date:
    """The day, which needs its year: a register is read years later."""
    try:
        if (text[:4].isdigit() and not text.isdigit()) or len(text) == _WHOLE_DAY:
            return read_day(text, date.min)
    except BadInput:
        pass
    raise InvalidField(column, "day", f"“{text[:20]}”不是日期，要{_DAY_NOTE}")


def _listed(words: Mapping[str, str], column: Column, held: str) -> list[str]:
    by_word = {word: value for value, word in words.items()}
    found = []
    for part in held.translate(_SEPARATORS).split(_BETWEEN):
        if part and part not in by_word:
            raise InvalidField(column, "word", f"“{part}”不在可写的词里：{_BETWEEN.join(by_word)}")
        if part:
            found.append(by_word[part])
    return [value for value in words if value in found]


def tables_of_register(records: Iterator[RegisterRecord]) -> Tables:
    """The records as the rows of their sheets."""
    tables = {form.title: SheetTable(form) for form in FORMS}
    for record in records:
        if isinstance(record, RegisteredPicture):
            continue
        tables[BY_TAG[section_of(record)].title].rows.append(Row(cells_of(record)))
    return tables


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """A record read from a row of a sheet."""

    record: RegisterRecord
    table: SheetTable
    row: Row


def records_of_tables(tables: Tables, faults: Faults) -> list[ReadRecord]:
    """The records of all sheets; each row that is none, and each that repeats another one's key, is a fault."""
    read: dict[tuple[str, str], ReadRecord] = {}
    for section in SECTIONS:
        table = tables[section.title]
        for row in table.rows:
            if row.bad:
                continue
            try:
                record = record_of(section, row.values)
            except InvalidField as wrong:
                faults.add(table.fault(row, wrong.column, wrong.sort, wrong.sentence))
                continue
            position = (section.tag, record.key)
            if other := read.get(position):
                key = section.form.columns[0]
                faults.add(table.fault(row, key, "twice", f"和第{other.row.number}行是同一个，请删去一行"))
                continue
            read[position] = ReadRecord(record, table, row)
    return list(read.values())
