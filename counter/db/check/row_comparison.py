"""Compare the stored rows of one table with the subjects, both ordered by name, without holding the table in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields
from itertools import groupby
from typing import Any

from counter.domain.journal.chain import Fault

Row = Any
"""A row of a list (``CaseRow``, ``PaperRow`` …)."""
Raw = tuple[Any, ...]


class StoredRows:
    """Stored rows with their subject, taken one subject at a time in the order of names."""

    def __init__(self, rows: Iterable[tuple[str, Raw]]) -> None:
        self._groups = groupby(rows, key=lambda pair: pair[0])
        self._group = next(self._groups, None)

    def before(self, subject: str | None) -> Iterator[tuple[str, list[Raw]]]:
        """Rows before that subject (None: all remaining): they belong to no existing subject."""
        while self._group is not None and (subject is None or self._group[0] < subject):
            yield self._taken()

    def of(self, subject: str) -> list[Raw]:
        """The rows of that subject."""
        return self._taken()[1] if self._group is not None and self._group[0] == subject else []

    def _taken(self) -> tuple[str, list[Raw]]:
        assert self._group is not None  # both callers have checked
        subject, pairs = self._group
        rows = [raw for _, raw in pairs]
        self._group = next(self._groups, None)
        return subject, rows


@dataclass(frozen=True, slots=True)
class ComparedTable:
    """One table: its name, how its rows are read, and their key.

    ``rows``: every stored row by its subject; ``find``: the row of a key, wherever it lies; ``ordered``: the order of
    a subject's rows is visible to people.
    """

    word: str
    name: Callable[[Row], str]
    read: Callable[[Raw], Row]
    rows: Iterable[tuple[str, Raw]]
    find: Callable[[str], Raw | None]
    ordered: bool = False


@dataclass
class ListComparison:
    """Differences between one table and the entries. A sentence names columns and numbers, never a person's name."""

    listed: ComparedTable
    wrong: dict[str, tuple[Row, Fault]] = field(default_factory=dict)
    extra: dict[str, tuple[Row, Fault]] = field(default_factory=dict)
    missing: dict[str, Fault] = field(default_factory=dict)
    disordered: set[str] = field(default_factory=set)
    """Subjects whose rows are complete, but in another order."""
    unread: dict[Raw, Fault] = field(default_factory=dict)
    _elsewhere: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._beside = StoredRows(self.listed.rows)

    def follow(self, subject: str, wanted: tuple[Row, ...]) -> bool:
        """The next subject and its expected rows; whether they are stored like that."""
        self.skip(subject)
        stored = list(self._read(self._beside.of(subject)))
        return stored == list(wanted) or self._differ(subject, stored, wanted)

    def leave_out(self, subject: str) -> None:
        """The next subject, whose rows cannot be expected to be current."""
        self.skip(subject)
        self._beside.of(subject)

    def skip(self, subject: str | None = None) -> None:
        """Rows before that subject (None: all remaining) belong to no subject."""
        for _, raws in self._beside.before(subject):
            for row in self._read(raws):
                self._extra(row)

    def faults(self, knows_nothing_of: Callable[[Row], bool]) -> Iterator[Fault]:
        """All differences; rows of subjects that cannot be read are not reported."""
        yield from self.unread.values()
        differing = {**self.wrong, **{n: kept for n, kept in self.extra.items() if n not in self._elsewhere}}
        yield from (fault for row, fault in differing.values() if not knows_nothing_of(row))
        yield from self.missing.values()

    def right(self, name: str) -> bool:
        """Whether the stored row of that key equals the entries."""
        return name not in self.wrong and name not in self.extra

    def _differ(self, subject: str, stored: list[Row], wanted: tuple[Row, ...]) -> bool:
        name = self.listed.name
        there, should = {name(row): row for row in stored}, {name(row): row for row in wanted}
        if self.listed.ordered and sorted(there) == sorted(should) and list(there) != list(should):
            self.disordered.add(subject)
        if there == should:
            return True
        for known, row in there.items():
            if known not in should:
                self._extra(row)
            elif row != should[known]:
                self._wrong(known, row, should[known])
        for known in should.keys() - there.keys():
            raw = self.listed.find(known)
            found = None if raw is None else next(self._read([raw]), None)
            if found is not None:
                self._elsewhere.add(known)
                self._wrong(known, found, should[known])
            elif raw is None:
                shown = getattr(should[known], "number", known)
                sentence = f"{self.listed.word} {shown} 在日志中有，列表里没有。"
                self.missing[known] = Fault("no_row", known, sentence)
        return False

    def _extra(self, row: Row) -> None:
        name = self.listed.name(row)
        shown = getattr(row, "number", name)
        self.extra[name] = row, Fault("extra", name, f"{self.listed.word} {shown} 没有日志记录，不应存在。")

    def _wrong(self, name: str, row: Row, wanted: Row) -> None:
        shown = getattr(row, "number", name)
        names = [f.name for f in fields(row) if getattr(row, f.name) != getattr(wanted, f.name)]
        words = "、".join(column_words(one) for one in names)
        self.wrong[name] = row, Fault("row", name, f"{self.listed.word} {shown} 的{words}与日志不符。")

    def _read(self, raws: Iterable[Raw]) -> Iterator[Row]:
        for raw in raws:
            try:
                yield self.listed.read(raw)
            except (ValueError, TypeError):  # damaged JSON in a column
                sentence = f"{self.listed.word}列表里有一行的内容读不出。"
                self.unread[raw] = Fault("row", "rows", sentence)


_WORDS = {
    "case": "所属办件",
    "number": "编号",
    "bundle": "一件事",
    "bundle_name": "一件事名称",
    "state": "状态",
    "opened_at": "收件时间",
    "updated_at": "更新时间",
    "due": "期限",
    "clerk": "经办人",
    "applicant": "申请人",
    "names": "查找用的姓名",
    "initials": "查找用的首字母",
    "id_numbers": "查找用的证件号",
    "phones": "查找用的电话",
    "earlier_numbers": "原编号",
    "mail_numbers": "邮件号码",
    "open": "在办标记",
    "owner": "主办窗口",
    "conflict": "矛盾标记",
    "kind": "种类",
    "organ": "部门",
    "issued_at": "出具时间",
    "copies": "打印份数",
    "name": "姓名",
    "role": "岗位",
    "pin_hash": "口令",
    "active": "在岗标记",
    "item_name": "事项名称",
    "day": "日期",
    "provisional": "暂定标记",
    "words": "说明",
    "station": "窗口",
    "twice": "二次补正标记",
    "unprinted": "未打印份数",
    "unsealed": "未盖章份数",
    "originals": "留存原件份数",
}


def column_words(column: str) -> str:
    """The column's name in Chinese; a column that only the office's figures have keeps its own name."""
    return _WORDS.get(column, f" {column} ")
