"""``counter rating windows --clerks``: by clerk and past month, beside the sum of the hall."""

from __future__ import annotations

from collections.abc import Iterator

from counter.domain.ratings.clerks import OTHERS, ClerkCounts, MonthSum
from counter.domain.ratings.figures import Share, share
from counter.services.ratings.office.compare_accounts import WindowAccounts


def clerk_data(one: WindowAccounts) -> list[dict[str, object]] | None:
    """The months of a window as plain values; None where an older program keeps no such tables."""
    if one.months is None:
        return None
    return [
        {
            "month": month.month,
            "compared": month.checked,
            "clerks": [_row_data(row) for row in month.rows],
            "hall": _sum_data(month.hall),
        }
        for month in one.months
    ]


def clerk_lines(one: WindowAccounts) -> Iterator[str]:
    """The months of a window as text."""
    if one.months is None:
        if one.accounts:
            yield "  旧版程序，没有按人的账"
        return
    if not one.months:
        yield "  还没有过完的月份"
    for month in one.months:
        hall = month.hall
        yield (
            f"  {month.month}　本大厅：办出结果{hall.outcomes}　没请过{_percent(hall.never)}　"
            f"提前结束占请过的{_percent(hall.short)}"
            + ("" if month.checked else "（逐日的账没有收齐，还没核对）")
        )
        for row in month.rows:
            never, short = share(row.never, row.outcomes), share(row.cut_short, row.asked)
            yield (
                f"    {_whose(row)}　办出结果{row.outcomes}　请过{row.asked}　"
                f"没请过{row.never}（{_percent(never)}）　提前结束{row.cut_short}（{_percent(short)}）　"
                f"评价条{row.slips}"
            )


def _whose(row: ClerkCounts) -> str:
    if row.clerk == OTHERS:
        return "其他（每人不足5次）"
    return f"{row.clerk}（含其他人不足5次）" if row.mixed else row.clerk


def _row_data(row: ClerkCounts) -> dict[str, object]:
    return {
        "clerk": row.clerk,
        "others": row.clerk == OTHERS,
        "mixed": row.mixed,
        "outcomes": row.outcomes,
        "asked": row.asked,
        "never_asked": row.never,
        "cut_short": row.cut_short,
        "slips": row.slips,
    }


def _sum_data(hall: MonthSum) -> dict[str, object]:
    return {
        "outcomes": hall.outcomes,
        "asked": hall.asked,
        "never_asked": hall.outcomes - hall.asked,
        "cut_short": hall.cut_short,
    }


def _percent(part: Share | None) -> str:
    return "—" if part is None else part.percent
