"""What a pack of ratings brought, in words: of one pack in full, of several in one line each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from counter.domain.hall.window_name import window_name

if TYPE_CHECKING:
    from counter.services.ratings.office.import_pack import ImportedRatings


@dataclass(frozen=True, slots=True)
class TakenWords:
    """``doubt``: something in it has to be looked into."""

    head: str
    lines: tuple[str, ...]
    doubt: bool
    new: int = 0


def taken_words(taken: ImportedRatings) -> TakenWords:
    """What somebody reads after a pack was imported, or was found to be here already."""
    where = f"{taken.hall} {window_name(taken.window)}"
    first = (taken.warning,) if taken.warning else ()
    if taken.already:
        head = tr("{0}的这个评价包以前收过，没有新的评价。").format(where)
        return TakenWords(head, first, bool(taken.warning))
    new = taken.named + taken.anonymous
    head = (
        tr("已收下{0}的评价包：新评价 {1} 件。").format(where, new)
        if new
        else tr("已收下{0}的评价包，里面没有新的评价。").format(where)
    )
    doubt = (
        taken.warning
        or taken.faults
        or taken.unreadable
        or taken.missing
        or taken.other_key
        or taken.too_many
    )
    lines = (*first, *_count_lines(taken), *_account_lines(taken), *_found_lines(taken))
    return TakenWords(head, lines, bool(doubt), new)


@dataclass(slots=True)
class SeveralPacks:
    """Packs imported one after another. ``queue``: to come; ``asking``: those whose window nobody vouched for yet."""

    queue: list[Path] = field(default_factory=list)
    asking: list[Path] = field(default_factory=list)
    _taken: list[TakenWords] = field(default_factory=list)
    _refused: list[str] = field(default_factory=list)

    def took(self, words: TakenWords) -> None:
        """One was imported."""
        self._taken.append(words)

    def refuse(self, line: str) -> None:
        """One was not."""
        self._refused.append(line)

    def resume(self, file: Path) -> None:
        """Somebody vouches for the window of ``file``: the others are tried again after it."""
        self.queue = [other for other in self.asking if other != file]
        self.asking = []

    def words(self) -> TakenWords:
        """One summary: a line of each, and of what has to be looked into all of it."""
        new = sum(one.new for one in self._taken)
        head = tr("收了 {0} 个评价包：新评价 {1} 件。").format(len(self._taken), new)
        if self._refused:
            head += tr("没有收 {0} 个。").format(len(self._refused))
        if self.asking:
            head += tr("还有 {0} 个要先核对密钥。").format(len(self.asking))
        lines = [line for one in self._taken for line in (one.head, *(one.lines if one.doubt else ()))]
        doubt = any(one.doubt for one in self._taken) or bool(self._refused)
        return TakenWords(head, (*self._refused, *lines), doubt, new)


def _count_lines(taken: ImportedRatings) -> Sequence[str]:
    return (
        tr("实名 {0} 件，匿名 {1} 件；窗口结束的邀请 {2} 次。").format(
            taken.named, taken.anonymous, taken.invited
        ),
    )


def _account_lines(taken: ImportedRatings) -> Sequence[str]:
    """The window's accounts, and the differences from the ratings."""
    lines = []
    if taken.outcomes:
        lines.append(
            tr("窗口的账：办出结果 {0} 次，没有请过评价的 {1} 次，提前结束的邀请 {2} 次。").format(
                taken.outcomes, taken.never, taken.cut_short
            )
        )
    if taken.lost:
        lines.append(tr("其中 {0} 次的评价随窗口的电脑丢失了（由备份恢复），不是少交。").format(taken.lost))
    lines += [tr("和窗口的账对不上：{0}。").format(fault) for fault in taken.faults]
    if taken.no_accounts:
        lines.append(tr("这个窗口的程序是旧版，不记评价账，少了、多了封件看不出来：请升级。"))
    return lines


def _found_lines(taken: ImportedRatings) -> Sequence[str]:
    lines = []
    if taken.opened:
        lines.append(tr("差评 {0} 件，已立案整改，按 F2 去办。").format(taken.opened))
    if taken.doubtful:
        lines.append(tr("存疑 {0} 件，核实以前不计入满意率。").format(taken.doubtful))
    if taken.known:
        lines.append(tr("以前收过 {0} 件，没有重复计。").format(taken.known))
    if taken.unreadable:
        lines.append(
            tr("打不开 {0} 件：不是封给这里的，或文件损坏。请问窗口换过公钥没有。").format(taken.unreadable)
        )
    if taken.other_key:
        lines.append(tr("这个窗口现在把评价封给另一把公钥：请马上查是谁、什么时候换的。"))
    if taken.too_many:
        lines.append(tr("评价比请过的次数多 {0} 条，不会是申请人评的，请查。").format(taken.too_many))
    if taken.missing:
        lines.append(tr("和上一个包之间缺一段（{0} 条记录），请窗口补导出一次。").format(taken.missing))
    return lines


def tr(words: str) -> str:
    """Translate."""
    return QCoreApplication.translate("TakeInPanel", words)
