"""Acts on a rating that are possible now (整改下一步), the next thing first, by the same rules that judge the acts."""

from __future__ import annotations

from counter.domain.errors import CounterError
from counter.domain.ratings.office.acts import (
    Assign,
    CallBack,
    Close,
    ConfirmProxy,
    Contact,
    Find,
    Measure,
    Offer,
    RectifyAct,
    Reply,
)
from counter.domain.ratings.office.rated import Rated, Rectification
from counter.domain.ratings.office.rules import Office, contact_by, may_be_done, tried_enough

ORDER: tuple[type[RectifyAct], ...] = (
    Assign,
    Contact,
    Find,
    Measure,
    Reply,
    CallBack,
    Close,
    ConfirmProxy,
)
"""The order in which a rectification goes."""


def offers(rated: Rated, office: Office) -> tuple[Offer, ...]:
    """The acts this person may do now, the next step first and urgent. Their content may still be refused."""
    kinds = [kind for kind in ORDER if _possible(rated, kind, office)]
    loop = rated.rectification
    due = loop.due if loop else None
    found = []
    for kind in kinds:
        why = _next_words(rated, loop, kind)
        day = contact_by(rated, office.calendar) if kind is Contact else due
        found.append(Offer(kind, why=why or _OTHERWISE[kind], urgent=bool(why), day=day if why else None))
    return (*(o for o in found if o.urgent), *(o for o in found if not o.urgent))


def next_step(rated: Rated, office: Office) -> Offer | None:
    """The next thing to do; None where nothing has to be done."""
    return next((o for o in offers(rated, office) if o.urgent), None)


def _possible(rated: Rated, kind: type[RectifyAct], office: Office) -> bool:
    try:
        may_be_done(rated, kind, office)
    except CounterError:
        return False
    return True


def _next_words(rated: Rated, loop: Rectification | None, kind: type[RectifyAct]) -> str:
    """Why this is due now; "" where it is only possible."""
    if kind is ConfirmProxy:
        return "向评价人核实是不是本人的评价，核实了才计入。"
    if loop is None:
        return ""
    if kind is Assign:
        return "" if loop.owner else "定由谁承办（不能是被评的人）。"
    if kind is Contact:
        return "" if loop.contacts else "联系评价人，问清情况。"
    if kind is Find:
        return "" if loop.finding else "核实并登记结论。"
    if kind is Measure:
        return _measure_words(loop)
    if kind is Reply:
        return "出具差评整改反馈单，答复评价人。" if rated.reachable else "出具差评整改反馈单，在大厅公示。"
    if kind is CallBack:
        return "" if tried_enough(loop) else "回访评价人，问是否满意，可以再评一次。"
    return "答复和回访都办了，可以办结。" if rated.reachable else "已经答复，可以办结。"


def _measure_words(loop: Rectification) -> str:
    if loop.remedy is not None or loop.finding is None:
        return ""
    if loop.round > 1:
        return "第二次评价还是差评，再登记措施。"
    return "" if loop.finding.said.finding.set_aside else "登记整改措施或者解释说明。"


_OTHERWISE = {
    Assign: "换承办人。",
    Contact: "再联系一次评价人。",
    Find: "改核实结论。",
    Measure: "再登记一项措施或解释。",
    Reply: "答复评价人。",
    CallBack: "再回访一次。",
    Close: "办结。",
    ConfirmProxy: "向评价人核实。",
}
