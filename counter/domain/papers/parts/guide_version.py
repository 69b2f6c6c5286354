"""The guide in force as a paper names it: by number and day, never by the hash of its content (0059)."""

from __future__ import annotations

from counter.domain.visit.visit import Setting


def guide_version(setting: Setting) -> str:
    """``第3版（2026年12月1日起）``: whoever comes back later asks at the window whether it is still the same."""
    known = setting.versions.of_version(setting.guide.version) if setting.versions is not None else None
    said = setting.publication or (known.publication if known is not None else None)
    if said is None:
        return "随程序带的示范指南，不是部门正式发布的"
    day = said.effective
    return f"{said.title}（{day.year}年{day.month}月{day.day}日起）"
