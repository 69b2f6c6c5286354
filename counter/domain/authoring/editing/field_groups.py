"""Headings under which the editor groups the fields of the guide."""

from __future__ import annotations

from collections.abc import Mapping

from counter.domain.guide.rows.sheets import ITEM, MATERIAL, PAPER

BASIC = "基本信息"

_TERM, _KNOWN = "时限", "依据程度"
ORDINARY = frozenset({BASIC, _TERM, "什么时候交", "主要材料和容缺", "表格和样本", "电子证照和共享"})
"""Headings that an ordinary guide needs; the others are folded."""

_BY_PREFIX: Mapping[str, Mapping[str, str]] = {
    ITEM: {"statutory": _TERM, "promised": _TERM},
    "事项要素": {
        "codes": "编码",
        "version": "编码",
        "seal_name": "机关和印章",
        "agreement": "机关和印章",
        "fees": "收费",
        "channels": "怎样办",
        "handling": "怎样办",
        "visits": "怎样办",
        "online_depth": "怎样办",
        "offered_in": "怎样办",
        "consultation": "咨询和投诉",
        "complaint": "咨询和投诉",
        "intermediary": "中介和特别程序",
        "special": "中介和特别程序",
        "national": "国家清单的其他栏",
    },
    MATERIAL: {
        "when": "什么时候交",
        "condition": "什么时候交",
        "later": "什么时候交",
        "main": "主要材料和容缺",
        "deferrable": "主要材料和容缺",
        "defer_note": "主要材料和容缺",
        "detail": _KNOWN,
        "evidence": _KNOWN,
    },
    "材料要素": {
        "blank": "表格和样本",
        "sample": "表格和样本",
        "filling_notes": "表格和样本",
        "defer_days": "主要材料和容缺",
        "by_intermediary": "由中介出具的",
        "maker": "由中介出具的",
        "qualification": "由中介出具的",
    },
    PAPER: {
        "group": "在清单上的位置",
        "rank": "在清单上的位置",
        "e_licence_name": "电子证照和共享",
        "e_licence": "电子证照和共享",
        "shareable": "电子证照和共享",
        "pledge": "电子证照和共享",
    },
}
_ELSE = {"事项要素": "要素", "材料要素": "要素"}


def group_of(sheet: str, column: str) -> str:
    """The heading of a column."""
    found = _BY_PREFIX.get(sheet, {}).get(column.partition(".")[0])
    return found or _ELSE.get(sheet, BASIC)
