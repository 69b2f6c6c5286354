"""Count rows added, removed and changed from one library to another, and detect bulk removal (a deleted sheet, a
list pasted over another), which needs consent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain.errors import RuleRefused
from counter.domain.guide.library import MAPS, library_in_parts
from counter.domain.guide.rows.detail_sheets import SHEETS
from counter.domain.guide.rows.faults import Faults
from counter.domain.guide.rows.rows import tables_of, value_at
from counter.domain.guide.rows.sheet_table import SheetTable, Tables
from counter.domain.guide.rows.sheets import COMMON, Shape, SheetForm

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library, Part

CONSENT = "删去"
"""What a person types to consent."""

MANY, SHARE = 10, 5
"""Bulk removal: at least ``MANY`` rows gone, and one in ``SHARE`` of those before; or all of a kind."""


@dataclass(frozen=True, slots=True)
class KindTally:
    """One kind of rows (a sheet of the workbook), counted before and after. ``thinned``: columns, by their heads,
    whose cells were emptied in bulk in rows that stay, with how many. ``moved``: only the order changed."""

    title: str
    before: int
    after: int
    came: int = 0
    gone: int = 0
    changed: int = 0
    thinned: tuple[tuple[str, int], ...] = ()
    moved: bool = False

    @property
    def differs(self) -> bool:
        """Whether anything changed."""
        return bool(self.came or self.gone or self.changed or self.moved)

    @property
    def in_bulk(self) -> bool:
        """Whether so much is removed that consent is needed."""
        return self._rows_in_bulk or bool(self.thinned)

    @property
    def _rows_in_bulk(self) -> bool:
        emptied = self.gone > 0 and self.after == 0
        return emptied or (self.gone >= MANY and self.gone * SHARE >= self.before)

    @property
    def lost(self) -> str:
        """What is removed in bulk: ``不能办45``, ``材料“什么时候交”30格``"""
        rows = (f"{self.title}{self.gone:,}",) if self._rows_in_bulk else ()
        return "、".join([*rows, *(f"{self.title}“{head}”{many:,}格" for head, many in self.thinned)])

    @property
    def words(self) -> str:
        """``不能办：原有45，以后0（去掉45）``"""
        parts = (("新增", self.came), ("去掉", self.gone), ("改动", self.changed))
        cells = (f"“{head}”少填{many:,}格" for head, many in self.thinned)
        moved = ("先后变了",) if self.moved else ()
        changes = "，".join([*(f"{word}{many:,}" for word, many in parts if many), *cells, *moved])
        return f"{self.title}：原有{self.before:,}，以后{self.after:,}（{changes}）"


def tally(old: Library, new: Library) -> tuple[KindTally, ...]:
    """The tally of every kind that differs, in the order of the workbook's sheets."""
    parts = [_differing(one, other) for one, other in ((old, new), (new, old))]
    old_tables, new_tables = (tables_of(part, Faults()) for part in parts)
    before, after = _counts(old), _counts(new)
    filled = _Filled(old)
    made = (_of(form, old_tables, new_tables, before, after, filled) for form in SHEETS)
    return tuple(one for one in made if one.differs)


def in_bulk(tallies: Iterable[KindTally]) -> tuple[KindTally, ...]:
    """The tallies that need consent."""
    return tuple(one for one in tallies if one.in_bulk)


def require_consent(tallies: Iterable[KindTally], agreed: str) -> None:
    """Raises RuleRefused where something is removed in bulk without ``CONSENT``."""
    lost = in_bulk(tallies)
    if lost and agreed.strip() != CONSENT:
        changes = "；".join(one.words for one in lost)
        raise RuleRefused(
            f"这样会成批删去指南的内容：{changes}。草稿没有变。"
            f"多半是文件里少了表、少了行或清空了一栏，请先核对；确实要删去的，写明“{CONSENT}”再导入。",
            rule="L1",
            field="agree",
        )


def _differing(library: Library, other: Library) -> Library:
    """The library reduced to entries that differ in the other one."""

    def differing(part: Part) -> object:
        if part in MAPS:
            here, there = library[part], other[part]
            return {key: entry for key, entry in here.items() if there.get(key) != entry}
        return [] if library.get(part) == other.get(part) else library.get(part)

    return library_in_parts(differing)


def _of(
    form: SheetForm,
    old_tables: Tables,
    new_tables: Tables,
    before: Mapping[str, int],
    after: Mapping[str, int],
    filled: _Filled,
) -> KindTally:
    title = form.title
    old, new = (_by_name(tables[title]) for tables in (old_tables, new_tables))
    came = gone = changed = 0
    for name in {*old, *new}:
        less, more = old[name] - new[name], new[name] - old[name]
        both = min(less.total(), more.total())
        changed += both
        gone += less.total() - both
        came += more.total() - both
    moved = not (came or gone or changed) and _in_order(old_tables[title]) != _in_order(new_tables[title])
    thinned = _thinned(form, old_tables[title], new_tables[title], gone, filled) if changed >= MANY else ()
    return KindTally(title, before[title], after[title], came, gone, changed, thinned, moved)


class _Filled:
    """Number of filled cells of a column in the whole library, computed on demand."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._tables: Tables | None = None

    def of(self, form: SheetForm, key: str) -> int:
        """The number of one column."""
        if self._tables is None:
            self._tables = tables_of(self._library, Faults())
        return sum(row.values.get(key) is not None for row in self._tables[form.title].rows)


def _thinned(
    form: SheetForm, old_tables: SheetTable, new_tables: SheetTable, gone: int, filled: _Filled
) -> tuple[tuple[str, int], ...]:
    """Columns that lost cells in bulk, beyond those of removed rows."""
    found = []
    for column in form.columns[form.own or form.keys :]:
        less, more = (
            sum(row.values.get(column.key) is not None for row in side.rows)
            for side in (old_tables, new_tables)
        )
        lost = less - more - gone
        if lost >= MANY and lost * SHARE >= filled.of(form, column.key):
            found.append((column.head, lost))
    return tuple(found)


def _in_order(table: SheetTable) -> list[str]:
    return [repr(sorted(row.values.items())) for row in table.rows]


def _by_name(table: SheetTable) -> _Missing:
    """Row contents by the row's key, or by its parent's where it has none."""
    form = table.form
    names = form.columns[: form.own or form.keys]
    found = _Missing()
    for row in table.rows:
        key = tuple(str(row.values.get(column.key)) for column in names)
        found.setdefault(key, Counter())[repr(sorted(row.values.items()))] += 1
    return found


class _Missing(dict[tuple[str, ...], Counter[str]]):
    """A dict with an empty Counter for a missing key."""

    def __missing__(self, key: tuple[str, ...]) -> Counter[str]:
        return Counter()


_TOPS = tuple(form for form in SHEETS if not form.parent)
_UNDER = {form.title: tuple(one for one in SHEETS if one.parent == form.title) for form in SHEETS}


def _counts(library: Library) -> Counter[str]:
    """Number of rows of every kind, counted without parsing them."""
    made: Counter[str] = Counter()
    for form in _TOPS:
        _count(form, library.get(form.at), made)
    return made


def _count(form: SheetForm, held: object, made: Counter[str]) -> None:
    entries = list(_entries(form, held))
    made[form.title] += len(entries)
    for child in _UNDER[form.title]:
        for entry in entries:
            if isinstance(entry, dict):
                at = "papers" if form.title == COMMON else child.at
                _count(child, value_at(entry, at), made)


def _entries(form: SheetForm, held: object) -> Iterator[object]:
    if form.shape is Shape.INTO:
        if isinstance(held, dict) and _has_details(form, held):
            yield held
    elif isinstance(held, dict):
        yield from held.values()
    elif isinstance(held, list):
        yield from held


def _has_details(form: SheetForm, held: object) -> bool:
    return any(value_at(held, column.key) is not None for column in form.columns[form.keys :])


def tally_data(tallies: Iterable[KindTally]) -> list[dict[str, object]]:
    """The tallies as JSON values."""
    return [
        {
            "kind": one.title,
            "before": one.before,
            "after": one.after,
            "came": one.came,
            "gone": one.gone,
            "changed": one.changed,
            "in_bulk": one.in_bulk,
            "thinned": dict(one.thinned),
            "moved": one.moved,
        }
        for one in tallies
    ]
