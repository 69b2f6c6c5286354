"""What of an exchange is red until somebody acts, told in one way by the light 上报, its page and the room.

Two machines that write one stream, a signed head that contradicts what is here, what the hub should have and does not
hand out, and batches that were refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from counter.domain.document.numbering import epoch_mark
from counter.domain.journal.exchange.batch import BatchRange, RefusedBatchReason
from counter.domain.journal.exchange.standing import ForkSeen, HeldBatch, LackingEntries
from counter.domain.journal.stated_heads import StatedHead

NAMELESS_DAYS = timedelta(days=7)
"""How long what nobody could read is red: it names no window that could send it anew."""


class AlarmKind(StrEnum):
    """What it is about, the gravest first; the value is its title."""

    FORK = "分叉"
    HEADS = "链首不符"
    CHANGED = "与汇聚库不符"
    LACKING = "汇聚库缺记录"
    REFUSED = "没有收"


ALARM_TO_DO = {
    AlarmKind.FORK: "两台电脑在用同一个窗口的身份：请值班负责人查明，停用其中一台，"
    "在持有大厅密钥的窗口“大厅 → 密钥”作废它的密钥。",
    AlarmKind.HEADS: "签过的和现在的记录对不上，记录可能被换过、截过：先不要用，告诉系统管理员，"
    "用 counter check --against 核对。",
    AlarmKind.CHANGED: "汇聚库和本室的同一条记录内容不同：不要再用这份资料，告诉系统管理员，运行 counter hub check。",
    AlarmKind.LACKING: "请汇聚库的管理员查明（counter hub check），从备份恢复；急用的，请那个窗口用U盘带来。"
    "收齐后自动消失。",
    AlarmKind.REFUSED: "请值班负责人和那个窗口核对，由它重新上报或拷一份；收齐了自动消失。",
}

_REFUSED: dict[str, str] = {
    RefusedBatchReason.UNREADABLE: "读不出，不是本程序写的",
    RefusedBatchReason.NUMBERS: "编号和清单对不上",
    RefusedBatchReason.SIGNATURE: "签名不是原窗口签的",
    RefusedBatchReason.CHANGED: "内容与原窗口签过的不符",
    RefusedBatchReason.LINK: "没有接在前一条之后",
    RefusedBatchReason.CONTENT: "内容不合格式",
    RefusedBatchReason.DOUBLED: "用了别的记录的标识",
    RefusedBatchReason.MIXED: "演示和正式混用",
    RefusedBatchReason.FULL: "待核实的太多，放不下",
}


@dataclass(frozen=True, slots=True)
class ExchangeAlarm:
    """One of them. ``station``: whose records, "" where nobody knows; ``words``: what, without the time; ``since``:
    when it was found, None where that is not known; ``short``: the same for the light, in a few words.
    """

    kind: AlarmKind
    station: str
    words: str
    short: str
    since: datetime | None = None

    @property
    def to_do(self) -> str:
        """What to do about it."""
        return ALARM_TO_DO[self.kind]


def fork_alarms(forks: Iterable[ForkSeen]) -> tuple[ExchangeAlarm, ...]:
    """Two entries of one number; each number once."""
    found: dict[tuple[str, int, int], ExchangeAlarm] = {}
    for one in forks:
        words = f"{BatchRange(one.station, one.epoch, one.seq, one.seq).words}有两个内容不同的记录"
        short = "的编号下有两台电脑在写记录（分叉），请值班负责人马上查明"
        alarm = ExchangeAlarm(AlarmKind.FORK, one.station, words, short, one.since)
        found.setdefault((one.station, one.epoch, one.seq), alarm)
    return tuple(found.values())


def head_alarms(contradicting: Iterable[StatedHead]) -> tuple[ExchangeAlarm, ...]:
    """Heads that their station signed and that are not what is here."""
    return tuple(
        ExchangeAlarm(
            AlarmKind.HEADS,
            one.station,
            f"窗口 {one.station} 签过的 {epoch_mark(one.epoch)} 期第 {one.seq:,} 条，和这里的记录不是同一条",
            "签过的链首和这里的记录对不上（链首不符），请值班负责人马上查明",
        )
        for one in contradicting
    )


def changed_alarms(changed: Iterable[BatchRange]) -> tuple[ExchangeAlarm, ...]:
    """Entries that the hub has with another hash than here."""
    return tuple(
        ExchangeAlarm(
            AlarmKind.CHANGED,
            one.station,
            f"{one.words}的校验值与汇聚库的不同",
            "的记录和汇聚库的不是同一条（与汇聚库不符），请告诉系统管理员",
        )
        for one in changed
    )


def lacking_alarms(lacking: Iterable[LackingEntries]) -> tuple[ExchangeAlarm, ...]:
    """What was reported and the hub does not hand out, as far as it is sure."""
    return tuple(
        ExchangeAlarm(
            AlarmKind.LACKING,
            one.range.station,
            _lacking_words(one),
            "报过的，汇聚库没有给出来（汇聚库缺记录），请告诉它的管理员",
        )
        for one in lacking
        if one.sure
    )


def refused_alarms(
    held: Iterable[HeldBatch], mended: Callable[[BatchRange], bool], now: datetime
) -> tuple[ExchangeAlarm, ...]:
    """Batches that were refused and whose entries have not come otherwise. ``mended``: they are all here by now."""
    return tuple(
        ExchangeAlarm(
            AlarmKind.REFUSED,
            "" if one.range is None else one.range.station,
            f"{_where(one)}：{refused_words(one)}",
            f"有记录没有收（{refused_words(one)}），请值班负责人核对",
            one.since,
        )
        for one in held
        if is_refused(one) and not is_settled(one, mended, now)
    )


def is_refused(one: HeldBatch) -> bool:
    """Whether it was refused, and does not wait for a key alone."""
    return not one.waits


def is_settled(one: HeldBatch, mended: Callable[[BatchRange], bool], now: datetime) -> bool:
    """Whether nobody has to act on it any more: its entries came, or it named nobody and was told long enough."""
    if one.range is None:
        return now - one.since > NAMELESS_DAYS
    return mended(one.range)


def refused_words(one: HeldBatch) -> str:
    """Why it was refused."""
    return _REFUSED.get(one.why, one.why)


def alarm_sentence(alarms: Sequence[ExchangeAlarm]) -> str:
    """What the light says: the gravest, of which windows, and how many others there are; "" for none."""
    if not alarms:
        return ""
    first = min(alarms, key=lambda one: list(AlarmKind).index(one.kind))
    same = [one for one in alarms if one.kind is first.kind]
    codes = "、".join(sorted({one.station for one in same if one.station}))
    whose = f"窗口 {codes} " if codes else ""
    others = len(alarms) - len(same)
    return f"{whose}{first.short}" + (f"；另有 {others} 处要处理" if others else "")


def _where(one: HeldBatch) -> str:
    return one.range.words if one.range is not None else "读不出的一批"


def _lacking_words(one: LackingEntries) -> str:
    if one.mark:
        return f"{one.range.words}里有一件办件的 {one.count} 条（办件编号末尾 {one.mark}），没有给全"
    return f"{one.range.words}：报到过，库里没有，或者不是原来的"
