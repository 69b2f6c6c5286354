"""One side of a diff: rows of its differing entries, names for ids, and cross-references."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from counter.domain.guide.condition import Condition
from counter.domain.guide.condition_words import ConditionWords
from counter.domain.guide.library import LISTS, MAPS, switches_named
from counter.domain.guide.model import Evidence, Option, Question, Switch
from counter.domain.guide.rows.columns import Value
from counter.domain.guide.rows.faults import Faults
from counter.domain.guide.rows.rows import tables_of
from counter.domain.guide.rows.sheet_table import Key, Row
from counter.domain.guide.rows.sheets import BUNDLE, ITEM, PAPER, QUESTION, SWITCH

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library, ListPart, MapPart

NOWHERE = "（还没有哪件事用到）"
"""Suffix to what no bundle uses."""

_PART: Mapping[str, MapPart] = {
    BUNDLE: "bundles",
    QUESTION: "questions",
    ITEM: "items",
    PAPER: "papers",
    SWITCH: "switches",
}
_T = TypeVar("_T")
_NAMED = {QUESTION: "text", SWITCH: "text"}


class Side:
    """One of the two libraries. ``differs``: of each part the keys of differing entries; rows are made of these
    only. Tolerates an incomplete draft."""

    def __init__(
        self, library: Library, differs: Mapping[MapPart, Collection[str]], lists: Collection[ListPart]
    ) -> None:
        self.library = library
        narrow: dict[str, object] = {part: {k: library[part][k] for k in differs[part]} for part in MAPS}
        narrow |= {part: library[part] if part in lists else [] for part in LISTS}
        faults = Faults()
        self._rows: dict[tuple[str, Key], list[Row]] = {}
        for title, table in tables_of(narrow, faults).items():
            for row in table.rows:
                row.values |= dict.fromkeys(row.bad)  # an unreadable cell counts as empty
                key = tuple(row.values.get(column.key) for column in table.form.columns[: table.form.keys])
                self._rows.setdefault((title, key), []).append(row)
        self.faulty = bool(faults.told)

    def rows(self, title: str, *parent: Value) -> Sequence[Row]:
        """The rows of a sheet that belong to that parent."""
        return self._rows.get((title, parent), ())

    def row(self, title: str, own: Value) -> Row:
        """The row of an entry with an id; an empty one where there is none."""
        return self._entries.get((title, own)) or Row({})

    @cached_property
    def _entries(self) -> Mapping[tuple[str, Value], Row]:
        return {(title, row.values["id"]): row for title in _PART for row in self.rows(title)}

    def entry(self, sheet: str, own: object) -> Mapping[str, object]:
        """The entry of that id; empty where there is none."""
        return _dict(self.library[_PART[sheet]].get(str(own)))

    def has(self, sheet: str, own: object) -> bool:
        """Whether the id exists."""
        return str(own) in self.library[_PART[sheet]]

    def name(self, sheet: str, own: object) -> str:
        """Its name, without marks; the id where there is none."""
        return str(self.entry(sheet, own).get(_NAMED.get(sheet, "name")) or own)

    def names(self, sheet: str, ids: Iterable[object]) -> str:
        """``“甲”、“乙”``."""
        return "、".join(f"“{self.name(sheet, own)}”" for own in ids)

    def labels(self, question: object, options: Iterable[object]) -> list[str]:
        """Options of a question by their labels."""
        known = self._questions.get(str(question))
        labels = {o.id: o.label for o in known.options} if known else {}
        return [labels.get(str(option), str(option)) for option in options]

    @cached_property
    def _questions(self) -> Mapping[str, Question]:
        return {key: _question(key, raw) for key, raw in self.library["questions"].items()}

    @cached_property
    def _words(self) -> ConditionWords:
        switches = {
            key: Switch(key, self.name(SWITCH, key), False, Evidence.KNOWN)
            for key in self.library["switches"]
        }
        return ConditionWords(self._questions, switches)

    def when(self, condition: Condition | None) -> str:
        """A condition in words; empty where it always holds or is None."""
        return "" if condition is None else self._words.of(condition)

    @cached_property
    def placed(self) -> Mapping[str, tuple[int, ...]]:
        """Item → bundles that include it."""
        return _turned((str(e.get("item")), n) for n, b in self._bundles() for e in dicts_in(b, "items"))

    @cached_property
    def asking(self) -> Mapping[str, tuple[int, ...]]:
        """Question → bundles that ask it, or give its answer."""
        asked = ((str(e.get("ask")), n) for n, b in self._bundles() for e in dicts_in(b, "questions"))
        given = ((str(key), n) for n, b in self._bundles() for key in _keys(b.get("given")))
        return _turned((*asked, *given))

    @cached_property
    def using(self) -> Mapping[str, tuple[str, ...]]:
        """Paper → items with a material that asks for it."""
        return _turned(
            (paper, item)
            for item, entry in self.library["items"].items()
            for material in dicts_in(entry, "materials")
            for paper in _papers(material)
        )

    @cached_property
    def common(self) -> frozenset[str]:
        """Papers asked for on every visit."""
        return frozenset(paper for entry in self.library["common"] for paper in _papers(entry))

    @cached_property
    def switched(self) -> Mapping[str, tuple[int, ...]]:
        """Switch → bundles with a condition that depends on it, including their items' conditions."""
        here = ((switch, n) for n, b in self._bundles() for switch in switches_named(b))
        items = (
            (switch, n)
            for key, entry in self.library["items"].items()
            for switch in switches_named(entry)
            for n in self.placed.get(key, ())
        )
        return _turned((*here, *items))

    def _bundles(self) -> Iterator[tuple[int, Mapping[str, object]]]:
        for key, bundle in self.library["bundles"].items():
            if key.isdecimal():
                yield int(key), _dict(bundle)


def _dict(held: object) -> Mapping[str, object]:
    return held if isinstance(held, Mapping) else {}


def _question(key: str, raw: object) -> Question:
    entry = _dict(raw)
    options = tuple(
        Option(str(o.get("id")), str(o.get("label") or o.get("id"))) for o in dicts_in(entry, "options")
    )
    return Question(key, str(entry.get("text") or key), options)


def dicts_in(entry: object, part: str) -> Iterator[Mapping[str, object]]:
    """The mappings in a list of an entry; none where it is malformed."""
    held = entry.get(part) if isinstance(entry, Mapping) else None
    return (e for e in (held if isinstance(held, list) else ()) if isinstance(e, Mapping))


def _keys(held: object) -> Iterable[str]:
    return held if isinstance(held, Mapping) else ()


def _papers(entry: object) -> Iterator[str]:
    held = entry.get("papers") if isinstance(entry, Mapping) else None
    uses = held if isinstance(held, list) else ()
    return (str(use[0]) for use in uses if isinstance(use, list) and use)


def _turned(pairs: Iterable[tuple[str, _T]]) -> Mapping[str, tuple[_T, ...]]:
    found: dict[str, dict[_T, None]] = {}
    for key, value in pairs:
        found.setdefault(key, {})[value] = None
    return {key: tuple(values) for key, values in found.items()}


@dataclass(frozen=True, slots=True)
class Paired:
    """Rows of one parent matched between the sides. ``moved``: the matched ones are in another order."""

    both: tuple[tuple[Row, Row], ...]
    gone: tuple[Row, ...]
    came: tuple[Row, ...]
    moved: bool


Trait = Callable[[Row], Hashable | None]
"""Key by which two rows are matched; None: not by this trait."""


def same(*keys: str) -> Trait:
    """Trait: the values of these columns."""
    return lambda row: tuple(map(repr, map(row.values.get, keys)))


def whole(row: Row) -> Hashable:
    """Trait: all values."""
    return repr(sorted(row.values.items()))


def paired(old: Sequence[Row], new: Sequence[Row], traits: Sequence[Trait], *, last: bool = False) -> Paired:
    """Match rows: by the first trait, those left by the next, and so on.

    ``last``: a single one left on each side is matched as changed.
    """
    match_of: dict[int, int] = {}
    free = dict(enumerate(new))
    for trait in traits:
        there: dict[Hashable, list[int]] = {}
        for n, row in free.items():
            if (key := trait(row)) is not None:
                there.setdefault(key, []).append(n)
        for o, row in enumerate(old):
            if o not in match_of and (waiting := there.get(trait(row))):
                match_of[o] = waiting.pop(0)
                del free[match_of[o]]
    left = [o for o in range(len(old)) if o not in match_of]
    if last and len(left) == len(free) == 1:
        match_of[left[0]] = next(iter(free))
        left, free = [], {}
    order = [match_of[o] for o in sorted(match_of)]
    return Paired(
        tuple((old[o], new[match_of[o]]) for o in sorted(match_of)),
        tuple(old[o] for o in left),
        tuple(free.values()),
        order != sorted(order),
    )
