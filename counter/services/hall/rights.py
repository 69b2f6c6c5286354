"""The table of rights asked for people of this profile: in a bureau, in a hall with an administrator or without."""

from __future__ import annotations

from counter.domain.errors import RuleRefused
from counter.domain.hall.rights import Capability, may, may_agree, who_may
from counter.services.context.ports import Journal, StaffRow
from counter.services.hall.configure_hall import configured_at_setup
from counter.services.hall.people import has_admin, people_today


def may_here(journal: Journal, row: StaffRow, right: Capability) -> bool:
    """Whether the table lets that person do it alone in this profile."""
    bureau = configured_at_setup(journal).bureau
    return may(row.role, right, bureau=bureau, admins=has_admin(people_today(journal)))


def check_right(journal: Journal, row: StaffRow, right: Capability, *, field: str = "pin") -> None:
    """Raises RuleRefused, naming who may, where the table of rights does not let that person do it alone."""
    if not may_here(journal, row, right):
        admins = has_admin(people_today(journal))
        raise RuleRefused(
            f"这一步要{who_may(right, admins=admins)}输入自己的口令。", rule="duty", field=field
        )


def check_keepers(journal: Journal, by: StaffRow, agreed: StaffRow | None = None) -> None:
    """Raises RuleRefused where these people may not change accounts: each has to be one who may agree to it, and one of
    them somebody who may do it alone in this profile.
    """
    people = [by] if agreed is None else [by, agreed]
    for row in people:
        check_agrees(journal, row)
    if not any(may_here(journal, row, Capability.ADMINISTER) for row in people):
        check_right(journal, by, Capability.ADMINISTER)


def check_agrees(journal: Journal, row: StaffRow) -> None:
    """Raises RuleRefused for who may not be the second person of accounts, keys and the register."""
    if not may_agree(row.role, Capability.ADMINISTER):
        check_right(journal, row, Capability.ADMINISTER)
