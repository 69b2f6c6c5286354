"""Who stands behind a PIN that another person sets or gives a one-time code for. Pure.

Whoever knows the PIN of a second signature signs for two: so the PIN of somebody who may be one takes two people
other than that person, or one and the recovery key (恢复密钥), which lies on paper in the safe. In a bureau an editor
is one of two as well: another person approves what the editor wrote.
"""

from __future__ import annotations

from enum import StrEnum

from counter.domain.hall.rights import Capability, Grant, grant_of, may_agree


class PinBacking(StrEnum):
    """What is needed beside the person who sets it or gives the code."""

    NOTHING = "nothing"
    SECOND = "second"
    RECOVERY_KEY = "recovery_key"


def is_second_signature(role: str) -> bool:
    """Whether a person of that role is the second one of acts of two: keeps accounts and keys, or confirms for an
    organ.
    """
    confirms = grant_of(role, Capability.CONFIRM) is not Grant.NO
    return confirms or may_agree(role, Capability.ADMINISTER)


def backing_for(
    role: str, *, demo: bool, bureau: bool, others_in_hall: bool, others_here: bool
) -> PinBacking:
    """What the PIN of a person of that role needs beside the giver.

    ``demo``: a demo's or training's PINs protect nothing; ``bureau``: guides are written here, and approved by somebody
    who did not; ``others_in_hall``: the hall has another keeper than the giver, the person included: with one alone
    every act of two is done by one, but for a bureau's approval; ``others_here``: one of them, other than the person,
    has a PIN at this machine and is not away.
    """
    writes = bureau and grant_of(role, Capability.EDIT_GUIDE) is not Grant.NO
    signs = is_second_signature(role) and others_in_hall
    if demo or not (writes or signs):
        return PinBacking.NOTHING
    return PinBacking.SECOND if others_here else PinBacking.RECOVERY_KEY
