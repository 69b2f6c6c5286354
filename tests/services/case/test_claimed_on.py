"""A claimed case (接管) that is handed on: its new owner asks for its key by signing for it, and gets what the giver
sealed without asking.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import combinations, permutations
from pathlib import Path

import pytest

from counter.domain.case.acts.acts import HandOver, ReceiveCase
from counter.domain.case.key_events import KeyReason
from counter.services.case.claim_cases import claim_cases
from counter.services.exchange.settle_keys import settle_keys
from counter.services.exchange.share_keys import wraps_to_send
from counter.services.exchange.take_wraps import take_wraps
from tests.services.case.neighbours import HERE, THERE, Neighbours, seen, window_on
from tests.services.case.test_hand_over import register
from tests.services.office import SUPERVISOR, Office

THIRD = "15220105"
WHY = "窗口的电脑烧坏了，件接过来办"


@pytest.fixture
def three(tmp_path: Path) -> Iterator[tuple[Office, Office, Office]]:
    """Windows 04 (its PC burns), 03 and 05, which trust each other's keys."""
    with ExitStack() as stack:
        windows = tuple(
            stack.enter_context(window_on(tmp_path / code, code)) for code in (THERE, HERE, THIRD)
        )
        for one in windows:
            register(one, (THERE, "4"), (HERE, "3"), (THIRD, "5"))
        for one, two in combinations(windows, 2):
            Neighbours(one, two).trust()
        gone, claims, third = windows
        yield gone, claims, third


def hear(*windows: Office) -> None:
    """Each hears every other, and gets the keys that are for it."""
    for one, two in permutations(windows, 2):
        Neighbours(one, two).tell(one, two)
        settle_keys(one.app)
        take_wraps(two.app, wraps_to_send(one.app))


def asked(office: Office, case: str) -> list[str]:
    return [e.kind for e in office.app.journal.entries(case) if e.kind == "key.requested"]


def test_that_the_key_of_a_claimed_case_is_asked_for_by_whom_it_is_handed_on_to(
    three: tuple[Office, Office, Office],
) -> None:
    gone, claims, third = three
    case = gone.file(gone.visit())
    hear(gone, claims, third)
    claim_cases(claims.app, THERE, WHY, claims.clerk, SUPERVISOR)
    claims.do(seen(claims, case.id), HandOver(THIRD, "申请人住那边", SUPERVISOR))
    hear(claims, third)
    got = seen(third, case.id)
    assert got.owner == THIRD
    keys = third.app.journal.shared_keys()
    assert HERE in keys.makers(case.id)  # what the giver sealed
    assert THERE not in keys.makers(case.id)  # a claim opens no key
    before = asked(third, case.id)
    third.do(got, ReceiveCase())
    assert len(asked(third, case.id)) == len(before) + 1
    last = third.app.journal.entries(case.id)[-1]
    assert last.kind == "key.requested"
    assert KeyReason.HANDED_OVER.value in seen(third, case.id).history[-1].text


def test_that_the_key_of_a_case_its_owner_hands_over_is_not_asked_for(
    three: tuple[Office, Office, Office],
) -> None:
    gone, claims, third = three
    case = gone.file(gone.visit())
    hear(gone, claims, third)
    gone.do(seen(gone, case.id), HandOver(THIRD, "申请人住那边", SUPERVISOR))
    Neighbours(gone, third).tell(gone, third)  # its key is still under way
    third.do(seen(third, case.id), ReceiveCase())
    assert asked(third, case.id) == []
    hear(gone, third)
    assert THERE in third.app.journal.shared_keys().makers(case.id)
