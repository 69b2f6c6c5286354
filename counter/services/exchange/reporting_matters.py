"""What of the exchange somebody should know or act on, line by line: for the page 上报 and ``counter sync status``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from counter.domain.journal.exchange.alarms import (
    AlarmKind,
    ExchangeAlarm,
    is_refused,
    is_settled,
    refused_words,
)
from counter.domain.journal.exchange.standing import HELD_TO_DO, HELD_WORDS, HeldBatch, HeldReason
from counter.services.context.app import AppContext
from counter.services.context.exchange_ports import ExchangeReading
from counter.services.exchange.exchange_alarms import is_here
from counter.services.exchange.keys_at_hub import keys_at_hub
from counter.services.exchange.reporting import ReportingStanding, ago_words, clock_words
from counter.services.exchange.round_marks import reporting_marks
from counter.services.keys.recovery_reading import OWN, READERS, waiting_for_recovery
from counter.services.keys.ring_cards import held_rings, ring_in_force

_KEYS = "别的照常上报。请把这句话告诉汇聚库的管理员。"
_RING = "钥匙环", "ring:"
"""Words of a hub's refusal that is about the hall ring."""


_TYPE_IT = "请系统管理员运行 counter recover，输入一次恢复密钥（大厅的加 --hall-recovery），输完就读得出。"


class MatterKind(StrEnum):
    """What a line is about, the worst first."""

    FORK = "fork"
    HEADS = "heads"
    CHANGED = "changed"
    LACKING = "lacking"
    REFUSED = "refused"
    RING = "ring"
    TROUBLE = "trouble"
    CLOCK = "clock"
    PUT_BACK = "put_back"
    WAITING = "waiting"
    HELD = "held"
    MENDED = "mended"
    MISSING = "missing"


MATTER_TITLES = {
    MatterKind.FORK: AlarmKind.FORK.value,
    MatterKind.HEADS: AlarmKind.HEADS.value,
    MatterKind.CHANGED: AlarmKind.CHANGED.value,
    MatterKind.LACKING: AlarmKind.LACKING.value,
    MatterKind.REFUSED: AlarmKind.REFUSED.value,
    MatterKind.RING: "钥匙环",
    MatterKind.TROUBLE: "没有做完",
    MatterKind.CLOCK: "时钟不准",
    MatterKind.PUT_BACK: "退回过",
    MatterKind.WAITING: "待上报",
    MatterKind.HELD: "待核实",
    MatterKind.MENDED: "没有收过",
    MatterKind.MISSING: "没收到",
}


@dataclass(frozen=True, slots=True)
class ReportingMatter:
    """One line: ``words`` says what, ``to_do`` what to do about it, empty where nothing has to be done."""

    kind: MatterKind
    words: str
    to_do: str = ""

    @property
    def title(self) -> str:
        """Name of its kind, for people."""
        return MATTER_TITLES[self.kind]


def reporting_matters(
    app: AppContext, standing: ReportingStanding, now: datetime
) -> tuple[ReportingMatter, ...]:
    """All lines, the worst first."""
    store = app.journal.exchange()
    return (
        *map(_alarm, standing.alarms),
        *_troubles(standing),
        *_clock(reporting_marks(store).clock_off),
        *_waiting(standing, now),
        *_keys(app),
        *_unread(app, standing),
        *(_held(one) for one in store.held() if one.waits),
        *_mended(store, now),
        *(
            ReportingMatter(
                MatterKind.MISSING,
                of.words,
                "不给本大厅的段不会来；该来的，请那个窗口再上报一次，或用U盘带来。",
            )
            for of in store.missing()
        ),
    )


CLOCK_OFF = timedelta(minutes=10)
"""Less is the network, or a clock that nobody set lately; a day's end, and a period with it, is not missed by less."""


def _clock(off: int) -> Iterator[ReportingMatter]:
    """This clock against the hub's: across a restart nothing on this PC alone can tell that it was set wrong."""
    apart = timedelta(seconds=abs(off))
    if apart < CLOCK_OFF:
        return
    days, minutes = apart.days, apart.seconds // 60
    long = f"{days}天" if days else ""
    long += f"{minutes // 60}小时" if minutes // 60 else ""
    long += f"{minutes % 60}分" if minutes % 60 and not days else ""
    way = "快" if off > 0 else "慢"
    yield ReportingMatter(
        MatterKind.CLOCK,
        f"这台电脑的时钟比汇聚库{way}{long}",
        "收件、答复的日期照这个时钟写：请马上核对，是这台不准的校好（counter clock）；汇聚库不准的告诉它的管理员。",
    )


def _keys(app: AppContext) -> Iterator[ReportingMatter]:
    """Keys that the hub did not take or give, and a hall ring here that is not the one in force any more."""
    refused = keys_at_hub(app).refused
    of_ring = [one for one in refused if any(sign in one for sign in _RING)]
    if of_ring:
        yield ReportingMatter(
            MatterKind.REFUSED,
            "本窗口持有大厅钥匙环，汇聚库还没有登记：别的窗口的件，姓名在这里看不到，申请也答复不了",
            f"别的照常上报。请汇聚库的管理员运行 counter hub ring {app.journal.station().code}。",
        )
    for one in refused:
        if one not in of_ring:
            yield ReportingMatter(MatterKind.REFUSED, one.rstrip("。"), _KEYS)
    now, held = ring_in_force(app.journal), held_rings(app.journal)
    if held and now is not None and now.recipient not in held:
        yield ReportingMatter(
            MatterKind.RING,
            f"大厅换了第 {now.generation} 期钥匙环，这里还没有：以后办的件，姓名在这里看不到",
            "请在持有它的窗口导出（“大厅 → 密钥 → 钥匙环”），拿到这里带入。",
        )


def _unread(app: AppContext, standing: ReportingStanding) -> Iterator[ReportingMatter]:
    """A profile of before 0010: a burnt PC could not be read again from what others hold. And own cases whose keys came
    back after a restoring, wrapped to the recovery key.
    """
    if standing.joined is not None and OWN not in app.journal.shared_keys().marks(READERS):
        words = "恢复密钥还没有登记：这台电脑坏了，上报过的件里的个人资料取不回来"
        yield ReportingMatter(
            MatterKind.TROUBLE, words, "请系统管理员运行 counter recover，输入一次恢复密钥。"
        )
    count = len(waiting_for_recovery(app.journal))
    if count:
        words = f"从备份恢复以后取回的 {count} 件，本窗口还读不出里面的个人资料"
        yield ReportingMatter(MatterKind.TROUBLE, words, _TYPE_IT)


_OF_ALARM = {
    AlarmKind.FORK: MatterKind.FORK,
    AlarmKind.HEADS: MatterKind.HEADS,
    AlarmKind.CHANGED: MatterKind.CHANGED,
    AlarmKind.LACKING: MatterKind.LACKING,
    AlarmKind.REFUSED: MatterKind.REFUSED,
}


def _alarm(one: ExchangeAlarm) -> ReportingMatter:
    found = "" if one.since is None else f"（{clock_words(one.since)} 发现）"
    return ReportingMatter(_OF_ALARM[one.kind], f"{one.words}{found}", one.to_do)


def _troubles(standing: ReportingStanding) -> Iterator[ReportingMatter]:
    if standing.damaged:
        words, _, to_do = standing.damaged.partition("。")
        yield ReportingMatter(MatterKind.TROUBLE, words, to_do)
    trouble = standing.trouble
    if trouble is not None:
        by_itself = "过一会儿自动再试，办件不受影响；一直不通的，告诉系统管理员。"
        to_do = "再试也不会好：请把这句话告诉汇聚库的管理员。" if trouble.refused else by_itself
        words = f"{trouble.sentence.rstrip('。')}（从 {clock_words(trouble.since)} 起）"
        yield ReportingMatter(MatterKind.TROUBLE, words, to_do)
    if standing.put_back is not None:
        words = f"{clock_words(standing.put_back)} 发现汇聚库退回到了以前的样子，缺的已经从本窗口重新上报"
        yield ReportingMatter(MatterKind.PUT_BACK, words)


def _waiting(standing: ReportingStanding, now: datetime) -> Iterator[ReportingMatter]:
    waiting = standing.waiting
    if standing.joined is not None and waiting.count:
        since = f"，最早的是 {ago_words(now - waiting.since)}前记的" if waiting.since is not None else ""
        to_do = "不用管：接通就自动上报；长时间不通的，用U盘带到大厅。"
        if standing.damaged:
            to_do = "收了新的登记文件，就接着自动上报。"
        yield ReportingMatter(MatterKind.WAITING, f"{waiting.count} 条{since}，都存在本机", to_do)


def _held(one: HeldBatch) -> ReportingMatter:
    where = one.range.words if one.range is not None else "读不出的一批"
    words = f"{where}：{HELD_WORDS[HeldReason(one.why)]}（{clock_words(one.since)}）"
    return ReportingMatter(MatterKind.HELD, words, HELD_TO_DO[HeldReason(one.why)])


def _mended(store: ExchangeReading, now: datetime) -> Iterator[ReportingMatter]:
    """What was refused, and nobody has to act on any more: it is told, without a colour."""
    for one in store.held():
        if is_refused(one) and is_settled(one, lambda of: is_here(store, of), now):
            where = one.range.words if one.range is not None else "读不出的一批"
            came = "，后来收齐了" if one.range is not None else ""
            words = f"{where}：{refused_words(one)}（{clock_words(one.since)}）{came}"
            yield ReportingMatter(MatterKind.MENDED, words)
