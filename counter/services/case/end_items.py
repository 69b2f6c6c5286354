"""End items: the applicant drops one (不再办理); items that depend on an ended one end with it."""

from __future__ import annotations

from collections.abc import Iterable

from counter.domain.case.acts import ending
from counter.domain.case.acts.acts import DropItems
from counter.domain.case.acts.deemed import refuse_if_overdue
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.item_events import Ending, ItemEnded, ItemEndedSealed
from counter.services.case.case_writer import CaseWriter, open_writer
from counter.services.case.void_papers import (
    void_applications,
    void_draft_decision,
    void_pledges,
    void_procedure_notices,
)
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow


def drop_items(
    app: AppContext, case_id: str, act: DropItems, clerk: StaffRow, base: str | None = None
) -> Case:
    """Drop items on which nothing was decided. Raises RuleRefused for others, which are withdrawn instead."""
    with open_writer(app, case_id, clerk, base) as writer:
        chosen = ending.to_drop(writer.case, act.items, act.reason)
        refuse_if_overdue(writer.case, chosen, writer.setting)  # accepted by law: withdrawn, not dropped
        end_with_followers(writer, chosen, Ending.DROPPED, act.reason)
        return writer.commit()


def end_with_followers(writer: CaseWriter, chosen: tuple[CaseItem, ...], how: Ending, reason: str) -> None:
    """Record that these items ended, and with each the items that depend on it."""
    before = writer.case
    end_all(writer, chosen, how, reason.strip())
    for first in chosen:
        after = ending.followers(before, (first.id,))
        followers = [i for i in after if i not in chosen]
        end_all(writer, followers, how, f"“{first.asked.name}”不办了，接在后面的也办不成。", first.id)


def end_all(
    writer: CaseWriter, items: Iterable[CaseItem], how: Ending, reason: str, because: str = ""
) -> None:
    """Record that items ended. ``because``: id of the earlier item that makes them impossible."""
    ended = {i.id for i in writer.case.items if i.state.closed}
    for item in items:
        if item.id not in ended:
            void_draft_decision(writer, item, reason)
            void_procedure_notices(writer, item, reason)
            event = ItemEnded(item.id, item.asked.name, how, because)
            writer.add(event, ItemEndedSealed(reason))
    void_pledges(writer)
    void_applications(writer)
