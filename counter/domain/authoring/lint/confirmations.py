"""Confirmations by people of what a guide cannot show (需人工确认): evidence, person and day."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from counter.domain.errors import BadInput
from counter.domain.text.settings_values import Values

_KEYS = ("check", "reached", "share", "text", "by", "on")


@dataclass(frozen=True, slots=True)
class Confirmation:
    """One check confirmed. ``share`` from 0 to 1 where a share was counted."""

    check: str
    reached: bool
    text: str
    by: str
    day: date
    share: float | None = None


def confirmations_from(raw: object, checks: Collection[str], today: date) -> tuple[Confirmation, ...]:
    """The ``evidence`` entries of a file. Raises BadInput for anything missing, unknown, duplicate, or dated in the
    future.

    Only checks of ``checks`` can be confirmed: computed ones cannot be overruled.
    """
    if not isinstance(raw, Mapping) or not isinstance(raw.get("evidence"), list) or set(raw) - {"evidence"}:
        raise BadInput(
            "证据文件里只写 evidence 列表，每一条有：check、reached、text、by、on。", field="evidence"
        )
    found: dict[str, Confirmation] = {}
    for number, row in enumerate(raw["evidence"], 1):
        where = f"第{number}条证据"
        if not isinstance(row, Mapping):
            raise BadInput(f"{where}要写成一组“键: 值”。", field="evidence")
        one = _read(Values(row, where), row, today)
        if one.check not in checks:
            raise BadInput(
                f"{where}：“{one.check[:40]}”不是需人工确认的检查；可以写：{'、'.join(sorted(checks))}。",
                field="check",
            )
        if one.check in found:
            raise BadInput(f"{where}：“{one.check}”写了两次，请只留一条。", field="check")
        found[one.check] = one
    return tuple(found.values())


def _read(values: Values, row: Mapping[str, object], today: date) -> Confirmation:
    spare = next((str(key) for key in row if key not in _KEYS), None)
    if spare is not None:
        raise BadInput(
            f"{values.where}：不认识“{spare[:40]}”；可以写：{'、'.join(_KEYS)}。", field=spare[:40]
        )
    reached = row.get("reached")
    if not isinstance(reached, bool):
        raise BadInput(f"{values.where}：reached 只能写 true 或 false。", field="reached")
    share = row.get("share")
    if share is not None and (
        isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 100
    ):
        raise BadInput(f"{values.where}：share 是0到100的百分数。", field="share")
    day = _day(values.where, row.get("on"))
    if day > today:
        raise BadInput(f"{values.where}：日期 {day.isoformat()} 还没有到。", field="on")
    return Confirmation(
        values.text("check"),
        reached,
        values.text("text"),
        values.text("by"),
        day,
        None if share is None else share / 100,
    )


def _day(where: str, value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else date.fromisoformat("")
    except ValueError:
        raise BadInput(f"{where}：on 写日期，如 2026-11-20。", field="on") from None
