"""Sentences in the history of a rating, in plain Chinese, for events that need more than a pattern.

Free text by staff is erased with the person.
"""

from __future__ import annotations

from counter.domain.ratings.office.events import (
    CalledBack,
    Found,
    Measured,
    OwnerNamedSealed,
    ProxyConfirmed,
    RatingRegistered,
    Reached,
    RectificationOpened,
)
from counter.domain.ratings.rating import Channel
from counter.domain.text.day_words import day_text


def registered(event: RatingRegistered) -> str:
    """Which rating came in, and why it is not counted yet."""
    doubt = f"；存疑：{event.doubt}" if event.doubt else ""
    channel = "，代录" if event.channel is Channel.PROXY else ""
    return f"收进评价：{event.grade}（{event.mode}{channel}）{doubt}"


def opened(event: RectificationOpened) -> str:
    """By when a bad rating has to be put right."""
    if event.due is None:
        return "差评立案整改，时限待部门核定"
    day = event.due.day
    return f"差评立案整改，{day_text(day)}（含当日）前办结：{event.due.text}"


def why_assigned(sealed: OwnerNamedSealed) -> str:
    """Why the owner changed."""
    return f"，原因：{sealed.why}" if sealed.why else ""


def found(event: Found) -> str:
    """The finding, and the reviewer."""
    return f"核实结论：{event.finding}{f'，复核人{event.reviewer}' if event.reviewer else ''}"


def measured(event: Measured) -> str:
    """The measure, and by when it is taken."""
    return f"措施：{event.kind}{f'，{event.done_by}前完成' if event.done_by else ''}"


def called_back(event: CalledBack) -> str:
    """Whether the rater was reached, and the second rating."""
    return f"回访：{event.reached}{f'，第二次评价：{event.again}' if event.again else ''}"


def proved(event: ProxyConfirmed) -> str:
    """The rater's own answer about a rating in doubt."""
    if event.reached is not Reached.YES:
        return f"向评价人核实：{event.reached}"
    return "评价人确认是本人的评价，计入" if event.same else "评价人说不是本人的评价，不计入"
