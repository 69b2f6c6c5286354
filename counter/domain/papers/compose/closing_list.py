"""撤窗移交清单: what a window that closes gives away and what lies there, for two to sign, with the journal's head.

Cases stand on it by number: no applicant is named on a paper that lies in no case.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from counter.domain.calendar.workdays import civil_time
from counter.domain.document.document import TITLES, Block, Document, PaperKind, Paragraph, Table
from counter.domain.document.numbering import epoch_mark, grouped, grouped_in_two
from counter.domain.hall.banner import banner_of
from counter.domain.hall.closing_events import ClosingStage, LyingThing, WindowListed
from counter.domain.hall.window_name import window_name
from counter.domain.journal.stated_heads import StatedHead
from counter.domain.papers.compose.head_table import head_table
from counter.domain.papers.parts.brackets import full_brackets
from counter.domain.papers.parts.context import Window
from counter.domain.papers.parts.frame import IN_DOUBT
from counter.domain.papers.verify.day_code import day_qr

LIST_AGAIN = "再次打印"
"""On every copy after the first of a list; the head on it is the same."""

_PROVES = (
    "两份，移交、接收各存一份。以后拿它核对（counter check --against，或窗口“日结”页），"
    "能证明到上面这一条为止的记录没有被换过。扫不了码时手输短码。"
)
_SIGNS = (
    "移交人（签名）：　　　　　　　　　　接收人（签名）：",
    "值班负责人（签名）：　　　　　　　　日期：　　　　年　　月　　日",
)
_STAGES = {
    ClosingStage.OPEN: "撤窗以前核对用：件还没有移交。照这张单子点一遍，有出入的先改过来。",
    ClosingStage.BEGUN: "撤窗没有办完：写“没有交”的件还没有过去。",
    ClosingStage.DONE: "件都已移交。下面列的东西当面点交。",
}


@dataclass(frozen=True, slots=True)
class ClosingList:
    """What the paper is written from. ``head``: signed, of the list's own entry; ``clerk``: the code of who listed."""

    said: WindowListed
    head: StatedHead
    clerk: str
    at: datetime
    station: Window
    untimely: bool = False
    again: bool = False


def closing_list(found: ClosingList) -> Document:
    """The pages."""
    said, station = found.said, found.station
    which = "" if said.sheet == 1 else f" 第{said.sheet}张"
    return Document(
        kind=PaperKind.CLOSING_LIST,
        title=TITLES[PaperKind.CLOSING_LIST],
        number=f"{station.code}{epoch_mark(found.head.epoch)} {said.day:%y%m%d}{which}",
        addressee="",
        body=full_brackets(_body(found)),
        seal_organ="",
        date_text="",
        sign_lines=_SIGNS,
        foot=(
            f"{station.hall} {window_name(station.window)}",
            "本单没有申请人的姓名。",
            f"{civil_time(found.at):%Y-%m-%d %H:%M} 出具",
        ),
        code="",
        code_text="",
        qr=day_qr(found.head),
        watermark=banner_of(demo=station.demo, training=station.training) or None,
        marks=(IN_DOUBT,) if found.untimely else (),
        copy_text=LIST_AGAIN if found.again else "",
        issued=civil_time(found.at),
    )


def _body(found: ClosingList) -> Iterator[Block]:
    said, station = found.said, found.station
    stage = ClosingStage(said.stage) if said.stage in set(ClosingStage) else ClosingStage.OPEN
    whose = f"窗口 {said.to}" if said.to else "（还没有定）"
    who = f"工号 {found.clerk}" + (
        f"；撤窗经值班负责人（工号 {said.agreed_by}）同意" if said.agreed_by else ""
    )
    yield Table(
        head=(),
        rows=(
            ("移交窗口", f"{station.hall} {window_name(station.window)}（{station.code}）"),
            ("接收窗口", whose),
            ("列单", f"{civil_time(found.at):%Y-%m-%d %H:%M}，{who}"),
        ),
        widths=(0.18, 0.82),
    )
    yield Paragraph(_STAGES[stage], plain=True, strong=True)
    yield from _cases(said, stage)
    yield from _things("二、别的件留存的原件", "份", said.originals)
    yield from _things("三、在柜的证照", "件", said.certificates)
    yield from _papers(said)
    yield from _drafts(said)
    series = "、".join(said.series) or "没有用过"
    yield Paragraph(f"编号用到：{series}。", plain=True, small=True)
    yield Paragraph(f"还没有上报的记录 {said.unreported} 条。", plain=True, small=True)
    yield head_table(found.head, "这张清单自己的记录")
    yield Paragraph(_PROVES, plain=True, small=True)


def _cases(said: WindowListed, stage: ClosingStage) -> Iterator[Block]:
    gone = sum(one.gone for one in said.cases)
    words = f"一、办件 {len(said.cases)} 件"
    if stage is not ClosingStage.OPEN:
        words += f"，已移交 {gone} 件" + (
            f"，没有交 {len(said.cases) - gone} 件" if gone < len(said.cases) else ""
        )
    yield Paragraph(words + "。", plain=True, strong=True)
    if said.cases:
        yield Table(
            head=("序号", "办件编号", "一件事", "随件的原件", "移交"),
            rows=tuple(
                (
                    str(n),
                    grouped_in_two(one.number),
                    one.bundle,
                    "\n".join(one.originals) or "—",
                    "已移交" if one.gone else "没有交" if stage is not ClosingStage.OPEN else "要移交",
                )
                for n, one in enumerate(said.cases, 1)
            ),
            widths=(0.06, 0.2, 0.2, 0.4, 0.14),
            numeric=(0,),
        )


def _things(title: str, unit: str, things: tuple[LyingThing, ...]) -> Iterator[Block]:
    number = sum(one.count for one in things)
    yield Paragraph(f"{title} {number} {unit}。", plain=True, strong=True)
    if things:
        yield Table(
            head=("办件编号", "名称", "数量", "放在哪里"),
            rows=tuple(
                (grouped(one.number), one.name, f"{one.count}{unit}", one.place or "—") for one in things
            ),
            widths=(0.26, 0.42, 0.1, 0.22),
            numeric=(2,),
        )


def _papers(said: WindowListed) -> Iterator[Block]:
    words = f"四、没有出纸、没有盖章、没有送达的文书 {len(said.papers)} 份（只有本窗口能打）。"
    yield Paragraph(words, plain=True, strong=True)
    if said.papers:
        yield Table(
            head=("办件编号", "文书"),
            rows=tuple((grouped(one.number), one.words) for one in said.papers),
            widths=(0.3, 0.7),
        )


def _drafts(said: WindowListed) -> Iterator[Block]:
    words = f"五、没办完的来访，收着材料的 {len(said.drafts)} 个（没有收件凭证，先办完或者退还）。"
    yield Paragraph(words, plain=True, strong=True)
    if said.drafts:
        yield Table(
            head=("一件事", "材料", "哪天来的", "工号"),
            rows=tuple(
                (one.bundle or "—", f"{one.papers}份", one.day.isoformat(), one.clerk) for one in said.drafts
            ),
            widths=(0.5, 0.12, 0.22, 0.16),
            numeric=(1,),
        )
