"""Everything about keys that an exchange does once the entries of others are in, and before wraps are sent."""

from __future__ import annotations

from dataclasses import dataclass

from counter.services.context.app import AppContext
from counter.services.exchange.answering import answers_by_itself
from counter.services.exchange.end_lending import end_lending
from counter.services.exchange.follow_forgetting import FollowedForgetting, follow_forgetting
from counter.services.exchange.grant_keys import AnsweredRequest, grant_keys
from counter.services.exchange.share_keys import share_keys
from counter.services.exchange.take_wraps import open_wraps


@dataclass(frozen=True, slots=True)
class SettledKeys:
    """``opened``, ``closed``: cases that can be read here now, and no more; ``wraps``: how many were made."""

    forgetting: FollowedForgetting
    opened: tuple[str, ...]
    closed: tuple[str, ...]
    answered: tuple[AnsweredRequest, ...]
    wraps: int


def settle_keys(app: AppContext) -> SettledKeys:
    """Forget whom owners forgot, open what waited, end what was lent, answer requests where somebody of the hall
    switched that on, wrap what is due; in this order: nothing is wrapped for somebody who is forgotten. Cut anywhere,
    the next exchange does the rest.
    """
    forgetting = follow_forgetting(app)
    opened = open_wraps(app)
    closed = end_lending(app)
    answered = grant_keys(app) if answers_by_itself(app.journal) else ()
    return SettledKeys(forgetting, opened, closed, answered, share_keys(app))
