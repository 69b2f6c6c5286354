"""Whether somebody keeps the log of pages from being emptied, as the window's light tells it (L9, 0012).

Asked at the start, when nobody could be invited and when an invitation ends, which comes whatever was chosen; never
after a choice: a light that came on then would tell whoever keeps the log that there was one. For the same reason the
light does not say how long the log is; ``counter doctor`` does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from counter.services.ratings.empty_log import readers_words

if TYPE_CHECKING:
    from counter.services.context.ports import Journal, KeptLog
    from counter.ui.facades.light import Light

PATIENCE_MS = 200
"""What waits behind it is a light, and others who want to write."""
AT_ONCE = 0


@dataclass
class LogWatch:
    """``since``: when the log was first found kept, of the time that goes on now or went on last."""

    kept: KeptLog | None = None
    since: datetime | None = None

    def look(self, journal: Journal, patience_ms: int = PATIENCE_MS) -> None:
        """Empty the log, or find out who is in the way."""
        found = journal.kept_log(patience_ms)
        if found is not None and self.kept is None:
            self.since = journal.reading().at
        self.kept = found

    def light(self, journal: Journal) -> Light | None:
        """What the window shows: nothing as long as there was never anything; else how it stands now."""
        from counter.domain.calendar.workdays import CHINA
        from counter.ui.facades.light import Light, LightState

        if self.since is None:
            return None
        if self.kept is not None:
            self.look(journal, AT_ONCE)
        since = f"{self.since.astimezone(CHINA):%H:%M}"
        if self.kept is None:
            return Light(
                "rating",
                "评价",
                LightState.GOOD,
                f"{since} 起占着数据文件的程序已经结束，可以照常请申请人评价",
            )
        words = (
            f"自 {since} 起{readers_words(self.kept)}，评价的先后可能被看出来，先不能请申请人在屏上评价。"
            "请告诉值班负责人查明并关掉那个程序（counter doctor）；要走的申请人可以打评价条。"
        )
        return Light("rating", "评价", LightState.WARN, words)
