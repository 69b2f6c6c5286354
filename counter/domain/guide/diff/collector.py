"""Collects the changes of a diff, and compares the general cases: a cell, a row of a list, the fields of an entry."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from counter.domain.guide.diff.change import ContentLine, Effect, GuideChange
from counter.domain.guide.diff.sides import Side, Trait, paired, same, whole
from counter.domain.guide.diff.wording import bracketed, cell_change, cell_words, differing, quoted
from counter.domain.guide.rows.columns import Column, Value
from counter.domain.guide.rows.detail_sheets import BY_TITLE
from counter.domain.guide.rows.sheet_table import Key, Row
from counter.domain.guide.rows.sheets import SheetForm
from counter.domain.guide.terms import Tri

CellWording = Callable[[Value, Value], tuple[str, Effect]]
"""Old and new value of a cell → (the sentence, its effect)."""

Parents = tuple[Key, Key]
"""Keys of the rows' parent, on the old side and the new one."""

MOST_LISTED = 6
_LAST = 10**9


@dataclass(frozen=True, slots=True)
class GuideLocation:
    """A location in the guide. ``rank``: order of its changes among those of the same bundle.

    ``everywhere``: it affects every bundle; without that, and without bundles, it affects none. ``about``: the part
    of the location (材料“健康证明”) with which the sentence begins.
    """

    where: str
    bundles: tuple[int, ...] = ()
    item: str = ""
    material: str = ""
    paper: str = ""
    rank: tuple[int, ...] = ()
    about: str = ""
    everywhere: bool = False

    @property
    def nowhere(self) -> bool:
        """No bundle uses it."""
        return not (self.bundles or self.everywhere)


class DiffCollector:
    """Collects the changes between two sides."""

    def __init__(self, old: Side, new: Side) -> None:
        self.old = old
        self.new = new
        self._found: list[tuple[tuple[int, ...], GuideChange]] = []

    @property
    def sides(self) -> tuple[Side, Side]:
        """Old, new."""
        return self.old, self.new

    @property
    def faulty(self) -> bool:
        """Whether a side is incomplete, so that not every cell could be read."""
        return self.old.faulty or self.new.faulty

    @property
    def count(self) -> int:
        """Number of changes so far."""
        return len(self._found)

    def add(
        self,
        spot: GuideLocation,
        sentence: str,
        effect: Effect = Effect.OTHER,
        *,
        added: bool = False,
        removed: bool = False,
        inside: tuple[ContentLine, ...] = (),
    ) -> None:
        """Add a change."""
        first = _LAST if spot.nowhere else min(spot.bundles, default=0)
        change = GuideChange(
            bundles=spot.bundles,
            where=spot.where,
            sentence=f"{f'{spot.about}：' if spot.about else ''}{sentence.removesuffix('。')}。",
            effect=effect,
            item=spot.item,
            material=spot.material,
            paper=spot.paper,
            added=added,
            removed=removed,
            nowhere=spot.nowhere,
            inside=inside,
        )
        self._found.append(((first, *spot.rank), change))

    def changes(self) -> tuple[GuideChange, ...]:
        """All changes by bundle, in the order of the guide; those of every bundle first, those of none last."""
        return tuple(change for _, change in sorted(self._found, key=lambda found: found[0]))

    def bundles_of_item(self, item: str) -> tuple[int, ...]:
        """Bundles of either version that include the item."""
        return joined(self.old.placed.get(item, ()), self.new.placed.get(item, ()))

    def cells(
        self,
        spot: GuideLocation,
        form: SheetForm,
        old: Row,
        new: Row,
        *,
        special: Mapping[str, CellWording] | None = None,
        skip: Collection[str] = (),
    ) -> None:
        """Add every differing cell, by ``special`` or in the words of its column."""
        for column in differing(form, old, new):
            if column.key in skip:
                continue
            if special and column.key in special:
                sentence, effect = special[column.key](old.values.get(column.key), new.values.get(column.key))
                self.add(spot, sentence, effect)
            else:
                self.add(spot, cell_change(self.sides, (old, new), column))

    def fields(
        self,
        spot: GuideLocation,
        title: str,
        parents: Parents,
        special: Mapping[str, CellWording] | None = None,
    ) -> None:
        """Compare fields that an entry has at most once: all filled in, or all emptied, are one change each."""
        form = BY_TITLE[title]
        old, new = (
            next(iter(side.rows(title, *parent)), Row({}))
            for side, parent in zip(self.sides, parents, strict=True)
        )
        special = special or {}
        plain = [c for c in differing(form, old, new) if c.key not in special]
        filled = [c for c in plain if old.values.get(c.key) is None]
        emptied = [c for c in plain if new.values.get(c.key) is None]
        if filled:
            cells = [f"{c.head}{quoted(cell_words(self.new, new, c))}" for c in filled]
            self.add(spot, f"写上了{counted(cells)}")
        if emptied:
            cells = [f"{c.head}（原来是{quoted(cell_words(self.old, old, c))}）" for c in emptied]
            self.add(spot, f"不再写{counted(cells)}")
        self.cells(spot, form, old, new, special=special, skip={c.key for c in (*filled, *emptied)})

    def entries(
        self,
        spot: GuideLocation,
        title: str,
        parents: Parents,
        traits: tuple[Trait, ...] = (),
        *,
        name: str = "",
        effects: tuple[Effect, Effect] = (Effect.OTHER, Effect.OTHER),
    ) -> None:
        """Compare rows of a list: added, removed, changed, reordered. ``effects``: of adding and of removing."""
        form = BY_TITLE[title]
        name = name or title
        head = form.columns[form.keys].key
        old, new = (side.rows(title, *parent) for side, parent in zip(self.sides, parents, strict=True))
        found = paired(old, new, (whole_row(form), *(traits or (same(head),))), last=True)
        if found.gone:
            gone = counted([_headline(self.old, form, row) for row in found.gone])
            self.add(spot, f"{name}去掉了{gone}", effects[1], removed=True)
        if found.came:
            came = counted([_headline(self.new, form, row) for row in found.came])
            self.add(spot, f"{name}增加{came}", effects[0], added=True)
        for before, after in found.both:
            changes = [cell_change(self.sides, (before, after), c) for c in differing(form, before, after)]
            if changes:
                title = _title(self.old, form, before)
                itself = len(changes) == 1 and changes[0].startswith(f"{name}由")
                self.add(spot, changes[0] if itself else f"{name}{title}：{'；'.join(changes)}")
        if found.moved:
            self.add(spot, f"{name}的先后改了，内容没有变")


def whole_row(form: SheetForm) -> Trait:
    """Trait: all values but the parent's key."""
    if not form.keys:
        return whole
    return same(*(column.key for column in form.columns[form.keys :]))


def _filled_cells(side: Side, form: SheetForm, row: Row) -> list[tuple[Column, str]]:
    """The filled cells of a row in words, its own text first."""
    columns = sorted(form.columns[form.keys :], key=lambda column: column.key != "text")
    return [(c, words) for c in columns if (words := cell_words(side, row, c))]


def _title(side: Side, form: SheetForm, row: Row) -> str:
    cells = _filled_cells(side, form, row)
    return quoted(cells[0][1]) if cells else ""


def _headline(side: Side, form: SheetForm, row: Row) -> str:
    cells = _filled_cells(side, form, row)
    if not cells:
        return "一条"
    (_, first), *others = cells
    return f"{quoted(first)}{bracketed(f'{c.head} {words}' for c, words in others)}"


def counted(words: list[str]) -> str:
    """The list joined; beyond ``MOST_LISTED`` only counted."""
    more = f"等{len(words)}处" if len(words) > MOST_LISTED else ""
    return f"{'、'.join(words[:MOST_LISTED])}{more}"


def joined(*bundles: tuple[int, ...]) -> tuple[int, ...]:
    """The numbers, each once, sorted."""
    return tuple(sorted({number for numbers in bundles for number in numbers}))


def flag(yes: tuple[str, Effect], no: tuple[str, Effect], unsaid: tuple[str, Effect]) -> CellWording:
    """Special of a yes/no/unknown flag."""
    words = {Tri.YES.value: yes, Tri.NO.value: no}
    return lambda _old, new: words.get(str(new), unsaid)


def turned_flag(topic: str, yes: tuple[str, Effect], no_longer: tuple[str, Effect], no: str) -> CellWording:
    """Special of a flag where losing a yes differs from a no after unknown."""

    def words(old: Value, new: Value) -> tuple[str, Effect]:
        if new == Tri.YES.value:
            return yes
        if old == Tri.YES.value:
            pending = "" if new == Tri.NO.value else "（重新待部门核定）"
            return f"{no_longer[0]}{pending}", no_longer[1]
        return (no if new == Tri.NO.value else f"{topic}重新待部门核定"), Effect.OTHER

    return words
