"""The 24 indicators: task, group, deadline and target of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from counter.domain.errors import BadInput
from counter.domain.text.settings_values import Values

COUNT = 24


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of the list. ``target``: share from 0 to 1, or None where a number of guides is asked for (``count``)."""

    number: int
    group: tuple[str, ...]
    task: str
    task_hulunbuir: str
    due_xingan: str
    due_hulunbuir: str
    target: float | None
    count: int | None = None

    @property
    def name(self) -> str:
        """Its innermost heading."""
        return self.group[-1]


def indicators_from(raw: Mapping[str, object]) -> tuple[Indicator, ...]:
    """The indicators of a settings file (``resources/guides/indicators.toml``). Raises BadInput unless they are 1 to
    24."""
    rows = raw.get("indicator")
    if not isinstance(rows, list):
        raise BadInput("indicators.toml 里没有指标（[[indicator]]）。", field="indicator")
    found = tuple(
        _read(Values(row, f"第{n}个指标")) for n, row in enumerate(rows, 1) if isinstance(row, Mapping)
    )
    if [one.number for one in found] != list(range(1, COUNT + 1)):
        raise BadInput(f"指标要从1到{COUNT}各一个，按次序。", field="indicator")
    return found


def _read(row: Values) -> Indicator:
    levels = (row.optional_text("level1"), row.optional_text("level2"), row.optional_text("level3"))
    target = row.optional_number("target")
    return Indicator(
        number=row.number("no"),
        group=tuple(level for level in levels if level),
        task=row.text("task"),
        task_hulunbuir=row.text("hulunbuir_task"),
        due_xingan=row.text("xingan_deadline"),
        due_hulunbuir=row.text("hulunbuir_deadline"),
        target=None if target is None else target / 100,
        count=row.optional_number("count"),
    )
