"""When an item may end without a decision on its substance: 撤回, 不再办理, 退件."""

from __future__ import annotations

from counter.domain.case import Case, CaseItem
from counter.domain.errors import BadInput, RuleRefused


def may_be_withdrawn(item: CaseItem) -> bool:
    """The applicant may withdraw at any time before the organ has decided."""
    return not item.state.closed


def may_be_dropped(item: CaseItem) -> bool:
    """An item is dropped only while nothing was decided on it; afterwards it is withdrawn."""
    return item.state.open_here


def to_withdraw(case: Case, items: tuple[str, ...], reason: str) -> tuple[CaseItem, ...]:
    """The items of a withdrawal. Raises BadInput without reason or for unknown ones, RuleRefused for closed ones."""
    return _chosen(case, items, reason, "撤回", tuple(i for i in case.items if may_be_withdrawn(i)))


def to_drop(case: Case, items: tuple[str, ...], reason: str) -> tuple[CaseItem, ...]:
    """The items that are left out. Raises BadInput for none at all: dropping names what it drops."""
    if not items:
        raise BadInput("请选择不再办理哪些事项。", field="items")
    return _chosen(case, items, reason, "不再办理", tuple(i for i in case.items if may_be_dropped(i)))


def followers(case: Case, items: tuple[str, ...]) -> tuple[CaseItem, ...]:
    """Open items that wait for one of these and can never go on without it (serial items)."""
    gone, found = set(items), list[CaseItem]()
    for item in case.items:
        if item.id not in gone and item.state.open_here and set(item.asked.after) & gone:
            gone.add(item.id)
            found.append(item)
    return tuple(found)


def _chosen(
    case: Case, items: tuple[str, ...], reason: str, word: str, allowed: tuple[CaseItem, ...]
) -> tuple[CaseItem, ...]:
    if not reason.strip():
        raise BadInput(f"请写明{word}的原因。", field="reason")
    for item_id in items:
        item = case.item(item_id)
        if item is None:
            raise BadInput(f"这件办件里没有事项“{item_id}”。", field="items")
        if item not in allowed:
            raise RuleRefused(f"“{item.asked.name}”{item.state.label}，不能{word}。", rule="ending")
    chosen = tuple(i for i in allowed if not items or i.id in items)
    if not chosen:
        raise RuleRefused(f"这件办件没有可以{word}的事项。", rule="ending")
    return chosen
