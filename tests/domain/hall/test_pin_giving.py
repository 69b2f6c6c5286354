"""Who stands behind a PIN that another person sets."""

from __future__ import annotations

from itertools import product

from counter.domain.hall.pin_giving import PinBacking, backing_for, is_second_signature
from counter.domain.hall.roles import StaffRole


def test_that_the_pin_of_a_second_signature_takes_two_or_the_recovery_key() -> None:
    signing = {role for role in StaffRole if is_second_signature(role)}
    assert signing == {StaffRole.SUPERVISOR, StaffRole.ADMIN, StaffRole.REPRESENTATIVE}
    writing = {StaffRole.CLERK, StaffRole.EDITOR, StaffRole.SUPERVISOR}
    for role, demo, bureau, hall, here in product(StaffRole, *[(False, True)] * 4):
        needed = backing_for(role, demo=demo, bureau=bureau, others_in_hall=hall, others_here=here)
        if demo or not ((role in signing and hall) or (role in writing and bureau)):
            assert needed is PinBacking.NOTHING
        else:
            assert needed is (PinBacking.SECOND if here else PinBacking.RECOVERY_KEY)
