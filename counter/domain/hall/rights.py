"""Who may do what (岗位权限): the table of roles and capabilities that every entry point asks.

A person has one role per hall. Case content, accounts and keys, and the writing of guides are kept with different
people (等保三权分立): an administrator never sees a case, and a supervisor keeps accounts and keys alone only in a
hall that has no administrator.
"""

from __future__ import annotations

from enum import StrEnum

from counter.domain.hall.roles import ROLE_TITLES, StaffRole


class Capability(StrEnum):
    """What a person may be allowed to do."""

    SERVE = "serve"
    CONFIRM = "confirm"
    CORRECT = "correct"
    AUDIT = "audit"
    EDIT_GUIDE = "edit_guide"
    RELEASE_GUIDE = "release_guide"
    RESET_PIN = "reset_pin"
    ADMINISTER = "administer"


CAPABILITY_WORDS = {
    Capability.SERVE: "受理、补交、打印、送达，限时内作废重办，采用带来的登记册",
    Capability.CONFIRM: "确认机关的决定",
    Capability.CORRECT: "再次告知、处理与规则不符的、确认时间和日期",
    Capability.AUDIT: "看别人的记录，导出",
    Capability.EDIT_GUIDE: "写指南",
    Capability.RELEASE_GUIDE: "核对、发布指南，采用新的指南",
    Capability.RESET_PIN: "给别人一次性口令",
    Capability.ADMINISTER: "人员、密钥、登记册、备份",
}


class Grant(StrEnum):
    """What a cell of the table says.

    ``OWN_ORGAN``: for the person's own organ; ``AS_BUREAU``: in the bureau's profile (指南编辑室); ``SECOND``: as the
    second person, and alone where the hall has no administrator; ``OF_LEADS``: for a supervisor only, because who gives
    a clerk a code could act on cases in that name.
    """

    YES = "yes"
    NO = "no"
    OWN_ORGAN = "own_organ"
    AS_BUREAU = "as_bureau"
    SECOND = "second"
    OF_LEADS = "of_leads"


GRANT_WORDS = {
    Grant.YES: "可以",
    Grant.NO: "不可以",
    Grant.OWN_ORGAN: "只限本部门",
    Grant.AS_BUREAU: "在指南编辑室",
    Grant.SECOND: "作第二个人；大厅没有系统管理员时可以",
    Grant.OF_LEADS: "只给值班负责人",
}

_Y, _N = Grant.YES, Grant.NO
_ORDER = tuple(Capability)
_ROWS: dict[StaffRole, tuple[Grant, ...]] = {
    StaffRole.CLERK: (_Y, _N, _N, _N, Grant.AS_BUREAU, _N, _N, _N),
    StaffRole.REPRESENTATIVE: (_N, Grant.OWN_ORGAN, _N, _N, _N, _N, _N, _N),
    StaffRole.SUPERVISOR: (_Y, _N, _Y, _Y, Grant.AS_BUREAU, _Y, _Y, Grant.SECOND),
    StaffRole.EDITOR: (_N, _N, _N, _N, Grant.AS_BUREAU, _N, _N, _N),
    StaffRole.ADMIN: (_N, _N, _N, _N, _N, _N, Grant.OF_LEADS, _Y),
    StaffRole.SIGNER: (_N, _N, _N, _N, _N, _N, _N, _N),
}
RIGHTS: dict[tuple[StaffRole, Capability], Grant] = {
    (role, capability): grant
    for role, row in _ROWS.items()
    for capability, grant in zip(_ORDER, row, strict=True)
}
"""Every cell of the table."""


def grant_of(role: str, capability: Capability) -> Grant:
    """The cell of that role; NO for a role that this program does not know."""
    known = next((r for r in StaffRole if r == role), None)
    return Grant.NO if known is None else RIGHTS[known, capability]


def may(
    role: str, capability: Capability, *, same_organ: bool = False, bureau: bool = False, admins: bool = False
) -> bool:
    """Whether a person of that role may do it alone.

    ``same_organ``: it concerns the person's own organ; ``bureau``: in the bureau's profile; ``admins``: the hall has an
    administrator.
    """
    grant = grant_of(role, capability)
    return (
        grant in (Grant.YES, Grant.OF_LEADS)
        or (grant is Grant.OWN_ORGAN and same_organ)
        or (grant is Grant.AS_BUREAU and bureau)
        or (grant is Grant.SECOND and not admins)
    )


def may_agree(role: str, capability: Capability) -> bool:
    """Whether a person of that role may be the second of two."""
    return grant_of(role, capability) in (Grant.YES, Grant.SECOND)


def may_take_register(role: str) -> bool:
    """Whether a person of that role may take the signed register in at a window: whoever serves there when the stick
    arrives, because the file proves itself, and who keeps accounts and keys.
    """
    return may(role, Capability.SERVE) or may_agree(role, Capability.ADMINISTER)


def who_may(capability: Capability, *, admins: bool = False) -> str:
    """The titles of those who may, for a refusal."""
    titles = [
        ROLE_TITLES[role]
        for role in StaffRole
        if may(role, capability, same_organ=True, bureau=True, admins=admins)
    ]
    return "、".join(titles)
