"""Export ratings: named ones as 办件 in a platform's codes, everything else as counts (L9, L11)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from counter.domain.calendar.workdays import CHINA
from counter.domain.figures.small_groups import LEAST_GROUP
from counter.domain.hall.rights import Capability
from counter.domain.journal.entries import NewEntry
from counter.domain.ratings.export_events import RatingsExported
from counter.domain.ratings.figures import (
    HIDDEN,
    HIDDEN_WHY,
    OVERLAP_WHY,
    Figures,
    Group,
    Reason,
)
from counter.domain.ratings.platform_codes import FIELDS, Platform, records
from counter.domain.ratings.rating import Grade, Mode, ReasonList
from counter.services.context.ports import Journal, RatingFilter
from counter.services.hall.staff import known_with
from counter.services.ratings.office.figures import EVERY, OFFICE, Rights, figures
from counter.services.spreadsheet.writer import Cell, WorkbookSheet, workbook

if TYPE_CHECKING:
    from counter.services.context.app import AppContext

FORMS = ("xlsx", "json")
_GROUP_HEAD = ("件数", *(grade.value for grade in Grade), "差评", "满意率（%）")


@dataclass(frozen=True, slots=True)
class Exported:
    """A file to be saved, with its number of personal rows. Its entry is already written."""

    content: bytes
    count: int


@dataclass(frozen=True, slots=True)
class _LeftOut:
    """What is not reported to a platform one by one, and how many."""

    anonymous: int
    proxy: int
    doubtful: int
    set_aside: int
    forgotten: int

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """In words. Few anonymous ones are a small group like any other."""
        few = 0 < self.anonymous < LEAST_GROUP
        return (
            ("匿名评价：只报计数，不作为办件", f"少于{LEAST_GROUP}件" if few else f"{self.anonymous}件"),
            ("代录、还没有回访确认", f"{self.proxy}件"),
            ("存疑、还没有核实", f"{self.doubtful}件"),
            ("复核后不计入（误评、恶意、不是本人）", f"{self.set_aside}件"),
            ("个人信息已按规定清除", f"{self.forgotten}件"),
        )


def export_to_platform(
    app: AppContext, wanted: RatingFilter, platform: Platform, reasons: ReasonList, *, form: str, by: str
) -> Exported:
    """Named ratings that count, one row for each item, as .xlsx or .json; ``by``: a supervisor whose PIN was checked.

    Only days, hall and bundle of ``wanted`` are used: choosing grades or clerks would allow selective reporting. A 代录
    is included once called back, ratings set aside are not. Raises RuleRefused for anyone but a supervisor.
    """
    assert form in FORMS  # window and command line offer these only
    known_with(app.journal, Capability.AUDIT, by)
    asked = RatingFilter(wanted.since, wanted.until, wanted.hall, wanted.bundle)
    rows, forgotten = _records(app.journal, asked, platform)
    left_out = _left_out(app.journal, asked, forgotten)
    unnamed = figures(app, replace(asked, mode=Mode.ANONYMOUS.value), Rights(drill=False), reasons)
    if form == "json":
        content = _json(app, platform, rows, left_out, unnamed)
    else:
        content = _book(app, platform, rows, left_out, unnamed)
    event = RatingsExported("platform", platform.name, form, len(rows), sha256(content).hexdigest())
    note_export(app.journal, event, by)
    return Exported(content, len(rows))


def export_figures(
    app: AppContext, wanted: RatingFilter, rights: Rights, reasons: ReasonList, *, by: str
) -> Exported:
    """The figures as a workbook: counts only, small groups as hidden as on the page."""
    shown = figures(app, wanted, rights, reasons)
    unnamed = figures(app, replace(wanted, mode=Mode.ANONYMOUS.value), Rights(drill=False), reasons)
    sheets = (
        WorkbookSheet("总表", ("项目", "数值"), _summary(shown, wanted)),
        _groups("按大厅", "大厅", shown.halls),
        _groups("按一件事", "一件事", shown.bundles),
        WorkbookSheet(
            "按原因", ("代码", "原因", "次数"), [_reason_row(r) for r in shown.reasons], filtered=True
        ),
        _groups("趋势", "月", shown.trend),
        _groups(
            "匿名计数", "范围", (unnamed.total,)
        ),  # by hall, the named ones could be found by subtraction
        WorkbookSheet(
            "说明",
            ("说明",),
            [(words,) for words in (HIDDEN_WHY, shown.rated_why, OVERLAP_WHY, *shown.notes)],
        ),
    )
    content = workbook(sheets, app.clock.read().at, app.hall.banner)
    note_export(app.journal, RatingsExported("figures", "", "xlsx", 0, sha256(content).hexdigest()), by)
    return Exported(content, 0)


def note_export(journal: Journal, event: RatingsExported, by: str) -> None:
    """Record the export, before the file is saved."""
    with journal.transaction() as tx:
        draft = NewEntry(OFFICE, event, tx.last_id(OFFICE))
        tx.append(draft, actor=by)
        tx.commit()


def _records(journal: Journal, asked: RatingFilter, platform: Platform) -> tuple[list[dict[str, str]], int]:
    """Rows of every named rating that counts, oldest first, and how many were forgotten."""
    from counter.domain.ratings.office.rated import fold

    rows: list[dict[str, str]] = []
    forgotten = 0
    for row in reversed(journal.ratings(replace(asked, mode=Mode.NAMED.value, standing="counted"), EVERY)):
        rated = fold(journal.entries(row.rating))
        if rated is None or rated.personal is None or rated.personal.rater is None:
            forgotten += 1
        else:
            rows += records(platform, rated.registered, rated.personal)
    return rows, forgotten


def _left_out(journal: Journal, asked: RatingFilter, forgotten: int) -> _LeftOut:
    counts = dict(journal.rating_counts(("mode", "standing"), asked))

    def number(standing: str) -> int:
        return sum(n for (_, one), n in counts.items() if one == standing)

    anonymous = counts.get((Mode.ANONYMOUS.value, "counted"), 0)
    return _LeftOut(anonymous, number("proxy"), number("doubtful"), number("set_aside"), forgotten)


def _json(
    app: AppContext, platform: Platform, rows: Sequence[dict[str, str]], left_out: _LeftOut, unnamed: Figures
) -> bytes:
    exported = {
        "form": "counter-platform-ratings-1",
        "demo": app.hall.banner,
        "platform": platform.name,
        "title": platform.title,
        "source": platform.source,
        "records": list(rows),
        "pending": dict(platform.pending),
        "left_out": dict(left_out.lines),
        "anonymous": [
            {"hall": g.label, "counted": g.counted, "grades": g.grades} for g in _unnamed_groups(unnamed)
        ],
    }
    return (json.dumps(exported, ensure_ascii=False, indent=1) + "\n").encode()


def _book(
    app: AppContext, platform: Platform, rows: Sequence[dict[str, str]], left_out: _LeftOut, unnamed: Figures
) -> bytes:
    now = app.clock.read().at
    codes = "，".join(f"{code}={grade.value}" for grade, code in platform.satisfaction.items())
    notes: list[Sequence[Cell]] = [
        ("平台", f"{platform.name} {platform.title}"),
        ("等级代码", codes),
        ("代码出处", platform.source),
        ("导出时间", f"{now.astimezone(CHINA):%Y-%m-%d %H:%M}"),
        ("说明", "一件评价涉及几个事项的，每个事项一行。内含个人信息，按规定保管，用后销毁。"),
        *((f"没有列出：{words}", number) for words, number in left_out.lines),
        *((field, why) for field, why in platform.pending),
    ]
    if app.hall.demo:
        notes.insert(0, (app.hall.banner, "数据是虚构的，不得上报。"))
    listed = [[row[field] for field in FIELDS] for row in rows]
    sheets = (
        WorkbookSheet("办件评价", FIELDS, listed, filtered=True, taken_in=True),
        WorkbookSheet("说明", ("项目", "内容"), notes),
        _groups("匿名计数", "大厅", _unnamed_groups(unnamed)),
    )
    return workbook(sheets, now, app.hall.banner)


def _unnamed_groups(unnamed: Figures) -> tuple[Group, ...]:
    """Anonymous ratings by hall; where they are few altogether, one line without a number."""
    return unnamed.halls or (unnamed.total,)


def _groups(title: str, what: str, groups: Iterable[Group]) -> WorkbookSheet:
    return WorkbookSheet(title, (what, *_GROUP_HEAD), [_group_row(group) for group in groups], filtered=True)


def _group_row(group: Group) -> Sequence[Cell]:
    label = group.label or "全部"
    if group.grades is None:
        return (label, HIDDEN, *([None] * (len(_GROUP_HEAD) - 1)))
    rate = float(group.satisfied.percent.rstrip("%")) if group.satisfied else None
    counted = group.number if group.partly else group.counted
    return (label, counted, *(group.grades[g] for g in Grade), group.bad, rate)


def _reason_row(reason: Reason) -> Sequence[Cell]:
    return (reason.code, reason.words, reason.number if reason.times is None else reason.times)


def _summary(figures: Figures, wanted: RatingFilter) -> list[Sequence[Cell]]:
    """The page's figures as lines; of a hidden selection only that it is small."""
    lines: list[Sequence[Cell]] = [("期间", f"{wanted.since or '最早'} 至 {wanted.until or '最近'}")]
    picked = [str(part) for part in (wanted.hall, wanted.bundle, wanted.clerk, wanted.mode) if part]
    if picked:
        lines.append(("范围", "、".join(picked)))
    if figures.total.grades is None:
        return [*lines, ("计入的评价", HIDDEN)]
    lines.append(("计入的评价", figures.total.number if figures.total.partly else figures.total.counted))
    lines += [(grade.value, n) for grade, n in figures.total.grades.items()]
    lines.append(("满意率", figures.total.satisfied.words if figures.total.satisfied else ""))
    lines.append(("评价率", figures.rated.words if figures.rated else figures.rated_why))
    if figures.loop is not None:
        on_time = figures.loop.on_time.words if figures.loop.on_time else "还没有到期的"
        lines += [
            ("差评立案", figures.loop.opened),
            ("按期答复", figures.loop.in_time),
            ("超期答复", figures.loop.late),
            ("没有定期限的答复", figures.loop.undated),
            ("还没答复", figures.loop.open),
            ("其中已超期", figures.loop.overdue),
            ("按期率", on_time),
        ]
    return [
        *lines,
        ("不在内（全部时间和大厅）：代录、还没有回访", figures.apart.proxy),
        ("不在内（全部时间和大厅）：存疑", figures.apart.doubtful),
        ("不在内（全部时间和大厅）：复核后不计入", figures.apart.set_aside),
    ]
