"""Validation across a library's rows: ids are unique, and everything referred to exists.

A fault is reported at its cause. Its consequences are not reported again: rows under an entry whose own id is
missing or duplicate refer to an unknown id, and that is one fault.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from difflib import get_close_matches

from counter.domain.guide.condition import Condition, SwitchOn, atoms, questions_in
from counter.domain.guide.rows.columns import Column, Kind, Value
from counter.domain.guide.rows.detail_sheets import BY_TITLE, SHEETS
from counter.domain.guide.rows.faults import Faults, GuideFault
from counter.domain.guide.rows.question_validation import asks_number, faults_of_questions
from counter.domain.guide.rows.sheet_table import Key, Row, SheetTable, Tables
from counter.domain.guide.rows.sheets import BUNDLE, OPTION, QUESTION, SWITCH, SheetForm

_NAMED, _COMPARED = 12, 20_000
"""Options listed in a sentence; pairs of names compared for likeness (a bound for a wholly foreign file)."""

_AT_ONCE = "at_once"
_ASKED, _GIVEN, _PLACED, _REFUSED = "一件事情形题", "已定回答", "一件事事项", "不能办"


_REQUIRED = {form.title: tuple(c for c in form.columns if c.required) for form in SHEETS}
_GROUPS = {
    form.title: {
        group: tuple(c.key for c in form.columns if c.key.partition(".")[0] == group)
        for group in form.optional
    }
    for form in SHEETS
}
_TERMS = {
    form.title: tuple(
        (days, form.column(f"{days.key.removesuffix('days')}unit"))
        for days in form.columns
        if days.key.rpartition(".")[2] == "days"
    )
    for form in SHEETS
}
"""Columns of a number of days, each with that of its unit."""

_NAMING = {
    form.title: tuple(
        (position, c)
        for position, c in enumerate(form.columns)
        if position < form.keys or c.kind is Kind.WHEN or c.options or c.to
    )
    for form in SHEETS
}
"""Columns with references, by position: thousands of rows are searched for them."""


def validate(tables: Tables, faults: Faults) -> None:
    """Add every fault that only the rows together show."""
    _Judge(tables, faults).all()


class _Judge:
    def __init__(self, tables: Tables, faults: Faults) -> None:
        self._tables = tables
        self._faults = faults
        self._rows: dict[str, dict[Key, Row]] = {}
        self._faulty: Counter[str] = (
            Counter()
        )  # by sheet: number of rows whose own id is missing or duplicate
        self._lost: dict[str, list[tuple[Key, GuideFault]]] = defaultdict(list)
        self._used: dict[str, set[Key]] = defaultdict(set)
        self._options: dict[str, set[str]] = defaultdict(set)

    def all(self) -> None:
        """Every rule, in the order of the sheets."""
        for form in SHEETS:
            for row in self._tables[form.title].rows:
                self._required(form, row)
                self._terms(form, row)
            self._own_ids(form)
        for question, option in self._rows[OPTION]:
            self._options[str(question)].add(str(option))
        for form in SHEETS:
            table = self._tables[form.title]
            for row in table.rows:
                self._named(table, row)
        self._add_lost()
        self._empty_parents()
        self._faults.extend(faults_of_questions(self._tables, self._rows[QUESTION]))
        self._bundles()

    def _add(self, table: SheetTable, row: Row, column: Column | None, sort: str, sentence: str) -> None:
        self._faults.add(table.fault(row, column, sort, sentence))

    def _required(self, form: SheetForm, row: Row) -> None:
        table = self._tables[form.title]
        for column in _REQUIRED[form.title]:
            if row.values.get(column.key) is not None or column.key in row.bad:
                continue
            if not row.path and column.key not in table.letters:
                continue  # the whole column is missing: reported once
            group = _GROUPS[form.title].get(column.key.partition(".")[0], ())
            if group and not any(row.values.get(one) is not None or one in row.bad for one in group):
                continue
            row.bad.add(column.key)
            self._add(table, row, column, "missing", "必须填写")

    def _terms(self, form: SheetForm, row: Row) -> None:
        """Days without their unit, or the reverse, make no term: its end would not be tracked."""
        table = self._tables[form.title]
        for days, unit in _TERMS[form.title]:
            many, kind = row.count(days.key), row.text(unit.key)
            if {days.key, unit.key} & row.bad:
                continue
            if many is not None and not kind:
                self._add(
                    table, row, unit, "no_unit", f"写了{many}天，没有写单位，这个时限不会计算，请选上单位"
                )
            elif many is None and kind not in ("", _AT_ONCE):
                word = unit.words[kind]
                self._add(table, row, days, "no_days", f"写了单位“{word}”，没有写天数，请写上天数或去掉单位")
            elif many and kind == _AT_ONCE:
                sentence = f"单位是“{unit.words[kind]}”，天数却写了{many}，请改其中一格"
                self._add(table, row, days, "days_at_once", sentence)

    def _own_ids(self, form: SheetForm) -> None:
        table, known = self._tables[form.title], self._rows.setdefault(form.title, {})
        if not table.whole:
            return
        names = form.columns[: form.own] or form.columns
        for row in table.rows:
            if any(column.key in row.bad for column in names):
                self._faulty[form.title] += bool(form.own)
                continue
            key = tuple(_hashed(row.values.get(column.key)) for column in names)
            if key not in known:
                known[key] = row
                continue
            earlier = f"第{known[key].number}行" if not row.path else known[key].path
            self._faulty[form.title] += bool(form.own)
            row.bad.add("")
            column = names[-1] if form.own else None
            what = f"与{earlier}的{names[-1].head}相同" if form.own else f"与{earlier}完全一样"
            self._add(table, row, column, "duplicate", f"{what}，请改正或删去一行")

    def _named(self, table: SheetTable, row: Row) -> None:
        form = table.form
        counts = bool(form.own and form.keys)
        before = self._lost_count() if counts else 0
        if form.parent and form.keys > 1:  # keys of two columns; a single key is a plain reference
            self._parent(table, row)
        for position, column in _NAMING[form.title]:
            value = row.values.get(column.key)
            if value is None or column.key in row.bad:
                continue
            if isinstance(value, Condition):
                self._condition(table, row, column, value)
            elif column.options and isinstance(value, list):
                self._of_question(table, row, column, value)
            elif column.to and not (form.keys > 1 and position < form.keys):
                for one in value if isinstance(value, list) else [value]:
                    self._reference(table, row, column, column.to, one)
            if counts and position < form.keys and self._lost_count() > before:
                self._faulty[form.title] += 1  # references to this row by its correct key fail

    def _lost_count(self) -> int:
        return sum(map(len, self._lost.values()))

    def _parent(self, table: SheetTable, row: Row) -> None:
        form = table.form
        columns = form.columns[: form.keys]
        if any(column.key in row.bad for column in columns) or not self._tables[form.parent].whole:
            return
        key = tuple(row.values.get(column.key) for column in columns)
        self._used[form.parent].add(key)
        if key in self._rows[form.parent]:
            return
        named = "/".join(map(str, key))
        sentence = f"“{form.parent}”表里没有 {named}，请改正或先在那里加上"
        self._lost[form.parent].append((key, table.fault(row, columns[-1], "orphan", sentence)))

    def _reference(self, table: SheetTable, row: Row, column: Column, to: str, value: Value) -> None:
        self._used[to].add((value,))
        if not self._tables[to].whole or (value,) in self._rows[to]:
            return
        sentence = f"“{to}”表里没有 {value}，请改正或先在那里加上"
        self._lost[to].append(((value,), table.fault(row, column, "unknown", sentence)))

    def _of_question(self, table: SheetTable, row: Row, column: Column, options: list[str]) -> None:
        question = row.values.get(column.options)
        if (question,) in self._rows[QUESTION]:
            for option in options:
                self._option(table, row, column, str(question), option)

    def _option(self, table: SheetTable, row: Row, column: Column, question: str, option: str) -> None:
        known = self._options[question]
        if not self._tables[OPTION].whole or not known or option in known:
            return
        sentence = f"题 {question} 没有选项 {option}，有的是 {'、'.join(sorted(known)[:_NAMED])}"
        self._lost[OPTION].append(((question, option), table.fault(row, column, "unknown_option", sentence)))

    def _condition(self, table: SheetTable, row: Row, column: Column, condition: Condition) -> None:
        for atom in dict.fromkeys(atoms(condition)):
            if isinstance(atom, SwitchOn):
                self._reference(table, row, column, SWITCH, atom.switch)
            elif (atom.question,) in self._rows[QUESTION]:
                for option in atom.options:
                    self._option(table, row, column, atom.question, option)
            else:
                self._reference(table, row, column, QUESTION, atom.question)

    def _add_lost(self) -> None:
        """Unknown names, unless rows with a faulty id of their own explain all of them."""
        for title, lost in self._lost.items():
            faulty = self._faulty[title]
            keys = Counter(key for key, _ in lost)
            if (
                len(keys) > faulty
            ):  # keep the names that the faulty rows cannot explain; most frequent ones are explained first
                for key, rows in keys.most_common(faulty):
                    if rows > 1:
                        del keys[key]
                keys -= Counter(dict.fromkeys(self._misspelt(title, keys), len(lost)))
                self._faults.extend(fault for key, fault in lost if key in keys)

    def _misspelt(self, title: str, lost: Counter[Key]) -> set[Key]:
        """Names that several rows use and that nearly match one unused entry: reported once, at that entry."""
        table, found = self._tables[title], set[Key]()
        unused = {str(key[0]): row for key, row in self._rows[title].items() if key not in self._used[title]}
        if len(unused) * len(lost) > _COMPARED:
            return found
        for key, rows in lost.items():
            near = get_close_matches(str(key[0]), unused, 1, 0.75) if len(key) == 1 and rows > 1 else []
            if near:
                found.add(key)
                sentence = f"没有哪一行用到 {near[0]}，却有{rows}行写着 {key[0]}，请核对是不是写错了"
                self._add(table, unused.pop(near[0]), table.form.columns[0], "misspelt", sentence)
        return found

    def _empty_parents(self) -> None:
        for form in SHEETS:
            table = self._tables[form.title]
            if not form.needs or not table.whole or self._faulty[form.parent]:
                continue
            served = {tuple(row.values.get(c.key) for c in form.columns[: form.keys]) for row in table.rows}
            unsure = any(column.key in row.bad for row in table.rows for column in form.columns[: form.keys])
            if unsure or self._lost_from(form):
                continue
            parent = self._tables[form.parent]
            for key, row in self._rows[form.parent].items():
                if key not in served and not (form.title == OPTION and asks_number(row)):
                    self._add(parent, row, BY_TITLE[form.parent].columns[0], "empty", form.needs)

    def _lost_from(self, form: SheetForm) -> bool:
        """Whether rows of this sheet refer to an unknown parent: then parents without rows are a consequence."""
        return any(fault.sheet == form.title for _, fault in self._lost.get(form.parent, ()))

    def _bundles(self) -> None:
        placed = self._by_bundle(_PLACED)
        asked, given, refused = (self._by_bundle(title) for title in (_ASKED, _GIVEN, _REFUSED))
        for (number,) in self._rows[BUNDLE]:
            self._order(placed.get(number, []))
            self._refused(refused.get(number, []), placed.get(number, []))
            settled = {row.values.get("question") for row in given.get(number, [])}
            self._asking(asked.get(number, []), settled)

    def _by_bundle(self, title: str) -> dict[Value, list[Row]]:
        found: dict[Value, list[Row]] = defaultdict(list)
        for row in self._tables[title].rows:
            if "bundle" not in row.bad:
                found[row.values.get("bundle")].append(row)
        return found

    def _order(self, rows: list[Row]) -> None:
        table = self._tables[_PLACED]
        order, after = table.form.column("order"), table.form.column("after")
        places = {
            item: row.count("order")
            for row in rows
            if (item := row.text("item")) and not row.bad & {"item", ""}
        }
        seen: dict[int, Row] = {}
        for row in rows:
            position_no = row.count("order")
            if position_no is None or "" in row.bad:
                continue
            earlier = seen.setdefault(position_no, row)
            if earlier is not row:
                self._add(
                    table, row, order, "same_order", f"同一件事里已有事项排在第{position_no}，请改成别的先后"
                )
            for before in row.ids("after"):
                if (before,) not in self._rows["事项"]:
                    continue
                if before not in places:
                    if self._sure(rows):
                        sentence = f"这件事里没有事项 {before}，请删去或加上"
                        self._add(table, row, after, "not_placed", sentence)
                elif (places[before] or 0) >= position_no and earlier is row:
                    sentence = f"要在 {before} 之后，却没有排在它后面，请改“办理先后”"
                    self._add(table, row, after, "too_early", sentence)

    def _sure(self, placed: list[Row]) -> bool:
        """Whether all of a bundle's items are known, so that a missing one is really missing."""
        return self._tables[_PLACED].whole and not any(
            row.bad or (row.values.get("item"),) not in self._rows["事项"] for row in placed
        )

    def _refused(self, rows: list[Row], placed: list[Row]) -> None:
        table = self._tables[_REFUSED]
        if not self._sure(placed):
            return
        items = {row.values.get("item") for row in placed}
        for row in rows:
            item = row.values.get("item")
            if (item,) in self._rows["事项"] and item not in items:
                sentence = f"这件事里没有事项 {item}，请改正或留空"
                self._add(table, row, table.form.column("item"), "not_placed", sentence)

    def _asking(self, rows: list[Row], given: set[Value]) -> None:
        table = self._tables[_ASKED]
        if any("ask" in row.bad for row in rows):
            return
        seen = set(given)
        coming = {row.values.get("ask") for row in rows}
        for row in rows:
            when = row.when()
            if when is not None and "when" not in row.bad:
                late = [q for q in questions_in(when) if q in coming and q not in seen]
                if late:
                    sentence = f"看题 {late[0]} 的回答，它却排在后面（或就是本题），请把那一题移到前面"
                    self._add(table, row, table.form.column("when"), "asked_late", sentence)
            seen.add(row.values.get("ask"))


def _hashed(value: Value) -> Value:
    return "\n".join(value) if isinstance(value, list) else value


def every_fault(faults: Faults) -> Iterator[GuideFault]:
    """The faults listed: grave ones first, then the others."""
    yield from (fault for fault in faults.told if fault.grave)
    yield from (fault for fault in faults.told if not fault.grave)
