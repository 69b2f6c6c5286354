"""公告送达: a paper published because its addressee cannot be found or no other way reached him.

《民事诉讼法》(2023) Art. 95: thirty days after publication it counts as served; reason and course are noted in the
file. That it was published is recorded at once, that it counts as served by a person once the days are over: whoever
comes before that is served as usual. No source applies the article to papers of a counter: it is followed by analogy,
待部门核定.
"""

from __future__ import annotations

from datetime import date, timedelta

from counter.domain.calendar.workdays import Calendar, Reckoned, add_natural_days
from counter.domain.case.acts import service
from counter.domain.case.acts.acts import Serve
from counter.domain.case.case import Case
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.paper_events import Way
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.text.day_words import day_text

DAYS = 30
"""Natural days from publication; the first day does not count, a last day of rest moves on (Art. 85)."""

BASIS = "参照《民事诉讼法》第九十五条，待部门核定"


def deemed_served(announced: date, calendar: Calendar) -> Reckoned:
    """The day on which the thirty days end, when it counts as served."""
    return add_natural_days(calendar, announced, DAYS)


def day_of_service(act: Serve, calendar: Calendar) -> date:
    """The day on which the papers were served: that of the act, of a public notice the one on which its days ended."""
    return deemed_served(act.day, calendar).day if act.way is Way.PUBLIC_NOTICE else act.day


def still_runs(act: Serve, today: date, calendar: Calendar) -> bool:
    """Whether it is a public notice whose thirty days are not over: nobody is served yet."""
    return act.way is Way.PUBLIC_NOTICE and deemed_served(act.day, calendar).day >= today


def check(case: Case, paper: IssuedPaper, act: Serve, today: date, calendar: Calendar) -> None:
    """Raises BadInput for a public notice without its course, or with somebody who signs.

    RuleRefused for one that was recorded with that day and still runs, and (L6) where a day printed on the paper runs
    from service: it would be over or wrong by then.
    """
    if act.way is not Way.PUBLIC_NOTICE:
        return
    if act.declined:
        raise BadInput("公告送达没有人签收，也就没有拒签。", field="declined")
    if act.receiver.strip() or act.relation.strip():
        raise BadInput(
            "公告送达没有人签收，不写签收人；有人签收的，照窗口领取或者邮寄登记。", field="receiver"
        )
    known = paper.published == act.day
    if not known and not act.note.strip():
        raise BadInput("公告送达的，要写明为什么公告、在哪里公告和经过，存入案卷。", field="note")
    if service.running(case, paper):
        raise RuleRefused(
            f"{service.label(paper)} 上的期限从送达起算，公告满三十日才算送达，不能这样登记；"
            "请与该机关联系，由机关决定怎样告知。",
            rule="L6",
            field="papers",
        )
    if known and still_runs(act, today, calendar):
        served = deemed_served(act.day, calendar).day
        raise RuleRefused(
            f"{day_text(act.day)}发出的公告已经登记，到{day_text(served)}满三十日才视为送达（{BASIS}），"
            f"{day_text(served + timedelta(days=1))}起登记送达。",
            rule="ladder",
            field="day",
        )
