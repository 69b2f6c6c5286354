"""What of the exchange somebody should know or act on, line by line: for the page 上报 and ``counter sync status``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from counter.domain.journal.exchange.batch import RefusedBatchReason
from counter.domain.journal.exchange.standing import HeldBatch, HeldReason, LackingEntries
from counter.services.context.app import AppContext
from counter.services.exchange.keys_at_hub import keys_at_hub
from counter.services.exchange.reporting import ReportingStanding, ago_words, clock_words
from counter.services.exchange.round_marks import reporting_marks
from counter.services.keys.recovery_reading import OWN, READERS, waiting_for_recovery

_REFUSED: dict[str, str] = {
    RefusedBatchReason.UNREADABLE: "读不出，不是本程序写的",
    RefusedBatchReason.NUMBERS: "编号和清单对不上",
    RefusedBatchReason.SIGNATURE: "签名不是原站签的",
    RefusedBatchReason.CHANGED: "内容与原站签过的不符",
    RefusedBatchReason.LINK: "没有接在前一条之后",
    RefusedBatchReason.CONTENT: "内容不合格式",
    RefusedBatchReason.DOUBLED: "用了别的记录的标识",
    RefusedBatchReason.MIXED: "演示和正式混用",
    RefusedBatchReason.FULL: "待核实的太多，放不下",
}


_KEYS = "别的照常上报。本窗口持有大厅钥匙环的，请汇聚库的管理员登记：counter hub ring 窗口编码。"


_TYPE_IT = "请运行 counter recover，输入一次恢复密钥（大厅的加 --hall-recovery），输完就读得出。"


class MatterKind(StrEnum):
    """What a line is about, the worst first."""

    FORK = "fork"
    LACKING = "lacking"
    TROUBLE = "trouble"
    CLOCK = "clock"
    PUT_BACK = "put_back"
    WAITING = "waiting"
    HELD = "held"
    REFUSED = "refused"
    MISSING = "missing"


MATTER_TITLES = {
    MatterKind.FORK: "分叉",
    MatterKind.LACKING: "汇聚库缺记录",
    MatterKind.TROUBLE: "没有做完",
    MatterKind.CLOCK: "时钟不准",
    MatterKind.PUT_BACK: "退回过",
    MatterKind.WAITING: "待上报",
    MatterKind.HELD: "待核实",
    MatterKind.REFUSED: "没有收",
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
        *_forks(standing),
        *(
            ReportingMatter(MatterKind.LACKING, _lacking_words(one), _LACKING_TO_DO)
            for one in standing.lacking
        ),
        *_troubles(standing),
        *_clock(reporting_marks(store).clock_off),
        *_waiting(standing, now),
        *(ReportingMatter(MatterKind.REFUSED, one.rstrip("。"), _KEYS) for one in keys_at_hub(app).refused),
        *_unread(app, standing),
        *(_batch(one) for one in sorted(store.held(), key=lambda one: not one.kept)),
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
        "收件、答复的日期照这个时钟写：请马上核对，是这台不准的校好（counter clock）；汇聚库不准的告诉管理员。",
    )


def _unread(app: AppContext, standing: ReportingStanding) -> Iterator[ReportingMatter]:
    """A profile of before 0010: a burnt PC could not be read again from what others hold. And own cases whose keys came
    back after a restoring, wrapped to the recovery key.
    """
    if standing.joined is not None and OWN not in app.journal.shared_keys().marks(READERS):
        words = "恢复密钥还没有登记：这台电脑坏了，上报过的件里的个人资料取不回来"
        yield ReportingMatter(MatterKind.TROUBLE, words, "请运行 counter recover，输入一次恢复密钥。")
    count = len(waiting_for_recovery(app.journal))
    if count:
        words = f"从备份恢复以后取回的 {count} 件，本窗口还读不出里面的个人资料"
        yield ReportingMatter(MatterKind.TROUBLE, words, _TYPE_IT)


def _forks(standing: ReportingStanding) -> Iterator[ReportingMatter]:
    for fork in standing.forks:
        which = f"窗口 {fork.station} 第 {fork.epoch} 期第 {fork.seq} 条"
        where = f"{which}有两个内容不同的记录（{clock_words(fork.since)} 发现）"
        to_do = (
            "两台电脑在用同一个窗口的身份：请主管查明，停用其中一台，用 counter keys revoke 作废它的密钥。"
        )
        yield ReportingMatter(MatterKind.FORK, where, to_do)


_LACKING_TO_DO = (
    "请汇聚库的管理员查明（counter hub check），从备份恢复；急用的，请那个窗口用U盘带来。收齐后自动消失。"
)


def _lacking_words(one: LackingEntries) -> str:
    if one.mark:
        return f"{one.range.words}里有一件办件的 {one.count} 条（办件编号末尾 {one.mark}），没有给全"
    return f"{one.range.words}：报到过，库里没有，或者不是原来的"


def _troubles(standing: ReportingStanding) -> Iterator[ReportingMatter]:
    if standing.damaged:
        words, _, to_do = standing.damaged.partition("。")
        yield ReportingMatter(MatterKind.TROUBLE, words, to_do)
    trouble = standing.trouble
    if trouble is not None:
        by_itself = "过一会儿自动再试，办件不受影响；一直不通的，告诉管理员。"
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


def _batch(one: HeldBatch) -> ReportingMatter:
    where = one.range.words if one.range is not None else "读不出的一批"
    at = clock_words(one.since)
    if one.why == HeldReason.UNKNOWN_KEY:
        to_do = (
            "收那个大厅的登记册（大厅 → 登记册），或它的公钥文件（counter keys trust）；证书一到自动收进来。"
        )
        return ReportingMatter(MatterKind.HELD, f"{where}：本机还没有它的证书（{at}）", to_do)
    if one.why == HeldReason.REVOKED:
        to_do = "请主管查明这些记录是不是作废以后写的；是作废以前写的，两个人放行（上报页 Alt+R）。"
        return ReportingMatter(MatterKind.HELD, f"{where}：签它的密钥已经作废（{at}）", to_do)
    why = _REFUSED.get(one.why, one.why)
    return ReportingMatter(
        MatterKind.REFUSED, f"{where}：{why}（{at}）", "请主管和那个窗口核对，由它重新上报或拷一份。"
    )
