"""Roles of people in a hall (岗位) and the six duties of a window's people."""

from __future__ import annotations

from enum import StrEnum


class StaffRole(StrEnum):
    """What a person is in the hall. A person has one role (等保三权分立: system, security and audit are separate)."""

    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    REPRESENTATIVE = "representative"
    SIGNER = "signer"
    EDITOR = "editor"
    ADMIN = "admin"


ROLE_TITLES = {
    StaffRole.CLERK: "窗口人员",
    StaffRole.SUPERVISOR: "值班负责人",
    StaffRole.REPRESENTATIVE: "首席代表",
    StaffRole.SIGNER: "签发人",
    StaffRole.EDITOR: "指南编辑",
    StaffRole.ADMIN: "系统管理员",
}

DUTIES = ("咨询导办", "收件与受理", "代办帮办", "资料流转", "协调对接", "发证领证")
"""Duties that a hall assigns to people of its windows (兴安盟“一次办”工作方案 二(六))."""
