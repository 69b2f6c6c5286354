"""How reporting to the hub (上报) stands, what its light says, and when the next round is due."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from counter.domain.calendar.workdays import CHINA
from counter.domain.journal.exchange.alarms import ExchangeAlarm, alarm_sentence
from counter.domain.journal.exchange.standing import WaitingEntries

SILENCE = timedelta(days=7)
"""Without contact for longer, somebody has to act."""
GRACE = timedelta(minutes=3)
"""What was written within it is on its way and no delay yet."""
EVERY, AFTER_ACT, LONGEST = 60.0, 10.0, 600.0
"""Seconds: between two rounds; at least between two after acts; at most between two that failed."""


class ReportingTone(StrEnum):
    """State of the light 上报, as ``ui.facades.light.LightState``."""

    ABSENT = "absent"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class RoundTrouble:
    """Why the last round did not come to its end. ``refused``: the hub said no; trying again alone does not help."""

    sentence: str
    since: datetime
    refused: bool = False


@dataclass(frozen=True, slots=True)
class ReportingStanding:
    """How a station's exchange with the hub stands.

    ``joined``: since when it is joined to a hub, None for none; ``reported``: when the hub last had everything;
    ``exchanged``: when the last round came to its end; ``put_back``: when the hub was last seen put back to an earlier
    state; ``held``: batches of others that wait for a key; ``alarms``: what is red until somebody acts, the gravest
    first; ``by_stick``: it reports by courier files; ``files_only``: an office, its entries stay there;
    ``files``: how many that travelled beside the entries wait for a person; ``damaged``: why ``hub.key``, how the hub
    is reached, cannot be read or is gone, else empty.
    """

    station: str
    joined: datetime | None = None
    waiting: WaitingEntries = field(default_factory=WaitingEntries)
    reported: datetime | None = None
    exchanged: datetime | None = None
    put_back: datetime | None = None
    trouble: RoundTrouble | None = None
    held: int = 0
    alarms: tuple[ExchangeAlarm, ...] = ()
    by_stick: bool = False
    files_only: bool = False
    files: int = 0
    damaged: str = ""

    def light(self, now: datetime) -> tuple[ReportingTone, str]:
        """Tone and sentence of the light 上报; amber where a file waits for somebody."""
        tone, words = self._light(now)
        if not self.files:
            return tone, words
        warn = ReportingTone.WARN if tone is ReportingTone.GOOD else tone
        return warn, f"{words}；{self.files} 个文件等人收"

    def _light(self, now: datetime) -> tuple[ReportingTone, str]:
        if self.alarms:
            return ReportingTone.BAD, alarm_sentence(self.alarms)
        if self.damaged:
            return ReportingTone.BAD, self.damaged.rstrip("。")
        if self.joined is None and self.by_stick:
            return self._stick_light(now)
        if self.joined is None:
            return ReportingTone.ABSENT, "本窗口还没有接汇聚库，记录都存在本机；要接的，先收登记文件"
        said = self._no_way_on(now)
        if said:
            return ReportingTone.BAD, said
        words = self._done_words()
        if self.held:
            words += f"；待核实 {self.held} 批"
        if not self._is_late(now):
            return ReportingTone.GOOD, words
        return ReportingTone.WARN, self._late_words(now, words)

    def _stick_light(self, now: datetime) -> tuple[ReportingTone, str]:
        """Of a window that reports by courier file: copied is not reported, only the answer counts."""
        count, since = self.waiting.count, self.waiting.since
        if not count:
            return ReportingTone.GOOD, "用U盘上报：全部有了大厅的回执"
        passed = now - since if since is not None else timedelta()
        words = f"待上报 {count} 条（{ago_words(passed)}）：拷到U盘拿到大厅，回执收回来才算上报"
        return ReportingTone.BAD if passed > SILENCE else ReportingTone.WARN, words

    def _no_way_on(self, now: datetime) -> str:
        if self.trouble is not None and self.trouble.refused:
            return f"{self.trouble.sentence.rstrip('。')}；{self._kept_words()}"
        seen = self.exchanged or self.reported or self.joined
        silent = now - seen if seen is not None else timedelta()
        if silent > SILENCE:
            why = f"：{self.trouble.sentence.rstrip('。')}" if self.trouble is not None else ""
            return f"已有 {silent.days} 天没有连上汇聚库{why}；{self._kept_words()}"
        return ""

    def _kept_words(self) -> str:
        count = self.waiting.count
        return f"待上报 {count} 条，都存在本机" if count else "没有待上报的"

    def _is_late(self, now: datetime) -> bool:
        if self.reported is None or self.trouble is not None:
            return True
        since = self.waiting.since
        return self.waiting.count > 0 and (since is None or now - since > GRACE)

    def _done_words(self) -> str:
        if self.reported is None:
            return "还没有上报过"
        if self.files_only:
            return f"文件收发到 {clock_words(self.reported)}"
        done = f"已上报到 {clock_words(self.reported)}"
        return f"{done}，之后的 {self.waiting.count} 条正在上报" if self.waiting.count else done

    def _late_words(self, now: datetime, done: str) -> str:
        count, since = self.waiting.count, self.waiting.since
        ago = f"（{ago_words(now - since)}）" if since is not None else ""
        words = f"待上报 {count} 条{ago}" if count else done
        return words if self.trouble is None else f"{words}。{self.trouble.sentence.rstrip('。')}"


def clock_words(at: datetime) -> str:
    """Day and time for people, in the hall's time."""
    local = at.astimezone(CHINA)
    return f"{local.month}月{local.day}日 {local:%H:%M}"


def ago_words(passed: timedelta) -> str:
    """How long ago, in one unit; nothing is in the future for people."""
    minutes = int(passed.total_seconds() // 60)
    if minutes < 1:
        return "不到 1 分钟"
    if minutes < 60:
        return f"{minutes} 分钟"
    return f"{minutes // 60} 小时" if minutes < 48 * 60 else f"{minutes // (24 * 60)} 天"


def seconds_until_next(failures: int, *, refused: bool, chance: float) -> float:
    """Seconds from the end of a round to the next. ``failures``: rounds in a row that did not come to their end;
    ``chance``: 0 to 1, so that the windows of a county do not all come at one moment.
    """
    wait = LONGEST if refused else min(LONGEST, EVERY * 2 ** min(failures, 10))
    return wait * (0.9 + 0.2 * chance)
