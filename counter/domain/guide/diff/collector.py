"""What a diff has told so far, and the general cases: a cell, a row of a list, the fields of one entry."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from counter.domain.guide.diff.change import Effect, GuideChange, Inside
from counter.domain.guide.diff.sides import Side, Trait, paired, same, whole
from counter.domain.guide.diff.wording import bracketed, cell_change, cell_words, differing, quoted
from counter.domain.guide.rows.columns import Column, Value
from counter.domain.guide.rows.detail_sheets import BY_TITLE
from counter.domain.guide.rows.rows import Key, Row
from counter.domain.guide.rows.sheets import SheetForm
from counter.domain.guide.terms import Tri

Special = Callable[[Value, Value], tuple[str, Effect]]
"""Old and new value of a cell → the sentence for people, and what it does to them."""

Parents = tuple[Key, Key]
"""What names the parent of rows, on the old side and the new one."""

MOST_LISTED = 6
_LAST = 10**9


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the guide. ``rank``: where its changes come among those of the same bundle.

    ``everywhere``: it touches every bundle; without that, and without bundles, it touches none.
    ``about``: what inside that place a sentence is about (材料“健康证明”); it begins with it.
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
        """No bundle reaches it."""
        return not (self.bundles or self.everywhere)


class Telling:
    """The changes found so far, between two sides."""

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
        """Whether one of them is half written, so that not every cell could be read."""
        return self.old.faulty or self.new.faulty

    @property
    def count(self) -> int:
        """How many."""
        return len(self._found)

    def tell(
        self,
        spot: Spot,
        sentence: str,
        effect: Effect = Effect.OTHER,
        *,
        added: bool = False,
        removed: bool = False,
        inside: tuple[Inside, ...] = (),
    ) -> None:
        """One more."""
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
        """All, bundle by bundle in the order of the guide; what touches every bundle first, what none last."""
        return tuple(change for _, change in sorted(self._found, key=lambda told: told[0]))

    def bundles_of_item(self, item: str) -> tuple[int, ...]:
        """Bundles of both versions that hold it."""
        return joined(self.old.placed.get(item, ()), self.new.placed.get(item, ()))

    def cells(
        self,
        spot: Spot,
        form: SheetForm,
        old: Row,
        new: Row,
        *,
        special: Mapping[str, Special] | None = None,
        skip: Collection[str] = (),
    ) -> None:
        """Every cell that differs, in the words of its column where nothing better is known."""
        for column in differing(form, old, new):
            if column.key in skip:
                continue
            if special and column.key in special:
                sentence, effect = special[column.key](old.values.get(column.key), new.values.get(column.key))
                self.tell(spot, sentence, effect)
            else:
                self.tell(spot, cell_change(self.sides, (old, new), column))

    def fields(
        self,
        spot: Spot,
        title: str,
        parents: Parents,
        special: Mapping[str, Special] | None = None,
    ) -> None:
        """Fields that an entry has at most once: what was filled in, or taken out, is one change together."""
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
            told = [f"{c.head}{quoted(cell_words(self.new, new, c))}" for c in filled]
            self.tell(spot, f"写上了{counted(told)}")
        if emptied:
            told = [f"{c.head}（原来是{quoted(cell_words(self.old, old, c))}）" for c in emptied]
            self.tell(spot, f"不再写{counted(told)}")
        self.cells(spot, form, old, new, special=special, skip={c.key for c in (*filled, *emptied)})

    def entries(
        self,
        spot: Spot,
        title: str,
        parents: Parents,
        traits: tuple[Trait, ...] = (),
        *,
        name: str = "",
        effects: tuple[Effect, Effect] = (Effect.OTHER, Effect.OTHER),
    ) -> None:
        """Rows of a list that came, went, changed or stand in another order. ``effects``: of coming and of going."""
        form = BY_TITLE[title]
        name = name or title
        head = form.columns[form.keys].key
        old, new = (side.rows(title, *parent) for side, parent in zip(self.sides, parents, strict=True))
        found = paired(old, new, (whole_row(form), *(traits or (same(head),))), last=True)
        if found.gone:
            gone = counted([_headline(self.old, form, row) for row in found.gone])
            self.tell(spot, f"{name}去掉了{gone}", effects[1], removed=True)
        if found.came:
            came = counted([_headline(self.new, form, row) for row in found.came])
            self.tell(spot, f"{name}增加{came}", effects[0], added=True)
        for before, after in found.both:
            told = [cell_change(self.sides, (before, after), c) for c in differing(form, before, after)]
            if told:
                title = _title(self.old, form, before)
                itself = len(told) == 1 and told[0].startswith(f"{name}由")
                self.tell(spot, told[0] if itself else f"{name}{title}：{'；'.join(told)}")
        if found.moved:
            self.tell(spot, f"{name}的先后改了，内容没有变")


def whole_row(form: SheetForm) -> Trait:
    """Everything but what names the parent."""
    if not form.keys:
        return whole
    return same(*(column.key for column in form.columns[form.keys :]))


def _said(side: Side, form: SheetForm, row: Row) -> list[tuple[Column, str]]:
    """What a row says, its own text first."""
    columns = sorted(form.columns[form.keys :], key=lambda column: column.key != "text")
    return [(c, words) for c in columns if (words := cell_words(side, row, c))]


def _title(side: Side, form: SheetForm, row: Row) -> str:
    said = _said(side, form, row)
    return quoted(said[0][1]) if said else ""


def _headline(side: Side, form: SheetForm, row: Row) -> str:
    said = _said(side, form, row)
    if not said:
        return "一条"
    (_, first), *rest = said
    return f"{quoted(first)}{bracketed(f'{c.head} {words}' for c, words in rest)}"


def counted(told: list[str]) -> str:
    """Joined; beyond some only counted."""
    more = f"等{len(told)}处" if len(told) > MOST_LISTED else ""
    return f"{'、'.join(told[:MOST_LISTED])}{more}"


def joined(*bundles: tuple[int, ...]) -> tuple[int, ...]:
    """All of them once, in order."""
    return tuple(sorted({number for some in bundles for number in some}))


def flag(yes: tuple[str, Effect], no: tuple[str, Effect], unsaid: tuple[str, Effect]) -> Special:
    """A flag with a third value."""
    words = {Tri.YES.value: yes, Tri.NO.value: no}
    return lambda _old, new: words.get(str(new), unsaid)


def turned_flag(topic: str, yes: tuple[str, Effect], no_longer: tuple[str, Effect], no: str) -> Special:
    """A flag where losing a yes is another thing than a no where nobody had said anything."""

    def words(old: Value, new: Value) -> tuple[str, Effect]:
        if new == Tri.YES.value:
            return yes
        if old == Tri.YES.value:
            pending = "" if new == Tri.NO.value else "（重新待部门核定）"
            return f"{no_longer[0]}{pending}", no_longer[1]
        return (no if new == Tri.NO.value else f"{topic}重新待部门核定"), Effect.OTHER

    return words
