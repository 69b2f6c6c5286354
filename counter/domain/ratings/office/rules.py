"""The duties from a bad rating (差评整改), rule by rule: 兴安盟办法38(三), 国办发〔2019〕51号 (DOMAIN §3)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from counter.domain.calendar.workdays import Calendar, add_days, add_working_days, civil_date
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.guide.model import TimeUnit
from counter.domain.hall.jurisdiction import PENDING, Term
from counter.domain.ratings.office.acts import (
    CONTACT_WAYS,
    Assign,
    CallBack,
    Close,
    ConfirmProxy,
    Contact,
    Find,
    Measure,
    MeasureKind,
    RectifyAct,
    Reply,
)
from counter.domain.ratings.office.events import Finding, Reached, RectificationOpened
from counter.domain.ratings.office.rated import Rated, Rectification
from counter.domain.visit.verdict import Due

RULE = "L10"
TRIES = 3
"""Days without an answer after which a call-back counts as tried."""

FIRST_CONTACT_DAYS = 1
"""Working days for the first call to a named rater. 51号 has “第一时间” and no number: ours, only a reminder."""

_RIGHTED = {
    Finding.TRUE: (MeasureKind.AT_ONCE, MeasureKind.BY_DAY),
    Finding.PARTLY: (MeasureKind.AT_ONCE, MeasureKind.BY_DAY),
    Finding.UNTRUE: (MeasureKind.EXPLAIN,),
    Finding.MISTAKEN: (MeasureKind.EXPLAIN,),
    Finding.MALICIOUS: (MeasureKind.EXPLAIN,),
}
"""Which measures fit a finding (51号: 立行立改 or 限期整改; 办法38(三): 诉求不合理的做好解释说明)."""


@dataclass(frozen=True, slots=True)
class Office:
    """Staff and day, as the rules need them besides the rating. ``people``: code → name, active ones."""

    today: date
    calendar: Calendar
    people: Mapping[str, str]
    supervisors: Collection[str]
    actor: str


def opening(term: Term, calendar: Calendar, learnt: date, *, unsure: bool = False) -> RectificationOpened:
    """A bad rating opens a rectification (办法38(三): 7日内完成核实整改).

    Counted from the day of the import, because the office could not look into it before; the day of the rating beside
    it shows how long the pack was under way. Where the sort of days is not settled, natural days are counted, which are
    the shorter ones, and that is stated. ``unsure``: 时间待核.
    """
    basis = term.basis or ""
    if term.days is None:
        return RectificationOpened(None, basis, settled=False)
    unit = term.unit or TimeUnit.NATURAL
    last = add_days(calendar, learnt, term.days, unit)
    settled = term.settled and term.unit is not None
    kind = f"{term.days}个工作日" if unit is TimeUnit.WORKING else f"{term.days}日（按自然日计）"
    text = f"自收进之日起{kind}{'' if settled else f'，{PENDING}'}"
    return RectificationOpened(Due(last.day, last.provisional or unsure, text), basis, settled=settled)


def contact_by(rated: Rated, calendar: Calendar) -> date | None:
    """By when the rater should have been called first; None where that is impossible or was tried."""
    loop = rated.rectification
    if loop is None or not rated.reachable or loop.contacts or loop.closed_at is not None:
        return None
    return add_working_days(calendar, civil_date(loop.opened_at), FIRST_CONTACT_DAYS).day


def check(rated: Rated, act: RectifyAct, office: Office) -> None:
    """Check that this person may do this act now, with these words. Raises RuleRefused (L10) or BadInput."""
    may_be_done(rated, type(act), office)
    match act:
        case Assign():
            _assign(rated, act, office)
        case Contact():
            _contact(rated, act, office)
        case Find():
            _find(rated, act, office)
        case Measure():
            _measure(rated, act, office)
        case Reply():
            _answer(rated, act, office)
        case CallBack():
            _call_back(rated, act, office)
        case Close():
            pass  # closing has no content to check
        case ConfirmProxy():
            _prove(rated, act, office)
        case _:
            assert_never(act)


def may_be_done(rated: Rated, kind: type[RectifyAct], office: Office) -> None:
    """Check that such an act is possible now, whatever its content. Raises RuleRefused (L10)."""
    if rated.needs_upgrade:
        raise RuleRefused("这条评价有新版程序写的记录，请先升级再办理。", rule="upgrade")
    if rated.personal is None:
        raise RuleRefused("这条评价的个人信息已按规定清除，不能再办理。", rule="forgotten")
    _not_the_rated(rated, office.actor, office, "经手")
    if kind is ConfirmProxy:
        _may_prove(rated)
        return
    loop = rated.rectification
    if loop is None:
        raise _no("这条不是差评，没有整改。")
    if loop.closed_at is not None:
        raise _no("整改已经办结，记录不再改动。")
    if kind is not Assign and not loop.owner:
        raise _no("先定由谁承办，再往下办。")
    _MOMENTS[kind](rated, loop)


def tried_enough(loop: Rectification) -> bool:
    """回访 counts as done: reached or declined once, or nobody answered on three days (德州: 实名差评回访率100%)."""
    if any(c.said.reached is not Reached.NO_ANSWER for c in loop.call_backs):
        return True
    return len({civil_date(c.at) for c in loop.call_backs}) >= TRIES


def _not_the_rated(rated: Rated, code: str, office: Office, what: str) -> None:
    """The rated clerk has no part in it (51号: 不得…干扰; 办法37 监督), by code, and by name where known."""
    name = rated.personal.clerk_name.strip() if rated.personal else ""
    clerk = rated.registered.clerk
    if clerk and (code == clerk or (name and office.people.get(code, "").strip() == name)):
        raise _no(f"{code} 是被评价的窗口人员（工号或姓名相同），不能{what}这条差评。")


def may_see_rater(rated: Rated, office: Office) -> None:
    """Raises RuleRefused for the rated clerk, who never learns who rated (51号: 评价人信息保护)."""
    if rated.personal is not None:
        _not_the_rated(rated, office.actor, office, "查看")


def _may_prove(rated: Rated) -> None:
    """代录 and doubtful ratings count only after the rater has confirmed them; the answer is final."""
    if rated.proved is not None:
        raise _no("评价人已经答复过是不是本人的评价，不再改动。")
    if rated.standing not in ("proxy", "doubtful"):
        raise _no("这条评价不用向评价人核实是不是本人。")
    if not rated.reachable:
        raise _no("匿名评价没有联系人，不能回访核实，不计入统计。")


def _always(rated: Rated, loop: Rectification) -> None:
    """An owner may be named until it is closed."""


def _may_contact(rated: Rated, loop: Rectification) -> None:
    if not rated.reachable:
        raise _no(_NOBODY)
    if loop.answers:
        raise _no("已经答复了，请登记回访。")


def _may_find(rated: Rated, loop: Rectification) -> None:
    """第一时间专人回访核实 (51号): a named rater is called before anything is concluded."""
    if loop.answer is not None:
        raise _no("已经答复了，核实结论不再改动。")
    if rated.reachable and not loop.contacts:
        raise _no("先联系评价人（没接通也要登记），再下核实结论。")


def _may_measure(rated: Rated, loop: Rectification) -> None:
    if loop.finding is None:
        raise _no("先登记核实结论，再登记措施。")
    if loop.answer is not None:
        raise _no("已经答复了，措施不再改动。")


def _may_answer(rated: Rated, loop: Rectification) -> None:
    """件件有整改、有反馈 (办法38(三)): first what was found and done about it, then the answer."""
    if loop.finding is None:
        raise _no("先登记核实结论，再答复。")
    if loop.answer is not None:
        raise _no("已经出具反馈单，不重复答复。")
    fitting = _RIGHTED[loop.finding.said.finding]
    if loop.remedy is None and loop.finding.said.finding.set_aside and loop.round == 1:
        return
    if loop.remedy is None or loop.remedy.said.kind not in fitting:
        what = "、".join(fitting[:1]) if len(fitting) == 1 else "或".join(fitting)
        again = "第二次评价还是差评，" if loop.round > 1 else ""
        raise _no(f"{again}结论是“{loop.finding.said.finding}”，先登记{what}，再答复。")


def _may_call_back(rated: Rated, loop: Rectification) -> None:
    if not rated.reachable:
        raise _no(_NOBODY)
    if loop.answer is None:
        raise _no("先答复，再回访。")


def _may_close(rated: Rated, loop: Rectification) -> None:
    """每一条都以答复结束 (L10); 实名的还要回访过."""
    if loop.answer is None:
        again = "第二次评价还是差评，要再整改、再答复" if loop.round > 1 else "没有答复"
        raise _no(f"{again}，不能办结。")
    if rated.reachable and not tried_enough(loop):
        raise _no(f"实名评价要回访：联系上一次，或者不同的{TRIES}天都没接通，才能办结。")


_NOBODY = "匿名评价不知道是谁，不联系、不回访，按事项核实。"

_MOMENTS: Mapping[type, Callable[[Rated, Rectification], None]] = {
    Assign: _always,
    Contact: _may_contact,
    Find: _may_find,
    Measure: _may_measure,
    Reply: _may_answer,
    CallBack: _may_call_back,
    Close: _may_close,
}


def _assign(rated: Rated, act: Assign, office: Office) -> None:
    loop = _loop(rated)
    if act.owner not in office.people:
        raise BadInput(f"差评处理室没有工号“{act.owner[:20]}”的人员。", field="owner")
    _not_the_rated(rated, act.owner, office, "承办")
    if loop.owner == act.owner:
        raise _no(f"已经由{act.owner}承办。")
    if loop.owner and not act.why.strip():
        raise BadInput("换承办人要写明原因。", field="why")


def _contact(rated: Rated, act: Contact, office: Office) -> None:
    if act.how not in CONTACT_WAYS:
        raise BadInput(f"联系方式只能是：{'、'.join(CONTACT_WAYS)}。", field="how")
    if act.reached is Reached.YES and not act.words.strip():
        raise BadInput("联系上了，请写评价人说了什么。", field="words")


def _find(rated: Rated, act: Find, office: Office) -> None:
    """误评、恶意 need a second person and a reason, and are left out of the rate, never deleted (51号 申诉复核)."""
    if not act.facts.strip():
        raise BadInput("核实结论要写明查到的事实。", field="facts")
    if not act.finding.set_aside:
        if act.reviewer:
            raise BadInput("只有误评、恶意要复核人。", field="reviewer")
        return
    if not act.reviewer:
        raise _no(f"认定“{act.finding}”要另一位值班负责人复核，并输入口令。", field="reviewer")
    if act.reviewer not in office.supervisors:
        raise _no("复核人要是差评处理室的值班负责人。", field="reviewer")
    if act.reviewer in (_loop(rated).owner, office.actor):
        raise _no("复核人不能是承办人，也不能是登记结论的人。", field="reviewer")
    _not_the_rated(rated, act.reviewer, office, "复核")


def _measure(rated: Rated, act: Measure, office: Office) -> None:
    finding = _loop(rated).finding
    assert finding is not None  # its moment was checked before
    fitting = _RIGHTED[finding.said.finding]
    if act.kind not in fitting:
        raise _no(f"结论是“{finding.said.finding}”，要登记{'或'.join(fitting)}。", field="kind")
    if not act.words.strip():
        raise BadInput("请写明措施（解释）的内容。", field="words")
    if act.kind is MeasureKind.BY_DAY and act.done_by is None:
        raise BadInput("限期整改要写明哪一天完成。", field="done_by")
    if act.kind is not MeasureKind.BY_DAY and act.done_by is not None:
        raise BadInput("只有限期整改才写完成日期。", field="done_by")
    if act.done_by is not None and act.done_by < office.today:
        raise BadInput("整改完成日期不能早于今天。", field="done_by")


def _answer(rated: Rated, act: Reply, office: Office) -> None:
    if not act.words.strip():
        raise BadInput("请写答复的内容。", field="words")


def _call_back(rated: Rated, act: CallBack, office: Office) -> None:
    """二次评价 is given once, by the rater himself, beside the first (DOMAIN §3, assessNumber)."""
    loop = _loop(rated)
    if act.again is not None and act.reached is not Reached.YES:
        raise BadInput("没有联系上，就没有第二次评价。", field="again")
    if act.again is not None and loop.again is not None:
        raise _no("第二次评价只有一次，已经登记过了。", field="again")
    if act.reached is Reached.YES and not act.words.strip():
        raise BadInput("联系上了，请写评价人说了什么。", field="words")


def _prove(rated: Rated, act: ConfirmProxy, office: Office) -> None:
    if act.same and act.reached is not Reached.YES:
        raise BadInput("没有联系上，不能说是本人的评价。", field="same")


def _loop(rated: Rated) -> Rectification:
    assert rated.rectification is not None  # its moment was checked before
    return rated.rectification


def _no(sentence: str, field: str | None = None) -> RuleRefused:
    return RuleRefused(sentence, rule=RULE, field=field)
