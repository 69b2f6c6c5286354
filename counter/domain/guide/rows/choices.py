"""Drop-downs of the guide workbook: a cell's value in a library → its words."""

from __future__ import annotations

from collections.abc import Mapping

EVIDENCE: Mapping[str | int, str] = {
    "FOUND": "读到原文",
    "KNOWN": "一般了解",
    "TITLE_SEEN": "只见标题",
    "UNKNOWN_LOCAL": "本地未知",
}
PROCEDURE: Mapping[str | int, str] = {
    "licence": "行政许可",
    "registration": "登记确认",
    "filing": "备案",
    "benefit": "行政给付",
    "public_service": "机关公共服务",
    "enterprise_service": "企事业单位服务",
}
UNIT: Mapping[str | int, str] = {"working": "工作日", "natural": "自然日", "at_once": "即办"}
REFUSAL: Mapping[str | int, str] = {
    "barred": "依法不得办",
    "not_needed": "依法无须办",
    "elsewhere": "不在本窗口办",
}
