"""Labels of case states and times, for lists and notes."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from counter.domain.document.numbering import grouped

if TYPE_CHECKING:
    from counter.domain.case.case import Case
    from counter.services.exchange.case_standing import CaseStanding
    from counter.services.exchange.same_matter import SameMatter

SHANGHAI = timezone(timedelta(hours=8))
"""Civil time of every hall; China has had no daylight saving since 1991."""


def case_state_word(state: str) -> str:
    """Label of the state of a case row."""
    translate = QCoreApplication.translate
    words = {
        "received": translate("case", "已收件"),
        "correcting": translate("case", "待补正"),
        "partly_accepted": translate("case", "部分受理"),
        "accepted": translate("case", "已受理"),
        "completed": translate("case", "已办结"),
        "ended": translate("case", "已终止"),
        "conflict": translate("case", "记录有矛盾"),
        "loose": translate("case", "等原件信息"),
    }
    return words.get(state, state)


def owner_words(case: Case, station: str, *, serves: bool = True) -> str:
    """Whose case it is and what may be done here, where another window decides; else empty. ``serves``: somebody may
    bring papers here.
    """
    translate = QCoreApplication.translate
    if not serves:
        return translate("case", "窗口 {0} 主办。这里只看不办。").format(case.owner)
    if case.loose:
        words = translate(
            "case",
            "窗口 {0} 主办，它的信息还没有传到这里。照申请人手里的文书收材料，出接收凭证；"
            "材料够不够由原窗口核对，交来的日期算数。",
        )
        return words.format(case.owner)
    if case.owner == station and case.applicant is None and not case.forgotten:
        return translate(
            "case",
            "这件已经由本窗口主办，申请人的资料还没有授权到这里：先上报一次（或者收U盘），资料到了再办。",
        )
    if case.owner == station:
        return ""
    words = translate("case", "窗口 {0} 主办。这里可以代收补交的材料、登记送达，别的由主办窗口办。")
    return words.format(case.owner)


def standing_words(standing: CaseStanding) -> tuple[str, bool]:
    """What is not known here and how old the rest is; empty of an own case that is whole. Whether it is a warning."""
    translate = QCoreApplication.translate
    said = [_same_words(one) for one in standing.same]
    if standing.incomplete:
        said.append(
            translate(
                "case", "前面还有记录没有收到：这里看到的可能不全，上报接通、或收了那个窗口的U盘以后会补上。"
            )
        )
    if standing.owner:
        said.append(_age_words(standing))
    if standing.closed is not None:
        words = translate("case", "这个窗口已撤窗（{0}月{1}日），它的件由大厅接管。")
        said.append(words.format(standing.closed.month, standing.closed.day))
    warns = standing.incomplete or standing.old or standing.closed is not None or bool(standing.same)
    return "".join(said), warns


def _same_words(same: SameMatter) -> str:
    translate = QCoreApplication.translate
    words = translate("case", "窗口 {0} 后来也收了这位申请人的同一件事，编号 {1}，两件都在办。")
    if same.earlier:
        words = translate(
            "case", "窗口 {0} 更早收了这位申请人的同一件事，编号 {1}，两件都在办：请和那边商量留哪一件。"
        )
    return words.format(same.owner, grouped(same.number))


def _age_words(standing: CaseStanding) -> str:
    translate = QCoreApplication.translate
    if standing.until is None:
        words = translate("case", "窗口 {0} 的记录还没有传到这里。")
        return words.format(standing.owner)
    words = translate("case", "窗口 {0} 的记录更新到 {1}。")
    if standing.old:
        words = translate(
            "case", "窗口 {0} 的记录只更新到 {1}，那边后来办的这里还看不到；要新的，请先上报、收U盘。"
        )
    return words.format(standing.owner, day_and_time(standing.until))


def taken_in_words(case: Case) -> str:
    """``11月20日 10:42 收件``; of a case taken over its true day of hand-over, its source and its number there."""
    translate, earlier = QCoreApplication.translate, case.taken_over
    if case.loose:
        return translate("case", "{0} 扫申请人的文书").format(day_and_time(case.opened_at))
    if earlier is None:
        return translate("case", "{0} 收件").format(day_and_time(case.opened.begun_at))
    day = earlier.received
    return translate("case", "{0}年{1}月{2}日交件 · 接转自{3}，原编号 {4}").format(
        day.year, day.month, day.day, earlier.source, earlier.number
    )


def day_and_time(moment: datetime | str) -> str:
    """``11月20日 10:42`` in the hall's civil time."""
    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    local = at.astimezone(SHANGHAI)
    translate = QCoreApplication.translate
    return translate("case", "{0}月{1}日 {2}").format(local.month, local.day, local.strftime("%H:%M"))
