"""What a station's status lights say; grey means not connected or not built yet, never a guess."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from counter.ui.facades.light import Light, LightState

if TYPE_CHECKING:
    from counter.services.context.ports import Journal


def station_lights(journal: Journal | None, printer: Light) -> Sequence[Light]:
    """The lights, left to right. ``journal``: None until the house is open."""
    clock = Light("clock", "时钟", LightState.GOOD, "时钟与记录的先后一致")
    if journal is not None and journal.untimely():
        clock = Light("clock", "时钟", LightState.WARN, _clock_doubt(journal))
    return (
        clock,
        printer,
        Light("scanner", "扫码枪", LightState.ABSENT, "扫码枪按键盘方式工作，不能探测是否插好；扫一下就能用"),
        Light("screen", "评价屏", LightState.ABSENT, "没有接第二块屏"),
        Light("hub", "上报", LightState.ABSENT, "本版还没有接数据中心，记录都存在本机"),
    )


def _clock_doubt(journal: Journal) -> str:
    """What the clock shows and what the last entry says, in the hall's time; and what is to be done."""
    from counter.domain.calendar.workdays import CHINA

    shown, last = (
        f"{at:%Y}年{at.month}月{at.day}日 {at:%H:%M}"
        for at in (
            moment.astimezone(CHINA) for moment in (journal.reading().at, journal.last_time()) if moment
        )
    )
    return (
        f"电脑时钟往回走过：现在显示 {shown}，上一条记录记在 {last}。文书会标“时间待核”、不写期限。"
        "先把系统时间校准；确认显示的时间是对的，再由值班负责人确认。"
    )
