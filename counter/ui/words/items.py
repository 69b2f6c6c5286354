"""State of one item as text for lists: days, missing materials, the organ's reply."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QCoreApplication

from counter.domain.case.acts.note import broken_rules, known_words
from counter.domain.case.acts.pause import unserved
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.item_state import ItemState
from counter.domain.case.official_events import official_words
from counter.domain.case.results.standing import standing_words
from counter.ui.words.acts import pause_word, result_word
from counter.ui.words.outcomes import due_words


def item_lines(case: Case, item: CaseItem, late: Sequence[str] = ()) -> tuple[str, ...]:
    """The organ, then one line per fact of the item, the next day first, its results as things; ``late``: what came
    after its day.
    """
    things = (standing_words(one) for one in case.certificates if one.item == item.id)
    return (item.asked.organ, *_official(case, item), *_days(case, item), *_open(case, item), *things, *late)


def paper_words(paper: IssuedPaper) -> str:
    """Label of a paper: title and number; the issuing organ where it has none."""
    return f"{paper.title} {paper.number or paper.organ}"


def _official(case: Case, item: CaseItem) -> Iterator[str]:
    if number := case.official_of(item.id):
        yield QCoreApplication.translate("item", "官方编号 {0}").format(official_words(number))


def _days(case: Case, item: CaseItem) -> Iterator[str]:
    translate = QCoreApplication.translate
    if item.dates_held and not item.state.closed:
        yield translate("item", "日期待定：办理时时钟有疑问，等值班负责人确定")
    running = next((p for p in reversed(item.paused) if p.ended is None), None)
    if running is not None:
        words = translate("item", "特别程序中，不计时：{0}（{1}），{2}月{3}日起")
        since = running.since
        yield words.format(pause_word(running.pause), running.notice, since.month, since.day)
        if running.until is not None:
            over = running.until.day
            yield translate("item", "告知的所需时间到{0}月{1}日").format(over.month, over.day)
    for paper in unserved(case, item):
        yield translate("item", "{0} {1}还没有送达，计时没有停").format(paper.title, paper.number)
    if item.due is None:
        return
    if item.state.accepted:
        yield translate("item", "办结期限 {0}（{1}）").format(due_words(item.due), item.due.text)
    elif item.state in (ItemState.RECEIVED, ItemState.TO_PLEDGE, ItemState.TO_REFUSE):
        yield translate("item", "告知期限 {0}").format(due_words(item.due))


def _open(case: Case, item: CaseItem) -> Iterator[str]:
    translate = QCoreApplication.translate
    if item.state is ItemState.TO_CORRECT and item.told:
        notice = item.told[-1]
        by = due_words(notice.due) if notice.due else ""
        words = translate("item", "补正期限 {0}：{1}") if by else translate("item", "待补正{0}：{1}")
        yield words.format(by, "、".join(g.name for g in notice.gaps))
    for gap in item.gap_dues:
        by = due_words(gap.due) if gap.due else ""
        yield translate("item", "容缺期限 {0}：{1}").format(by, gap.name)
    if item.state is ItemState.WAITING:
        names = "、".join(f"“{i.asked.name}”" for i in case.items if i.id in item.waits_for)
        yield translate("item", "等{0}办结后接着办").format(names)
    if item.proposal is not None:
        yield translate("item", "代拟稿等机关确认：{0}").format(result_word(item.proposal.result))
    if item.conclusion is not None:
        end = item.conclusion
        words = translate("item", "{0}月{1}日{2} {3}").format(
            end.day.month, end.day.day, result_word(end.result), end.document
        )
        yield words.strip()
        if known := known_words(end):
            yield known
        if end.against:
            words = translate("item", "与规则不符（值班负责人已阅）：{0}")
            yield (words if end.noted else translate("item", "与规则不符，待值班负责人阅：{0}")).format(
                broken_rules(item)
            )
    elif item.reason and (item.state.closed or item.state in _EXPLAINED):
        yield item.reason


_EXPLAINED = (ItemState.RECEIVED, ItemState.TO_REFUSE)
