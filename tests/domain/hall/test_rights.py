"""The table of roles and capabilities: every cell, as HUB 7.2 and the issue state it."""

from __future__ import annotations

from itertools import product

import pytest

from counter.domain.hall.rights import (
    CAPABILITY_WORDS,
    GRANT_WORDS,
    RIGHTS,
    Capability,
    Grant,
    grant_of,
    may,
    may_agree,
    who_may,
)
from counter.domain.hall.roles import ROLE_TITLES, StaffRole

R, C, G = StaffRole, Capability, Grant
ALLOWED = {
    (R.CLERK, C.SERVE): G.YES,
    (R.CLERK, C.EDIT_GUIDE): G.AS_BUREAU,
    (R.REPRESENTATIVE, C.CONFIRM): G.OWN_ORGAN,
    (R.SUPERVISOR, C.SERVE): G.YES,
    (R.SUPERVISOR, C.CORRECT): G.YES,
    (R.SUPERVISOR, C.AUDIT): G.YES,
    (R.SUPERVISOR, C.EDIT_GUIDE): G.AS_BUREAU,
    (R.SUPERVISOR, C.RELEASE_GUIDE): G.YES,
    (R.SUPERVISOR, C.ADMINISTER): G.SECOND,
    (R.EDITOR, C.EDIT_GUIDE): G.AS_BUREAU,
    (R.SUPERVISOR, C.RESET_PIN): G.YES,
    (R.ADMIN, C.RESET_PIN): G.OF_LEADS,
    (R.ADMIN, C.ADMINISTER): G.YES,
}
"""What anybody may; everything else nobody may."""

CIRCUMSTANCES = [
    {"same_organ": organ, "bureau": bureau, "admins": admins}
    for organ, bureau, admins in product((False, True), repeat=3)
]


@pytest.mark.parametrize(("role", "capability"), list(product(StaffRole, Capability)))
def test_that_each_cell_allows_what_the_table_states_and_nothing_else(
    role: StaffRole, capability: Capability
) -> None:
    grant = ALLOWED.get((role, capability), Grant.NO)
    assert RIGHTS[role, capability] is grant
    for case in CIRCUMSTANCES:
        expected = {
            G.YES: True,
            G.OF_LEADS: True,
            G.NO: False,
            G.OWN_ORGAN: case["same_organ"],
            G.AS_BUREAU: case["bureau"],
            G.SECOND: not case["admins"],
        }[grant]
        assert may(role, capability, **case) is expected
    assert may_agree(role, capability) is (grant in (G.YES, G.SECOND))


def test_that_an_administrator_may_do_nothing_but_accounts_keys_and_register() -> None:
    allowed = [c for c in Capability if grant_of(StaffRole.ADMIN, c) is not Grant.NO]
    assert allowed == [Capability.RESET_PIN, Capability.ADMINISTER]


def test_that_a_role_of_a_newer_program_may_do_nothing() -> None:
    assert not any(may("auditor", c, same_organ=True, bureau=True) for c in Capability)


def test_that_every_role_capability_and_grant_has_its_words() -> None:
    assert set(ROLE_TITLES) == set(StaffRole)
    assert set(CAPABILITY_WORDS) == set(Capability)
    assert set(GRANT_WORDS) == set(Grant)


def test_that_a_refusal_names_who_may() -> None:
    assert who_may(Capability.CORRECT) == "值班负责人"
    assert who_may(Capability.ADMINISTER, admins=True) == "系统管理员"
    assert who_may(Capability.ADMINISTER) == "值班负责人、系统管理员"
