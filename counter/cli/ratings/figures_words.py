"""The office's figures as plain values and as text; a hidden group is hidden in both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from counter.domain.ratings.figures import Figures, Group, Share
from counter.services.context.ports import RatingRow


def figures_data(shown: Figures) -> dict[str, object]:
    """All figures; null where a group is hidden."""
    loop = shown.loop
    return {
        "total": _group(shown.total),
        "rated": _share(shown.rated),
        "rated_note": shown.rated_why,
        "rectified": None
        if loop is None
        else {
            "opened": loop.opened,
            "in_time": loop.in_time,
            "late": loop.late,
            "undated": loop.undated,
            "open": loop.open,
            "overdue": loop.overdue,
        },
        "halls": [_group(g) for g in shown.halls],
        "bundles": [_group(g) for g in shown.bundles],
        "reasons": [{"code": r.code, "words": r.words, "times": r.times} for r in shown.reasons],
        "trend": {"step": "month", "groups": [_group(g) for g in shown.trend]},
        "notes": list(shown.notes),
        "apart": {
            "proxy": shown.apart.proxy,
            "doubtful": shown.apart.doubtful,
            "set_aside": shown.apart.set_aside,
        },
    }


def figures_words(shown: Figures) -> Iterator[str]:
    """All figures as text."""
    rate = shown.total.satisfied
    yield f"计入的评价 {shown.total.number}" + (f"，满意率 {rate.words}" if rate else "")
    if shown.total.grades is not None:
        yield "  " + "　".join(f"{grade.value} {n}" for grade, n in shown.total.grades.items())
        yield f"  评价率 {shown.rated.words}" if shown.rated else f"  {shown.rated_why}"
    apart = shown.apart
    yield f"不在内（全部时间和大厅）：代录未回访 {apart.proxy}　存疑 {apart.doubtful}　复核后不计入 {apart.set_aside}"
    if shown.loop is not None:
        loop = shown.loop
        waiting = f"整改中 {loop.open}（超期 {loop.overdue}）"
        yield f"差评整改 {loop.opened}：按期 {loop.in_time}　超期答复 {loop.late}　{waiting}"
    yield from _groups("按大厅", shown.halls)
    yield from _groups("按一件事", shown.bundles)
    if shown.reasons:
        yield "按原因"
        yield from (f"  {r.code} {r.words}　{r.number}" for r in shown.reasons)
    yield from _groups("按月", shown.trend)
    yield from shown.notes


def row_data(row: RatingRow) -> dict[str, object]:
    """One rating; it names no rater."""
    return {
        "rating": row.rating,
        "day": row.day,
        "hall": row.hall,
        "window": row.window,
        "clerk": row.clerk,
        "case": row.case,
        "bundle": row.bundle,
        "bundle_name": row.bundle_name,
        "stage": row.stage,
        "mode": row.mode,
        "channel": row.channel,
        "grade": row.grade,
        "reasons": list(row.reasons),
        "standing": row.standing,
        "loop": row.loop,
        "due": row.due,
        "owner": row.owner,
        "finding": row.finding,
        "again": row.again,
    }


def row_words(row: RatingRow) -> str:
    """One rating in one line."""
    about = " · ".join(x for x in (row.bundle_name, row.hall, row.clerk) if x)
    due = f"　{row.due} 前" if row.due and row.loop == "open" else ""
    return f"{row.day}  {row.grade}（{row.mode}）  {about}{due}  {row.rating}"


def _group(group: Group) -> dict[str, object]:
    return {
        "key": group.key,
        "label": group.label,
        "counted": group.counted,
        "partly": group.partly,
        "grades": group.grades,
        "bad": group.bad,
        "satisfied": _share(group.satisfied),
    }


def _share(share: Share | None) -> dict[str, object] | None:
    return None if share is None else {"part": share.part, "of": share.of, "percent": share.percent}


def _groups(title: str, groups: Iterable[Group]) -> Iterator[str]:
    for number, group in enumerate(groups):
        if not number:
            yield title
        rate = f"　满意率 {group.satisfied.percent}" if group.satisfied else ""
        yield f"  {group.label}　{group.number}{rate}"
