"""The 统一社会信用代码 (GB 32100-2015): its characters, and what kind of organisation its first two say it is."""

from __future__ import annotations

import re

CREDIT_CODE_CHARACTER = "[0-9A-HJ-NP-RTUW-Y]"
"""No I, O, S, V and Z."""

CREDIT_CODE = re.compile(f"{CREDIT_CODE_CHARACTER}{{18}}", re.ASCII)

CREDIT_CODE_LENGTH = 18

_REGISTERED_AS = {
    "11": "机关",
    "12": "事业单位",
    "13": "编办直接管理机构编制的群众团体",
    "51": "社会团体",
    "52": "民办非企业单位",
    "53": "基金会",
    "91": "企业",
    "92": "个体工商户",
    "93": "农民专业合作社",
}
"""Registrar and category (登记管理部门代码、机构类别代码)."""


def registered_as(code: str) -> str:
    """The kind of organisation by the code's first two characters; "" where they say none."""
    return _REGISTERED_AS.get(code[:2], "") if CREDIT_CODE.fullmatch(code) else ""
