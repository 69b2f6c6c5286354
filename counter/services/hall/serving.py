"""Where people are served: at windows. The supervisor's room (值班主管室) sees their cases and changes none of them."""

from __future__ import annotations

from counter.domain.errors import RuleRefused

NO_WINDOW = "这里不是窗口，只看不办：收件、补交、决定、打印都在窗口办。"


def require_serving(*, serves: bool) -> None:
    """Raises RuleRefused where nobody is served (``HallConfig.serves``, ``Setting.serves``)."""
    if not serves:
        raise RuleRefused(NO_WINDOW, rule="room", field="oversight")
