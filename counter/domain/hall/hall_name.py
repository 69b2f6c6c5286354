"""Names of halls: the four forms of S001 Art. 29. Another name is told, never refused: a board may be older."""

from __future__ import annotations

import re

FORMS = (
    "××政务服务中心",
    "××（旗县市）××苏木乡镇（街道）便民服务中心",
    "××苏木乡镇（街道）××嘎查村（社区）便民服务站",
    "××政务服务中心××分中心",
)
"""The forms as the article writes them."""

_FORMS = (
    r".+政务服务中心",
    r".+(旗|县|市|区).+(苏木|乡|镇|街道|街道办事处)便民服务中心",
    r".+(苏木|乡|镇|街道|街道办事处).+(嘎查|村|社区)便民服务站",
    r".+政务服务中心.+分中心",
)
_DEMO = re.compile(r"[（(]演示[）)]$")


def name_doubt(name: str) -> str:
    """A sentence where the name has none of the four forms, "" where it has one."""
    plain = _DEMO.sub("", name.strip())
    if not plain or any(re.fullmatch(form, plain) for form in _FORMS):
        return ""
    return (
        f"“{plain[:40]}”不是《标准化管理办法》第二十九条的四种名称：{'；'.join(FORMS)}。"
        "牌子上确实这样写的，可以照用。"
    )
