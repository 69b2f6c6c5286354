"""Figures of ratings (评价统计): rates, groups, trend, and which groups are too small to be shown.

Only ratings that count are in a rate (``RatingRow.standing``): 代录 not yet called back, doubtful and set-aside ratings
are listed apart. Grades are what is measured; a group is who could have given them, and a small one is not shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from counter.domain.figures.small_groups import LEAST_GROUP, hidden_groups
from counter.domain.ratings.rating import Grade, ReasonList

HIDDEN = "件数少，不单列"
"""Shown in place of a hidden group's number; alike for all, so that the small one is not recognisable."""

HIDDEN_WHY = (
    f"不足{LEAST_GROUP}件的不单列，等凑够{LEAST_GROUP}件再一起列出，免得用两次统计相减看出某一个人评了什么。"
)
PARTLY_WHY = f"另有几件评价或复核还没凑够{LEAST_GROUP}件，没有算在里面，“至少”指的就是这些。"
PERIOD_WHY = "统计只按整月，期间没有包含整月的那一部分没有算在里面。"
CLERK_WHY = "统计不按窗口人员分；本人的合计由值班负责人公布（counter rating totals）。"
INVITED_WHY = "评价率＝计入的评价÷已结束的邀请，以窗口报来的邀请数为准。"
NO_RATE_WHY = "窗口只报来邀请的总数，按条件筛选时没有评价率。"
OVERLAP_WHY = "一件评价可以选几条原因，各条相加会多于总数。"


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, never of nothing."""

    part: int
    of: int

    @property
    def percent(self) -> str:
        """With one decimal; 100% and 0% only where they are exact."""
        tenths = round(self.part * 1000 / self.of)
        if 0 < self.part < self.of:
            tenths = min(max(tenths, 1), 999)
        return f"{tenths // 10}.{tenths % 10}%"

    @property
    def words(self) -> str:
        """With both numbers, so that the percentage can be checked."""
        return f"{self.percent}（{self.part}/{self.of}）"


def share(part: int, of: int) -> Share | None:
    """A share, or None of nothing: a rate of no ratings does not exist."""
    return Share(part, of) if of else None


@dataclass(frozen=True, slots=True)
class Group:
    """Counted ratings of one hall, bundle, clerk or month. ``grades`` None: too few, or hidden to protect another
    group.

    ``key`` is the value to filter by (empty for all), ``label`` what a person reads. ``partly``: there are more, in no
    cell yet or in one that is not wholly of this group (``domain/ratings/cells``).
    """

    key: str
    label: str
    grades: Mapping[Grade, int] | None
    partly: bool = False

    @property
    def hidden(self) -> bool:
        """True where nothing of it may be shown or opened."""
        return self.grades is None

    @property
    def counted(self) -> int | None:
        """How many ratings."""
        return None if self.grades is None else sum(self.grades.values())

    @property
    def bad(self) -> int | None:
        """How many 差评."""
        return None if self.grades is None else sum(n for g, n in self.grades.items() if g.bad)

    @property
    def satisfied(self) -> Share | None:
        """满意率: the first three grades; the last two are 差评 (DOMAIN §3)."""
        if self.grades is None or self.counted is None:
            return None
        return share(sum(n for g, n in self.grades.items() if not g.bad), self.counted)

    @property
    def number(self) -> str:
        """How many, or that the number is not shown."""
        if self.grades is None:
            return HIDDEN
        return f"至少{self.counted}件" if self.partly else f"{self.counted}件"


@dataclass(frozen=True, slots=True)
class Reason:
    """How often a reason was given among what counts. ``times`` None: fewer than ``LEAST_GROUP``."""

    code: str
    words: str
    times: int | None

    @property
    def number(self) -> str:
        """How often, or that it was seldom."""
        return f"少于{LEAST_GROUP}次" if self.times is None else f"{self.times}次"


@dataclass(frozen=True, slots=True)
class Loop:
    """Results of bad ratings: every one of them, also those later set aside (L10).

    ``in_time``: first answered on its day or before; ``late``: after it; ``undated``: answered, where no day was set;
    ``open``: no answer yet, of which ``overdue`` are past their day.
    """

    in_time: int
    late: int
    undated: int
    open: int
    overdue: int

    @property
    def opened(self) -> int:
        """All of them."""
        return self.in_time + self.late + self.undated + self.open

    @property
    def on_time(self) -> Share | None:
        """按期整改率: answered in time, of what was answered or is past its day."""
        return share(self.in_time, self.in_time + self.late + self.overdue)


@dataclass(frozen=True, slots=True)
class Apart:
    """Ratings that are in no rate, and why."""

    proxy: int  # 代录, not yet called back
    doubtful: int  # 存疑
    set_aside: int  # 误评、恶意、不是本人

    @property
    def every(self) -> int:
        """All of them."""
        return self.proxy + self.doubtful + self.set_aside


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything the page and the workbook show for one selection.

    Where ``total`` is hidden the selection is too small, and nothing else is shown. ``rated``: 评价率, or None with
    ``rated_why``. ``loop`` (None for a part) and ``apart`` are of all ratings, whatever was selected: bad ones counted
    by days would reveal whose they are. ``notes``: what the numbers leave out. ``drill``: the viewer may open a group's
    ratings one by one.
    """

    total: Group
    rated: Share | None
    rated_why: str
    loop: Loop | None
    halls: tuple[Group, ...]
    bundles: tuple[Group, ...]
    reasons: tuple[Reason, ...]
    trend: tuple[Group, ...]
    apart: Apart
    drill: bool
    notes: tuple[str, ...] = ()

    def may_open(self, group: Group) -> bool:
        """True where its ratings may be viewed one by one: by right, and where the group is large enough."""
        return self.drill and not group.hidden and not self.total.hidden


def group_of(key: str, label: str, counts: Mapping[Grade, int]) -> Group:
    """A group by itself, hidden where it is small."""
    grades = {grade: counts.get(grade, 0) for grade in Grade}
    return Group(key, label, grades if sum(grades.values()) >= LEAST_GROUP else None)


def shown_groups(parts: Mapping[tuple[str, str], Mapping[Grade, int]]) -> tuple[Group, ...]:
    """Groups of a whole that is shown; (key, label) → counts, in their own order; small ones are hidden."""
    sizes = {name: sum(counts.values()) for name, counts in parts.items() if sum(counts.values())}
    hidden = hidden_groups(sizes)
    return tuple(
        Group(name[0], name[1], None if name in hidden else {g: parts[name].get(g, 0) for g in Grade})
        for name in sizes
    )


def by_size(groups: Iterable[Group]) -> tuple[Group, ...]:
    """The largest first; hidden ones last and by name, so that their order does not reveal their size."""
    return tuple(sorted(groups, key=lambda g: (g.hidden, -(g.counted or 0), g.label, g.key)))


def reasons_of(times: Mapping[str, int], known: ReasonList) -> tuple[Reason, ...]:
    """Reasons by how often they were given; rare ones last, in the order of the list."""
    order = [code for group in known.of.values() for code in group]
    rank = {code: n for n, code in enumerate(order)}
    shown = [
        Reason(code, known.words_of((code,))[0], n if n >= LEAST_GROUP else None)
        for code, n in times.items()
        if n
    ]
    return tuple(sorted(shown, key=lambda r: (-(r.times or 0), rank.get(r.code, len(rank)), r.code)))


def graded(counts: Sequence[tuple[tuple[str, ...], int]]) -> dict[tuple[str, ...], dict[Grade, int]]:
    """Rows of (…, grade) → n as (…) → grade → n."""
    sums: dict[tuple[str, ...], dict[Grade, int]] = {}
    for columns, n in counts:
        grades = sums.setdefault(tuple(columns[:-1]), {})
        grade = Grade(columns[-1])
        grades[grade] = grades.get(grade, 0) + n
    return sums
