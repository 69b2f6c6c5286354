"""Columns of the guide workbook: kind, choices, and how a cell is written and read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from counter.domain.guide import condition, condition_text
from counter.domain.guide.condition import Condition
from counter.domain.guide.copies_required import WORDINGS, is_understood
from counter.domain.guide.terms import Tri
from counter.domain.text.printable import fault_in, visible

Cell = str | int | None
"""A cell: text, a number, or nothing."""

Value = str | int | list[str] | Condition | None
"""A column's value by its kind: text, id, code, day or choice; a count, True, a choice of a number; ids or lines; a
condition; None where empty."""

LONGEST = 30_000
"""Characters of one cell (Excel holds 32,767)."""

LONGEST_NAME, LONGEST_CODE = 300, 100
"""Most characters of a name (by its column) and of a code."""

LONGEST_CONDITION = 4_000
BIGGEST = 9_999_999
"""The largest count."""

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+\d{1,3}")
_NARROW = {
    wide: wide - 0xFEE0 for wide in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_BETWEEN = re.compile(r"[、，,;；|\s]+")
_NAMES = frozenset(
    (
        *("name", "kind", "organ", "level", "result", "original_copy", "medium", "issuer", "group", "label"),
        *("e_licence_name", "law", "article", "form", "sub_item", "seal_name", "item", "street", "hours"),
        *("status", "offered_in", "head"),
    )
)
"""Last parts of the keys of columns that hold a name or a few words."""

_WORDINGS = ("original_copy", "form")

YES, NO = "是", "否"
"""The words of yes/no cells."""

_TRI: Mapping[str | int, str] = {Tri.YES.value: YES, Tri.NO.value: NO}


class Kind(Enum):
    """The kinds of cells."""

    TEXT = "文字"
    ID = "编号"  # letters, digits, _ and -; always text
    IDS = "几个编号，用“、”隔开"
    CODE = "代码"  # digits that are no number: always text
    COUNT = "整数"
    CHOICE = "从下拉里选"
    YES = "是，或留空"
    TRI = "是、否；没有人定过就留空"
    LINES = "几条文字，一条一行"
    WHEN = "条件"
    DAY = "日期，写成文字"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``key``: its path in the entry. ``to``: the sheet whose ids it refers to. ``options``: key of the
    column with the question whose options the ids are. ``least``: the smallest count. ``may_lack``: an empty
    condition differs from one that always holds."""

    key: str
    head: str
    kind: Kind = Kind.TEXT
    required: bool = False
    words: Mapping[str | int, str] = field(default_factory=dict)
    to: str = ""
    options: str = ""
    least: int = 0
    note: str = ""
    may_lack: bool = False

    @property
    def blank_is_always(self) -> bool:
        """Whether a condition that always holds is written as an empty cell."""
        return not (self.required or self.may_lack)

    @property
    def choices(self) -> tuple[str, ...]:
        """The words of its drop-down; none for free cells."""
        if self.kind is Kind.CHOICE:
            return tuple(self.words.values())
        return {Kind.YES: ("是",), Kind.TRI: ("是", "否")}.get(self.kind, ())

    @property
    def most(self) -> int:
        """Most characters of the column."""
        if self.kind in (Kind.CODE, Kind.DAY):
            return LONGEST_CODE
        return LONGEST_NAME if self.key.rpartition(".")[2] in _NAMES else LONGEST

    @property
    def wording(self) -> bool:
        """Whether its text is parsed as a wording of originals and copies (原件、复印件)."""
        return self.key.rpartition(".")[2] in _WORDINGS

    @property
    def as_text(self) -> bool:
        """Whether a number in it is a mistake of the spreadsheet program."""
        return self.kind is not Kind.COUNT


class InvalidCell(ValueError):
    """A value that does not fit its column. ``sort``: machine-readable code.

    ``value``: the text where it can be shown but not used, so that two versions can still be compared.
    """

    def __init__(self, sort: str, sentence: str, value: str | None = None) -> None:
        super().__init__(sentence)
        self.sort = sort
        self.sentence = sentence
        self.value = value


@dataclass(frozen=True, slots=True)
class NoValue:
    """A cell without a value: a formula, an error of the spreadsheet program."""

    sort: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ParsedCell:
    """A value read. ``mended``: what was corrected in it, empty where nothing was."""

    value: Value
    mended: str = ""


def cell_of(column: Column, value: Value) -> Cell:
    """The cell of a value. Raises Unfit for text that no workbook can hold, TypeError or KeyError for a value of
    another kind of column."""
    match value:
        case None:
            return None
        case str() | int() if column.kind is Kind.CHOICE:
            return column.words[value]
        case str() if column.kind is Kind.TRI:
            return _TRI.get(value)
        case str():
            return _writable(value) or None
        case int() if column.kind is Kind.YES:
            return YES if value else None
        case int() if column.kind is Kind.COUNT:
            return value
        case list() if column.kind is Kind.IDS:
            return "、".join(value) or None
        case list() if column.kind is Kind.LINES:
            return _writable("\n".join(value)) or None
        case _ if isinstance(value, Condition):
            return _writable(condition_text.condition_as_line(value)) or (
                None if column.blank_is_always else "总是"
            )
    raise TypeError(f"{column.key}: {value!r}")


def _writable(text: str) -> str:
    if len(text) <= LONGEST // 2 and text.isprintable():
        return text
    if len(text.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST:
        raise InvalidCell("long", f"太长，一格最多{LONGEST}字，请分成几条或缩短")
    if found := _UNWRITABLE.search(text):
        raise InvalidCell("unwritable", f"有看不见的控制字符（U+{ord(found.group()):04X}），请删去后重打")
    return text


def _provable(column: Column, text: str) -> None:
    """Raises Unfit for a text that no paper can show, or that is longer than its column allows."""
    held = text if column.kind in (Kind.TEXT, Kind.CODE, Kind.DAY) else None
    if wrong := fault_in(text):
        raise InvalidCell("unprintable", wrong, held)
    _writable(text)
    if len(text) > column.most:
        raise InvalidCell(
            "long", f"有{len(text):,}个字，这一栏最多{column.most}个，请核对是不是粘贴错了", held
        )


def read_cell(column: Column, cell: object) -> ParsedCell:
    """The value of a cell as written by a person or a program; None where it is empty. Raises Unfit with what to do."""
    if cell is None:
        return ParsedCell(None)
    if isinstance(cell, NoValue):
        raise InvalidCell(cell.sort, cell.sentence)
    if isinstance(cell, datetime | date):
        if column.kind is Kind.DAY:
            return ParsedCell(f"{cell:%Y-%m-%d}", "日期改成了文字")
        raise InvalidCell("date", "被表格软件改成了日期，请把这一列设为“文本”格式后按原样重填")
    if isinstance(cell, bool):
        raise InvalidCell("boolean", f"这一格是 TRUE 或 FALSE，请按“{column.kind.value}”填写")
    if isinstance(cell, int | float):
        return _number(column, cell)
    if not isinstance(cell, str):
        raise InvalidCell("strange", "这一格的内容读不了，请改成文字")
    return _words(column, cell)


def _number(column: Column, number: float) -> ParsedCell:
    if column.as_text:
        raise InvalidCell(
            "number", "这一格是数字，前面的零和长号码会丢，请把这一列设为“文本”格式后按原样重填"
        )
    if number != number or number in (float("inf"), float("-inf")) or number != int(number):
        raise InvalidCell("fraction", "要写整数")
    return ParsedCell(_counted(column, int(number)))


def _counted(column: Column, number: int) -> int:
    if not column.least <= number <= BIGGEST:
        raise InvalidCell("range", f"要写{column.least}到{BIGGEST}之间的整数")
    return number


def _words(column: Column, cell: str) -> ParsedCell:
    text, corrections = cell, []
    if "\r" in cell:
        text = cell.replace("\r\n", "\n").replace("\r", "\n")
        corrections.append("另一种换行（CR）改成了一般的换行")
    trimmed = text.strip()
    if trimmed != text:
        corrections.append("前后的空格已去掉")
    if not trimmed:
        return ParsedCell(None, "只有空格，当作没填" if cell else "")
    _provable(column, trimmed)
    if column.kind is Kind.TEXT and column.wording and not is_understood(trimmed):
        raise InvalidCell("wording", f"看不懂“{_short(trimmed)}”，请写{'、'.join(WORDINGS)}", trimmed)
    if column.kind in (Kind.TEXT, Kind.DAY):
        return ParsedCell(trimmed, "；".join(corrections))
    narrow = _narrowed(column.kind, trimmed)
    if column.kind in (Kind.ID, Kind.CODE, Kind.COUNT) and narrow != trimmed:
        corrections.append("全角字符已改成半角")
    return ParsedCell(_of_kind(column, trimmed, narrow), "；".join(corrections))


def _narrowed(kind: Kind, text: str) -> str:
    """The text with full-width characters made half-width; in a CODE only letters and digits."""
    if kind is Kind.LINES or text.isascii():
        return text
    return text.translate(_NARROW) if kind is Kind.CODE else unicodedata.normalize("NFKC", text)


def _of_kind(column: Column, text: str, narrow: str) -> Value:
    match column.kind:
        case Kind.COUNT:
            if not re.fullmatch(r"-?[0-9]{1,15}", narrow):
                raise InvalidCell("count", f"“{_short(text)}”不是整数")
            return _counted(column, int(narrow))
        case Kind.ID:
            return _id(narrow)
        case Kind.CODE:
            return _unmangled(narrow)
        case Kind.IDS:
            ids = [_id(part) for part in _BETWEEN.split(narrow) if part]
            _no_twice(ids)
            return ids
        case Kind.LINES:
            return [line.strip() for line in text.split("\n") if line.strip()]
        case Kind.WHEN:
            return _condition(narrow)
        case _:
            return _chosen(column, text)


def _id(text: str) -> str:
    _unmangled(text)
    if not condition_text.ID.fullmatch(text):
        raise InvalidCell("id", f"“{_short(text)}”不能作编号：只用英文字母、数字、下划线和短横，最多64个")
    if text in condition_text.RESERVED:
        raise InvalidCell("id", f"“{text}”是条件里的用词，不能作编号")
    return text


def _unmangled(text: str) -> str:
    if "+" in text and _SCIENTIFIC.fullmatch(text):
        raise InvalidCell("mangled", f"“{text}”是被表格软件改坏的号码，请把这一列设为“文本”格式后按原样重填")
    return text


def _no_twice(ids: list[str]) -> None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise InvalidCell("twice", f"“{one}”写了两次")
        seen.add(one)


def _condition(text: str) -> Condition:
    if len(text) > LONGEST_CONDITION:
        raise InvalidCell("long", f"条件太长，最多{LONGEST_CONDITION}字，请拆成几行")
    try:
        return condition_text.read(text)
    except ValueError as wrong:
        raise InvalidCell("condition", f"条件看不懂：{wrong}") from wrong


def _chosen(column: Column, text: str) -> Value:
    words = _TRI if column.kind is Kind.TRI else column.words
    if column.kind is Kind.YES:
        if text in ("是", "否"):
            return text == "是" or None
        raise InvalidCell("word", f"“{_short(text)}”不在可填的词里：是，或留空")
    for value, word in words.items():
        if text == word:
            return value
    raise InvalidCell("word", f"“{_short(text)}”不在可填的词里：{'、'.join(words.values())}")


def read_plain(column: Column, value: object) -> ParsedCell:
    """The value of a column in a library file (JSON). Raises Unfit."""
    if value is None:
        return ParsedCell(None)
    match column.kind:
        case Kind.COUNT:
            if isinstance(value, bool) or not isinstance(value, int):
                raise InvalidCell("count", "要写整数")
            return ParsedCell(_counted(column, value))
        case Kind.YES:
            if not isinstance(value, bool):
                raise InvalidCell("boolean", "要写 true 或 false")
            return ParsedCell(value or None)
        case Kind.WHEN:
            return ParsedCell(_plain_condition(value))
        case Kind.CHOICE | Kind.TRI:
            return ParsedCell(_plain_choice(column, value))
        case Kind.IDS | Kind.LINES:
            if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
                raise InvalidCell("list", "要写成一列文字")
            return _plain_list(column, value)
    if not isinstance(value, str):
        raise InvalidCell("text", "要写成文字（加引号）")
    return _words(column, value)


def _plain_choice(column: Column, value: object) -> Value:
    known: list[str | int] = list(column.words if column.kind is Kind.CHOICE else Tri)
    if isinstance(value, bool) or not isinstance(value, str | int) or value not in known:
        raise InvalidCell("word", f"“{_short(str(value))}”不在可填的词里：{'、'.join(map(str, known))}")
    return None if column.kind is Kind.TRI and value == Tri.UNKNOWN else value


def _plain_list(column: Column, parts: list[str]) -> ParsedCell:
    for part in parts:
        _provable(column, part)
    if column.kind is Kind.IDS:
        _no_twice([_id(part) for part in parts])
        return ParsedCell(parts or None)
    if any(not part.strip() or "\n" in part or part != part.strip() for part in parts):
        raise InvalidCell("lines", "每条文字不能空、不能换行、前后不能有空格")
    _writable("\n".join(parts))
    return ParsedCell(parts or None)


def _plain_condition(value: object) -> Condition:
    try:
        found = condition_text.settled(condition.parse(value))
        text = condition_text.condition_as_line(found)
        if len(text) > LONGEST_CONDITION or condition_text.read(text) != found:
            raise ValueError("too long, or ids that are none")
    except (ValueError, RecursionError) as wrong:
        raise InvalidCell(
            "condition", "条件的写法不对，题号、选项号、开关号只用英文字母、数字和下划线"
        ) from wrong
    _writable(text)
    return found


def _short(text: str) -> str:
    text = visible(text)
    return text if len(text) <= 20 else f"{text[:20]}…"
